//! What is known of an image, as rows above its Readme.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::catalogue::{Group, Status, Version};
use crate::readme::wrap;
use crate::text::{pad_end, width};

use super::format;
use super::paint::Painter;
use super::theme::Role;
use super::words::{self, UiText};

/// A row, and the version it stands for where a click should show that.
pub(super) struct HeadRow {
    pub(super) line: Line<'static>,
    pub(super) version: Option<crate::catalogue::ImageId>,
}

impl From<Line<'static>> for HeadRow {
    fn from(line: Line<'static>) -> Self {
        HeadRow { line, version: None }
    }
}

/// The line of facts that tells whether the image is for you: price, kind, size, GPUs.
pub(super) fn facts(painter: &Painter<'_, '_>, version: &Version) -> Vec<Span<'static>> {
    let lang = painter.lang;
    let price_role = if version.is_free() { Role::Good } else { Role::Text };
    let price = format::price_per_hour(version.price, lang, painter.glyphs);
    let mut facts = vec![painter.span(price, price_role)];
    facts.extend(words::container(version.container, lang).map(|text| painter.span(text, Role::Text)));
    if version.auto_start == Some(true) {
        facts.push(painter.span(UiText::StartsByItself.text(lang), Role::Text));
    }
    if version.size > 0 {
        facts.push(painter.span(format::size(version.size), Role::Text));
    }
    if !version.supported_gpu_types.is_empty() {
        facts.push(painter.span(version.supported_gpu_types.join(" "), Role::Text));
    }
    let separator = painter.span(format!(" {} ", painter.glyphs.separator), Role::Faint);
    let mut line: Vec<Span<'static>> = Vec::new();
    for fact in facts {
        if !line.is_empty() {
            line.push(separator.clone());
        }
        line.push(fact);
    }
    line
}

/// All rows between the pinned lines and the Readme.
pub(super) fn rows(painter: &Painter<'_, '_>, room: Rect, group: &Group, version: &Version) -> Vec<HeadRow> {
    let mut table = Table::new(painter, usize::from(room.width));
    table.description(group, version);
    table.ports(version);
    table.facts(group, version);
    table.versions(group, version);
    table.rows
}

/// Rows of labels and values.
struct Table<'p, 'a, 'f> {
    painter: &'p Painter<'a, 'f>,
    width: usize,
    label: usize,
    rows: Vec<HeadRow>,
}

impl<'p, 'a, 'f> Table<'p, 'a, 'f> {
    fn new(painter: &'p Painter<'a, 'f>, width: usize) -> Self {
        Table { painter, width, label: 13.min(width / 3), rows: Vec::new() }
    }

    fn blank(&mut self) {
        if !self.rows.is_empty() {
            self.rows.push(Line::default().into());
        }
    }

    fn paragraph(&mut self, text: &str, role: Role) {
        let style = self.painter.style(role);
        for line in text.lines() {
            self.rows.extend(wrap(line, self.width).into_iter().map(|row| Line::styled(row, style).into()));
        }
    }

    /// A label and a value that wraps beside it; nothing for an empty value.
    fn row(&mut self, label: UiText, value: &str, role: Role) {
        if value.is_empty() {
            return;
        }
        let label_text = pad_end(label.text(self.painter.lang), self.label);
        let room = self.width.saturating_sub(self.label + 1).max(1);
        for (at, text) in wrap(value, room).into_iter().enumerate() {
            let label = if at == 0 { label_text.clone() } else { " ".repeat(self.label) };
            let line = Line::from(vec![
                self.painter.span(format!("{label} "), Role::Muted),
                self.painter.span(text, role),
            ]);
            self.rows.push(line.into());
        }
    }

    fn description(&mut self, group: &Group, version: &Version) {
        let description =
            if version.description.is_empty() { &group.image_desc } else { &version.description };
        self.paragraph(description, Role::Text);
    }

    fn ports(&mut self, version: &Version) {
        if version.software_ports.is_empty() {
            return;
        }
        self.blank();
        let named = version.software_ports.iter().map(|port| width(&port.software)).max().unwrap_or(0);
        let column = named.min(self.width.saturating_sub(self.label + 8)).max(1);
        for (at, port) in version.software_ports.iter().enumerate() {
            let label = if at == 0 { UiText::Ports.text(self.painter.lang) } else { "" };
            let number = port.port.map_or_else(|| "?".to_owned(), |port| port.to_string());
            self.rows.push(
                Line::from(vec![
                    self.painter.span(format!("{} ", pad_end(label, self.label)), Role::Muted),
                    self.painter.span(pad_end(&port.software, column), Role::Text),
                    self.painter.span(format!(" {number:>5}"), Role::Accent),
                ])
                .into(),
            );
        }
    }

