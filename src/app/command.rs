//! The one key table: each command with its id, where it works, its default keys, its hint and its doc line.
//!
//! Dispatch, `?` help, footer hints, the palette, `docs/keys.md` and user overrides all read it.

use crate::i18n::Lang;

use super::{Focus, PickerKind, Remote, Screen, State};

/// Where a key is pressed. The innermost context that binds a chord wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// Everywhere but in text fields and popups.
    Everywhere,
    /// The list of groups.
    List,
    /// The sidebar.
    Filters,
    /// The detail pane.
    Detail,
    /// The screen shown without keys.
    FirstRun,
}

/// Headings of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Section {
    /// Moving about.
    Move,
    /// Narrowing the list.
    Filter,
    /// Reading an image.
    Read,
    /// Taking something away.
    Take,
    /// The program itself.
    Program,
}

/// A row of the key table.
#[derive(Debug)]
pub struct CommandRow {
    /// The command.
    pub command: Command,
    /// Its name in configuration files.
    pub id: &'static str,
    /// Where it works.
    pub contexts: &'static [Context],
    /// Default chords in the notation of [`super::Chord`]; several keys of one sequence are separated by spaces.
    pub keys: &'static [&'static str],
    /// Its heading in the help.
    pub section: Section,
    /// Importance of its hint at the bottom, from 1 (most); 0 has no hint.
    pub rank: u8,
    hint: (&'static str, &'static str),
    doc: (&'static str, &'static str),
}

impl CommandRow {
    /// A word or two for the bottom line; empty without a hint.
    #[must_use]
    pub fn hint(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.hint.0,
            Lang::Zh => self.hint.1,
        }
    }

    /// One line that says what it does.
    #[must_use]
    pub fn doc(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.doc.0,
            Lang::Zh => self.doc.1,
        }
    }
}

macro_rules! commands {
    ($($name:ident $id:literal [$($context:ident)+] [$($key:literal)*] $section:ident $rank:literal
        ($hint_en:literal $hint_zh:literal) $doc_en:literal $doc_zh:literal;)*) => {
        /// An intent of the reader.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Command { $(#[doc = $doc_en] $name,)* }

        /// All commands, in the order of the help.
        pub const TABLE: &[CommandRow] = &[$(CommandRow {
            command: Command::$name,
            id: $id,
            contexts: &[$(Context::$context),+],
            keys: &[$($key),*],
            section: Section::$section,
            rank: $rank,
            hint: ($hint_en, $hint_zh),
            doc: ($doc_en, $doc_zh),
        }),*];
    };
}

