//! What a file is called.

use super::{FileFault, FileKind};
use crate::text::Line;

/// The name of a file: one line with an ending that its content bears out, no folders, nothing that a disk refuses.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct FileName(String);

/// Redacted: people write names of people into names of files.
impl std::fmt::Debug for FileName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FileName({} characters)", self.0.chars().count())
    }
}

fn is_refused_by_disks(c: char) -> bool {
    matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | '/' | '\\')
}

impl FileName {
    /// Reads the name that a browser sends; folders before it fall away.
    pub fn parse(text: &str) -> Result<Self, FileFault> {
        let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
        let plain: String = last
            .chars()
            .map(|c| if is_refused_by_disks(c) { '_' } else { c })
            .collect();
        let plain = plain.trim().trim_matches('.').trim();
        let line = Line::parse(plain).map_err(|_| FileFault::Name)?;
        Ok(Self(line.as_str().to_owned()))
    }

    /// Reads a stored name.
    pub fn stored(text: &str) -> Option<Self> {
        Self::parse(text).ok().filter(|it| it.0 == text)
    }

    /// The ending, in small letters; empty where there is none.
    pub fn ending(&self) -> String {
        match self.0.rsplit_once('.') {
            Some((before, ending)) if !before.is_empty() && !ending.contains(' ') => {
                ending.to_lowercase()
            }
            _ => String::new(),
        }
    }

    /// The name of a file that is of a kind: an ending is added where there is none, and one of another kind is a fault.
    pub fn of_kind(self, kind: FileKind) -> Result<Self, FileFault> {
        let ending = self.ending();
        if kind.endings().contains(&ending.as_str()) {
            Ok(self)
        } else if ending.is_empty() {
            Self::parse(&format!("{}.{}", self.0, kind.endings()[0]))
        } else {
            Err(FileFault::Mislabelled)
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(text: &str) -> Result<String, FileFault> {
        FileName::parse(text).map(|it| it.as_str().to_owned())
    }

    #[test]
    fn folders_and_what_disks_refuse_fall_away() {
        assert_eq!(
            parsed("C:\\Users\\karen\\Afgørelse.pdf").as_deref(),
            Ok("Afgørelse.pdf")
        );
        assert_eq!(parsed("../../etc/passwd").as_deref(), Ok("passwd"));
        assert_eq!(parsed("mor: \"hej\".txt").as_deref(), Ok("mor_ _hej_.txt"));
        assert_eq!(parsed(" رسالة.pdf ").as_deref(), Ok("رسالة.pdf"));
        for bad in [
            "",
            "/",
            "...",
            "a\nb.pdf",
            "abc\u{202e}fdp.exe",
            "nul\0.pdf",
        ] {
            assert_eq!(parsed(bad), Err(FileFault::Name), "{bad:?}");
        }
        assert_eq!(parsed(&"å".repeat(300)), Err(FileFault::Name));
    }

    #[test]
    fn the_ending_is_the_contents() {
        let name = |text: &str| FileName::parse(text).expect("a name");
        let kept = name("Scan.PDF").of_kind(FileKind::Pdf).expect("kept");
        assert_eq!(kept.as_str(), "Scan.PDF");
        let added = name("Samtykke").of_kind(FileKind::Jpeg).expect("added");
        assert_eq!(added.as_str(), "Samtykke.jpg");
        let wrong = name("billede.png").of_kind(FileKind::Pdf);
        assert_eq!(wrong, Err(FileFault::Mislabelled));
        let twice = name("brev.pdf.exe").of_kind(FileKind::Pdf);
        assert_eq!(twice, Err(FileFault::Mislabelled));
        assert_eq!(format!("{:?}", name("Emil.pdf")), "FileName(8 characters)");
    }

    proptest! {
        #[test]
        fn what_parses_is_stored_and_read_again(text in "\\PC{0,250}") {
            if let Ok(name) = FileName::parse(&text) {
                prop_assert_eq!(FileName::stored(name.as_str()), Some(name.clone()));
                prop_assert!(!name.as_str().contains(['/', '\\', '"']));
            }
        }
    }
}
