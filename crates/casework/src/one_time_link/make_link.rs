//! Makes a one-time link to one thing of a family; earlier links to it stop working.

use jiff::Timestamp;
use uuid::Uuid;

use helhed_access::{Doing, Permit, What};
use helhed_domain::ids::LinkId;
use helhed_domain::one_time_link::{LinkCode, LinkPurpose, OneTimeLink};
use helhed_store::one_time_link::{self as stored, Hashes};

use super::hash_of_code;
use crate::sign_in::hash_of;
use crate::{Ctx, Stop};

/// The secret part of a link's address. Stored only as a hash.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkSecret(String);

impl LinkSecret {
    /// Its text, for the address.
    pub fn secret(&self) -> &str {
        &self.0
    }
}

/// Redacted.
impl std::fmt::Debug for LinkSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LinkSecret")
    }
}

/// A link just made: shown once to whoever made it, and never again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MadeLink {
    /// Its id.
    pub id: LinkId,
    /// What it is for.
    pub purpose: LinkPurpose,
    /// The one thing it opens.
    pub subject: Uuid,
    /// The secret of its address.
    pub token: LinkSecret,
    /// Its code, to be told by another way.
    pub code: LinkCode,
    /// From when it opens no more.
    pub expires_at: Timestamp,
}

/// Makes a link to a thing of the permit's family.
pub(crate) async fn make_link<W: What, V: Doing>(
    ctx: &mut Ctx,
    permit: &Permit<W, V>,
    purpose: LinkPurpose,
    subject: Uuid,
) -> Result<MadeLink, Stop> {
    let now = ctx.now();
    stored::end_all(&mut ctx.link, permit, subject, now).await?;
    let link = OneTimeLink {
        id: ctx.new_id(),
        purpose,
        family: permit.family(),
        subject,
        made_at: now,
        expires_at: OneTimeLink::expiry(now, ctx.rules().link_days),
        wrong_codes: 0,
        used_at: None,
        ended_at: None,
    };
    let random = ctx.house().random::<32>();
    let token = LinkSecret(random.iter().map(|byte| format!("{byte:02x}")).collect());
    let code = LinkCode::drawn(ctx.house().random());
    let (token_hash, code_hash) = (
        hash_of(token.secret()),
        hash_of_code(ctx.house(), link.id, &code),
    );
    let hashes = Hashes {
        token: &token_hash,
        code: &code_hash,
    };
    let by = ctx.actor()?.account;
    stored::insert(&mut ctx.link, permit, &link, hashes, by).await?;
    Ok(MadeLink {
        id: link.id,
        purpose,
        subject,
        token,
        code,
        expires_at: link.expires_at,
    })
}
