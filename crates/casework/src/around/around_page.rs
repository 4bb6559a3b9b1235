//! Everyone around a family.

use helhed_access::{doing, what};
use helhed_domain::family::Family;
use helhed_domain::ids::FamilyId;
use helhed_domain::involvement::ContactPoints;
use helhed_domain::unit::Unit;
use helhed_store::involvement::Around;
use helhed_store::person::Member;
use helhed_store::{account, family, involvement, person};

use crate::{Reading, Stop, Visible};

/// Everyone around a family.
#[derive(Debug, Clone)]
pub struct AroundPage {
    /// The family.
    pub family: Family,
    /// Its people: whom each of those around it is there for.
    pub members: Vec<Member>,
    /// Everyone around it, now and earlier, the longest there first; those annulled too.
    pub around: Vec<Around>,
    /// How many the family deals with.
    pub points: ContactPoints,
    /// The units that a professional can be said to work in.
    pub units: Vec<Unit>,
    /// Whether the reader may add and change.
    pub may_change: bool,
}

/// Everyone around a family.
pub async fn around_page(reading: &mut Reading, id: FamilyId) -> Result<Visible<AroundPage>, Stop> {
    let lens = reading.lens(id).await?;
    let (around, people, face) = (|| {
        Some((
            lens.permit::<what::Around, doing::Read>()?,
            lens.permit::<what::People, doing::Read>()?,
            lens.permit::<what::Face, doing::Read>()?,
        ))
    })()
    .ok_or(Stop::NotAllowed)?;
    let house = reading.house().clone();
    let today = reading.today();
    let link = &mut reading.link;
    let rows = involvement::of_family(link, &around).await?;
    let first_course = involvement::first_course_on(link, &around).await?;
    let page = AroundPage {
        family: family::find(link, &face).await?.ok_or(Stop::Absent)?,
        members: person::of_family(link, house.keys(), &people).await?,
        points: points(&rows, first_course, today),
        around: rows,
        units: account::units(link).await?,
        may_change: lens.may::<what::Around, doing::Change>(),
    };
    reading
        .show::<what::Around, _>("around_page", &lens, page)
        .await
}

/// How many a family deals with, of the rows of everyone around it.
pub(crate) fn points(
    around: &[Around],
    first_course: Option<jiff::civil::Date>,
    today: jiff::civil::Date,
) -> ContactPoints {
    let standing: Vec<_> = around
        .iter()
        .filter(|row| row.involvement.annulled.is_none())
        .map(|row| &row.involvement.facts)
        .collect();
    ContactPoints::count(standing, first_course, today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::around::{
        AddInvolvement, AnnulInvolvement, AroundError, ChangeInvolvement, EndInvolvement,
        add_involvement, annul_involvement, change_involvement, end_involvement,
    };
    use crate::testing::{House, line};
    use helhed_domain::involvement::{InvolvementError, InvolvementFacts, Workplace};
    use helhed_domain::text::Name;
    use jiff::civil::{Date, date};

    fn eva(since: Date, workplace: Workplace) -> InvolvementFacts {
        InvolvementFacts {
            concerns: None,
            professional: Name::parse("Eva Holm").expect("a name"),
            title: Some(line("Sagsbehandler")),
            workplace,
            case: Some(line("Kontanthjælp")),
            plan: None,
            legal_basis: Some("lab_job_plan".to_owned()),
            since,
            until: None,
        }
    }

    #[tokio::test]
    async fn everyone_around_is_counted_before_and_now() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let school = Workplace::Named(Name::parse("Skolen").expect("a name"));
        let add = |since, workplace| AddInvolvement {
            family: holm.id,
            facts: eva(since, workplace),
        };
        let mut ctx = house.change(&house.karen).await;
        let today = ctx.today();
        let early = date(2025, 1, 1);
        let at_job = add(early, Workplace::Unit(house.jobcentre));
        let first = add_involvement(&mut ctx, at_job).await.expect("added");
        let second = add_involvement(&mut ctx, add(early, school.clone()))
            .await
            .expect("added");
        let mistake = add_involvement(&mut ctx, add(today, school.clone()))
            .await
            .expect("added");
        let end = EndInvolvement {
            family: holm.id,
            involvement: second,
            version: 1,
            until: date(2026, 11, 23),
        };
        end_involvement(&mut ctx, end.clone()).await.expect("ended");
        assert!(matches!(
            end_involvement(&mut ctx, end).await,
            Err(AroundError::Changed)
        ));
        let annul = AnnulInvolvement {
            family: holm.id,
            involvement: mistake,
            version: 1,
            reason: line("Skrevet på den forkerte familie"),
        };
        annul_involvement(&mut ctx, annul).await.expect("annulled");
        let change = |version, until| ChangeInvolvement {
            family: holm.id,
            involvement: first,
            version,
            facts: InvolvementFacts {
                until,
                ..eva(early, Workplace::Unit(house.jobcentre))
            },
        };
        assert!(matches!(
            change_involvement(&mut ctx, change(1, Some(date(2024, 1, 1)))).await,
            Err(AroundError::Wrong(InvolvementError::EndsBeforeItBegins))
        ));
        change_involvement(&mut ctx, change(1, None))
            .await
            .expect("changed");
        assert!(matches!(
            change_involvement(&mut ctx, change(1, None)).await,
            Err(AroundError::Changed)
        ));
        ctx.commit().await.expect("committed");
        let mut reading = house.reading(&house.karen, house.now());
        let page = around_page(&mut reading, holm.id).await.expect("a page");
        assert_eq!(
            page.points,
            ContactPoints {
                before: Some(2),
                now: 1
            }
        );
        assert_eq!(page.around.len(), 3);
        assert_eq!(
            page.around[0].unit.as_ref().map(|(name, _)| name.as_str()),
            Some("Jobcentret")
        );
    }

    #[tokio::test]
    async fn what_is_forged_or_was_not_law_is_refused() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.bo).await;
        let mut ctx = house.change(&house.karen).await;
        let today = ctx.today();
        let add = |facts| AddInvolvement {
            family: holm.id,
            facts,
        };
        let mut facts = eva(today, Workplace::Unit(ctx.new_id()));
        assert!(matches!(
            add_involvement(&mut ctx, add(facts.clone())).await,
            Err(AroundError::NoSuchUnit)
        ));
        facts.workplace = Workplace::Unknown;
        facts.legal_basis = Some("sel_50".to_owned());
        assert!(matches!(
            add_involvement(&mut ctx, add(facts.clone())).await,
            Err(AroundError::NotInForce)
        ));
        facts.since = date(2023, 6, 1);
        let id = add_involvement(&mut ctx, add(facts.clone()))
            .await
            .expect("it was law then");
        facts.concerns = Some(berg.mother);
        assert!(matches!(
            add_involvement(&mut ctx, add(facts.clone())).await,
            Err(AroundError::Stopped(Stop::Absent))
        ));
        ctx.commit().await.expect("committed");
        let mut ctx = house.change(&house.bo).await;
        let forged = EndInvolvement {
            family: berg.id,
            involvement: id,
            version: 1,
            until: today,
        };
        assert!(matches!(
            end_involvement(&mut ctx, forged).await,
            Err(AroundError::Stopped(Stop::Absent))
        ));
    }
}
