//! Shows the units, and one of them.

use helhed_access::{Resource, what};
use helhed_domain::ids::UnitId;
use helhed_domain::unit::Unit;
use helhed_store::account as stored;

use crate::{Reading, Stop, Visible};

/// Shows every unit with how many work in it, to IT.
pub async fn units_page(reading: &mut Reading) -> Result<Visible<Vec<(Unit, i64)>>, Stop> {
    let permit = reading.house_permit::<what::Accounts>()?;
    let link = &mut reading.link;
    let working = stored::working_in_units(link).await?;
    let count = |unit: &Unit| {
        let found = working.iter().find(|(id, _)| *id == unit.id);
        found.map_or(0, |(_, count)| *count)
    };
    let units = stored::units(link).await?;
    let page = units
        .into_iter()
        .map(|unit| (unit.clone(), count(&unit)))
        .collect();
    reading
        .show_list("units_page", Resource::Accounts, permit.basis(), page)
        .await
}

/// Shows one unit and how many work in it, to IT.
pub async fn unit_page(reading: &mut Reading, id: UnitId) -> Result<Visible<(Unit, i64)>, Stop> {
    let permit = reading.house_permit::<what::Accounts>()?;
    let link = &mut reading.link;
    let unit = stored::unit(link, id).await?.ok_or(Stop::Absent)?;
    let working = stored::working_in(link, id).await?;
    reading
        .show_list(
            "unit_page",
            Resource::Accounts,
            permit.basis(),
            (unit, working),
        )
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    #[tokio::test]
    async fn it_sees_units_and_how_many_work_there() {
        let house = House::new().await;
        let mut reading = house.reading(&house.it_admin, house.now());
        let page = units_page(&mut reading).await.expect("shown");
        let team = page.iter().find(|(unit, _)| unit.id == house.team);
        assert_eq!(team.map(|(_, working)| *working), Some(3));
        let one = unit_page(&mut reading, house.school).await.expect("shown");
        assert_eq!(one.1, 1);
        let forged = house.new_id(house.now());
        assert!(matches!(
            unit_page(&mut reading, forged).await,
            Err(Stop::Absent)
        ));
        let mut reading = house.reading(&house.karen, house.now());
        assert!(matches!(
            units_page(&mut reading).await,
            Err(Stop::NotAllowed)
        ));
    }
}