commands! {
    MoveDown "move-down" [List Filters Detail FirstRun] ["j" "Down"] Move 1 ("move" "移动") "Move down, or scroll" "下移或滚动";
    MoveUp "move-up" [List Filters Detail FirstRun] ["k" "Up"] Move 0 ("" "") "Move up, or scroll" "上移或滚动";
    HalfPageDown "half-page-down" [List Filters Detail] ["C-d"] Move 0 ("" "") "Half a screen down" "下移半屏";
    HalfPageUp "half-page-up" [List Filters Detail] ["C-u"] Move 0 ("" "") "Half a screen up" "上移半屏";
    First "first" [List Filters Detail] ["g" "Home"] Move 0 ("" "") "To the first row" "到第一行";
    Last "last" [List Filters Detail] ["G" "End"] Move 0 ("" "") "To the last row" "到最后一行";
    NextPage "next-page" [List] ["n" "PgDn"] Move 6 ("next page" "下一页") "Next page of the list" "下一页";
    PreviousPage "previous-page" [List] ["p" "PgUp"] Move 0 ("" "") "Previous page of the list" "上一页";
    ScreenDown "screen-down" [Detail] ["PgDn"] Move 0 ("" "") "A screen down in the detail" "详情下移一屏";
    ScreenUp "screen-up" [Detail] ["PgUp"] Move 0 ("" "") "A screen up in the detail" "详情上移一屏";
    Open "open" [List] ["Enter" "l" "Right"] Move 2 ("open" "打开") "Read the image" "进入详情";
    Back "back" [Detail] ["h" "Left"] Move 4 ("back" "返回") "Back to the list" "返回列表";
    FocusNext "focus-next" [Everywhere] ["Tab"] Move 0 ("" "") "Next pane" "下一个窗格";
    FocusPrevious "focus-previous" [Everywhere] ["S-Tab"] Move 0 ("" "") "Previous pane" "上一个窗格";
    Close "close" [Everywhere] ["Esc"] Move 0 ("" "") "Close or clear the innermost thing" "关闭或清除最内层内容";

    Search "search" [Everywhere] ["/" "C-f"] Filter 4 ("search" "搜索") "Search names and authors; in the detail, find in the Readme" "搜索名称与作者；在详情中查找使用说明";
    Filters "filters" [Everywhere] ["f" "F2"] Filter 5 ("filters" "筛选") "To the filters" "打开筛选";
    Toggle "toggle" [Filters] ["Space"] Filter 2 ("toggle" "切换") "Switch the filter under the cursor" "切换光标处的筛选";
    Apply "apply" [Filters] ["Enter"] Filter 3 ("apply" "应用") "Switch it and go to the list" "应用并回到列表";
    ToggleFree "toggle-free" [Everywhere] ["1"] Filter 0 ("" "") "Only free images" "只看免费";
    ToggleOfficial "toggle-official" [Everywhere] ["2"] Filter 0 ("" "") "Only official images" "只看官方";
    ToggleAutostart "toggle-autostart" [Everywhere] ["3"] Filter 0 ("" "") "Only images that start by themselves" "只看支持自启动";
    NextSort "next-sort" [Everywhere] ["s" "F6"] Filter 7 ("sort" "排序") "Next sort field" "下一个排序字段";
    TurnSort "turn-sort" [Everywhere] ["S" "S-F6"] Filter 0 ("" "") "Turn the sort direction" "反转排序方向";
    ClearFilters "clear-filters" [Everywhere] ["X" "C-x"] Filter 3 ("clear filters" "清除筛选") "Clear all filters" "清除全部筛选";

    PreviousVersion "previous-version" [List Detail] ["[" "C-Left"] Read 0 ("" "") "Previous version of the image" "上一个版本";
    NextVersion "next-version" [List Detail] ["]" "C-Right"] Read 5 ("version" "版本") "Next version of the image" "下一个版本";
    Zoom "zoom" [List Detail] ["z" "C-o"] Read 6 ("zoom" "放大") "Give the detail the whole window" "放大或还原详情";
    NarrowList "narrow-list" [Everywhere] ["<"] Read 0 ("" "") "Less room for the list, more for the detail" "缩窄列表，加宽详情";
    WidenList "widen-list" [Everywhere] [">"] Read 0 ("" "") "More room for the list, less for the detail" "加宽列表，缩窄详情";
    Outline "outline" [Detail] ["o" "F7"] Read 7 ("outline" "大纲") "Headings of the Readme" "使用说明的大纲";
    Links "links" [Detail] ["u" "F8"] Read 8 ("links" "链接") "Links of the Readme: open or copy" "使用说明中的链接";
    CodeBlocks "code-blocks" [Detail] ["c" "F9"] Read 8 ("code" "代码") "Code blocks of the Readme, to copy" "复制使用说明中的代码块";
    FindNext "find-next" [Detail] ["n" "F3"] Read 3 ("next match" "下一处") "Next match in the Readme" "下一处匹配";
    FindPrevious "find-previous" [Detail] ["N" "S-F3"] Read 0 ("" "") "Previous match in the Readme" "上一处匹配";

    Mark "mark" [List] ["Space"] Take 1 ("mark" "标记") "Mark for the choice (pick)" "标记以供选择（pick）";
    CopyId "copy-id" [List Detail] ["y" "C-y"] Take 3 ("copy id" "复制 ID") "Copy the image id" "复制镜像 ID";
    CopyMenu "copy-menu" [List Detail] ["Y" "M-y"] Take 6 ("copy…" "复制…") "Copy something else" "复制其他内容";
    OpenWeb "open-web" [List Detail FirstRun] ["w" "C-w"] Take 9 ("web" "网页") "Open the web page" "打开网页";

    Help "help" [Everywhere FirstRun] ["?" "F1"] Program 2 ("help" "帮助") "All keys" "全部按键";
    Palette "palette" [Everywhere] [":"] Program 9 ("commands" "命令") "Find a command by name" "按名称查找命令";
    Themes "themes" [Everywhere] [] Program 0 ("" "") "Choose a theme" "选择主题";
    Language "language" [Everywhere FirstRun] ["L" "F4"] Program 0 ("" "") "Chinese or English" "切换中文与英文";
    Reload "reload" [Everywhere] ["r" "F5"] Program 8 ("reload" "刷新") "Fetch again" "重新获取";
    Mouse "mouse" [Everywhere] ["C-t"] Program 0 ("" "") "Mouse on or off" "开关鼠标";
    Redraw "redraw" [Everywhere FirstRun] ["C-l"] Program 0 ("" "") "Draw the screen anew" "重绘屏幕";
    Suspend "suspend" [Everywhere FirstRun] ["C-z"] Program 0 ("" "") "Back to the shell until fg" "挂起，用 fg 返回";
    Demo "demo" [FirstRun] ["d" "Enter"] Program 1 ("demo" "演示") "Browse the demo catalogue" "浏览演示目录";
    Quit "quit" [Everywhere FirstRun] ["q" "C-c"] Program 9 ("quit" "退出") "Quit" "退出";
}

