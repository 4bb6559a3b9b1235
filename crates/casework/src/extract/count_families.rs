//! Takes an extract for counting inside the house: nothing but counts leaves it.

use helhed_access::{HousePermit, Resource, Verb, doing, what};
use uuid::Uuid;

use super::rows::{Extract, load};
use crate::{Ctx, Stop};

/// The rows that the evaluation of the house's own families counts. Whoever is shown the counts needs leave to see aggregates; the
/// rows themselves are for the counting only. Recorded before they are answered.
pub async fn count_families(mut ctx: Ctx) -> Result<Extract, Stop> {
    let _: HousePermit<what::Aggregates, doing::Read> = ctx.house_permit()?;
    let permit: HousePermit<what::Extract, doing::Read> = ctx.house_permit()?;
    let (house, today) = (ctx.house().clone(), ctx.today());
    let extract = load(&mut ctx.link, &permit, house.keys(), today).await?;
    let read = (Verb::Read, Resource::Extract, permit.basis());
    ctx.record_in_house("count_families", read, None, Uuid::nil());
    ctx.commit().await?;
    Ok(extract)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;
    use helhed_access::Actor;
    use helhed_domain::account::Role;

    #[tokio::test]
    async fn an_evaluator_may_count_and_a_coordinator_may_not() {
        let house = House::new().await;
        house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let evaluator = Actor {
            role: Role::Evaluator,
            ..house.dpo
        };
        let ctx = house.begin(&evaluator, house.now()).await.expect("begun");
        assert_eq!(
            count_families(ctx).await.expect("rows").tables[0]
                .rows
                .len(),
            1
        );
        for actor in [&house.karen, &house.jens, &house.it_admin, &house.dpo] {
            let ctx = house.begin(actor, house.now()).await.expect("begun");
            assert!(matches!(count_families(ctx).await, Err(Stop::NotAllowed)));
        }
    }
}
