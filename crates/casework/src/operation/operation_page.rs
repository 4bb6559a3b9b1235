//! Shows IT how the house runs.

use helhed_access::{Resource, what};
use helhed_store::figures::{Figures, figures};
use helhed_store::{Link, StoreError};
use jiff::{SignedDuration, Timestamp};

use crate::{Casework, Reading, Stop, Visible};

/// How far back letters that were given up are counted.
const WEEK: SignedDuration = SignedDuration::from_hours(7 * 24);
/// Who has used their session within this time is counted as here.
const LATELY: SignedDuration = SignedDuration::from_mins(15);

async fn read(link: &mut Link, now: Timestamp) -> Result<Figures, StoreError> {
    figures(link, now, (now - WEEK, now - LATELY)).await
}

/// How the house runs, for a program that watches over it. Recorded nowhere: it is about nobody.
pub async fn figures_now(house: &Casework, now: Timestamp) -> Result<Figures, StoreError> {
    read(&mut house.link(), now).await
}

/// How the house runs, to IT.
pub async fn operation_page(reading: &mut Reading) -> Result<Visible<Figures>, Stop> {
    let permit = reading.house_permit::<what::Accounts>()?;
    let now = reading.now();
    let page = read(&mut reading.link, now).await?;
    reading
        .show_list("operation_page", Resource::Accounts, permit.basis(), page)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    #[tokio::test]
    async fn it_sees_numbers_and_nobody_else_does() {
        let house = House::new().await;
        let mut reading = house.reading(&house.it_admin, house.now());
        let page = operation_page(&mut reading).await.expect("shown");
        assert_eq!((page.letters_due, page.oldest_due), (0, None));
        assert!(page.accounts >= 7 && page.migration >= 19);
        let before = page.audit_entries;
        let after = figures_now(&house, house.now()).await.expect("read");
        assert_eq!(after.audit_entries, before + 1, "IT's own reading");
        assert_eq!(after.last_entry, Some(house.now()));
        for actor in [house.karen, house.lone, house.jens, house.dpo] {
            let mut reading = house.reading(&actor, house.now());
            let page = operation_page(&mut reading).await;
            assert!(matches!(page, Err(Stop::NotAllowed)), "{:?}", actor.role);
        }
    }
}
