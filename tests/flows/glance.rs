//! One look is enough: the head of the detail on every image, and everything that is known within a key.

use compshare_tui::face::catalogue::{Group, Version};
use compshare_tui::face::i18n::Lang;
use serde_json::json;

use crate::reader::Reader;
use crate::stage::{Catalogue, catalogue, setup};

/// Sizes of windows in which the head stands beside the list, and the rows it may have: seven where the pane has room
/// for 44 columns.
const SIZES: [((u16, u16), usize); 4] = [((140, 40), 7), ((120, 30), 8), ((100, 30), 7), ((80, 24), 9)];

/// The rows of the detail pane on screen, without its borders.
fn pane(reader: &Reader) -> Vec<String> {
    let screen = reader.screen();
    let rows: Vec<&str> = screen.lines().filter(|row| row.ends_with('│')).collect();
    let inside =
        |row: &&str| row.trim_end_matches('│').rsplit('│').next().unwrap_or_default().trim().to_owned();
    rows.iter().map(inside).collect()
}

/// Text without the spaces and marks that wrapping puts in other places.
fn packed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && *c != '·').collect()
}

/// Everything the head has to tell.
fn told(group: &Group, version: &Version) -> Vec<String> {
    let mut all = vec![version.comp_share_image_id.to_string(), version.author.to_string()];
    all.extend(version.supported_gpu_types.iter().map(ToString::to_string));
    for port in &version.software_ports {
        all.push(format!(
            "{} {}",
            port.software,
            port.port.map_or_else(|| "?".to_owned(), |port| port.to_string())
        ));
    }
    all.push(group.favorites_count.to_string());
    all.push(group.created_count.to_string());
    all
}

#[test]
fn the_head_tells_everything_in_seven_rows_on_every_image() {
    std::thread::scope(|threads| {
        for (size, most) in SIZES {
            threads.spawn(move || {
                for (lang, group) in Lang::ALL
                    .into_iter()
                    .flat_map(|lang| catalogue().groups.into_iter().map(move |g| (lang, g)))
                {
                    check_head(&group, lang, size, most);
                }
            });
        }
    });
}

/// All that the head tells is on screen in so many rows, and three rows or more of what is to be read.
fn check_head(group: &Group, lang: Lang, size: (u16, u16), most: usize) {
    let mut reader = Reader::browsing(Catalogue::of(&json!([group])), setup(lang), size);
    reader.keys("");
    let rows = pane(&reader);
    let rule = rows.iter().position(|row| row.starts_with('─')).unwrap();
    let name = format!("{} at {size:?} {lang:?}\n{}", group.title(), reader.screen());
    assert!(rule <= most, "{rule} rows: {name}");
    let head = packed(&rows[..rule].concat());
    for fact in told(group, group.lead().unwrap()) {
        assert!(head.contains(&packed(&fact)), "no {fact:?}: {name}");
    }
    let below = rows.len() - rule - 1;
    assert!(below >= 3 && !rows[rule + 1].is_empty(), "{below} rows below: {name}");
}

/// A document's every field, with a value of its own.
fn every_field() -> serde_json::Value {
    json!({
        "GroupId": "group7x", "ImageName": "Imagename", "ImageDesc": "Imagedesc", "CreatedCount": 11_111,
        "FavoritesCount": 22_222, "RecommendCount": 33_333, "ImageUseTime": 444.0, "IsFavorite": true,
        "Status": "Offline",
        "Data": [{
            "CompShareImageId": "compshareImage-everyfield", "Name": "Versionown", "Author": "Authorname", "AuthInfo": 2,
            "Status": "Available", "Price": 5.55, "VersionName": "v6.66", "VersionDesc": "Versiondesc",
            "Description": "Describing", "Tags": ["Tagone", "Tagtwo"], "SupportedGpuTypes": ["GPUone", "GPUtwo"],
            "Cover": "https://x.org/cover", "Container": true, "AutoStart": true, "CreateTime": 1_577_836_800,
            "UpdateTime": 1_609_459_200, "PubTime": 1_640_995_200, "Size": 7_864, "Readme": "# Readmetext",
            "QrCodeUrl": "https://x.org/code", "SoftwarePorts": [{"Software": "Softone", "Port": 8_188}],
        }],
    })
}

