//! Notes that somebody has left the family.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, MembershipId};
use helhed_store::family;
use jiff::civil::Date;

use super::enter::refresh_words;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop, collision};

/// That somebody has left.
#[derive(Debug, Clone)]
pub struct EndMembership {
    /// The family.
    pub family: FamilyId,
    /// Their part in it.
    pub membership: MembershipId,
    /// Their last day in it.
    pub last_day: Date,
}

/// Why nobody has left.
#[derive(Debug, thiserror::Error)]
pub enum EndMembershipError {
    /// They left earlier.
    #[error("left already")]
    AlreadyLeft,
    /// Before they came.
    #[error("before they came")]
    BeforeTheyCame,
    /// On a day to come.
    #[error("on a day to come")]
    InTheFuture,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(EndMembershipError);

/// Notes that somebody has left the family. What was written while they were in it stays.
pub async fn end_membership(
    ctx: &mut Ctx,
    command: EndMembership,
) -> Result<(), EndMembershipError> {
    let permit = ctx
        .permit::<what::People, doing::Change>(command.family)
        .await?;
    let membership = family::membership(&mut ctx.link, &permit, command.membership)
        .await?
        .ok_or(Stop::Absent)?;
    if membership.to.is_some() {
        return Err(EndMembershipError::AlreadyLeft);
    }
    if command.last_day > ctx.today() {
        return Err(EndMembershipError::InTheFuture);
    }
    if command.last_day < membership.from {
        return Err(EndMembershipError::BeforeTheyCame);
    }
    family::end_membership(&mut ctx.link, &permit, membership.id, command.last_day).await?;
    refresh_words(ctx, membership.person).await?;
    ctx.record("end_membership", &permit, membership.person.uuid());
    collision::recheck(ctx, command.family).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Visible;
    use crate::family::people_page::people_page;
    use crate::testing::House;
    use jiff::civil::date;

    #[tokio::test]
    async fn who_has_left_is_remembered_but_not_where_they_are_now() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let mut reading = house.reading(&house.karen, house.now());
        let page = people_page(&mut reading, holm.id)
            .await
            .map(Visible::into_inner)
            .expect("a page");
        let mother = page.members[0].clone();
        let end = |membership, last_day| EndMembership {
            family: holm.id,
            membership,
            last_day,
        };
        let id = mother.membership.id;
        let today = date(2026, 11, 24);
        let mut ctx = house.change(&house.karen).await;
        assert!(matches!(
            end_membership(&mut ctx, end(id, date(2026, 11, 25))).await,
            Err(EndMembershipError::InTheFuture)
        ));
        assert!(matches!(
            end_membership(&mut ctx, end(id, date(2020, 1, 1))).await,
            Err(EndMembershipError::BeforeTheyCame)
        ));
        end_membership(&mut ctx, end(id, today))
            .await
            .expect("left");
        assert!(matches!(
            end_membership(&mut ctx, end(id, today)).await,
            Err(EndMembershipError::AlreadyLeft)
        ));
        let forged = ctx.new_id();
        assert!(matches!(
            end_membership(&mut ctx, end(forged, today)).await,
            Err(EndMembershipError::Stopped(Stop::Absent))
        ));
        ctx.commit().await.expect("committed");
        let page = people_page(&mut reading, holm.id).await.expect("a page");
        let left = page.members.last().expect("a member");
        assert_eq!(left.person.id, holm.mother);
        assert_eq!(left.membership.to, Some(today));
        assert_eq!(left.person, mother.person.of_one_who_left());
    }
}
