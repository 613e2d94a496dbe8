//! Answers of every kind, decoded: what is good is kept, what is broken costs itself only.

use compshare_tui::face::catalogue::{
    AuthInfo, Container, FaultKind, Group, GroupId, ImageId, SoftwarePort, Status, TagCategory, Version,
};
use compshare_tui::face::text::CleanText;
use compshare_tui::face::wire::decode;
use proptest::prelude::*;
use serde_json::{Value, json};

/// An answer around groups.
fn answer_of(groups: &Value) -> Value {
    json!({
        "Action": "DescribeCommunityImagesResponse", "RetCode": 0, "TotalCount": 743, "AvailableTotalCount": 740,
        "CompshareImageGroup": groups,
    })
}

fn groups_of(groups: &Value) -> (Vec<Group>, usize) {
    let page = decode::page(&answer_of(groups).to_string()).unwrap();
    (page.groups.iter().map(|group| (**group).clone()).collect(), page.skipped)
}

/// A version with every field of the document, and one the document does not have.
fn full_version() -> Value {
    json!({
        "CompShareImageId": "compshareImage-1pl06yxr5lvm", "Name": "ComfyUI", "Author": "秋叶", "AuthInfo": 2,
        "Status": "Available", "Price": 0.35, "VersionName": "v0.3.66", "VersionDesc": "修复\n升级", "Description": "描述",
        "Tags": ["文生图", "ComfyUI"], "SupportedGpuTypes": ["4090", "5090"], "Cover": "https://x/c.png",
        "Container": "True", "AutoStart": true, "CreateTime": 1, "UpdateTime": 2, "PubTime": 3, "Size": 43008,
        "Readme": "# 使用\n<br>", "QrCodeUrl": "https://x/q.png",
        "SoftwarePorts": [{"Software": "ComfyUI", "Port": 8188}], "FirewallPorts": [1, 2],
    })
}

#[test]
fn every_field_of_the_document_arrives() {
    let group = json!({
        "GroupId": "0bwUeAJZW7sE", "ImageName": "ComfyUI", "ImageDesc": "整合", "CreatedCount": 9, "FavoritesCount": 8,
        "RecommendCount": 7, "ImageUseTime": 6.5, "IsFavorite": true, "Status": "Available", "Data": [full_version()],
    });
    let page = decode::page(&answer_of(&json!([group])).to_string()).unwrap();
    assert_eq!((page.total_count, page.available_total_count, page.skipped), (Some(743), Some(740), 0));
    let version = Version {
        comp_share_image_id: ImageId::new("compshareImage-1pl06yxr5lvm"),
        name: "ComfyUI".into(),
        author: "秋叶".into(),
        auth_info: AuthInfo::Certified,
        status: Status::Available,
        price: Some(0.35),
        version_name: "v0.3.66".into(),
        version_desc: CleanText::block("修复\n升级", 99),
        description: "描述".into(),
        tags: vec!["文生图".into(), "ComfyUI".into()],
        supported_gpu_types: vec!["4090".into(), "5090".into()],
        cover: "https://x/c.png".into(),
        container: Container::Container,
        auto_start: Some(true),
        create_time: 1,
        update_time: 2,
        pub_time: 3,
        size: 43008,
        readme: Some(CleanText::block("# 使用\n<br>", 99)),
        qr_code_url: "https://x/q.png".into(),
        software_ports: vec![SoftwarePort { software: "ComfyUI".into(), port: Some(8188) }],
    };
    let expected = Group {
        group_id: GroupId::new("0bwUeAJZW7sE"),
        image_name: "ComfyUI".into(),
        image_desc: "整合".into(),
        created_count: 9,
        favorites_count: 8,
        recommend_count: 7,
        image_use_time: 6.5,
        is_favorite: true,
        status: Status::Available,
        data: vec![version],
    };
    assert_eq!(*page.groups[0], expected);
}

