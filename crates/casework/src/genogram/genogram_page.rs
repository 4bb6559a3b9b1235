//! The genogram of a family, as far as the reader's lens lets it through.

use helhed_access::{Lens, Mark, Permit, What, doing, what};
use helhed_domain::account::Role;
use helhed_domain::genogram::Bond;
use helhed_domain::ids::{FamilyId, PersonId};
use helhed_domain::note::GENERAL;
use helhed_domain::relation::Relation;
use helhed_domain::text::Name;
use helhed_store::genogram::{self, Figure};
use helhed_store::{Link, StoreError, household};

use crate::{Reading, Stop, Visible};

/// The category of kin outside the family, and of how close people are.
const NETWORK: &str = "network";

/// What a genogram is drawn from.
#[derive(Debug)]
pub struct GenogramPage {
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub name: Name,
    /// Everyone on it: those who belong, those who left, kin outside.
    pub people: Vec<Figure>,
    /// What they are to each other; what has ended is last.
    pub relations: Vec<Relation>,
    /// How close they are.
    pub bonds: Vec<Bond>,
    /// The other households they belong to, as far as the reader knows those.
    pub households: Vec<(PersonId, FamilyId, Name)>,
    /// Whether the reader may change it.
    pub may_change: bool,
}

/// What somebody who is not of the team is let through.
struct Through<'a> {
    lens: &'a Lens,
    role: Role,
    people: &'a [Figure],
}

impl Through<'_> {
    /// Whether what is of a category about these people of the family is seen.
    fn sees(&self, category: &str, about: &[PersonId]) -> bool {
        let of_family = |id: &&PersonId| {
            let found = self.people.iter().find(|it| it.id == **id);
            found.is_some_and(|it| it.role.is_some())
        };
        let about: Vec<PersonId> = about.iter().filter(of_family).copied().collect();
        let mark = Mark {
            category,
            about: &about,
            restricted: false,
            kept_from: &[],
            by: None,
            by_unit: None,
        };
        self.lens.sees(&mark).is_some()
    }

    /// Whether somebody is on the picture: who may be named; kin outside where the network of the whole family is seen.
    fn shows(&self, figure: &Figure) -> bool {
        match figure.role {
            Some(_) => self.lens.names(figure.id),
            None => self.sees(NETWORK, &[]),
        }
    }

    /// Whether what two are to each other is seen: the family knows that of itself.
    fn relates(&self, one: PersonId, other: PersonId) -> bool {
        self.role == Role::FamilyMember || self.sees(NETWORK, &[one, other])
    }
}

/// Everybody of the permit's family with what they are to each other: no household but their own, and nothing to change.
async fn drawn_from<W: What>(
    link: &mut Link,
    permit: &Permit<W, doing::Read>,
    name: Name,
) -> Result<GenogramPage, StoreError> {
    Ok(GenogramPage {
        family: permit.family(),
        name,
        people: genogram::figures(link, permit).await?,
        relations: genogram::relations(link, permit).await?,
        bonds: genogram::bonds(link, permit).await?,
        households: Vec::new(),
        may_change: false,
    })
}

/// The genogram: seven queries at the most, however many there are.
pub async fn genogram_page(
    reading: &mut Reading,
    family: FamilyId,
) -> Result<Visible<GenogramPage>, Stop> {
    let lens = reading.lens(family).await?;
    let face = lens
        .permit::<what::Face, doing::Read>()
        .ok_or(Stop::NotAllowed)?;
    let (role, scope) = (reading.actor().role, reading.scope());
    let team = matches!(role, Role::Coordinator | Role::TeamLeader);
    let link = &mut reading.link;
    let name = household::family_name(link, &face).await?;
    let mut page = if team {
        let permit = lens
            .permit::<what::People, doing::Read>()
            .ok_or(Stop::NotAllowed)?;
        GenogramPage {
            households: genogram::households(link, &permit, &scope).await?,
            may_change: lens.may::<what::People, doing::Change>(),
            ..drawn_from(link, &permit, name).await?
        }
    } else {
        let permit = lens
            .permit::<what::Shared, doing::Read>()
            .ok_or(Stop::NotAllowed)?;
        drawn_from(link, &permit, name).await?
    };
    if team {
        return reading
            .show::<what::People, _>("genogram_page", &lens, page)
            .await;
    }
    let everybody = page.people.clone();
    let through = Through {
        lens: &lens,
        role,
        people: &everybody,
    };
    page.people.retain(|it| through.shows(it));
    for figure in &mut page.people {
        // A name is known before an age is.
        if role == Role::Partner && !through.sees(GENERAL, &[figure.id]) {
            figure.birth = helhed_domain::person::Birth::Unknown;
            figure.sex = helhed_domain::person::Sex::Unknown;
            figure.death = None;
        }
    }
    let shown = |id: PersonId| page.people.iter().any(|it| it.id == id);
    page.relations
        .retain(|it| shown(it.person) && shown(it.other) && through.relates(it.person, it.other));
    page.bonds.retain(|it| {
        shown(it.one) && shown(it.other) && through.sees(NETWORK, &[it.one, it.other])
    });
    reading
        .show::<what::Shared, _>("genogram_page", &lens, page)
        .await
}

/// Somebody on the genogram of the family, for whoever changes it.
pub(super) async fn on_it<V: helhed_access::Doing>(
    ctx: &mut crate::Ctx,
    permit: &helhed_access::Permit<what::People, V>,
    person: PersonId,
) -> Result<Figure, Stop> {
    let people = genogram::figures(&mut ctx.link, permit).await?;
    people
        .into_iter()
        .find(|it| it.id == person)
        .ok_or(Stop::Absent)
}
