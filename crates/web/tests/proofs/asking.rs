//! Asking and answering as a browser and as a forger do it: a partner signed in, and somebody with a one-time link.

use axum::http::StatusCode;
use helhed_casework::post::{Delivery, next_letter, note_delivery};
use helhed_casework::testing::{AFamily, House};

use crate::support::{Answer, Client, Site};

const ABSENT: &str = "01936000-0000-7000-8000-00000000abcd";
const QUESTION: &str = "Hvordan trives han i frikvarteret?";
const STATEMENT: &str = "Han leger med to fra klassen og er glad for musik.";

async fn site() -> Site {
    Site::of(House::new().await).await
}

async fn holm(site: &Site) -> AFamily<'_> {
    let house = &site.house;
    house.a_family("Holm").await.taken_in_by(&house.karen).await
}

/// A form as the page sends it, with some fields of one's own.
fn form<'a>(child: &'a str, with: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let usual = [
        ("about", child),
        ("category", "child_wellbeing"),
        ("question", QUESTION),
        ("purpose", "plan"),
        ("due", "2026-12-08"),
        ("basis", "child_case_11c"),
    ];
    let kept = usual
        .into_iter()
        .filter(|(name, _)| with.iter().all(|(own, _)| own != name));
    kept.chain(with.iter().copied()).collect()
}

/// The address of a link and its code, from the page that shows them once.
fn link_of(answer: &Answer) -> (String, String) {
    let shown = answer.texts("code.hh-phrase");
    let path = shown[0].split("localhost").nth(1).expect("an address");
    (path.to_owned(), shown[1].clone())
}

async fn ask_the_doctor(site: &Site, karen: &Client<'_>) -> (String, String, String) {
    let family = holm(site).await;
    let (id, child) = (family.id.to_string(), family.child.to_string());
    let doctor = [
        ("outsider", "Læge Lis Lund"),
        ("form-id", "01936000-0000-7000-8000-000000000001"),
    ];
    let place = format!("/families/{id}/requests/new");
    let shown = karen.post(&place, &form(&child, &doctor)).await;
    assert_eq!(shown.status, StatusCode::OK);
    let (path, code) = link_of(&shown);
    // Sent again it leads to the request, and neither link nor code is shown a second time.
    let again = karen.post(&place, &form(&child, &doctor)).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    let page = karen.get(again.location()).await;
    assert!(!page.body.contains(&path) && !page.body.contains(&code));
    (path, code, id)
}

fn tells_nothing(answer: &Answer) {
    for secret in [
        "Emil", "Sofie", "Holm", "Lis Lund", "Karen", QUESTION, STATEMENT,
    ] {
        assert!(!answer.body.contains(secret), "tells {secret}");
    }
}

