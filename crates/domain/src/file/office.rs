//! Office files are ZIP archives: what they are and whether they hold macros is told by the names in the archive's directory
//! (PKWARE APPNOTE 6.3.10: 4.3.12 directory, 4.3.16 its end). Nothing is unpacked, so that a small file cannot become a large one.

use super::{FileFault, FileKind};

/// The most files an archive holds; a workbook of a hundred sheets has some three hundred.
const MOST: usize = 5_000;

struct Entry<'a> {
    name: &'a [u8],
    is_locked: bool,
}

/// Says which kind of office file an archive is.
pub(super) fn kind(content: &[u8]) -> Result<FileKind, FileFault> {
    let entries = entries(content)?;
    if entries.iter().any(|entry| entry.is_locked) {
        return Err(FileFault::Locked);
    }
    let names: Vec<String> = entries
        .iter()
        .map(|entry| String::from_utf8_lossy(entry.name).to_lowercase())
        .collect();
    if names
        .iter()
        .any(|name| name.starts_with('/') || name.contains("..") || name.contains('\\'))
    {
        return Err(FileFault::Damaged);
    }
    let kind = of_names(&names)
        .or_else(|| open_document(content))
        .ok_or(FileFault::Kind)?;
    if names.iter().any(|name| is_active(name)) {
        return Err(FileFault::Active);
    }
    Ok(kind)
}

fn of_names(names: &[String]) -> Option<FileKind> {
    let has = |name: &str| names.iter().any(|known| known == name);
    if !has("[content_types].xml") {
        return None;
    }
    if has("word/document.xml") {
        Some(FileKind::Docx)
    } else if has("xl/workbook.xml") {
        Some(FileKind::Xlsx)
    } else {
        None
    }
}

/// OpenDocument 1.2 part 3, 3.3: the first file of the archive is `mimetype`, not compressed.
fn open_document(content: &[u8]) -> Option<FileKind> {
    let (method, size) = (number(content, 8, 2)?, number(content, 18, 4)?);
    let (name, extra) = (number(content, 26, 2)?, number(content, 28, 2)?);
    if method != 0 || content.get(30..30 + name)? != b"mimetype" {
        return None;
    }
    let from = 30 + name + extra;
    match content.get(from..from.checked_add(size)?)? {
        b"application/vnd.oasis.opendocument.text" => Some(FileKind::Odt),
        b"application/vnd.oasis.opendocument.spreadsheet" => Some(FileKind::Ods),
        _ => None,
    }
}

/// Macros, controls, linked-in programs.
fn is_active(name: &str) -> bool {
    const PARTS: &[&str] = &[
        "vbaproject",
        "vbadata",
        "activex",
        "macrosheets",
        "oleobject",
        "dialogsheets",
    ];
    const FOLDERS: &[&str] = &["basic/", "scripts/"];
    const ENDINGS: &[&str] = &[
        ".exe", ".dll", ".com", ".scr", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".jar", ".hta",
        ".lnk", ".msi", ".htm", ".html", ".py", ".sh", ".class",
    ];
    PARTS.iter().any(|it| name.contains(it))
        || FOLDERS.iter().any(|it| name.starts_with(it))
        || ENDINGS.iter().any(|it| name.ends_with(it))
}

/// The number of some bytes, the smallest first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(
        bytes
            .iter()
            .rev()
            .fold(0, |sum, byte| sum << 8 | usize::from(*byte)),
    )
}

/// The directory of an archive. What stands before the first file or after the end of the directory is nobody's business there.
fn entries(content: &[u8]) -> Result<Vec<Entry<'_>>, FileFault> {
    let read = || {
        let last = content.len().checked_sub(22)?;
        let end = (last.saturating_sub(0xffff)..=last)
            .rev()
            .find(|at| content[*at..].starts_with(b"PK\x05\x06"))?;
        let comment = number(content, end + 20, 2)?;
        let (count, size) = (number(content, end + 10, 2)?, number(content, end + 12, 4)?);
        let from = number(content, end + 16, 4)?;
        let is_whole = end + 22 + comment == content.len() && from.checked_add(size)? == end;
        if !is_whole || count == 0 || count > MOST {
            return None;
        }
        let (mut entries, mut at) = (Vec::with_capacity(count), from);
        for _ in 0..count {
            if !content.get(at..end)?.starts_with(b"PK\x01\x02") {
                return None;
            }
            let (name, extra) = (number(content, at + 28, 2)?, number(content, at + 30, 2)?);
            let more = number(content, at + 32, 2)?;
            entries.push(Entry {
                name: content.get(at + 46..at + 46 + name)?,
                is_locked: number(content, at + 8, 2)? & 1 == 1,
            });
            at += 46 + name + extra + more;
        }
        (at == end).then_some(entries)
    };
    read().ok_or(FileFault::Damaged)
}

