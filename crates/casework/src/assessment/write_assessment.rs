//! Adds what somebody says of one life domain of one person.

use helhed_access::{Lens, Permit, doing, what};
use helhed_domain::account::Role;
use helhed_domain::assessment::{Assessment, AssessmentError, AssessmentFacts};
use helhed_domain::ids::{AssessmentId, CaseItemId, FamilyId, PersonId};
use helhed_domain::item::ItemKind;
use helhed_store::shared::{self, Item};
use helhed_store::{Link, assessment as stored, household};
use jiff::Timestamp;

use super::leave::may_write;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// How much of what is known about a domain is looked through.
const KNOWN: i64 = 200;
/// How much of what was told last can be pointed to as well: the latest visits and meetings.
const LATEST: i64 = 40;

/// A view to add.
#[derive(Debug, Clone)]
pub struct WriteAssessment {
    /// The family.
    pub family: FamilyId,
    /// What is said. Somebody of the family always speaks for themselves.
    pub facts: AssessmentFacts,
}

/// Why a view was not added.
#[derive(Debug, thiserror::Error)]
pub enum WriteAssessmentError {
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] AssessmentError),
    /// There is no such life domain today.
    #[error("no such life domain")]
    NoSuchDomain,
    /// Whose words they are does not belong to the family.
    #[error("not of the family")]
    NotOfFamily,
    /// What it builds on is nothing that the writer sees in this case.
    #[error("no such source")]
    NoSuchSource,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(WriteAssessmentError);

/// What is known about a life domain of somebody, and what else a view of it can build on: by the lens, newest first.
pub(super) async fn known_and_latest(
    link: &mut Link,
    permit: &Permit<what::Assessment, impl helhed_access::Doing>,
    lens: &Lens,
    (person, domain): (PersonId, &str),
) -> Result<(Vec<Item>, Vec<Item>), Stop> {
    let concerns = |item: &Item| item.about.is_empty() || item.about.contains(&person);
    let mut known = shared::told_of_domain(link, permit, domain, KNOWN).await?;
    known.retain(|item| concerns(item) && lens.sees(&item.mark()).is_some());
    let mut latest = shared::told(link, permit, Timestamp::MAX, LATEST).await?;
    latest.retain(|item| {
        item.kind != ItemKind::Assessment
            && concerns(item)
            && lens.sees(&item.mark()).is_some()
            && !known.iter().any(|it| it.id == item.id)
    });
    Ok((known, latest))
}