#[tokio::test]
async fn a_unit_is_asked_answers_once_and_the_answer_is_met() {
    let site = site().await;
    let family = holm(&site).await;
    let (karen, sanne) = (site.signed_in("karen").await, site.signed_in("sanne").await);
    let (child, school) = (family.child.to_string(), site.house.school.to_string());
    let place = format!("/families/{}/requests/new", family.id);
    let to_school = [("to", school.as_str())];
    let asked = karen.post(&place, &form(&child, &to_school)).await;
    assert_eq!(asked.status, StatusCode::SEE_OTHER);
    for page in ["/referrals", "/asked"] {
        let links = sanne
            .get(page)
            .await
            .attributes("main a[href^='/asked/']", "href");
        assert_eq!(links.len(), 1, "{page}");
    }
    let question = sanne
        .get("/asked")
        .await
        .attributes("main a[href^='/asked/']", "href")
        .remove(0);
    let shown = sanne.get(&question).await;
    assert!(shown.body.contains(QUESTION) && shown.body.contains("Emil Holm"));
    assert!(!shown.body.contains("Sofie"), "nothing of the mother");
    let empty = sanne.post(&question, &[("reply", "statement")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let refused = sanne
        .post(&question, &[("reply", "refuse"), ("body", "kladde")])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("kladde"), "nothing is lost");
    let answer = [("reply", "statement"), ("body", STATEMENT)];
    assert_eq!(
        sanne.post(&question, &answer).await.status,
        StatusCode::SEE_OTHER
    );
    let twice = sanne
        .post(
            &question,
            &[("reply", "statement"), ("body", "Noget andet")],
        )
        .await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(twice.body.contains("Noget andet") && twice.body.contains(STATEMENT));
    let page = karen
        .get(&format!("/families/{}/requests", family.id))
        .await;
    assert!(page.body.contains(STATEMENT) && page.body.contains("Sanne Skoleleder"));
    assert!(karen.get("/today").await.texts("#came-back").len() == 1);
    // The same is met with the first, in full, before it is asked again.
    let met = karen.post(&place, &form(&child, &to_school)).await;
    assert_eq!(met.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(met.body.contains(STATEMENT));
    // About the wrong child: annulled with a reason, its text stands nowhere any more and is met no more.
    let requests = format!("/families/{}/requests", family.id);
    let first = page.attributes(".hh-entry h3 a", "href").remove(0);
    let annul = format!("{first}/annul");
    let bare = karen.post(&annul, &[("reason", "")]).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    let annulled = karen.post(&annul, &[("reason", "Et andet barn")]).await;
    assert_eq!(annulled.status, StatusCode::SEE_OTHER);
    for (who, path) in [(&karen, &requests), (&karen, &first), (&sanne, &question)] {
        assert!(!who.get(path).await.body.contains(STATEMENT), "{path}");
    }
    let asked = karen.post(&place, &form(&child, &to_school)).await;
    assert_eq!(
        asked.status,
        StatusCode::SEE_OTHER,
        "what is annulled is not met"
    );
    let because = [("to", school.as_str()), ("again", "Han har skiftet klasse")];
    assert_eq!(
        karen.post(&place, &form(&child, &because)).await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn a_link_tells_nothing_without_its_code_and_is_used_once() {
    let site = site().await;
    let karen = site.signed_in("karen").await;
    let (path, code, id) = ask_the_doctor(&site, &karen).await;
    let doctor = site.nobody();
    let closed = doctor.get(&path).await;
    assert_eq!(closed.status, StatusCode::OK);
    tells_nothing(&closed);
    let wrong = if code == "111 111" {
        "222 222"
    } else {
        "111 111"
    };
    for code in ["", "12", wrong, "abc def", "1111111111"] {
        let answer = doctor
            .post(&path, &[("code", code), ("step", "answer"), ("body", "x")])
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{code}");
        tells_nothing(&answer);
    }
    let shown = doctor.post(&path, &[("code", &code)]).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(shown.body.contains(QUESTION) && shown.body.contains("Emil"));
    for secret in ["Holm", "Sofie", &id] {
        assert!(!shown.body.contains(secret), "tells {secret}");
    }
    let half = [
        ("code", code.as_str()),
        ("step", "answer"),
        ("reply", "statement"),
        ("body", STATEMENT),
        ("name", ""),
    ];
    let half = doctor.post(&path, &half).await;
    assert_eq!(half.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(half.body.contains(STATEMENT), "nothing is lost");
    let whole = [
        ("code", code.as_str()),
        ("step", "answer"),
        ("reply", "statement"),
        ("body", STATEMENT),
        ("name", "Lis Lund, læge"),
    ];
    assert_eq!(
        doctor.post(&path, &whole).await.status,
        StatusCode::SEE_OTHER
    );
    let twice = doctor.post(&path, &whole).await;
    assert_eq!(twice.status, StatusCode::GONE);
    assert!(
        twice.body.contains(STATEMENT),
        "what was written is given back"
    );
    assert!(!twice.body.contains("Emil"));
    tells_nothing(&doctor.get(&path).await);
    let page = karen.get(&format!("/families/{id}/requests")).await;
    assert!(page.body.contains("Lis Lund, læge"));
}

#[tokio::test]
async fn guesses_lock_a_link_and_a_late_answer_is_given_back() {
    let site = site().await;
    let karen = site.signed_in("karen").await;
    let (path, code, id) = ask_the_doctor(&site, &karen).await;
    let nobody = site.nobody();
    let wrong = if code == "111 111" {
        "222 222"
    } else {
        "111 111"
    };
    for _ in 0..5 {
        nobody.post(&path, &[("code", wrong)]).await;
    }
    let locked = nobody.post(&path, &[("code", &code)]).await;
    assert_eq!(locked.status, StatusCode::GONE);
    tells_nothing(&locked);
    let request = karen.get(&format!("/families/{id}/requests")).await;
    let request = request.attributes("main .hh-task a", "href").remove(0);
    let reminded = karen.post(&format!("{request}/remind"), &[]).await;
    let (path, code) = link_of(&reminded);
    assert_eq!(
        nobody.post(&path, &[("code", &code)]).await.status,
        StatusCode::OK
    );
    site.later(jiff::SignedDuration::from_hours(24 * 20));
    let late = [
        ("code", code.as_str()),
        ("step", "answer"),
        ("reply", "statement"),
        ("body", STATEMENT),
        ("name", "Lis"),
    ];
    let late = nobody.post(&path, &late).await;
    assert_eq!(late.status, StatusCode::GONE);
    assert!(late.body.contains(STATEMENT) && !late.body.contains("Emil"));
    assert_eq!(site.house.rows_of("statement").await, 0);
}

#[tokio::test]
async fn forged_requests_get_nothing() {
    let site = site().await;
    let family = holm(&site).await;
    let request = family.ask_the_school().await;
    let berg = site
        .house
        .a_family("Berg")
        .await
        .taken_in_by(&site.house.bo)
        .await;
    let answer = [
        ("reply", "statement"),
        ("body", STATEMENT),
        ("unit", "anything"),
        ("role", "partner"),
        ("preview", "yes"),
        ("break-glass", "yes"),
    ];
    let asked = format!("/asked/{request}");
    let absent = &format!("/asked/{ABSENT}");
    let jens = site.signed_in("jens").await;
    for (hidden, none) in [
        (jens.get(&asked).await, jens.get(absent).await),
        (
            jens.post(&asked, &answer).await,
            jens.post(absent, &answer).await,
        ),
    ] {
        assert_eq!(
            (hidden.status, none.status),
            (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND)
        );
        let without_id = hidden.body.replace(&request.to_string(), ABSENT);
        assert_eq!(without_id, none.body, "hidden and absent answer alike");
    }
    // A request id under another family, and another's family with one's own request, lead nowhere.
    let (karen, bo) = (site.signed_in("karen").await, site.signed_in("bo").await);
    for (who, path) in [
        (&karen, format!("/families/{}/requests/{request}", berg.id)),
        (&bo, format!("/families/{}/requests/{request}", family.id)),
        (&bo, format!("/families/{}/requests/{request}", berg.id)),
        (&bo, format!("/families/{}/requests", family.id)),
        (&jens, format!("/families/{}/requests/{request}", family.id)),
    ] {
        assert_eq!(who.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        for end in ["remind", "withdraw", "annul"] {
            let sent = who.post(&format!("{path}/{end}"), &[("reason", "x")]).await;
            assert_eq!(sent.status, StatusCode::NOT_FOUND, "{path}/{end}");
        }
    }
    // The leader reads and changes nothing; whoever asked cannot answer.
    let lone = site.signed_in("lone").await;
    let path = format!("/families/{}/requests/{request}", family.id);
    assert_eq!(lone.get(&path).await.status, StatusCode::OK);
    assert_eq!(
        lone.post(&format!("{path}/withdraw"), &[("reason", "x")])
            .await
            .status,
        StatusCode::NOT_FOUND
    );
    for who in [&karen, &lone] {
        assert_eq!(
            who.post(&asked, &answer).await.status,
            StatusCode::NOT_FOUND
        );
    }
    let child = family.child.to_string();
    let school = site.house.school.to_string();
    let place = format!("/families/{}/requests/new", family.id);
    for with in [
        [("to", school.as_str()), ("about", "nobody")],
        [("to", "nowhere"), ("purpose", "plan")],
        [("to", school.as_str()), ("basis", "notification")],
        [("to", school.as_str()), ("basis", "made-up")],
        [("to", school.as_str()), ("category", "made-up")],
    ] {
        let sent = karen.post(&place, &form(&child, &with)).await;
        assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{with:?}");
        assert!(sent.body.contains(QUESTION), "nothing is lost");
    }
    assert_eq!(site.house.rows_of("statement").await, 0);
    assert_eq!(site.house.rows_of("information_request").await, 1);
}

#[tokio::test]
async fn a_question_goes_by_letter_without_a_name_and_so_does_its_reminder() {
    let site = site().await;
    let karen = site.signed_in("karen").await;
    let family = holm(&site).await;
    let (id, child) = (family.id.to_string(), family.child.to_string());
    let place = format!("/families/{id}/requests/new");
    let wrong = [("outsider", "Lis Lund"), ("email", "lis")];
    let told = karen.post(&place, &form(&child, &wrong)).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(told.attributes("[aria-invalid]", "id"), ["email"]);
    let list = karen.get(&format!("/families/{id}/requests")).await;
    assert!(!list.body.contains("Lis Lund"), "nothing was asked");

    let right = [("outsider", "Lis Lund"), ("email", "lis@laegen.example")];
    let asked = karen.post(&place, &form(&child, &right)).await;
    assert_eq!(asked.status, StatusCode::OK);
    let first = the_letter(&site, &asked).await;
    let list = karen.get(&format!("/families/{id}/requests")).await;
    let of_list = format!("main a[href^='/families/{id}/requests/01']");
    let request = list.attributes(&of_list, "href").remove(0);
    assert!(karen.get(&request).await.body.contains("e-mail sendt"));

    let remind = format!("{request}/remind");
    let wrong = karen.post(&remind, &[("email", "lis@")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("lis@"), "nothing is lost");
    let again = karen
        .post(&remind, &[("email", "lis@laegen.example")])
        .await;
    assert_ne!(the_letter(&site, &again).await, first, "a new link");
}

/// Sends the letter that waits, and holds it against the page that showed its link: the link's path.
async fn the_letter(site: &Site, shown: &Answer) -> String {
    let (path, code) = link_of(shown);
    let house = &site.house;
    let out = next_letter(house, house.now()).await.expect("read");
    let out = out.expect("a letter");
    assert_eq!(out.letter.to.as_str(), "lis@laegen.example");
    let text = format!("{} {}", out.letter.subject.as_str(), out.letter.text);
    assert!(text.contains(&format!("https://helhed.example.dk{path}\n")));
    for secret in ["Emil", "Holm", "Lund", "Karen", QUESTION, &code] {
        assert!(!text.contains(secret), "tells {secret}");
    }
    note_delivery(house, out.id, Delivery::Taken, house.now())
        .await
        .expect("noted");
    path
}
