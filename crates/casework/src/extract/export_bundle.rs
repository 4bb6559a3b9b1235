//! Hands out an extract for evaluation.

use helhed_access::{HousePermit, Resource, Verb, doing, what};
use uuid::Uuid;

use super::rows::{Extract, load};
use crate::{Ctx, Stop};

/// The rows of an extract that leaves the house as files. Recorded before they are answered.
pub async fn export_bundle(mut ctx: Ctx) -> Result<Extract, Stop> {
    let permit: HousePermit<what::Extract, doing::Share> = ctx.house_permit()?;
    let (house, today) = (ctx.house().clone(), ctx.today());
    let extract = load(&mut ctx.link, &permit, house.keys(), today).await?;
    let shared = (Verb::Share, Resource::Extract, permit.basis());
    ctx.record_in_house("export_bundle", shared, None, Uuid::nil());
    ctx.commit().await?;
    Ok(extract)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::declared;
    use crate::testing::House;
    use jiff::civil::date;

    #[tokio::test]
    async fn who_was_taken_in_leaves_under_pseudonyms_and_nobody_else() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        house.a_family("Berg").await;
        holm.rates_since(date(2026, 10, 20), &[holm.mother]).await;
        holm.mother_rates(date(2026, 10, 20), 50).await;
        holm.mother_rates(date(2026, 11, 3), 60).await;
        let ctx = house.begin(&house.lone, house.now()).await.expect("begun");
        let extract = export_bundle(ctx).await.expect("an extract");

        let [families, persons, _, episodes, ratings] = &extract.tables[..] else {
            panic!("five tables");
        };
        assert_eq!(
            families.rows.len(),
            1,
            "the family that was only referred stays"
        );
        assert!(persons.rows.iter().any(|row| row[2] == "mother"));
        // Of what was rated leaves what lies inside the observation, and nothing joins it with persons.
        assert_eq!((episodes.rows.len(), ratings.rows.len()), (1, 1));
        assert_eq!(episodes.rows[0][1], families.rows[0][0]);
        assert!(
            persons
                .rows
                .iter()
                .all(|row| row[0][1..] != episodes.rows[0][2][1..])
        );
        assert_eq!(
            ratings.rows[0][..2],
            [&episodes.rows[0][0], &episodes.rows[0][2]].map(String::clone)
        );
        assert_eq!(
            ratings.rows[0][4..7],
            ["ors", "2026-10-20", "5.0"].map(str::to_owned)
        );
        let text: String = extract
            .files("Prøveby \"1\"")
            .into_iter()
            .map(|(_, text)| text)
            .collect();
        for secret in [
            "Holm",
            "Berg",
            &holm.mother.uuid().to_string(),
            &holm.id.uuid().to_string(),
        ] {
            assert!(!text.contains(secret), "{secret}");
        }
        assert!(text.contains("municipality = \"Prøveby \\\"1\\\"\""));
        for (table, declared) in extract.tables.iter().zip(declared()) {
            assert_eq!(table.name, declared.name);
            assert!(
                table
                    .rows
                    .iter()
                    .all(|row| row.len() == declared.columns.len())
            );
        }

        // The same pseudonyms in the next extract: extracts can be followed over time.
        let ctx = house.begin(&house.lone, house.now()).await.expect("begun");
        assert_eq!(export_bundle(ctx).await.expect("an extract"), extract);
    }

    #[tokio::test]
    async fn only_the_team_leader_hands_it_out_and_the_log_says_so() {
        let house = House::new().await;
        for actor in [
            &house.karen,
            &house.jens,
            &house.sanne,
            &house.it_admin,
            &house.dpo,
        ] {
            let ctx = house.begin(actor, house.now()).await.expect("begun");
            assert!(matches!(export_bundle(ctx).await, Err(Stop::NotAllowed)));
        }
        let before = house.audit_head().await.expect("a head").seq;
        let ctx = house.begin(&house.lone, house.now()).await.expect("begun");
        export_bundle(ctx).await.expect("an extract");
        assert_eq!(house.audit_head().await.expect("a head").seq, before + 1);
    }
}
