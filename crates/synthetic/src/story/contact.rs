//! Contacts between coordinator and family, about one a week.

use jiff::{ToSpan, civil::DateTime};
use serde::Deserialize;

use super::{
    calendar::{at_quarter, days_between, plus, workday_from, workday_until},
    chance::Chance,
    composite::WrittenNote,
    family::PersonRef,
    person::{Homes, Person, Role},
    wording::{CONTACTS, Setting, Voice},
};

/// How they met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContactKind {
    /// At home with the family.
    HomeVisit,
    /// By telephone.
    Phone,
    /// By SMS.
    Sms,
    /// By e-mail.
    Email,
    /// A meeting with several professionals.
    NetworkMeeting,
    /// Going along to somebody else's meeting (bisidder).
    Accompanying,
}

impl ContactKind {
    /// The section of the wording file.
    fn section(self) -> &'static str {
        match self {
            Self::HomeVisit => "home_visit",
            Self::Phone => "phone",
            Self::Sms => "sms",
            Self::Email => "email",
            Self::NetworkMeeting => "network_meeting",
            Self::Accompanying => "accompanying",
        }
    }

    fn minutes(self, chance: &mut Chance) -> i32 {
        5 * match self {
            Self::HomeVisit => chance.between(9, 18),
            Self::Phone => chance.between(1, 6),
            Self::Sms | Self::Email => chance.between(1, 2),
            Self::NetworkMeeting => chance.between(12, 18),
            Self::Accompanying => chance.between(9, 24),
        }
    }
}

const KINDS: [(usize, ContactKind); 6] = [
    (34, ContactKind::HomeVisit),
    (24, ContactKind::Phone),
    (16, ContactKind::Sms),
    (8, ContactKind::Email),
    (7, ContactKind::NetworkMeeting),
    (11, ContactKind::Accompanying),
];

/// Between the written contacts of a composite.
const BETWEEN: [(usize, ContactKind); 3] = [
    (4, ContactKind::HomeVisit),
    (3, ContactKind::Phone),
    (3, ContactKind::Sms),
];

/// A contact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// How.
    pub kind: ContactKind,
    /// Beginning, local time: a working day between 8.00 and 16.00, on or after the start and before today.
    pub at: DateTime,
    /// Duration in minutes.
    pub minutes: i32,
    /// Who of the family took part; all of them born by then.
    pub persons: Vec<PersonRef>,
    /// What it was about, in one line of Danish.
    pub summary: String,
    /// Whether it tells of a crisis.
    pub crisis: bool,
}

impl Contact {
    /// When it was over.
    pub fn end(&self) -> DateTime {
        self.at.saturating_add(i64::from(self.minutes).minutes())
    }
}

/// Contacts through the course, every five to ten days with a pause now and then. One active family in five has not been seen
/// for more than a week; `most` bounds their number. `between` is for those
/// that fill the weeks between a composite's written contacts: they say little.
pub(crate) fn contacts(
    setting: &Setting<'_>,
    voice: &mut Voice<'_>,
    most: usize,
    between: bool,
    chance: &mut Chance,
) -> Vec<Contact> {
    let quiet = setting.active && chance.percent(20);
    let until = if quiet {
        plus(setting.until, -chance.between(8, 12))
    } else {
        setting.until
    };
    let mut days = vec![setting.start];
    let mut day = setting.start;
    loop {
        day = plus(
            day,
            if chance.percent(12) {
                chance.between(11, 16)
            } else {
                chance.between(5, 10)
            },
        );
        if workday_from(day) > until || days.len() >= most {
            break;
        }
        days.push(workday_from(day));
        day = workday_from(day);
    }
    let last = workday_until(until);
    if !quiet
        && days.len() < most
        && days_between(day.min(last), last) > 3
        && days[days.len() - 1] < last
    {
        days.push(last);
    }
    days.iter()
        .enumerate()
        .map(|(i, &day)| {
            let kind = match (i, between) {
                (0, _) => ContactKind::HomeVisit,
                (_, true) => chance.weighted(&BETWEEN),
                (_, false) => chance.weighted(&KINDS),
            };
            let at = at_quarter(day, chance.between(2, 28));
            let section = if between {
                format!("between_{}", kind.section())
            } else {
                kind.section().to_owned()
            };
            let lines = CONTACTS
                .get(section.as_str())
                .map_or(&[][..], Vec::as_slice);
            let line = voice.say(lines, day, chance);
            met(kind, at, line, setting.persons, chance)
        })
        .collect()
}

/// The contact of a written note.
pub(crate) fn contact_written(
    note: &WrittenNote,
    setting: &Setting<'_>,
    chance: &mut Chance,
) -> Contact {
    // Written days are weekdays counted from a Monday; moving one for a feast could pile up those after it.
    let day = plus(setting.start, note.day);
    let at = at_quarter(day, chance.between(4, 26));
    let contact = met(
        note.kind,
        at,
        Some(note.line.clone()),
        setting.persons,
        chance,
    );
    Contact {
        crisis: note.crisis,
        ..contact
    }
}

fn met(
    kind: ContactKind,
    at: DateTime,
    line: Option<String>,
    persons: &[Person],
    chance: &mut Chance,
) -> Contact {
    Contact {
        kind,
        at,
        minutes: kind.minutes(chance),
        persons: took_part(kind, at, persons, chance),
        summary: line.unwrap_or_else(|| "Kort kontakt om ugen".to_owned()),
        crisis: false,
    }
}

fn took_part(
    kind: ContactKind,
    at: DateTime,
    persons: &[Person],
    chance: &mut Chance,
) -> Vec<PersonRef> {
    let alone = matches!(
        kind,
        ContactKind::Phone | ContactKind::Sms | ContactKind::Email | ContactKind::Accompanying
    );
    let mut there = vec![PersonRef(0)];
    for (i, person) in persons.iter().enumerate().skip(1) {
        let percent = match person.role {
            Role::Father if person.homes == Homes::First => 60,
            Role::Father => 20,
            Role::OtherAdult => 25,
            Role::Child if kind == ContactKind::HomeVisit => 55,
            Role::Child | Role::Mother => 0,
        };
        if person.is_born_by(at.date()) && chance.percent(percent) {
            if alone {
                return vec![PersonRef(i)];
            }
            there.push(PersonRef(i));
        }
    }
    there
}
