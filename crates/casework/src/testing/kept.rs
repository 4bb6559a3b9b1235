//! What a house keeps of a family, and where.

use std::collections::BTreeSet;

use helhed_domain::ids::FamilyId;
use helhed_store::purge;
use uuid::Uuid;

use super::House;

impl House {
    /// The ids of everything in a family's case, and of its people.
    pub async fn everything_of(&self, family: FamilyId) -> BTreeSet<Uuid> {
        purge::named(&mut self.casework.link(), family)
            .await
            .expect("read")
    }

    /// The tables and columns in which any of these ids or words stands.
    pub async fn traces_of(&self, ids: &BTreeSet<Uuid>, words: &[&str]) -> Vec<String> {
        purge::traces(&mut self.casework.link(), ids, words)
            .await
            .expect("read")
    }
}
