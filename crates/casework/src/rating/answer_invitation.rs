//! What an invitation opens, outside sign-in: one form about one person, of whom nothing but the given name is shown.

use jiff::Timestamp;

use helhed_access::{Actor, Permit, Resource, Verb, doing, permit_by_link, what};
use helhed_domain::day::day_of;
use helhed_domain::episode::{Items, RatingFacts, RatingWay};
use helhed_domain::ids::InvitationId;
use helhed_domain::one_time_link::{LinkCode, LinkPurpose, LinkState};
use helhed_store::invitation::{self, Invited};
use helhed_store::{StoreError, account, one_time_link, rated, rater};

use super::add_rater::works_with_family;
use super::rate::{RateError, keep_rating};
use crate::one_time_link::{OpenLinkError, Opened, open_link};
use crate::{Casework, Stop};

/// Why an invitation opened nothing, or an answer was not kept.
#[derive(Debug, thiserror::Error)]
pub enum InvitationError {
    /// The link does not open.
    #[error(transparent)]
    Link(#[from] OpenLinkError),
    /// The answer cannot be kept.
    #[error(transparent)]
    Rate(#[from] RateError),
}

impl From<StoreError> for InvitationError {
    fn from(error: StoreError) -> Self {
        Self::Link(error.into())
    }
}

impl From<Stop> for InvitationError {
    fn from(stop: Stop) -> Self {
        Self::Rate(stop.into())
    }
}

/// A link with its code, and where the request came from.
#[derive(Debug, Clone, Copy)]
pub struct Key<'a> {
    /// The secret of the address.
    pub token: &'a str,
    /// The code.
    pub code: &'a LinkCode,
    /// Where the request came from.
    pub address: &'a str,
}

async fn open(
    house: &Casework,
    key: Key<'_>,
    now: Timestamp,
) -> Result<(Opened, Permit<what::Ratings, doing::Add>, Invited), InvitationError> {
    let Key {
        token,
        code,
        address,
    } = key;
    let mut opened = open_link(house, LinkPurpose::Rate, token, code, address, now).await?;
    let permit = permit_by_link(opened.family()).ok_or(Stop::NotAllowed)?;
    let id = InvitationId::from(opened.subject());
    let invited = invitation::find(&mut opened.ctx.link, &permit, id)
        .await?
        .ok_or(OpenLinkError::Absent)?;
    if invited.ended {
        return Err(OpenLinkError::Closed(LinkState::Expired).into());
    }
    Ok((opened, permit, invited))
}

/// Shows an invitation to whoever holds its link and code.
pub async fn open_invitation(
    house: &Casework,
    key: Key<'_>,
    now: Timestamp,
) -> Result<Invited, InvitationError> {
    let (mut opened, _, invited) = open(house, key, now).await?;
    opened.record("open_invitation", Verb::Read, Resource::Ratings);
    opened.ctx.commit().await?;
    Ok(invited)
}

/// Keeps what was answered, which uses the invitation's link up. `signed_in` is who the browser is signed in as, if anybody: who
/// works with the family does not answer for another.
pub async fn answer_invitation(
    house: &Casework,
    key: Key<'_>,
    items: Items,
    signed_in: Option<&Actor>,
    now: Timestamp,
) -> Result<(), InvitationError> {
    let (mut opened, permit, invited) = open(house, key, now).await?;
    let ctx = &mut opened.ctx;
    if let Some(actor) = signed_in {
        let assigned = rater::assigned(&mut ctx.link, &permit).await?;
        let holder = account::by_id(&mut ctx.link, actor.account).await?;
        let name = holder.map(|holder| holder.display_name);
        if assigned.iter().any(|it| it.account == actor.account)
            || works_with_family(&assigned, name.as_ref(), actor.person)
        {
            return Err(RateError::WorksWithFamily.into());
        }
    }
    let parts = rated::of_family(&mut ctx.link, &permit).await?;
    let part = parts
        .into_iter()
        .find(|it| it.id == invited.invitation.rated)
        .ok_or(OpenLinkError::Absent)?;
    let known = rated::rateable(&mut ctx.link, &permit).await?;
    let born = known
        .iter()
        .find(|it| it.person == part.person)
        .and_then(|it| it.birth.born());
    let facts = RatingFacts {
        instrument: invited.invitation.instrument,
        rater: Some(invited.invitation.rater),
        on: day_of(now),
        items,
        bare_total: None,
        way: RatingWay::Link,
    };
    keep_rating(ctx, &permit, &part, born, facts).await?;
    opened.use_up().await?;
    opened.record("answer_invitation", Verb::Add, Resource::Ratings);
    Ok(opened.ctx.commit().await?)
}

/// Gives an invitation back: its reader does not know the person it is about, or is not the one it was made for. The link is dead
/// then, and the coordinator sees why.
pub async fn return_invitation(
    house: &Casework,
    key: Key<'_>,
    now: Timestamp,
) -> Result<(), InvitationError> {
    let (mut opened, permit, invited) = open(house, key, now).await?;
    let id = invited.invitation.id;
    invitation::note_returned(&mut opened.ctx.link, &permit, id, now).await?;
    one_time_link::end_all(&mut opened.ctx.link, &permit, id.uuid(), now).await?;
    opened.record("return_invitation", Verb::Add, Resource::Ratings);
    Ok(opened.ctx.commit().await?)
}