#[test]
fn types_other_than_the_documents_are_understood() {
    let strings = json!({
        "CompShareImageId": "i", "AuthInfo": "1", "Price": "0", "VersionName": 3.5, "Container": true, "AutoStart": "False",
        "PubTime": "1700000000", "Size": "7.0", "Tags": ["a", 4090, "", null], "SoftwarePorts": [{"Software": "s", "Port": "80"}],
    });
    let (groups, _) =
        groups_of(&json!([{"GroupId": "g", "FavoritesCount": "12", "IsFavorite": 1, "Data": [strings]}]));
    let version = &groups[0].data[0];
    assert_eq!((groups[0].favorites_count, groups[0].is_favorite), (12, true));
    assert_eq!(
        (version.auth_info, version.price, &*version.version_name),
        (AuthInfo::Official, Some(0.0), "3.5")
    );
    assert_eq!((version.container, version.auto_start), (Container::Container, Some(false)));
    assert_eq!((version.pub_time, version.size), (1_700_000_000, 7));
    assert_eq!(version.tags, [CleanText::line("a"), CleanText::line("4090")]);
    assert_eq!(version.software_ports, [SoftwarePort { software: "s".into(), port: Some(80) }]);
}

#[test]
fn null_and_missing_are_unknown_and_not_zero() {
    let nulls = json!({"CompShareImageId": "i", "Price": null, "Tags": null, "SoftwarePorts": null, "Readme": null, "Status": null});
    let (groups, skipped) = groups_of(
        &json!([{"GroupId": "g", "Data": [nulls, {"CompShareImageId": "j"}]}, {"GroupId": "h", "Data": null}]),
    );
    assert_eq!(skipped, 0);
    let unknown = |id| Version { comp_share_image_id: ImageId::new(id), ..Version::default() };
    assert_eq!(groups[0].data, [unknown("i"), unknown("j")]);
    assert_eq!((groups[0].data[0].price, &groups[0].status), (None, &Status::Missing));
    assert_eq!(groups[1].data, []);
    assert_eq!(groups_of(&Value::Null), (vec![], 0));
}

#[test]
fn values_the_document_does_not_know_are_kept() {
    let (groups, _) = groups_of(
        &json!([{"GroupId": "g", "Status": "Frozen", "Data": [{"CompShareImageId": "i", "AuthInfo": 9, "Status": "Queued"}]}]),
    );
    assert_eq!(groups[0].status, Status::Other("Frozen".into()));
    assert_eq!(groups[0].data[0].auth_info, AuthInfo::Other(9));
    assert_eq!(groups[0].data[0].status, Status::Other("Queued".into()));
}

#[test]
fn broken_items_are_counted_and_their_neighbours_kept() {
    let good = json!({"GroupId": "g", "Data": [{"CompShareImageId": "i"}, 7, {"Name": "no id"}, {"CompShareImageId": "j"}]});
    let (groups, skipped) = groups_of(&json!(["text", null, 1.5, [], {"ImageName": "no id"}, good]));
    assert_eq!((groups.len(), groups[0].data.len(), skipped), (1, 2, 5 + 2));
}

#[test]
fn a_group_without_an_id_is_known_by_its_first_image() {
    let (groups, skipped) = groups_of(&json!([{"ImageName": "n", "Data": [{"CompShareImageId": "i"}]}]));
    assert_eq!((groups[0].group_id.as_str(), skipped), ("i", 0));
}

#[test]
fn text_is_cleaned_and_bounded_at_the_border() {
    let version = json!({
        "CompShareImageId": "i\u{1b}[31m", "Name": "\u{202e}evil\u{200b}", "Readme": "r".repeat(300_000),
        "Description": "a\nb\u{7}", "Tags": ["t\u{9b}"], "SoftwarePorts": [{"Software": "\u{1b}]52;c;x\u{7}", "Port": 99999}],
    });
    let (groups, _) = groups_of(&json!([{"GroupId": "g", "Data": [version]}]));
    let version = &groups[0].data[0];
    assert_eq!(version.comp_share_image_id.as_str(), "i\u{FFFD}[31m");
    assert_eq!(&*version.name, "\u{FFFD}evil");
    assert_eq!(&*version.description, "a\nb\u{FFFD}");
    assert_eq!(&*version.tags[0], "t\u{FFFD}");
    assert_eq!(version.software_ports, [SoftwarePort { software: "\u{1b}]52;c;x\u{7}".into(), port: None }]);
    assert_eq!(version.readme.as_ref().unwrap().chars().count(), 256 * 1024 + 1, "one more than is shown");
}

