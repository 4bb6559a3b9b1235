//! Dated maps: what a code of the extract is in the bundle, from a first to a last day.
//!
//! A CSV file `code, becomes, valid_from, valid_to` (comma or semicolon). A code that ends in `*` stands for all that begin so; the longest
//! that fits decides. An empty `becomes` means that such rows are not imported. Dates are `YYYY-MM-DD`, or a year for the whole of it.

use std::path::Path;

use helhed_evaluation::calendar::{Day, FIRST_YEAR, LAST_YEAR};

use crate::fault::{Faults, ImportError, ImportFault, What};

/// A dated map.
#[derive(Clone, Debug)]
pub(crate) struct CodeMap {
    rows: Vec<Row>,
}

#[derive(Clone, Debug)]
struct Row {
    code: String,
    prefix: bool,
    becomes: String,
    from: Day,
    to: Day,
}

const COLUMNS: [&str; 4] = ["code", "becomes", "valid_from", "valid_to"];

impl CodeMap {
    /// Reads a map that lies beside the profile.
    pub(crate) fn read(
        folder: &Path,
        name: &str,
        faults: &mut Faults,
    ) -> Result<CodeMap, ImportError> {
        let path = folder.join(name);
        let mut rows: Vec<Row> = Vec::new();
        let mut tell = |row, column: &str, what| {
            let (file, column) = (name.to_owned(), column.to_owned());
            faults.add(ImportFault {
                file,
                row,
                column,
                what,
            });
        };
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(source) if source.kind() == std::io::ErrorKind::NotFound => {
                tell(
                    0,
                    "",
                    What::Profile("the map is missing; it lies beside the profile".to_owned()),
                );
                return Ok(CodeMap { rows });
            }
            Err(source) => return Err(ImportError::Read { path, source }),
        };
        let Ok(text) = String::from_utf8(bytes) else {
            tell(0, "", What::NotText("UTF-8"));
            return Ok(CodeMap { rows });
        };
        let header = text.lines().next().unwrap_or_default();
        let delimiter = if header.contains(';') { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        for (at, record) in reader.records().enumerate() {
            let line = at as u64 + 1;
            let Ok(record) = record else {
                tell(line, "", What::NotText("UTF-8"));
                break;
            };
            let fields: Vec<&str> = record
                .iter()
                .map(|field| field.trim().trim_start_matches('\u{feff}'))
                .collect();
            if at == 0 {
                if fields != COLUMNS {
                    tell(
                        1,
                        "",
                        What::Profile(format!("the columns of a map are {}", COLUMNS.join(", "))),
                    );
                    break;
                }
                continue;
            }
            let [code, becomes, from, to] = fields[..] else {
                tell(
                    line,
                    "",
                    What::FieldCount {
                        found: fields.len(),
                        expected: 4,
                    },
                );
                continue;
            };
            let (Some(first), Some(last)) = (bound(from, false), bound(to, true)) else {
                let column = if bound(from, false).is_none() {
                    "valid_from"
                } else {
                    "valid_to"
                };
                tell(line, column, What::BadDate("YYYY-MM-DD or YYYY".to_owned()));
                continue;
            };
            if last < first {
                tell(
                    line,
                    "valid_to",
                    What::Profile("the end lies before the start".to_owned()),
                );
                continue;
            }
            let (code, prefix) = code
                .strip_suffix('*')
                .map_or((code, false), |code| (code, true));
            let twice = rows.iter().any(|row| {
                row.code == code && row.prefix == prefix && row.from <= last && first <= row.to
            });
            if twice {
                tell(
                    line,
                    "valid_from",
                    What::Profile("the code is already mapped on some of these days".to_owned()),
                );
            }
            rows.push(Row {
                code: code.to_owned(),
                prefix,
                becomes: becomes.to_owned(),
                from: first,
                to: last,
            });
        }
        if rows.is_empty() {
            tell(0, "", What::Profile("the map has no rows".to_owned()));
        }
        Ok(CodeMap { rows })
    }

    /// What a code is on a day: nothing when the map does not say, an empty word when its rows are left out.
    pub(crate) fn find(&self, code: &str, on: Day) -> Option<&str> {
        self.rows
            .iter()
            .filter(|row| row.from <= on && on <= row.to)
            .filter(|row| {
                if row.prefix {
                    code.starts_with(&row.code)
                } else {
                    code == row.code
                }
            })
            .max_by_key(|row| (row.code.len(), !row.prefix))
            .map(|row| row.becomes.as_str())
    }

    /// Everything that codes become, for checking.
    pub(crate) fn becomes(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|row| row.becomes.as_str())
    }
}

/// A day, the first or last of a year, or the open end that an empty field is.
fn bound(text: &str, last: bool) -> Option<Day> {
    match text.len() {
        0 if last => Some(Day::OPEN),
        0 => Some(Day(i32::MIN)),
        4 => {
            let year = text
                .parse()
                .ok()
                .filter(|year| (FIRST_YEAR..=LAST_YEAR).contains(year))?;
            if last {
                Day::from_ymd(year, 12, 31)
            } else {
                Day::from_ymd(year, 1, 1)
            }
        }
        _ => Day::parse(text.as_bytes()).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<CodeMap, String> {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("m.csv"), text).expect("written");
        let mut faults = Faults::default();
        let map = CodeMap::read(folder.path(), "m.csv", &mut faults).expect("readable");
        if faults.is_empty() {
            Ok(map)
        } else {
            Err(faults.into_error().to_string())
        }
    }

    #[test]
    fn the_longest_that_fits_on_the_day_decides() {
        let day = |text: &str| Day::parse(text.as_bytes()).expect("a day");
        let map =
            read("code;becomes;valid_from;valid_to\n0557*;5.57;;\n055773*;5.57 cash;2019;\n9;;;\n")
                .expect("sound");
        assert_eq!(map.find("0557731", day("2018-12-31")), Some("5.57"));
        assert_eq!(map.find("0557731", day("2019-01-01")), Some("5.57 cash"));
        assert_eq!(map.find("9", day("2019-01-01")), Some(""));
        assert_eq!(map.find("99", day("2019-01-01")), None);
    }

    #[test]
    fn what_is_wrong_is_told_by_row() {
        let told = |text: &str, words: &str| {
            let error = read(text).expect_err("at fault");
            assert!(error.contains(words), "{error}");
        };
        told("code,to\n", "m.csv row 1: the columns of a map are");
        told(
            "code,becomes,valid_from,valid_to\na,b,2019,2018\n",
            "m.csv row 2 column valid_to",
        );
        told(
            "code,becomes,valid_from,valid_to\na,b,19,\n",
            "m.csv row 2 column valid_from: not a date",
        );
        told(
            "code,becomes,valid_from,valid_to\na,b,,2019\na,c,2019,\n",
            "m.csv row 3 column valid_from: the code is already mapped",
        );
        told(
            "code,becomes,valid_from,valid_to\n",
            "m.csv: the map has no rows",
        );
    }
}
