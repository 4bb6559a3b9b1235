//! Which category a benefit belongs to on which days: a dated data file, so that a change of law is a row.

use std::path::Path;

use crate::bundle::{
    Fault, FileFaults, FileRead, LastPerson, ReadError, Row, Rows, ValueFault, csv_rows,
    fault::Problem, rows, value,
};
use crate::calendar::Day;
use crate::codes::Category;

/// The map that ships: the benefits and categories of the published evaluation, in force on every day.
const SHIPPED: &str = include_str!("../data/benefits.csv");

/// The benefit that counts as self-support although it is a grant: strict variants tell it apart.
pub(crate) const EDUCATION_GRANT: &[u8] = b"education_grant";

/// A benefit's category from a first to a last day.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Period {
    from: Day,
    to: Day,
    category: Category,
}

/// Benefit codes with their categories over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BenefitMap {
    codes: Vec<(String, Vec<Period>)>,
    known: String,
}

/// The days before which no period starts: an empty `valid_from`.
const ALWAYS: Day = Day(i32::MIN);

impl BenefitMap {
    /// The map that ships with Helhed.
    pub fn shipped() -> BenefitMap {
        let mut rows = MapRows::default();
        for line in SHIPPED.lines().skip(1) {
            if let Some((code, rest)) = line.split_once(',') {
                let category = rest
                    .split(',')
                    .next()
                    .and_then(|name| Category::parse(name.as_bytes()));
                rows.0.push((
                    code.to_owned(),
                    ALWAYS,
                    Day::OPEN,
                    category.expect("the shipped map is well formed"),
                    0,
                ));
            }
        }
        BenefitMap::of(rows)
    }

    /// Reads a map of the columns `benefit, category, valid_from, valid_to` (CSV); an empty date is open.
    ///
    /// # Errors
    /// [`ReadError`] when the file cannot be read, has another form, or gives a benefit two categories on one day.
    pub fn read(path: &Path) -> Result<(BenefitMap, FileRead), ReadError> {
        let mut file = csv_rows::read_csv_at::<MapRows>(path, &())?;
        let name = file.read.file.clone();
        let mut periods: Vec<_> = file.rows.0.iter().collect();
        periods.sort_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        for pair in periods.windows(2) {
            if pair[0].0 == pair[1].0 && pair[1].1 <= pair[0].2 {
                let problem = Problem::BenefitTwice;
                let column = "valid_from".to_owned();
                file.faults.file(Fault {
                    file: name.clone(),
                    row: pair[1].4,
                    column,
                    problem,
                });
            }
        }
        if file.faults.count > 0 {
            file.faults.keep_first();
            return Err(ReadError::Invalid(vec![file.faults]));
        }
        if file.rows.0.is_empty() || file.rows.0.len() > 10_000 {
            let mut faults = FileFaults::default();
            faults.file(rows::whole_file(&name, Problem::NoBenefits));
            return Err(ReadError::Invalid(vec![faults]));
        }
        Ok((BenefitMap::of(file.rows), file.read))
    }

    fn of(rows: MapRows) -> BenefitMap {
        let mut codes: Vec<(String, Vec<Period>)> = Vec::new();
        for (code, from, to, category, _) in rows.0 {
            let period = Period { from, to, category };
            match codes.iter_mut().find(|(known, _)| *known == code) {
                Some((_, periods)) => periods.push(period),
                None => codes.push((code, vec![period])),
            }
        }
        for (_, periods) in &mut codes {
            periods.sort_by_key(|period| period.from);
        }
        let known = codes
            .iter()
            .map(|(code, _)| code.as_str())
            .collect::<Vec<_>>()
            .join(" ");
        BenefitMap { codes, known }
    }

    /// The number of a code in this map.
    pub fn find(&self, code: &[u8]) -> Option<u16> {
        self.codes
            .iter()
            .position(|(known, _)| known.as_bytes() == code)
            .map(|at| at as u16)
    }

    /// The numbers of all codes.
    pub fn numbers(&self) -> impl Iterator<Item = u16> {
        0..self.codes.len() as u16
    }

    /// The codes, for messages.
    pub fn known(&self) -> &str {
        &self.known
    }

    /// The category of a benefit whose category never changes.
    pub fn constant(&self, benefit: u16) -> Option<Category> {
        match self.codes[usize::from(benefit)].1.as_slice() {
            [
                Period {
                    from: ALWAYS,
                    to: Day::OPEN,
                    category,
                },
            ] => Some(*category),
            _ => None,
        }
    }

