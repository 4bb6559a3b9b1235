//! Keeps what somebody has answered on a form.

use jiff::civil::Date;

use helhed_access::{Actor, Permit, RatedTie, RatingReach, doing, ratings_of, what};
use helhed_domain::account::Role;
use helhed_domain::day::age_on;
use helhed_domain::episode::{
    Collateral, GivenRating, Instrument, Items, Rated, RaterKind, RatingError, RatingFacts,
    RatingWay,
};
use helhed_domain::ids::{FamilyId, PersonId, RaterId, RatingId};
use helhed_store::rating::HeldAgainst;
use helhed_store::{account, norm_set, rated, rater, rating};

use super::add_rater::{AddRater, keep, works_with_family};
use super::course::held;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// Who has answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rater {
    /// The person themselves.
    Own,
    /// Somebody who knows them.
    Known(RaterId),
    /// Whoever is signed in: a parent, about their child.
    Parent,
}

/// A rating to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rate {
    /// The family.
    pub family: FamilyId,
    /// About whom.
    pub person: PersonId,
    /// Who has answered.
    pub rater: Rater,
    /// Which form.
    pub instrument: Instrument,
    /// The day.
    pub on: Date,
    /// The answers; none: it was skipped.
    pub items: Items,
    /// How it was given.
    pub way: RatingWay,
}

/// Why a rating was not kept.
#[derive(Debug, thiserror::Error)]
pub enum RateError {
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] RatingError),
    /// The person is in no episode.
    #[error("in no episode")]
    NoEpisode,
    /// Whoever answered works with the family, whatever account they use.
    #[error("who works with the family does not rate it")]
    WorksWithFamily,
    /// There is no such rater of this person.
    #[error("no such rater")]
    NoSuchRater,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(RateError);

/// Keeps a rating: of a family member by themselves, of a child by a parent, of anybody as the coordinator types it in.
pub async fn rate(ctx: &mut Ctx, command: Rate) -> Result<RatingId, RateError> {
    let permit = ctx
        .permit::<what::Ratings, doing::Add>(command.family)
        .await?;
    let actor = ctx.actor()?;
    let known = rated::rateable(&mut ctx.link, &permit).await?;
    let found = known
        .iter()
        .find(|it| it.person == command.person)
        .ok_or(Stop::Absent)?;
    let born = found.birth.born();
    let rater = match (actor.role, command.rater) {
        (Role::FamilyMember, _) => own_or_childs(ctx, &permit, &actor, &command, born).await?,
        (_, Rater::Own) => None,
        (_, Rater::Known(rater)) => Some(rater),
        // A coordinator types in what others have answered; an answer of their own is none.
        (_, Rater::Parent) => return Err(RateError::WorksWithFamily),
    };
    let raters = rater::of_family(&mut ctx.link, &permit).await?;
    let collateral = rater
        .map(|id| {
            let about = |it: &&Collateral| it.id == id && it.person == command.person;
            raters.iter().find(about).ok_or(RateError::NoSuchRater)
        })
        .transpose()?;
    let assigned = rater::assigned(&mut ctx.link, &permit).await?;
    let who = collateral.map_or(Some(command.person), |it| it.relative);
    if works_with_family(&assigned, collateral.map(|it| &it.name), who) {
        return Err(RateError::WorksWithFamily);
    }
    let facts = RatingFacts {
        instrument: command.instrument,
        rater,
        on: command.on,
        items: command.items,
        bare_total: None,
        way: command.way,
    };
    let rated = rated_on(ctx, &permit, command.person, command.on).await?;
    let id = keep_rating(ctx, &permit, &rated, born, facts).await?;
    ctx.record("rate", &permit, id.uuid());
    Ok(id)
}

/// The episode of a person that a day lies in; else the newest, whose bounds then tell what is wrong with the day.
async fn rated_on(
    ctx: &mut Ctx,
    permit: &Permit<what::Ratings, doing::Add>,
    person: PersonId,
    on: Date,
) -> Result<Rated, RateError> {
    let mut of_person = rated::of_family(&mut ctx.link, permit).await?;
    of_person.retain(|it| it.person == person);
    let holds = |it: &Rated| it.opened <= on && it.closed.is_none_or(|(last, _)| on <= last);
    let place = of_person.iter().position(holds).unwrap_or(0);
    match of_person.is_empty() {
        true => Err(RateError::NoEpisode),
        false => Ok(of_person.swap_remove(place)),
    }
}

/// Checks a rating against what stands and writes it down, with the zone it lies in and the norm set that says so.
pub(super) async fn keep_rating(
    ctx: &mut Ctx,
    permit: &Permit<what::Ratings, doing::Add>,
    rated: &Rated,
    born: Option<Date>,
    facts: RatingFacts,
) -> Result<RatingId, RateError> {
    let before = rating::days_of(
        &mut ctx.link,
        permit,
        rated.id,
        facts.rater,
        facts.instrument,
    )
    .await?;
    let facts = facts.checked(rated, born, &before, ctx.today())?;
    let given = GivenRating {
        id: ctx.new_id(),
        rated: rated.id,
        facts,
    };
    let mut standing = rating::of_family(&mut ctx.link, permit).await?;
    standing.retain(|it| it.rated == rated.id);
    let settings = ctx.house().ratings().clone();
    let zone = held(settings.norms(), born, &standing, &given);
    let (now, by) = (ctx.now(), ctx.actor().ok().map(|actor| actor.account));
    if zone.is_some() {
        norm_set::keep(&mut ctx.link, &settings.row(now)).await?;
    }
    let against = zone.map(|zone| HeldAgainst {
        zone: zone.as_str(),
        norm_set: settings.norm_set(),
    });
    // What two write at the same time is seen by the table itself.
    if !rating::insert(&mut ctx.link, permit, &given, against, by, now).await? {
        return Err(RatingError::SameDay.into());
    }
    Ok(given.id)
}

/// Who has answered, when a family member is signed in: they themselves, or they as the parent of a child they hold custody of.
async fn own_or_childs(
    ctx: &mut Ctx,
    permit: &Permit<what::Ratings, doing::Add>,
    actor: &Actor,
    command: &Rate,
    born: Option<Date>,
) -> Result<Option<RaterId>, RateError> {
    let me = actor.person.ok_or(Stop::NotAllowed)?;
    let today = ctx.today();
    let holder = account::by_id(&mut ctx.link, actor.account)
        .await?
        .ok_or(Stop::NotAllowed)?;
    let assigned = rater::assigned(&mut ctx.link, permit).await?;
    if works_with_family(&assigned, Some(&holder.display_name), Some(me)) {
        return Err(RateError::WorksWithFamily);
    }
    match command.rater {
        Rater::Own if me == command.person => return Ok(None),
        Rater::Parent if me != command.person => {}
        _ => return Err(Stop::Absent.into()),
    }
    let children = rated::in_custody_of(&mut ctx.link, permit, me, today).await?;
    let tie = RatedTie {
        person: command.person,
        age: born.map(|born| age_on(born, today)),
        holds_custody: children.contains(&command.person),
    };
    if ratings_of(actor, tie) == RatingReach::Nothing {
        return Err(Stop::Absent.into());
    }
    let known = rater::of_family(&mut ctx.link, permit).await?;
    let as_parent = known
        .iter()
        .find(|it| it.person == command.person && it.relative == Some(me));
    if let Some(rater) = as_parent {
        return Ok(Some(rater.id));
    }
    let rater = AddRater {
        family: command.family,
        person: command.person,
        kind: RaterKind::Parent,
        name: holder.display_name,
        relative: Some(me),
    };
    Ok(Some(keep(ctx, permit, rater).await?))
}
