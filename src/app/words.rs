//! Words of the core: what it tells the reader in passing.

use crate::messages;

messages! {
    /// Sentences of toasts, and labels of choices.
    pub enum AppText {
        SentToTmux: "{} sent to the tmux clipboard", "已将{}送入 tmux 剪贴板";
        SentToTerminal: "{} sent to the terminal's clipboard", "已将{}发送到终端剪贴板";
        SentToDesktop: "{} copied with {}", "{}已复制（{}）";
        GivenToCommand: "{} given to your clipboard command", "已将{}交给剪贴板命令";
        CopyFailed: "Not copied: {}", "未能复制：{}";
        OddId: "Not copied: the id has characters an id cannot have", "未复制：镜像 ID 含有非法字符";
        BrowserOpened: "Opened {}", "已打开 {}";
        NoBrowser: "Open this page yourself: {}", "请自行打开：{}";
        LinkRefused: "Only http and https links are opened: {}", "只打开 http 与 https 链接：{}";
        MouseOn: "Mouse on; C-t turns it off", "鼠标已开启，按 C-t 关闭";
        MouseOff: "Mouse off: text can be selected", "鼠标已关闭，可选择文字";
        NotFound: "Not in this Readme: {}", "使用说明中没有：{}";
        NoHeadings: "This Readme has no headings", "使用说明中没有标题";
        NoLinks: "This Readme has no links", "使用说明中没有链接";
        NoCode: "This Readme has no code blocks", "使用说明中没有代码块";
        DemoFailed: "The demo could not start: {}", "演示无法启动：{}";
        ItemsSkipped: "Unreadable items of this page, left out: {}", "已跳过本页无法读取的条目：{} 项";
        Synced: "{} images in hand: {} new, {} changed, {} gone", "已同步 {} 个镜像：新增 {}，变更 {}，下架 {}";
        SyncedFirst: "{} images in hand: search is instant now", "已同步 {} 个镜像，搜索即输即得";
        SyncFailed: "The catalogue could not be synced: {}", "目录同步失败：{}";
        PinNone: "Whoever is best answers: the service, or the local catalogue", "自动选择：由服务或本地目录应答";
        PinLocal: "Only the local catalogue answers", "只用本地目录";
        PinLive: "Only the service answers", "只问服务";
        FirstPage: "This is the first page", "已是第一页";
        LastPage: "This is the last page", "已是最后一页";
        PicturesOn: "Pictures on", "已显示图片";
        PicturesOff: "Pictures off", "已隐藏图片";
        NoPictures: "This terminal shows no pictures; see --pictures", "此终端无法显示图片，可用 --pictures 指定方式";
        HasNoPictures: "This image has no pictures", "此镜像没有图片";
        PictureSaved: "Saved as {}", "已保存为 {}";
        PictureNotSaved: "Not saved: {}", "未能保存：{}";
        Pictures: "Pictures", "图片";
        Cover: "Cover", "封面";
        ImageId: "Image id", "镜像 ID";
        ImageIds: "Ids of the marked images", "已标记镜像的 ID";
        NameAndVersion: "Name and version", "名称与版本";
        CreateCommand: "Command that creates an instance", "创建实例的命令";
        PythonCall: "Python SDK call", "Python SDK 调用";
        Parameters: "Parameters as JSON", "JSON 参数";
        WebLink: "Web link", "网页链接";
        GroupJson: "Group as JSON", "版本组 JSON";
        Link: "Link", "链接";
        CodeBlock: "Code block", "代码块";
        CodeText: "Text of the QR code", "二维码内容";
        AuthorsCode: "Author's QR code", "作者的二维码";
        SectionMove: "Moving", "移动";
        SectionFilter: "Filtering and sorting", "筛选与排序";
        SectionRead: "Reading", "阅读";
        SectionTake: "Taking away", "取用";
        SectionProgram: "Program", "程序";
        SectionPopup: "In popups", "弹窗";
        SectionField: "In text fields", "输入框";
        Only: "Only", "只看";
        SortBy: "Sort by", "排序";
        Tags: "Tags", "标签";
        Keys: "Keys", "按键";
        Commands: "Commands", "命令";
        Copy: "Copy", "复制";
        Outline: "Outline", "大纲";
        Links: "Links", "链接";
        CodeBlocks: "Code blocks", "代码块";
        Theme: "Theme", "主题";
        Bookmarked: "Bookmarked; is:favourite finds it", "已收藏到本地，可用 is:favourite 查找";
        Unbookmarked: "Bookmark taken away", "已取消本地收藏";
        FilterSaved: "Filters saved as {}", "已将筛选保存为 {}";
        Note: "Note", "备注";
        SaveFilter: "Save the filters as", "将筛选保存为";
        SavedFilters: "Saved filters", "已保存的筛选";
        Viewed: "Images looked at", "浏览记录";
        QrCode: "QR code", "二维码";
        EnterKeep: "keep", "保存";
        Compare: "Side by side", "并排比较";
        Comparison: "Comparison as Markdown", "Markdown 比较表";
        CompareHint: "Mark two to four images with Space, then compare them", "先用空格标记两到四个镜像，再比较";
        Statistics: "Statistics", "统计";
        EnterRun: "run", "执行";
        EnterCopy: "copy", "复制";
        EnterOpen: "open", "打开";
        EnterGo: "go", "跳转";
        EnterCopyMarkdown: "copy as Markdown", "复制为 Markdown";
        EnterFilter: "filter", "筛选";
        EnterTake: "take", "选用";
        EnterDone: "done", "完成";
        SpaceSwitch: "switch", "切换";
        EscapeClose: "close", "关闭";
        EscapeUndo: "undo", "还原";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_stands_in_both_languages() {
        crate::i18n::check_table(AppText::ALL, AppText::text).unwrap();
    }
}
