//! Says what an item of a case is about, whether it is for the team only, and whether it tells of a crisis.

use uuid::Uuid;

use helhed_access::{doing, what};
use helhed_domain::ids::FamilyId;
use helhed_domain::item::ItemKind;
use helhed_store::mark::Marked;
use helhed_store::{mark, shared};

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A mark to set.
#[derive(Debug, Clone)]
pub struct MarkItem {
    /// The family.
    pub family: FamilyId,
    /// The item.
    pub item: Uuid,
    /// Its category.
    pub category: String,
    /// For the team only.
    pub restricted: bool,
    /// It tells of a crisis: what has been told may, what stands (a task, a goal) does not.
    pub crisis: bool,
}

/// Why an item was not marked.
#[derive(Debug, thiserror::Error)]
pub enum MarkItemError {
    /// There is no such category today.
    #[error("no such category")]
    NoSuchCategory,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(MarkItemError);

/// Whether an item of this kind may tell of a crisis.
pub fn may_tell_of_a_crisis(kind: ItemKind) -> bool {
    matches!(
        kind,
        ItemKind::Note | ItemKind::Contact | ItemKind::Statement
    )
}

/// Marks an item of the family. What is shared follows on the next request.
pub async fn mark_item(ctx: &mut Ctx, command: MarkItem) -> Result<(), MarkItemError> {
    let permit = ctx
        .permit::<what::Sharing, doing::Change>(command.family)
        .await?;
    if !ctx
        .lists()
        .holds("category", &command.category, ctx.today())
    {
        return Err(MarkItemError::NoSuchCategory);
    }
    let kind = shared::kind_of(&mut ctx.link, &permit, command.item)
        .await?
        .ok_or(Stop::Absent)?;
    let (by, now) = (ctx.actor()?.account, ctx.now());
    let marked = Marked {
        category: &command.category,
        restricted: command.restricted,
        crisis: command.crisis && may_tell_of_a_crisis(kind),
    };
    mark::set(&mut ctx.link, &permit, command.item, marked, by, now).await?;
    ctx.notice(command.family);
    ctx.record("mark_item", &permit, command.item);
    Ok(())
}
