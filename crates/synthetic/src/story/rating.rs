//! The ratings of a family, after the published aggregates (`bilag_1_fit_2020_04_29`): intakes by age group, sessions and lengths.
//!
//! Active families rate from their start, if they have come far enough for a course; ended ones from a while after it until the
//! end. Everybody who rates does so on the same days. A child under six is rated by others alone.

use jiff::civil::Date;

use super::chance::Chance;
use super::{
    Birth, Decision, Depth, FamilyStory, PersonRef, Role, days_between, plus, workday_until,
};

/// Days that an active course must have lasted to have ratings of some length.
const FAR_ENOUGH: i32 = 335;
/// Days from the last session to today, at the most.
const RECENT: i32 = 20;

/// What a family's ratings are made of.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RatingStory {
    /// The first day of the episode.
    pub(crate) opened: Date,
    /// Who is in it.
    pub(crate) people: Vec<PersonRef>,
    /// Who rates beside them: about whom, the code of the kind, the name.
    pub(crate) raters: Vec<(PersonRef, &'static str, String)>,
    /// What is answered, in order of days.
    pub(crate) answers: Vec<Answer>,
}

/// One filled-in form.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Answer {
    pub(crate) on: Date,
    pub(crate) person: PersonRef,
    /// Index into the raters; none is the person.
    pub(crate) rater: Option<usize>,
    /// Whether it is the session rating.
    pub(crate) session: bool,
    /// The items in tenths.
    pub(crate) items: [u8; 4],
}

#[derive(Clone, Copy)]
enum Age {
    Adult,
    Adolescent,
    Child,
    Infant,
}

/// The published mean intakes, in tenths: of active and of closed episodes.
fn intake(age: Age, active: bool) -> i32 {
    match (age, active) {
        (Age::Adult, true) => 225,
        (Age::Adult, false) => 243,
        (Age::Adolescent, true) => 279,
        (Age::Adolescent, false) => 299,
        (Age::Child | Age::Infant, true) => 325,
        (Age::Child | Age::Infant, false) => 384,
    }
}

impl FamilyStory {
    /// The family's ratings, if it has come to that.
    pub(crate) fn ratings(&self, today: Date) -> Option<RatingStory> {
        let Decision::TakenIn { start, .. } = self.decision else {
            return None;
        };
        if self.depth != Depth::Full {
            return None;
        }
        let active = self.closing.is_none();
        let (opened, last) = match &self.closing {
            Some(closing) => {
                let whole = days_between(start, closing.on);
                (plus(start, whole * 30 / 100), closing.on)
            }
            None => (plus(start, 1), today),
        };
        let length = days_between(opened, last);
        if length < 100 || (active && length < FAR_ENOUGH) {
            return None;
        }
        let mut chance = Chance::new(0xf17, &[u64::from(self.index)]);
        let days = self.days(opened, last, active, &mut chance);
        let first = *days.first()?;
        let mut story = RatingStory {
            opened,
            people: Vec::new(),
            raters: Vec::new(),
            answers: Vec::new(),
        };
        // Deviations come in pairs, so that means stay where they were published.
        let mut sign = if self.index.is_multiple_of(2) { 1 } else { -1 };
        for (at, person) in self.persons.iter().enumerate() {
            let Birth::Born(born) = person.birth else {
                continue;
            };
            if born > opened {
                continue;
            }
            let age = match (person.role, days_between(born, first) / 365) {
                (Role::Child, ..6) => Age::Infant,
                (Role::Child, 6..13) => Age::Child,
                (Role::Child, 13..18) => Age::Adolescent,
                _ => Age::Adult,
            };
            story.tell(PersonRef(at), age, active, sign, &days, &mut chance);
            sign = -sign;
        }
        story.answers.sort_by_key(|it| it.on);
        Some(story)
    }

    fn days(&self, opened: Date, last: Date, active: bool, chance: &mut Chance) -> Vec<Date> {
        let count = if active {
            13 + (self.index % 3) as i32
        } else {
            7 + (self.index % 2) as i32
        };
        let end = match active {
            true => plus(last, -chance.between(3, RECENT)),
            false => plus(last, -3),
        };
        let length = days_between(opened, end);
        let day = |i: i32| workday_until(plus(opened, 4 + i * (length - 4) / (count - 1)));
        let mut days: Vec<Date> = (0..count).map(|i| day(i).max(opened)).collect();
        days.dedup();
        days
    }
}

impl RatingStory {
    fn tell(
        &mut self,
        person: PersonRef,
        age: Age,
        active: bool,
        sign: i32,
        days: &[Date],
        chance: &mut Chance,
    ) {
        self.people.push(person);
        let base = intake(age, active) + sign * chance.between(0, 14);
        // Three of four go as expected or better.
        let lift = if chance.percent(72) {
            chance.between(4, 22)
        } else {
            -chance.between(20, 60)
        };
        if !matches!(age, Age::Infant) {
            self.series(person, None, (base, lift), days, chance);
            for (k, on) in days.iter().enumerate() {
                let total = 360 + sign * chance.between(0, 12) + (k as i32).min(10);
                self.answer(*on, person, None, true, total, chance);
            }
        }
        let beside: &[(&'static str, &str)] = match age {
            Age::Infant => &[("health_visitor", "Sundhedsplejerske Lund")],
            Age::Child => &[("teacher", "Lærer Kvist"), ("parent", "Mor")],
            Age::Adolescent => &[("teacher", "Lærer Toft")],
            Age::Adult => &[("jobcentre", "Jobkonsulent Bach")],
        };
        let first = if active { 283 } else { 302 };
        for (kind, name) in beside {
            let rater = self.raters.len();
            self.raters.push((person, *kind, (*name).to_owned()));
            let base = first + sign * chance.between(0, 20);
            self.series(person, Some(rater), (base, lift / 2), days, chance);
        }
    }

    /// An outcome series that goes the way courses go: half the distance to 32, most of it in the first three ratings.
    fn series(
        &mut self,
        person: PersonRef,
        rater: Option<usize>,
        (base, lift): (i32, i32),
        days: &[Date],
        chance: &mut Chance,
    ) {
        let (base, lift) = (f64::from(base), f64::from(lift));
        let goes = (320.0 - base) / 2.0;
        for (k, on) in days.iter().enumerate() {
            let share = 1.0 - (-(k as f64) / 3.0).exp();
            let wobble = if k == 0 {
                0.0
            } else {
                lift * share + chance.real(-12.0, 12.0)
            };
            let total = base + goes * share + wobble;
            self.answer(*on, person, rater, false, total as i32, chance);
        }
    }

    fn answer(
        &mut self,
        on: Date,
        person: PersonRef,
        rater: Option<usize>,
        session: bool,
        total: i32,
        chance: &mut Chance,
    ) {
        let total = total.clamp(0, 398);
        // Two items a little up, two a little down by as much.
        let shift = chance
            .between(0, 6)
            .min((total / 4).min(100 - total / 4 - 1));
        let quarter = total / 4;
        let rest = total - 4 * quarter;
        let item = |tenths: i32| u8::try_from(tenths.clamp(0, 100)).unwrap_or(0);
        self.answers.push(Answer {
            on,
            person,
            rater,
            session,
            items: [
                item(quarter + shift),
                item(quarter - shift),
                item(quarter),
                item(quarter + rest),
            ],
        });
    }
}
