//! Workbooks: xlsx, xls, xlsb and ods.

use std::io::Cursor;

use calamine::{Data, ExcelDateTime, Reader, open_workbook_auto_from_rs};
use helhed_evaluation::calendar::Day;

use crate::fault::What;
use crate::profile::Source;
use crate::table::{MOST_COLUMNS, Raw, Table};

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
    let range = workbook
        .worksheet_range(&name)
        .map_err(|_| What::Workbook)?;
    let first = range.start().map_or(1, |(row, _)| u64::from(row) + 1);
    // A sheet that begins right of column A has its values where its header is.
    Ok((first, range.rows().map(<[Data]>::to_vec).collect()))
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
