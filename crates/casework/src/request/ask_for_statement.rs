//! Asks somebody who knows a person, once: what, about whom, why, by when, on which basis.

use helhed_access::{Permit, doing, what};
use helhed_domain::ids::{FamilyId, RequestId};
use helhed_domain::request::{Asked, Request, RequestError, RequestFacts};
use helhed_domain::text::Line;
use helhed_store::{account, household, request as stored, request_list, statement};

use super::consented::is_consented;
use super::link_to_answer;
use crate::one_time_link::MadeLink;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A question to ask.
#[derive(Debug, Clone)]
pub struct AskForStatement {
    /// The family.
    pub family: FamilyId,
    /// What is asked.
    pub facts: RequestFacts,
    /// Why it is asked although there is a statement, or a request that waits: only then is it asked again.
    pub again_because: Option<Line>,
    /// Whether a one-time link is made for a unit; somebody outside always gets one.
    pub with_link: bool,
}

/// What has been asked.
#[derive(Debug)]
pub struct HasAsked {
    /// The request.
    pub request: RequestId,
    /// The link to answer by, shown once.
    pub link: Option<MadeLink>,
}

/// Why nothing was asked.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// It cannot be asked so.
    #[error(transparent)]
    Wrong(#[from] RequestError),
    /// Category, purpose or basis cannot be chosen today.
    #[error("no such choice")]
    NoSuchChoice,
    /// Somebody it is about does not belong to the family now.
    #[error("somebody does not belong to the family")]
    NotOfFamily,
    /// The basis is a consent, and none that is live names each person, the category and whoever is asked.
    #[error("no consent covers it")]
    NoConsent,
    /// There is no such unit, or it is closed.
    #[error("no such unit")]
    NoSuchUnit,
    /// Nobody in the unit can sign in, and no link was asked for.
    #[error("nobody in the unit can sign in")]
    NobodyThere,
    /// There is a statement that is young enough: it is in the request named here.
    #[error("it was answered already")]
    Met(RequestId),
    /// The same was asked and waits for an answer: it is the request named here.
    #[error("it was asked already")]
    Waiting(RequestId),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(AskError);

/// Asks, unless the same was asked before and the answer serves again.
pub async fn ask_for_statement(
    ctx: &mut Ctx,
    command: AskForStatement,
) -> Result<HasAsked, AskError> {
    let permit = ctx
        .permit::<what::Requests, doing::Add>(command.family)
        .await?;
    let facts = command.facts.checked(ctx.today())?;
    fits(ctx, &permit, &facts, command.with_link).await?;
    if command.again_because.is_none()
        && let Some(before) = asked_before(ctx, &facts, command.family).await?
    {
        return Err(before);
    }
    let request = Request {
        id: ctx.new_id(),
        family: command.family,
        facts,
        again_because: command.again_because,
        by: ctx.actor()?.account,
        asked_at: ctx.now(),
        ended: None,
    };
    stored::insert(&mut ctx.link, &permit, &request).await?;
    let link = link_to_answer(ctx, &permit, &request, command.with_link).await?;
    ctx.record("ask_for_statement", &permit, request.id.uuid());
    ctx.notice(command.family);
    Ok(HasAsked {
        request: request.id,
        link,
    })
}

/// Whether what is asked fits the lists of today, the family and whoever is asked.
async fn fits(
    ctx: &mut Ctx,
    permit: &Permit<what::Requests, doing::Add>,
    facts: &RequestFacts,
    with_link: bool,
) -> Result<(), AskError> {
    let today = ctx.today();
    let chosen = [
        ("category", &facts.category),
        ("request_purpose", &facts.purpose),
        ("sharing_basis", &facts.basis),
    ];
    let lists = ctx.lists();
    if !chosen
        .iter()
        .all(|(list, code)| lists.holds(list, code, today))
    {
        return Err(AskError::NoSuchChoice);
    }
    let people = ctx
        .permit::<what::People, doing::Read>(permit.family())
        .await?;
    let kin = household::kin(&mut ctx.link, &people).await?;
    let belongs = |person| kin.iter().any(|kin| kin.id == person && kin.now);
    if !facts.about.iter().copied().all(belongs) {
        return Err(AskError::NotOfFamily);
    }
    if let Asked::Unit(unit) = facts.to {
        let found = account::unit(&mut ctx.link, unit).await?;
        if found.is_none_or(|unit| unit.closed) {
            return Err(AskError::NoSuchUnit);
        }
        if !with_link
            && !account::units_with_partners(&mut ctx.link)
                .await?
                .contains(&unit)
        {
            return Err(AskError::NobodyThere);
        }
    }
    let asker = ctx.actor()?.account;
    if is_consented(ctx, permit, facts, asker).await? {
        Ok(())
    } else {
        Err(AskError::NoConsent)
    }
}

/// The statement that serves again, or the request that waits: the same category, for the same purpose, about the same person.
async fn asked_before(
    ctx: &mut Ctx,
    facts: &RequestFacts,
    family: FamilyId,
) -> Result<Option<AskError>, Stop> {
    let permit = ctx.permit::<what::Requests, doing::Read>(family).await?;
    let (today, months) = (ctx.today(), ctx.rules().statement_fresh_months);
    let statements = statement::of_family(&mut ctx.link, &permit).await?;
    let lines = request_list::of_family(&mut ctx.link, &permit).await?;
    let same = lines
        .iter()
        .map(|line| &line.request)
        .filter(|request| request.facts.asks_again(facts));
    for request in same {
        if request.ended.is_none() {
            return Ok(Some(AskError::Waiting(request.id)));
        }
        let mut answers = statements.iter();
        if answers.any(|it| it.request == request.id && it.is_fresh(today, months)) {
            return Ok(Some(AskError::Met(request.id)));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{Remind, Reply, remind, requests_page};
    use crate::testing::{House, line};
    use helhed_domain::text::Name;
    use jiff::civil::date;

    #[tokio::test]
    async fn what_was_answered_is_met_before_it_is_asked_again() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let first = holm.ask_the_school().await;
        let mut ctx = house.change(&house.karen).await;
        let again = holm.question_to(Asked::Unit(house.school));
        let waiting = ask_for_statement(&mut ctx, again.clone()).await;
        assert!(matches!(waiting, Err(AskError::Waiting(it)) if it == first));
        drop(ctx);
        holm.answered_by_sanne(
            first,
            Reply::Statement(crate::testing::prose("Emil trives.")),
        )
        .await;
        let mut ctx = house.change(&house.karen).await;
        let met = ask_for_statement(&mut ctx, again.clone()).await;
        assert!(matches!(met, Err(AskError::Met(it)) if it == first));
        let mut other = again.clone();
        other.facts.purpose = "treatment".into();
        ask_for_statement(&mut ctx, other)
            .await
            .expect("another purpose");
        let mut sibling = again.clone();
        sibling.facts.about = vec![holm.mother];
        ask_for_statement(&mut ctx, sibling)
            .await
            .expect("another person");
        let mut because = again.clone();
        because.again_because = Some(line("Han har skiftet klasse"));
        ask_for_statement(&mut ctx, because)
            .await
            .expect("with a reason");
        ctx.commit().await.expect("committed");
        assert_eq!(
            holm.last_act().await,
            ("ask_for_statement".into(), "coordinator".into())
        );
        // Seven months later the statement is too old to serve.
        let later = "2027-06-24T09:00:00Z".parse().expect("an instant");
        let mut ctx = house.begin(&house.karen, later).await.expect("begun");
        let mut late = again;
        late.facts.due = date(2027, 7, 1);
        late.facts.about = vec![holm.child];
        let answer = ask_for_statement(&mut ctx, late).await;
        assert!(
            matches!(answer, Err(AskError::Waiting(_))),
            "the one asked with a reason waits"
        );
    }

    #[tokio::test]
    async fn what_does_not_fit_is_not_asked_and_others_may_not_ask() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.bo).await;
        let mut ctx = house.change(&house.karen).await;
        let good = holm.question_to(Asked::Unit(house.school));
        let with = |change: &dyn Fn(&mut RequestFacts)| {
            let mut command = good.clone();
            change(&mut command.facts);
            command
        };
        let stranger = with(&|facts| facts.about.push(berg.child));
        let answer = ask_for_statement(&mut ctx, stranger).await;
        assert!(matches!(answer, Err(AskError::NotOfFamily)));
        for wrong in [
            with(&|facts| facts.category = "gossip".into()),
            with(&|facts| facts.purpose = "curiosity".into()),
            with(&|facts| facts.basis = "because".into()),
        ] {
            let answer = ask_for_statement(&mut ctx, wrong).await;
            assert!(matches!(answer, Err(AskError::NoSuchChoice)));
        }
        let nowhere = with(&|facts| facts.to = Asked::Unit(uuid::Uuid::from_u128(1).into()));
        let answer = ask_for_statement(&mut ctx, nowhere).await;
        assert!(matches!(answer, Err(AskError::NoSuchUnit)));
        drop(ctx);
        for actor in [house.bo, house.lone, house.jens, house.sanne, house.dpo] {
            let mut ctx = house.change(&actor).await;
            let answer = ask_for_statement(&mut ctx, good.clone()).await;
            assert!(matches!(answer, Err(AskError::Stopped(_))), "{actor:?}");
        }
        assert_eq!(house.rows_of("information_request").await, 0);
    }

    #[tokio::test]
    async fn somebody_outside_gets_a_link_and_a_reminder_makes_a_new_one() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let doctor = Asked::Outside(Name::parse("Læge Lis Lund").expect("a name"));
        let mut ctx = house.change(&house.karen).await;
        let asked = ask_for_statement(&mut ctx, holm.question_to(doctor))
            .await
            .expect("asked");
        assert!(asked.link.is_some());
        let command = Remind {
            family: holm.id,
            request: asked.request,
            with_link: false,
        };
        let reminded = remind(&mut ctx, command).await.expect("reminded");
        assert!(reminded.link.is_some_and(|link| Some(link) != asked.link));
        ctx.commit().await.expect("committed");
        assert_eq!(house.rows_of("one_time_link").await, 2);
        let mut reading = house.reading(&house.lone, house.now());
        let page = requests_page(&mut reading, holm.id).await.expect("a page");
        assert_eq!(page.lines[0].reminders, 1);
        assert!(!page.may_ask, "the leader reads");
    }
}
