//! The aggregate as CSV text: full precision, missing values empty.

use super::{Line, Outcomes};
use crate::norm::NormSet;
use std::fmt::Write;

/// Table `fit_outcomes`.
pub fn fit_outcomes(outcomes: &Outcomes) -> String {
    let mut text = String::from("group,measure,value,n\n");
    for line in &outcomes.lines {
        row(
            &mut text,
            &[
                line.group.as_str(),
                &line.measure,
                &real(line.value),
                &line.n.to_string(),
            ],
        );
    }
    text
}

/// Table `fit_outcomes_by_age`: the same by age group, with the interval of each share.
pub fn fit_outcomes_by_age(outcomes: &Outcomes) -> String {
    let mut text = String::from("group,age_group,measure,value,n,low,high\n");
    for part in &outcomes.by_age {
        for Line {
            group,
            measure,
            value,
            n,
            interval,
        } in &part.lines
        {
            row(
                &mut text,
                &[
                    group.as_str(),
                    part.age.as_str(),
                    measure,
                    &real(*value),
                    &n.to_string(),
                    &real(interval.map(|i| i.0)),
                    &real(interval.map(|i| i.1)),
                ],
            );
        }
    }
    text
}

/// Table `fit_norm_set`: which norms the others were computed with.
pub fn fit_norm_set(set: &NormSet) -> String {
    let mut text = String::from("id,version,status,n_episodes,licence,source\n");
    row(
        &mut text,
        &[
            &set.id,
            &set.version,
            &set.status.to_string(),
            &set.n_episodes.to_string(),
            &set.licence,
            &set.source,
        ],
    );
    text
}

/// The shortest decimal that reads back to the same bits; no minus on zero.
pub(crate) fn real(value: Option<f64>) -> String {
    value.map_or_else(String::new, |v| {
        if v == 0.0 {
            "0".to_owned()
        } else {
            v.to_string()
        }
    })
}

pub(crate) fn row(text: &mut String, cells: &[&str]) {
    for (i, cell) in cells.iter().enumerate() {
        if i > 0 {
            text.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) {
            // Writing to a string cannot fail.
            let _ = write!(text, "\"{}\"", cell.replace('"', "\"\""));
        } else {
            text.push_str(cell);
        }
    }
    text.push('\n');
}
