//! Asking once, answering once: signed in and by a one-time link, from two houses at once.

use jiff::SignedDuration;

use helhed_casework::access::Actor;
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::item::ItemKind;
use helhed_casework::domain::request::{Asked, RequestState};
use helhed_casework::domain::text::Name;
use helhed_casework::one_time_link::{
    LinkCode, LinkPurpose, LinkState, MadeLink, OpenLinkError, look_at_link, open_link,
};
use helhed_casework::request::{
    AnnulStatement, AnswerRequest, AskError, Remind, Reply, ReplyError, WithdrawRequest,
    annul_statement, answer_by_link, answer_request, ask_for_statement, asked_page, read_question,
    remind, request_page, requests_page, withdraw_request,
};
use helhed_casework::sharing::shared_page;
use helhed_casework::testing::{line, prose};
use helhed_casework::today::today_page;
use helhed_casework::{Stop, Visible};

use crate::place::Place;

fn doctor() -> Name {
    Name::parse("Læge Lis Lund").expect("a name")
}

/// Asked in one house, answered in the other, met before it is asked again, annulled, asked again.
pub(crate) async fn one_statement_serves_until_it_is_annulled(place: &Place) {
    let (house, now) = (&place.house, place.house.now());
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let request = holm.ask_the_school().await;
    let own = asked_page(&mut place.other.reading(&house.sanne, now))
        .await
        .map(Visible::into_inner)
        .expect("shown");
    assert_eq!(own.open.len(), 1);
    let reply = Reply::Statement(prose("Emil trives og har en god ven. 🙂"));
    let mut ctx = place.change_there(&house.sanne).await;
    answer_request(&mut ctx, AnswerRequest { request, reply })
        .await
        .expect("answered");
    ctx.commit().await.expect("committed");

    let again = holm.question_to(Asked::Unit(house.school));
    let mut ctx = house.change(&house.karen).await;
    let met = ask_for_statement(&mut ctx, again.clone()).await;
    assert!(matches!(met, Err(AskError::Met(it)) if it == request));
    drop(ctx);
    let today = today_page(&mut place.other.reading(&house.karen, now))
        .await
        .expect("today");
    assert_eq!((today.asked.len(), today.came_back.len()), (0, 1));

    let page = request_page(&mut house.reading(&house.karen, now), holm.id, request)
        .await
        .expect("a page");
    let statement = page.statement.as_ref().expect("a statement");
    assert!(statement.body.is_some());
    let mut ctx = place.change_there(&house.karen).await;
    let annul = AnnulStatement {
        family: holm.id,
        statement: statement.id,
        reason: line("Et andet barn"),
    };
    annul_statement(&mut ctx, annul).await.expect("annulled");
    ctx.commit().await.expect("committed");
    let mut ctx = house.change(&house.karen).await;
    ask_for_statement(&mut ctx, again)
        .await
        .expect("asked again");
    ctx.commit().await.expect("committed");
    let page = requests_page(&mut place.other.reading(&house.lone, now), holm.id)
        .await
        .expect("a page");
    assert_eq!(page.lines.len(), 2);
    assert!(
        page.statements[0].body.is_none(),
        "an annulled text is not read"
    );
    // Both were asked in the same instant: neither is the first.
    let mut answered = page.lines.iter().filter_map(|it| it.statement);
    assert_eq!(answered.next().map(|(_, annulled)| annulled), Some(true));
    assert!(answered.next().is_none());
    assert_eq!(page.lines[0].about[0].given_name.as_str(), "Emil");
}

async fn asked_by_link(
    place: &Place,
    family: &str,
) -> (MadeLink, helhed_casework::request::HasAsked) {
    let house = &place.house;
    let holm = house.a_family(family).await.taken_in_by(&house.karen).await;
    let mut ctx = house.change(&house.karen).await;
    let question = holm.question_to(Asked::Outside(doctor()));
    let mut asked = ask_for_statement(&mut ctx, question).await.expect("asked");
    let reminder = Remind {
        family: holm.id,
        request: asked.request,
        with_link: false,
    };
    let reminded = remind(&mut ctx, reminder).await.expect("reminded");
    ctx.commit().await.expect("committed");
    let old = asked.link.take().expect("a link");
    let ended = look_at_link(
        &place.other,
        LinkPurpose::Answer,
        old.token.secret(),
        house.now(),
    )
    .await
    .expect("a state");
    assert_eq!(ended, LinkState::Ended, "the reminder made a new one");
    (reminded.link.expect("a link"), asked)
}

/// Two hold the same link and code and answer at once: one answer stands, the other is told and nothing is mixed.
pub(crate) async fn a_link_is_used_once_by_one_of_two(place: &Place) {
    let (link, asked) = asked_by_link(place, "Holm").await;
    let answer = |house: helhed_casework::Casework, text: &'static str| {
        let link = link.clone();
        let now = place.house.now();
        async move {
            let token = link.token.secret();
            let opened = open_link(
                &house,
                LinkPurpose::Answer,
                token,
                &link.code,
                "192.0.2.1",
                now,
            )
            .await;
            match opened {
                Ok(opened) => {
                    let reply = Reply::Statement(prose(text));
                    answer_by_link(opened, doctor(), reply).await.is_ok()
                }
                Err(OpenLinkError::Closed(LinkState::Used)) => false,
                Err(other) => panic!("{other:?}"),
            }
        }
    };
    let (one, other) = tokio::join!(
        answer(place.house.casework.clone(), "Den ene"),
        answer(place.other.clone(), "Den anden")
    );
    assert!(one ^ other, "one of the two");
    assert_eq!(place.house.rows_of("statement").await, 1);
    let _ = asked;
}