/// Adds a view; earlier ones stand beside it.
pub async fn write_assessment(
    ctx: &mut Ctx,
    command: WriteAssessment,
) -> Result<AssessmentId, WriteAssessmentError> {
    let lens = ctx.lens(command.family).await?;
    let permit = lens
        .permit::<what::Assessment, doing::Add>()
        .ok_or(Stop::NotAllowed)?;
    let (actor, today) = (ctx.actor()?, ctx.today());
    let mut facts = command.facts;
    match actor.role {
        Role::FamilyMember => facts.voice = actor.person,
        Role::Partner => facts.voice = None,
        _ => {}
    }
    let birth = household::birth_of(&mut ctx.link, &permit, facts.person).await?;
    let birth = birth.ok_or(Stop::Absent)?;
    if !may_write(&lens, facts.person, &facts.domain) {
        return Err(Stop::Absent.into());
    }
    if !ctx.lists().holds("life_domain", &facts.domain, today) {
        return Err(WriteAssessmentError::NoSuchDomain);
    }
    let voice: Vec<PersonId> = facts.voice.into_iter().collect();
    if !household::all_belong(&mut ctx.link, &permit, &voice).await? {
        return Err(WriteAssessmentError::NotOfFamily);
    }
    let facts = facts.checked(birth, today)?;
    if !facts.sources.is_empty() {
        let about = (facts.person, facts.domain.as_str());
        let (known, latest) = known_and_latest(&mut ctx.link, &permit, &lens, about).await?;
        let offered = |id: &CaseItemId| known.iter().chain(&latest).any(|it| it.id == id.uuid());
        if !facts.sources.iter().all(offered) {
            return Err(WriteAssessmentError::NoSuchSource);
        }
    }
    let assessment = Assessment {
        id: ctx.new_id(),
        family: command.family,
        facts,
        by: actor.account,
        written_at: ctx.now(),
        annulled: None,
    };
    stored::insert(&mut ctx.link, &permit, &assessment).await?;
    ctx.notice(command.family);
    ctx.record("write_assessment", &permit, assessment.id.uuid());
    Ok(assessment.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{AFamily, House, prose};
    use helhed_access::Actor;
    use helhed_domain::assessment::Score;
    use jiff::civil::date;

    async fn says(
        holm: &AFamily<'_>,
        who: &Actor,
        facts: AssessmentFacts,
    ) -> Result<AssessmentId, WriteAssessmentError> {
        let mut ctx = holm.house.change(who).await;
        let command = WriteAssessment {
            family: holm.id,
            facts,
        };
        let id = write_assessment(&mut ctx, command).await?;
        ctx.commit().await.expect("committed");
        Ok(id)
    }

    fn of(person: PersonId) -> AssessmentFacts {
        AssessmentFacts {
            person,
            domain: "health".into(),
            voice: None,
            strengths: Some(prose("Han sover i sin egen seng.")),
            needs: None,
            score: Score::new(6),
            on: date(2026, 11, 24),
            sources: Vec::new(),
        }
    }

    #[tokio::test]
    async fn a_view_builds_on_what_the_case_holds_about_those_it_is_about() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let about_mother = holm
            .note_about(Some(holm.mother), "work", "Sofie søger praktik.")
            .await;
        let about_child = holm
            .note_about(Some(holm.child), "leisure", "Emil svømmer.")
            .await;
        let elsewhere = berg.note("Andres note.").await;
        let with = |id: uuid::Uuid| AssessmentFacts {
            sources: vec![CaseItemId::from(id)],
            ..of(holm.child)
        };
        for (source, counts) in [
            (about_child.uuid(), true),
            (about_mother.uuid(), false),
            (elsewhere.uuid(), false),
        ] {
            let said = says(&holm, &house.karen, with(source)).await;
            match said {
                Ok(_) => assert!(counts),
                Err(error) => {
                    assert!(!counts && matches!(error, WriteAssessmentError::NoSuchSource));
                }
            }
        }
        assert_eq!(
            holm.last_act().await,
            ("write_assessment".into(), "coordinator".into())
        );
    }

    #[tokio::test]
    async fn what_cannot_be_is_told() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let karen = &house.karen;
        let unborn = AssessmentFacts {
            on: date(2023, 5, 3),
            ..of(holm.child)
        };
        assert!(matches!(
            says(&holm, karen, unborn).await,
            Err(WriteAssessmentError::Wrong(AssessmentError::BeforeBirth))
        ));
        let gossip = AssessmentFacts {
            domain: "gossip".into(),
            ..of(holm.child)
        };
        assert!(matches!(
            says(&holm, karen, gossip).await,
            Err(WriteAssessmentError::NoSuchDomain)
        ));
        let voice = AssessmentFacts {
            voice: Some(berg.mother),
            ..of(holm.child)
        };
        assert!(matches!(
            says(&holm, karen, voice).await,
            Err(WriteAssessmentError::NotOfFamily)
        ));
        assert!(matches!(
            says(&holm, karen, of(berg.child)).await,
            Err(WriteAssessmentError::Stopped(Stop::Absent))
        ));
        assert!(matches!(
            says(&holm, &house.lone, of(holm.child)).await,
            Err(WriteAssessmentError::Stopped(Stop::NotAllowed))
        ));
        assert!(matches!(
            says(&holm, &house.bo, of(holm.child)).await,
            Err(WriteAssessmentError::Stopped(Stop::Absent))
        ));
        assert_eq!(house.rows_of("assessment").await, 0);
    }
}
