//! The ratings of bundles that have them, as tables of the evaluation.

use crate::failure::Failure;
use crate::fit::{norm_set, read_bundle};
use helhed_evaluation::table::{Cell, Spec, Table};
use helhed_fit::{Line, outcomes};
use std::path::{Path, PathBuf};

static OUTCOMES: Spec = Spec {
    name: "fit_outcomes",
    report: "Tabel 4.2, Bilag 1",
    columns: &["group", "measure", "value", "n"],
    note: "Feedback ratings of closed and active courses; n is the number the value rests on. The effect size holds a constant from a \
           norm group: no measured change and no effect against no treatment.",
};

static BY_AGE: Spec = Spec {
    name: "fit_outcomes_by_age",
    report: "Tabel 4.2, Bilag 1",
    columns: &["group", "age_group", "measure", "value", "n", "low", "high"],
    note: "The same by age group at the first rating, shares with Wilson intervals.",
};

/// Tables of ratings, and what their reader must know.
#[derive(Debug, Default)]
pub(crate) struct Ratings {
    pub(crate) tables: Vec<Table>,
    pub(crate) warnings: Vec<String>,
}

/// The tables of the one bundle that has ratings; none where no bundle has.
///
/// # Errors
/// Ratings that cannot be read, and ratings in several bundles: their clients' ids belong to different systems.
pub(crate) fn tables(bundles: &[PathBuf], norms: Option<&Path>) -> Result<Ratings, Failure> {
    let with: Vec<_> = bundles
        .iter()
        .filter(|bundle| {
            bundle.join("episodes.csv").is_file() && bundle.join("ratings.csv").is_file()
        })
        .collect();
    let norms = norm_set(norms)?;
    let [bundle] = with.as_slice() else {
        let mut ratings = Ratings::default();
        if with.len() > 1 {
            ratings.warnings.push("several bundles have ratings; ratings are told of one bundle only and left out here".to_owned());
        }
        return Ok(ratings);
    };
    let ratings = read_bundle(bundle)?;
    let result = outcomes(&ratings, &norms);
    let mut warnings: Vec<String> = ratings.remarks.iter().map(ToString::to_string).collect();
    warnings.extend(result.warning());
    warnings.push(format!("ratings are computed with {}", norms.label()));
    let row = |line: &Line, age: Option<&str>| {
        let mut cells = vec![Cell::text(line.group.as_str())];
        cells.extend(age.map(Cell::text));
        cells.extend([
            Cell::text(line.measure.as_str()),
            Cell::from(line.value),
            Cell::count(line.n as u64),
        ]);
        if age.is_some() {
            let (low, high) = line.interval.unzip();
            cells.extend([Cell::from(low), Cell::from(high)]);
        }
        cells
    };
    let by_age = result.by_age.iter().flat_map(|part| {
        part.lines
            .iter()
            .map(|line| row(line, Some(part.age.as_str())))
    });
    // In the order of the measures, which follows the questions a reader asks.
    let tables = vec![
        Table {
            spec: &OUTCOMES,
            rows: result.lines.iter().map(|line| row(line, None)).collect(),
        },
        Table {
            spec: &BY_AGE,
            rows: by_age.collect(),
        },
    ];
    Ok(Ratings { tables, warnings })
}
