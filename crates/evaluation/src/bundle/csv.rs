//! CSV in blocks of whole lines, so that several threads can take the rows of one file.
//!
//! A quoted field ends on its line: every line is then a row, a block can be split anywhere at a line end and one stray quotation
//! mark spoils one row instead of the rest of the file.

use std::fs::File;
use std::io::Read;

use super::fault::Problem;
use super::value::{Row, Value};

/// Bytes read at a time.
const BLOCK: usize = 2 << 20;
/// The longest line accepted; ten thousand columns fit many times over.
pub(crate) const LONGEST_LINE: usize = 1 << 20;

/// Some whole lines of a file and the row number of the first.
pub(crate) struct Block {
    pub(crate) first_row: u64,
    pub(crate) lines: Vec<u8>,
}

/// Hands out a file block by block.
pub(crate) struct BlockSource {
    file: File,
    rest: Vec<u8>,
    next_row: u64,
    done: bool,
    /// The last line has no end.
    pub(crate) without_line_end: bool,
}

/// Why no further block came.
#[derive(Debug)]
pub(crate) enum BlockFault {
    Io(std::io::Error),
    LineTooLong(u64),
}

impl BlockSource {
    pub(crate) fn new(file: File) -> BlockSource {
        BlockSource {
            file,
            rest: Vec::new(),
            next_row: 1,
            done: false,
            without_line_end: false,
        }
    }

    /// The next block, or nothing at the end of the file.
    pub(crate) fn next_block(&mut self) -> Result<Option<Block>, BlockFault> {
        if self.done {
            return Ok(None);
        }
        let mut lines = std::mem::take(&mut self.rest);
        loop {
            let had = lines.len();
            lines.reserve(BLOCK);
            let read = (&mut self.file)
                .take(BLOCK as u64)
                .read_to_end(&mut lines)
                .map_err(BlockFault::Io)?;
            if read == 0 {
                self.done = true;
                self.without_line_end = !lines.is_empty();
                break;
            }
            if let Some(end) = memchr::memrchr(b'\n', &lines[had..]) {
                self.rest = lines.split_off(had + end + 1);
                break;
            }
            if lines.len() > LONGEST_LINE {
                self.done = true;
                return Err(BlockFault::LineTooLong(self.next_row));
            }
        }
        let first_row = self.next_row;
        self.next_row += memchr::memchr_iter(b'\n', &lines).count() as u64;
        Ok((!lines.is_empty()).then_some(Block { first_row, lines }))
    }
}

/// Takes the first line off a block, without its line end and byte order mark.
pub(crate) fn take_header(block: &mut Block) -> Vec<u8> {
    let end = memchr::memchr(b'\n', &block.lines);
    let mut line: Vec<u8> = block
        .lines
        .drain(..end.map_or(block.lines.len(), |e| e + 1))
        .collect();
    block.first_row += 1;
    while matches!(line.last(), Some(b'\n' | b'\r')) {
        line.pop();
    }
    if line.starts_with(b"\xEF\xBB\xBF") {
        line.drain(..3);
    }
    line
}

/// Comma or semicolon, whichever the header has more of.
pub(crate) fn delimiter(header: &[u8]) -> u8 {
    let count = |byte| memchr::memchr_iter(byte, header).count();
    if count(b';') > count(b',') {
        b';'
    } else {
        b','
    }
}

/// How the wanted columns lie in a file.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    pub(crate) delimiter: u8,
    pub(crate) header: Vec<u8>,
    /// For each field of a line the wanted column it fills.
    pub(crate) slots: Vec<Option<usize>>,
    pub(crate) wanted: usize,
}

/// The wanted fields of one line.
pub(crate) struct CsvRow<'a> {
    fields: Vec<&'a [u8]>,
}

impl Row for CsvRow<'_> {
    #[inline]
    fn value(&self, column: usize) -> Value<'_> {
        match self.fields[column] {
            b"" => Value::Empty,
            text => Value::Text(text),
        }
    }
}

/// Calls `each` with every row of a block and its number, or with what is wrong with the line.
pub(crate) fn each_row(
    block: &Block,
    layout: &Layout,
    mut each: impl FnMut(u64, Result<&CsvRow<'_>, Problem>),
) {
    let mut unquoted: Vec<Vec<u8>> = vec![Vec::new(); layout.slots.len()];
    let text =
        std::str::from_utf8(&block.lines).is_ok() && memchr::memchr(0, &block.lines).is_none();
    let quotes = memchr::memchr(b'"', &block.lines).is_some();
    let mut row = CsvRow {
        fields: vec![&[][..]; layout.wanted],
    };
    let mut start = 0;
    let mut number = block.first_row;
    while start < block.lines.len() {
        let end =
            memchr::memchr(b'\n', &block.lines[start..]).map_or(block.lines.len(), |e| start + e);
        let mut line = &block.lines[start..end];
        start = end + 1;
        if let [rest @ .., b'\r'] = line {
            line = rest;
        }
        let this = number;
        number += 1;
        if line.is_empty() {
            continue;
        }
        if !text && (std::str::from_utf8(line).is_err() || line.contains(&0)) {
            each(this, Err(Problem::NotText));
        } else if line.len() > LONGEST_LINE {
            each(this, Err(Problem::LineTooLong(LONGEST_LINE)));
        } else if line == layout.header {
            each(this, Err(Problem::RepeatedHeader));
        } else if quotes && memchr::memchr(b'"', line).is_some() {
            match unquote(line, layout, &mut unquoted) {
                Ok(()) => {
                    let mut row = CsvRow {
                        fields: vec![&[][..]; layout.wanted],
                    };
                    for (slot, field) in layout.slots.iter().zip(&unquoted) {
                        if let Some(slot) = slot {
                            row.fields[*slot] = field;
                        }
                    }
                    each(this, Ok(&row));
                }
                Err(problem) => each(this, Err(problem)),
            }
        } else {
            match split(line, layout, &mut row.fields) {
                Ok(()) => each(this, Ok(&row)),
                Err(problem) => each(this, Err(problem)),
            }
        }
    }
}

#[inline]
fn split<'a>(line: &'a [u8], layout: &Layout, fields: &mut [&'a [u8]]) -> Result<(), Problem> {
    let mut found = 0;
    let mut start = 0;
    let mut put = |field: &'a [u8]| {
        if let Some(Some(slot)) = layout.slots.get(found) {
            fields[*slot] = field;
        }
        found += 1;
    };
    // Fields are a handful of bytes: a plain loop beats a search that starts anew for each.
    for (at, byte) in line.iter().enumerate() {
        if *byte == layout.delimiter {
            put(&line[start..at]);
            start = at + 1;
        }
    }
    put(&line[start..]);
    let expected = layout.slots.len();
    if found == expected {
        Ok(())
    } else {
        Err(Problem::FieldCount { found, expected })
    }
}

