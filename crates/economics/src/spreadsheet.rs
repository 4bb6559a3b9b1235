//! Spreadsheets (xlsx, xls, ods) as the CSV text that the readers take, so that a price book can be
//! kept where people keep it.

use crate::table::quoted;
use calamine::{Data, ExcelDateTime, Range, Reader, open_workbook_auto_from_rs};
use std::io::Cursor;

/// The most cells that are read: far above any price book, far below what fills the memory.
const MOST_CELLS: usize = 2_000_000;

/// Why a spreadsheet could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SpreadsheetError {
    /// The bytes are no spreadsheet of a kind that is known here.
    #[error("is not a spreadsheet (xlsx, xls or ods)")]
    NotASpreadsheet,
    /// No sheet has the column asked for in its first row.
    #[error("has no sheet with the column {0} in its first row")]
    NoSuchColumn(&'static str),
    /// More than can be a table of ours.
    #[error("is larger than any table of this kind")]
    TooLarge,
}

/// The first sheet whose first row has `column`, as CSV with commas. Rows keep their numbers: an
/// empty row stays.
///
/// # Errors
/// [`SpreadsheetError`]; what is wrong inside the table is told by whoever reads the CSV.
pub fn as_csv(bytes: &[u8], column: &'static str) -> Result<String, SpreadsheetError> {
    let mut book = open_workbook_auto_from_rs(Cursor::new(bytes))
        .map_err(|_| SpreadsheetError::NotASpreadsheet)?;
    for name in book.sheet_names() {
        let Ok(range) = book.worksheet_range(&name) else {
            continue;
        };
        if range.get_size().0.saturating_mul(range.get_size().1) > MOST_CELLS {
            return Err(SpreadsheetError::TooLarge);
        }
        let has = |row: &[Data]| row.iter().any(|cell| text(cell).trim() == column);
        if range.rows().next().is_some_and(has) {
            return Ok(csv(&range));
        }
    }
    Err(SpreadsheetError::NoSuchColumn(column))
}

fn csv(range: &Range<Data>) -> String {
    let mut out = String::new();
    for row in range.rows() {
        let cells = row.iter().map(|cell| quoted(&text(cell)));
        out.push_str(&cells.collect::<Vec<_>>().join(","));
        out.push('\n');
    }
    out
}

/// A cell as it is written in a CSV file: numbers with a point, dates as YYYY-MM-DD.
fn text(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.replace(['\r', '\n'], " "),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Data::DateTime(moment) => day(moment),
        Data::DateTimeIso(moment) => moment.chars().take(10).collect(),
        // Told as no number and no date by whoever reads it.
        other => other.to_string(),
    }
}

fn day(moment: &ExcelDateTime) -> String {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PriceBook;

    const XLSX: &[u8] = include_bytes!("../data/test/price_book.xlsx");
    const ODS: &[u8] = include_bytes!("../data/test/price_book.ods");

    #[test]
    fn both_kinds_of_spreadsheet_hold_the_same_price_book() {
        let csv = as_csv(XLSX, "price_id").expect("a price book");
        let book = PriceBook::read(&csv).expect("sound");
        assert_eq!(book.rows().len(), 2);
        let row = &book.rows()[1];
        assert_eq!(row.per_payer[0].to_string(), "812500.5");
        assert_eq!(
            row.valid_from.map(|day| day.to_string()),
            Some("2026-01-01".to_owned())
        );
        assert_eq!(row.source, "own accounts, 2025");
        let ods = as_csv(ODS, "price_id").expect("a price book");
        assert_eq!(PriceBook::read(&ods).expect("sound"), book);
    }

    #[test]
    fn what_is_no_price_book_is_told() {
        assert_eq!(
            as_csv(b"price_id,area", "price_id"),
            Err(SpreadsheetError::NotASpreadsheet)
        );
        assert_eq!(
            as_csv(XLSX, "effect_id"),
            Err(SpreadsheetError::NoSuchColumn("effect_id"))
        );
    }
}
