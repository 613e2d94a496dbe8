//! The rows. One reads: name, id, keys by context, heading in the help, rank and words of the hint (English, Chinese),
//! what it does in a line (English, Chinese), when it can be used, and the function that does it.

use tui_input::InputRequest;

use super::{CommandRow, Context, Section, when};
use crate::app::PopupKind;
use crate::app::update::{
    close, detail, field, filters, focus, local, motion, pages, pictures, popup, program, take, yours,
};
use crate::catalogue::Toggle;

macro_rules! commands {
    ($($name:ident $id:literal { $($($context:ident)+ : $($key:literal)*);* } $section:ident $rank:literal
        ($hint_en:literal $hint_zh:literal) $doc_en:literal $doc_zh:literal if $when:ident => $run:expr;)*) => {
        /// An intent of the reader.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Command { $(#[doc = $doc_en] $name,)* }

        /// All commands, in the order of the help.
        pub(crate) const TABLE: &[CommandRow] = &[$(CommandRow {
            command: Command::$name,
            id: $id,
            keys: &[$((&[$(Context::$context),+], &[$($key),*])),*],
            section: Section::$section,
            rank: $rank,
            hint: ($hint_en, $hint_zh),
            doc: ($doc_en, $doc_zh),
            available: when::$when,
            run: $run,
        },)*];
    };
}

