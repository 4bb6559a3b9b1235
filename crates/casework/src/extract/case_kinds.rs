//! Which kind of case a legal basis is, on which days: a dated list, so that a change of law is a row.
//!
//! A legal basis that no row names is no case of a child (a job plan, a voluntary agreement) and is not exported.

use jiff::civil::Date;

const MAP: &str = include_str!("../../data/case_kinds.csv");

/// The kind of a case that began on a day, if it is one.
pub(super) fn kind_of(legal_basis: &str, since: Date) -> Option<&'static str> {
    let day = since.to_string();
    MAP.lines().skip(1).find_map(|line| {
        let mut fields = line.split(',');
        let (code, kind) = (fields.next()?, fields.next()?);
        let (from, to) = (fields.next()?, fields.next()?);
        // Dates of one form sort as text.
        let in_force =
            (from.is_empty() || from <= day.as_str()) && (to.is_empty() || day.as_str() <= to);
        (code == legal_basis && in_force).then_some(kind)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_law_of_the_day_decides() {
        assert_eq!(
            kind_of("sel_52", date(2023, 12, 31)),
            Some("preventive_other")
        );
        assert_eq!(kind_of("sel_52", date(2024, 1, 1)), None);
        assert_eq!(
            kind_of("day_care_act", date(2024, 1, 1)),
            Some("free_place")
        );
        assert_eq!(kind_of("lab_job_plan", date(2024, 1, 1)), None);
    }

    #[test]
    fn every_legal_basis_of_the_map_is_one_of_the_house() {
        let lists = include_str!("../../../domain/data/codes.toml");
        for line in MAP.lines().skip(1) {
            let code = line.split(',').next().expect("a code");
            assert!(
                lists.contains(&format!("list = \"legal_basis\", code = \"{code}\"")),
                "{code}"
            );
        }
    }
}
