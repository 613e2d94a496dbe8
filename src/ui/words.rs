//! Words of the screen.

use crate::messages;

messages! {
    /// Labels, titles and sentences.
    pub(crate) enum UiText {
        Subtitle: "community images of CompShare", "优云智算社区镜像";
        Live: "live", "在线";
        Demo: "demo", "演示";
        Local: "local", "本地";
        UseLocal: "local catalogue", "使用本地目录";
        Syncing: "syncing {}", "同步 {}";
        Totals: "{} in all", "共 {} 个镜像组";
        TotalsOnline: "{} in all, {} published", "共 {} 个镜像组，{} 个已上线";
        Filters: "Filters", "筛选";
        FilterCount: "filters: {}", "筛选条件 {} 个";
        Images: "Images", "镜像";
        Search: "Search", "搜索";
        SearchHint: "name or author", "名称或作者";
        NoFilters: "all images", "全部镜像";
        Name: "Name", "名称";
        Author: "Author", "作者";
        Price: "Price", "价格";
        Favourites: "Favs", "收藏";
        Uses: "Uses", "创建";
        Age: "Age", "发布";
        PerHour: "/h", "/时";
        Now: "now", "刚刚";
        Minutes: "{}m", "{}分前";
        Hours: "{}h", "{}时前";
        Days: "{}d", "{}天前";
        Months: "{}mo", "{}月前";
        Years: "{}y", "{}年前";
        Page: "page {}/{}", "第 {}/{} 页";
        Range: "{} of {}", "{} / {}";
        Loading: "loading", "加载中";
        Stale: "not current", "非最新";
        Retrying: "try {} of {} in {} s", "{}/{} 次尝试，{} 秒后";
        NothingMatches: "No image matches.", "没有匹配的镜像。";
        NothingMatchesHint: "Press X to clear all filters.", "按 X 清除全部筛选。";
        CatalogueEmpty: "The catalogue is empty.", "目录为空。";
        Retry: "tries again", "重试";
        RequestId: "Request {}", "请求 ID {}";
        KeyUsed: "Key …{} from {}", "密钥 …{}，来自 {}";
        Version: "Version", "版本";
        Versions: "Versions", "版本";
        Status: "Status", "状态";
        GroupStatus: "Group is", "版本组状态";
        WebPage: "Web page", "网页";
        About: "About", "关于";
        Dates: "Dates", "日期";
        Published: "published", "发布";
        Updated: "updated", "更新";
        Created: "created", "创建";
        Counts: "Counts", "数据";
        Instances: "uses", "创建";
        Recommended: "recommended", "推荐";
        UseTime: "used", "使用";
        HoursOfUse: "{} h", "{} 小时";
        Mine: "a favourite of mine", "我已收藏";
        Group: "Group", "版本组";
        Changes: "Changes", "版本说明";
        Cover: "Cover", "封面";
        CoverFailed: "Cover: {}", "封面：{}";
        PictureLoading: "Fetching the picture", "正在获取图片";
        Save: "save", "保存";
        QrCode: "QR code", "二维码";
        ReadingCode: "Fetching and reading the picture", "正在获取并识别图片";
        NoCodeInPicture: "No code in this picture could be read.", "未能从此图片中识别出二维码。";
        NextCode: "next", "切换";
        Invert: "invert", "反色";
        StartsByItself: "autostart", "支持自启动";
        NoReadme: "This version has no Readme.", "此版本没有使用说明。";
        ReadmeLoading: "Fetching the Readme", "正在获取使用说明";
        ReadmeFailed: "The Readme could not be had: {} r tries again.", "未能获取使用说明：{}按 r 重试。";
        NothingSelected: "No image selected.", "未选中镜像。";
        TooSmall: "The window is too small: 20×6 at least.", "窗口太小，至少需要 20×6。";
        Tags: "Tags", "标签";
        NoChoice: "Nothing matches.", "没有匹配项。";
        FilterHint: "type to filter", "输入以过滤";
        FindPrompt: "Find: ", "查找：";
        Matches: "{}/{} matches", "第 {}/{} 处";
        FirstRunTitle: "Welcome to compshare-tui", "欢迎使用 compshare-tui";
        FirstRunText: "Browse the community GPU images of CompShare. The service wants API keys, and none were found.", "浏览优云智算社区 GPU 镜像。访问服务需要 API 密钥，但没有找到。";
        FirstRunDemo: "browse the demo catalogue: no keys, no network", "浏览演示目录：无需密钥与网络";
        FirstRunKeys: "open the console where keys are made", "打开获取密钥的控制台";
        FirstRunQuit: "quit", "退出";
        FirstRunWhere: "Then put them into the environment:", "然后写入环境变量：";
        FirstRunOr: "or into compshare-cli's file, which is read too:", "或写入 compshare-cli 的配置文件（同样会读取）：";
        Marked: "{} marked, Esc clears", "已标记 {} 个，Esc 清除";
        PickHint: "Enter chooses", "Enter 选择";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_stands_in_both_languages() {
        crate::i18n::check_table(UiText::ALL, UiText::text).unwrap();
    }
}
