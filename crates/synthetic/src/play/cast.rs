//! Who acts in the stories.

use std::collections::BTreeMap;

use helhed_casework::access::Actor;
use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::UnitId;

use super::refuse::PopulateError;
use crate::story::{Account, UnitKind};

/// The accounts and units of a municipality.
#[derive(Debug, Default)]
pub(super) struct Cast {
    /// The partner units.
    pub(super) units: BTreeMap<UnitKind, UnitId>,
    coordinators: BTreeMap<String, Actor>,
    partners: BTreeMap<UnitKind, Actor>,
    leader: Option<Actor>,
    it_admin: Option<Actor>,
    dpo: Option<Actor>,
    left: Option<Actor>,
}

impl Cast {
    /// Takes up an account.
    pub(super) fn enter(&mut self, account: &Account, actor: Actor) {
        match (actor.role, account.unit) {
            (Role::Coordinator, _) => {
                self.coordinators.insert(account.username.clone(), actor);
            }
            (Role::Partner, Some(unit)) => {
                self.partners.insert(unit, actor);
            }
            (Role::TeamLeader, _) => self.leader = Some(actor),
            (Role::ItAdmin, _) => self.it_admin = Some(actor),
            (Role::Dpo, _) => self.dpo = Some(actor),
            _ => {}
        }
    }

    /// The coordinator of a sign-in name.
    pub(super) fn coordinator(&self, username: &str) -> Result<Actor, PopulateError> {
        let found = self.coordinators.get(username).copied();
        found.ok_or(PopulateError::NobodyDoes("coordinator"))
    }

    /// Somebody of a partner unit.
    pub(super) fn partner(&self, unit: UnitKind) -> Result<Actor, PopulateError> {
        let found = self.partners.get(&unit).copied();
        found.ok_or(PopulateError::NobodyDoes("partner"))
    }

    /// Takes up a coordinator who has left since.
    pub(super) fn enter_left(&mut self, actor: Actor) {
        self.left = Some(actor);
    }

    /// A coordinator who has left.
    pub(super) fn left(&self) -> Option<Actor> {
        self.left
    }

    /// Who leads the coordinators.
    pub(super) fn leader(&self) -> Result<Actor, PopulateError> {
        self.leader.ok_or(PopulateError::NobodyDoes("team leader"))
    }

    /// Who supervises data protection.
    pub(super) fn dpo(&self) -> Result<Actor, PopulateError> {
        let found = self.dpo;
        found.ok_or(PopulateError::NobodyDoes("data protection"))
    }

    /// Who opens accounts.
    pub(super) fn it_admin(&self) -> Result<Actor, PopulateError> {
        self.it_admin.ok_or(PopulateError::NobodyDoes("IT"))
    }
}
