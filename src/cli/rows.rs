//! `list --csv`: one row a version, under the API's own field names.
//!
//! Names are written by strangers, and a spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a
//! formula: such text gets a leading apostrophe. `--json` has it unchanged.

use std::io::Write;

use crate::catalogue::{Container, Group, Version};

/// The columns.
const HEAD: [&str; 21] = [
    "GroupId",
    "ImageName",
    "CompShareImageId",
    "Name",
    "VersionName",
    "Author",
    "AuthInfo",
    "Status",
    "Price",
    "Container",
    "AutoStart",
    "Size",
    "CreateTime",
    "UpdateTime",
    "PubTime",
    "FavoritesCount",
    "CreatedCount",
    "ImageUseTime",
    "Tags",
    "SupportedGpuTypes",
    "SoftwarePorts",
];

/// Writes the head.
pub(super) fn head<W: Write>(csv: &mut csv::Writer<W>) -> csv::Result<()> {
    csv.write_record(HEAD)
}

/// Writes a group's versions.
pub(super) fn group<W: Write>(csv: &mut csv::Writer<W>, group: &Group) -> csv::Result<()> {
    group.data.iter().try_for_each(|version| csv.write_record(row(group, version)))
}

fn row(group: &Group, version: &Version) -> [String; 21] {
    let ports = version.software_ports.iter().map(|port| {
        let number = port.port.map(|number| number.to_string()).unwrap_or_default();
        format!("{} {number}", port.software)
    });
    [
        text(group.group_id.as_str()),
        text(&group.image_name),
        text(version.comp_share_image_id.as_str()),
        text(&version.name),
        text(&version.version_name),
        text(&version.author),
        version.auth_info.api_number().to_string(),
        text(version.status.api_word()),
        version.price.map(|price| price.to_string()).unwrap_or_default(),
        container(version.container).to_owned(),
        version.auto_start.map(|yes| yes.to_string()).unwrap_or_default(),
        version.size.to_string(),
        version.create_time.to_string(),
        version.update_time.to_string(),
        version.pub_time.to_string(),
        group.favorites_count.to_string(),
        group.created_count.to_string(),
        group.image_use_time.to_string(),
        text(&version.tags.join(";")),
        text(&version.supported_gpu_types.join(";")),
        text(&ports.collect::<Vec<_>>().join(";")),
    ]
}

fn text(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@']) { format!("'{cell}") } else { cell.to_owned() }
}

fn container(container: Container) -> &'static str {
    match container {
        Container::Container => "True",
        Container::VirtualMachine => "False",
        Container::Unknown => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{ImageId, SoftwarePort};

    #[test]
    fn a_version_is_a_row_and_a_formula_is_text() {
        let version = Version {
            comp_share_image_id: ImageId::new("i1"),
            author: "=HYPERLINK(\"http://x\")".into(),
            price: Some(0.5),
            tags: vec!["a".into(), "b".into()],
            software_ports: vec![SoftwarePort { software: "Jupyter".into(), port: Some(8888) }],
            ..Version::default()
        };
        let mut csv = csv::Writer::from_writer(Vec::new());
        head(&mut csv).unwrap();
        group(&mut csv, &Group { data: vec![version], ..Group::default() }).unwrap();
        let text = String::from_utf8(csv.into_inner().unwrap()).unwrap();
        let rows: Vec<&str> = text.lines().collect();
        assert_eq!(rows[0].split(',').count(), HEAD.len());
        assert_eq!(rows[1], r#",,i1,,,"'=HYPERLINK(""http://x"")",0,,0.5,,,0,0,0,0,0,0,0,a;b,,Jupyter 8888"#);
    }
}