/// Wrong codes count together; the question is read only with the right one; too late is too late.
pub(crate) async fn wrong_codes_count_in_both_houses(place: &Place) {
    let (link, _) = asked_by_link(place, "Holm").await;
    let house = &place.house;
    let wrong = if link.code.digits() == "111111" {
        "222222"
    } else {
        "111111"
    };
    let wrong = LinkCode::parse(wrong).expect("a code");
    let token = link.token.secret();
    let open = |house: helhed_casework::Casework, code: LinkCode, now| async move {
        open_link(&house, LinkPurpose::Answer, token, &code, "192.0.2.2", now).await
    };
    let opened = open(place.other.clone(), link.code.clone(), house.now()).await;
    let shown = read_question(opened.expect("opened")).await.expect("shown");
    assert_eq!(shown.about.len(), 1);
    let late = house.now() + SignedDuration::from_hours(24 * 16);
    let expired = open(house.casework.clone(), link.code.clone(), late).await;
    assert!(matches!(
        expired,
        Err(OpenLinkError::Closed(LinkState::Expired))
    ));
    for n in 0..5 {
        let there = if n % 2 == 0 {
            house.casework.clone()
        } else {
            place.other.clone()
        };
        assert!(open(there, wrong.clone(), house.now()).await.is_err());
    }
    let locked = open(place.other.clone(), link.code.clone(), house.now()).await;
    assert!(matches!(
        locked,
        Err(OpenLinkError::Closed(LinkState::Locked))
    ));
}

/// The coordinator takes a request back while the school answers: one of the two happens.
pub(crate) async fn taken_back_or_answered_never_both(place: &Place) {
    let house = &place.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let request = holm.ask_the_school().await;
    let withdrawn = async {
        let mut ctx = house.change(&house.karen).await;
        let command = WithdrawRequest {
            family: holm.id,
            request,
            reason: line("Familien vil ikke mere"),
        };
        let done = withdraw_request(&mut ctx, command).await.is_ok();
        ctx.commit().await.expect("committed");
        done
    };
    let answered = async {
        let mut ctx = place.change_there(&house.sanne).await;
        let reply = Reply::Statement(prose("Emil trives."));
        let done = match answer_request(&mut ctx, AnswerRequest { request, reply }).await {
            Ok(()) => true,
            Err(ReplyError::Wrong(_)) => false,
            Err(other) => panic!("{other:?}"),
        };
        if done {
            ctx.commit().await.expect("committed");
        }
        done
    };
    let (withdrawn, answered) = tokio::join!(withdrawn, answered);
    assert!(withdrawn ^ answered);
    let mut reading = place.other.reading(&house.karen, house.now());
    let page = request_page(&mut reading, holm.id, request)
        .await
        .expect("a page");
    let state = page.line.request.state(reading.today());
    assert_eq!(state == RequestState::Answered, answered);
    assert_eq!(page.statement.is_some(), answered);
}

/// A statement is an item of the case: the team sees it, a partner where its category is shared about everyone it is about, the mother
/// what is her child's; a withdrawal and an annulment take it away at once.
pub(crate) async fn a_statement_is_seen_by_the_lens_alone(place: &Place) {
    let (house, now) = (&place.house, place.house.now());
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let holm = holm.with_custody().await;
    let request = holm.ask_the_school().await;
    holm.answered_by_sanne(request, Reply::Statement(prose("Emil trives.")))
        .await;
    let sees = async |actor: &Actor| {
        let mut reading = place.other.reading(actor, now);
        match shared_page(&mut reading, holm.id, None).await {
            Ok(page) => page
                .told
                .iter()
                .any(|it| it.item.kind == ItemKind::Statement),
            Err(Stop::Absent) => false,
            Err(other) => panic!("{other:?}"),
        }
    };
    let mother = house.member(holm.mother);
    assert!(!sees(&house.jens).await && sees(&mother).await);
    let jobcentre = Party::Unit(house.jobcentre);
    holm.shares(holm.child, &["health"], jobcentre).await;
    assert!(!sees(&house.jens).await, "another category");
    let consent = holm
        .shares(holm.child, &["child_wellbeing"], jobcentre)
        .await;
    assert!(sees(&house.jens).await && !sees(&house.bo).await);
    let ctx = place.change_there(&house.karen).await;
    holm.takes_back(ctx, consent).await;
    assert!(!sees(&house.jens).await, "at once");
    holm.shares(holm.child, &["child_wellbeing"], jobcentre)
        .await;
    assert!(sees(&house.jens).await);
    let page = request_page(&mut house.reading(&house.karen, now), holm.id, request)
        .await
        .expect("a page");
    let annul = AnnulStatement {
        family: holm.id,
        statement: page.statement.as_ref().expect("a statement").id,
        reason: line("Et andet barn"),
    };
    let mut ctx = house.change(&house.karen).await;
    annul_statement(&mut ctx, annul).await.expect("annulled");
    ctx.commit().await.expect("committed");
    assert!(!sees(&house.jens).await && !sees(&mother).await);
}
