//! The contract read literally and slowly: person by person, month by month, day by day, in floating point.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use std::sync::Mutex;

use super::days::{self, Ymd};
use super::made_up::{ACTIVATION, BENEFITS, CASES, MadeUp, Person};

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

fn over(numerator: f64, denominator: usize) -> Option<f64> {
    (denominator > 0).then(|| numerator / denominator as f64)
}

fn wilson(x: usize, n: usize) -> [Option<f64>; 2] {
    if n == 0 {
        return [None, None];
    }
    let (z, n) = (1.959963984540054_f64, n as f64);
    let p = x as f64 / n;
    let half = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let middle = p + z * z / (2.0 * n);
    [
        Some((middle - half) / (1.0 + z * z / n)),
        Some((middle + half) / (1.0 + z * z / n)),
    ]
}

/// The quantile by bisection of the numerically integrated density (Simpson's rule after t = √ν tan u).
fn student(freedom: usize) -> f64 {
    static KNOWN: Mutex<BTreeMap<usize, f64>> = Mutex::new(BTreeMap::new());
    *KNOWN
        .lock()
        .unwrap()
        .entry(freedom)
        .or_insert_with(|| integrate(freedom))
}

fn integrate(freedom: usize) -> f64 {
    let v = freedom as f64;
    let integral = |upper: f64| {
        let steps = 4000;
        let h = upper / steps as f64;
        let f = |u: f64| u.cos().powf(v - 1.0);
        let inner: f64 = (1..steps)
            .map(|i| f(i as f64 * h) * if i % 2 == 1 { 4.0 } else { 2.0 })
            .sum();
        (f(0.0) + inner + f(upper)) * h / 3.0
    };
    let whole = integral(std::f64::consts::FRAC_PI_2);
    let (mut low, mut high) = (0.0, std::f64::consts::FRAC_PI_2);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if integral(middle) < 0.95 * whole {
            low = middle
        } else {
            high = middle
        }
    }
    v.sqrt() * low.tan()
}

