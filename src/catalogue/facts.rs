//! What is known of an image, fact by fact, in words: for those who print or compare it.

use crate::i18n::Lang;
use crate::messages;

use super::label::day;
use super::{Group, Version};

messages! {
    /// A fact; its message is its label. The Chinese ones are the platform's.
    pub(crate) enum Fact {
        Id: "ID", "镜像 ID";
        Name: "Name", "镜像名称";
        Version: "Version", "版本";
        Status: "Status", "状态";
        Price: "Price/h", "价格/小时";
        Author: "Author", "作者";
        Kind: "Kind", "类型";
        AutoStart: "Starts itself", "支持自启动";
        Size: "Size", "镜像大小";
        Gpus: "GPU types", "支持的 GPU 类型";
        Ports: "Ports", "软件端口";
        Tags: "Tags", "标签";
        Published: "Published", "发布时间";
        Updated: "Updated", "更新时间";
        Created: "Created", "创建时间";
        Favourites: "Favourites", "收藏数";
        Recommended: "Recommended", "推荐数";
        Instances: "Instances created", "引用创建次数";
        UseTime: "Use time", "镜像使用时长";
        Group: "Group", "版本组";
        Web: "Web page", "网页";
    }
}

messages! {
    /// Words for values.
    enum Value {
        Yes: "yes", "是";
        No: "no", "否";
    }
}

/// Every fact about an image with its value, in the order people ask for them; empty where it is not known.
#[must_use]
pub(crate) fn facts(group: &Group, image: &Version, lang: Lang) -> Vec<(Fact, String)> {
    Fact::ALL.iter().map(|fact| (*fact, fact.value(group, image, lang))).collect()
}

impl Fact {
    fn value(self, group: &Group, image: &Version, lang: Lang) -> String {
        let yes_no = |yes| if yes { Value::Yes.text(lang) } else { Value::No.text(lang) };
        match self {
            Fact::Id => image.comp_share_image_id.to_string(),
            Fact::Name => group.title().to_string(),
            Fact::Version => image.version_name.to_string(),
            Fact::Status => image.status.label(lang).to_owned(),
            Fact::Price => image.price_label(lang, "¥"),
            Fact::Author => image.author_label(lang),
            Fact::Kind => image.container.label(lang).unwrap_or_default().to_owned(),
            Fact::AutoStart => image.auto_start.map(yes_no).unwrap_or_default().to_owned(),
            Fact::Size => image.size_label(),
            Fact::Gpus => image.supported_gpu_types.join(" "),
            Fact::Ports => ports(image),
            Fact::Tags => image.tags.join(" "),
            Fact::Published => day(image.pub_time),
            Fact::Updated => day(image.update_time),
            Fact::Created => day(image.create_time),
            Fact::Favourites => group.favorites_count.to_string(),
            Fact::Recommended => group.recommend_count.to_string(),
            Fact::Instances => group.created_count.to_string(),
            Fact::UseTime => format!("{:.0} h", group.image_use_time),
            Fact::Group => group.group_id.to_string(),
            Fact::Web => group.group_id.web_page().unwrap_or_default(),
        }
    }

    /// Its name for scripts: the API's own where it has one.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Fact::Id => "CompShareImageId",
            Fact::Name => "ImageName",
            Fact::Version => "VersionName",
            Fact::Status => "Status",
            Fact::Price => "Price",
            Fact::Author => "Author",
            Fact::Kind => "Container",
            Fact::AutoStart => "AutoStart",
            Fact::Size => "Size",
            Fact::Gpus => "SupportedGpuTypes",
            Fact::Ports => "SoftwarePorts",
            Fact::Tags => "Tags",
            Fact::Published => "PubTime",
            Fact::Updated => "UpdateTime",
            Fact::Created => "CreateTime",
            Fact::Favourites => "FavoritesCount",
            Fact::Recommended => "RecommendCount",
            Fact::Instances => "CreatedCount",
            Fact::UseTime => "ImageUseTime",
            Fact::Group => "GroupId",
            Fact::Web => "WebPage",
        }
    }
}

fn ports(image: &Version) -> String {
    let ports = image.software_ports.iter().map(|port| {
        let number = port.port.map(|number| format!(" {number}")).unwrap_or_default();
        format!("{}{number}", port.software)
    });
    ports.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_stands_in_both_languages() {
        crate::i18n::check_table(Fact::ALL, Fact::text).unwrap();
        crate::i18n::check_table(Value::ALL, Value::text).unwrap();
    }

    #[test]
    fn names_for_scripts_are_unique() {
        let names: std::collections::BTreeSet<&str> = Fact::ALL.iter().map(|fact| fact.name()).collect();
        assert_eq!(names.len(), Fact::ALL.len());
    }
}
