//! Everything in a case as one party may be given it: each item whole, with words struck out, or held back with a reason.

use std::collections::BTreeMap;

use helhed_access::{doing, what};
use helhed_domain::ids::{CaseItemId, FamilyId, PartyAccessId, PersonId};
use helhed_domain::party_access::{Choice, Handling, PartyAccess, STRUCK, Suggestion, redact};
use helhed_domain::text::Name;
use helhed_store::party_access::{self, CaseItem, PartyAccessLine};

use crate::{Reading, Stop, Visible};

/// An item with what was chosen or is suggested for it.
#[derive(Debug, Clone)]
pub struct PackageItem {
    /// The item as it stands in the case.
    pub item: CaseItem,
    /// What was chosen.
    pub choice: Option<Choice>,
    /// What is suggested where nothing was chosen.
    pub suggestion: Suggestion,
}

impl PackageItem {
    fn new(party: PersonId, item: CaseItem, choice: Option<Choice>) -> Self {
        let about: Vec<PersonId> = item.about.iter().map(|(person, _)| *person).collect();
        Self {
            suggestion: Suggestion::of(party, &about, item.restricted),
            item,
            choice,
        }
    }

    /// What is done with it.
    pub fn handling(&self) -> Handling {
        self.choice
            .as_ref()
            .map_or(self.suggestion.handling, |choice| choice.handling)
    }

    /// Whether somebody must look at it before the package goes.
    pub fn is_undecided(&self) -> bool {
        self.choice.is_none() && self.suggestion.look
    }

    /// Why it is not given whole: a code of the list `exemption`.
    pub fn exemption(&self) -> Option<&str> {
        self.choice.as_ref()?.exemption.as_deref()
    }

    /// A text of it as it is given; nothing where it is held back.
    pub fn given(&self, text: &str) -> Option<String> {
        match (self.handling(), &self.choice) {
            (Handling::Exempt, _) => None,
            (Handling::Redact, Some(choice)) => Some(redact(text, &choice.words)),
            _ => Some(text.to_owned()),
        }
    }

    /// The names beside it as they are given.
    pub fn given_about(&self) -> Vec<String> {
        let names = self.item.about.iter();
        names
            .filter_map(|(_, name)| self.given(name.as_str()))
            .collect()
    }
}

/// How many items are handled how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Given whole.
    pub included: usize,
    /// Given with words struck out.
    pub redacted: usize,
    /// Held back.
    pub exempted: usize,
    /// Of all these, not decided yet.
    pub undecided: usize,
}

/// A package under way.
#[derive(Debug)]
pub struct Package {
    /// The request.
    pub access: PartyAccess,
    /// What the party is called.
    pub party_name: Name,
    /// Everything that is written in the case, oldest first.
    pub items: Vec<PackageItem>,
    /// Whether the viewer may choose and hand over.
    pub may_change: bool,
}

impl Package {
    pub(super) fn new(
        line: PartyAccessLine,
        items: Vec<CaseItem>,
        choices: Vec<Choice>,
        may_change: bool,
    ) -> Self {
        let mut choices: BTreeMap<_, _> = choices.into_iter().map(|it| (it.item, it)).collect();
        let party = line.access.party;
        // A package that was handed over is no part of the case it tells.
        let own = line
            .access
            .handed
            .as_ref()
            .map(|handed| CaseItemId::from(handed.document.uuid()));
        let items = items
            .into_iter()
            .filter(|item| Some(item.id) != own)
            .map(|item| {
                let choice = choices.remove(&item.id);
                PackageItem::new(party, item, choice)
            });
        Self {
            items: items.collect(),
            access: line.access,
            party_name: line.party_name,
            may_change,
        }
    }

    /// How many items are handled how.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for item in &self.items {
            match item.handling() {
                Handling::Include => counts.included += 1,
                Handling::Redact => counts.redacted += 1,
                Handling::Exempt => counts.exempted += 1,
            }
            counts.undecided += usize::from(item.is_undecided());
        }
        counts
    }

    /// What stands where words were struck out.
    pub fn struck() -> &'static str {
        STRUCK
    }
}

async fn read(
    reading: &mut Reading,
    family: FamilyId,
    id: PartyAccessId,
) -> Result<(helhed_access::Lens, Package), Stop> {
    let lens = reading.lens(family).await?;
    let permit = lens
        .permit::<what::PartyAccess, doing::Read>()
        .ok_or(Stop::NotAllowed)?;
    let link = &mut reading.link;
    let line = party_access::find(link, &permit, id)
        .await?
        .ok_or(Stop::Absent)?;
    let items = party_access::items(link, &permit).await?;
    let choices = party_access::choices(link, &permit, id).await?;
    let may_change = lens.may::<what::PartyAccess, doing::Change>() && line.access.handed.is_none();
    let package = Package::new(line, items, choices, may_change);
    Ok((lens, package))
}

/// The package as it is being decided: four queries, however much is written in the case.
pub async fn package_page(
    reading: &mut Reading,
    family: FamilyId,
    id: PartyAccessId,
) -> Result<Visible<Package>, Stop> {
    let (lens, package) = read(reading, family, id).await?;
    reading
        .show_one::<what::PartyAccess, _>("package_page", &lens, id.uuid(), package)
        .await
}

/// The package to look at on paper, or to hand over: for whoever may.
pub async fn package_to_give(
    reading: &mut Reading,
    family: FamilyId,
    id: PartyAccessId,
) -> Result<Visible<Package>, Stop> {
    let (lens, package) = read(reading, family, id).await?;
    if !package.may_change {
        return Err(Stop::NotAllowed);
    }
    reading
        .show_one::<what::PartyAccess, _>("package_to_give", &lens, id.uuid(), package)
        .await
}