    /// The parts of an interval with their categories, in order of time.
    pub fn parts(
        &self,
        benefit: u16,
        from: Day,
        to: Day,
    ) -> impl Iterator<Item = (Day, Day, Category)> + '_ {
        let periods = self.codes[usize::from(benefit)].1.iter();
        periods
            .map(move |p| (p.from.max(from), p.to.min(to), p.category))
            .filter(|(from, to, _)| from <= to)
    }

    /// Whether the benefit has a category on every day of the interval.
    pub fn covers(&self, benefit: u16, from: Day, to: Day) -> bool {
        let mut next = from;
        for (first, last, _) in self.parts(benefit, from, to) {
            if first > next {
                return false;
            }
            if last >= to {
                return true;
            }
            next = Day(last.0 + 1);
        }
        next > to
    }
}

/// Benefit, first and last day, category, row.
#[derive(Default)]
struct MapRows(Vec<(String, Day, Day, Category, u64)>);

impl Rows for MapRows {
    const FILE: &'static str = "benefits";
    const COLUMNS: &'static [&'static str] = &["benefit", "category", "valid_from", "valid_to"];
    const ORDERED: bool = true;
    type Context = ();

    fn push(
        &mut self,
        number: u64,
        row: &impl Row,
        (): &(),
        _: &mut LastPerson,
    ) -> Result<(), ValueFault> {
        let code = String::from_utf8(value::id(row, 0)?.into_owned())
            .map_err(|_| (0, Problem::NotText))?;
        let category = value::code(row, 1, Category::ALLOWED, Category::parse)?;
        let from = value::optional_day(row, 2)?.unwrap_or(ALWAYS);
        let to = value::optional_day(row, 3)?.unwrap_or(Day::OPEN);
        if to < from {
            return Err((3, Problem::EndBeforeStart));
        }
        self.0.push((code, from, to, category, number));
        Ok(())
    }

    fn append(&mut self, later: MapRows) {
        self.0.extend(later.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text.as_bytes()).unwrap()
    }

    fn read(text: &str) -> Result<BenefitMap, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("own.csv");
        std::fs::write(&path, text).unwrap();
        BenefitMap::read(&path)
            .map(|(map, _)| map)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn the_shipped_map_has_the_benefits_of_the_report() {
        let map = BenefitMap::shipped();
        let category = |code: &str| map.constant(map.find(code.as_bytes()).unwrap()).unwrap();
        assert_eq!(map.codes.len(), 15);
        assert_eq!(category("education_grant"), Category::SelfSupport);
        assert_eq!(
            category("unemployment_insurance"),
            Category::JobOrEducationReady
        );
        assert_eq!(category("resource_programme"), Category::OtherSupport);
        assert_eq!(map.find(b"lottery"), None);
    }

    #[test]
    fn a_change_of_law_is_a_row() {
        let map = read(
            "benefit;category;valid_from;valid_to\nold;activity_ready;;2025-06-30\nold;other_support;2025-07-01;\n",
        )
        .unwrap();
        let parts: Vec<_> = map.parts(0, day("2025-06-01"), day("2025-07-31")).collect();
        assert_eq!(
            parts[0],
            (
                day("2025-06-01"),
                day("2025-06-30"),
                Category::ActivityReady
            )
        );
        assert_eq!(
            parts[1],
            (day("2025-07-01"), day("2025-07-31"), Category::OtherSupport)
        );
        assert_eq!(map.constant(0), None);
        assert!(map.covers(0, day("2020-01-01"), day("2030-01-01")));
    }

    #[test]
    fn gaps_are_noticed_and_overlaps_refused() {
        let gap =
            read("benefit,category,valid_from,valid_to\na,other_support,2020-01-01,2020-12-31\n")
                .unwrap();
        assert!(!gap.covers(0, day("2019-12-31"), day("2020-01-02")));
        assert!(!gap.covers(0, day("2020-12-31"), day("2021-01-01")));
        assert!(gap.covers(0, day("2020-01-01"), day("2020-12-31")));
        let twice = read(
            "benefit,category,valid_from,valid_to\na,other_support,,\na,activity_ready,2020-01-01,\n",
        );
        assert!(
            twice
                .unwrap_err()
                .contains("own.csv row 3 column valid_from")
        );
        assert!(
            read("benefit,category,valid_from,valid_to\n")
                .unwrap_err()
                .contains("own.csv")
        );
    }
}
