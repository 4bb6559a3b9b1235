//! Somebody who signs in answers what their unit was asked.

use helhed_access::{doing, permit_when_asked, what};
use helhed_domain::ids::RequestId;
use helhed_store::{account, request as stored};

use super::reply::{Reply, ReplyError, take_reply};
use crate::{Ctx, Stop};

/// An answer.
#[derive(Debug, Clone)]
pub struct AnswerRequest {
    /// What is answered.
    pub request: RequestId,
    /// The reply.
    pub reply: Reply,
}

/// Answers, refuses, or says that the person is not known; once, whoever of the unit is first.
pub async fn answer_request(ctx: &mut Ctx, command: AnswerRequest) -> Result<(), ReplyError> {
    let actor = ctx.actor()?;
    let (family, unit) = stored::asked_of(&mut ctx.link, command.request)
        .await?
        .ok_or(Stop::Absent)?;
    let permit =
        permit_when_asked::<what::Answers, doing::Add>(&actor, family, unit).ok_or(Stop::Absent)?;
    let name = account::by_id(&mut ctx.link, actor.account)
        .await?
        .ok_or(Stop::NotAllowed)?
        .display_name;
    let act = command.reply.act();
    take_reply(ctx, &permit, command.request, name, command.reply).await?;
    ctx.record(act, &permit, command.request.uuid());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::{
        AnnulStatement, AnnulStatementError, WithdrawRequest, annul_statement, request_page,
        withdraw_request,
    };
    use crate::testing::{House, line, prose};
    use helhed_domain::request::{RequestError, RequestState};

    #[tokio::test]
    async fn the_unit_answers_once_and_nobody_elsewhere_can() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let request = holm.ask_the_school().await;
        let answer = |text: &str| AnswerRequest {
            request,
            reply: Reply::Statement(prose(text)),
        };
        for actor in [
            house.jens,
            house.karen,
            house.lone,
            house.it_admin,
            house.dpo,
        ] {
            let mut ctx = house.change(&actor).await;
            let refused = answer_request(&mut ctx, answer("Forkert")).await;
            assert!(
                matches!(refused, Err(ReplyError::Stopped(Stop::Absent))),
                "{actor:?}"
            );
        }
        let mut ctx = house.change(&house.sanne).await;
        answer_request(&mut ctx, answer("Emil trives."))
            .await
            .expect("answered");
        let twice = answer_request(&mut ctx, answer("Emil trives igen.")).await;
        assert!(matches!(
            twice,
            Err(ReplyError::Wrong(RequestError::AlreadyEnded))
        ));
        ctx.commit().await.expect("committed");
        assert_eq!(
            holm.last_act().await,
            ("answer_request".into(), "asked_unit".into())
        );
        let mut reading = house.reading(&house.karen, house.now());
        let page = request_page(&mut reading, holm.id, request)
            .await
            .expect("a page");
        let statement = page.statement.as_ref().expect("a statement");
        assert_eq!(
            statement.body.as_ref().map(|body| body.as_str()),
            Some("Emil trives.")
        );
        assert_eq!(statement.given_by.as_str(), "Sanne Skoleleder");
    }

    #[tokio::test]
    async fn a_statement_about_the_wrong_child_is_annulled_and_read_no_more() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let request = holm.ask_the_school().await;
        holm.answered_by_sanne(request, Reply::Statement(prose("En anden Emil.")))
            .await;
        let mut reading = house.reading(&house.karen, house.now());
        let page = request_page(&mut reading, holm.id, request)
            .await
            .expect("a page");
        let statement = page.statement.as_ref().expect("a statement").id;
        let annul = |family| AnnulStatement {
            family,
            statement,
            reason: line("Det er et andet barn"),
        };
        let mut ctx = house.change(&house.karen).await;
        let elsewhere = annul_statement(&mut ctx, annul(berg.id)).await;
        assert!(matches!(
            elsewhere,
            Err(AnnulStatementError::Stopped(Stop::Absent))
        ));
        annul_statement(&mut ctx, annul(holm.id))
            .await
            .expect("annulled");
        let twice = annul_statement(&mut ctx, annul(holm.id)).await;
        assert!(matches!(twice, Err(AnnulStatementError::Already)));
        ctx.commit().await.expect("committed");
        let mut reading = house.reading(&house.lone, house.now());
        let page = request_page(&mut reading, holm.id, request)
            .await
            .expect("a page");
        let statement = page.statement.as_ref().expect("a statement");
        assert!(statement.body.is_none() && statement.annulled.is_some());
        // What does not count is not met: the same may be asked again without a reason.
        holm.ask_the_school().await;
    }

    #[tokio::test]
    async fn refused_sent_back_or_taken_back_it_ends_with_its_reason() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        for (reply, expected) in [
            (Reply::Refuse(line("Vi må ikke")), RequestState::Refused),
            (Reply::NotKnown(None), RequestState::NotKnown),
        ] {
            let request = holm.ask_the_school().await;
            holm.answered_by_sanne(request, reply).await;
            let mut reading = house.reading(&house.karen, house.now());
            let page = request_page(&mut reading, holm.id, request)
                .await
                .expect("a page");
            assert_eq!(page.line.request.state(reading.today()), expected);
            assert!(page.statement.is_none());
        }
        let request = holm.ask_the_school().await;
        let withdraw = WithdrawRequest {
            family: holm.id,
            request,
            reason: line("Familien vil ikke mere"),
        };
        let mut ctx = house.change(&house.karen).await;
        withdraw_request(&mut ctx, withdraw)
            .await
            .expect("taken back");
        ctx.commit().await.expect("committed");
        let mut ctx = house.change(&house.sanne).await;
        let late = AnswerRequest {
            request,
            reply: Reply::Statement(prose("For sent.")),
        };
        let late = answer_request(&mut ctx, late).await;
        assert!(matches!(
            late,
            Err(ReplyError::Wrong(RequestError::AlreadyEnded))
        ));
    }
}
