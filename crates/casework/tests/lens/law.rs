//! Who sees what, written once more: plain and slow, from the law, one question at a time. Nothing of the code that decides is used
//! here; the lists of facts are what the test itself has done.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_casework::domain::day::day_of;

/// Somebody of a family, by place in the test's list.
pub(crate) type Who = usize;

/// Whom something is shared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum To {
    Unit(usize),
    Person(Who),
}

#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) born: Date,
    /// Who holds custody, from which day to which.
    pub(crate) custody: Vec<(Who, Date, Option<Date>)>,
}

#[derive(Debug, Clone)]
pub(crate) struct Agreed {
    pub(crate) yes: bool,
    pub(crate) about: Who,
    pub(crate) categories: Vec<&'static str>,
    pub(crate) to: Vec<To>,
    pub(crate) written: Timestamp,
    pub(crate) last_day: Date,
    /// Who said it, and when.
    pub(crate) said: Vec<(Who, Timestamp)>,
    /// What was taken back: category (or all), party (or all), when.
    pub(crate) back: Vec<(Option<&'static str>, Option<To>, Timestamp)>,
}

#[derive(Debug, Clone)]
pub(crate) struct Opened {
    pub(crate) about: Vec<Who>,
    pub(crate) categories: Vec<&'static str>,
    pub(crate) to: Vec<To>,
    pub(crate) from: Timestamp,
    pub(crate) last_day: Date,
    pub(crate) ended: Option<Timestamp>,
}

#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) about: Vec<Who>,
    pub(crate) category: &'static str,
    pub(crate) team_only: bool,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct World {
    pub(crate) people: Vec<Person>,
    pub(crate) agreed: Vec<Agreed>,
    pub(crate) opened: Vec<Opened>,
    pub(crate) items: Vec<Item>,
    /// Locked from, to, protecting.
    pub(crate) locks: Vec<(Timestamp, Option<Timestamp>, Vec<Who>)>,
}

fn years(born: Date, on: Date) -> i32 {
    let mut years = i32::from(on.year()) - i32::from(born.year());
    if (on.month(), on.day()) < (born.month(), born.day()) {
        years -= 1;
    }
    years
}

impl World {
    /// Whose word counts about somebody on a day: their own from 15, before that everybody's who holds custody.
    pub(crate) fn deciders(&self, about: Who, day: Date) -> Vec<Who> {
        if years(self.people[about].born, day) >= 15 {
            return vec![about];
        }
        let mut who = Vec::new();
        for (holder, from, to) in &self.people[about].custody {
            let holds = *from <= day && to.is_none_or(|to| day <= to);
            if holds && !who.contains(holder) {
                who.push(*holder);
            }
        }
        who
    }

    /// Whether a yes or a no stands, for one category and one party, at an instant: written, not run out, not taken back.
    fn stands(&self, it: &Agreed, category: &str, to: To, at: Timestamp) -> bool {
        if it.written > at || day_of(at) > it.last_day {
            return false;
        }
        if !it.categories.contains(&category) || !it.to.contains(&to) {
            return false;
        }
        for (what, whom, when) in &it.back {
            let covers =
                what.is_none_or(|what| what == category) && whom.is_none_or(|whom| whom == to);
            if covers && *when <= at {
                return false;
            }
        }
        true
    }

    /// When somebody last said this, up to an instant.
    fn said(it: &Agreed, who: Who, at: Timestamp) -> Option<Timestamp> {
        let mut last = None;
        for (by, when) in &it.said {
            if *by == who && *when <= at {
                last = last.max(Some(*when));
            }
        }
        last
    }

    /// Whether something is open: by a law, or by the word of everybody who decides, none of whom has said no since.
    pub(crate) fn open(&self, about: Who, category: &str, to: To, at: Timestamp) -> bool {
        for it in &self.opened {
            let covers = it.about.contains(&about)
                && it.categories.contains(&category)
                && it.to.contains(&to);
            let runs =
                it.from <= at && day_of(at) <= it.last_day && it.ended.is_none_or(|end| at < end);
            if covers && runs {
                return true;
            }
        }
        let deciders = self.deciders(about, day_of(at));
        if deciders.is_empty() {
            return false;
        }
        for yes in self.agreed.iter().filter(|it| it.yes && it.about == about) {
            if !self.stands(yes, category, to, at) {
                continue;
            }
            let mut all = true;
            for who in &deciders {
                let Some(given) = Self::said(yes, *who, at) else {
                    all = false;
                    break;
                };
                for no in self.agreed.iter().filter(|it| !it.yes && it.about == about) {
                    let refused = Self::said(no, *who, at).is_some_and(|no| no >= given);
                    if refused && self.stands(no, category, to, at) {
                        all = false;
                    }
                }
                if self.narrower(yes, *who, (category, to), at) {
                    all = false;
                }
            }
            if all {
                return true;
            }
        }
        false
    }

