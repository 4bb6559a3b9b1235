//! Gaps that matter: a unit around the family has something to decide about somebody, what it needs to know is known here, and it may
//! not see it. Told to the coordinator and the family, who decide; a refusal is no gap.

use jiff::civil::Date;

use helhed_domain::consent::Party;
use helhed_domain::duty::Duty;
use helhed_domain::ids::{PersonId, UnitId};
use helhed_domain::involvement::Workplace;
use helhed_domain::share::Share;
use helhed_store::household::Kin;
use helhed_store::involvement::Around;

/// A gap in how a family's information is shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The unit.
    pub unit: UnitId,
    /// What it has to decide.
    pub duty: Duty,
    /// About whom.
    pub person: PersonId,
    /// What it may not see: codes of the list `category`.
    pub categories: Vec<String>,
}

/// The gaps of a family. `known` is what is known here, about whom.
pub(crate) fn gaps(
    duties: &[Duty],
    around: &[Around],
    people: &[Kin],
    known: &[(PersonId, String)],
    shares: &[Share],
    today: Date,
) -> Vec<Gap> {
    let mut found: Vec<Gap> = Vec::new();
    for row in around {
        let facts = &row.involvement.facts;
        let (Workplace::Unit(unit), Some((_, kind))) = (&facts.workplace, &row.unit) else {
            continue;
        };
        let over = facts.until.is_some_and(|until| until < today);
        if over || row.involvement.annulled.is_some() {
            continue;
        }
        let concerned: Vec<PersonId> = match facts.concerns {
            Some(person) => vec![person],
            None => people.iter().filter(|it| it.now).map(|it| it.id).collect(),
        };
        for duty in duties.iter().filter(|it| it.is_of(*kind, today)) {
            for person in &concerned {
                let said = |category: &str| {
                    shares.iter().any(|it| {
                        it.subject == *person
                            && it.category == category
                            && it.to == Party::Unit(*unit)
                    })
                };
                let lacks = |it: &&String| {
                    let here = known.iter().any(|(who, what)| who == person && what == *it);
                    here && !said(it)
                };
                let categories: Vec<String> =
                    duty.categories.iter().filter(lacks).cloned().collect();
                let gap = Gap {
                    unit: *unit,
                    duty: duty.clone(),
                    person: *person,
                    categories,
                };
                if !gap.categories.is_empty() && !found.contains(&gap) {
                    found.push(gap);
                }
            }
        }
    }
    found
}
