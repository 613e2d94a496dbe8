//! What is known of an image, as rows above its Readme.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::catalogue::{Group, Status, Version, day};
use crate::readme::wrap;
use crate::text::{CleanText, pad_end, width};

use super::format;
use super::paint::Painter;
use super::theme::Role;
use super::words::UiText;

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
    let price = format::price_per_hour(version, lang, painter.glyphs);
    let mut facts = vec![painter.span(price, price_role)];
    facts.extend(version.container.label(lang).map(|text| painter.span(text, Role::Text)));
    if version.auto_start == Some(true) {
        facts.push(painter.span(UiText::StartsByItself.text(lang), Role::Text));
    }
    if version.size > 0 {
        facts.push(painter.span(version.size_label(), Role::Text));
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
        if !value.is_empty() {
            self.labelled(label, wrap(value, self.room()), role);
        }
    }

    /// A label and several values, of which none is broken that fits a row.
    fn list(&mut self, label: UiText, values: &[String], separator: &str) {
        let mut rows: Vec<String> = Vec::new();
        for (at, value) in values.iter().enumerate() {
            let separator = if at + 1 < values.len() { separator } else { "" };
            let fits =
                |row: &String| width(row) + 1 + width(value) + width(separator.trim_end()) <= self.room();
            match rows.last_mut().filter(|row| fits(row)) {
                Some(row) => {
                    row.push(' ');
                    row.push_str(value);
                    row.push_str(separator);
                }
                None => rows.extend(wrap(&format!("{value}{separator}"), self.room())),
            }
        }
        self.labelled(label, rows, Role::Text);
    }

    /// Cells beside the label.
    fn room(&self) -> usize {
        self.width.saturating_sub(self.label + 1).max(1)
    }

    fn labelled(&mut self, label: UiText, values: Vec<String>, role: Role) {
        let label_text = pad_end(label.text(self.painter.lang), self.label);
        for (at, text) in values.into_iter().enumerate() {
            let label = if at == 0 { label_text.clone() } else { " ".repeat(self.label) };
            let label = self.painter.span(format!("{label} "), Role::Muted);
            self.rows.push(Line::from(vec![label, self.painter.span(text, role)]).into());
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
        let author = match version.auth_info.badge(lang) {
            Some(badge) => format!("{} ({badge})", version.author),
            None => version.author.to_string(),
        };
        self.row(UiText::Author, &author, Role::Text);
        self.row(UiText::Status, version.status.label(lang), status_role);
        let plain = |texts: &[CleanText]| -> Vec<String> { texts.iter().map(ToString::to_string).collect() };
        self.list(UiText::Tags, &plain(&version.tags), ",");
        self.list(UiText::GpuTypes, &plain(&version.supported_gpu_types), "");
        let dot = format!(" {}", self.painter.glyphs.separator);
        self.list(UiText::Dates, &self.dates(version), &dot);
        self.list(UiText::Counts, &self.counts(group), &dot);
        self.row(UiText::Group, group.group_id.as_str(), Role::Text);
        self.row(UiText::Cover, &version.cover, Role::Muted);
        self.row(UiText::QrCode, &version.qr_code_url, Role::Muted);
        self.row(UiText::Changes, &version.version_desc, Role::Text);
    }

    fn dates(&self, version: &Version) -> Vec<String> {
        let dates = [
            (UiText::Published, version.pub_time),
            (UiText::Updated, version.update_time),
            (UiText::Created, version.create_time),
        ];
        let known = dates.into_iter().map(|(label, time)| (label, day(time)));
        let known = known.filter(|(_, date)| !date.is_empty());
        known.map(|(label, date)| format!("{} {date}", label.text(self.painter.lang))).collect()
    }

    fn counts(&self, group: &Group) -> Vec<String> {
        let lang = self.painter.lang;
        let mine = if group.is_favorite { format!(" ({})", UiText::Mine.text(lang)) } else { String::new() };
        let hours = UiText::HoursOfUse.fill(lang, &[&format::hours(group.image_use_time)]);
        let counts = [
            (UiText::Instances, group.created_count.to_string()),
            (UiText::FavouritesLong, format!("{}{mine}", group.favorites_count)),
            (UiText::Recommended, group.recommend_count.to_string()),
            (UiText::UseTime, hours),
        ];
        counts.into_iter().map(|(label, count)| format!("{} {count}", label.text(lang))).collect()
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
            let status = version.status.label(lang);
            let status = if version.status == Status::Available { "" } else { status };
            let line = Line::from(vec![
                self.painter.span(format!("{} ", pad_end(label, self.label)), Role::Muted),
                self.painter.span(format!("{mark} {}", pad_end(name, column)), role),
                self.painter.span(format!("  {:10}", day(version.shown_time())), Role::Muted),
                self.painter.span(format!("  {status}"), Role::Warning),
            ]);
            self.rows.push(HeadRow { line, version: Some(version.comp_share_image_id.clone()) });
        }
    }
}
