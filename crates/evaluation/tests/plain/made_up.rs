//! Bundles of every awkward kind: spells out of order, overlapping, open, before birth and after the end, people who turn 18,
//! siblings born later, starts in the first and last month, leap days, families without adults, empty files.

use std::fmt::Write as _;
use std::path::Path;

use super::days::{self, Ymd};

pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize]
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    /// A day between two years; now and then a leap day or the edge of a month.
    fn day(&mut self, from: i32, to: i32) -> Ymd {
        let year = from + self.below((to - from + 1) as u64) as i32;
        match self.below(12) {
            0 => (2016, 2, 29),
            1 => (year, 12, 31),
            2 => (year, 1 + self.below(12) as u32, 1),
            _ => (year, 1 + self.below(12) as u32, 1 + self.below(28) as u32),
        }
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) family: usize,
    pub(crate) role: &'static str,
    pub(crate) sex: &'static str,
    pub(crate) birth: Ymd,
    pub(crate) own_start: Option<Ymd>,
}

/// Person, code, first day, last day.
pub(crate) type Spell = (usize, &'static str, Ymd, Option<Ymd>);

#[derive(Clone, Debug, Default)]
pub(crate) struct MadeUp {
    pub(crate) observed: (i32, i32),
    /// The start of each family; nothing for comparison.
    pub(crate) families: Vec<Option<Ymd>>,
    pub(crate) persons: Vec<Person>,
    pub(crate) support: Vec<Spell>,
    pub(crate) activation: Vec<Spell>,
    pub(crate) cases: Vec<Spell>,
    /// Child, day, quarter hours.
    pub(crate) attendance: Vec<(usize, Ymd, u64)>,
    /// Person, day, account, øre.
    pub(crate) expenses: Vec<(usize, Ymd, &'static str, i64)>,
}

pub(crate) const BENEFITS: [(&str, &str); 15] = [
    ("employment", "self_support"),
    ("education_grant", "self_support"),
    ("self_support", "self_support"),
    ("cash_benefit_job_ready", "job_or_education_ready"),
    (
        "education_benefit_education_ready",
        "job_or_education_ready",
    ),
    ("unemployment_insurance", "job_or_education_ready"),
    ("cash_benefit_activity_ready", "activity_ready"),
    ("education_benefit_activity_ready", "activity_ready"),
    ("rehabilitation", "other_support"),
    ("job_clarification", "other_support"),
    ("disability_pension", "other_support"),
    ("flex_job", "other_support"),
    ("sickness_benefit", "other_support"),
    ("integration_programme", "other_support"),
    ("resource_programme", "other_support"),
];
pub(crate) const ACTIVATION: [&str; 3] = ["company_based", "guidance_upskilling", "mentor"];
pub(crate) const CASES: [&str; 5] = [
    "notification",
    "family_treatment",
    "free_place",
    "placement",
    "preventive_other",
];
const ACCOUNTS: [&str; 5] = ["3.22", "5.28", "5.57", "5.58.80", "account, with comma"];

impl MadeUp {
    pub(crate) fn new(seed: u64, families: u64) -> MadeUp {
        let mut dice = Dice(seed);
        let first = 2015 * 12 + dice.below(14) as i32;
        let last = 2018 * 12 + dice.below(24) as i32;
        let mut made = MadeUp {
            observed: (first, last),
            ..MadeUp::default()
        };
        for family in 0..families {
            let start = match dice.below(10) {
                0 => None,
                1 => Some(days::first(first)),
                2 => Some(days::last(last)),
                3 => Some(dice.day(2014, 2020)),
                _ => Some(dice.day(2016, 2019)),
            };
            made.families.push(start);
            let without_adults = dice.one_in(8);
            for _ in 0..dice.below(6) {
                made.add_person(&mut dice, family as usize, without_adults);
            }
        }
        let empty = dice.below(12);
        for person in 0..made.persons.len() {
            let child = made.persons[person].role == "child";
            for _ in 0..if child || empty == 0 {
                0
            } else {
                dice.below(9)
            } {
                let (from, to) = interval(&mut dice);
                made.support
                    .push((person, dice.pick(&BENEFITS).0, from, to));
            }
            for _ in 0..if child || empty == 1 {
                0
            } else {
                dice.below(4)
            } {
                let (from, to) = interval(&mut dice);
                made.activation
                    .push((person, dice.pick(&ACTIVATION), from, to));
            }
            for _ in 0..if empty == 2 { 0 } else { dice.below(4) } {
                let (from, to) = interval(&mut dice);
                made.cases.push((person, dice.pick(&CASES), from, to));
            }
            for _ in 0..if empty == 3 { 0 } else { dice.below(30) } {
                made.attendance
                    .push((person, dice.day(2016, 2019), dice.below(40)));
            }
            for _ in 0..if empty == 4 { 0 } else { dice.below(12) } {
                let ore = dice.below(4_000_000) as i64 - 200_000;
                made.expenses
                    .push((person, dice.day(2014, 2020), dice.pick(&ACCOUNTS), ore));
            }
        }
        made
    }

    fn add_person(&mut self, dice: &mut Dice, family: usize, only_children: bool) {
        let role = match dice.below(6) {
            _ if only_children => "child",
            0 | 1 => "mother",
            2 => "father",
            3 => "other_adult",
            _ => "child",
        };
        let birth = match role {
            "child" => dice.day(2005, 2019),
            _ if dice.one_in(3) => dice.day(1998, 2001),
            _ if dice.one_in(6) => (2000, 2, 29),
            _ => dice.day(1965, 1997),
        };
        let own_start = match self.families[family] {
            Some(start) if dice.one_in(4) => Some((start.0 + 1, start.1, start.2.min(28))),
            _ => None,
        };
        let id = match dice.below(3) {
            0 => format!("p{}", self.persons.len()),
            1 => format!("{:016x}-{}", dice.below(u64::MAX), self.persons.len()),
            _ => format!("person {}", self.persons.len()),
        };
        self.persons.push(Person {
            id,
            family,
            role,
            sex: dice.pick(&["female", "male"]),
            birth,
            own_start,
        });
    }

    /// Writes the bundle as CSV, rows shuffled.
    pub(crate) fn write(&self, folder: &Path, shuffle: u64) {
        let mut dice = Dice(shuffle);
        let separator = dice.pick(&[',', ';']);
        let end = |to: Option<Ymd>| to.map(days::text).unwrap_or_default();
        let id = |person: usize| self.persons[person].id.clone();
        let mut file = |name: &str, header: &[&str], mut rows: Vec<Vec<String>>| {
            for at in (1..rows.len()).rev() {
                rows.swap(at, dice.below(at as u64 + 1) as usize);
            }
            let quoted = |field: &String| {
                if field.contains(separator) {
                    format!("\"{field}\"")
                } else {
                    field.clone()
                }
            };
            let mut text = header.join(&separator.to_string());
            for row in rows {
                text.push('\n');
                text.push_str(
                    &row.iter()
                        .map(quoted)
                        .collect::<Vec<_>>()
                        .join(&separator.to_string()),
                );
            }
            text.push('\n');
            std::fs::write(folder.join(format!("{name}.csv")), text).unwrap();
        };
        let mut manifest = String::from("schema = 1\nmunicipality = \"Made up\"\n");
        for (key, month) in [
            ("observed_from", self.observed.0),
            ("observed_to", self.observed.1),
        ] {
            writeln!(manifest, "{key} = \"{}\"", days::month_text(month)).unwrap();
        }
        std::fs::write(folder.join("manifest.toml"), manifest).unwrap();
        let family = |(at, start): (usize, &Option<Ymd>)| {
            let group = if start.is_some() {
                "intervention"
            } else {
                "comparison"
            };
            vec![
                format!("f{at}"),
                group.to_owned(),
                end(*start),
                String::new(),
                String::new(),
            ]
        };
        let families = self.families.iter().enumerate().map(family).collect();
        file(
            "families",
            &["family_id", "group", "start_date", "end_date", "end_reason"],
            families,
        );
        let person = |p: &Person| {
            let [family, birth] = [format!("f{}", p.family), days::text(p.birth)];
            vec![
                p.id.clone(),
                family,
                p.role.to_owned(),
                p.sex.to_owned(),
                birth,
                end(p.own_start),
            ]
        };
        let persons = self.persons.iter().map(person).collect();
        file(
            "persons",
            &[
                "person_id",
                "family_id",
                "role",
                "sex",
                "birth_date",
                "start_date",
            ],
            persons,
        );
        let spell = |(person, code, from, to): &Spell| {
            vec![id(*person), (*code).to_owned(), days::text(*from), end(*to)]
        };
        file(
            "support",
            &["person_id", "benefit", "from_date", "to_date"],
            self.support.iter().map(spell).collect(),
        );
        file(
            "activation",
            &["person_id", "kind", "from_date", "to_date"],
            self.activation.iter().map(spell).collect(),
        );
        let case = |(person, kind, from, to): &Spell| {
            vec![
                end(*to),
                days::text(*from),
                "DUBU".to_owned(),
                (*kind).to_owned(),
                id(*person),
            ]
        };
        let cases = self.cases.iter().map(case).collect();
        file(
            "child_cases",
            &["to_date", "from_date", "source", "kind", "person_id"],
            cases,
        );
        let attended = |(person, date, quarters): &(usize, Ymd, u64)| {
            vec![
                id(*person),
                days::text(*date),
                format!("{}", *quarters as f64 / 4.0),
            ]
        };
        file(
            "attendance",
            &["person_id", "date", "hours"],
            self.attendance.iter().map(attended).collect(),
        );
        let posting = |(person, date, account, ore): &(usize, Ymd, &str, i64)| {
            let sign = if *ore < 0 { "-" } else { "" };
            let amount = format!("{sign}{}.{:02}", ore.abs() / 100, ore.abs() % 100);
            vec![
                id(*person),
                days::text(*date),
                (*account).to_owned(),
                amount,
            ]
        };
        let postings = self.expenses.iter().map(posting).collect();
        file(
            "expenses",
            &["person_id", "date", "account", "amount_dkk"],
            postings,
        );
    }
}

fn interval(dice: &mut Dice) -> (Ymd, Option<Ymd>) {
    let from = dice.day(2013, 2021);
    let mut to = from;
    match dice.below(5) {
        0 => return (from, None),
        1 => {}
        2 => to = dice.day(2013, 2021).max(from),
        _ => {
            for _ in 0..dice.below(90) {
                to = days::next(to);
            }
        }
    }
    (from, Some(to))
}
