//! Every source of keys, and which beats which.

use std::os::unix::fs::PermissionsExt;

use secrecy::ExposeSecret;

use super::*;

/// A home folder with key files in it.
struct Home {
    folder: tempfile::TempDir,
    variables: Vec<(String, String)>,
}

impl Home {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = folder.path().to_str().unwrap().to_owned();
        Home { folder, variables: vec![("HOME".into(), home)] }
    }

    fn file(self, name: &str, text: &str) -> Self {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
        self
    }

    fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    /// `compshare-cli`'s keys, for two profiles.
    fn compshare(self) -> Self {
        self.file(
            ".config/compshare/config.json",
            r#"{"current_profile":"work","language":"zh","profiles":{
                "default":{"public_key":"default-pub","private_key":"default-priv"},
                "work":{"public_key":"work-pub","private_key":"work-priv"}}}"#,
        )
    }

    /// UCloud's keys, in both spellings, an OAuth login between them.
    fn ucloud(self) -> Self {
        self.file(
            ".ucloud/config.json",
            r#"[{"profile":"first","active":false},{"profile":"second","active":true,"project_id":"org-2"}]"#,
        )
        .file(
            ".ucloud/credential.json",
            r#"[{"profile":"first","public_key":"first-pub","private_key":"first-priv"},
                {"profile":"second","auth_mode":"oauth","access_token":"t"},
                {"Profile":"second","PublicKey":"second-pub","PrivateKey":"second-priv"}]"#,
        )
    }

    fn find(&self, profile: Option<&str>) -> FoundKeys {
        let environment =
            Environment::new(self.variables.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        find_credentials(profile, &Paths::of(&environment), &environment)
    }

    /// The pair that is found, and its source.
    fn pair(&self, profile: Option<&str>) -> Option<(String, String, String)> {
        let found = self.find(profile).credentials?;
        let private = found.private_key.expose_secret().to_owned();
        Some((found.public_key, private, found.origin.source.to_string()))
    }
}

fn pair(public: &str, private: &str, source: &str) -> Option<(String, String, String)> {
    Some((public.into(), private.into(), source.into()))
}

const COMPSHARE_WORK: &str = "~/.config/compshare/config.json (profile work)";

#[test]
fn the_current_profile_of_compshare_cli_is_used() {
    assert_eq!(Home::new().compshare().pair(None), pair("work-pub", "work-priv", COMPSHARE_WORK));
}

#[test]
fn a_profile_asked_for_beats_the_current_one() {
    let found = Home::new().compshare().pair(Some("default"));
    assert_eq!(
        found,
        pair("default-pub", "default-priv", "~/.config/compshare/config.json (profile default)")
    );
}

#[test]
fn each_variable_beats_the_profile_on_its_own() {
    let home = Home::new().compshare().variable("COMPSHARE_PUBLIC_KEY", "env-pub");
    let source = format!("COMPSHARE_PUBLIC_KEY + {COMPSHARE_WORK}");
    assert_eq!(home.pair(None), pair("env-pub", "work-priv", &source));
    let home = home.variable("COMPSHARE_PRIVATE_KEY", " env-priv\n");
    assert_eq!(home.pair(Some("default")), pair("env-pub", "env-priv", "COMPSHARE_PUBLIC_KEY"));
}

#[test]
fn compshares_keys_beat_uclouds() {
    let home = Home::new()
        .compshare()
        .ucloud()
        .variable("UCLOUD_PUBLIC_KEY", "u-pub")
        .variable("UCLOUD_PRIVATE_KEY", "u-priv");
    assert_eq!(home.pair(None), pair("work-pub", "work-priv", COMPSHARE_WORK));
}

#[test]
fn uclouds_variables_beat_uclouds_files() {
    let home =
        Home::new().ucloud().variable("UCLOUD_PUBLIC_KEY", "u-pub").variable("UCLOUD_PRIVATE_KEY", "u-priv");
    assert_eq!(home.pair(None), pair("u-pub", "u-priv", "UCLOUD_PUBLIC_KEY"));
}

#[test]
fn uclouds_active_profile_is_used_with_its_project_and_oauth_is_passed_over() {
    let home = Home::new().ucloud();
    assert_eq!(
        home.pair(None),
        pair("second-pub", "second-priv", "~/.ucloud/credential.json (profile second)")
    );
    assert_eq!(home.find(None).project_id.as_deref(), Some("org-2"));
}

#[test]
fn uclouds_profile_is_chosen_by_name_or_variable() {
    let source = "~/.ucloud/credential.json (profile first)";
    assert_eq!(Home::new().ucloud().pair(Some("first")), pair("first-pub", "first-priv", source));
    let home = Home::new().ucloud().variable("UCLOUD_PROFILE", "first");
    assert_eq!(home.pair(None), pair("first-pub", "first-priv", source));
}

#[test]
fn only_the_public_keys_tail_can_be_shown() {
    let found = Home::new().compshare().find(None);
    assert_eq!(found.credentials.as_ref().unwrap().origin.public_tail.as_str(), "-pub");
    assert!(!format!("{found:?}").contains("work-priv"));
}

#[test]
fn half_a_pair_is_told_and_the_next_source_tried() {
    let home = Home::new().ucloud().variable("COMPSHARE_PUBLIC_KEY", "env-pub");
    assert_eq!(home.pair(None).unwrap().0, "second-pub");
    let note =
        Note { place: "COMPSHARE_PUBLIC_KEY".into(), kind: NoteKind::HalfPair("COMPSHARE_PRIVATE_KEY") };
    assert_eq!(home.find(None).notes, [note]);
}

#[test]
fn a_mistyped_profile_is_told_with_the_nearest() {
    let found = Home::new().compshare().find(Some("wrok"));
    assert!(found.credentials.is_none());
    assert_eq!(
        found.notes[0].sentence(Lang::En),
        "~/.config/compshare/config.json (profile wrok): has no profile “wrok”; did you mean “work”?"
    );
}

#[test]
fn a_malformed_file_is_told_and_the_next_source_tried() {
    let home = Home::new().file(".config/compshare/config.json", "{canary").ucloud();
    let found = home.find(None);
    assert_eq!(found.credentials.unwrap().public_key, "second-pub");
    assert_eq!(
        found.notes,
        [Note { place: "~/.config/compshare/config.json".into(), kind: NoteKind::Malformed(1) }]
    );
}

#[test]
fn a_file_others_can_read_comes_with_the_command_that_mends_it() {
    let home = Home::new().compshare();
    let path = home.folder.path().join(".config/compshare/config.json");
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
    let found = home.find(None);
    assert!(found.credentials.is_some());
    assert!(found.notes[0].is_warning());
    assert_eq!(found.notes[0].remedy().as_deref(), Some("chmod 600 ~/.config/compshare/config.json"));
}

#[test]
fn without_a_home_only_variables_count() {
    let mut home = Home::new().variable("COMPSHARE_PUBLIC_KEY", "p").variable("COMPSHARE_PRIVATE_KEY", "k");
    home.variables.remove(0);
    assert_eq!(home.pair(None), pair("p", "k", "COMPSHARE_PUBLIC_KEY"));
}

#[test]
fn every_sentence_stands_in_both_languages() {
    crate::i18n::check_table(CredentialsText::ALL, CredentialsText::text).unwrap();
}
