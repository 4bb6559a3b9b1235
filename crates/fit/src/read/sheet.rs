//! A CSV file, row by row: comma or semicolon, header first, columns in any order.

use super::{Faults, ReadFailure};
use csv::{ByteRecord, Reader, ReaderBuilder, Terminator};
use std::io::{BufRead, BufReader, Read};

/// A row's number, its cells, and the cell of the column that may be left out.
pub(super) type Row<'a, const N: usize> = (u32, [&'a [u8]; N], &'a [u8]);

/// The columns of the file by their place in `names`.
pub(super) struct Sheet<R, const N: usize> {
    file: &'static str,
    reader: Reader<BufReader<R>>,
    at: [usize; N],
    extra: Option<usize>,
    width: usize,
    record: ByteRecord,
}

impl<R: Read, const N: usize> Sheet<R, N> {
    /// Reads the header; `None` (and faults) if a column is missing or stands twice.
    pub(super) fn open(
        file: &'static str,
        input: R,
        names: [&str; N],
        extra: Option<&str>,
        faults: &mut Faults,
    ) -> Result<Option<Self>, ReadFailure> {
        let unreadable = |source| ReadFailure::Unreadable { file, source };
        let mut input = BufReader::with_capacity(1 << 17, input);
        let head = input.fill_buf().map_err(unreadable)?;
        let has_mark = head.starts_with(b"\xef\xbb\xbf");
        let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
        let delimiter = if line.contains(&b';') && !line.contains(&b',') {
            b';'
        } else {
            b','
        };
        if has_mark {
            input.consume(3);
        }
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .flexible(true)
            .has_headers(false)
            // Not the default, which counts the lines of a file with CRLF one short; the
            // carriage return goes with the blanks that each cell is freed of.
            .terminator(Terminator::Any(b'\n'))
            .buffer_capacity(1 << 17)
            .from_reader(input);
        let mut header = ByteRecord::new();
        reader
            .read_byte_record(&mut header)
            .map_err(|e| unreadable(e.into()))?;
        let mut at = [0; N];
        let mut complete = true;
        for (place, name) in at.iter_mut().zip(names) {
            let mut found = header
                .iter()
                .enumerate()
                .filter(|(_, c)| c.trim_ascii() == name.as_bytes());
            match (found.next(), found.next()) {
                (Some((i, _)), None) => *place = i,
                (None, _) => {
                    faults.add(file, 1, name, "the column is missing");
                    complete = false;
                }
                (Some(_), Some(_)) => {
                    faults.add(file, 1, name, "the column stands twice");
                    complete = false;
                }
            }
        }
        let known = |c: &[u8]| names.iter().chain(&extra).any(|n| n.as_bytes() == c);
        for column in header.iter().map(<[u8]>::trim_ascii).filter(|c| !known(c)) {
            let column = String::from_utf8_lossy(column);
            faults.remark(file, &column, "the column is not known and is left out");
        }
        let width = header.len();
        Ok(complete.then(|| Self {
            file,
            reader,
            at,
            extra: extra.and_then(|name| {
                let is_it = |cell: &[u8]| cell.trim_ascii() == name.as_bytes();
                header.iter().position(is_it)
            }),
            width,
            record: ByteRecord::new(),
        }))
    }

    /// The next row: its number and cells. Rows without any text are passed over, rows with more or
    /// fewer cells than the header are faults.
    pub(super) fn next(&mut self, faults: &mut Faults) -> Result<Option<Row<'_, N>>, ReadFailure> {
        let file = self.file;
        loop {
            let read = self.reader.read_byte_record(&mut self.record);
            if !read.map_err(|e| ReadFailure::Unreadable {
                file,
                source: e.into(),
            })? {
                return Ok(None);
            }
            let row = self.record.position().map_or(0, |p| p.line() as u32);
            if self.record.len() == self.width {
                if self.record.iter().any(|cell| !cell.trim_ascii().is_empty()) {
                    break;
                }
            } else if self.record.iter().any(|cell| !cell.trim_ascii().is_empty()) {
                faults.add(file, row, "", "has more or fewer cells than the header");
            }
        }
        let row = self.record.position().map_or(0, |p| p.line() as u32);
        let cell = |i: usize| self.record[i].trim_ascii();
        Ok(Some((row, self.at.map(cell), self.extra.map_or(&[], cell))))
    }
}