#[test]
fn dates_nobody_can_mean_are_unknown() {
    let (groups, _) = groups_of(
        &json!([{"GroupId": "g", "Data": [{"CompShareImageId": "i", "PubTime": i64::MAX, "CreateTime": -5}]}]),
    );
    assert_eq!((groups[0].data[0].pub_time, groups[0].data[0].create_time), (0, 0));
}

#[test]
fn depth_costs_only_the_field_it_is_in() {
    let bomb = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let json = format!(
        r#"{{"RetCode":0,"CompshareImageGroup":[{{"GroupId":"g","ImageName":{bomb},"Data":{bomb}}},{bomb},{{"GroupId":"h"}}],"Extra":{bomb}}}"#
    );
    let page = decode::page(&json).unwrap();
    let ids: Vec<_> = page.groups.iter().map(|group| group.group_id.as_str()).collect();
    assert_eq!((ids, page.skipped), (vec!["g", "h"], 1 + 1));
}

#[test]
fn an_answer_cut_off_anywhere_is_incomplete() {
    let whole = answer_of(&json!([{"GroupId": "g", "Data": [full_version()]}])).to_string();
    for (at, _) in whole.char_indices() {
        assert_eq!(decode::page(&whole[..at]).unwrap_err().kind, FaultKind::Incomplete, "{}", &whole[..at]);
    }
}

#[test]
fn an_answer_cut_off_within_a_number_or_an_escape_is_incomplete() {
    for cut in [
        "{\"RetCode\":-",
        "{\n\"RetCode\":0.",
        "{\"RetCode\":1e",
        "{\"A\":\"\\",
        "{\"A\":\"\\u00",
        "{\"A\":tr",
        "",
    ] {
        assert_eq!(decode::page(cut).unwrap_err().kind, FaultKind::Incomplete, "{cut:?}");
    }
    for wrong in ["garbage", "{\"RetCode\":0}}\n...", "{\"A\":x, \"B\":0."] {
        assert_eq!(decode::page(wrong).unwrap_err().kind, FaultKind::NotTheApi(200), "{wrong:?}");
    }
}

