//! Whether a PDF is whole and does nothing by itself (ISO 32000-1: 7.5.5 trailer, 7.3.5 names, 12.6.4 actions).

use super::FileFault;
use super::sniff::holds;

/// Names of what acts or carries other files. What stands in compressed object streams is not seen.
const ACTIVE: &[&str] = &[
    "JavaScript",
    "JS",
    "Launch",
    "EmbeddedFile",
    "EmbeddedFiles",
    "RichMedia",
    "XFA",
];

/// Checks it.
pub(super) fn check(content: &[u8]) -> Result<(), FileFault> {
    let end = content.len().saturating_sub(2048);
    if !holds(&content[end..], b"%%EOF") {
        return Err(FileFault::Damaged);
    }
    let mut at = 0;
    while at < content.len() {
        let rest = &content[at..];
        if rest.starts_with(b"stream\r") || rest.starts_with(b"stream\n") {
            // Pixels and compressed text hold any bytes; names are outside of them.
            at += rest
                .windows(9)
                .position(|window| window == b"endstream")
                .map_or(rest.len(), |found| found + 9);
        } else if rest[0] == b'/' {
            let (name, length) = name(&rest[1..]);
            if name == "Encrypt" {
                return Err(FileFault::Locked);
            }
            if ACTIVE.contains(&name.as_str()) {
                return Err(FileFault::Active);
            }
            at += 1 + length;
        } else {
            at += 1;
        }
    }
    Ok(())
}

/// The name that begins here, `#4a` read as the letter it stands for, and how many bytes it takes.
fn name(bytes: &[u8]) -> (String, usize) {
    let is_end = |byte: u8| {
        byte <= b' '
            || matches!(
                byte,
                b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
            )
    };
    let (mut name, mut at) = (String::new(), 0);
    while let Some(&byte) = bytes.get(at).filter(|byte| !is_end(**byte)) {
        let hex = bytes
            .get(at + 1..at + 3)
            .and_then(|it| std::str::from_utf8(it).ok());
        let coded = hex
            .filter(|_| byte == b'#')
            .and_then(|it| u8::from_str_radix(it, 16).ok());
        name.push(char::from(coded.unwrap_or(byte)));
        at += if coded.is_some() { 3 } else { 1 };
    }
    (name, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(body: &str) -> Vec<u8> {
        format!("%PDF-1.7\n1 0 obj\n{body}\nendobj\ntrailer <</Root 1 0 R>>\n%%EOF\n").into_bytes()
    }

    #[test]
    fn a_plain_one_is_taken_and_pixels_are_not_read_as_names() {
        assert_eq!(check(&of("<< /Type /Catalog /Pages 2 0 R >>")), Ok(()));
        let pixels = "<< /Length 30 >>\nstream\nxx /JS /JavaScript /Launch xx\nendstream";
        assert_eq!(check(&of(pixels)), Ok(()));
    }

    #[test]
    fn scripts_programs_and_files_within_are_not() {
        for body in [
            "<< /S /JavaScript /JS (app.alert\\(1\\)) >>",
            "<< /S /J#61vaScript >>",
            "<</S/Launch/F(cmd.exe)>>",
            "<< /Type /EmbeddedFile >>\nstream\nx\nendstream",
            "<< /Names << /EmbeddedFiles 3 0 R >> >>",
        ] {
            assert_eq!(check(&of(body)), Err(FileFault::Active), "{body}");
        }
        assert_eq!(check(&of("<< /Encrypt 5 0 R >>")), Err(FileFault::Locked));
        assert_eq!(check(b"%PDF-1.7\n1 0 obj"), Err(FileFault::Damaged));
    }
}
