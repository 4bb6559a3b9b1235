//! Agreements and tasks.

use jiff::civil::Date;

use super::{
    calendar::{days_between, plus, workday_from},
    chance::Chance,
    composite::WrittenTask,
    family::{PersonRef, ProfessionalRef, Responsible},
    person::Homes,
    wording::{Setting, TASKS, Voice},
};

/// Where a task stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TaskStatus {
    /// Not done yet; overdue where the due day is past.
    Open,
    /// Done on a day.
    Done {
        /// The day.
        on: Date,
    },
    /// It came to nothing.
    Missed {
        /// A word why, in Danish.
        why: String,
    },
}

/// Something someone has promised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// What, in Danish.
    pub text: String,
    /// Who promised.
    pub owner: Responsible,
    /// When it was agreed.
    pub created: Date,
    /// When it should be done; after `created`.
    pub due: Date,
    /// Where it stands.
    pub status: TaskStatus,
}

/// Tasks through the course, one every week or three; `most` bounds their number.
pub(crate) fn tasks(
    setting: &Setting<'_>,
    voice: &mut Voice<'_>,
    most: usize,
    chance: &mut Chance,
) -> Vec<Task> {
    let mut found = Vec::new();
    let mut created = setting.start;
    while created <= setting.until && found.len() < most {
        let due = workday_from(plus(created, chance.between(7, 24)));
        let owner = owner(setting, created, chance);
        let lines = TASKS
            .get(section(setting, owner))
            .map_or(&[][..], Vec::as_slice);
        if (setting.active || due <= setting.until)
            && let Some(text) = voice.say(lines, created, chance)
        {
            found.push(Task {
                text,
                owner,
                created,
                due,
                status: status(setting, created, due, voice, chance),
            });
        }
        created = workday_from(plus(created, chance.between(6, 22)));
    }
    found
}

fn owner(setting: &Setting<'_>, day: Date, chance: &mut Chance) -> Responsible {
    let open: Vec<usize> = (0..setting.around.len())
        .filter(|&i| setting.around[i].is_open_on(day))
        .collect();
    match chance.below(100) {
        0..45 => {
            let adults: Vec<usize> = (0..setting.persons.len())
                .filter(|&i| {
                    setting.persons[i].is_adult()
                        && (i == 0 || setting.persons[i].homes == Homes::First)
                })
                .collect();
            Responsible::Member(PersonRef(*chance.pick(&adults)))
        }
        45..75 if !open.is_empty() => {
            Responsible::Professional(ProfessionalRef(*chance.pick(&open)))
        }
        _ => Responsible::Coordinator,
    }
}

fn section(setting: &Setting<'_>, owner: Responsible) -> &'static str {
    use super::UnitKind;
    match owner {
        Responsible::Member(_) => "member",
        Responsible::Coordinator => "coordinator",
        Responsible::Professional(who) => match setting.around[who.0].unit {
            UnitKind::Jobcentre => "jobcentre",
            UnitKind::FamilyDepartment => "family_department",
            UnitKind::YouthUnit => "youth_unit",
            UnitKind::HealthVisitors => "health_visitors",
            UnitKind::DayCare => "day_care",
            UnitKind::School => "school",
            UnitKind::Psychiatry => "psychiatry",
            UnitKind::AddictionCentre => "addiction_centre",
            UnitKind::Hospital => "hospital",
            UnitKind::Volunteers => "volunteers",
        },
    }
}

/// What is due is mostly done, some missed; only an active family's last month has overdue ones.
fn status(
    setting: &Setting<'_>,
    created: Date,
    due: Date,
    voice: &mut Voice<'_>,
    chance: &mut Chance,
) -> TaskStatus {
    if due >= setting.today {
        return TaskStatus::Open;
    }
    let recent = setting.active && days_between(due, setting.today) <= 30;
    match chance.below(100) {
        0..14 => {
            let why = TASKS
                .get("why_missed")
                .and_then(|lines| voice.say(lines, due, chance));
            TaskStatus::Missed {
                why: why.unwrap_or_else(|| "Udsat".to_owned()),
            }
        }
        14..40 if recent => TaskStatus::Open,
        _ => {
            let latest = plus(due, 3).min(setting.until);
            let on = plus(
                created,
                chance.between(1, days_between(created, latest).max(1)),
            );
            TaskStatus::Done {
                on: on.min(setting.until).max(created),
            }
        }
    }
}

/// The tasks of a composite; what is due today or later is open. A day moved past a weekend or a feast moves what
/// follows it: nothing is due or done before it was agreed.
pub(crate) fn tasks_written(written: &[WrittenTask], setting: &Setting<'_>) -> Vec<Task> {
    let on = |day: i32| plus(setting.start, day);
    let mut found: Vec<Task> = written
        .iter()
        .map(|w| {
            let created = workday_from(on(w.day)).min(setting.until);
            Task {
                text: w.text.clone(),
                owner: Responsible::written(&w.owner, setting),
                created,
                due: workday_from(on(w.due).max(plus(created, 1))),
                status: match (w.done, &w.missed) {
                    (Some(day), _) => TaskStatus::Done {
                        on: on(day).max(created).min(setting.until),
                    },
                    (None, Some(why)) => TaskStatus::Missed { why: why.clone() },
                    (None, None) => TaskStatus::Open,
                },
            }
        })
        .collect();
    found.sort_by_key(|t| t.created);
    found
}

impl Responsible {
    /// Reads `coordinator`, a given name or a key of `data/around.toml` (found by its title); anything else is the
    /// coordinator, which a test of the composites rules out.
    pub(crate) fn written(word: &str, setting: &Setting<'_>) -> Self {
        let named = |p: &super::Person| p.given_name.as_deref() == Some(word);
        if let Some(i) = setting.persons.iter().position(named) {
            return Self::Member(PersonRef(i));
        }
        let title = super::around::callings()
            .iter()
            .find(|c| c.key == word)
            .map(|c| c.title());
        match setting.around.iter().position(|p| Some(p.title) == title) {
            Some(i) => Self::Professional(ProfessionalRef(i)),
            None => Self::Coordinator,
        }
    }
}