/// Each field of the document `DescribeCommunityImages`, and how its value shows.
const SHOWN: [(&str, &str); 33] = [
    ("GroupId", "group7x"),
    ("ImageName", "Imagename"),
    ("ImageDesc", "Imagedesc"),
    ("CreatedCount", "11111"),
    ("FavoritesCount", "22222"),
    ("RecommendCount", "33333"),
    ("ImageUseTime", "444 h"),
    ("IsFavorite", "a favourite of mine"),
    ("Status", "offline"),
    ("Data", "v6.66"),
    ("CompShareImageId", "compshareImage-everyfield"),
    ("Name", "Versionown"),
    ("Author", "Authorname"),
    ("AuthInfo", "certified"),
    ("Status", "online"),
    ("Price", "¥5.55/h"),
    ("VersionName", "v6.66"),
    ("VersionDesc", "Versiondesc"),
    ("Description", "Describing"),
    ("Tags", "Tagtwo"),
    ("SupportedGpuTypes", "GPUtwo"),
    ("Cover", "https://x.org/cover"),
    ("Container", "container"),
    ("AutoStart", "autostart"),
    ("CreateTime", "2020-01-01"),
    ("UpdateTime", "2021-01-01"),
    ("PubTime", "2022-01-01"),
    ("Size", "7.6 GB"),
    ("Readme", "Readmetext"),
    ("QrCodeUrl", "https://x.org/code"),
    ("SoftwarePorts", "Softone 8188"),
    ("Software", "Softone"),
    ("Port", "8188"),
];

#[test]
fn every_field_of_the_document_is_a_key_away_and_none_stands_twice() {
    for size in [(140, 40), (80, 30)] {
        let mut reader = Reader::browsing(Catalogue::of(&json!([every_field()])), setup(Lang::En), size);
        reader.keys("");
        let before = pane(&reader).join("\n");
        reader.keys("a");
        let about = pane(&reader).join("\n");
        for (field, value) in SHOWN {
            let title = field == "ImageName" || field.starts_with("Version") || field == "Data";
            let screen = reader.screen();
            let all = if title { format!("{before}{about}{screen}") } else { format!("{before}{about}") };
            assert!(packed(&all).contains(&packed(value)), "{field} at {size:?}: {all}");
        }
    }
    // Zoomed in a wide window, both are on one screen.
    let mut reader = Reader::browsing(Catalogue::of(&json!([every_field()])), setup(Lang::En), (140, 40));
    reader.keys("z");
    let screen = reader.screen();
    for (field, value) in SHOWN.iter().filter(|(field, _)| !matches!(*field, "Software" | "Port")) {
        let times = screen.matches(value).count();
        // The address of the page names the group.
        assert_eq!(times, if *field == "GroupId" { 2 } else { 1 }, "{field}: {screen}");
    }
}

#[test]
fn about_and_the_readme_are_scrolled_each_by_itself() {
    let readme = (0..90).map(|i| format!("line {i}\n\n")).collect::<String>();
    let versions: Vec<_> = (0..60)
        .map(|i| json!({"CompShareImageId": format!("compshareImage-{i}"), "VersionName": format!("v{i}"), "Readme": readme}))
        .collect();
    let group = json!([{"GroupId": "g", "ImageName": "n", "Data": versions}]);
    for (size, zoom) in [((140, 40), "z"), ((100, 30), "")] {
        let mut reader = Reader::browsing(Catalogue::of(&group), setup(Lang::En), size);
        reader.keys(&format!("Enter {zoom} j j j"));
        assert_eq!((reader.state.detail_top(), reader.state.about_top()), (3, 0));
        reader.keys("a j j");
        assert_eq!((reader.state.detail_top(), reader.state.about_top()), (3, 2));
        reader.keys("G");
        assert!(pane(&reader).join("\n").contains("v59"), "{}", reader.screen());
        reader.keys("a j");
        assert_eq!(reader.state.detail_top(), 4);
        reader.keys("a");
        assert!(reader.state.about_top() > 2, "where it was left");
    }
}

#[test]
fn the_detail_is_read_from_the_list() {
    let mut reader = Reader::open(setup(Lang::En), (100, 30));
    reader.keys("J J J K");
    assert_eq!(reader.state.detail_top(), 2);
    reader.keys("j");
    assert_eq!(reader.state.detail_top(), 0, "another image is read from its beginning");
    reader.keys("k");
    assert_eq!(reader.state.detail_top(), 2, "and the first from where it was left");
}
