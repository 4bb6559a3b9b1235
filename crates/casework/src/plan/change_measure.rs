//! Puts a measure right, or says when it ended.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, MeasureId};
use helhed_domain::measure::{Measure, MeasureFacts};
use helhed_store::measure as stored;

use super::set_measure::{MeasureRefused, checked, standing};
use crate::{Ctx, collision};

/// A measure as it is to be.
#[derive(Debug, Clone)]
pub struct ChangeMeasure {
    /// The family.
    pub family: FamilyId,
    /// The measure.
    pub measure: MeasureId,
    /// The version that was read.
    pub version: i64,
    /// What, for whom, by whom, from when to when.
    pub facts: MeasureFacts,
}

/// Changes a measure that is not annulled.
pub async fn change_measure(ctx: &mut Ctx, command: ChangeMeasure) -> Result<(), MeasureRefused> {
    let permit = ctx
        .permit::<what::Plan, doing::Change>(command.family)
        .await?;
    let measure = standing(ctx, &permit, command.measure).await?;
    let facts = checked(ctx, &permit, command.facts, Some(&measure.facts)).await?;
    let measure = Measure { facts, ..measure };
    if !stored::update(&mut ctx.link, &permit, &measure, command.version).await? {
        return Err(MeasureRefused::Changed);
    }
    ctx.record("change_measure", &permit, measure.id.uuid());
    collision::recheck(ctx, command.family).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{AnnulMeasure, SetMeasure, annul_measure, coordination_page, set_measure};
    use crate::testing::{House, a_measure, line};
    use helhed_domain::measure::{MeasureError, MeasureKind};
    use jiff::civil::date;

    #[tokio::test]
    async fn days_law_and_people_must_fit_and_one_of_two_editors_is_told() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let family = holm.id;
        let mut ctx = house.change(&house.karen).await;
        let good = a_measure(MeasureKind::Treatment, "Psykolog", date(2026, 9, 1));
        let tries = [
            MeasureFacts {
                concerns: Some(berg.child),
                ..good.clone()
            },
            // Before the child was born.
            MeasureFacts {
                concerns: Some(holm.child),
                from: date(2020, 1, 1),
                ..good.clone()
            },
            // A law that had ended before it began.
            MeasureFacts {
                legal_basis: Some("sel_52".into()),
                ..good.clone()
            },
            MeasureFacts {
                asks: Some("the_moon".into()),
                ..good.clone()
            },
        ];
        let mut refused = Vec::new();
        for facts in tries {
            let set = set_measure(&mut ctx, SetMeasure { family, facts }).await;
            refused.push(set.expect_err("refused").to_string());
        }
        let said = [
            "not of the family",
            "it begins before they were born",
            "the legal basis was not in force",
            "not in the list of what measures ask",
        ];
        assert_eq!(refused, said);
        let measure = set_measure(
            &mut ctx,
            SetMeasure {
                family,
                facts: good.clone(),
            },
        )
        .await
        .expect("set");
        let change = |version, until| ChangeMeasure {
            family,
            measure,
            version,
            facts: MeasureFacts {
                until,
                ..good.clone()
            },
        };
        change_measure(&mut ctx, change(1, Some(date(2027, 1, 31))))
            .await
            .expect("changed");
        let stale = change_measure(&mut ctx, change(1, None)).await;
        assert!(matches!(stale, Err(MeasureRefused::Changed)));
        let annul = AnnulMeasure {
            family,
            measure,
            version: 2,
            reason: line("Skrevet to gange"),
        };
        annul_measure(&mut ctx, annul).await.expect("annulled");
        let late = change_measure(&mut ctx, change(3, None)).await;
        assert!(matches!(
            late,
            Err(MeasureRefused::Wrong(MeasureError::Annulled))
        ));
        ctx.commit().await.expect("committed");
        let mut reading = house.reading(&house.karen, house.now());
        let page = coordination_page(&mut reading, family)
            .await
            .expect("a page");
        assert!(page.measures.is_empty(), "what was annulled stands no more");
    }
}
