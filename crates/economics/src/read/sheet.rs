//! A CSV file as rows of named, checked cells. Comma, semicolon or tab (as pasted from a spreadsheet,
//! where 1234,5 may stand for 1234.5), header first, rows counted as a
//! spreadsheet does (the header is row 1).

use crate::Problem;
use crate::finding::Findings;
use csv::StringRecord;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::borrow::Cow;

pub(crate) struct Sheet {
    file: &'static str,
    columns: Vec<String>,
    rows: Vec<(usize, StringRecord)>,
    /// Cells are not divided by commas, so that one may be a decimal comma.
    decimal_comma: bool,
}

/// One row while it is being read; a cell that cannot be read becomes a fault and `None`.
pub(crate) struct Row<'a> {
    sheet: &'a Sheet,
    pub(crate) number: usize,
    record: &'a StringRecord,
}

impl Sheet {
    /// `None` (and faults) if the header lacks a required column.
    pub(crate) fn parse(
        file: &'static str,
        text: &str,
        required: &[&str],
        optional: &[&str],
        findings: &mut Findings,
    ) -> Option<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let header = text.lines().next().unwrap_or_default();
        let delimiter = if header.contains('\t') {
            b'\t'
        } else if header.contains(';') && !header.contains(',') {
            b';'
        } else {
            b','
        };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            // Not the default, which counts the lines of a file with CRLF one short; the
            // carriage return goes with the blanks.
            .terminator(csv::Terminator::Any(b'\n'))
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        let mut records = Vec::new();
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, |p| p.line() as usize);
                    records.push((line, record));
                }
                Err(_) => findings.fault(file, None, "", Problem::Unreadable),
            }
        }
        if records.is_empty() {
            findings.fault(file, Some(1), "", Problem::NoHeader);
            return None;
        }
        let columns = records
            .remove(0)
            .1
            .iter()
            .map(str::to_owned)
            .collect::<Vec<_>>();
        let mut complete = true;
        for name in required {
            if !columns.iter().any(|c| c == name) {
                findings.fault(file, Some(1), name, Problem::ColumnMissing);
                complete = false;
            }
        }
        for (i, name) in columns.iter().enumerate() {
            if columns[..i].contains(name) {
                findings.fault(file, Some(1), name, Problem::ColumnTwice);
            } else if !required.contains(&name.as_str()) && !optional.contains(&name.as_str()) {
                findings.remark(
                    file,
                    Some(1),
                    name,
                    "the column is not known and is left out",
                );
            }
        }
        records.retain(|(_, r)| r.iter().any(|cell| !cell.is_empty()));
        for (line, record) in &records {
            if record.len() != columns.len() {
                let (row, header) = (record.len(), columns.len());
                findings.fault(file, Some(*line), "", Problem::Cells { row, header });
            }
        }
        complete.then_some(Self {
            file,
            columns,
            rows: records,
            decimal_comma: delimiter != b',',
        })
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(number, record)| Row {
            sheet: self,
            number: *number,
            record,
        })
    }
}

impl Row<'_> {
    /// The cell's text; empty where the column or cell is not there.
    pub(crate) fn text(&self, column: &str) -> &str {
        let at = self.sheet.columns.iter().position(|c| c == column);
        at.and_then(|i| self.record.get(i)).unwrap_or_default()
    }

    /// The cell's text as a number is written here: with a decimal point.
    fn figure(&self, column: &str) -> Cow<'_, str> {
        let text = self.text(column);
        let comma = text.matches(',').count() == 1 && !text.contains('.');
        if self.sheet.decimal_comma && comma {
            Cow::Owned(text.replace(',', "."))
        } else {
            Cow::Borrowed(text)
        }
    }

    pub(crate) fn fault(&self, column: &str, problem: impl Into<Problem>, findings: &mut Findings) {
        findings.fault(self.sheet.file, Some(self.number), column, problem);
    }

    /// Text that must be there.
    pub(crate) fn name(&self, column: &str, findings: &mut Findings) -> Option<String> {
        let text = self.text(column);
        if text.is_empty() {
            self.fault(column, Problem::Empty, findings);
            return None;
        }
        Some(text.to_owned())
    }

    /// A word out of a fixed set.
    pub(crate) fn word<T>(
        &self,
        column: &str,
        parse: impl Fn(&str) -> Option<T>,
        words: &str,
        findings: &mut Findings,
    ) -> Option<T> {
        let found = parse(self.text(column));
        if found.is_none() {
            self.fault(column, Problem::NotOneOf(words.to_owned()), findings);
        }
        found
    }

    /// A four-digit year.
    pub(crate) fn year(&self, column: &str, findings: &mut Findings) -> Option<i16> {
        let text = self.text(column);
        let year = text
            .parse::<i16>()
            .ok()
            .filter(|y| (1900..=2200).contains(y));
        if year.is_none() {
            let problem = if text.is_empty() {
                Problem::YearMissing
            } else {
                Problem::NotAYear
            };
            self.fault(column, problem, findings);
        }
        year
    }

    /// An exact amount.
    pub(crate) fn amount(&self, column: &str, findings: &mut Findings) -> Option<Decimal> {
        let amount = decimal(&self.figure(column));
        if amount.is_none() {
            self.fault(column, Problem::NotANumber, findings);
        }
        amount
    }

    /// An exact amount; an empty cell is nothing.
    pub(crate) fn amount_or_zero(&self, column: &str, findings: &mut Findings) -> Option<Decimal> {
        if self.text(column).is_empty() {
            return Some(Decimal::ZERO);
        }
        self.amount(column, findings)
    }

    /// A number.
    pub(crate) fn number(&self, column: &str, findings: &mut Findings) -> Option<f64> {
        let number = number(&self.figure(column));
        if number.is_none() {
            self.fault(column, Problem::NotANumber, findings);
        }
        number
    }

    /// A number where the cell has one: `Some(None)` for an empty cell, `None` for a fault.
    pub(crate) fn number_if_any(
        &self,
        column: &str,
        findings: &mut Findings,
    ) -> Option<Option<f64>> {
        if self.text(column).is_empty() {
            return Some(None);
        }
        self.number(column, findings).map(Some)
    }

    /// A date where the cell has one: `Some(None)` for an empty cell, `None` for a fault.
    pub(crate) fn date_if_any(
        &self,
        column: &str,
        findings: &mut Findings,
    ) -> Option<Option<Date>> {
        let text = self.text(column);
        if text.is_empty() {
            return Some(None);
        }
        let date = (text.len() == 10)
            .then(|| text.parse::<Date>().ok())
            .flatten();
        if date.is_none() {
            self.fault(column, Problem::NotADate, findings);
        }
        date.map(Some)
    }
}

/// Digits, an optional sign and an optional decimal point; nothing else is a number here.
fn is_plain(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    digits.bytes().any(|b| b.is_ascii_digit())
        && digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
}

fn decimal(text: &str) -> Option<Decimal> {
    is_plain(text)
        .then(|| text.parse::<Decimal>().ok())
        .flatten()
}

/// As `decimal`, exponents allowed: other programs write small shares so.
pub(crate) fn number(text: &str) -> Option<f64> {
    let begins = text.starts_with(|c: char| c.is_ascii_digit() || "+-.".contains(c));
    let number = begins.then(|| text.parse::<f64>().ok()).flatten();
    number.filter(|n| n.is_finite())
}
