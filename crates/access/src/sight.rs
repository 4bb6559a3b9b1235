//! What is open to a partner or a family member in one family: read from storage for the decision.

use helhed_domain::ids::PersonId;
use jiff::Timestamp;

/// That one category about one person is open to the viewer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Whom it is about.
    pub subject: PersonId,
    /// A code of the list `category`.
    pub category: String,
    /// The law: a code of the list `sharing_basis`.
    pub legal_basis: String,
    /// Until just before this instant.
    pub until: Timestamp,
}

/// Somebody who belongs to the family now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Relative {
    /// Who.
    pub person: PersonId,
    /// Whether they are under 18 (or not born).
    pub minor: bool,
    /// Whether they have a party's rights in their own case: from 10.
    pub is_party: bool,
    /// Whether the viewer holds custody of them today.
    pub ward: bool,
    /// Whether it is written down who holds custody of them today.
    pub custody_known: bool,
}

/// What is open to a viewer who is not of the team.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sight {
    /// Who belongs to the family now.
    pub relatives: Vec<Relative>,
    /// What is shared with the viewer, or with their unit, now.
    pub open: Vec<Opening>,
    /// What somebody of 15 or more has closed to the viewer, who holds custody of them: person and category.
    pub closed: Vec<(PersonId, String)>,
}

impl Sight {
    /// The opening that lasts longest for a category about a person.
    pub(crate) fn opening(&self, subject: PersonId, category: &str) -> Option<&Opening> {
        let fits = |it: &&Opening| it.subject == subject && it.category == category;
        self.open.iter().filter(fits).max_by_key(|it| it.until)
    }

    /// For all of these people: on which basis, until the first of the openings ends. Nobody is not all.
    pub(crate) fn openings<'a>(
        &'a self,
        subjects: impl IntoIterator<Item = PersonId>,
        category: &str,
    ) -> Option<&'a Opening> {
        let mut first: Option<&Opening> = None;
        for subject in subjects {
            let opening = self.opening(subject, category)?;
            if first.is_none_or(|it| opening.until < it.until) {
                first = Some(opening);
            }
        }
        first
    }

    fn relative(&self, person: PersonId) -> Option<&Relative> {
        self.relatives.iter().find(|it| it.person == person)
    }

    /// Whether a person is the viewer's ward, and this category is not closed to them.
    pub(crate) fn ward(&self, person: PersonId, category: &str) -> bool {
        self.relative(person).is_some_and(|it| it.ward)
            && !self
                .closed
                .iter()
                .any(|(who, what)| *who == person && what == category)
    }

    /// Whether a person has a party's rights in their own case; one who has left the family is taken to.
    pub(crate) fn is_party(&self, person: PersonId) -> bool {
        self.relative(person).is_none_or(|it| it.is_party)
    }

    /// Whether a person belongs to the family now and is under 18.
    pub(crate) fn minor(&self, person: PersonId) -> bool {
        self.relative(person).is_some_and(|it| it.minor)
    }
}