/// Three rows from each person's (y0, n0, y1, n1).
fn before_after(rows: &mut Rows, table: &str, name: &str, persons: &[[f64; 4]]) {
    let sum = |at: usize| persons.iter().map(|p| p[at]).sum::<f64>();
    let [y0, n0, y1, n1] = [0, 1, 2, 3].map(sum);
    let mut put =
        |period: &str, value: Option<f64>, deviations: Vec<f64>, months: f64, cut: bool| {
            let g = deviations.len() as f64;
            let margin = value.filter(|_| deviations.len() > 1).map(|_| {
                student(deviations.len() - 1)
                    * (g / (g - 1.0) * deviations.iter().map(|d| d * d).sum::<f64>()).sqrt()
            });
            let ends = [-1.0, 1.0].map(|sign| {
                let end = value.zip(margin).map(|(v, m)| v + sign * m);
                if cut {
                    end.map(|e| e.clamp(0.0, 1.0))
                } else {
                    end
                }
            });
            let key = vec![name.to_owned(), period.to_owned()];
            rows.insert(
                (table.to_owned(), key),
                vec![value, ends[0], ends[1], Some(months), Some(g)],
            );
        };
    let (p0, p1) = ((n0 > 0.0).then(|| y0 / n0), (n1 > 0.0).then(|| y1 / n1));
    let before = |p: &[f64; 4]| p0.map_or(0.0, |share| (p[0] - share * p[1]) / n0);
    let after = |p: &[f64; 4]| p1.map_or(0.0, |share| (p[2] - share * p[3]) / n1);
    put(
        "before",
        p0,
        persons.iter().filter(|p| p[1] > 0.0).map(before).collect(),
        n0,
        true,
    );
    put(
        "after",
        p1,
        persons.iter().filter(|p| p[3] > 0.0).map(after).collect(),
        n1,
        true,
    );
    let either = persons.iter().filter(|p| p[1] + p[3] > 0.0);
    let change = p1.zip(p0).map(|(p1, p0)| p1 - p0);
    put(
        "change",
        change,
        either.map(|p| after(p) - before(p)).collect(),
        n0 + n1,
        false,
    );
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

fn people(study: &Study<'_>, rows: &mut Rows) {
    let calendar = days::all();
    let number = |day: Ymd| calendar.iter().position(|d| *d == day).unwrap() as f64;
    let starts: Vec<Ymd> = study
        .bundles
        .iter()
        .flat_map(|b| b.families.iter().flatten().copied())
        .collect();
    for cohort in ["all", "early", "late"] {
        let belongs = |start: Ymd| cohort == "all" || (start < COHORT) == (cohort == "early");
        for role in ["child", "father", "mother", "other_adult", "all"] {
            let mut persons = study.with_role(role);
            persons.retain(|who| belongs(study.family_start(*who)));
            let days: f64 = persons
                .iter()
                .map(|who| number(study.start(*who)) - number(study.person(*who).birth))
                .sum();
            let mean = over(days / 365.25, persons.len());
            put(
                rows,
                "participants",
                &[cohort, role],
                &[count(persons.len()), mean],
            );
        }
        let families = starts.iter().filter(|start| belongs(**start)).count();
        put(
            rows,
            "participants",
            &[cohort, "families"],
            &[count(families), None],
        );
    }
    let months: BTreeSet<i32> = starts.iter().map(|start| days::month(*start)).collect();
    for month in months {
        let families = starts
            .iter()
            .filter(|start| days::month(**start) == month)
            .count();
        put(
            rows,
            "start_months",
            &[&days::month_text(month)],
            &[count(families)],
        );
    }
    for role in ["father", "mother"] {
        let parents = study.with_role(role);
        for (band, from, to) in [
            ("under_18", -99, 17),
            ("18_25", 18, 25),
            ("26_32", 26, 32),
            ("33_39", 33, 39),
            ("40_and_over", 40, 200),
        ] {
            let age = |who: &&Who| {
                let (birth, start) = (study.person(**who).birth, study.start(**who));
                let mut years = -20;
                while days::birthday(birth, years + 1) <= start {
                    years += 1;
                }
                (from..=to).contains(&years)
            };
            let persons = parents.iter().filter(age).count();
            put(
                rows,
                "parent_ages",
                &[role, band],
                &[count(persons), over(persons as f64, parents.len())],
            );
        }
    }
    let children = study.with_role("child");
    for sex in ["female", "male"] {
        let n = children
            .iter()
            .filter(|who| study.person(**who).sex == sex)
            .count();
        put(
            rows,
            "children_by_sex",
            &[sex],
            &[count(n), over(n as f64, children.len())],
        );
    }
}

/// A condition on a person's month.
type When<'a> = dyn Fn(Who, i32) -> bool + 'a;

/// Each person's months that count and months, before and after.
fn before_and_after(persons: &[Who], of: &When<'_>, counts: &When<'_>) -> Vec<[f64; 4]> {
    let person = |who: &Who| {
        let n = |from: i32, to: i32, y: bool| {
            (from..=to)
                .filter(|t| of(*who, *t) && (!y || counts(*who, *t)))
                .count() as f64
        };
        [
            n(-24, -1, true),
            n(-24, -1, false),
            n(1, 24, true),
            n(1, 24, false),
        ]
    };
    persons.iter().map(person).collect()
}

/// The strict variants, monthly and before and after.
fn strict(study: &Study<'_>, rows: &mut Rows, early: &[Who]) {
    let panel = |who, t| study.adult_month(who, t);
    let recorded = |who, t| panel(who, t) && study.on_record(who, t, &|_| true);
    let own = |who, t| study.category(who, t) == "self_support";
    let working = |who, t| own(who, t) && !study.only_studies(who, t);
    let variants: [(&str, &When<'_>, &When<'_>); 4] = [
        ("no_record", &panel, &|who, t| !recorded(who, t)),
        ("no_record_missing", &recorded, &own),
        ("education_only", &panel, &|who, t| {
            study.only_studies(who, t)
        }),
        ("without_education", &panel, &working),
    ];
    for (name, of, counts) in variants {
        before_after(
            rows,
            "self_support_strict",
            name,
            &before_and_after(early, of, counts),
        );
        if !["no_record_missing", "without_education"].contains(&name) {
            continue;
        }
        for t in -24..=24 {
            let mut here = study.with_role("adults");
            here.retain(|who| of(*who, t));
            let y = here.iter().filter(|who| counts(**who, t)).count();
            let [low, high] = wilson(y, here.len());
            let share = over(y as f64, here.len());
            let numbers = [count(here.len()), count(y), share, low, high];
            put(
                rows,
                "self_support_strict_monthly",
                &[name, &t.to_string()],
                &numbers,
            );
        }
    }
}

fn support(study: &Study<'_>, rows: &mut Rows) {
    for (name, role) in [
        ("all", "adults"),
        ("father", "father"),
        ("mother", "mother"),
    ] {
        let adults = study.with_role(role);
        let at_start: Vec<_> = adults
            .iter()
            .filter(|who| study.adult_month(**who, 0))
            .collect();
        let history: Vec<(Who, i32)> = adults
            .iter()
            .flat_map(|who| (-24..0).map(|t| (*who, t)))
            .filter(|(who, t)| study.adult_month(*who, *t))
            .collect();
        let with_history = history
            .iter()
            .map(|(who, _)| *who)
            .collect::<BTreeSet<_>>()
            .len();
        let public: Vec<_> = history
            .iter()
            .filter(|(who, t)| study.public(*who, *t))
            .collect();
        for category in CATEGORIES {
            let n = at_start
                .iter()
                .filter(|who| study.category(***who, 0) == category)
                .count();
            put(
                rows,
                "support_at_start",
                &[name, category],
                &[count(n), over(n as f64, at_start.len())],
            );
            let months = history
                .iter()
                .filter(|(who, t)| study.category(*who, *t) == category)
                .count();
            let numbers = [over(months as f64, with_history), count(with_history)];
            put(rows, "support_history", &[name, category], &numbers);
        }
        for kind in ACTIVATION {
            let months = public
                .iter()
                .filter(|(who, t)| study.active(*who, *t, kind))
                .count();
            put(
                rows,
                "activation_history",
                &[name, kind],
                &[over(months as f64, public.len()), count(public.len())],
            );
        }
        for t in -24..=24 {
            let here: Vec<_> = adults
                .iter()
                .filter(|who| study.adult_month(**who, t))
                .collect();
            let own = here
                .iter()
                .filter(|who| study.category(***who, t) == "self_support")
                .count();
            let [low, high] = wilson(own, here.len());
            let (n, share) = (here.len(), over(own as f64, here.len()));
            let numbers = [
                count(n),
                count(own),
                share,
                low,
                high,
                over(n as f64, adults.len()),
            ];
            put(
                rows,
                "self_support_monthly",
                &[name, &t.to_string()],
                &numbers,
            );
        }
    }
    let mut early = study.with_role("adults");
    early.retain(|who| study.family_start(*who) < COHORT);
    let months = |of: &When<'_>, counts: &When<'_>| before_and_after(&early, of, counts);
    for category in CATEGORIES {
        let persons = months(&|who, t| study.adult_month(who, t), &|who, t| {
            study.category(who, t) == category
        });
        before_after(rows, "support_before_after", category, &persons);
    }
    strict(study, rows, &early);
    for kind in ["any", "company_based", "guidance_upskilling", "mentor"] {
        let public = |who, t| study.adult_month(who, t) && study.public(who, t);
        before_after(
            rows,
            "activation_rate",
            kind,
            &months(&public, &|who, t| study.active(who, t, kind)),
        );
    }
}

fn children(study: &Study<'_>, rows: &mut Rows) {
    let children = study.with_role("child");
    let mut months: BTreeMap<i32, Vec<(f64, f64)>> = BTreeMap::new();
    for who in &children {
        let bundle = &study.bundles[who.0];
        let own: Vec<_> = bundle
            .attendance
            .iter()
            .filter(|row| row.0 == who.1)
            .collect();
        for month in bundle.observed.0..=bundle.observed.1 {
            let hours: Vec<f64> = own
                .iter()
                .filter(|row| days::month(row.1) == month)
                .map(|row| row.2 as f64 / 4.0)
                .collect();
            if !hours.is_empty() {
                let n = hours.len() as f64;
                months
                    .entry(month)
                    .or_default()
                    .push((hours.iter().sum::<f64>() / n, n));
            }
        }
    }
    for (month, means) in months {
        let n = means.len();
        let numbers = [
            count(n),
            over(means.iter().map(|m| m.0).sum(), n),
            over(means.iter().map(|m| m.1).sum(), n),
        ];
        put(
            rows,
            "attendance_monthly",
            &[&days::month_text(month)],
            &numbers,
        );
    }
    let starts = study
        .bundles
        .iter()
        .flat_map(|b| b.families.iter().flatten());
    let first_year = starts.map(|start| start.0).min();
    let last_year = |who: Who| study.bundles[who.0].observed.1 / 12;
    let end = |who: Who| days::last(study.bundles[who.0].observed.1);
    let cases = |who: Who, from: Ymd, to: Ymd| {
        let touching = move |case: &&super::made_up::Spell| {
            case.0 == who.1 && case.2 <= to && case.3.is_none_or(|last| last >= from)
        };
        study.bundles[who.0].cases.iter().filter(touching)
    };
    let years = study
        .bundles
        .iter()
        .filter(|b| b.families.iter().any(Option::is_some))
        .map(|b| b.observed.1 / 12)
        .max();
    for year in first_year.unwrap_or(9999)..=years.unwrap_or(0) {
        for population in ["joined_by_year_end", "early"] {
            let belongs = |who: &&Who| {
                let start = study.start(**who);
                let bundle = &study.bundles[who.0];
                let own_first = bundle.families.iter().flatten().map(|s| s.0).min().unwrap();
                let told =
                    (own_first.min(bundle.observed.0 / 12)..=last_year(**who)).contains(&year);
                told && if population == "early" {
                    start < COHORT
                } else {
                    start <= (year, 12, 31)
                }
            };
            let here: Vec<_> = children.iter().filter(belongs).collect();
            for kind in std::iter::once("any").chain(CASES) {
                let has = |who: &&&Who| {
                    cases(***who, (year, 1, 1), (year, 12, 31))
                        .any(|case| kind == "any" || case.1 == kind)
                };
                let with = here.iter().filter(has).count();
                let [low, high] = wilson(with, here.len());
                let numbers = [
                    count(here.len()),
                    count(with),
                    over(with as f64, here.len()),
                    low,
                    high,
                ];
                put(
                    rows,
                    "child_case_share",
                    &[population, &year.to_string(), kind],
                    &numbers,
                );
            }
        }
    }
    for cohort in ["all", "early"] {
        let from = (first_year.unwrap_or(9999), 1, 1);
        let in_cohort = |who: &&Who| cohort == "all" || study.start(**who) < COHORT;
        // The window may be empty: then nothing touches it.
        let with_case =
            |who: &&Who| from <= end(**who) && cases(**who, from, end(**who)).next().is_some();
        let with: Vec<_> = children
            .iter()
            .filter(in_cohort)
            .filter(with_case)
            .collect();
        let running = |who: &&&Who| {
            cases(***who, from, end(***who)).any(|case| case.3.is_none_or(|to| to > end(***who)))
        };
        let without = with.iter().filter(|who| !running(who)).count();
        let [low, high] = wilson(without, with.len());
        let numbers = [
            count(with.len()),
            count(without),
            over(without as f64, with.len()),
            low,
            high,
        ];
        put(rows, "closed_cases", &[cohort], &numbers);
    }
}

fn money(study: &Study<'_>, rows: &mut Rows) {
    let everybody = study.everybody();
    let families = study
        .bundles
        .iter()
        .flat_map(|b| b.families.iter().flatten())
        .count();
    let postings = |who: Who| {
        study.bundles[who.0]
            .expenses
            .iter()
            .filter(move |posting| posting.0 == who.1)
    };
    let t_of = |who: Who, day: Ymd| days::month(day) - days::month(study.start(who));
    let accounts: BTreeSet<&str> = everybody
        .iter()
        .flat_map(|who| postings(*who).map(|posting| posting.2))
        .collect();
    for account in accounts.into_iter().chain(std::iter::once("all")) {
        for population in ["children", "adults", "families"] {
            let mut persons = everybody.clone();
            persons.retain(|who| {
                population == "families"
                    || (study.person(*who).role == "child") == (population == "children")
            });
            let heads = if population == "families" {
                families
            } else {
                persons.len()
            };
            let mut total = 0.0;
            for who in persons {
                for (_, day, _, ore) in
                    postings(who).filter(|posting| account == "all" || posting.2 == account)
                {
                    let t = t_of(who, *day);
                    if (-12..=-1).contains(&t) && study.observed(who, t) {
                        total += *ore as f64 / 100.0;
                    }
                }
            }
            let numbers = [Some(total), over(total, heads)];
            put(
                rows,
                "expenses_year_before",
                &[account, population],
                &numbers,
            );
        }
    }
    for (population, role) in [
        ("children", "child"),
        ("mothers", "mother"),
        ("fathers", "father"),
    ] {
        for h in -4..4 {
            let (from, to) = if h < 0 {
                (6 * h, 6 * h + 5)
            } else {
                (6 * h + 1, 6 * h + 6)
            };
            let mut persons = study.with_role(role);
            persons.retain(|who| (from..=to).all(|t| study.observed(*who, t)));
            let spent = |who: &Who| {
                let inside =
                    postings(*who).filter(|posting| (from..=to).contains(&t_of(*who, posting.1)));
                inside.map(|posting| posting.3 as f64 / 100.0).sum::<f64>()
            };
            let mean = over(persons.iter().map(spent).sum(), persons.len());
            let key = [
                population,
                &h.to_string(),
                &from.to_string(),
                &to.to_string(),
            ];
            put(
                rows,
                "expenses_half_years",
                &key,
                &[count(persons.len()), mean],
            );
        }
    }
}
