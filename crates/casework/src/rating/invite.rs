//! Invites a collateral rater to answer on a one-time link, and takes an invitation back.

use helhed_access::{doing, what};
use helhed_domain::episode::Instrument;
use helhed_domain::ids::{FamilyId, InvitationId, PersonId, RaterId};
use helhed_domain::one_time_link::LinkPurpose;
use helhed_store::invitation::{self, Invitation};
use helhed_store::{one_time_link, rated, rater};

use crate::one_time_link::{MadeLink, make_link};
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// An invitation to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    /// The family.
    pub family: FamilyId,
    /// About whom.
    pub person: PersonId,
    /// Who is invited.
    pub rater: RaterId,
    /// Which form.
    pub instrument: Instrument,
}

/// Why nobody was invited.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    /// The rater is not somebody who knows this person.
    #[error("the rater does not rate this person")]
    NoSuchRater,
    /// The person is in no open episode.
    #[error("in no open episode")]
    NoEpisode,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(InviteError);

/// Invites a rater: a link that opens one form about one person, once, for whoever has its code too. An earlier link to the same
/// stops working.
pub async fn invite(ctx: &mut Ctx, command: Invite) -> Result<MadeLink, InviteError> {
    let permit = ctx
        .permit::<what::Ratings, doing::Change>(command.family)
        .await?;
    let raters = rater::of_family(&mut ctx.link, &permit).await?;
    if !raters
        .iter()
        .any(|it| it.id == command.rater && it.person == command.person)
    {
        return Err(InviteError::NoSuchRater);
    }
    let open = rated::of_family(&mut ctx.link, &permit)
        .await?
        .into_iter()
        .find(|it| it.person == command.person && it.closed.is_none())
        .ok_or(InviteError::NoEpisode)?;
    let wanted = Invitation {
        id: ctx.new_id(),
        rated: open.id,
        rater: command.rater,
        instrument: command.instrument,
    };
    let id = invitation::find_or_insert(&mut ctx.link, &permit, wanted).await?;
    let made = make_link(ctx, &permit, LinkPurpose::Rate, id.uuid()).await?;
    ctx.record("invite", &permit, id.uuid());
    Ok(made)
}

/// Takes an invitation back; nothing happens where it has been used.
pub async fn take_back_invitation(
    ctx: &mut Ctx,
    family: FamilyId,
    id: InvitationId,
) -> Result<(), Stop> {
    let permit = ctx.permit::<what::Ratings, doing::Change>(family).await?;
    // Another family's is not there.
    if !one_time_link::was_made(&mut ctx.link, &permit, id.uuid()).await? {
        return Err(Stop::Absent);
    }
    let now = ctx.now();
    one_time_link::end_all(&mut ctx.link, &permit, id.uuid(), now).await?;
    ctx.record("take_back_invitation", &permit, id.uuid());
    Ok(())
}
