//! Choices about pictures.

/// How pictures are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PicturesChoice {
    /// As the terminal can.
    #[default]
    Auto,
    /// By kitty's protocol.
    Kitty,
    /// As sixels.
    Sixel,
    /// By iTerm2's protocol.
    ITerm,
    /// As half blocks.
    Blocks,
    /// Not at all.
    Off,
}

/// Whose pictures are fetched without being asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum PicturesFrom {
    /// The platform's own.
    #[default]
    Platform,
    /// Everybody's: strangers' servers then learn the reader's address.
    All,
}

impl PicturesChoice {
    /// All of them, in the order they are told.
    pub const ALL: [PicturesChoice; 6] = [
        PicturesChoice::Auto,
        PicturesChoice::Kitty,
        PicturesChoice::Sixel,
        PicturesChoice::ITerm,
        PicturesChoice::Blocks,
        PicturesChoice::Off,
    ];

    /// Its word in settings.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            PicturesChoice::Auto => "auto",
            PicturesChoice::Kitty => "kitty",
            PicturesChoice::Sixel => "sixel",
            PicturesChoice::ITerm => "iterm",
            PicturesChoice::Blocks => "blocks",
            PicturesChoice::Off => "off",
        }
    }

    /// The choice of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.word() == word)
    }
}

impl PicturesFrom {
    /// Its word in settings.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            PicturesFrom::Platform => "platform",
            PicturesFrom::All => "all",
        }
    }

    /// The choice of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        [PicturesFrom::Platform, PicturesFrom::All].into_iter().find(|choice| choice.word() == word)
    }
}
