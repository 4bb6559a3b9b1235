//! Whose a token is: before anything that a partner's system asks for.

use helhed_access::Actor;
use helhed_domain::account::Role;
use helhed_domain::partner_system::{PartnerSystem, SystemScope, SystemState};
use helhed_store::{StoreError, partner_system as stored};
use jiff::{SignedDuration, Timestamp};

use crate::Casework;
use crate::sign_in::hash_of;

/// How often it is noted that a token was used.
const NOTED_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// A system that asks, and as whom it acts: as anybody of its unit, under the same lens.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The system.
    pub system: PartnerSystem,
    /// Who acts.
    pub actor: Actor,
}

/// Why a system is not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoCaller {
    /// No such token: never made, taken back, over, or of a unit or account that is closed. One answer for all.
    #[error("no such token")]
    Unknown,
    /// The token does not let it ask for this.
    #[error("not in the token's scope")]
    Scope,
    /// It asks too often.
    #[error("too many requests; again in {seconds} seconds")]
    TooMany {
        /// How long to wait.
        seconds: i64,
    },
}

/// The system of a token that may ask for what a scope opens.
pub async fn system_of_token(
    house: &Casework,
    token: &str,
    scope: SystemScope,
    now: Timestamp,
) -> Result<Result<Caller, NoCaller>, StoreError> {
    let found = stored::by_token(&mut house.link(), &hash_of(token)).await?;
    let Some(system) = found.filter(|it| it.state(now) == SystemState::Open) else {
        return Ok(Err(NoCaller::Unknown));
    };
    if let Err(seconds) = house.paces().ask(system.id, system.per_minute, now) {
        return Ok(Err(NoCaller::TooMany { seconds }));
    }
    if !system.may(scope) {
        return Ok(Err(NoCaller::Scope));
    }
    let noted = system.last_used_at;
    if noted.is_none_or(|at| now.duration_since(at) >= NOTED_EVERY) {
        let mut ctx = house.begin_as_house(now).await?;
        stored::touch(&mut ctx.link, system.id, now).await?;
        ctx.commit().await?;
    }
    let actor = Actor {
        account: system.account,
        role: Role::Partner,
        unit: Some(system.unit),
        person: None,
    };
    Ok(Ok(Caller { system, actor }))
}
