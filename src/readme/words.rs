//! The renderer's own words.

crate::messages! {
    /// Words of the renderer.
    pub(crate) enum Word {
        Note: "Note", "说明";
        Tip: "Tip", "提示";
        Important: "Important", "重要";
        Warning: "Warning", "警告";
        Caution: "Caution", "当心";
        Image: "image", "图";
        Video: "video", "视频";
        Footnotes: "Footnotes", "脚注";
        FrontMatter: "Front matter", "文首元数据";
        Cut: "This Readme is too long: only its first {} characters are shown.", "使用说明过长，只显示前 {} 个字符。";
        Links: "Links", "链接";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_exists_in_both_languages() {
        assert_eq!(crate::i18n::check_table(Word::ALL, Word::text), Ok(()));
    }
}
