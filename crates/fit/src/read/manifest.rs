//! `manifest.toml`: here only the end of observation counts.

use super::{Faults, MANIFEST, ReadFailure};
use jiff::civil::Date;
use toml::Table;

/// The last day of `observed_to = "YYYY-MM"`.
///
/// # Errors
/// The key is missing or is no month.
pub fn end_of_observation(manifest: &str) -> Result<Date, ReadFailure> {
    let mut faults = Faults::default();
    let month = manifest.parse::<Table>().ok().and_then(|table| {
        let month = table.get("observed_to")?.as_str()?.to_owned();
        let (year, month) = month
            .split_once('-')
            .filter(|(y, m)| y.len() == 4 && m.len() == 2)?;
        Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()
    });
    if month.is_none() {
        let row = manifest
            .lines()
            .position(|l| l.trim_start().starts_with("observed_to"));
        let row = row.map_or(1, |i| i as u32 + 1);
        faults.add(
            MANIFEST,
            row,
            "observed_to",
            "is missing or no month as \"YYYY-MM\"",
        );
    }
    faults.none()?;
    Ok(month.map_or(Date::MAX, Date::last_of_month))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn observation_ends_with_the_month() {
        let end = end_of_observation("schema = 1\nobserved_to = \"2020-02\"\n");
        assert_eq!(end.expect("sound"), date(2020, 2, 29));
    }

    #[test]
    fn a_missing_or_odd_month_is_told() {
        for (text, row) in [("schema = 1", 1), ("schema = 1\nobserved_to = \"2020\"", 2)] {
            let told = end_of_observation(text).expect_err("no month").to_string();
            assert!(told.contains(&format!("manifest.toml, row {row}, column observed_to")));
        }
    }
}
