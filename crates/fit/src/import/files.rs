//! Another system's ratings as a bundle's `episodes.csv` and `ratings.csv`.

use super::rows::ForeignRating;
use crate::read::{Faults, ReadFailure};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The two files, in the order of episodes, clients and days: the same file gives the same bytes. An episode without a first day
/// begins with its first rating.
///
/// # Errors
/// Clients without a day of birth, and cells that say two things of the same client.
pub fn foreign_files(ratings: &[ForeignRating]) -> Result<(String, String), ReadFailure> {
    let mut faults = Faults::default();
    let mut clients: BTreeMap<(&str, &str), Vec<&ForeignRating>> = BTreeMap::new();
    for it in ratings {
        clients
            .entry((&it.episode, &it.client))
            .or_default()
            .push(it);
    }
    let mut episodes =
        String::from("episode_id,family_id,client_id,birth_date,opened,closed,outcome\n");
    let mut written = String::from(
        "episode_id,client_id,rater,rater_id,instrument,date,item_1,item_2,item_3,item_4,total\n",
    );
    for ((episode, client), rows) in &mut clients {
        rows.sort_by_key(|it| (it.on, it.instrument, it.row));
        let first = rows[0];
        let births: Vec<_> = rows.iter().filter_map(|it| it.born).collect();
        let Some(born) = births.first() else {
            faults.add(
                "the file",
                first.row,
                "birth_date",
                "is empty for the client",
            );
            continue;
        };
        for it in rows.iter() {
            if it.born.is_some_and(|other| other != *born) {
                faults.add(
                    "the file",
                    it.row,
                    "birth_date",
                    "differs from an earlier row",
                );
            }
            if it.closed != first.closed {
                faults.add("the file", it.row, "closed", "differs from an earlier row");
            }
        }
        let opened = rows.iter().filter_map(|it| it.opened).min();
        let closed = first.closed.map(|(day, _)| day.to_string());
        let _ = writeln!(
            episodes,
            "{},{},{},{born},{},{},{}",
            cell(episode),
            cell(&first.family),
            cell(client),
            opened.unwrap_or(first.on),
            closed.unwrap_or_default(),
            first.closed.map_or("", |(_, how)| how.code()),
        );
        for it in rows.iter() {
            let (who, rater) = match &it.rater {
                Some(rater) => ("collateral", cell(&rater.id)),
                None => ("self", String::new()),
            };
            let _ = write!(
                written,
                "{},{},{who},{rater},{},{}",
                cell(episode),
                cell(client),
                it.instrument.code(),
                it.on
            );
            for item in it.items.0 {
                let item = item.map(|item| item.to_string()).unwrap_or_default();
                let _ = write!(written, ",{item}");
            }
            let total = it.bare_total.map(|total| total.to_string());
            let _ = writeln!(written, ",{}", total.unwrap_or_default());
        }
    }
    faults.none()?;
    Ok((episodes, written))
}

/// A cell, in quotes where it needs them.
fn cell(text: &str) -> String {
    if text.contains([',', ';', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
