//! Files that people send: what they are called, and what they are. A file is taken for what its content tells, never for what
//! it calls itself, and only if it can do nothing by itself: no programs, macros, web pages or locked archives.

mod name;
mod office;
mod pdf;
mod sniff;

pub use name::FileName;
pub use sniff::sniff;

use crate::kinds::kinds;

kinds! {
    /// What a file is.
    FileKind, "file" {
        /// A PDF document.
        Pdf = "pdf",
        /// A JPEG picture.
        Jpeg = "jpeg",
        /// A PNG picture.
        Png = "png",
        /// A WebP picture.
        Webp = "webp",
        /// A HEIC picture, as telephones take them.
        Heic = "heic",
        /// A Word document.
        Docx = "docx",
        /// An Excel workbook.
        Xlsx = "xlsx",
        /// An OpenDocument text.
        Odt = "odt",
        /// An OpenDocument spreadsheet.
        Ods = "ods",
        /// Plain text in UTF-8.
        Text = "text",
    }
}

impl FileKind {
    /// Its media type, as an answer names it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Heic => "image/heic",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Odt => "application/vnd.oasis.opendocument.text",
            Self::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Self::Text => "text/plain; charset=utf-8",
        }
    }

    /// The endings that its names have, the usual one first.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Pdf => &["pdf"],
            Self::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Self::Png => &["png"],
            Self::Webp => &["webp"],
            Self::Heic => &["heic", "heif"],
            Self::Docx => &["docx"],
            Self::Xlsx => &["xlsx"],
            Self::Odt => &["odt"],
            Self::Ods => &["ods"],
            Self::Text => &["txt", "text"],
        }
    }
}

kinds! {
    /// Why a file is not taken.
    FileFault, "file-fault" {
        /// There is nothing in it.
        Empty = "empty",
        /// It is larger than may be.
        TooLarge = "too_large",
        /// Its name cannot be a name.
        Name = "name",
        /// It is of no kind that is taken.
        Kind = "kind",
        /// Its name says another kind than its content.
        Mislabelled = "mislabelled",
        /// A program, a script or a web page.
        Program = "program",
        /// It holds macros, scripts or other files.
        Active = "active",
        /// It is an Office file of before 2007, which cannot be looked into.
        OldOffice = "old_office",
        /// It is locked with a password.
        Locked = "locked",
        /// It is cut off or damaged.
        Damaged = "damaged",
        /// It is the file that virus scanners are tested with, or holds it.
        Virus = "virus",
    }
}

/// A file that may be kept: small enough, and of a kind that does nothing by itself. Only a check makes one.
#[derive(Clone, PartialEq, Eq)]
pub struct CheckedFile {
    name: FileName,
    kind: FileKind,
    content: Vec<u8>,
}

/// Redacted.
impl std::fmt::Debug for CheckedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "CheckedFile({}, {} bytes)",
            self.kind.code(),
            self.content.len()
        )
    }
}

impl CheckedFile {
    /// Checks a file as it was sent, against the largest that may be kept, in megabytes of 1,048,576 bytes.
    pub fn check(name: &str, content: Vec<u8>, megabytes: i64) -> Result<Self, FileFault> {
        if content.len() as i64 > megabytes.saturating_mul(1 << 20) {
            return Err(FileFault::TooLarge);
        }
        let (kind, name) = sniff(FileName::parse(name)?, &content)?;
        Ok(Self {
            name,
            kind,
            content,
        })
    }

    /// What it is called.
    pub fn name(&self) -> &FileName {
        &self.name
    }

    /// What it is.
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    /// What is in it.
    pub fn content(&self) -> &[u8] {
        &self.content
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_checked_by_size_name_and_content() {
        let check = |name: &str, size: usize| CheckedFile::check(name, vec![b'a'; size], 1);
        let file = check("brev.txt", 1 << 20).expect("taken");
        assert_eq!(
            (file.kind(), file.content().len()),
            (FileKind::Text, 1 << 20)
        );
        assert_eq!(format!("{file:?}"), "CheckedFile(text, 1048576 bytes)");
        assert_eq!(check("brev.txt", (1 << 20) + 1), Err(FileFault::TooLarge));
        assert_eq!(check("", 1), Err(FileFault::Name));
        assert_eq!(check("brev.pdf", 1), Err(FileFault::Mislabelled));
    }
}