commands! {
    MoveDown "move-down" { List Filters Detail: "j" "Down"; Popup: "Down" "C-n"; Menu: "j" "n" "Right" }
        Move 1 ("move" "移动") "Move down, or scroll" "下移或滚动" if movable => |up| motion::step(up, 1);
    MoveUp "move-up" { List Filters Detail: "k" "Up"; Popup: "Up" "C-p"; Menu: "k" "p" "Left" }
        Move 0 ("" "") "Move up, or scroll" "上移或滚动" if movable => |up| motion::step(up, -1);
    HalfPageDown "half-page-down" { List Filters Detail: "C-d"; Menu: "C-d" }
        Move 0 ("" "") "Half a screen down" "下移半屏" if movable => |up| motion::half_page(up, 1);
    HalfPageUp "half-page-up" { List Filters Detail: "C-u"; Menu: "C-u" }
        Move 0 ("" "") "Half a screen up" "上移半屏" if movable => |up| motion::half_page(up, -1);
    First "first" { List Filters Detail: "g" "Home"; Menu: "g" "Home" }
        Move 0 ("" "") "To the first row" "到第一行" if movable => motion::to_first;
    Last "last" { List Filters Detail: "G" "End"; Menu: "G" "End" }
        Move 0 ("" "") "To the last row" "到最后一行" if movable => motion::to_last;
    NextPage "next-page" { List: "n" "PgDn" }
        Move 6 ("next page" "下一页") "Next page of the list" "下一页" if next_page => |up| pages::turn(up, 1, pages::End::First);
    PreviousPage "previous-page" { List: "p" "PgUp" }
        Move 0 ("" "") "Previous page of the list" "上一页" if previous_page => |up| pages::turn(up, -1, pages::End::First);
    ScreenDown "screen-down" { Detail: "PgDn"; Popup: "PgDn" }
        Move 0 ("" "") "A screen down in the detail or a popup" "详情或弹窗下移一屏" if movable => |up| motion::screen(up, 1);
    ScreenUp "screen-up" { Detail: "PgUp"; Popup: "PgUp" }
        Move 0 ("" "") "A screen up in the detail or a popup" "详情或弹窗上移一屏" if movable => |up| motion::screen(up, -1);
    Open "open" { List: "Enter" "l" "Right" }
        Move 2 ("open" "打开") "Read the image" "进入详情" if selected => focus::open;
    Back "back" { Detail: "h" "Left" }
        Move 4 ("back" "返回") "Back to the list" "返回列表" if in_detail => focus::back;
    FocusNext "focus-next" { Everywhere: "Tab" }
        Move 0 ("" "") "Next pane" "下一个窗格" if exploring => |up| focus::next(up, 1);
    FocusPrevious "focus-previous" { Everywhere: "S-Tab" }
        Move 0 ("" "") "Previous pane" "上一个窗格" if exploring => |up| focus::next(up, -1);
    Close "close" { Everywhere Popup: "Esc"; Menu: "q" }
        Move 0 ("" "") "Close or clear the innermost thing" "关闭或清除最内层内容" if movable => close::innermost;

    Search "search" { List Filters: "/"; Everywhere: "C-f" }
        Filter 4 ("search" "搜索") "Search by words and conditions" "按文字与条件搜索" if exploring => focus::search;
    Filters "filters" { Everywhere: "f" "F2" }
        Filter 5 ("filters" "筛选") "To the filters" "打开筛选" if exploring => focus::filters;
    Toggle "toggle" { Filters: "Space" }
        Filter 2 ("toggle" "切换") "Switch the filter under the cursor" "切换光标处的筛选" if exploring => filters::switch;
    Apply "apply" { Filters: "Enter" }
        Filter 3 ("apply" "应用") "Switch it and go to the list" "应用并回到列表" if exploring => filters::apply;
    ToggleFree "toggle-free" { Everywhere: "1" }
        Filter 0 ("" "") "Only free images" "只看免费" if exploring => |up| filters::toggle(up, Toggle::Free);
    ToggleOfficial "toggle-official" { Everywhere: "2" }
        Filter 0 ("" "") "Only official images" "只看官方" if exploring => |up| filters::toggle(up, Toggle::Official);
    ToggleAutostart "toggle-autostart" { Everywhere: "3" }
        Filter 0 ("" "") "Only images that start by themselves" "只看支持自启动" if exploring => |up| filters::toggle(up, Toggle::Autostart);
    NextSort "next-sort" { Everywhere: "s" "F6" }
        Filter 7 ("sort" "排序") "Next sort field" "下一个排序字段" if exploring => filters::next_sort;
    TurnSort "turn-sort" { Everywhere: "S" "S-F6" }
        Filter 0 ("" "") "Turn the sort direction" "反转排序方向" if exploring => filters::turn_sort;
    RemoveFilter "remove-filter" { Filters: "x" "Delete" }
        Filter 4 ("remove" "移除") "Take the filter under the cursor off" "移除光标处的筛选" if filtered => filters::remove;
    FoldCategory "fold-category" { Filters: "h" "Left" }
        Filter 6 ("fold" "折叠") "Fold the category of the tag" "折叠所在的标签分类" if on_tag => filters::fold;
    UnfoldCategory "unfold-category" { Filters: "l" "Right" }
        Filter 6 ("unfold" "展开") "Unfold the category" "展开标签分类" if on_category => filters::unfold;
    ChooseTags "choose-tags" { Everywhere: "t" "S-F2" }
        Filter 7 ("tags" "标签") "Choose tags by typing a part of them" "输入部分文字以选择标签" if exploring => |up| popup::open(up, PopupKind::Tags);
    UndoFilters "undo-filters" { Everywhere: "U" "M-u" }
        Filter 0 ("" "") "Take the last change of filters back" "撤销上一次筛选更改" if undoable => filters::undo;
    RedoFilters "redo-filters" { Everywhere: "C-r" }
        Filter 0 ("" "") "Bring it again" "重做筛选更改" if redoable => filters::redo;
    Pin "pin" { Everywhere: "v" "S-F5" }
        Filter 0 ("" "") "Who answers: whoever is best, the local catalogue, the service" "由谁应答：自动、本地目录、服务" if in_hand => local::turn_pin;
    Statistics "stats" { Everywhere: }
        Read 0 ("" "") "Statistics: tags, GPUs, prices, authors and months as bars" "统计：标签、GPU、价格、作者与发布月份" if in_hand => |up| popup::open(up, PopupKind::Statistics);
    Sync "sync" { Everywhere: }
        Program 0 ("" "") "Fetch the whole catalogue, to have it in hand" "同步整个目录到本地" if keeps_catalogue => local::sync;
    SaveFilter "save-filter" { Everywhere: }
        Filter 0 ("" "") "Save the filters under a name" "将当前筛选保存为" if filtered => |up| popup::open(up, PopupKind::SaveFilter);
    SavedFilters "saved-filters" { Everywhere: "F" "S-F4" }
        Filter 0 ("" "") "Filters that have names" "已保存的筛选" if has_saved_filters => |up| popup::open(up, PopupKind::SavedFilters);
    ClearFilters "clear-filters" { Everywhere: "X" "C-x" }
        Filter 3 ("clear filters" "清除筛选") "Clear all filters" "清除全部筛选" if filtered => filters::clear;

    PreviousVersion "previous-version" { List Detail: "[" "C-Left" }
        Read 0 ("" "") "Previous version of the image" "上一个版本" if several_versions => |up| detail::turn_version(up, -1);
    NextVersion "next-version" { List Detail: "]" "C-Right" }
        Read 5 ("version" "版本") "Next version of the image" "下一个版本" if several_versions => |up| detail::turn_version(up, 1);
    TwoRows "two-rows" { List: "d" "C-e" }
        Read 0 ("" "") "Two rows for each image, or one" "每个镜像显示两行或一行" if exploring => program::turn_rows;
    Zoom "zoom" { List Detail: "z" "C-o" }
        Read 6 ("zoom" "放大") "Give the detail the whole window" "放大或还原详情" if selected => focus::zoom;
    About "about" { List Detail: "a" "S-F7" }
        Read 6 ("about" "关于") "About the image: tags, dates, counts, pages, all versions" "关于镜像：标签、日期、数据、网页与全部版本" if selected => detail::about;
    DetailDown "detail-down" { List: "J" "C-Down" }
        Read 0 ("" "") "Scroll the detail down from the list" "在列表中向下滚动详情" if reading => |up| detail::scroll(up, 1);
    DetailUp "detail-up" { List: "K" "C-Up" }
        Read 0 ("" "") "Scroll the detail up from the list" "在列表中向上滚动详情" if reading => |up| detail::scroll(up, -1);
    NarrowList "narrow-list" { Everywhere: "<" }
        Read 0 ("" "") "Less room for the list, more for the detail" "缩窄列表，加宽详情" if exploring => |up| program::share_room(up, -5);
    WidenList "widen-list" { Everywhere: ">" }
        Read 0 ("" "") "More room for the list, less for the detail" "加宽列表，缩窄详情" if exploring => |up| program::share_room(up, 5);
    Find "find" { Detail: "/" }
        Read 3 ("find" "查找") "Find in the Readme" "在使用说明中查找" if reading => detail::open_find;
    FindNext "find-next" { Detail: "n" "F3" }
        Read 3 ("next match" "下一处") "Next match in the Readme" "下一处匹配" if searched => |up| detail::find_next(up, 1);
    FindPrevious "find-previous" { Detail: "N" "S-F3" }
        Read 0 ("" "") "Previous match in the Readme" "上一处匹配" if searched => |up| detail::find_next(up, -1);
    Outline "outline" { Detail: "o" "F7" }
        Read 7 ("outline" "大纲") "Headings of the Readme" "使用说明的大纲" if has_headings => |up| popup::open(up, PopupKind::Outline);
    Links "links" { Detail: "u" "F8" }
        Read 8 ("links" "链接") "Links of the Readme: open or copy" "使用说明中的链接" if has_links => |up| popup::open(up, PopupKind::Links);
    CodeBlocks "code-blocks" { Detail: "c" "F9" }
        Read 8 ("code" "代码") "Code blocks of the Readme, to copy" "复制使用说明中的代码块" if has_code => |up| popup::open(up, PopupKind::CodeBlocks);

    ViewPictures "view-pictures" { List Detail: "i" "S-F8" }
        Read 8 ("pictures" "图片") "Pictures of the image, one at a time" "逐张查看镜像的图片" if has_pictures => pictures::view;
    Pictures "pictures" { Everywhere: "I" "S-F9" }
        Read 0 ("" "") "Pictures on or off" "显示或隐藏图片" if can_show_pictures => pictures::turn;

    Mark "mark" { List: "Space" }
        Take 7 ("mark" "标记") "Mark the image, to copy the ids of several" "标记镜像，以便一次复制多个 ID" if selected => take::mark;
    Bookmark "bookmark" { List Detail: "b" "M-b" }
        Take 8 ("bookmark" "收藏") "Bookmark the image, or take the bookmark away" "收藏到本地或取消" if selected => yours::bookmark;
    BookmarkNote "bookmark-note" { List Detail: "B" "M-n" }
        Take 0 ("" "") "Write a note for the bookmark" "为本地收藏写备注" if selected => popup::edit_note;
    Viewed "viewed" { Everywhere: "H" "S-F1" }
        Read 0 ("" "") "Images looked at, the newest first" "浏览记录" if has_viewed => |up| popup::open(up, PopupKind::Viewed);
    Compare "compare" { List Detail: "=" "M-c" }
        Take 8 ("compare" "比较") "Put the marked images side by side" "并排比较已标记的镜像" if comparable => take::compare;
    CopyId "copy-id" { List Detail: "y" "C-y" }
        Take 3 ("copy id" "复制 ID") "Copy the image id, or those marked" "复制镜像 ID 或全部已标记的 ID" if selected => take::copy_id;
    CopyMenu "copy-menu" { List Detail: "Y" "M-y" }
        Take 6 ("copy…" "复制…") "Copy something else" "复制其他内容" if selected => |up| popup::open(up, PopupKind::CopyMenu);
    OpenWeb "open-web" { List Detail FirstRun: "w" "C-w" }
        Take 9 ("web" "网页") "Open the web page" "打开网页" if has_web_page => take::open_web;
    ShowCode "show-code" { List Detail Menu: "W" "M-w" }
        Take 0 ("" "") "QR code of the web page, the id or the line, for a phone" "显示网页、ID 或所选项的二维码，供手机扫描" if codable => popup::show_code;

    Help "help" { Everywhere FirstRun: "?" "F1" }
        Program 2 ("help" "帮助") "All keys" "全部按键" if always => |up| popup::open(up, PopupKind::Help);
    Palette "palette" { Everywhere: ":" }
        Program 9 ("commands" "命令") "Find a command by name" "按名称查找命令" if exploring => |up| popup::open(up, PopupKind::Palette);
    Themes "themes" { Everywhere: }
        Program 0 ("" "") "Choose a theme" "选择主题" if coloured => |up| popup::open(up, PopupKind::Themes);
    Language "language" { Everywhere FirstRun: "L" "F4" }
        Program 0 ("" "") "Chinese or English" "切换中文与英文" if always => program::turn_language;
    Reload "reload" { Everywhere: "r" "F5" }
        Program 8 ("reload" "刷新") "Fetch again" "重新获取" if asked => pages::reload;
    Mouse "mouse" { Everywhere: "C-t" }
        Program 0 ("" "") "Mouse on or off" "开关鼠标" if exploring => program::turn_mouse;
    Redraw "redraw" { Everywhere FirstRun Popup Field: "C-l" }
        Program 0 ("" "") "Draw the screen anew" "重绘屏幕" if always => program::redraw;
    Suspend "suspend" { Everywhere FirstRun: "C-z" }
        Program 0 ("" "") "Back to the shell until fg" "挂起，用 fg 返回" if always => program::suspend;
    Demo "demo" { FirstRun: "d" "Enter" }
        Program 1 ("demo" "演示") "Browse the demo catalogue" "浏览演示目录" if first_run => program::start_demo;
    Quit "quit" { Everywhere FirstRun: "q" "C-c"; Popup Field: "C-c" }
        Program 9 ("quit" "退出") "Quit" "退出" if always => program::quit;

    Choose "choose" { Popup: "Enter" }
        Popup 0 ("" "") "Do what the line says" "执行所选项" if popup_open => popup::choose;
    CopyChoice "copy-choice" { Menu: "y" "C-y" }
        Popup 0 ("" "") "Copy what the line stands for" "复制所选项" if popup_open => popup::copy;
    SwitchChoice "switch-choice" { Chooser: "Space" }
        Popup 0 ("" "") "Switch the choice under the cursor" "切换所选项" if popup_open => popup::switch;
    RemoveChoice "remove-choice" { Menu: "x" "Delete" }
        Popup 0 ("" "") "Take a saved filter away" "删除已保存的筛选" if popup_open => popup::remove;
    InvertCode "invert-code" { Menu: "i" "Space" }
        Popup 0 ("" "") "Swap dark and light of a QR code" "反转二维码的明暗" if showing_code => popup::invert_code;
    OpenPicture "open-picture" { Menu: "o" "C-o" }
        Popup 0 ("" "") "Open the picture in a browser" "在浏览器中打开图片" if viewing_pictures => popup::choose;
    SavePicture "save-picture" { Menu: "s" "C-s" }
        Popup 0 ("" "") "Save the picture to a file" "将图片保存为文件" if viewing_pictures => pictures::save;
    GoToLine "go-to-line" { Menu: "1" "2" "3" "4" "5" "6" "7" "8" "9" }
        Popup 0 ("" "") "To the line of that number: the first key leads to the first line" "跳到对应序号的行" if popup_open => popup::go_to_line;

    ApplySearch "apply-search" { Search: "Enter" }
        Field 1 ("apply and go to the list" "应用并回到列表") "Apply the search and go to the list" "应用搜索并回到列表" if typing => field::apply_search;
    Complete "complete" { Search: "Tab" }
        Field 1 ("complete" "补全") "The next proposal for the search; without one, the next pane" "补全搜索条件；无可补全时到下一个窗格" if typing => |up| field::complete(up, 1);
    CompleteBack "complete-back" { Search: "S-Tab" }
        Field 0 ("" "") "The proposal before; without one, the pane before" "上一个补全；无可补全时到上一个窗格" if typing => |up| field::complete(up, -1);
    OlderSearch "older-search" { Search: "Up" "C-p" }
        Field 0 ("" "") "The search before" "上一条搜索" if typing => field::older_search;
    NewerSearch "newer-search" { Search: "Down" "C-n" }
        Field 0 ("" "") "The search after; from the newest, to the filters" "下一条搜索；已是最新时转到筛选" if typing => field::newer_search;
    ApplyFind "apply-find" { Find: "Enter" }
        Field 1 ("find" "查找") "Find it in the Readme" "在使用说明中查找输入的文字" if typing => detail::find;
    LeaveField "leave-field" { Search Find: "Esc" }
        Field 2 ("leave the field" "离开输入框") "Leave the field as it is" "离开输入框" if typing => focus::leave_field;
    FieldStart "field-start" { Field: "C-a" "Home" }
        Field 0 ("" "") "To the start of the field" "到行首" if typing => |up| field::edit(up, InputRequest::GoToStart);
    FieldEnd "field-end" { Field: "C-e" "End" }
        Field 0 ("" "") "To its end" "到行尾" if typing => |up| field::edit(up, InputRequest::GoToEnd);
    CharBack "char-back" { Field: "Left" "C-b" }
        Field 0 ("" "") "A character back" "左移一字" if typing => |up| field::edit(up, InputRequest::GoToPrevChar);
    CharForward "char-forward" { Field: "Right" "C-f" }
        Field 0 ("" "") "A character forward" "右移一字" if typing => |up| field::edit(up, InputRequest::GoToNextChar);
    WordBack "word-back" { Field: "M-b" "C-Left" "M-Left" }
        Field 0 ("" "") "A word back" "左移一词" if typing => |up| field::edit(up, InputRequest::GoToPrevWord);
    WordForward "word-forward" { Field: "M-f" "C-Right" "M-Right" }
        Field 0 ("" "") "A word forward" "右移一词" if typing => |up| field::edit(up, InputRequest::GoToNextWord);
    DeleteBack "delete-back" { Field: "Backspace" "C-h" }
        Field 0 ("" "") "Delete the character before" "删除前一字" if typing => |up| field::edit(up, InputRequest::DeletePrevChar);
    DeleteForward "delete-forward" { Field: "Delete" "C-d" }
        Field 0 ("" "") "Delete the character behind" "删除后一字" if typing => |up| field::edit(up, InputRequest::DeleteNextChar);
    DeleteWordBack "delete-word-back" { Field: "C-w" "M-Backspace" }
        Field 0 ("" "") "Delete the word before" "删除前一词" if typing => |up| field::edit(up, InputRequest::DeletePrevWord);
    DeleteWordForward "delete-word-forward" { Field: "M-d" }
        Field 0 ("" "") "Delete the word behind" "删除后一词" if typing => |up| field::edit(up, InputRequest::DeleteNextWord);
    DeleteToStart "delete-to-start" { Field: "C-u" }
        Field 0 ("" "") "Delete to the start" "删除到行首" if typing => |up| field::edit(up, InputRequest::DeleteFromStart);
    DeleteToEnd "delete-to-end" { Field: "C-k" }
        Field 0 ("" "") "Delete to the end" "删除到行尾" if typing => |up| field::edit(up, InputRequest::DeleteTillEnd);
    Yank "yank" { Field: "C-y" }
        Field 0 ("" "") "Put back what was deleted" "粘回删除的内容" if typing => |up| field::edit(up, InputRequest::Yank);
}
