//! Leave to delete a family: the only thing that deletes asks for it.

use jiff::civil::Date;

use helhed_domain::ids::FamilyId;
use helhed_domain::retention::{PurgeFacts, PurgeRefusal, Tombstone};
use helhed_domain::rule::Rules;

/// Leave to delete one family. No role gives it: the rules, two people and a whole archive do.
#[derive(Debug)]
pub struct PurgeLeave {
    family: FamilyId,
}

impl PurgeLeave {
    /// Decides from everything that deletion depends on.
    pub fn of(facts: &PurgeFacts, today: Date, rules: &Rules) -> Result<Self, PurgeRefusal> {
        facts.check(today, rules)?;
        Ok(Self {
            family: facts.proposal.family,
        })
    }

    /// Leave to delete again what came back with an older backup.
    pub fn again(tombstone: &Tombstone) -> Self {
        Self {
            family: tombstone.family,
        }
    }

    /// The family.
    pub fn family(&self) -> FamilyId {
        self.family
    }
}