#[test]
fn tags_keep_the_services_order_and_lose_none() {
    let answer = json!({
        "RetCode": 0, "TagIndex": ["二", "一"], "TagsMap": {"一": ["a", "b"], "三": ["c"], "二": ["d"], "空": [], "坏": 5},
        "Tags": ["a", "b", "c", "d", "e"],
    });
    let category = |name: &str, tags: &[&str]| TagCategory {
        name: name.into(),
        tags: tags.iter().map(|tag| CleanText::line(tag)).collect(),
    };
    let expected =
        [category("二", &["d"]), category("一", &["a", "b"]), category("三", &["c"]), category("", &["e"])];
    assert_eq!(decode::tags(&answer.to_string()).unwrap().categories, expected);
    assert_eq!(decode::tags(r#"{"RetCode":0}"#).unwrap().categories, []);
    assert_eq!(decode::tags(r#"{"RetCode":160}"#).unwrap_err().kind, FaultKind::Service(160));
}

/// Any JSON, wide and deep enough to be surprising.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        Just(json!("True")),
        Just(json!("1e999")),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map("[A-Z][a-z]{0,6}", inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// Replaces the value a path of choices leads to.
fn replace(value: &mut Value, path: &[usize], new: Value) {
    let Some((step, rest)) = path.split_first() else { return *value = new };
    match value {
        Value::Array(items) if !items.is_empty() => {
            let at = step % items.len();
            replace(&mut items[at], rest, new);
        }
        Value::Object(map) if !map.is_empty() => {
            let at = step % map.len();
            replace(map.values_mut().nth(at).unwrap(), rest, new);
        }
        _ => *value = new,
    }
}

proptest! {
    #[test]
    fn whatever_becomes_of_one_group_its_neighbours_are_kept(
        path in prop::collection::vec(any::<usize>(), 0..5), new in any_json(),
    ) {
        let mut broken = json!({"GroupId": "g", "ImageName": "n", "Status": "Available", "Data": [full_version(), full_version()]});
        let good = broken.clone();
        replace(&mut broken, &path, new);
        let (groups, skipped) = groups_of(&json!([good.clone(), broken, good.clone()]));
        let kept = groups_of(&json!([good])).0.remove(0);
        prop_assert_eq!(groups.first(), Some(&kept));
        prop_assert_eq!(groups.last(), Some(&kept));
        prop_assert!(groups.len() == 3 || (groups.len() == 2 && skipped > 0), "lost without a count");
    }

    #[test]
    fn any_json_decodes_or_is_one_clear_fault(value in any_json(), code in any_json()) {
        let mut answer = answer_of(&value);
        answer["RetCode"] = code;
        for json in [value.to_string(), answer.to_string()] {
            for kind in [decode::page(&json).err(), decode::tags(&json).err()].into_iter().flatten().map(|f| f.kind) {
                prop_assert!(matches!(kind, FaultKind::NotTheApi(200) | FaultKind::Service(_)), "{:?}", kind);
            }
        }
    }

    #[test]
    fn any_text_is_decoded_without_a_panic(text in ".{0,200}") {
        let _ = decode::page(&text);
        let _ = decode::tags(&format!("{{\"RetCode\":0,\"TagsMap\":{text}}}"));
    }

    #[test]
    fn what_was_decoded_serialises_to_what_decodes_alike(value in any_json(), version in any_json()) {
        let mut odd = full_version();
        replace(&mut odd, &[3], version);
        let (groups, _) = groups_of(&json!([{"GroupId": "g", "ImageName": value, "Data": [odd]}]));
        let again = groups_of(&serde_json::to_value(&groups).unwrap());
        prop_assert_eq!(again, (groups, 0));
    }
}

#[test]
fn odd_values_are_read_where_they_can_be_and_unknown_where_they_cannot_be_meant() {
    let version = |fields: Value| {
        let mut version = full_version();
        for (name, value) in fields.as_object().unwrap() {
            version[name] = value.clone();
        }
        groups_of(&json!([{"GroupId": "g", "Data": [version]}])).0[0].data[0].clone()
    };
    let texts = |list: &[CleanText]| list.iter().map(|text| text.as_str().to_owned()).collect::<Vec<_>>();

    let odd = version(json!({
        "CreateTime": 1_730_000_000_123_i64, "UpdateTime": 1_730_000_000_123_456_i64, "PubTime": i64::MAX,
        "Price": 1e-7, "SupportedGpuTypes": "4090,A100", "Tags": "LLM, 推理、语音", "Size": 99_999_999_999_u64,
    }));
    assert_eq!((odd.create_time, odd.update_time, odd.pub_time), (1_730_000_000, 1_730_000_000, 0));
    assert_eq!(odd.price, Some(1e-7));
    assert_eq!(texts(&odd.supported_gpu_types), ["4090", "A100"]);
    assert_eq!(texts(&odd.tags), ["LLM", "推理", "语音"]);
    assert_eq!(odd.size, 0);

    assert_eq!(texts(&version(json!({"Tags": "[\"a\",\"b\"]"})).tags), ["a", "b"]);
    assert_eq!(texts(&version(json!({"Tags": ""})).tags), [""; 0]);
    for price in [json!(-1), json!("-0.01"), json!(1e9)] {
        assert_eq!(version(json!({"Price": price})).price, None, "{price}");
    }
    assert!(version(json!({"Price": "-0"})).price.unwrap().is_sign_positive());
}
