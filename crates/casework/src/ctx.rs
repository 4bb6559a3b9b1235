//! One change under way: a transaction, who acts, when, and the audit entries that will stand beside it.

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use helhed_access::{Actor, Basis, Doing, HousePermit, Lens, Permit, Resource, Verb, What, what};
use helhed_domain::day::day_of;
use helhed_domain::ids::{FamilyId, FormId};
use helhed_domain::one_time_link::OneTimeLink;
use helhed_domain::rule::Rules;
use helhed_store::audit::{self, Entry};
use helhed_store::{Link, StoreError, submission};

use crate::collision::CollisionLine;
use crate::{Casework, Lists, Stop, lens};

/// What an operation works in. Dropped before [`Ctx::commit`], nothing has happened.
#[must_use = "a change that is not committed is undone"]
pub struct Ctx {
    pub(crate) link: Link,
    house: Casework,
    actor: Option<Actor>,
    now: Timestamp,
    entries: Vec<Entry>,
    notices: Vec<FamilyId>,
    collided: Vec<CollisionLine>,
}

impl Ctx {
    pub(crate) fn new(house: Casework, link: Link, actor: Option<Actor>, now: Timestamp) -> Self {
        Self {
            link,
            house,
            actor,
            now,
            entries: Vec::new(),
            notices: Vec::new(),
            collided: Vec::new(),
        }
    }

    /// Goes on as somebody else, at another instant: for a series of changes that last together or not at all. What has been
    /// recorded stays as it is; every operation asks leave of whoever acts when it is called.
    pub fn go_on_as(&mut self, actor: &Actor, now: Timestamp) {
        self.actor = Some(*actor);
        self.now = now;
    }

    /// When it happens.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The day it happens, where the municipality is.
    pub fn today(&self) -> Date {
        day_of(self.now)
    }

    /// The municipality's lists.
    pub fn lists(&self) -> &Lists {
        self.house.lists()
    }

    /// The rules of today.
    pub fn rules(&self) -> Rules {
        self.house.lists().rules(self.today())
    }

    /// The open house.
    pub(crate) fn house(&self) -> &Casework {
        &self.house
    }

    /// A fresh id.
    pub(crate) fn new_id<Id: From<Uuid>>(&self) -> Id {
        self.house.new_id(self.now)
    }

    /// Who acts; the house itself acts for nobody.
    pub(crate) fn actor(&self) -> Result<Actor, Stop> {
        self.actor.ok_or(Stop::NotAllowed)
    }

    /// What the actor sees of a family: hidden and absent are the same.
    pub(crate) async fn lens(&mut self, family: FamilyId) -> Result<Lens, Stop> {
        let actor = self.actor()?;
        lens::look(&mut self.link, &actor, family, self.now).await
    }

    /// Leave to do something to a part of a family.
    pub(crate) async fn permit<W: What, V: Doing>(
        &mut self,
        family: FamilyId,
    ) -> Result<Permit<W, V>, Stop> {
        self.lens(family).await?.permit().ok_or(Stop::NotAllowed)
    }

    /// Leave to see to what is asked of a family's data, where its case is closed, too.
    pub(crate) async fn requests_permit<V: Doing>(
        &mut self,
        family: FamilyId,
    ) -> Result<Permit<what::DataRequests, V>, Stop> {
        let actor = self.actor()?;
        lens::requests_permit(&mut self.link, &actor, family, self.now).await
    }

    /// Leave to do something that concerns no single family.
    pub(crate) fn house_permit<W: What, V: Doing>(&self) -> Result<HousePermit<W, V>, Stop> {
        HousePermit::of(&self.actor()?).ok_or(Stop::NotAllowed)
    }

    /// Tells the audit log what was done to a family's case; it is written with the change or not at all.
    pub(crate) fn record<W: What, V: Doing>(
        &mut self,
        act: &'static str,
        permit: &Permit<W, V>,
        subject: Uuid,
    ) {
        if let Some(actor) = self.actor {
            let entry = Entry::new(&actor, self.now, act, V::VERB, W::RESOURCE, permit.basis());
            self.entries
                .push(entry.family(permit.family()).subject(subject));
        }
    }

    /// Tells the audit log what somebody without an account read or did through a one-time link.
    pub(crate) fn record_by_link(
        &mut self,
        act: &'static str,
        (verb, resource): (Verb, Resource),
        link: &OneTimeLink,
    ) {
        let entry = Entry::by_link(self.now, act, verb, resource);
        self.entries
            .push(entry.family(link.family).subject(link.subject));
    }

    /// Tells the audit log what was done to a part of the house that this actor may change.
    pub(crate) fn record_on<W: What, V: Doing>(
        &mut self,
        act: &'static str,
        subject: Uuid,
    ) -> Result<(), Stop> {
        let permit = self.house_permit::<W, V>()?;
        self.record_in_house(act, (V::VERB, W::RESOURCE, permit.basis()), None, subject);
        Ok(())
    }

    /// Tells the audit log what was done to what belongs to no single family, or makes one.
    pub(crate) fn record_in_house(
        &mut self,
        act: &'static str,
        (verb, resource, basis): (Verb, Resource, Basis),
        family: Option<FamilyId>,
        subject: Uuid,
    ) {
        let mut entry = match self.actor {
            Some(actor) => Entry::new(&actor, self.now, act, verb, resource, basis),
            None => Entry::of_house(self.now, act, verb, resource),
        };
        entry.family = family;
        self.entries.push(entry.subject(subject));
    }

    /// Tells open pages of a family, once everything lasts, that what they show may have changed.
    pub(crate) fn notice(&mut self, family: FamilyId) {
        self.notices.push(family);
    }

    /// Notes what collides by what is done here.
    pub(crate) fn collides(&mut self, found: impl IntoIterator<Item = CollisionLine>) {
        self.collided.extend(found);
    }

    /// What collides by what is done here and did not before. It can be told while nothing lasts yet: before it reaches the family.
    pub fn collided(&self) -> &[CollisionLine] {
        &self.collided
    }

    /// Where this form led, if the same person sent it before.
    pub async fn sent_before(&mut self, form: FormId) -> Result<Option<String>, Stop> {
        let actor = self.actor()?;
        Ok(submission::led_to(&mut self.link, form, actor.account).await?)
    }

    /// Notes where this form leads and makes everything last. The draft of the form is forgotten with it.
    pub async fn commit_form(
        mut self,
        form: Option<FormId>,
        draft: &str,
        leads_to: &str,
    ) -> Result<(), Stop> {
        let actor = self.actor()?;
        if let Some(form) = form {
            submission::note(&mut self.link, form, actor.account, leads_to, self.now).await?;
        }
        helhed_store::draft::forget(&mut self.link, actor.account, draft).await?;
        Ok(self.commit().await?)
    }

    /// Makes everything last, with its audit entries.
    pub async fn commit(mut self) -> Result<(), StoreError> {
        if !self.entries.is_empty() {
            audit::append(&mut self.link, &self.entries).await?;
        }
        self.notices.sort_unstable();
        self.notices.dedup();
        for family in &self.notices {
            let notice = self.house.notices().text(*family);
            self.link.tell(notice).await?;
        }
        self.link.commit().await?;
        // What is about no family may be about an account, or a session of one.
        if self.entries.iter().any(|it| it.family.is_none()) {
            self.house.sessions_seen().forget();
        }
        for family in self.notices {
            self.house.notices().tell(family);
        }
        Ok(())
    }
}
