//! Text that wants to do harm: to steer the terminal, to reorder or hide what is read, to slow everything down.

use serde_json::{Value, json};

/// Each with the name of its trick. Where a trick has a visible payload, it says `EVIL`.
pub(crate) const CORPUS: [(&str, &str); 30] = [
    ("colour", "\x1b[31;5mEVIL\x1b[0m"),
    ("clear screen and home", "\x1b[3J\x1b[1;1fEVIL"),
    ("device report", "\x1b[6n\x1b[5n\x1b[>c\x1b[=c"),
    ("window title", "\x1b]0;EVIL\x07"),
    ("hyperlink", "\x1b]8;;http://evil.example\x1b\\EVIL\x1b]8;;\x1b\\"),
    ("clipboard", "\x1b]52;c;RVZJTA==\x07"),
    ("clipboard question", "\x1b]52;c;?\x07"),
    ("palette", "\x1b]4;1;rgb:ff/00/00\x1b\\"),
    ("device control string", "\x1bP$qm\x1b\\\x1bP+q544e\x1b\\"),
    ("application command", "\x1b_Ga=T;EVIL\x1b\\\x1b^EVIL\x1b\\"),
    ("reset", "\x1bc\x1b[!p\x1b#8"),
    ("print", "\x1b[5i\x1b[4i"),
    ("window resize", "\x1b[8;1;1t\x1b[21t"),
    ("mouse and paste", "\x1b[?9h\x1b[?1003;1007h\x1b[?7l"),
    ("8-bit introducers", "\u{9b}31mEVIL\u{9d}0;EVIL\u{9c}\u{90}q\u{9c}\u{85}\u{84}"),
    ("entities", "&#27;[31mEVIL &#x1b;]0;EVIL&#7; &#155;5i &#x202e;live"),
    ("doubly encoded entities", "&amp;#27;[31mEVIL"),
    ("C0 controls", "\x00\x01\x05\x07\x08\x0b\x0c\x0e\x0f\x11\x13\x18\x1a\x7f EVIL\r\rEVIL"),
    ("line feeds", "EVIL\n\n\r\n\u{2028}\u{2029}EVIL"),
    ("bidi override", "\u{202e}LIVE\u{202c} \u{202d}\u{202a}\u{202b}"),
    ("bidi isolate", "\u{2066}\u{2067}\u{2068}EVIL\u{2069} \u{200e}\u{200f}\u{61c}"),
    ("zero width", "E\u{200b}V\u{200c}I\u{2060}L\u{feff}\u{ad}\u{180e}"),
    ("tag characters", "\u{1f3f4}\u{e0067}\u{e0065}\u{e007f}\u{e0001}\u{e0041}"),
    ("interlinear annotation", "\u{fff9}EVIL\u{fffa}EVIL\u{fffb}"),
    ("variation selectors", "E\u{fe0f}\u{fe0f}\u{e0100}V\u{180b}"),
    ("combining marks", "E\u{300}\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{489}\u{20dd}"),
    ("joined emoji", "👨\u{200d}👩\u{200d}👧\u{200d}👦\u{200d}EVIL \u{200d}\u{200d}"),
    ("fillers", "\u{115f}\u{1160}\u{3164}\u{ffa0}\u{2800}EVIL"),
    ("odd code points", "\u{fffe}\u{ffff}\u{e000}\u{10ffff}\u{fdd0}EVIL"),
    ("markup", "<script>\x1b[2J</script><a href=\"javascript:\u{1b}[31m\">EVIL</a>![\x1b](\x1b) `\x1b[1m`"),
];

/// A group that says the same everywhere.
pub(crate) fn group_of(number: usize, text: &str) -> Value {
    let said = format!("A{text}Z");
    json!({
        "GroupId": format!("{number}{said}"), "ImageName": said, "Status": said, "Description": said,
        "Data": [{
            "CompShareImageId": format!("{number}{said}"), "Name": said, "VersionName": said, "VersionDesc": said,
            "Description": said, "Status": said, "ImageType": said, "Author": said, "OwnerAlias": said,
            "Tags": [said, format!("{said}{said}")], "SupportedGpuTypes": [said], "Container": said,
            "SoftwarePorts": [{"Name": said, "Port": 80, "Software": said}], "Softwares": [said],
            "Cover": format!("https://x/{said}"), "QrCode": format!("javascript:{said}"), "FailureReason": said,
            "Readme": format!("# {said}\n\n[{said}](https://x/{said} \"{said}\") ![{said}]({said})\n\n```{said}\n{said}\n```\n\n\
                | {said} | b |\n|---|---|\n| {said} | c |\n\n<h2 title=\"{said}\">{said}</h2>\n\n- {said}\n> {said}\n"),
        }],
    })
}

/// Characters that steer, reorder or hide. A joiner within an emoji is left to the sanitiser's own tests.
pub(crate) fn is_trick(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180b}'..='\u{180e}' | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}')
}
