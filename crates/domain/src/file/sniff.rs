//! What a file is, from its content.

use super::{FileFault, FileKind, FileName, office, pdf};

/// What virus scanners are tested with holds these words (EICAR, 2003); without a scanner at hand it is the one we can know.
const VIRUS_TEST: &[u8] = b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE";

/// How the files of programs, scripts and installers begin.
const PROGRAMS: &[&[u8]] = &[
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"\0asm",
    b"L\0\0\0\x01\x14\x02\0",
];

/// What makes a text a page that a browser would carry out.
const PAGES: &[&str] = &[
    "<!doctype",
    "<html",
    "<head",
    "<body",
    "<script",
    "<svg",
    "<iframe",
    "<?xml",
    "<?php",
    "<object",
    "javascript:",
];

/// Says what a file is and what it will be called, or why it is not taken. The whole content is given, and is not changed.
pub fn sniff(name: FileName, content: &[u8]) -> Result<(FileKind, FileName), FileFault> {
    if content.is_empty() {
        return Err(FileFault::Empty);
    }
    if holds(content, VIRUS_TEST) {
        return Err(FileFault::Virus);
    }
    let kind = kind(content)?;
    Ok((kind, name.of_kind(kind)?))
}

/// Whether bytes hold others.
pub(super) fn holds(content: &[u8], what: &[u8]) -> bool {
    content.windows(what.len()).any(|window| window == what)
}

fn kind(content: &[u8]) -> Result<FileKind, FileFault> {
    let begins = |with: &[u8]| content.starts_with(with);
    let at = |from: usize, what: &[u8]| content.get(from..from + what.len()) == Some(what);
    if PROGRAMS.iter().any(|it| begins(it)) {
        return Err(FileFault::Program);
    }
    if begins(b"%PDF-") {
        return pdf::check(content).map(|()| FileKind::Pdf);
    }
    if begins(b"PK\x03\x04") {
        return office::kind(content);
    }
    if begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Err(FileFault::OldOffice);
    }
    if begins(b"\xff\xd8\xff") {
        return Ok(FileKind::Jpeg);
    }
    if begins(b"\x89PNG\r\n\x1a\n") && at(12, b"IHDR") {
        return Ok(FileKind::Png);
    }
    if begins(b"RIFF") && at(8, b"WEBP") {
        return Ok(FileKind::Webp);
    }
    const BRANDS: &[&[u8]] = &[b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1"];
    if at(4, b"ftyp") && BRANDS.iter().any(|brand| at(8, brand)) {
        return Ok(FileKind::Heic);
    }
    text(content)
}

/// Plain text: UTF-8 without invisible controls, and nothing that a browser would carry out.
fn text(content: &[u8]) -> Result<FileKind, FileFault> {
    let text = std::str::from_utf8(content).map_err(|_| FileFault::Kind)?;
    let is_text = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    if !text.chars().all(is_text) {
        return Err(FileFault::Kind);
    }
    let small = text.to_lowercase();
    if PAGES.iter().any(|it| small.contains(it)) {
        return Err(FileFault::Program);
    }
    // Rich text and PostScript are text to look at and programs to open.
    if small.starts_with("{\\rtf") || small.starts_with("%!ps") {
        return Err(FileFault::Kind);
    }
    Ok(FileKind::Text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sniffed(name: &str, content: &[u8]) -> Result<FileKind, FileFault> {
        sniff(FileName::parse(name).expect("a name"), content).map(|(kind, _)| kind)
    }

    #[test]
    fn pictures_and_text_are_told_by_their_content() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0";
        assert_eq!(
            sniffed("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF"),
            Ok(FileKind::Jpeg)
        );
        assert_eq!(sniffed("a.png", png), Ok(FileKind::Png));
        assert_eq!(
            sniffed("a.webp", b"RIFF\x10\0\0\0WEBPVP8 "),
            Ok(FileKind::Webp)
        );
        assert_eq!(
            sniffed("a.heic", b"\0\0\0\x18ftypheic\0\0"),
            Ok(FileKind::Heic)
        );
        assert_eq!(
            sniffed("a.txt", "Kære Sofie 🙂\r\n\tمرحبا".as_bytes()),
            Ok(FileKind::Text)
        );
        assert_eq!(sniffed("a.pdf", png), Err(FileFault::Mislabelled));
        assert_eq!(sniffed("a.txt", b""), Err(FileFault::Empty));
    }

    #[test]
    fn what_could_do_something_by_itself_is_not_taken() {
        let eicar = format!(
            "X5O!P%@AP[4\\PZX54(P^)7CC)7}}${}!$H+H*",
            "EICAR-STANDARD-ANTIVIRUS-TEST-FILE"
        );
        assert_eq!(sniffed("a.txt", eicar.as_bytes()), Err(FileFault::Virus));
        let hidden = [b"\xff\xd8\xff\xe0....", eicar.as_bytes()].concat();
        assert_eq!(sniffed("a.jpg", &hidden), Err(FileFault::Virus));
        for (name, content) in [
            ("a.pdf", &b"MZ\x90\0"[..]),
            ("a.txt", b"\x7fELF\x02"),
            ("a.txt", b"#!/bin/sh\nrm -rf /"),
            ("a.txt", b"<!DOCTYPE html><p>hej"),
            ("a.txt", b"hej <ScRiPt>alert(1)</script>"),
            ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            ("a.jpg", b"\n\n  <?xml version='1.0'?><svg/>"),
        ] {
            assert_eq!(sniffed(name, content), Err(FileFault::Program), "{name}");
        }
        for (name, content) in [
            ("a.rtf", &b"{\\rtf1\\ansi hej}"[..]),
            ("a.txt", b"nul\0nul"),
            ("a.txt", b"\xff\xfeh\0e\0j\0"),
            ("a.7z", b"7z\xbc\xaf\x27\x1c"),
            ("a.gif", b"GIF89a\x01\0"),
        ] {
            assert_eq!(sniffed(name, content), Err(FileFault::Kind), "{name}");
        }
        let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....";
        assert_eq!(sniffed("a.doc", old), Err(FileFault::OldOffice));
    }

    proptest! {
        #[test]
        fn anything_at_all_is_answered(content in proptest::collection::vec(any::<u8>(), 0..300), first in 0..4usize) {
            let first: &[u8] = [&b"PK\x03\x04"[..], b"%PDF-1.7\n", b"", b"\0\0\0\x18ftyp"][first];
            let _ = sniffed("a.pdf", &[first, &content].concat());
        }
    }
}
