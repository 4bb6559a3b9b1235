//! Whom and what the forms of a case let people choose from.

use helhed_access::what;
use helhed_domain::ids::{AccountId, FamilyId};
use helhed_domain::text::Name;
use helhed_store::goal::{self, GoalLine};
use helhed_store::household;

pub use helhed_store::household::Kin;

use crate::{Reading, Stop, Visible};

/// What the forms of a case let people choose from.
#[derive(Debug)]
pub struct Choices {
    /// The family.
    pub family: FamilyId,
    /// What it is called.
    pub family_name: Name,
    /// Its people, also those who have left.
    pub kin: Vec<Kin>,
    /// Professionals who may own something.
    pub professionals: Vec<(AccountId, Name)>,
    /// Goals that have not ended.
    pub goals: Vec<GoalLine>,
}

/// What the forms of a family's case let its coordinator choose from: four queries.
pub async fn choices(reading: &mut Reading, family: FamilyId) -> Result<Visible<Choices>, Stop> {
    let lens = reading.lens(family).await?;
    let (Some(face), Some(people), Some(plan)) = (lens.permit(), lens.permit(), lens.permit())
    else {
        return Err(Stop::NotAllowed);
    };
    let link = &mut reading.link;
    let mut goals = goal::lines_of_family(link, &plan).await?;
    goals.retain(|line| line.goal.ended.is_none());
    let found = Choices {
        family,
        family_name: household::family_name(link, &face).await?,
        kin: household::kin(link, &people).await?,
        professionals: household::professionals(link).await?,
        goals,
    };
    reading
        .show::<what::People, _>("choices", &lens, found)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;
    use helhed_domain::goal::Horizon;

    #[tokio::test]
    async fn people_professionals_and_open_goals_of_the_family_alone() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let long = holm.goal("Egen bolig", Horizon::Long, None).await;
        holm.goal("Skrive sig op", Horizon::Short, Some(long)).await;
        berg.goal("Andres mål", Horizon::Long, None).await;
        let mut reading = house.reading(&house.karen, house.now());
        let found = choices(&mut reading, holm.id).await.expect("choices");
        let who: Vec<_> = found.kin.iter().map(|kin| kin.id).collect();
        assert_eq!(who, [holm.mother, holm.child]);
        assert_eq!(found.goals.len(), 2);
        assert_eq!(found.professionals.len(), 5, "neither IT nor the officer");
        let mut reading = house.reading(&house.jens, house.now());
        let refused = choices(&mut reading, holm.id).await;
        assert!(matches!(refused, Err(Stop::NotAllowed)));
    }
}
