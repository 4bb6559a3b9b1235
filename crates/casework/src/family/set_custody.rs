//! Sets who holds custody of a child, from a day on.

use helhed_access::{doing, what};
use helhed_domain::custody::{Custody, CustodyError, Holders};
use helhed_domain::ids::{CustodyId, FamilyId, PersonId};
use helhed_store::{custody, family, person};
use jiff::civil::Date;

use crate::sharing::share_person_anew;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// Who shall hold custody.
#[derive(Debug, Clone)]
pub struct SetCustody {
    /// The family.
    pub family: FamilyId,
    /// The child, who belongs to it.
    pub child: PersonId,
    /// The holders, known in the family.
    pub holders: Holders,
    /// From when.
    pub from: Date,
    /// What was read of the child's custody: nobody sets it twice without seeing the other.
    pub seen: Vec<CustodyId>,
}

/// Why no custody was set.
#[derive(Debug, thiserror::Error)]
pub enum SetCustodyError {
    /// Somebody else has set it since.
    #[error("somebody else has set it since")]
    Changed,
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] CustodyError),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(SetCustodyError);

/// Sets who holds custody; what was set before ends the day before.
pub async fn set_custody(ctx: &mut Ctx, command: SetCustody) -> Result<(), SetCustodyError> {
    let lens = ctx.lens(command.family).await?;
    let permit = lens
        .permit::<what::People, doing::Change>()
        .ok_or(Stop::NotAllowed)?;
    let read = lens
        .permit::<what::People, doing::Read>()
        .ok_or(Stop::NotAllowed)?;
    let house = ctx.house().clone();
    let child = person::card(&mut ctx.link, house.keys(), &read, command.child)
        .await?
        .ok_or(Stop::Absent)?;
    for holder in command.holders.each() {
        if !family::knows(&mut ctx.link, command.family, holder).await? {
            return Err(Stop::Absent.into());
        }
    }
    command
        .holders
        .check(child.id, child.birth, command.from, ctx.today())?;
    let before = custody::of_child(&mut ctx.link, &permit, child.id).await?;
    let ids = |rows: &[Custody]| -> std::collections::BTreeSet<CustodyId> {
        rows.iter().map(|row| row.id).collect()
    };
    if ids(&before) != command.seen.into_iter().collect() {
        return Err(SetCustodyError::Changed);
    }
    for row in &before {
        if let Some(last) = row.cut_by(command.from) {
            custody::set_last_day(&mut ctx.link, &permit, row.id, last).await?;
        }
    }
    for holder in command.holders.each() {
        let set = Custody {
            id: ctx.new_id(),
            child: child.id,
            holder,
            kind: command.holders.kind(),
            from: command.from,
            to: None,
        };
        custody::insert(&mut ctx.link, &permit, &set).await?;
    }
    share_person_anew(ctx, &permit, child.id).await?;
    ctx.record("set_custody", &permit, child.id.uuid());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Visible;
    use crate::family::add_member::{AddMember, Newcomer, add_member};
    use crate::family::enter::tests::facts;
    use crate::family::people_page::people_page;
    use crate::testing::House;
    use helhed_domain::custody::CustodyKind;
    use helhed_domain::family::MemberRole;
    use jiff::civil::date;

    #[tokio::test]
    async fn what_is_set_now_stands_from_its_day_on_and_nobody_sets_it_blindly() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let mut ctx = house.change(&house.karen).await;
        let command = AddMember {
            family: holm.id,
            who: Newcomer::New(facts("Ole", None)),
            role: MemberRole::Father,
            from: ctx.today(),
        };
        let ole = add_member(&mut ctx, command).await.expect("added");
        let set = |holders, from, seen: &[Custody]| SetCustody {
            family: holm.id,
            child: holm.child,
            holders,
            from,
            seen: seen.iter().map(|row| row.id).collect(),
        };
        let joint = Holders::Joint(holm.mother, ole);
        set_custody(&mut ctx, set(joint, date(2023, 5, 4), &[]))
            .await
            .expect("set");
        ctx.commit().await.expect("committed");

        let mut reading = house.reading(&house.karen, house.now());
        let seen = people_page(&mut reading, holm.id)
            .await
            .map(Visible::into_inner)
            .expect("a page")
            .custody;
        assert_eq!(seen.len(), 2);
        let mut ctx = house.change(&house.karen).await;
        let sole = Holders::Sole(holm.mother);
        let from = date(2026, 11, 1);
        assert!(matches!(
            set_custody(&mut ctx, set(sole, from, &[])).await,
            Err(SetCustodyError::Changed)
        ));
        assert!(matches!(
            set_custody(&mut ctx, set(sole, date(2020, 1, 1), &seen)).await,
            Err(SetCustodyError::Wrong(CustodyError::BeforeBirth))
        ));
        set_custody(&mut ctx, set(sole, from, &seen))
            .await
            .expect("set");
        ctx.commit().await.expect("committed");
        let page = people_page(&mut reading, holm.id).await.expect("a page");
        let holding: Vec<_> = page
            .custody
            .iter()
            .filter(|row| row.holds_on(date(2026, 11, 24)))
            .map(|row| (row.holder, row.kind))
            .collect();
        assert_eq!(holding, [(holm.mother, CustodyKind::Sole)]);
        assert_eq!(
            page.custody
                .iter()
                .filter(|row| row.holds_on(date(2026, 10, 31)))
                .count(),
            2
        );
    }

    #[tokio::test]
    async fn a_holder_is_known_in_the_family() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let mut ctx = house.change(&house.karen).await;
        let command = SetCustody {
            family: holm.id,
            child: holm.child,
            holders: Holders::Sole(berg.mother),
            from: ctx.today(),
            seen: Vec::new(),
        };
        assert!(matches!(
            set_custody(&mut ctx, command).await,
            Err(SetCustodyError::Stopped(Stop::Absent))
        ));
    }
}
