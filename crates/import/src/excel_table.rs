//! Workbooks: xlsx, xls, xlsb and ods.

use std::io::{Cursor, Read, Seek};

use calamine::{Data, ExcelDateTime, Reader, Sheets, open_workbook_auto_from_rs};
use helhed_evaluation::calendar::Day;

use crate::fault::What;
use crate::profile::Source;
use crate::table::{MOST_COLUMNS, Raw, Table};

/// The most cells between the first and the last of a sheet, empty ones counted: a million rows of sixty columns.
const MOST_CELLS: u64 = 1 << 26;

pub(crate) fn read(bytes: Vec<u8>, source: &Source) -> Table {
    // A damaged workbook can trip assertions of its reader: that is the file's fault, not ours.
    let read = std::panic::catch_unwind(|| rows(bytes, source.sheet.as_deref()));
    let (first_row, range) = match read {
        Ok(Ok(range)) => range,
        Ok(Err(what)) => return Table::at_fault(0, "", what),
        Err(_) => return Table::at_fault(0, "", What::Workbook),
    };
    let mut table = Table::default();
    for (at, cells) in range.into_iter().enumerate() {
        let number = first_row + at as u64;
        if number < source.header_row {
            continue;
        }
        if cells.len() > MOST_COLUMNS {
            return Table::at_fault(number, "", What::TooManyColumns(MOST_COLUMNS));
        }
        let row: Vec<Raw> = cells.iter().map(raw).collect();
        if table.header.is_empty() {
            table.header = row
                .iter()
                .map(|value| match value {
                    Raw::Text(text) => text.clone(),
                    Raw::Number(number) => number.to_string(),
                    Raw::Day(day) => day.to_string(),
                    Raw::Other => String::new(),
                })
                .collect();
        } else {
            table.take(number, row);
        }
    }
    if table.header.is_empty() {
        return Table::at_fault(0, "", What::NoHeader(source.header_row));
    }
    table
}

/// The sheet's cells and the number of its first row.
fn rows(bytes: Vec<u8>, sheet: Option<&str>) -> Result<(u64, Vec<Vec<Data>>), What> {
    let mut workbook =
        open_workbook_auto_from_rs(Cursor::new(bytes)).map_err(|_| What::Workbook)?;
    let names = workbook.sheet_names();
    let name = match sheet {
        Some(name) if names.iter().any(|known| known == name) => name.to_owned(),
        Some(_) => return Err(What::NoSheet(names.join(", "))),
        None => names.first().ok_or(What::Workbook)?.clone(),
    };
    let (last_row, last_column) = last_cell(&mut workbook, &name).ok_or(What::Workbook)?;
    if last_column as usize >= MOST_COLUMNS {
        return Err(What::TooManyColumns(MOST_COLUMNS));
    }
    if (u64::from(last_row) + 1) * (u64::from(last_column) + 1) > MOST_CELLS {
        return Err(What::TooManyCells(MOST_CELLS));
    }
    let range = workbook
        .worksheet_range(&name)
        .map_err(|_| What::Workbook)?;
    let first = range.start().map_or(1, |(row, _)| u64::from(row) + 1);
    // A sheet that begins right of column A has its values where its header is.
    Ok((first, range.rows().map(<[Data]>::to_vec).collect()))
}

/// The last row and column of a sheet that have something, from 0. The reader of whole sheets makes room for every cell between the first
/// and the last: one forgotten cell in the far corner would be half a terabyte. The other two formats have no such corner.
fn last_cell<R: Read + Seek>(workbook: &mut Sheets<R>, name: &str) -> Option<(u32, u32)> {
    let mut last = (0, 0);
    let mut take = |(row, column): (u32, u32)| last = (last.0.max(row), last.1.max(column));
    match workbook {
        Sheets::Xlsx(book) => {
            let mut cells = book.worksheet_cells_reader(name).ok()?;
            while let Some(cell) = cells.next_cell().ok()? {
                take(cell.get_position());
            }
        }
        Sheets::Xlsb(book) => {
            let mut cells = book.worksheet_cells_reader(name).ok()?;
            while let Some(cell) = cells.next_cell().ok()? {
                take(cell.get_position());
            }
        }
        Sheets::Xls(_) | Sheets::Ods(_) => {}
    }
    Some(last)
}

fn raw(cell: &Data) -> Raw {
    match cell {
        Data::Empty => Raw::Text(String::new()),
        Data::String(text) => Raw::Text(text.trim().replace(['\n', '\r'], " ")),
        Data::Int(number) => Raw::Number(*number as f64),
        Data::Float(number) => Raw::Number(*number),
        Data::DateTime(moment) if moment.is_datetime() => day(moment).map_or(Raw::Other, Raw::Day),
        Data::DateTimeIso(text) => text
            .get(..10)
            .and_then(|day| Day::parse(day.as_bytes()).ok())
            .map_or(Raw::Other, Raw::Day),
        Data::DateTime(_) | Data::DurationIso(_) | Data::Bool(_) | Data::Error(_) => Raw::Other,
    }
}

fn day(moment: &ExcelDateTime) -> Option<Day> {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    Day::from_ymd(i32::from(year), u32::from(month), u32::from(day))
}