impl Command {
    /// The command's row of the table.
    #[must_use]
    pub fn row(self) -> &'static CommandRow {
        // The macro makes table and enum together, so the variant's number is the row's.
        &TABLE[self as usize]
    }

    /// The command of an id.
    #[must_use]
    pub fn by_id(id: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.id == id).map(|row| row.command)
    }

    /// Whether it would do something now.
    #[must_use]
    pub fn available(self, state: &State) -> bool {
        let exploring = state.screen == Screen::Explorer;
        let selected = exploring && state.selected_group().is_some();
        match self {
            Command::Demo => !exploring,
            Command::NextPage => exploring && state.browse.can_turn(1),
            Command::PreviousPage => exploring && state.browse.can_turn(-1),
            Command::ClearFilters => exploring && !state.query().is_unfiltered(),
            Command::Mark => selected && state.setup.pick,
            Command::Open | Command::CopyId | Command::CopyMenu | Command::Zoom => selected,
            Command::OpenWeb => !exploring || selected,
            Command::PreviousVersion | Command::NextVersion => {
                state.detail_group().is_some_and(|group| group.data.len() > 1)
            }
            Command::Outline => state.has_choices(PickerKind::Outline),
            Command::Links => state.has_choices(PickerKind::Links),
            Command::CodeBlocks => state.has_choices(PickerKind::CodeBlocks),
            Command::FindNext | Command::FindPrevious => state.detail.find.is_some(),
            Command::Back => state.focus == Focus::Detail,
            Command::Reload => exploring && !matches!(state.browse.results(), Remote::Idle),
            Command::MoveDown
            | Command::MoveUp
            | Command::HalfPageDown
            | Command::HalfPageUp
            | Command::First
            | Command::Last
            | Command::ScreenDown
            | Command::ScreenUp
            | Command::FocusNext
            | Command::FocusPrevious
            | Command::Close
            | Command::Search
            | Command::Filters
            | Command::Toggle
            | Command::Apply
            | Command::ToggleFree
            | Command::ToggleOfficial
            | Command::ToggleAutostart
            | Command::NextSort
            | Command::TurnSort
            | Command::NarrowList
            | Command::WidenList
            | Command::Palette
            | Command::Themes
            | Command::Mouse => exploring,
            Command::Help | Command::Language | Command::Redraw | Command::Suspend | Command::Quit => true,
        }
    }
}

impl Section {
    /// All sections in order.
    pub const ALL: [Section; 5] =
        [Section::Move, Section::Filter, Section::Read, Section::Take, Section::Program];
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_are_unique_and_rows_stand_at_their_commands_number() {
        let mut ids = HashSet::new();
        for row in TABLE {
            assert!(ids.insert(row.id), "{}", row.id);
            assert_eq!(row.command.row().id, row.id);
            assert_eq!(Command::by_id(row.id), Some(row.command));
        }
    }

    #[test]
    fn every_letter_has_a_twin_that_an_input_method_leaves_alone() {
        let is_letter = |keys: &&&str| keys.len() == 1 && keys.chars().all(char::is_alphabetic);
        for row in TABLE.iter().filter(|row| row.keys.iter().any(|keys| is_letter(&keys))) {
            assert!(row.keys.iter().any(|keys| !is_letter(&keys)), "{}", row.id);
        }
    }

    #[test]
    fn every_row_has_words_in_both_languages() {
        for row in TABLE {
            for lang in Lang::ALL {
                assert!(!row.doc(lang).is_empty(), "{}", row.id);
                assert_eq!(row.hint(lang).is_empty(), row.rank == 0, "{}", row.id);
            }
        }
    }
}
