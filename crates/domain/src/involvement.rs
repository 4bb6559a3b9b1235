//! Everyone around a family: professionals, their cases and plans; and how many of them the family must deal with.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::fold::folded_words;
use crate::ids::{InvolvementId, PersonId, UnitId};
use crate::text::{Line, Name};

/// Where a professional works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Workplace {
    /// A unit that is known here.
    Unit(UnitId),
    /// Any other, by its name.
    Named(Name),
    /// Not known.
    Unknown,
}

/// What is known of a professional, a case or a plan around a family, as written in a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvolvementFacts {
    /// Whom in the family it concerns; `None` is the whole family.
    pub concerns: Option<PersonId>,
    /// Who.
    pub professional: Name,
    /// As what: "case worker", "health visitor".
    pub title: Option<Line>,
    /// Where they work.
    pub workplace: Workplace,
    /// The open case they have.
    pub case: Option<Line>,
    /// The plan they work by.
    pub plan: Option<Line>,
    /// A code of the list `legal_basis`.
    pub legal_basis: Option<String>,
    /// Since when.
    pub since: Date,
    /// The last day, where it has ended or will.
    pub until: Option<Date>,
}

/// What is wrong with the days of an involvement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum InvolvementError {
    /// It ends before it begins.
    #[error("ends before it begins")]
    EndsBeforeItBegins,
    /// It begins over a year ahead.
    #[error("over a year ahead")]
    TooFarAhead,
}

impl InvolvementFacts {
    /// Checks the days.
    pub fn check(&self, today: Date) -> Result<(), InvolvementError> {
        if self.since > today.saturating_add(1.year()) {
            return Err(InvolvementError::TooFarAhead);
        }
        if self.until.is_some_and(|until| until < self.since) {
            return Err(InvolvementError::EndsBeforeItBegins);
        }
        Ok(())
    }

    /// Whom the family deals with here: "Eva  Holm" and "eva holm" in the same place are one.
    pub fn contact_point(&self) -> ContactPoint {
        let (unit, named) = match &self.workplace {
            Workplace::Unit(unit) => (Some(*unit), Vec::new()),
            Workplace::Named(name) => (None, words(name.as_str())),
            Workplace::Unknown => (None, Vec::new()),
        };
        ContactPoint {
            professional: words(self.professional.as_str()),
            unit,
            named,
        }
    }

    /// Whether it holds on a day; both ends count.
    pub fn holds_on(&self, day: Date) -> bool {
        self.since <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// One that the family must deal with: a professional in a workplace, however many cases they have and however it is written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContactPoint {
    professional: Vec<String>,
    unit: Option<UnitId>,
    named: Vec<String>,
}

/// A professional, a case or a plan around a family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Involvement {
    /// Its id.
    pub id: InvolvementId,
    /// What is known.
    pub facts: InvolvementFacts,
    /// Why it was annulled, where it was: it stays readable and counts no more.
    pub annulled: Option<Line>,
    /// Counts changes.
    pub version: i64,
}

/// How many professionals the family deals with: the day before its first intervention, and now.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ContactPoints {
    /// On the day before the first course started; none while no course has.
    pub before: Option<usize>,
    /// Today.
    pub now: usize,
}

impl ContactPoints {
    /// Counts people, not cases: one name in one workplace is one contact point, however many cases they have. The family's
    /// own coordinator stands in the assignments and is not counted.
    pub fn count<'a>(
        around: impl IntoIterator<Item = &'a InvolvementFacts> + Clone,
        first_course: Option<Date>,
        today: Date,
    ) -> Self {
        let on = |day: Date| {
            let holding = around.clone().into_iter().filter(|it| it.holds_on(day));
            let points = holding.map(InvolvementFacts::contact_point);
            points.collect::<BTreeSet<_>>().len()
        };
        Self {
            before: first_course
                .filter(|start| *start <= today)
                .map(|start| on(start.saturating_sub(1.day()))),
            now: on(today),
        }
    }
}

/// The folded words of a name; a name of signs only is itself.
fn words(name: &str) -> Vec<String> {
    let words = folded_words(name);
    if words.is_empty() {
        vec![name.to_owned()]
    } else {
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn around(who: &str, place: &str, since: Date, until: Option<Date>) -> InvolvementFacts {
        InvolvementFacts {
            concerns: None,
            professional: Name::parse(who).expect("a name"),
            title: None,
            workplace: Workplace::Named(Name::parse(place).expect("a name")),
            case: None,
            plan: None,
            legal_basis: None,
            since,
            until,
        }
    }

    #[test]
    fn people_are_counted_once_before_and_now() {
        let (start, today) = (date(2026, 3, 1), date(2026, 11, 24));
        let rows = [
            around("Eva Holm", "Jobcentret", date(2025, 1, 1), None),
            around("eva  holm", "jobcentret", date(2025, 6, 1), None),
            around(
                "Eva Holm",
                "Skolen",
                date(2025, 1, 1),
                Some(date(2026, 2, 28)),
            ),
            around("Ib Ny", "Skolen", start, None),
            around("🙂", "Skolen", date(2027, 1, 1), None),
        ];
        let counted = ContactPoints::count(&rows, Some(start), today);
        assert_eq!(
            counted,
            ContactPoints {
                before: Some(2),
                now: 2
            }
        );
        let waiting = ContactPoints::count(&rows, None, today);
        assert_eq!(waiting.before, None);
        let ahead = ContactPoints::count(&rows, Some(date(2026, 12, 1)), today);
        assert_eq!(ahead.before, None, "the course has not started");
    }

    #[test]
    fn it_does_not_end_before_it_begins() {
        let today = date(2026, 11, 24);
        let facts = around("Eva", "Skolen", today, Some(date(2026, 11, 23)));
        assert_eq!(
            facts.check(today),
            Err(InvolvementError::EndsBeforeItBegins)
        );
        let facts = around("Eva", "Skolen", date(2028, 1, 1), None);
        assert_eq!(facts.check(today), Err(InvolvementError::TooFarAhead));
        assert_eq!(
            around("Eva", "Skolen", today, Some(today)).check(today),
            Ok(())
        );
    }

    proptest! {
        #[test]
        fn there_are_never_more_contact_points_than_rows(names in proptest::collection::vec("[a-c]{1,2}", 0..12)) {
            let today = date(2026, 11, 24);
            let rows: Vec<_> = names.iter().map(|name| around(name, "x", today, None)).collect();
            let distinct = names.iter().collect::<BTreeSet<_>>().len();
            prop_assert_eq!(ContactPoints::count(&rows, None, today).now, distinct);
        }
    }
}
