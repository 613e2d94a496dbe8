//! What several benchmarks measure: an explorer without a terminal, and answers of the service's size.

#![allow(dead_code, reason = "each benchmark uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a benchmark that cannot start has nothing to measure")]

use std::sync::Arc;

use compshare_tui::face::app::{
    Chord, Effect, Event, Moment, Reply, Request, ServiceLabel, Setup, State, update,
};
use compshare_tui::face::catalogue::{Group, GroupId, TagIndex, select};
use compshare_tui::face::i18n::Lang;
use compshare_tui::face::text::CleanText;
use compshare_tui::face::ui::{self, ViewCache, theme};
use compshare_tui::face::wire::decode;
use ratatui::Terminal;
use ratatui::backend::Backend;
use serde_json::{Value, json};

/// The embedded catalogue as the service tells it.
pub(crate) const CATALOGUE: &str = include_str!("../../assets/catalogue.json");

/// An answer of 100 groups, as large as the API sends them.
pub(crate) fn full_page() -> String {
    let mut bundled: Value = serde_json::from_str(CATALOGUE).unwrap();
    let mut groups = bundled["CompshareImageGroup"].take();
    groups.as_array_mut().unwrap().truncate(100);
    json!({"Action": "DescribeCommunityImagesResponse", "RetCode": 0, "TotalCount": 743, "CompshareImageGroup": groups})
        .to_string()
}

/// The bundled groups over and over, each with one version and a Readme of 2 KB.
pub(crate) fn groups(count: usize) -> Vec<Arc<Group>> {
    let bundled = decode::page(CATALOGUE).unwrap().groups;
    let mut readmes =
        bundled.iter().flat_map(|group| &group.data).filter_map(|version| version.readme.as_ref());
    let part: String = readmes.next().unwrap().chars().take(1000).collect();
    let make = |number: usize| {
        let mut group = bundled[number % bundled.len()].as_ref().clone();
        group.group_id = GroupId::new(&format!("group{number}"));
        group.image_name = CleanText::line(&format!("{} {number}", group.image_name));
        group.data.truncate(1);
        for version in &mut group.data {
            version.readme = Some(CleanText::block(&format!("{part} word{number}"), 4000));
        }
        Arc::new(group)
    };
    (0..count).map(make).collect()
}

const TODAY: i64 = 1_795_449_600;

/// An explorer with its first page on screen and the next one fetched.
pub(crate) struct Explorer<B: Backend> {
    state: State,
    groups: Vec<Arc<Group>>,
    pub(crate) terminal: Terminal<B>,
    cache: ViewCache,
    theme: theme::Theme,
}

impl<B: Backend> Explorer<B> {
    pub(crate) fn open(terminal: Terminal<B>) -> Self {
        let groups = decode::page(CATALOGUE).unwrap().groups;
        let mut setup = Setup {
            service: Some(ServiceLabel { demo: true, region: "cn-wlcb".to_owned() }),
            page_size: Some(20),
            region: "cn-wlcb".to_owned(),
            ..Setup::default()
        };
        setup.prefs.lang = Lang::Zh;
        let mut explorer = Explorer {
            state: State::new(setup),
            groups,
            terminal,
            cache: ViewCache::default(),
            theme: theme::terminal(None),
        };
        explorer.event(Event::Started);
        explorer.draw();
        explorer
    }

    /// A fact, and the answers to what it asks for.
    fn event(&mut self, event: Event) {
        for effect in update(&mut self.state, event, Moment::ZERO) {
            let Effect::Ask { ticket, what } = effect else { continue };
            let reply = if let Request::Page { query, window } = what {
                Reply::Page(Ok(select(&query, &self.groups, window)))
            } else if what == Request::Tags {
                Reply::Tags(Ok(TagIndex::from_groups(self.groups.iter().map(AsRef::as_ref))))
            } else {
                continue;
            };
            self.event(Event::Answered { ticket, reply });
        }
    }

    pub(crate) fn key(&mut self, chord: char) {
        self.event(Event::Key(Chord::char(chord)));
    }

    pub(crate) fn draw(&mut self) {
        let context = self.cache.context(&self.theme, Moment::ZERO, TODAY);
        let (state, mut measured) = (&self.state, None);
        assert!(self.terminal.draw(|frame| measured = Some(ui::draw(state, &context, frame))).is_ok());
        if let Some(measured) = measured {
            update(&mut self.state, Event::Drawn(Box::new(measured)), Moment::ZERO);
        }
    }
}
