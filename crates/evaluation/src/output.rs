//! What an evaluation writes: its tables, and `results.json` about them.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::evaluate::{BundleSummary, Counts, Evaluation};
pub(crate) use crate::staging::{Staging, WriteError};
use crate::table::Table;

/// What the machine tables say of themselves.
pub const NOT_FOR_PUBLICATION: &str =
    "Full figures, small groups not suppressed: not for publication.";

#[derive(Serialize)]
struct Results<'a> {
    program: &'static str,
    version: &'static str,
    for_publication: bool,
    notice: &'static str,
    options: OptionsOf<'a>,
    counts: &'a Counts,
    bundles: &'a [BundleSummary],
    warnings: Vec<String>,
    tables: BTreeMap<&'static str, &'a Table>,
}

#[derive(Serialize)]
struct OptionsOf<'a> {
    cohort_before: String,
    benefits: Option<&'a str>,
    benefits_sha256: Option<&'a str>,
    skip_invalid: bool,
}

impl Evaluation {
    /// Everything as one JSON document: tables with their notes, counts, options, version and the hash of each input file.
    pub fn results_json(&self) -> String {
        let results = Results {
            program: "helhed",
            version: env!("CARGO_PKG_VERSION"),
            for_publication: false,
            notice: NOT_FOR_PUBLICATION,
            options: OptionsOf {
                cohort_before: self.options.cohort_before.to_string(),
                benefits: self.benefits.as_ref().map(|read| read.file.as_str()),
                benefits_sha256: self.benefits.as_ref().map(|read| read.sha256.as_str()),
                skip_invalid: self.options.skip_invalid,
            },
            counts: &self.counts,
            bundles: &self.bundles,
            warnings: self.warnings(),
            tables: self
                .tables
                .iter()
                .map(|table| (table.spec.name, table))
                .collect(),
        };
        let mut text = serde_json::to_string(&results).expect("results are plain data");
        text.push('\n');
        text
    }

    /// Puts the tables and `results.json` among the files on their way.
    ///
    /// # Errors
    /// [`WriteError`] when the machine cannot write.
    pub fn stage(&self, staging: &mut Staging) -> Result<(), WriteError> {
        for table in &self.tables {
            staging.write(
                &format!("tables/{}.csv", table.spec.name),
                table.to_csv().as_bytes(),
            )?;
        }
        staging.write(
            "tables/NOT_FOR_PUBLICATION.txt",
            format!("{NOT_FOR_PUBLICATION}\n").as_bytes(),
        )?;
        staging.write("results.json", self.results_json().as_bytes())
    }

    /// Writes the tables and `results.json` into a folder, all or nothing.
    ///
    /// # Errors
    /// [`WriteError`] when the machine cannot write; then the folder is as it was.
    pub fn write(&self, out: &Path) -> Result<(), WriteError> {
        let mut staging = Staging::new(out)?;
        self.stage(&mut staging)?;
        staging.commit()
    }
}