/// Splits a line that has quotation marks (RFC 4180, a doubled mark is one mark) into owned fields.
fn unquote(line: &[u8], layout: &Layout, fields: &mut [Vec<u8>]) -> Result<(), Problem> {
    let expected = fields.len();
    let mut found = 0;
    let mut at = 0;
    loop {
        let mut spare = Vec::new();
        let field = fields.get_mut(found).unwrap_or(&mut spare);
        field.clear();
        if line.get(at) == Some(&b'"') {
            at += 1;
            loop {
                let close = at + memchr::memchr(b'"', &line[at..]).ok_or(Problem::Quote)?;
                field.extend_from_slice(&line[at..close]);
                at = close + 1;
                if line.get(at) != Some(&b'"') {
                    break;
                }
                field.push(b'"');
                at += 1;
            }
            if at < line.len() && line[at] != layout.delimiter {
                return Err(Problem::Quote);
            }
        } else {
            let end = memchr::memchr(layout.delimiter, &line[at..]).map_or(line.len(), |e| at + e);
            if line[at..end].contains(&b'"') {
                return Err(Problem::Quote);
            }
            field.extend_from_slice(&line[at..end]);
            at = end;
        }
        found += 1;
        if at >= line.len() {
            return if found == expected {
                Ok(())
            } else {
                Err(Problem::FieldCount { found, expected })
            };
        }
        at += 1;
    }
}

/// The column names of a header line, or what is wrong with it.
pub(crate) fn header_names(header: &[u8], delimiter: u8) -> Result<Vec<String>, Problem> {
    let text = std::str::from_utf8(header).map_err(|_| Problem::NotText)?;
    if header.contains(&0) {
        return Err(Problem::NotText);
    }
    let name = |field: &str| {
        let field = field.trim();
        field
            .strip_prefix('"')
            .and_then(|f| f.strip_suffix('"'))
            .unwrap_or(field)
            .to_owned()
    };
    Ok(text.split(char::from(delimiter)).map(name).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &[u8]) -> Vec<(u64, Result<Vec<String>, Problem>)> {
        let layout = Layout {
            delimiter: b',',
            header: b"a,b".to_vec(),
            slots: vec![Some(1), Some(0)],
            wanted: 2,
        };
        let block = Block {
            first_row: 2,
            lines: text.to_vec(),
        };
        let mut rows = Vec::new();
        each_row(&block, &layout, |number, row| {
            let fields = |row: &CsvRow<'_>| {
                row.fields
                    .iter()
                    .map(|f| String::from_utf8_lossy(f).into_owned())
                    .collect()
            };
            rows.push((number, row.map(fields)));
        });
        rows
    }

    #[test]
    fn lines_become_rows_in_the_wanted_order() {
        let ok = |a: &str, b: &str| Ok(vec![b.to_owned(), a.to_owned()]);
        assert_eq!(
            rows(b"1,2\r\n\n3,\n"),
            vec![(2, ok("1", "2")), (4, ok("3", ""))]
        );
        assert_eq!(
            rows(b"\"1,5\",\"say \"\"x\"\"\"\n,\"\""),
            vec![(2, ok("1,5", "say \"x\"")), (3, ok("", ""))]
        );
    }

    #[test]
    fn bad_lines_spoil_only_themselves() {
        assert_eq!(
            rows(b"1\n")[0].1,
            Err(Problem::FieldCount {
                found: 1,
                expected: 2
            })
        );
        assert_eq!(
            rows(b"1,2,\n")[0].1,
            Err(Problem::FieldCount {
                found: 3,
                expected: 2
            })
        );
        assert_eq!(
            rows(b"\"1\",\"2\",\"\"\n")[0].1,
            Err(Problem::FieldCount {
                found: 3,
                expected: 2
            })
        );
        assert_eq!(rows(b"\"1,2\n3,4\n")[0].1, Err(Problem::Quote));
        assert_eq!(rows(b"1\"x,2\n")[0].1, Err(Problem::Quote));
        assert_eq!(rows(b"a,b\n")[0].1, Err(Problem::RepeatedHeader));
        assert_eq!(
            rows(b"\xff,2\n1,2\n")
                .iter()
                .filter(|r| r.1.is_ok())
                .count(),
            1
        );
        let bomb = vec![b'"'; 100_000];
        assert_eq!(rows(&bomb).len(), 1);
    }
}
