//! Appointments, past and coming.

use jiff::civil::{Date, DateTime};

use super::{
    calendar::{at_quarter, plus, workday_from},
    chance::Chance,
    family::{PersonRef, ProfessionalRef, Responsible},
    wording::{APPOINTMENTS, Setting, Voice},
};

/// An appointment of the family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// What, in Danish.
    pub title: String,
    /// Where, in Danish.
    pub place: String,
    /// Beginning, local time.
    pub at: DateTime,
    /// Planned minutes.
    pub minutes: i32,
    /// With whom.
    pub with: Responsible,
    /// Who of the family is expected.
    pub persons: Vec<PersonRef>,
}

/// One appointment a month so far; two or three to come where the course still runs.
pub(crate) fn appointments(
    setting: &Setting<'_>,
    voice: &mut Voice<'_>,
    chance: &mut Chance,
) -> Vec<Appointment> {
    let mut days = Vec::new();
    let mut day = workday_from(plus(setting.start, chance.between(7, 20)));
    while day <= setting.until {
        days.push(day);
        day = workday_from(plus(day, chance.between(22, 44)));
    }
    let mut coming = setting.today;
    for _ in 0..if setting.active {
        chance.between(2, 3)
    } else {
        0
    } {
        coming = workday_from(plus(coming, chance.between(1, 9)));
        days.push(coming);
    }
    days.iter()
        .enumerate()
        .filter_map(|(i, &day)| {
            let visit = day > setting.today && (i + 1 == days.len());
            one(setting, voice, day, visit, chance)
        })
        .collect()
}

/// A row of the file reads `title ; place`. The last coming one is always the coordinator's visit.
fn one(
    setting: &Setting<'_>,
    voice: &mut Voice<'_>,
    day: Date,
    visit: bool,
    chance: &mut Chance,
) -> Option<Appointment> {
    let open: Vec<usize> = (0..setting.around.len())
        .filter(|&i| setting.around[i].is_open_on(day))
        .collect();
    let with = if visit || open.is_empty() || chance.percent(40) {
        Responsible::Coordinator
    } else {
        Responsible::Professional(ProfessionalRef(*chance.pick(&open)))
    };
    let (title, place, persons) = match with {
        Responsible::Professional(who) => {
            let professional = &setting.around[who.0];
            let place = voice.say(APPOINTMENTS.get("place")?, day, chance)?;
            let mut persons = vec![professional.person.unwrap_or(PersonRef(0))];
            if !setting.persons[persons[0].0].is_adult() {
                persons.push(PersonRef(0));
            }
            (
                format!("Møde med {}", professional.title_definite),
                place,
                persons,
            )
        }
        Responsible::Coordinator | Responsible::Member(_) => {
            let row = voice.say(
                APPOINTMENTS.get(if visit { "visit" } else { "coordinator" })?,
                day,
                chance,
            )?;
            let (title, place) = row.split_once(" ; ")?;
            (title.to_owned(), place.to_owned(), vec![PersonRef(0)])
        }
    };
    let at = at_quarter(day, chance.between(1, 27));
    Some(Appointment {
        title,
        place,
        at,
        minutes: 15 * chance.between(2, 6),
        with,
        persons,
    })
}
