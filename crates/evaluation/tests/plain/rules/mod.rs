//! The contract read literally and slowly: person by person, month by month, day by day, in floating point.

mod children;
mod money;
mod people;
mod statistics;
mod support;

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::days::{self, Ymd};
use crate::made_up::{BENEFITS, MadeUp, Person};
use children::children;
use money::money;
use people::people;
use support::support;

/// Table name to its rows: the words of the key columns, then the numbers (none where missing).
pub(crate) type Rows = BTreeMap<(String, Vec<String>), Vec<Option<f64>>>;

const CATEGORIES: [&str; 4] = [
    "self_support",
    "activity_ready",
    "job_or_education_ready",
    "other_support",
];

const COHORT: Ymd = (2018, 1, 1);

struct Study<'a> {
    bundles: &'a [MadeUp],
    /// Days by category of a person and month, counted once.
    counted: RefCell<BTreeMap<(Who, i32), [u32; 4]>>,
}

/// A person of an intervention family: bundle, number in it.
type Who = (usize, usize);

impl Study<'_> {
    fn person(&self, (bundle, person): Who) -> &Person {
        &self.bundles[bundle].persons[person]
    }

    fn everybody(&self) -> Vec<Who> {
        let mut all = Vec::new();
        for (b, bundle) in self.bundles.iter().enumerate() {
            for (p, person) in bundle.persons.iter().enumerate() {
                if bundle.families[person.family].is_some() {
                    all.push((b, p));
                }
            }
        }
        all
    }

    fn with_role(&self, role: &str) -> Vec<Who> {
        let fits = |who: &Who| match role {
            "all" => true,
            "adults" => self.person(*who).role != "child",
            role => self.person(*who).role == role,
        };
        self.everybody().into_iter().filter(fits).collect()
    }

    fn family_start(&self, who: Who) -> Ymd {
        self.bundles[who.0].families[self.person(who).family].unwrap()
    }

    fn start(&self, who: Who) -> Ymd {
        self.person(who).own_start.unwrap_or(self.family_start(who))
    }

    fn calendar_month(&self, who: Who, t: i32) -> i32 {
        days::month(self.start(who)) + t
    }

    fn observed(&self, who: Who, t: i32) -> bool {
        let (first, last) = self.bundles[who.0].observed;
        (first..=last).contains(&self.calendar_month(who, t)) && (-24..=24).contains(&t)
    }

    fn adult_month(&self, who: Who, t: i32) -> bool {
        let person = self.person(who);
        let month = days::first(self.calendar_month(who, t));
        person.role != "child" && self.observed(who, t) && month >= days::birthday(person.birth, 18)
    }

    /// Days of each category in a month, and whether any spell touches it.
    fn support_days(&self, who: Who, t: i32) -> [u32; 4] {
        *self
            .counted
            .borrow_mut()
            .entry((who, t))
            .or_insert_with(|| self.count_days(who, t))
    }

    fn count_days(&self, who: Who, t: i32) -> [u32; 4] {
        let month = self.calendar_month(who, t);
        let (first, last) = (days::first(month), days::last(month));
        let mut counted = [0; 4];
        for (_, benefit, from, to) in self.bundles[who.0]
            .support
            .iter()
            .filter(|spell| spell.0 == who.1)
        {
            let category = BENEFITS.iter().find(|(code, _)| code == benefit).unwrap().1;
            let at = CATEGORIES.iter().position(|c| *c == category).unwrap();
            let mut day = first;
            while day <= last {
                if *from <= day && to.is_none_or(|to| day <= to) {
                    counted[at] += 1;
                }
                day = days::next(day);
            }
        }
        counted
    }

    fn category(&self, who: Who, t: i32) -> &'static str {
        let counted = self.support_days(who, t);
        if counted[0] > 0 || counted == [0; 4] {
            return CATEGORIES[0];
        }
        let most = *counted[1..].iter().max().unwrap();
        CATEGORIES[1 + counted[1..].iter().position(|days| *days == most).unwrap()]
    }

    fn public(&self, who: Who, t: i32) -> bool {
        self.support_days(who, t)[1..].iter().any(|days| *days > 0)
    }

    /// Whether a spell of one of these benefits touches the month.
    fn on_record(&self, who: Who, t: i32, of: &dyn Fn(&str) -> bool) -> bool {
        let month = self.calendar_month(who, t);
        let (first, last) = (days::first(month), days::last(month));
        self.bundles[who.0]
            .support
            .iter()
            .any(|(person, benefit, from, to)| {
                *person == who.1 && of(benefit) && *from <= last && to.is_none_or(|to| to >= first)
            })
    }

    /// Self-supported by an education grant and nothing else.
    fn only_studies(&self, who: Who, t: i32) -> bool {
        let work = |benefit: &str| ["employment", "self_support"].contains(&benefit);
        self.on_record(who, t, &|benefit| benefit == "education_grant")
            && !self.on_record(who, t, &work)
    }

    fn active(&self, who: Who, t: i32, kind: &str) -> bool {
        let month = self.calendar_month(who, t);
        let (first, last) = (days::first(month), days::last(month));
        self.bundles[who.0]
            .activation
            .iter()
            .any(|(person, k, from, to)| {
                *person == who.1
                    && (kind == "any" || *k == kind)
                    && *from <= last
                    && to.is_none_or(|to| to >= first)
            })
    }
}

/// Every table of the contract.
pub(crate) fn tables(bundles: &[MadeUp]) -> Rows {
    let study = Study {
        bundles,
        counted: RefCell::default(),
    };
    let mut rows = Rows::new();
    people(&study, &mut rows);
    support(&study, &mut rows);
    children(&study, &mut rows);
    money(&study, &mut rows);
    rows
}

fn over(numerator: f64, denominator: usize) -> Option<f64> {
    (denominator > 0).then(|| numerator / denominator as f64)
}

fn put(rows: &mut Rows, table: &str, key: &[&str], numbers: &[Option<f64>]) {
    let key = key.iter().map(|k| (*k).to_owned()).collect();
    assert!(
        rows.insert((table.to_owned(), key), numbers.to_vec())
            .is_none()
    );
}

fn count(n: usize) -> Option<f64> {
    Some(n as f64)
}
