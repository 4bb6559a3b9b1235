//! Renames a household.

use helhed_access::{doing, what};
use helhed_domain::fold::folded_words;
use helhed_domain::ids::FamilyId;
use helhed_domain::text::Name;
use helhed_store::family;

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A household's new name.
#[derive(Debug, Clone)]
pub struct RenameFamily {
    /// The family.
    pub family: FamilyId,
    /// The version that was read.
    pub version: i64,
    /// The name.
    pub name: Name,
}

/// Why a household was not renamed.
#[derive(Debug, thiserror::Error)]
pub enum RenameFamilyError {
    /// Somebody else has changed it since.
    #[error("somebody else has changed it since")]
    Changed,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(RenameFamilyError);

/// Renames a household; a search finds it by the new name from then on.
pub async fn rename_family(ctx: &mut Ctx, command: RenameFamily) -> Result<(), RenameFamilyError> {
    let permit = ctx
        .permit::<what::Face, doing::Change>(command.family)
        .await?;
    let RenameFamily { name, version, .. } = command;
    if !family::rename(&mut ctx.link, &permit, &name, version).await? {
        return Err(RenameFamilyError::Changed);
    }
    let words = folded_words(name.as_str());
    family::set_family_words(&mut ctx.link, permit.family(), &words).await?;
    ctx.record("rename_family", &permit, permit.family().uuid());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    #[tokio::test]
    async fn the_second_of_two_who_rename_is_told() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let command = |name: &str| RenameFamily {
            family: holm.id,
            version: 1,
            name: Name::parse(name).expect("a name"),
        };
        let mut ctx = house.change(&house.karen).await;
        rename_family(&mut ctx, command("Holm-Ærø"))
            .await
            .expect("renamed");
        assert!(matches!(
            rename_family(&mut ctx, command("Holm")).await,
            Err(RenameFamilyError::Changed)
        ));
        drop(ctx);
        let mut ctx = house.change(&house.lone).await;
        assert!(matches!(
            rename_family(&mut ctx, command("Holm")).await,
            Err(RenameFamilyError::Stopped(Stop::NotAllowed))
        ));
    }
}
