//! Sets the coordinator's authority on the employment side.

use jiff::civil::Date;

use helhed_domain::authority::{Authority, AuthoritySet, authority_on};
use helhed_domain::ids::{AuthorityId, FamilyId};
use helhed_store::{StoreError, authority};

use crate::{Ctx, Stop};

/// An authority to set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAuthority {
    /// For which family.
    pub family: FamilyId,
    /// Which.
    pub authority: Authority,
    /// The first day it holds.
    pub from: Date,
}

/// Why no authority was set.
#[derive(Debug, thiserror::Error)]
pub enum SetAuthorityError {
    /// It is what holds on that day already.
    #[error("nothing changes")]
    Unchanged,
    /// Over a year ahead.
    #[error("over a year ahead")]
    TooFarAhead,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}

impl From<StoreError> for SetAuthorityError {
    fn from(error: StoreError) -> Self {
        Self::Stopped(error.into())
    }
}

/// Sets the authority from a day on, until another is set; the history keeps what held before.
pub async fn set_authority(
    ctx: &mut Ctx,
    command: SetAuthority,
) -> Result<AuthorityId, SetAuthorityError> {
    let lens = ctx.lens(command.family).await?;
    let permit = lens.permit().ok_or(Stop::NotAllowed)?;
    let read = lens.permit().ok_or(Stop::NotAllowed)?;
    if (command.from - ctx.today()).get_days() > 366 {
        return Err(SetAuthorityError::TooFarAhead);
    }
    let history = authority::of_family(&mut ctx.link, &read).await?;
    if authority_on(command.from, &history).is_some_and(|it| it.authority == command.authority) {
        return Err(SetAuthorityError::Unchanged);
    }
    let it = AuthoritySet {
        id: ctx.new_id(),
        family: command.family,
        authority: command.authority,
        from: command.from,
        set_by: ctx.actor()?.account,
        set_at: ctx.now(),
    };
    authority::insert(&mut ctx.link, &permit, &it).await?;
    ctx.record("set_authority", &permit, it.id.uuid());
    Ok(it.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;
    use helhed_domain::authority::AuthorityKind;
    use helhed_domain::text::Name;
    use jiff::civil::date;

    #[tokio::test]
    async fn authority_is_set_from_a_day_and_kept() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let sole = SetAuthority {
            family: holm.id,
            authority: Authority::Sole,
            from: date(2026, 11, 24),
        };
        let mut ctx = house.begin(&house.karen, house.now()).await.expect("begun");
        set_authority(&mut ctx, sole.clone()).await.expect("set");
        assert!(matches!(
            set_authority(&mut ctx, sole.clone()).await,
            Err(SetAuthorityError::Unchanged)
        ));
        let shared = SetAuthority {
            authority: Authority::new(AuthorityKind::Shared, Name::parse("Jens Jobkonsulent").ok())
                .expect("an authority"),
            from: date(2027, 1, 1),
            ..sole.clone()
        };
        set_authority(&mut ctx, shared).await.expect("set");
        let far = SetAuthority {
            authority: Authority::None,
            from: date(2028, 1, 1),
            ..sole.clone()
        };
        assert!(matches!(
            set_authority(&mut ctx, far).await,
            Err(SetAuthorityError::TooFarAhead)
        ));
        ctx.commit().await.expect("committed");
        for actor in [&house.bo, &house.jens, &house.it_admin] {
            let mut ctx = house.begin(actor, house.now()).await.expect("begun");
            assert!(matches!(
                set_authority(&mut ctx, sole.clone()).await,
                Err(SetAuthorityError::Stopped(_))
            ));
        }
    }
}
