//! A result table: its name, its columns and its rows as text, ready for a file or a page.

use std::borrow::Cow;

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
            let cells = row.iter().map(|cell| quoted(&harmless(cell)));
            let cells = cells.collect::<Vec<_>>();
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

/// A cell that no spreadsheet takes for a formula: words that begin like one get an apostrophe before them, numbers stay.
pub fn harmless(cell: &str) -> Cow<'_, str> {
    let is_of_a_number = |sign: char| sign.is_ascii_digit() || ".,e-% \u{a0}".contains(sign);
    let is_like_one = match cell.strip_prefix(['+', '-']) {
        Some(rest) => !rest.chars().all(is_of_a_number),
        None => cell.starts_with(['=', '@', '\t', '\r']),
    };
    if is_like_one {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

pub(crate) fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_file_is_a_formula() {
        let table = ResultTable {
            name: "prices",
            columns: &["price_id", "value"],
            note: "",
            rows: [
                "=HYPERLINK(\"x\",\"y\")",
                "+1+1",
                "-1+1",
                "@SUM(A1)",
                "\t=1",
                "-1.234,5 %",
                "børnehave",
            ]
            .map(|word| vec![word.to_owned(), "-1e-3".to_owned()])
            .into(),
        };
        let expected = "price_id,value\n\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\",-1e-3\n'+1+1,-1e-3\n'-1+1,-1e-3\n'@SUM(A1),-1e-3\n\
                        '\t=1,-1e-3\n\"-1.234,5 %\",-1e-3\nbørnehave,-1e-3\n";
        assert_eq!(table.to_csv(), expected);
    }
}
