//! The archive of a case as XML; `docs/archive-case.xsd` describes it.

use jiff::Timestamp;
use jiff::civil::Date;
use sha2::{Digest, Sha256};

use helhed_domain::retention::CaseType;
use helhed_store::archive::ArchivedTable;

/// What the archive says of the case.
pub(super) struct Described {
    pub(super) family: String,
    pub(super) kind: CaseType,
    pub(super) opened_on: Date,
    pub(super) closed_on: Date,
    pub(super) made_at: Timestamp,
    pub(super) municipality: String,
}

/// A file that was kept with the case.
pub(super) struct ArchivedFile {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) body: Vec<u8>,
}

/// Writes it.
pub(super) fn write(case: &Described, tables: &[ArchivedTable], files: &[ArchivedFile]) -> Vec<u8> {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.push_str("<case xmlns=\"urn:helhed:archive:1\">\n  <metadata>\n");
    for (name, value) in [
        ("family", case.family.clone()),
        ("caseType", case.kind.code().to_owned()),
        ("openedOn", case.opened_on.to_string()),
        ("closedOn", case.closed_on.to_string()),
        ("madeAt", case.made_at.to_string()),
        ("municipality", case.municipality.clone()),
        ("program", format!("Helhed {}", env!("CARGO_PKG_VERSION"))),
    ] {
        xml.push_str(&format!("    <{name}>{}</{name}>\n", escaped(&value)));
    }
    xml.push_str("  </metadata>\n");
    for table in tables {
        xml.push_str(&format!("  <table name=\"{}\">\n", escaped(&table.name)));
        for row in &table.rows {
            xml.push_str("    <row>\n");
            for (name, value) in row {
                let (name, value) = (escaped(name), escaped(value));
                xml.push_str(&format!("      <field name=\"{name}\">{value}</field>\n"));
            }
            xml.push_str("    </row>\n");
        }
        xml.push_str("  </table>\n");
    }
    for file in files {
        let digest: String = Sha256::digest(&file.body)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        xml.push_str(&format!(
            "  <file document=\"{}\" name=\"{}\" sha256=\"{digest}\">{}</file>\n",
            escaped(&file.id),
            escaped(&file.name),
            base64(&file.body)
        ));
    }
    xml.push_str("</case>\n");
    xml.into_bytes()
}

/// A text as XML holds it; signs that XML 1.0 cannot hold stand as the sign for what cannot be shown.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(sign),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}

/// RFC 4648, with padding.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let sign = (bits >> (18 - 6 * place)) & 63;
            let there = place <= three.len();
            out.push(if there {
                char::from(SIGNS[sign as usize])
            } else {
                '='
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_written_as_rfc_4648_has_them() {
        for (plain, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
    }

    #[test]
    fn nothing_that_was_written_breaks_out() {
        assert_eq!(
            escaped("<a b=\"c\">&\u{1}\n"),
            "&lt;a b=&quot;c&quot;&gt;&amp;\u{fffd}\n"
        );
    }
}
