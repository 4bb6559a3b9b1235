//! Danish sentences with slots, read from `data/wording/`.
//!
//! A file has `[sections]` of one sentence a line; `#` opens a comment. A slot in braces is a person, a professional or a
//! word from `slots.txt`; a sentence can be used only where every slot has someone to stand in it, so that no note speaks of a
//! father who is not there or a child who is not born. A sentence may begin with `>DAYS ` (only after that many days of the
//! course) or `<DAYS ` (only within them).

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::LazyLock,
};

use jiff::civil::Date;

use super::{
    Professional,
    calendar::{days_between, years_old},
    chance::Chance,
    person::{Birth, Homes, Person, Role},
};

/// What the sentences of a family may speak of.
pub(crate) struct Setting<'a> {
    /// The members.
    pub(crate) persons: &'a [Person],
    /// The professionals.
    pub(crate) around: &'a [Professional],
    /// First day of the course.
    pub(crate) start: Date,
    /// Last day of the course: its end, or the day before today.
    pub(crate) until: Date,
    /// Whether the course still runs.
    pub(crate) active: bool,
    /// The day the story is told.
    pub(crate) today: Date,
}

/// The sentences of one file by section.
pub(crate) type Sections = BTreeMap<&'static str, Vec<&'static str>>;

fn sections(text: &'static str) -> Sections {
    let mut found = Sections::new();
    let mut section = "";
    for line in text
        .lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
    {
        match line.strip_prefix('[').and_then(|l| l.strip_suffix(']')) {
            Some(name) => section = name,
            None => found.entry(section).or_default().push(line),
        }
    }
    found
}

