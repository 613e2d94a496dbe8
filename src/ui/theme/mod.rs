//! Themes fill roles; nothing else in the program names a colour.

mod built_in;
mod depth;
mod error;
mod file;
mod palette;
mod terminal;

use ratatui::style::{Modifier, Style};

use crate::readme::{self, SpanStyle};

pub(crate) use built_in::AUTO;
pub use built_in::{built_in, names};
pub(crate) use error::{ThemeError, ThemeProblem};
pub use file::parse;
pub(crate) use terminal::Background;
pub use terminal::{mono, terminal};

macro_rules! roles {
    ($($role:ident $name:literal $doc:literal;)*) => {
        /// What something on screen is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Role { $(#[doc = $doc] $role,)* }

        impl Role {
            /// Every role.
            pub const ALL: &'static [Role] = &[$(Role::$role),*];

            /// Its name in theme files.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Role::$role => $name,)* }
            }
        }
    };
}

roles! {
    Text "text" "Running text.";
    Muted "muted" "Secondary text.";
    Faint "faint" "Text that is only there when looked for: column heads, rules.";
    Accent "accent" "What the eye should find: the program's name, markers.";
    Title "title" "A pane's title.";
    TitleFocus "title-focus" "The title of the pane with the focus.";
    Border "border" "A pane's border.";
    BorderFocus "border-focus" "The border of the pane with the focus.";
    Selection "selection" "The selected row, where the focus is.";
    SelectionIdle "selection-idle" "The selected row, where the focus is not.";
    Bar "bar" "The bar at the left of the selected row.";
    Key "key" "A key in a hint.";
    Good "good" "Free, online, live.";
    Warning "warning" "Stale, in review, a retry.";
    Danger "danger" "Errors, offline.";
    Badge "badge" "An official author.";
    BadgeCertified "badge-certified" "A certified author.";
    Found "found" "Letters of the list that are searched for.";
    Match "match" "Text that matched.";
    MatchCurrent "match-current" "The match the cursor is at.";
    Toast "toast" "A message at the bottom right.";
    Heading "heading" "A Readme's headings.";
    Link "link" "A link.";
    Code "code" "Code.";
    CodeFrame "code-frame" "A code block's frame.";
    Quote "quote" "A block quote.";
    Marker "marker" "A list's bullet or number.";
    Note "note" "A note in a Readme.";
    Tip "tip" "A tip in a Readme.";
    Important "important" "Something important in a Readme.";
    Keyword "keyword" "Code: keywords.";
    String "string" "Code: strings.";
    Comment "comment" "Code: comments.";
    Number "number" "Code: numbers.";
    Function "function" "Code: functions and commands.";
    Type "type" "Code: types, keys, tags.";
    Variable "variable" "Code: variables.";
    TintRed "red" "An author's red.";
    TintGreen "green" "An author's green.";
    TintYellow "yellow" "An author's yellow.";
    TintBlue "blue" "An author's blue.";
    TintMagenta "magenta" "An author's magenta.";
    TintCyan "cyan" "An author's cyan.";
}

/// Styles by role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Its name.
    pub name: String,
    /// The window's own style, behind everything.
    pub base: Style,
    styles: Vec<Style>,
}

impl Theme {
    /// A theme from a function that fills each role.
    #[must_use]
    pub fn new(name: &str, base: Style, fill: impl Fn(Role) -> Style) -> Self {
        Theme { name: name.to_owned(), base, styles: Role::ALL.iter().map(|role| fill(*role)).collect() }
    }

    /// A role's style.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        // The macro makes `Role` and `ALL` together, so the variant's number is the style's.
        self.styles[role as usize]
    }

    /// The style of a Readme's span.
    #[must_use]
    pub fn span(&self, span: SpanStyle) -> Style {
        let mut style = self.readme_role(span.role);
        if let Some(tint) = span.tint {
            style = style.patch(self.tint(tint));
        }
        let attributes = [
            (span.attrs.bold, Modifier::BOLD),
            (span.attrs.italic, Modifier::ITALIC),
            (span.attrs.underline, Modifier::UNDERLINED),
            (span.attrs.strike, Modifier::CROSSED_OUT),
            (span.attrs.dim, Modifier::DIM),
        ];
        attributes
            .into_iter()
            .filter(|(on, _)| *on)
            .fold(style, |style, (_, modifier)| style.add_modifier(modifier))
    }

    fn readme_role(&self, role: readme::TextRole) -> Style {
        use readme::TextRole as R;
        match role {
            R::Text | R::SyntaxPunctuation => self.style(Role::Text),
            R::Heading(level) => heading(self.style(Role::Heading), level),
            R::Rule | R::TableLine => self.style(Role::Faint),
            R::Marker => self.style(Role::Marker),
            R::Quote => self.style(Role::Quote),
            R::AlertNote => self.style(Role::Note),
            R::AlertTip => self.style(Role::Tip),
            R::AlertImportant => self.style(Role::Important),
            R::AlertWarning => self.style(Role::Warning),
            R::AlertCaution => self.style(Role::Danger),
            R::Code | R::Math => self.style(Role::Code),
            R::CodeFrame => self.style(Role::CodeFrame),
            R::TableHead => self.style(Role::Text).add_modifier(Modifier::BOLD),
            R::Link => self.style(Role::Link),
            R::Muted => self.style(Role::Muted),
            R::Media => self.style(Role::Link),
            R::Mark => self.style(Role::Match),
            R::Key => self.style(Role::Key),
            R::Badge => self.style(Role::Link).add_modifier(Modifier::REVERSED),
            R::SyntaxKeyword => self.style(Role::Keyword),
            R::SyntaxString => self.style(Role::String),
            R::SyntaxComment => self.style(Role::Comment),
            R::SyntaxNumber => self.style(Role::Number),
            R::SyntaxFunction => self.style(Role::Function),
            R::SyntaxType => self.style(Role::Type),
            R::SyntaxVariable => self.style(Role::Variable),
        }
    }

    fn tint(&self, tint: readme::Tint) -> Style {
        use readme::Tint as T;
        self.style(match tint {
            T::Red => Role::TintRed,
            T::Green => Role::TintGreen,
            T::Yellow => Role::TintYellow,
            T::Blue => Role::TintBlue,
            T::Magenta => Role::TintMagenta,
            T::Cyan => Role::TintCyan,
            T::Grey => Role::Muted,
        })
    }
}

/// Six levels told apart by weight, not by colour alone.
fn heading(style: Style, level: u8) -> Style {
    match level {
        1 => style.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        2 => style.add_modifier(Modifier::BOLD),
        3 => style,
        4 => style.add_modifier(Modifier::ITALIC),
        5 => style.add_modifier(Modifier::UNDERLINED),
        _ => style.add_modifier(Modifier::DIM),
    }
}
