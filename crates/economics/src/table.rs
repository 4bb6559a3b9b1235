//! A result table: its name, its columns and its rows as text, ready for a file or a page.

/// One table of results. Numbers are written so that they read back to the same bits; amounts that
/// were exact stay exact; a missing value is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultTable {
    /// File name without ending.
    pub name: &'static str,
    /// Column names in order.
    pub columns: &'static [&'static str],
    /// What the table tells, its units and its rule, in a sentence or two.
    pub note: &'static str,
    /// Rows of as many cells as columns.
    pub rows: Vec<Vec<String>>,
}

impl ResultTable {
    /// The table as CSV with a header line.
    pub fn to_csv(&self) -> String {
        let mut text = self.columns.join(",");
        text.push('\n');
        for row in &self.rows {
            let cells = row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>();
            text.push_str(&cells.join(","));
            text.push('\n');
        }
        text
    }

    /// The cell of the row that begins with `key`, in a column.
    pub fn cell(&self, key: &[&str], column: &str) -> Option<&str> {
        let at = self.columns.iter().position(|name| *name == column)?;
        let begins = |row: &&Vec<String>| row.iter().zip(key).all(|(cell, word)| cell == word);
        Some(self.rows.iter().find(begins)?.get(at)?.as_str())
    }
}

/// The shortest decimal that reads back to the same bits; no minus on zero.
pub(crate) fn real(value: f64) -> String {
    if value == 0.0 {
        "0".to_owned()
    } else {
        value.to_string()
    }
}

pub(crate) fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}
