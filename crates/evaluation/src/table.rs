//! A table of results and how its cells are written.

use std::cmp::Ordering;
use std::fmt::Write as _;

use serde::ser::{Serialize, SerializeSeq, SerializeStruct, Serializer};

/// What a table is: its name, where the report has it, its columns and what a reader must know.
#[derive(Debug, PartialEq, Eq)]
pub struct Spec {
    /// File name without ending.
    pub name: &'static str,
    /// The table or figure of the published evaluation.
    pub report: &'static str,
    /// Column names in order.
    pub columns: &'static [&'static str],
    /// Rules and units in a sentence or two.
    pub note: &'static str,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// A word, a month or an account.
    Text(String),
    /// A count or a month t.
    Whole(i64),
    /// A share, mean or interval end.
    Number(f64),
    /// An amount in øre, written in kroner with two decimals.
    Ore(i128),
    /// Too little data to tell.
    Missing,
}

/// A table with its rows sorted by the columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What the table is.
    pub spec: &'static Spec,
    /// Rows of as many cells as columns.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// Sorts rows into a table.
    pub fn new(spec: &'static Spec, mut rows: Vec<Vec<Cell>>) -> Table {
        debug_assert!(
            rows.iter().all(|row| row.len() == spec.columns.len()),
            "{}",
            spec.name
        );
        rows.sort_by(|a, b| {
            let cells = a.iter().zip(b);
            cells
                .map(|(a, b)| a.order(b))
                .find(|order| order.is_ne())
                .unwrap_or(Ordering::Equal)
        });
        Table { spec, rows }
    }

    /// The table as CSV with a header line.
    pub fn to_csv(&self) -> String {
        let mut csv = self.spec.columns.join(",");
        csv.push('\n');
        for row in &self.rows {
            for (at, cell) in row.iter().enumerate() {
                if at > 0 {
                    csv.push(',');
                }
                cell.write(&mut csv);
            }
            csv.push('\n');
        }
        csv
    }

    /// The cell of a row that starts with these words, for looking results up.
    pub fn cell(&self, key: &[&str], column: &str) -> Option<&Cell> {
        let at = self.spec.columns.iter().position(|name| *name == column)?;
        let row = self.rows.iter().find(|row| {
            key.iter()
                .zip(row.iter())
                .all(|(word, cell)| cell.to_string() == *word)
        })?;
        row.get(at)
    }
}

impl Cell {
    /// A word.
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    /// A count.
    pub fn count(count: u64) -> Cell {
        Cell::Whole(count as i64)
    }

    /// A quotient, missing when nothing is divided by.
    pub fn quotient(numerator: f64, denominator: u64) -> Cell {
        if denominator == 0 {
            Cell::Missing
        } else {
            Cell::Number(numerator / denominator as f64)
        }
    }

    /// The number in the cell, if it holds one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Cell::Whole(whole) => Some(*whole as f64),
            Cell::Number(number) => Some(*number),
            Cell::Ore(ore) => Some(*ore as f64 / 100.0),
            Cell::Text(_) | Cell::Missing => None,
        }
    }

    fn order(&self, other: &Cell) -> Ordering {
        match (self, other) {
            (Cell::Text(a), Cell::Text(b)) => a.cmp(b),
            (Cell::Whole(a), Cell::Whole(b)) => a.cmp(b),
            (Cell::Ore(a), Cell::Ore(b)) => a.cmp(b),
            (Cell::Missing, Cell::Missing) => Ordering::Equal,
            (Cell::Missing, _) => Ordering::Less,
            (_, Cell::Missing) => Ordering::Greater,
            (a, b) => a
                .number()
                .unwrap_or(f64::INFINITY)
                .total_cmp(&b.number().unwrap_or(f64::INFINITY)),
        }
    }

    fn write(&self, csv: &mut String) {
        match self {
            Cell::Text(text) if text.contains([',', '"', '\n', '\r']) => {
                let _ = write!(csv, "\"{}\"", text.replace('"', "\"\""));
            }
            Cell::Text(text) => csv.push_str(text),
            Cell::Whole(whole) => {
                let _ = write!(csv, "{whole}");
            }
            // Rust writes the shortest digits that read back to the same bits. Zero has one sign here.
            Cell::Number(number) => {
                let _ = write!(csv, "{}", number + 0.0);
            }
            Cell::Ore(ore) => {
                let sign = if *ore < 0 { "-" } else { "" };
                let ore = ore.unsigned_abs();
                let _ = write!(csv, "{sign}{}.{:02}", ore / 100, ore % 100);
            }
            Cell::Missing => {}
        }
    }
}

impl From<Option<f64>> for Cell {
    fn from(number: Option<f64>) -> Cell {
        number.map_or(Cell::Missing, Cell::Number)
    }
}

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut text = String::new();
        self.write(&mut text);
        f.write_str(&text)
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Whole(whole) => serializer.serialize_i64(*whole),
            Cell::Number(number) => serializer.serialize_f64(number + 0.0),
            Cell::Ore(ore) => serializer.serialize_f64(*ore as f64 / 100.0),
            Cell::Missing => serializer.serialize_none(),
        }
    }
}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Rows<'a>(&'a [Vec<Cell>]);
        impl Serialize for Rows<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut rows = serializer.serialize_seq(Some(self.0.len()))?;
                for row in self.0 {
                    rows.serialize_element(row)?;
                }
                rows.end()
            }
        }
        let mut table = serializer.serialize_struct("Table", 4)?;
        table.serialize_field("report", self.spec.report)?;
        table.serialize_field("note", self.spec.note)?;
        table.serialize_field("columns", self.spec.columns)?;
        table.serialize_field("rows", &Rows(&self.rows))?;
        table.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static SPEC: Spec = Spec {
        name: "t",
        report: "",
        columns: &["account", "t", "total", "share"],
        note: "",
    };

    #[test]
    fn cells_are_written_so_that_they_read_back() {
        let row = |account: &str, t, ore, share| {
            vec![
                Cell::text(account),
                Cell::Whole(t),
                Cell::Ore(ore),
                Cell::from(share),
            ]
        };
        let table = Table::new(
            &SPEC,
            vec![
                row("b", 1, -5, None),
                row("a, \"x\"", 10, 12_345, Some(0.1 + 0.2)),
                row("a, \"x\"", -2, 0, Some(-0.0)),
            ],
        );
        assert_eq!(
            table.to_csv(),
            "account,t,total,share\n\"a, \"\"x\"\"\",-2,0.00,0\n\"a, \"\"x\"\"\",10,123.45,0.30000000000000004\nb,1,-0.05,\n"
        );
        assert_eq!("0.30000000000000004".parse(), Ok(0.1 + 0.2));
        assert_eq!(table.cell(&["b"], "total"), Some(&Cell::Ore(-5)));
    }
}