/// An archive of files that are stored as they are, for tests.
#[cfg(test)]
pub(super) fn archive(files: &[(&str, &[u8])], flags: u16) -> Vec<u8> {
    let (mut body, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in files {
        let at = body.len() as u32;
        let mut common = Vec::new();
        common.extend(20u16.to_le_bytes());
        common.extend(flags.to_le_bytes());
        common.extend([0; 10]);
        common.extend((content.len() as u32).to_le_bytes());
        common.extend((content.len() as u32).to_le_bytes());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0; 2]);
        body.extend(b"PK\x03\x04");
        body.extend(&common);
        body.extend(name.as_bytes());
        body.extend(*content);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let mut end = b"PK\x05\x06\0\0\0\0".to_vec();
    end.extend(
        [
            (files.len() as u16).to_le_bytes(),
            (files.len() as u16).to_le_bytes(),
        ]
        .concat(),
    );
    end.extend((directory.len() as u32).to_le_bytes());
    end.extend((body.len() as u32).to_le_bytes());
    end.extend([0; 2]);
    [body, directory, end].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPES: (&str, &[u8]) = ("[Content_Types].xml", b"<Types/>");
    const ODT: &[u8] = b"application/vnd.oasis.opendocument.text";

    #[test]
    fn an_office_file_is_told_by_what_is_in_it() {
        let docx = archive(&[TYPES, ("word/document.xml", b"<w/>")], 0);
        assert_eq!(kind(&docx), Ok(FileKind::Docx));
        let xlsx = archive(&[TYPES, ("xl/workbook.xml", b"<x/>")], 0);
        assert_eq!(kind(&xlsx), Ok(FileKind::Xlsx));
        assert_eq!(
            kind(&archive(&[("mimetype", ODT), ("content.xml", b"")], 0)),
            Ok(FileKind::Odt)
        );
        assert_eq!(
            kind(&archive(&[("billeder/1.jpg", b"\xff")], 0)),
            Err(FileFault::Kind)
        );
        assert_eq!(
            kind(&archive(&[TYPES, ("ppt/presentation.xml", b"")], 0)),
            Err(FileFault::Kind)
        );
    }

    #[test]
    fn macros_programs_and_locked_archives_are_not_taken() {
        for bad in [
            "word/vbaProject.bin",
            "word/activeX/activeX1.xml",
            "word/embeddings/oleObject1.bin",
            "run.EXE",
        ] {
            let file = archive(&[TYPES, ("word/document.xml", b""), (bad, b"x")], 0);
            assert_eq!(kind(&file), Err(FileFault::Active), "{bad}");
        }
        let basic = archive(&[("mimetype", ODT), ("Basic/Standard/Module1.xml", b"")], 0);
        assert_eq!(kind(&basic), Err(FileFault::Active));
        let locked = archive(&[TYPES, ("word/document.xml", b"")], 1);
        assert_eq!(kind(&locked), Err(FileFault::Locked));
    }

    #[test]
    fn what_is_hidden_before_after_or_above_is_found() {
        let docx = archive(&[TYPES, ("word/document.xml", b"<w/>")], 0);
        let longer = [&docx[..], b"MZ more"].concat();
        assert_eq!(kind(&longer), Err(FileFault::Damaged));
        assert_eq!(kind(&docx[..docx.len() - 5]), Err(FileFault::Damaged));
        let above = archive(&[TYPES, ("word/document.xml", b""), ("../../x", b"")], 0);
        assert_eq!(kind(&above), Err(FileFault::Damaged));
        for cut in 0..docx.len() {
            let _ = kind(&docx[..cut]);
        }
    }
}
