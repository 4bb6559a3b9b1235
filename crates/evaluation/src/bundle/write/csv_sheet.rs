//! A file of a bundle as CSV.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};

use super::Field;
use crate::bundle::contract::FileSpec;

pub(super) struct CsvSheet {
    file: BufWriter<File>,
    line: String,
}

impl CsvSheet {
    pub(super) fn new(file: File, spec: &FileSpec) -> io::Result<CsvSheet> {
        let mut file = BufWriter::with_capacity(1 << 16, file);
        let names: Vec<_> = spec.columns.iter().map(|column| column.name).collect();
        writeln!(file, "{}", names.join(","))?;
        let line = String::new();
        Ok(CsvSheet { file, line })
    }

    pub(super) fn row(&mut self, fields: &[Field<'_>]) -> io::Result<()> {
        self.line.clear();
        for (at, field) in fields.iter().enumerate() {
            if at > 0 {
                self.line.push(',');
            }
            put(&mut self.line, *field)?;
        }
        self.line.push('\n');
        self.file.write_all(self.line.as_bytes())
    }

    pub(super) fn close(mut self) -> io::Result<()> {
        self.file.flush()?;
        self.file.get_ref().sync_all()
    }
}

fn put(line: &mut String, field: Field<'_>) -> io::Result<()> {
    use std::fmt::Write as _;
    let written = match field {
        Field::Empty => Ok(()),
        Field::Text(text) => return put_text(line, text),
        Field::Day(day) => write!(line, "{day}"),
        Field::Month(month) => write!(line, "{month}"),
        Field::Ore(ore) => {
            let sign = if ore < 0 { "-" } else { "" };
            let (kroner, rest) = (ore.unsigned_abs() / 100, ore.unsigned_abs() % 100);
            write!(line, "{sign}{kroner}.{rest:02}")
        }
        Field::Number(number) => write!(line, "{number}"),
        Field::Whole(whole) => write!(line, "{whole}"),
    };
    written.map_err(io::Error::other)
}

fn put_text(line: &mut String, text: &str) -> io::Result<()> {
    if text.contains(['\n', '\r', '\0']) {
        let what = "a text with a line end cannot stand in a bundle";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, what));
    }
    if text.contains([',', ';', '"']) || text.starts_with(' ') || text.ends_with(' ') {
        line.push('"');
        line.push_str(&text.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(text);
    }
    Ok(())
}
