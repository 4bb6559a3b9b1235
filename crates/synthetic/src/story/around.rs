//! Everyone around the family: before the course, and who is left.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use super::{
    UnitKind,
    calendar::{days_between, months_after, plus},
    chance::Chance,
    composite::WrittenProfessional,
    family::PersonRef,
    names::Origin,
    person::{Person, Role},
    wording::Setting,
};

/// Whose matter a professional's work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Concerns {
    /// The mother.
    Mother,
    /// The father.
    Father,
    /// One child.
    Child,
    /// Everybody.
    Family,
}

/// A professional (or volunteer) around the family.
#[derive(Debug, Clone, PartialEq)]
pub struct Professional {
    /// Invented name.
    pub name: String,
    /// Title, such as "Jobrådgiver".
    pub title: &'static str,
    /// Title as it stands in a sentence, such as "jobrådgiveren".
    pub title_definite: &'static str,
    /// The unit.
    pub unit: UnitKind,
    /// Whose matter it is.
    pub concerns: Concerns,
    /// The person it is about; `None` for the whole family.
    pub person: Option<PersonRef>,
    /// The case that is open, in Danish; `None` where there is none.
    pub open_case: Option<&'static str>,
    /// The plan the family holds from this professional, in Danish; `None` where there is none.
    pub plan: Option<&'static str>,
    /// Legal basis, in Danish; `None` for volunteers.
    pub legal_basis: Option<&'static str>,
    /// First day.
    pub since: Date,
    /// Last day, once over; never after today.
    pub ended: Option<Date>,
}

impl Professional {
    /// Whether the professional is around on the day.
    pub fn is_open_on(&self, day: Date) -> bool {
        self.since <= day && self.ended.is_none_or(|end| end >= day)
    }
}

/// What a kind of professional is; a row of `data/around.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Calling {
    pub(crate) key: String,
    title: String,
    definite: String,
    unit: UnitKind,
    concerns: Concerns,
    case: Option<String>,
    plan: Option<String>,
    basis: Option<String>,
    /// How likely around a family, against the others.
    weight: usize,
    /// Child's age in years at the start, for those about a child.
    #[serde(default)]
    ages: Option<(f64, f64)>,
    /// Only within half a year of a birth, before or after; such a professional is recent too.
    #[serde(default)]
    near_birth: bool,
    /// Came within half a year before the start.
    #[serde(default)]
    recent: bool,
    /// Only where someone needs an interpreter.
    #[serde(default)]
    interpreter: bool,
}

#[derive(Debug, Deserialize)]
struct Callings {
    calling: Vec<Calling>,
}

/// Every kind of professional.
pub(crate) fn callings() -> &'static [Calling] {
    static READ: LazyLock<Callings> = LazyLock::new(|| {
        toml::from_str(include_str!("../../data/around.toml"))
            .expect("the callings are part of the program and read by its tests")
    });
    &READ.calling
}

impl Calling {
    pub(crate) fn title(&self) -> &str {
        &self.title
    }

    fn subject(&self, persons: &[Person], start: Date) -> Option<Option<PersonRef>> {
        let of = |role: Role| persons.iter().position(|p| p.role == role).map(PersonRef);
        match self.concerns {
            Concerns::Family => Some(None),
            Concerns::Mother => of(Role::Mother).map(Some),
            Concerns::Father => of(Role::Father).map(Some),
            Concerns::Child => {
                let (from, to) = self.ages.unwrap_or((0.0, 18.0));
                persons
                    .iter()
                    .position(|p| {
                        p.is_born_by(start) && !p.is_adult() && {
                            let age = super::calendar::years_old(p.birth.day(), start);
                            (from..to).contains(&age)
                        }
                    })
                    .map(|i| Some(PersonRef(i)))
            }
        }
    }

    fn fits(&self, setting: &Setting<'_>) -> bool {
        let birth_near = || {
            let mut born = setting
                .persons
                .iter()
                .filter(|p| p.role == Role::Child)
                .map(|p| p.birth.day());
            born.any(|day| (-182..=182).contains(&days_between(setting.start, day)))
        };
        (!self.interpreter || setting.persons.iter().any(|p| p.interpreter))
            && (!self.near_birth || birth_near())
    }

    fn professional(
        &'static self,
        person: Option<PersonRef>,
        since: Date,
        chance: &mut Chance,
    ) -> Professional {
        Professional {
            name: Origin::danish().full_name(chance),
            title: &self.title,
            title_definite: &self.definite,
            unit: self.unit,
            concerns: self.concerns,
            person,
            open_case: self.case.as_deref(),
            plan: self.plan.as_deref(),
            legal_basis: self.basis.as_deref(),
            since,
            ended: None,
        }
    }
}

/// Contact points before the start: median 10, from 6 to 18.
const BEFORE: [usize; 15] = [6, 7, 8, 8, 9, 9, 10, 10, 10, 11, 12, 12, 13, 15, 18];
/// How many stay.
const STAY: [usize; 6] = [3, 3, 4, 4, 4, 5];

/// Professionals for a drawn family, who came in the two years before the start; all but three to five leave within a year.
pub(crate) fn around(setting: &Setting<'_>, chance: &mut Chance) -> Vec<Professional> {
    let (wanted, stay) = (*chance.pick(&BEFORE), *chance.pick(&STAY));
    let mut left: Vec<(usize, (&'static Calling, Option<PersonRef>))> = callings()
        .iter()
        .filter(|c| c.fits(setting))
        .filter_map(|c| {
            c.subject(setting.persons, setting.start)
                .map(|person| (c.weight, (c, person)))
        })
        .collect();
    let mut found = Vec::new();
    while found.len() < wanted && !left.is_empty() {
        let (calling, person) = chance.weighted(&left);
        left.retain(|(_, (c, _))| c.key != calling.key);
        let longest = if calling.recent || calling.near_birth {
            180
        } else {
            760
        };
        let mut since = plus(setting.start, -chance.between(40, longest));
        if let Some(PersonRef(child)) = person {
            since = since.max(setting.persons[child].birth.day());
        }
        let mut professional = calling.professional(person, since, chance);
        if found.len() >= stay {
            let end = plus(setting.start, chance.between(14, 340));
            professional.ended = (end <= setting.until).then_some(end);
        }
        found.push(professional);
    }
    found.sort_by_key(|p| p.since);
    found
}

/// The professionals of a composite.
pub(crate) fn around_written(
    written: &[WrittenProfessional],
    setting: &Setting<'_>,
    chance: &mut Chance,
) -> Vec<Professional> {
    let mut found: Vec<Professional> = written
        .iter()
        .filter_map(|w| {
            let calling = callings().iter().find(|c| c.key == w.key)?;
            let person = calling.subject(setting.persons, setting.start).flatten();
            let mut since = months_after(setting.start, -w.months_before);
            if let Some(PersonRef(about)) = person {
                since = since.max(setting.persons[about].birth.day());
            }
            let mut professional = calling.professional(person, since, chance);
            professional.ended = w
                .ended
                .map(|day| plus(setting.start, day))
                .filter(|end| *end <= setting.until);
            Some(professional)
        })
        .collect();
    found.sort_by_key(|p| p.since);
    found
}
