//! Somebody without an account reads one question and answers it, by a one-time link whose code was right.

use jiff::civil::Date;

use helhed_access::{Resource, Verb, doing, permit_by_link, what};
use helhed_domain::ids::RequestId;
use helhed_domain::text::{Name, Prose};
use helhed_store::request_list;

use super::reply::{Reply, ReplyError, take_reply};
use crate::Stop;
use crate::one_time_link::Opened;

/// What whoever holds a link is shown: given names and the question, and nothing else of the family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkQuestion {
    /// The question.
    pub question: Prose,
    /// The given names of those it is about.
    pub about: Vec<Name>,
    /// Who is asked.
    pub to: Name,
    /// Who asks.
    pub asked_by: Name,
    /// Why: a code of the list `request_purpose`.
    pub purpose: String,
    /// On which basis: a code of the list `sharing_basis`.
    pub basis: String,
    /// By which day.
    pub due: Date,
}

/// Shows the question that a link opens; the reading is on record before it is shown.
pub async fn read_question(mut opened: Opened) -> Result<LinkQuestion, Stop> {
    let permit =
        permit_by_link::<what::Answers, doing::Read>(opened.family()).ok_or(Stop::NotAllowed)?;
    let request = RequestId::from(opened.subject());
    let line = request_list::asked(&mut opened.ctx.link, &permit, request)
        .await?
        .ok_or(Stop::Absent)?;
    opened.record("read_question", Verb::Read, Resource::Answers);
    opened.ctx.commit().await?;
    let facts = line.request.facts;
    Ok(LinkQuestion {
        question: facts.question,
        about: line.about.into_iter().map(|it| it.given_name).collect(),
        to: line.to_name,
        asked_by: line.asked_by,
        purpose: facts.purpose,
        basis: facts.basis,
        due: facts.due,
    })
}

/// Answers by a link: it is used up with the answer, or nothing has happened.
pub async fn answer_by_link(
    mut opened: Opened,
    given_by: Name,
    reply: Reply,
) -> Result<(), ReplyError> {
    let permit =
        permit_by_link::<what::Answers, doing::Add>(opened.family()).ok_or(Stop::NotAllowed)?;
    let request = RequestId::from(opened.subject());
    opened.use_up().await?;
    opened.record(reply.act(), Verb::Add, Resource::Answers);
    take_reply(&mut opened.ctx, &permit, request, given_by, reply).await?;
    opened.ctx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::one_time_link::{LinkPurpose, LinkState, OpenLinkError, open_link};
    use crate::request::{ask_for_statement, request_page};
    use crate::testing::{House, prose};
    use helhed_domain::request::Asked;

    #[tokio::test]
    async fn the_link_shows_given_names_and_the_question_and_is_used_once() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let doctor = Name::parse("Læge Lis Lund").expect("a name");
        let mut ctx = house.change(&house.karen).await;
        let question = holm.question_to(Asked::Outside(doctor.clone()));
        let asked = ask_for_statement(&mut ctx, question).await.expect("asked");
        ctx.commit().await.expect("committed");
        let link = asked.link.expect("a link");
        let open = || {
            let (token, code) = (link.token.secret(), &link.code);
            open_link(
                &house,
                LinkPurpose::Answer,
                token,
                code,
                "192.0.2.1",
                house.now(),
            )
        };
        let shown = read_question(open().await.expect("opened"))
            .await
            .expect("shown");
        assert_eq!(
            shown.about.iter().map(Name::as_str).collect::<Vec<_>>(),
            ["Emil"]
        );
        assert_eq!(shown.to, doctor);
        assert_eq!(
            holm.last_act().await,
            ("read_question".into(), "one_time_link".into())
        );
        let reply = Reply::Statement(prose("Emil er rask."));
        answer_by_link(open().await.expect("opened"), doctor.clone(), reply)
            .await
            .expect("answered");
        assert!(matches!(
            open().await,
            Err(OpenLinkError::Closed(LinkState::Used))
        ));
        let mut reading = house.reading(&house.karen, house.now());
        let page = request_page(&mut reading, holm.id, asked.request)
            .await
            .expect("a page");
        let statement = page.statement.as_ref().expect("a statement");
        assert_eq!((statement.account, &statement.given_by), (None, &doctor));
        assert_eq!(
            page.link.as_ref().map(|link| link.used_at.is_some()),
            Some(true)
        );
    }
}
