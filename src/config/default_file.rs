//! The annotated `config.toml` that `compshare-tui config` prints: every setting with its meaning, variables and
//! default, all commented out, so that the file as printed changes nothing.

use std::fmt::Write as _;

use crate::catalogue::{SortField, Toggle};
use crate::i18n::Lang;
use crate::messages;

use super::Setting;

messages! {
    /// The file's own words.
    enum SettingsFileText {
        Head: "Settings of compshare-tui. Remove the # of a line to change it.",
            "compshare-tui 的设置。去掉行首的 # 即可修改。";
        Order: "A flag beats an environment variable, and that beats this file.",
            "优先级：命令行参数 > 环境变量 > 本文件。";
        Variables: "Also: {}", "环境变量：{}";
        Start: "Filters the explorer starts with; `search` takes what the search field takes.",
            "启动时的筛选条件；search 的写法与搜索框相同。";
        Keys: "Keys of commands (`compshare-tui keys` lists them): a key, several, or \"none\".",
            "命令的按键（用 compshare-tui keys 查看）：一个、多个，或 \"none\"。";
    }
}

/// The annotated file in a language.
#[must_use]
pub(crate) fn default_file(lang: Lang) -> String {
    let mut file =
        format!("# {}\n# {}\n", SettingsFileText::Head.text(lang), SettingsFileText::Order.text(lang));
    for &setting in Setting::ALL {
        let variables = SettingsFileText::Variables.fill(lang, &[&setting.variables().join(", ")]);
        // Writing into a String cannot fail.
        let _ = write!(
            file,
            "\n# {}\n# {variables}\n#{} = {}\n",
            setting.text(lang),
            setting.name(),
            setting.example()
        );
    }
    let toggles: String = Toggle::ALL.iter().map(|toggle| format!("#{} = false\n", toggle.name())).collect();
    let _ = write!(
        file,
        "\n# {}\n#[start]\n#search = \"\"\n#tags = []\n{toggles}#sort = \"{}\"\n#ascending = false\n\n\
         # {}\n#[keys]\n#quit = [\"q\", \"C-c\"]\n",
        SettingsFileText::Start.text(lang),
        SortField::default().name(),
        SettingsFileText::Keys.text(lang)
    );
    file
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::config::Environment;
    use crate::config::file::{FileSettings, parse};

    #[test]
    fn every_word_stands_in_both_languages() {
        crate::i18n::check_table(SettingsFileText::ALL, SettingsFileText::text).unwrap();
    }

    #[test]
    fn as_printed_it_changes_nothing() {
        for lang in Lang::ALL {
            let (found, errors) = parse(&default_file(lang), Path::new("c"), &Environment::default());
            assert_eq!((found, errors), (FileSettings::default(), vec![]));
        }
    }

    #[test]
    fn with_every_line_uncommented_every_setting_is_accepted() {
        let file = default_file(Lang::En);
        // A setting's `#` is followed by its name, a comment's by a space.
        let settings = file.lines().filter_map(|l| l.strip_prefix('#')).filter(|l| !l.starts_with(' '));
        let settings = settings.collect::<Vec<_>>().join("\n");
        let (found, errors) = parse(&settings, Path::new("c"), &Environment::default());
        assert_eq!(errors, []);
        assert_eq!(found.lines.len(), Setting::ALL.len());
        assert_eq!(found.keys.len(), 1);
    }
}