    fn facts(&mut self, group: &Group, version: &Version) {
        let lang = self.painter.lang;
        self.blank();
        let status_role = match version.status {
            Status::Available => Role::Good,
            Status::Reviewing | Status::Making => Role::Warning,
            Status::UnAvailable | Status::Offline => Role::Danger,
            Status::Missing | Status::Other(_) => Role::Text,
        };
        let author = match words::badge(version.auth_info, lang) {
            Some(badge) => format!("{} ({badge})", version.author),
            None => version.author.to_string(),
        };
        self.row(UiText::Author, &author, Role::Text);
        self.row(UiText::Status, words::status(&version.status, lang), status_role);
        self.row(UiText::Tags, &version.tags.join(", "), Role::Text);
        self.row(UiText::GpuTypes, &version.supported_gpu_types.join(" "), Role::Text);
        self.row(UiText::Dates, &self.dates(version), Role::Text);
        self.row(UiText::Counts, &self.counts(group), Role::Text);
        self.row(UiText::Group, group.group_id.as_str(), Role::Text);
        self.row(UiText::Cover, &version.cover, Role::Muted);
        self.row(UiText::QrCode, &version.qr_code_url, Role::Muted);
        self.row(UiText::Changes, &version.version_desc, Role::Text);
    }

    fn dates(&self, version: &Version) -> String {
        let dates = [
            (UiText::Published, version.pub_time),
            (UiText::Updated, version.update_time),
            (UiText::Created, version.create_time),
        ];
        let known = dates.into_iter().map(|(label, time)| (label, format::date(time)));
        self.listed(known.filter(|(_, date)| !date.is_empty()))
    }

    fn counts(&self, group: &Group) -> String {
        let mine = if group.is_favorite {
            format!(" ({})", UiText::Mine.text(self.painter.lang))
        } else {
            String::new()
        };
        let hours = UiText::HoursOfUse.fill(self.painter.lang, &[&format::hours(group.image_use_time)]);
        let counts = [
            (UiText::Instances, group.created_count.to_string()),
            (UiText::FavouritesLong, format!("{}{mine}", group.favorites_count)),
            (UiText::Recommended, group.recommend_count.to_string()),
            (UiText::UseTime, hours),
        ];
        self.listed(counts.into_iter())
    }

    /// `label value · label value`.
    fn listed(&self, values: impl Iterator<Item = (UiText, String)>) -> String {
        let texts = values.map(|(label, value)| format!("{} {value}", label.text(self.painter.lang)));
        texts.collect::<Vec<_>>().join(&format!(" {} ", self.painter.glyphs.separator))
    }

    /// Versions share a name: their version names and dates tell them apart.
    fn versions(&mut self, group: &Group, shown: &Version) {
        if group.data.len() < 2 {
            return;
        }
        let lang = self.painter.lang;
        self.blank();
        let column =
            group.data.iter().map(|version| width(&version.version_name)).max().unwrap_or(0).clamp(1, 24);
        for (at, version) in group.data.iter().enumerate() {
            let label = if at == 0 { UiText::Versions.text(lang) } else { "" };
            let current = version.comp_share_image_id == shown.comp_share_image_id;
            let mark = if current { self.painter.glyphs.current } else { " " };
            let name = if version.version_name.is_empty() { "-" } else { &version.version_name };
            let role = if current { Role::Accent } else { Role::Text };
            let status = words::status(&version.status, lang);
            let status = if version.status == Status::Available { "" } else { status };
            let line = Line::from(vec![
                self.painter.span(format!("{} ", pad_end(label, self.label)), Role::Muted),
                self.painter.span(format!("{mark} {}", pad_end(name, column)), role),
                self.painter.span(format!("  {:10}", format::date(version.shown_time())), Role::Muted),
                self.painter.span(format!("  {status}"), Role::Warning),
            ]);
            self.rows.push(HeadRow { line, version: Some(version.comp_share_image_id.clone()) });
        }
    }
}
