//! One's own sessions: where one is signed in, and ending them.

use jiff::{SignedDuration, Timestamp};

use helhed_access::{Actor, Verb};
use helhed_domain::day::day_of;
use helhed_store::session::{self, OwnSession};
use helhed_store::{Link, StoreError};

use super::{hash_of, record_account};
use crate::Casework;

/// The sessions of the actor's own account that still open something, the last used first.
pub async fn own_sessions(
    house: &Casework,
    actor: &Actor,
    now: Timestamp,
) -> Result<Vec<OwnSession>, StoreError> {
    let rules = house.lists().rules(day_of(now));
    let idle = SignedDuration::from_mins(rules.session_idle_minutes);
    let longest = SignedDuration::from_mins(rules.session_longest_minutes);
    let mut link: Link = house.link();
    let mut found = session::of_account(&mut link, actor.account, now - idle).await?;
    found.retain(|it| now.duration_since(it.created_at) <= longest);
    Ok(found)
}

/// Whether a listed session is that of a token.
pub fn is_session(listed: &OwnSession, token: &str) -> bool {
    listed.token_hash == hash_of(token)
}

/// Ends one of the actor's own sessions. False where it is none of theirs.
pub async fn end_own_session(
    house: &Casework,
    actor: &Actor,
    token_hash: &[u8],
    now: Timestamp,
) -> Result<bool, StoreError> {
    let mut ctx = house.begin(actor, now).await?;
    let ended = session::end_own(&mut ctx.link, actor.account, token_hash, now).await?;
    if ended {
        record_account(&mut ctx, "end_own_session", Verb::Annul, actor.account);
    }
    ctx.commit().await?;
    Ok(ended)
}

/// Ends every session of the actor's own account but the one of `token`.
pub async fn end_other_sessions(
    house: &Casework,
    actor: &Actor,
    token: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let mut ctx = house.begin(actor, now).await?;
    session::end_others(&mut ctx.link, actor.account, &hash_of(token), now).await?;
    record_account(&mut ctx, "end_other_sessions", Verb::Annul, actor.account);
    ctx.commit().await?;
    Ok(())
}
