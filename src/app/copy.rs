//! What can be copied of an image: each text is ready to paste and safe in a shell.
//!
//! Commands follow `compshare-cli` and the official Python SDK, parameters the document `CreateCompShareInstance`.

use serde_json::json;

use crate::catalogue::{Group, Version};

use super::{CopyKind, Setup};

/// CPU cores a GPU is paired with in commands; the platform's usual offer.
const CPU: u32 = 16;
/// Memory a GPU is paired with, GiB.
const MEMORY_GIB: u32 = 64;
/// System disk in parameters, GB.
const DISK_GB: u32 = 200;

/// Every text that can be copied of a version, in the order of the menu.
///
/// An id that is not plain would not be safe in a command line: then there is nothing to copy.
pub(super) fn texts(setup: &Setup, group: &Group, version: &Version) -> Vec<(CopyKind, String)> {
    if !version.comp_share_image_id.is_plain() {
        return Vec::new();
    }
    let mut texts = vec![
        (CopyKind::ImageId, version.comp_share_image_id.as_str().to_owned()),
        (CopyKind::NameAndVersion, name_and_version(group, version)),
        (CopyKind::CreateCommand, create_command(setup, version)),
        (CopyKind::PythonCall, python_call(setup, version)),
        (CopyKind::Parameters, parameters(setup, version)),
    ];
    texts.extend(group.group_id.web_page().map(|url| (CopyKind::WebLink, url)));
    texts.extend(serde_json::to_string_pretty(group).ok().map(|json| (CopyKind::GroupJson, json)));
    texts
}

fn name_and_version(group: &Group, version: &Version) -> String {
    match version.version_name.as_str() {
        "" => group.title().as_str().to_owned(),
        name => format!("{}@{name}", group.title()),
    }
}

/// The first GPU type the version supports, when it is a plain word.
fn gpu(version: &Version) -> &str {
    let plain = |gpu: &&str| !gpu.is_empty() && gpu.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    version.supported_gpu_types.iter().map(AsRef::as_ref).find(plain).unwrap_or("4090")
}

fn zone(setup: &Setup) -> String {
    setup.zone.clone().unwrap_or_else(|| format!("{}-01", setup.region))
}

fn create_command(setup: &Setup, version: &Version) -> String {
    format!(
        "compshare instance create --image {} --image-source community --gpu {} --count 1 --cpu {CPU} \
         --memory {MEMORY_GIB}GiB --region {} --zone {} --dry-run",
        version.comp_share_image_id,
        gpu(version),
        setup.region,
        zone(setup),
    )
}

fn python_call(setup: &Setup, version: &Version) -> String {
    let (region, zone) = (&setup.region, zone(setup));
    let (id, gpu, memory) = (&version.comp_share_image_id, gpu(version), MEMORY_GIB * 1024);
    format!(
        r#"client.ucompshare().create_comp_share_instance({{
    "Region": "{region}",
    "Zone": "{zone}",
    "MachineType": "G",
    "GpuType": "{gpu}",
    "GPU": 1,
    "CPU": {CPU},
    "Memory": {memory},
    "CompShareImageId": "{id}",
    "ChargeType": "Dynamic",
    "Disks": [{{"IsBoot": True, "Type": "CLOUD_SSD", "Size": {DISK_GB}}}],
}})"#
    )
}

fn parameters(setup: &Setup, version: &Version) -> String {
    let parameters = json!({
        "Action": "CreateCompShareInstance",
        "Region": setup.region,
        "Zone": zone(setup),
        "MachineType": "G",
        "GpuType": gpu(version),
        "GPU": 1,
        "CPU": CPU,
        "Memory": MEMORY_GIB * 1024,
        "CompShareImageId": version.comp_share_image_id.as_str(),
        "ChargeType": "Dynamic",
        "Disks": [{"IsBoot": true, "Type": "CLOUD_SSD", "Size": DISK_GB}],
    });
    format!("{parameters:#}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::tests::setup;
    use crate::catalogue::{GroupId, ImageId};
    use crate::text::CleanText;

    fn sample() -> (Group, Version) {
        let version = Version {
            comp_share_image_id: ImageId::new("compshareImage-abc"),
            version_name: CleanText::line("v1"),
            supported_gpu_types: vec![CleanText::line("; rm -rf"), CleanText::line("4090_48G")],
            ..Version::default()
        };
        let group = Group {
            group_id: GroupId::new("0bwUeAJZW7sE"),
            image_name: CleanText::line("镜像"),
            data: vec![version.clone()],
            ..Group::default()
        };
        (group, version)
    }

    fn text(kind: CopyKind) -> String {
        let (group, version) = sample();
        texts(&setup(), &group, &version).into_iter().find(|(k, _)| *k == kind).unwrap().1
    }

    #[test]
    fn the_command_is_the_platform_clis() {
        assert_eq!(
            text(CopyKind::CreateCommand),
            "compshare instance create --image compshareImage-abc --image-source community --gpu 4090_48G --count 1 \
             --cpu 16 --memory 64GiB --region cn-wlcb --zone cn-wlcb-01 --dry-run"
        );
    }

    #[test]
    fn json_is_json() {
        let parameters: serde_json::Value = serde_json::from_str(&text(CopyKind::Parameters)).unwrap();
        assert_eq!(parameters["Memory"], 65536);
        let group: serde_json::Value = serde_json::from_str(&text(CopyKind::GroupJson)).unwrap();
        assert_eq!(group["Data"][0]["CompShareImageId"], "compshareImage-abc");
        assert_eq!(text(CopyKind::NameAndVersion), "镜像@v1");
        assert_eq!(text(CopyKind::WebLink), "https://www.compshare.cn/images/0bwUeAJZW7sE");
    }

    #[test]
    fn an_odd_id_offers_nothing() {
        let (group, mut version) = sample();
        version.comp_share_image_id = ImageId::new("x; rm -rf ~");
        assert_eq!(texts(&setup(), &group, &version), []);
    }
}
