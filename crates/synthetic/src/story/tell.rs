//! Tells one family's story from the seed and its number.

use std::collections::HashSet;

use jiff::civil::Date;

use super::{
    Authority, Contact, Decision, DeclineReason, Depth, FamilyStory, Homes, LifeDomain, Note,
    Person, Role, appointment, around,
    calendar::{monday_until, plus, workday_from, workday_until},
    chance::Chance,
    closing,
    cohort::Place,
    composite::{Composite, WrittenAuthority, composites},
    contact, household,
    member::{Birthright, members, members_written},
    names::Origin,
    note, plan, referral, task,
    wording::{REFERRALS, Setting, Voice},
};

/// What became of the referral.
#[derive(Debug, Clone)]
pub(crate) enum Fate {
    /// Taken in by the coordinator of that username.
    TakenIn(String),
    /// Waiting at this place, of so many.
    Waiting(u32, u32),
    /// Declined.
    Declined(DeclineReason),
}

/// Tells the story of `place` as number `index`.
pub(crate) fn tell(
    seed: u64,
    index: u32,
    today: Date,
    place: &Place,
    fate: &Fate,
    depth: Depth,
) -> FamilyStory {
    let mut chance = Chance::new(seed, &[0xfa, u64::from(index)]);
    let chance = &mut chance;
    let written: Option<&'static Composite> = place
        .composite
        .filter(|_| depth == Depth::Full)
        .map(|i| &composites()[i]);
    let (referred, start) = dates(place, fate, today, chance);
    let right = Birthright {
        seed,
        index,
        start,
        today,
    };
    let mut persons = match written {
        Some(w) => members_written(w, &right, chance),
        None => members(place, &right, chance),
    };
    settle_language(&mut persons);
    let ended = place
        .end_before
        .filter(|_| matches!(fate, Fate::TakenIn(_)));
    let active = ended.is_none();
    let until = ended.map_or_else(|| plus(today, -1), |days| workday_until(plus(today, -days)));
    let mut setting = Setting {
        persons: &persons,
        around: &[],
        start,
        until,
        active,
        today,
    };
    let professionals = match (written, depth) {
        (Some(w), _) => around::around_written(&w.around, &setting, chance),
        (None, Depth::Full) => around::around(&setting, chance),
        (None, Depth::Light) => Vec::new(),
    };
    setting.around = &professionals;
    let voice = &mut Voice::new(&setting);
    let referral = referral::referral(
        referred,
        written.map(|w| w.referred_by),
        written.map(|w| w.reasons.as_str()),
        &setting,
        voice,
        chance,
    );
    let decided = workday_from(plus(referred, chance.between(4, 8))).min(today);
    let decision = decision(fate, decided, start, written, voice, chance);
    let mut story = FamilyStory {
        index,
        depth,
        composite: written.map(|w| w.title.as_str()),
        household: written.map_or_else(
            || format!("Familien {}", persons[0].family_name),
            |w| w.household.clone(),
        ),
        second_household: second_household(&persons, written),
        relations: household::relations(&persons),
        custody: household::custody(&persons),
        referral,
        decision,
        contacts: Vec::new(),
        notes: Vec::new(),
        tasks: Vec::new(),
        appointments: Vec::new(),
        plan: None,
        closing: None,
        persons: Vec::new(),
        around: Vec::new(),
    };
    if matches!(fate, Fate::TakenIn(_)) {
        course(&mut story, &setting, written, voice, chance);
    }
    story.around = professionals;
    story.persons = persons;
    story
}

/// Days of the referral and of the start; where there is no start, people's ages are counted to the referral.
fn dates(place: &Place, fate: &Fate, today: Date, chance: &mut Chance) -> (Date, Date) {
    match fate {
        Fate::TakenIn(_) => {
            let day = plus(today, -place.start_before);
            // What is written by hand counts its weekdays from a Monday.
            let start = if place.composite.is_some() {
                monday_until(day)
            } else {
                workday_from(day)
            };
            (workday_until(plus(start, -chance.between(18, 75))), start)
        }
        // The first in line has waited some three months, the last a week.
        Fate::Waiting(place, of) => {
            let days = 8 + 90 * (of - place) as i32 / (*of).max(1) as i32;
            let on = workday_until(plus(today, -days));
            (on, on)
        }
        Fate::Declined(_) => {
            let on = workday_until(plus(today, -chance.between(40, 300)));
            (on, on)
        }
    }
}

/// An interpreter is for a language other than Danish.
fn settle_language(persons: &mut [Person]) {
    for person in persons {
        person.interpreter &= person.language != "da";
    }
}

