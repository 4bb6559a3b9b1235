//! The needs of a family in the order in which to take them, with the reasons.

use std::collections::BTreeSet;

use helhed_access::{doing, what};
use helhed_domain::first::{Order, Weighed, Weights, first};
use helhed_domain::ids::{FamilyId, NeedId, PersonId};
use helhed_domain::need::{Blocks, NeedWish};
use helhed_domain::text::Name;
use helhed_store::household::{self, Kin};
use helhed_store::need::{self, NeedLine};

use crate::{Reading, Stop, Visible};

/// What comes first in a family.
#[derive(Debug)]
pub struct NeedsPage {
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub family_name: Name,
    /// The order of the open needs that the reader sees: nothing else has a part in it.
    pub order: Order,
    /// What a step of each part weighs today.
    pub weights: Weights,
    /// Open needs that the reader sees.
    pub open: Vec<NeedLine>,
    /// Needs that have ended, the latest first.
    pub ended: Vec<NeedLine>,
    /// What stands in the way of what, among the open ones.
    pub blocks: Vec<Blocks>,
    /// The family's wishes about the open ones.
    pub wishes: Vec<NeedWish>,
    /// Whom of the family the reader may name.
    pub named: Vec<Kin>,
    /// Who of the family reads.
    pub me: Option<PersonId>,
    /// Whom the reader may write down a need of.
    pub about: Vec<PersonId>,
    /// Whether the reader may write down needs and wishes.
    pub may_add: bool,
    /// Whether the reader may change and end needs.
    pub may_change: bool,
}

impl NeedsPage {
    /// An open need.
    pub fn need(&self, id: NeedId) -> Option<&NeedLine> {
        self.open.iter().find(|line| line.need.id == id)
    }
}

/// The needs that the reader sees, in order: five queries, however many they are.
pub async fn needs_page(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<NeedsPage>, Stop> {
    let lens = reading.lens(family).await?;
    let (Some(face), Some(permit)) = (
        lens.permit::<what::Face, doing::Read>(),
        lens.permit::<what::Needs, doing::Read>(),
    ) else {
        return Err(Stop::NotAllowed);
    };
    let weights = reading.rules().need_weights;
    let me = reading.actor().person;
    let link = &mut reading.link;
    let mut named = household::kin_to_name(link, &permit).await?;
    named.retain(|it| lens.names(it.id));
    let mut all = need::of_family(link, &permit).await?;
    all.retain(|line| lens.sees(&line.mark()).is_some());
    let (open, mut ended): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|line| line.need.ended.is_none());
    ended.sort_by_key(|line| std::cmp::Reverse(line.need.ended.as_ref().map(|it| it.at)));
    let seen: BTreeSet<NeedId> = open.iter().map(|line| line.need.id).collect();
    let mut blocks = need::blocks(link, &permit).await?;
    blocks.retain(|it| seen.contains(&it.blocker) && seen.contains(&it.blocked));
    let mut wishes = need::wishes(link, &permit).await?;
    wishes.retain(|it| seen.contains(&it.need) && lens.names(it.person));
    let weighed = |line: &NeedLine| Weighed {
        need: line.need.id,
        severity: line.need.facts.severity,
        urgency: line.need.facts.urgency,
        wish: wishes
            .iter()
            .filter(|it| it.need == line.need.id)
            .map(|it| it.wish)
            .max(),
    };
    let weighed: Vec<Weighed> = open.iter().map(weighed).collect();
    let page = NeedsPage {
        family,
        family_name: household::family_name(link, &face).await?,
        order: first(&weighed, &blocks, weights),
        weights,
        open,
        ended,
        blocks,
        wishes,
        me,
        about: named
            .iter()
            .filter(|it| it.now && lens.is_own(it.id))
            .map(|it| it.id)
            .collect(),
        named,
        may_add: lens.may::<what::Needs, doing::Add>(),
        may_change: lens.may::<what::Needs, doing::Change>(),
    };
    reading
        .show::<what::Needs, _>("needs_page", &lens, page)
        .await
}
