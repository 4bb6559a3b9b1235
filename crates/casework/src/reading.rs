//! One reading under way, and what it may show.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_access::{
    Actor, Basis, Doing, HousePermit, Lens, Permit, Resource, Scope, Verb, What, doing, what,
};
use helhed_domain::day::day_of;
use helhed_domain::ids::FamilyId;
use helhed_domain::rule::Rules;
use helhed_store::audit::Entry;
use helhed_store::{Link, StoreError};

use crate::recorder::UnderWay;
use crate::{Casework, Lists, Stop, lens};

/// What a reading works in.
pub struct Reading {
    pub(crate) link: Link,
    house: Casework,
    actor: Actor,
    now: Timestamp,
    /// Until it comes to its record.
    under_way: Option<UnderWay>,
}

/// What a viewer may see, recorded as read. Only a reading makes one, and only after the record is on disk.
#[derive(Debug)]
pub struct Visible<T> {
    value: T,
    basis: Basis,
}

impl<T> Visible<T> {
    /// Why it may be seen.
    pub fn basis(&self) -> Basis {
        self.basis
    }

    /// What may be seen.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T> std::ops::Deref for Visible<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

impl Reading {
    pub(crate) fn new(house: Casework, link: Link, actor: Actor, now: Timestamp) -> Self {
        let under_way = Some(house.recorder().begins());
        Self {
            link,
            house,
            actor,
            now,
            under_way,
        }
    }

    /// When it is.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The day it is, where the municipality is.
    pub fn today(&self) -> Date {
        day_of(self.now)
    }

    /// Who reads.
    pub fn actor(&self) -> &Actor {
        &self.actor
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

    /// The families a list may hold.
    pub(crate) fn scope(&self) -> Scope {
        Scope::of(&self.actor, self.now)
    }

    /// What the reader sees of a family: asked for once a page. Hidden and absent are the same.
    pub(crate) async fn lens(&mut self, family: FamilyId) -> Result<Lens, Stop> {
        let lens = lens::look(&mut self.link, &self.actor, family, self.now).await;
        if lens.is_err() {
            self.link.rest();
        }
        lens
    }

    /// Leave to read what is asked of a family's data, where its case is closed, too.
    pub(crate) async fn requests_permit(
        &mut self,
        family: FamilyId,
    ) -> Result<Permit<what::DataRequests, doing::Read>, Stop> {
        let permit = lens::requests_permit(&mut self.link, &self.actor, family, self.now).await;
        if permit.is_err() {
            self.link.rest();
        }
        permit
    }

    /// Leave to read what concerns no single family.
    pub(crate) fn house_permit<W: What>(&self) -> Result<HousePermit<W, doing::Read>, Stop> {
        HousePermit::of(&self.actor).ok_or(Stop::NotAllowed)
    }

    /// Whether the reader may do something that concerns no single family: for showing or leaving out a button.
    pub(crate) fn may_in_house<W: What, V: Doing>(&self) -> bool {
        HousePermit::<W, V>::of(&self.actor).is_some()
    }

    /// Records that a family's page was read, then lets it go.
    pub(crate) async fn show<W: What, T>(
        &mut self,
        act: &'static str,
        lens: &Lens,
        value: T,
    ) -> Result<Visible<T>, Stop> {
        let entry = Entry::new(
            &self.actor,
            self.now,
            act,
            doing::Read::VERB,
            W::RESOURCE,
            lens.basis(),
        );
        self.recorded(entry.family(lens.family()), lens.basis(), value)
            .await
    }

    /// Records that one thing of a family was read by itself, then lets it go.
    pub(crate) async fn show_one<W: What, T>(
        &mut self,
        act: &'static str,
        lens: &Lens,
        subject: uuid::Uuid,
        value: T,
    ) -> Result<Visible<T>, Stop> {
        let whose = (lens.family(), lens.basis());
        self.recorded_one::<W, T>(act, whose, subject, value).await
    }

    /// Records that a question was read by somebody whose unit was asked, then lets it go.
    pub(crate) async fn show_asked<W: What, T>(
        &mut self,
        act: &'static str,
        permit: &Permit<W, doing::Read>,
        subject: uuid::Uuid,
        value: T,
    ) -> Result<Visible<T>, Stop> {
        let whose = (permit.family(), permit.basis());
        self.recorded_one::<W, T>(act, whose, subject, value).await
    }

    /// The same for somebody who follows something while it is written: recorded once a minute, and let go at once within that minute.
    pub(crate) async fn show_followed<W: What, T>(
        &mut self,
        act: &'static str,
        permit: &Permit<W, doing::Read>,
        subject: uuid::Uuid,
        value: T,
    ) -> Result<Visible<T>, Stop> {
        let (who, now) = (self.actor.account, self.now);
        if self.house.followed().is_recorded(who, subject, now) {
            self.link.rest();
            let basis = permit.basis();
            return Ok(Visible { value, basis });
        }
        let shown = self.show_asked(act, permit, subject, value).await?;
        self.house.followed().recorded(who, subject, now);
        Ok(shown)
    }

    async fn recorded_one<W: What, T>(
        &mut self,
        act: &'static str,
        (family, basis): (FamilyId, Basis),
        subject: uuid::Uuid,
        value: T,
    ) -> Result<Visible<T>, Stop> {
        let (verb, resource) = (doing::Read::VERB, W::RESOURCE);
        let entry = Entry::new(&self.actor, self.now, act, verb, resource, basis);
        self.recorded(entry.family(family).subject(subject), basis, value)
            .await
    }

    /// Records that a list over families was read, then lets it go.
    pub(crate) async fn show_list<T>(
        &mut self,
        act: &'static str,
        resource: Resource,
        basis: Basis,
        value: T,
    ) -> Result<Visible<T>, Stop> {
        self.recorded(
            Entry::new(&self.actor, self.now, act, Verb::Read, resource, basis),
            basis,
            value,
        )
        .await
    }

    /// Records that something computed over families was read, and which (the norm set it was computed with, the run that made it),
    /// then lets it go.
    pub(crate) async fn show_computed<T>(
        &mut self,
        act: &'static str,
        resource: Resource,
        basis: Basis,
        subject: uuid::Uuid,
        value: T,
    ) -> Result<Visible<T>, Stop> {
        let entry = Entry::new(&self.actor, self.now, act, Verb::Read, resource, basis);
        self.recorded(entry.subject(subject), basis, value).await
    }

    async fn recorded<T>(
        &mut self,
        entry: Entry,
        basis: Basis,
        value: T,
    ) -> Result<Visible<T>, Stop> {
        // While this waits for the commit that many share, the next reading asks the database.
        self.link.rest();
        self.under_way = None;
        if self.house.recorder().record(entry).await {
            Ok(Visible { value, basis })
        } else {
            Err(Stop::Storage(StoreError::unrecorded()))
        }
    }
}