    /// Whether somebody's yes is outdone by another of theirs: the same was taken back there since, or they later said yes to it for a
    /// shorter time, which is over.
    fn narrower(&self, yes: &Agreed, who: Who, (category, to): (&str, To), at: Timestamp) -> bool {
        let Some(given) = Self::said(yes, who, at) else {
            return false;
        };
        for other in self
            .agreed
            .iter()
            .filter(|it| it.yes && it.about == yes.about)
        {
            let same = other.categories.contains(&category) && other.to.contains(&to);
            if std::ptr::eq(other, yes) || !same {
                continue;
            }
            for (what, whom, when) in &other.back {
                let covers =
                    what.is_none_or(|what| what == category) && whom.is_none_or(|whom| whom == to);
                if covers && given < *when && *when <= at {
                    return true;
                }
            }
            let later = Self::said(other, who, at).is_some_and(|said| said > given);
            if later && other.last_day < yes.last_day && day_of(at) > other.last_day {
                return true;
            }
        }
        false
    }

    /// Whether somebody who decides about somebody has closed a category to a party.
    fn closed(&self, about: Who, category: &str, to: To, at: Timestamp) -> bool {
        let deciders = self.deciders(about, day_of(at));
        self.agreed.iter().any(|no| {
            let by_decider = deciders
                .iter()
                .any(|who| Self::said(no, *who, at).is_some());
            !no.yes && no.about == about && by_decider && self.stands(no, category, to, at)
        })
    }

    /// What a unit sees of an item that it did not write.
    pub(crate) fn unit_sees(&self, item: &Item, unit: usize, at: Timestamp) -> bool {
        if item.team_only {
            return false;
        }
        let everybody: Vec<Who> = (0..self.people.len()).collect();
        let about = if item.about.is_empty() {
            &everybody
        } else {
            &item.about
        };
        about
            .iter()
            .all(|who| self.open(*who, item.category, To::Unit(unit), at))
    }

    /// Whether the unit has anything open at all.
    pub(crate) fn unit_has(&self, unit: usize, categories: &[&str], at: Timestamp) -> bool {
        (0..self.people.len()).any(|who| {
            categories
                .iter()
                .any(|category| self.open(who, category, To::Unit(unit), at))
        })
    }

    /// Whether the case is locked against somebody of the family.
    pub(crate) fn locked(&self, me: Who, at: Timestamp) -> bool {
        self.locks.iter().any(|(from, to, protects)| {
            *from <= at && to.is_none_or(|to| at < to) && !protects.contains(&me)
        })
    }

    fn my_child(&self, me: Who, child: Who, category: &str, at: Timestamp) -> bool {
        let day = day_of(at);
        let minor = years(self.people[child].born, day) < 18;
        let mine = self.people[child].custody.iter().any(|(holder, from, to)| {
            *holder == me && *from <= day && to.is_none_or(|to| day <= to)
        });
        minor && mine && !self.closed(child, category, To::Person(me), at)
    }

    /// What somebody of the family sees of an item.
    pub(crate) fn member_sees(&self, item: &Item, me: Who, at: Timestamp) -> bool {
        if item.team_only || self.locked(me, at) {
            return false;
        }
        let day = day_of(at);
        if item.about.is_empty() {
            if years(self.people[me].born, day) < 18 {
                return item.category == "general";
            }
            return (0..self.people.len()).all(|child| {
                let minor = years(self.people[child].born, day) < 18;
                let written = self.people[child]
                    .custody
                    .iter()
                    .any(|(_, from, to)| *from <= day && to.is_none_or(|to| day <= to));
                !minor || !written || self.my_child(me, child, item.category, at)
            });
        }
        // From 10 somebody is a party in their own case.
        let party = years(self.people[me].born, day) >= 10 || item.category == "general";
        item.about.iter().all(|who| {
            (*who == me && party)
                || self.my_child(me, *who, item.category, at)
                || self.open(*who, item.category, To::Person(me), at)
        })
    }
}
