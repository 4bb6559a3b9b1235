//! Text files: character set, delimiter, quotation marks.

use csv::ReaderBuilder;

use crate::fault::What;
use crate::profile::{Encoding, Source};
use crate::table::{MOST_COLUMNS, Raw, Table};

/// The longest row accepted: longer means that a quotation mark is not closed.
const LONGEST_ROW: usize = 1 << 20;

pub(crate) fn read(bytes: Vec<u8>, source: &Source) -> Table {
    let text = match decode(bytes, source.encoding) {
        Ok(text) => text,
        Err(row) => return Table::at_fault(row, "", What::NotText(source.encoding.name())),
    };
    // One kind of line end, so that lines can be counted.
    let text = text.replace("\r\n", "\n");
    let mut reader = ReaderBuilder::new()
        .delimiter(source.delimiter as u8)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut table = Table::default();
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            // The text is UTF-8 and rows may differ in length: nothing else can be wrong with it.
            Err(_) => return Table::at_fault(0, "", What::NotText(source.encoding.name())),
        }
        // A record's place is where the one before ended: empty lines between them count too.
        let (start, line) = record
            .position()
            .map_or((0, 0), |place| (place.byte() as usize, place.line()));
        let end = reader.position().byte() as usize;
        let raw = text.as_bytes().get(start..end).unwrap_or_default();
        let number = line + raw.iter().take_while(|byte| **byte == b'\n').count() as u64;
        if number < source.header_row {
            continue;
        }
        if record.len() > MOST_COLUMNS {
            return Table::at_fault(number, "", What::TooManyColumns(MOST_COLUMNS));
        }
        if record.as_slice().len() > LONGEST_ROW {
            return Table::at_fault(number, "", What::RowTooLong(LONGEST_ROW));
        }
        if !quotes_are_closed(raw, source.delimiter as u8) {
            table.faults.push((number, String::new(), What::Quote));
        }
        let mut values = record
            .iter()
            .map(|field| field.trim().replace(['\n', '\r'], " "));
        if table.header.is_empty() {
            table.header = values.collect();
            continue;
        }
        if record.len() != table.header.len() {
            let (found, expected) = (record.len(), table.header.len());
            table
                .faults
                .push((number, String::new(), What::FieldCount { found, expected }));
            continue;
        }
        let row = values.by_ref().map(Raw::Text).collect();
        table.take(number, row);
    }
    if table.header.is_empty() {
        return Table::at_fault(0, "", What::NoHeader(source.header_row));
    }
    table
}

/// Whether each quoted field of a row ends where a field may: a mark that is forgotten swallows the rows after it, up to the next mark.
fn quotes_are_closed(row: &[u8], delimiter: u8) -> bool {
    let mut at = row
        .iter()
        .take_while(|byte| matches!(byte, b'\n' | b'\r'))
        .count();
    loop {
        let find = |at: usize, wanted: u8| {
            let rest = row.get(at..).unwrap_or_default();
            rest.iter().position(|byte| *byte == wanted)
        };
        if row.get(at) == Some(&b'"') {
            at += 1;
            loop {
                let Some(mark) = find(at, b'"') else {
                    return false;
                };
                at += mark + 1;
                if row.get(at) != Some(&b'"') {
                    break;
                }
                at += 1;
            }
            match row.get(at) {
                None | Some(b'\n' | b'\r') => return true,
                Some(byte) if *byte == delimiter => at += 1,
                Some(_) => return false,
            }
        } else {
            match find(at, delimiter) {
                Some(end) => at += end + 1,
                None => return true,
            }
        }
    }
}

/// The text without its byte order mark, or the row with the first byte that is none.
fn decode(bytes: Vec<u8>, encoding: Encoding) -> Result<String, u64> {
    let row = |before: &[u8]| before.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(row(&bytes[..at]));
    }
    match encoding {
        Encoding::Utf8 => {
            let text = String::from_utf8(bytes).map_err(|error| {
                let upto = error.utf8_error().valid_up_to();
                row(&error.as_bytes()[..upto])
            })?;
            Ok(match text.strip_prefix('\u{feff}') {
                Some(rest) => rest.to_owned(),
                None => text,
            })
        }
        Encoding::Windows1252 => Ok(encoding_rs::WINDOWS_1252
            .decode_without_bom_handling(&bytes)
            .0
            .into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forgotten_quotation_mark_is_no_text_of_many_rows() {
        let source: Source =
            toml::from_str("to = \"expenses\"\nfile = \"x.csv\"").expect("a source");
        let faults = |text: &str| {
            let table = read(text.as_bytes().to_vec(), &source);
            let faults: Vec<_> = table
                .faults
                .into_iter()
                .map(|fault| (fault.0, fault.2))
                .collect();
            (table.rows.len(), faults)
        };
        assert_eq!(
            faults("a;b\n\"x;\"\"y\"\"\";\"two\nlines\"\n5\";1\n"),
            (2, vec![])
        );
        // The second row is swallowed, and the number of fields is right all the same.
        assert_eq!(faults("a;b\n1;\"x\n2;\"y\"\n").1, [(2, What::Quote)]);
        assert_eq!(faults("a;b\n1;x\n\n2;\"y\n3;z\n").1, [(4, What::Quote)]);
    }
}
