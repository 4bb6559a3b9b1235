//! What stands in a backup before encryption: the manifest, then for each table its name and columns and its rows, then an end.
//!
//! Numbers are little-endian. `M length text`; `T name count column…` (a text is its length in 4 bytes and its bytes); `R` and a value
//! for each column; `E`. A value is `0` nothing, `1` a whole number of 8 bytes, `2` a text, `3` bytes (an id is its 16 bytes).

use std::io::{Read, Write};

use super::{BackupError, Manifest};
use crate::Value;

/// A text or value longer than this was never written: a longer one is no backup of ours.
const LONGEST: u32 = 256 * 1024 * 1024;

/// A value as it stands in a backup: yes and no are 1 and 0, an id its bytes.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Nothing,
    Int(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl From<Value> for Cell {
    fn from(value: Value) -> Self {
        match value {
            Value::Int(it) => it.map_or(Self::Nothing, Self::Int),
            Value::Text(it) => it.map_or(Self::Nothing, Self::Text),
            Value::Id(it) => it.map_or(Self::Nothing, |it| Self::Bytes(it.as_bytes().to_vec())),
            Value::Bool(it) => it.map_or(Self::Nothing, |it| Self::Int(i64::from(it))),
            Value::Bytes(it) => it.map_or(Self::Nothing, Self::Bytes),
        }
    }
}

impl Cell {
    /// About how much memory it takes.
    pub(super) fn size(&self) -> usize {
        16 + match self {
            Self::Nothing | Self::Int(_) => 0,
            Self::Text(it) => it.len(),
            Self::Bytes(it) => it.len(),
        }
    }
}

/// What comes next.
#[derive(Debug, PartialEq)]
pub(super) enum Record {
    /// A table begins.
    Table(String, Vec<String>),
    /// A row of it.
    Row(Vec<Cell>),
    /// Nothing more.
    End,
}

fn put(out: &mut impl Write, bytes: &[u8]) -> std::io::Result<()> {
    let length = u32::try_from(bytes.len()).map_err(std::io::Error::other)?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(bytes)
}

pub(super) fn write_manifest(out: &mut impl Write, manifest: &Manifest) -> std::io::Result<()> {
    out.write_all(b"M")?;
    put(out, manifest.write().as_bytes())
}

pub(super) fn write_table(
    out: &mut impl Write,
    name: &str,
    columns: &[String],
) -> std::io::Result<()> {
    out.write_all(b"T")?;
    put(out, name.as_bytes())?;
    let count = u32::try_from(columns.len()).map_err(std::io::Error::other)?;
    out.write_all(&count.to_le_bytes())?;
    columns.iter().try_for_each(|it| put(out, it.as_bytes()))
}

pub(super) fn write_row(
    out: &mut impl Write,
    cells: impl Iterator<Item = Cell>,
) -> std::io::Result<()> {
    out.write_all(b"R")?;
    for cell in cells {
        match cell {
            Cell::Nothing => out.write_all(&[0])?,
            Cell::Int(it) => {
                out.write_all(&[1])?;
                out.write_all(&it.to_le_bytes())?;
            }
            Cell::Text(it) => {
                out.write_all(&[2])?;
                put(out, it.as_bytes())?;
            }
            Cell::Bytes(it) => {
                out.write_all(&[3])?;
                put(out, &it)?;
            }
        }
    }
    Ok(())
}

pub(super) fn write_end(out: &mut impl Write) -> std::io::Result<()> {
    out.write_all(b"E")
}

fn bytes<const N: usize>(from: &mut impl Read) -> Result<[u8; N], BackupError> {
    let mut bytes = [0; N];
    from.read_exact(&mut bytes)
        .map_err(BackupError::of_reading)?;
    Ok(bytes)
}

fn taken(from: &mut impl Read) -> Result<Vec<u8>, BackupError> {
    let length = u32::from_le_bytes(bytes(from)?);
    if length > LONGEST {
        return Err(BackupError::Broken);
    }
    let mut taken = Vec::new();
    let read = from.take(u64::from(length)).read_to_end(&mut taken);
    let read = read.map_err(BackupError::of_reading)?;
    if read as u64 != u64::from(length) {
        return Err(BackupError::Broken);
    }
    Ok(taken)
}

fn text(from: &mut impl Read) -> Result<String, BackupError> {
    String::from_utf8(taken(from)?).map_err(|_| BackupError::Broken)
}

pub(super) fn read_manifest(from: &mut impl Read) -> Result<Manifest, BackupError> {
    let [b'M'] = bytes(from)? else {
        return Err(BackupError::Broken);
    };
    Manifest::read(&text(from)?).ok_or(BackupError::Broken)
}

/// The next record; `columns`: how many the table has that was begun last.
pub(super) fn read_record(from: &mut impl Read, columns: usize) -> Result<Record, BackupError> {
    match bytes(from)? {
        [b'T'] => {
            let name = text(from)?;
            let count = u32::from_le_bytes(bytes(from)?);
            if count > 1_000 {
                return Err(BackupError::Broken);
            }
            let names = (0..count).map(|_| text(from)).collect::<Result<_, _>>()?;
            Ok(Record::Table(name, names))
        }
        [b'R'] if columns > 0 => {
            let cells = (0..columns).map(|_| read_cell(from));
            Ok(Record::Row(cells.collect::<Result<_, _>>()?))
        }
        [b'E'] => {
            // Nothing follows, and only now is it known that the end is the end that was written.
            let mut more = [0];
            match from.read(&mut more).map_err(BackupError::of_reading)? {
                0 => Ok(Record::End),
                _ => Err(BackupError::Broken),
            }
        }
        _ => Err(BackupError::Broken),
    }
}

fn read_cell(from: &mut impl Read) -> Result<Cell, BackupError> {
    Ok(match bytes(from)? {
        [0] => Cell::Nothing,
        [1] => Cell::Int(i64::from_le_bytes(bytes(from)?)),
        [2] => Cell::Text(text(from)?),
        [3] => Cell::Bytes(taken(from)?),
        _ => return Err(BackupError::Broken),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cell() -> impl Strategy<Value = Cell> {
        prop_oneof![
            Just(Cell::Nothing),
            any::<i64>().prop_map(Cell::Int),
            ".{0,20}".prop_map(Cell::Text),
            proptest::collection::vec(any::<u8>(), 0..40).prop_map(Cell::Bytes),
        ]
    }

    proptest! {
        #[test]
        fn rows_come_back_as_they_went_in(rows in proptest::collection::vec([cell(), cell(), cell()], 0..12)) {
            let columns = ["a", "b", "c"].map(str::to_owned).to_vec();
            let mut out = Vec::new();
            write_table(&mut out, "thing", &columns).expect("written");
            for row in &rows {
                write_row(&mut out, row.iter().cloned()).expect("written");
            }
            write_end(&mut out).expect("written");
            let mut from = &out[..];
            prop_assert_eq!(read_record(&mut from, 0).expect("read"), Record::Table("thing".to_owned(), columns));
            for row in rows {
                prop_assert_eq!(read_record(&mut from, 3).expect("read"), Record::Row(row.to_vec()));
            }
            prop_assert_eq!(read_record(&mut from, 3).expect("read"), Record::End);
        }

        #[test]
        fn anything_else_is_refused_and_nothing_breaks(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut from = &bytes[..];
            while let Ok(record) = read_record(&mut from, 2) {
                if record == Record::End { break }
            }
            let _ = read_manifest(&mut &bytes[..]);
        }
    }
}
