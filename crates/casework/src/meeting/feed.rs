//! Somebody's own meetings: as a list, and as a calendar under a secret address that can be renewed.

use std::fmt::Write as _;

use helhed_access::{Actor, Basis, Resource, Verb};
use helhed_store::calendar_feed::{self as stored, FeedLine};
use jiff::{SignedDuration, Timestamp};

use crate::sign_in::hash_of;
use crate::{Casework, Ctx, Reading, Stop, Visible};

/// How far back a calendar reaches.
const BACK: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What somebody is called to.
#[derive(Debug)]
pub struct OwnMeetings {
    /// Meetings and appointments, the soonest first.
    pub lines: Vec<FeedLine>,
    /// When the address of their calendar was made, where there is one.
    pub feed_since: Option<Timestamp>,
}

/// What the reader is called to from now on: meetings, and for whoever sets appointments, those too.
pub async fn own_meetings(reading: &mut Reading) -> Result<Visible<OwnMeetings>, Stop> {
    let (actor, now) = (*reading.actor(), reading.now());
    let link = &mut reading.link;
    let page = OwnMeetings {
        lines: stored::lines(link, &actor, now).await?,
        feed_since: stored::since(link, actor.account).await?,
    };
    reading
        .show_list("own_meetings", Resource::Meetings, Basis::Invited, page)
        .await
}

/// Makes the actor's calendar a new address; the old one opens no more. The secret is told once and kept as a hash.
pub async fn renew_feed(ctx: &mut Ctx) -> Result<String, Stop> {
    let actor = ctx.actor()?;
    let random: [u8; 32] = ctx.house().random();
    let mut secret = String::with_capacity(64);
    for byte in random {
        // Writing to a string does not fail.
        let _ = write!(secret, "{byte:02x}");
    }
    let now = ctx.now();
    stored::end(&mut ctx.link, actor.account, now).await?;
    stored::insert(&mut ctx.link, &hash_of(&secret), actor.account, now).await?;
    record(ctx, "renew_feed", &actor);
    Ok(secret)
}

/// Closes the actor's calendar address.
pub async fn end_feed(ctx: &mut Ctx) -> Result<(), Stop> {
    let (actor, now) = (ctx.actor()?, ctx.now());
    stored::end(&mut ctx.link, actor.account, now).await?;
    record(ctx, "end_feed", &actor);
    Ok(())
}

fn record(ctx: &mut Ctx, act: &'static str, actor: &Actor) {
    ctx.record_in_house(
        act,
        (Verb::Change, Resource::Accounts, Basis::Employment),
        None,
        actor.account.uuid(),
    );
}

/// What a calendar address leads to, recorded as read by whose it is. None where it leads nowhere: never made, renewed, or of an account that
/// is shut out.
pub async fn read_feed(
    house: &Casework,
    secret: &str,
    now: Timestamp,
) -> Result<Option<Visible<Vec<FeedLine>>>, Stop> {
    let found = stored::whose(&mut house.link(), &hash_of(secret)).await?;
    let Some(actor) = found else {
        return Ok(None);
    };
    let mut reading = house.reading(&actor, now);
    let lines = stored::lines(&mut reading.link, &actor, now - BACK).await?;
    reading
        .show_list("calendar_feed", Resource::Meetings, Basis::Invited, lines)
        .await
        .map(Some)
}
