//! The list of settings: one row gives a setting's meaning, its name in `config.toml`, its variables and its
//! default, so that the reader, the annotated file and the messages cannot disagree.

use crate::messages;

messages! {
    /// A setting; its message is its documentation.
    pub(crate) enum Setting {
        Lang: "Language: zh or en. Unset: the locale's.", "界面语言：zh 或 en。不设置时跟随系统区域。";
        Theme: "Colours: a built-in theme, or the name of a file in the themes folder.",
            "配色：内置主题，或 themes 文件夹中文件的名字。";
        Color: "When to use colour: auto, always or never.", "何时使用颜色：auto、always 或 never。";
        Ascii: "Draw with ASCII only, for terminals whose box lines are two cells wide.",
            "只用 ASCII 绘制，适合把线条显示为两格宽的终端。";
        Mouse: "Take the mouse. Off, the terminal's own selection works.",
            "启用鼠标。关闭时可用终端自身的文字选择。";
        PageSize: "Groups on a page, 1 to 100; unset: as many as the list shows, 20 or more.", "每页的版本组数量，1 到 100；不设置时随列表高度而定，至少 20。";
        Rows: "Rows of a group in the list: 1, or 2 with the full name, tags and GPU types.", "列表中每个版本组占的行数：1，或 2（显示完整名称、标签与 GPU 类型）。";
        Remember: "Start with the filters and the sort order of the last time.", "启动时恢复上次的筛选与排序。";
        SyncAfter: "How old the local catalogue may get before the explorer fetches it anew: 30m, 1h, 2d; off: never by itself.",
            "本地目录超过多久后由浏览界面自动重新同步：30m、1h、2d；off 表示从不自动同步。";
        Pictures: "How covers and Readme pictures are shown: auto, kitty, sixel, iterm, blocks or off.",
            "封面与说明中图片的显示方式：auto、kitty、sixel、iterm、blocks 或 off。";
        PicturesFrom: "Whose pictures are fetched without being asked for: platform, or all (a stranger's server then learns your address).",
            "自动获取哪些图片：platform（仅平台），或 all（第三方服务器会得知你的 IP 地址）。";
        Region: "Region.", "地域。";
        Zone: "Availability zone. Unset: not sent.", "可用区。不设置时不发送。";
        ProjectId: "Project. Unset: the account's default.", "项目 ID。不设置时使用账号默认项目。";
        BaseUrl: "Address of the service.", "服务地址。";
        AllowHttp: "Accept http:// for an address that is not on this machine. Requests can then be read on the way.",
            "允许非本机的 http:// 地址。请求内容可能在途中被读取。";
        Profile: "Which profile of compshare-cli's or UCloud's keys to use.",
            "使用 compshare-cli 或 UCloud 的哪个密钥配置（profile）。";
        Clipboard: "Command that takes copied text on its standard input. Unset: found by itself.",
            "接收所复制文字（标准输入）的命令。不设置时自动选择。";
        Log: "File for diagnostics. Unset: none.", "诊断日志文件。不设置时不记录。";
    }
}

impl Setting {
    /// Its name in `config.toml`.
    #[must_use]
    pub(crate) fn name(self) -> &'static str {
        match self {
            Setting::Lang => "lang",
            Setting::Theme => "theme",
            Setting::Color => "color",
            Setting::Ascii => "ascii",
            Setting::Mouse => "mouse",
            Setting::PageSize => "page_size",
            Setting::Rows => "rows",
            Setting::Remember => "remember",
            Setting::SyncAfter => "sync_after",
            Setting::Pictures => "pictures",
            Setting::PicturesFrom => "pictures_from",
            Setting::Region => "region",
            Setting::Zone => "zone",
            Setting::ProjectId => "project_id",
            Setting::BaseUrl => "base_url",
            Setting::AllowHttp => "allow_http",
            Setting::Profile => "profile",
            Setting::Clipboard => "clipboard",
            Setting::Log => "log",
        }
    }

    /// The environment variables that set it, the strongest first: ours and `compshare-cli`'s, then those of
    /// UCloud's official SDKs.
    #[must_use]
    pub(crate) fn variables(self) -> &'static [&'static str] {
        match self {
            Setting::Lang => &["COMPSHARE_LANG"],
            Setting::Theme => &["COMPSHARE_TUI_THEME"],
            Setting::Color => &["COMPSHARE_TUI_COLOR"],
            Setting::Ascii => &["COMPSHARE_TUI_ASCII"],
            Setting::Mouse => &["COMPSHARE_TUI_MOUSE"],
            Setting::PageSize => &["COMPSHARE_TUI_PAGE_SIZE"],
            Setting::Rows => &["COMPSHARE_TUI_ROWS"],
            Setting::Remember => &["COMPSHARE_TUI_REMEMBER"],
            Setting::SyncAfter => &["COMPSHARE_TUI_SYNC_AFTER"],
            Setting::Pictures => &["COMPSHARE_TUI_PICTURES"],
            Setting::PicturesFrom => &["COMPSHARE_TUI_PICTURES_FROM"],
            Setting::Region => &["COMPSHARE_REGION", "UCLOUD_REGION"],
            Setting::Zone => &["COMPSHARE_ZONE", "UCLOUD_ZONE"],
            Setting::ProjectId => &["COMPSHARE_PROJECT_ID", "UCLOUD_PROJECT_ID"],
            Setting::BaseUrl => &["COMPSHARE_BASE_URL"],
            Setting::AllowHttp => &["COMPSHARE_ALLOW_HTTP"],
            Setting::Profile => &["COMPSHARE_PROFILE"],
            Setting::Clipboard => &["COMPSHARE_TUI_CLIPBOARD"],
            Setting::Log => &["COMPSHARE_TUI_LOG"],
        }
    }

    /// Its default as TOML, or an example where it has none.
    #[must_use]
    pub(crate) fn example(self) -> &'static str {
        match self {
            Setting::Lang => "\"zh\"",
            Setting::Theme => "\"terminal\"",
            Setting::Color => "\"auto\"",
            Setting::Ascii | Setting::Mouse | Setting::Remember | Setting::AllowHttp => "false",
            Setting::PageSize => "20",
            Setting::Rows => "1",
            Setting::SyncAfter => "\"1h\"",
            Setting::Pictures => "\"auto\"",
            Setting::PicturesFrom => "\"platform\"",
            Setting::Region => "\"cn-wlcb\"",
            Setting::Zone => "\"cn-wlcb-01\"",
            Setting::ProjectId => "\"org-xxxxxx\"",
            Setting::BaseUrl => "\"https://api.compshare.cn\"",
            Setting::Profile => "\"default\"",
            Setting::Clipboard => "\"wl-copy\"",
            Setting::Log => "\"~/compshare-tui.log\"",
        }
    }

    /// The setting of a name in `config.toml`.
    #[must_use]
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|setting| setting.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_documented_in_both_languages() {
        crate::i18n::check_table(Setting::ALL, Setting::text).unwrap();
    }

    #[test]
    fn names_and_variables_are_unique() {
        let names = Setting::ALL.iter().map(|s| s.name());
        let variables = Setting::ALL.iter().flat_map(|s| s.variables().iter().copied());
        let mut all: Vec<&str> = names.chain(variables).collect();
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
        assert_eq!(Setting::named("page_size"), Some(Setting::PageSize));
    }
}
