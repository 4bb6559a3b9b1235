//! Sets the language of one's own screens.

use helhed_domain::account::Language;
use helhed_store::account as stored;

use crate::{Ctx, Stop};

/// Sets the language of the actor's own screens.
pub async fn set_language(ctx: &mut Ctx, language: Language) -> Result<(), Stop> {
    let actor = ctx.actor()?;
    Ok(stored::set_language(&mut ctx.link, actor.account, language).await?)
}
