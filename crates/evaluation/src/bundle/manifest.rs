//! `manifest.toml`: whose extract it is and what months it covers.

use std::path::Path;

use serde::Deserialize;

use super::fault::{FileFaults, Problem, ReadError};
use super::hashes;
use super::rows::{FileRead, whole_file};
use crate::calendar::Month;

/// File name of the manifest.
pub(crate) const FILE: &str = "manifest.toml";

/// What a bundle says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The municipality.
    pub municipality: String,
    /// First month the extract covers.
    pub observed_from: Month,
    /// Last month the extract covers.
    pub observed_to: Month,
}

impl Manifest {
    /// The manifest as the file has it.
    pub fn to_toml(&self) -> String {
        let mut raw = toml::Table::new();
        raw.insert("schema".into(), 1.into());
        raw.insert("municipality".into(), self.municipality.clone().into());
        raw.insert(
            "observed_from".into(),
            self.observed_from.to_string().into(),
        );
        raw.insert("observed_to".into(), self.observed_to.to_string().into());
        raw.to_string()
    }
}

#[derive(Deserialize)]
struct Raw {
    schema: i64,
    municipality: String,
    observed_from: String,
    observed_to: String,
}

pub(crate) fn read(folder: &Path) -> Result<(Manifest, FileRead), ReadError> {
    let invalid = |problem| {
        let mut faults = FileFaults::default();
        faults.file(whole_file(FILE, problem));
        ReadError::Invalid(vec![faults])
    };
    let path = folder.join(FILE);
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(invalid(Problem::NoFile));
        }
        Err(source) => return Err(ReadError::Io { path, source }),
    };
    let text = std::str::from_utf8(&bytes).map_err(|_| invalid(Problem::NotText))?;
    let manifest = parse(text).map_err(|message| invalid(Problem::Manifest(message)))?;
    let sha256 = hashes::digits(&bytes);
    let read = FileRead {
        file: FILE.to_owned(),
        rows: 0,
        left_out: 0,
        sha256,
        unknown_columns: Vec::new(),
        without_line_end: false,
    };
    Ok((manifest, read))
}

fn parse(text: &str) -> Result<Manifest, String> {
    let raw: Raw = toml::from_str(text).map_err(|error| {
        let line = error
            .span()
            .map_or(0, |span| 1 + text[..span.start].matches('\n').count());
        format!("line {line}: {}", error.message())
    })?;
    if raw.schema != 1 {
        return Err("schema must be 1".to_owned());
    }
    let month = |key: &str, text: &str| {
        Month::parse(text).ok_or(format!("{key} is not a month of the form YYYY-MM"))
    };
    let manifest = Manifest {
        observed_from: month("observed_from", &raw.observed_from)?,
        observed_to: month("observed_to", &raw.observed_to)?,
        municipality: raw.municipality,
    };
    if manifest.observed_to < manifest.observed_from {
        return Err("observed_to lies before observed_from".to_owned());
    }
    Ok(manifest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_or_said_to_be_wrong() {
        let text = "schema = 1\nmunicipality = \"Gladsaxe\"\nobserved_from = \"2015-01\"\nobserved_to = \"2019-12\"\n";
        assert_eq!(
            parse(text).unwrap().observed_to,
            Month::parse("2019-12").unwrap()
        );
        assert_eq!(
            parse(&text.replace("= 1", "= 2")).unwrap_err(),
            "schema must be 1"
        );
        assert!(
            parse(&text.replace("2019-12", "2019-13"))
                .unwrap_err()
                .contains("observed_to is not a month")
        );
        assert!(
            parse(&text.replace("2019-12", "2014-12"))
                .unwrap_err()
                .contains("before observed_from")
        );
        assert!(
            parse(&text.replace("municipality", "town"))
                .unwrap_err()
                .contains("municipality")
        );
    }
}