macro_rules! files {
    ($($(#[$doc:meta])* $name:ident = $file:literal;)*) => {
        $($(#[$doc])* pub(crate) static $name: LazyLock<Sections> =
            LazyLock::new(|| sections(include_str!(concat!("../../data/wording/", $file))));)*
    };
}

files! {
    /// Words for the slots that are not people.
    SLOTS = "slots.txt";
    /// Journal notes by life domain, with openings and endings.
    NOTES = "notes.txt";
    /// One line about a contact, by kind.
    CONTACTS = "contacts.txt";
    /// Tasks by owner.
    TASKS = "tasks.txt";
    /// Goals by life domain: wish, goal, horizon, owner.
    GOALS = "goals.txt";
    /// One line about a review.
    REVIEWS = "reviews.txt";
    /// Reasons of a referral.
    REFERRALS = "referrals.txt";
    /// Appointments: title and place.
    APPOINTMENTS = "appointments.txt";
    /// What a family goes on to, by reason of closing.
    CLOSINGS = "closings.txt";
}

/// Fills sentences for one family and remembers which it has used.
pub(crate) struct Voice<'a> {
    setting: &'a Setting<'a>,
    used: HashSet<&'static str>,
}

impl<'a> Voice<'a> {
    pub(crate) fn new(setting: &'a Setting<'a>) -> Self {
        Self {
            setting,
            used: HashSet::new(),
        }
    }

    /// A sentence of the section as it can be said on `day`; one not used before, as long as there is one. `None` where no
    /// sentence of the section fits the family.
    pub(crate) fn say(
        &mut self,
        lines: &[&'static str],
        day: Date,
        chance: &mut Chance,
    ) -> Option<String> {
        self.say_of(lines, day, &mut HashMap::new(), chance)
    }

    /// As [`say`](Self::say), with the people already spoken of: a slot keeps its person through a text.
    pub(crate) fn say_of(
        &mut self,
        lines: &[&'static str],
        day: Date,
        cast: &mut HashMap<String, String>,
        chance: &mut Chance,
    ) -> Option<String> {
        let days = days_between(self.setting.start, day);
        let first = chance.below(lines.len().max(1));
        for again in [false, true] {
            for line in lines.iter().cycle().skip(first).take(lines.len()) {
                if self.used.contains(line) != again {
                    continue;
                }
                let Some(sentence) = in_season(line, days) else {
                    continue;
                };
                if let Some(text) = self.fill(sentence, day, cast, chance) {
                    if again {
                        // The section is used up: start over, or its last line would come every time.
                        for line in lines {
                            self.used.remove(line);
                        }
                    }
                    self.used.insert(line);
                    return Some(text);
                }
            }
        }
        None
    }

    fn fill(
        &self,
        line: &str,
        day: Date,
        cast: &mut HashMap<String, String>,
        chance: &mut Chance,
    ) -> Option<String> {
        let mut text = String::new();
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('{') {
            let (slot, after) = after.split_once('}')?;
            text.push_str(before);
            let word = match SLOTS.get(slot) {
                Some(words) => (*chance.pick(words)).to_owned(),
                None => match cast.get(slot) {
                    Some(name) => name.clone(),
                    None => {
                        let name = self.stand_in(slot, day, chance)?;
                        cast.insert(slot.to_owned(), name.clone());
                        name
                    }
                },
            };
            text.push_str(&word);
            rest = after;
            // Danish genitive: Jonas' and not Jonass.
            let genitive = after
                .strip_prefix('s')
                .filter(|a| !a.starts_with(char::is_alphanumeric));
            if let Some(after) = genitive.filter(|_| word.ends_with(['s', 'x', 'z'])) {
                text.push('\'');
                rest = after;
            }
        }
        text.push_str(rest);
        // A slot may end in an abbreviation's stop.
        Some(capitalised(&text.replace("..", ".")))
    }

    /// Someone for a slot on `day`.
    fn stand_in(&self, slot: &str, day: Date, chance: &mut Chance) -> Option<String> {
        if slot == "fagperson" {
            let open: Vec<&Professional> = self
                .setting
                .around
                .iter()
                .filter(|p| p.is_open_on(day))
                .collect();
            return (!open.is_empty()).then(|| chance.pick(&open).title_definite.to_owned());
        }
        let fits = |p: &&Person| match slot {
            "mor" => p.role == Role::Mother,
            "far" => p.role == Role::Father,
            "anden" => p.role == Role::OtherAdult,
            "barn" => child_aged(p, day, 0.0, 18.0),
            "stort" => child_aged(p, day, 2.0, 18.0),
            "indmeldt" => child_aged(p, day, 1.0, 18.0),
            "skiltfar" => p.role == Role::Father && p.homes == Homes::Second,
            "baby" => child_aged(p, day, 0.0, 1.3),
            "tumling" => child_aged(p, day, 1.0, 3.0),
            "småbarn" => child_aged(p, day, 1.3, 6.0),
            "børnehavebarn" => child_aged(p, day, 3.0, 6.0),
            "skolebarn" => child_aged(p, day, 6.3, 13.0),
            "ung" => child_aged(p, day, 13.0, 18.0),
            "gravid" => p.role == Role::Mother && self.pregnant(day),
            "tolkebruger" => p.interpreter,
            _ => false,
        };
        let found: Vec<&Person> = self.setting.persons.iter().filter(fits).collect();
        if found.is_empty() {
            return None;
        }
        chance.pick(&found).given_name.clone()
    }

    fn pregnant(&self, day: Date) -> bool {
        self.setting.persons.iter().any(|p| {
            let ahead = days_between(day, p.birth.day());
            p.role == Role::Child && (1..270).contains(&ahead)
        })
    }
}

fn child_aged(person: &Person, day: Date, from: f64, to: f64) -> bool {
    let Birth::Born(born) = person.birth else {
        return false;
    };
    let age = years_old(born, day);
    person.role == Role::Child && born <= day && (from..to).contains(&age)
}

/// The sentence without its season mark, if the season is right.
fn in_season(line: &str, days: i32) -> Option<&str> {
    let Some(mark) = line.chars().next().filter(|c| matches!(c, '<' | '>')) else {
        return Some(line);
    };
    let (limit, sentence) = line[1..].split_once(' ')?;
    let limit: i32 = limit.parse().ok()?;
    (if mark == '>' {
        days > limit
    } else {
        days <= limit
    })
    .then_some(sentence)
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