fn second_household(persons: &[Person], written: Option<&Composite>) -> Option<String> {
    if let Some(w) = written {
        return w.second_household.clone();
    }
    let father = persons
        .iter()
        .find(|p| p.role == Role::Father && p.homes == Homes::Second)?;
    Some(format!("Hos {}", father.full_name()))
}

fn decision(
    fate: &Fate,
    on: Date,
    start: Date,
    written: Option<&Composite>,
    voice: &mut Voice<'_>,
    chance: &mut Chance,
) -> Decision {
    match fate {
        Fate::TakenIn(coordinator) => {
            let authority = written.map_or_else(
                || {
                    chance.weighted(&[
                        (45, WrittenAuthority::Sole),
                        (35, WrittenAuthority::Shared),
                        (20, WrittenAuthority::None),
                    ])
                },
                |w| w.authority,
            );
            let authority = match authority {
                WrittenAuthority::Sole => Authority::Sole,
                WrittenAuthority::Shared => Authority::Shared {
                    with: Origin::danish().full_name(chance),
                },
                WrittenAuthority::None => Authority::None,
            };
            Decision::TakenIn {
                on,
                start,
                coordinator: coordinator.clone(),
                authority,
            }
        }
        Fate::Waiting(place, _) => Decision::Waiting { on, place: *place },
        Fate::Declined(reason) => {
            let section = match reason {
                DeclineReason::NoRoom => "no_room",
                DeclineReason::OutsideTargetGroup => "outside_target_group",
            };
            let text = REFERRALS
                .get(section)
                .and_then(|lines| voice.say(lines, on, chance));
            Decision::Declined {
                on,
                reason: *reason,
                text: text.unwrap_or_default(),
            }
        }
    }
}

/// Everything after the start.
fn course(
    story: &mut FamilyStory,
    setting: &Setting<'_>,
    written: Option<&Composite>,
    voice: &mut Voice<'_>,
    chance: &mut Chance,
) {
    let (contacts, tasks, goals) = match story.depth {
        Depth::Full => (usize::MAX, usize::MAX, usize::MAX),
        Depth::Light => (1, 2, 1),
    };
    let mut met: Vec<(Contact, Option<(LifeDomain, String)>)> = written
        .iter()
        .flat_map(|w| &w.note)
        .map(|n| {
            (
                contact::contact_written(n, setting, chance),
                Some((n.domain, n.text.clone())),
            )
        })
        .collect();
    let kept: HashSet<Date> = met.iter().map(|(c, _)| c.at.date()).collect();
    let near = |day: Date| (-4..=4).any(|d| kept.contains(&plus(day, d)));
    let drawn = contact::contacts(setting, voice, contacts, written.is_some(), chance);
    met.extend(
        drawn
            .into_iter()
            .filter(|c| !near(c.at.date()))
            .map(|c| (c, None)),
    );
    met.sort_by_key(|(contact, _)| contact.at);
    if written.is_none() {
        write_notes(&mut met, story.depth, voice, chance);
    }
    for (i, (contact, about)) in met.into_iter().enumerate() {
        if let Some((domain, text)) = about {
            let at = note::written_after(&contact, chance);
            story.notes.push(Note {
                at,
                domain,
                contact: Some(i),
                text,
            });
        }
        story.contacts.push(contact);
    }
    match written {
        Some(w) => {
            story.tasks = task::tasks_written(&w.task, setting);
            story.plan = plan::plan_written(w, setting, voice, chance);
        }
        None => {
            story.tasks = task::tasks(setting, voice, tasks, chance);
            story.plan = plan::plan(setting, voice, goals, chance);
        }
    }
    if story.depth == Depth::Full {
        story.appointments = appointment::appointments(setting, voice, chance);
    }
    story.closing = closing::closing(
        setting,
        written.and_then(|w| w.closing.as_ref()),
        voice,
        chance,
    );
}

/// The first contact and two of five others get a note.
fn write_notes(
    met: &mut [(Contact, Option<(LifeDomain, String)>)],
    depth: Depth,
    voice: &mut Voice<'_>,
    chance: &mut Chance,
) {
    let themes = LifeDomain::themes(chance);
    let mut seen = HashSet::new();
    for (i, (contact, about)) in met.iter_mut().enumerate() {
        if i > 0 && (depth == Depth::Light || !chance.percent(40)) {
            continue;
        }
        // Where nothing fits the theme (a child's, before it is born), the note is about money, which fits everyone.
        *about = [chance.weighted(&themes), LifeDomain::Economy]
            .into_iter()
            .find_map(|domain| {
                note::paragraph(domain, contact.at.date(), &mut seen, voice, chance)
                    .map(|text| (domain, text))
            });
    }
}
