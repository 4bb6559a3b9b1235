//! Sums instead of people: a municipality hands over what its tables rest on, and the pool makes the same tables as from all bundles.
//!
//! The sums are exact, also where they speak of few persons: they are for authorities that may exchange them, not for publication.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::bundle::FileRead;
use crate::calendar::Day;
use crate::evaluate::{BundleSummary, Counts, Evaluation, Options};
use crate::sums::Sums;

/// The form of the file; another form is not read.
const SCHEMA: u32 = 1;

/// The sums of an evaluation and what they were made with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Partial {
    schema: u32,
    version: String,
    /// What the file may be used for.
    purpose: String,
    cohort_before: String,
    benefits: Option<FileRead>,
    skip_invalid: bool,
    counts: Counts,
    bundles: Vec<BundleSummary>,
    sums: Sums,
}

/// Why partial results cannot be pooled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PoolError {
    /// Not a file of partial results.
    #[error("not partial results of this form: line {0}")]
    Malformed(usize),
    /// Partial results of another form.
    #[error("partial results of form {0}; this program reads form {SCHEMA}")]
    Schema(u32),
    /// Results that were made to be published: their small cells are withheld.
    #[error(
        "these results are for publication: small cells are withheld, so they do not add up; ask for results made with `--for pool`"
    )]
    ForPublication,
    /// Nothing to pool.
    #[error("there is nothing to pool")]
    Nothing,
    /// Two partial results were made with different rules.
    #[error("file {0} was made with another {1} than file 1: the sums do not add up to one study")]
    Different(usize, &'static str),
    /// The same input file is in two partial results, so its persons would count twice.
    #[error("file {0} rests on the same persons as an earlier file")]
    Twice(usize),
}

impl Evaluation {
    /// What the tables rest on, without any row of a person.
    pub fn partial(&self) -> Partial {
        Partial {
            schema: SCHEMA,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            purpose:
                "pool: exact sums, between authorities that may exchange them; not for publication"
                    .to_owned(),
            cohort_before: self.options.cohort_before.to_string(),
            benefits: self.benefits.clone(),
            skip_invalid: self.options.skip_invalid,
            counts: self.counts,
            bundles: self.bundles.clone(),
            sums: self.sums.clone(),
        }
    }
}

impl Partial {
    /// The partial results as a JSON document.
    pub fn to_json(&self) -> String {
        let mut text = serde_json::to_string(self).expect("sums are plain data");
        text.push('\n');
        text
    }

    /// Reads partial results.
    ///
    /// # Errors
    /// [`PoolError`] when the text is something else.
    pub fn from_json(text: &str) -> Result<Partial, PoolError> {
        #[derive(Deserialize)]
        struct Form {
            schema: Option<u32>,
            purpose: Option<String>,
        }
        let malformed = |error: serde_json::Error| PoolError::Malformed(error.line());
        let form: Form = serde_json::from_str(text).map_err(malformed)?;
        if form
            .purpose
            .is_some_and(|purpose| purpose.starts_with("publication"))
        {
            return Err(PoolError::ForPublication);
        }
        match form.schema {
            Some(SCHEMA) => {}
            Some(other) => return Err(PoolError::Schema(other)),
            None => return Err(PoolError::Malformed(1)),
        }
        serde_json::from_str(text).map_err(malformed)
    }
}

/// The evaluation of everybody whose sums are given.
///
/// # Errors
/// [`PoolError`] when the parts were made with different rules or share an input file.
pub fn pool(parts: &[Partial]) -> Result<Evaluation, PoolError> {
    let first = parts.first().ok_or(PoolError::Nothing)?;
    let cohort_before =
        Day::parse(first.cohort_before.as_bytes()).map_err(|_| PoolError::Malformed(1))?;
    let skip_invalid = parts.iter().any(|part| part.skip_invalid);
    let mut evaluation = Evaluation {
        options: Options {
            cohort_before,
            benefits: None,
            skip_invalid,
            ..Options::default()
        },
        benefits: first.benefits.clone(),
        bundles: Vec::new(),
        counts: Counts::default(),
        sums: Sums::default(),
        tables: Vec::new(),
    };
    let map = |part: &Partial| part.benefits.as_ref().map(|read| read.sha256.clone());
    let mut seen = BTreeSet::new();
    for (at, part) in parts.iter().enumerate() {
        if part.cohort_before != first.cohort_before {
            return Err(PoolError::Different(at + 1, "cohort date"));
        }
        if map(part) != map(first) {
            return Err(PoolError::Different(at + 1, "benefit map"));
        }
        for bundle in &part.bundles {
            let persons = bundle
                .files
                .iter()
                .find(|file| file.file.starts_with("persons.") && file.rows > 0);
            if persons.is_some_and(|file| !seen.insert(file.sha256.clone())) {
                return Err(PoolError::Twice(at + 1));
            }
        }
        evaluation.counts.merge(&part.counts);
        evaluation.bundles.extend(part.bundles.iter().cloned());
        evaluation.sums.merge(&part.sums);
    }
    evaluation.tables = evaluation.sums.tables();
    Ok(evaluation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_partial_result_is_told() {
        assert_eq!(
            Partial::from_json("{\n\"schema\": 1}"),
            Err(PoolError::Malformed(2))
        );
        assert_eq!(
            Partial::from_json("{\"schema\": 9}"),
            Err(PoolError::Schema(9))
        );
        assert_eq!(pool(&[]).map(|_| ()), Err(PoolError::Nothing));
    }
}
