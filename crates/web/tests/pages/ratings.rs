//! The ratings as a browser without a window meets them: forms, courses, invitations, supervision, aggregate.

use crate::support::{Answer, Client, Site};
use axum::http::StatusCode;
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::episode::Instrument;
use helhed_casework::post::{Delivery, next_letter, note_delivery};
use helhed_casework::rating::Rater;
use helhed_casework::testing::{AFamily, House, all_four};
use jiff::civil::date;

async fn holm(house: &House) -> AFamily<'_> {
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let people = [holm.mother, holm.child];
    holm.rates_since(date(2026, 10, 5), &people).await;
    for (on, tenths) in [
        (date(2026, 10, 6), 50),
        (date(2026, 10, 20), 55),
        (date(2026, 11, 10), 30),
    ] {
        holm.mother_rates(on, tenths).await;
    }
    holm
}

fn all_items(value: &str) -> [(&'static str, &str); 4] {
    ["item-1", "item-2", "item-3", "item-4"].map(|name| (name, value))
}

async fn sends(client: &Client<'_>, path: &str, fields: &[(&str, &str)]) -> Answer {
    client.post(path, fields).await
}

#[tokio::test]
async fn the_conversation_is_two_presses_and_four_marks() {
    let site = Site::new().await;
    let holm = holm(&site.house).await;
    let karen = site.signed_in("karen").await;
    let root = format!("/families/{}/ratings", holm.id);
    let page = karen.get(&root).await;
    assert_eq!(page.texts("h1"), ["Trivsel"]);
    assert_eq!(page.texts(".hh-zone"), ["Rød: klart under det forventede"]);
    assert!(
        page.texts("li.hh-card")[1].contains("Har ikke selv svaret endnu"),
        "no zone without an answer"
    );
    assert!(page.body.contains("illustrativt, ikke valideret"));
    let form = format!("{root}/{}/rate/ors", holm.mother);
    assert!(page.attributes("a.button-primary", "href").contains(&form));
    let page = karen.get(&form).await;
    assert_eq!(page.texts("h1"), ["Hvordan går det? Sofie"]);
    assert_eq!(page.attributes("input[data-rate]", "inputmode").len(), 4);
    assert_eq!(page.texts(".hh-rate label")[3], "Alt i alt");
    // Commas are decimals; an answer leads to the course at once.
    let sent = sends(&karen, &form, &all_items("7,5")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let course = karen.get(sent.location()).await;
    assert_eq!(course.texts(".alert-success"), ["Tak. Svaret er gemt."]);
    assert_eq!(course.texts("svg.hh-chart > title").len(), 5);
    assert!(
        course.texts(".hh-figure .hh-legend")[0].contains("Forventet"),
        "{:?}",
        course.texts(".hh-legend")
    );
    assert!(course.body.contains("30,0"), "the sum is told");
    let again = sends(&karen, &form, &all_items("8")).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.texts(".alert-error")[0].contains("allerede svaret"));
    assert_eq!(
        again.attributes("#item-1", "value"),
        ["8"],
        "nothing is lost"
    );
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_line() {
    let site = Site::new().await;
    let holm = holm(&site.house).await;
    let karen = site.signed_in("karen").await;
    let form = format!("/families/{}/ratings/{}/rate/srs", holm.id, holm.mother);
    for wrong in ["10,05", "-1", "11", "ti"] {
        let mut fields = all_items("5");
        fields[2].1 = wrong;
        let page = sends(&karen, &form, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert_eq!(page.attributes("[aria-invalid]", "id"), ["item-3"]);
    }
    let mut five: Vec<_> = all_items("5").into();
    five.push(("item-5", "5"));
    let page = sends(&karen, &form, &five).await;
    assert!(page.texts(".alert-error")[0].contains("fire linjer"));
    let mut three = all_items("5");
    three[0].1 = "";
    let page = sends(&karen, &form, &three).await;
    assert_eq!(page.attributes("[aria-invalid]", "id"), ["item-1"]);
    // Skipping is a choice, and stands as one.
    let mut skipped: Vec<_> = three.into();
    skipped.push(("skip", "yes"));
    let sent = sends(&karen, &form, &skipped).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let course = karen.get(sent.location()).await;
    assert!(course.texts("td").contains(&"sprunget over".to_owned()));
    // From paper the day is written, and is held against birth and episode.
    let paper = format!("/families/{}/ratings/{}/rate/ors", holm.id, holm.child);
    for (on, told) in [
        ("2020-01-01", "før fødslen"),
        ("2026-09-01", "før målingerne begyndte"),
        ("2026-12-24", "har ikke været"),
    ] {
        let mut fields: Vec<_> = all_items("5").into();
        fields.extend([("way", "paper"), ("on", on)]);
        let page = sends(&karen, &paper, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let summary = page.texts(".alert-error").concat();
        assert!(summary.contains(told) || on == "2026-12-24", "{summary}");
        assert_eq!(page.attributes("[aria-invalid]", "id"), ["on"]);
    }
}

#[tokio::test]
async fn a_family_member_rates_and_sees_her_own_curve() {
    let site = Site::new().await;
    let holm = holm(&site.house).await;
    holm.mother_has_custody().await;
    holm.mothers_account("sofie", "Sofie Holm").await;
    let sofie = site.signed_in("sofie").await;
    let page = sofie.get("/our").await;
    let forms = page.attributes("#courses ~ ul a.button-primary", "href");
    assert_eq!(forms.len(), 2, "her own and her child's");
    let sent = sends(&sofie, &forms[1], &all_items("6")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    let course = sofie.get(sent.location()).await;
    assert_eq!(course.texts("h1"), ["Sådan går det: Emil"]);
    assert!(
        course.texts("#talk").is_empty(),
        "that is for the talk itself"
    );
    let list = sofie.get(&format!("/families/{}/ratings", holm.id)).await;
    assert_eq!(list.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_invitation_opens_one_form_and_tells_one_name() {
    let site = Site::new().await;
    let holm = holm(&site.house).await;
    let karen = site.signed_in("karen").await;
    let invite = format!("/families/{}/ratings/invite", holm.id);
    let child = holm.child.to_string();
    let of = |name| {
        [
            ("rater", ""),
            ("person", child.as_str()),
            ("kind", "teacher"),
            ("name", name),
            ("form", "ors"),
        ]
    };
    let refused = sends(&karen, &invite, &of("Karen Koordinator")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let made = sends(&karen, &invite, &of("Tove Lærer")).await;
    assert_eq!(made.status, StatusCode::OK);
    let link = made.attributes("a.hh-made__address", "href").concat();
    let code = made.texts("span.hh-phrase").concat();
    let tove = site.nobody();
    let page = tove.get(&link).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.headers.contains_key("content-security-policy"));
    assert!(!page.body.contains("Emil") && !page.body.contains("Holm"));
    let wrong = sends(&tove, &link, &[("code", "000 000")]).await;
    assert!(code == "000 000" || wrong.status == StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!wrong.body.contains("Emil"));
    let page = sends(&tove, &link, &[("code", code.as_str())]).await;
    assert!(page.texts(".hh-page__lead").concat().contains("Emil"));
    assert!(!page.body.contains("Holm") && !page.body.contains("Tove"));
    let mut fields: Vec<_> = all_items("7").into();
    fields.extend([("code", code.as_str()), ("answered", "yes")]);
    // The coordinator's own browser answers for nobody.
    let karens = sends(&karen, &link, &fields).await;
    assert_eq!(karens.status, StatusCode::UNPROCESSABLE_ENTITY);
    let kept = sends(&tove, &link, &fields).await;
    assert_eq!(kept.status, StatusCode::OK);
    assert!(kept.texts(".hh-card").concat().starts_with("Tak."));
    let again = sends(&tove, &link, &fields).await;
    assert_eq!(again.status, StatusCode::GONE);
    assert!(again.texts(".hh-card").concat().contains("Linket er brugt"));

    // The wrong child: the link is dead, and the coordinator is told.
    let made = sends(&karen, &invite, &of("Per Pædagog")).await;
    let link = made.attributes("a.hh-made__address", "href").concat();
    let code = made.texts("span.hh-phrase").concat();
    let back = [("code", code.as_str()), ("wrong-person", "yes")];
    let page = sends(&site.nobody(), &link, &back).await;
    assert!(page.texts(".hh-card").concat().contains("intet er gemt"));
    let root = format!("/families/{}/ratings", holm.id);
    let page = karen.get(&root).await;
    assert!(page.body.contains("kender ikke personen"));
    let ends = page.attributes("form[action$='/end']", "action");
    assert!(ends.is_empty(), "nothing is left to take back");
}

#[tokio::test]
async fn a_link_goes_by_letter_without_a_name_and_is_drawn_for_a_telephone() {
    let site = Site::new().await;
    let holm = holm(&site.house).await;
    let karen = site.signed_in("karen").await;
    let root = format!("/families/{}/ratings", holm.id);
    let invite = format!("{root}/invite");
    let child = holm.child.to_string();
    let with = |email| {
        [
            ("rater", ""),
            ("person", child.as_str()),
            ("kind", "teacher"),
            ("name", "Tove Lærer"),
            ("form", "ors"),
            ("email", email),
        ]
    };
    for bad in ["tove", "a@b.dk, c@d.dk", "tove@skolen.dk\r\nBcc: x@y.dk"] {
        let page = sends(&karen, &invite, &with(bad)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{bad}");
        assert_eq!(page.attributes("[aria-invalid]", "id"), ["email"]);
    }
    let list = karen.get(&root).await;
    assert!(list.texts("#links").is_empty(), "no link was made");
    let made = sends(&karen, &invite, &with("tove@skolen.example")).await;
    assert_eq!(made.status, StatusCode::OK);
    assert!(made.body.contains("på vej til"), "{:?}", made.texts("main"));
    assert_eq!(made.texts("svg.hh-qr > title"), ["Linket som QR-kode"]);
    let code = made.texts("span.hh-phrase").concat();
    let path = made.attributes("a.hh-made__address", "href").concat();
    let list = karen.get(&root).await;
    assert!(list.body.contains("e-mail på vej"));

    let out = next_letter(&site.house, site.house.now()).await;
    let out = out.expect("read").expect("a letter");
    assert_eq!(out.letter.to.as_str(), "tove@skolen.example");
    let text = format!("{} {}", out.letter.subject.as_str(), out.letter.text);
    assert!(text.contains(&format!("https://helhed.example.dk{path}")));
    for secret in [
        "Emil",
        "Holm",
        "Tove",
        "Karen",
        &code,
        &code.replace(' ', ""),
    ] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
    note_delivery(&site.house, out.id, Delivery::Taken, site.house.now())
        .await
        .expect("noted");
    let list = karen.get(&root).await;
    assert!(list.body.contains("e-mail sendt"));
}

#[tokio::test]
async fn a_partner_reads_a_rating_by_consent() {
    let site = Site::new().await;
    let holm = holm(&site.house).await;
    let jens = site.signed_in("jens").await;
    let page = format!("/families/{}/shared", holm.id);
    assert!(jens.get(&page).await.texts("#ratings").is_empty());
    let jobcentre = Party::Unit(site.house.jobcentre);
    holm.shares(holm.mother, &["wellbeing"], jobcentre).await;
    let shared = jens.get(&page).await;
    assert_eq!(shared.texts("#ratings"), ["Trivsel"]);
    assert!(
        shared.body.contains("12,0 af 40, egen vurdering"),
        "{:?}",
        shared.texts("main")
    );
}

#[tokio::test]
async fn episodes_are_opened_closed_and_a_slip_is_struck_out() {
    let site = Site::new().await;
    let house = &site.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let karen = site.signed_in("karen").await;
    let root = format!("/families/{}/ratings", holm.id);
    let (open, close) = (format!("{root}/open"), format!("{root}/close"));
    let nobody = sends(&karen, &open, &[("on", "2026-11-01")]).await;
    assert_eq!(nobody.status, StatusCode::UNPROCESSABLE_ENTITY);
    let mother = holm.mother.to_string();
    let with = |on| [("people", mother.as_str()), ("on", on), ("how", "planned")];
    let opened = sends(&karen, &open, &with("2026-11-01")).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER);
    let twice = sends(&karen, &open, &with("2026-11-01")).await;
    assert!(
        twice
            .texts(".alert-error")
            .concat()
            .contains("åbent forløb")
    );
    holm.mother_rates(date(2026, 11, 10), 60).await;
    let course = karen.get(&format!("{root}/{mother}")).await;
    let annul = course.attributes("td a[href*='/annul/']", "href").concat();
    let asked = course.attributes("td a[href*='held=']", "href").concat();
    let held = karen.get(asked.split('#').next().unwrap_or_default()).await;
    assert!(held.texts("#held").concat().contains("helhed-illustrative"));
    let early = sends(&karen, &close, &with("2026-11-09")).await;
    assert!(
        early
            .texts(".alert-error")
            .concat()
            .contains("efter den dag")
    );
    let struck = sends(&karen, &annul, &[("reason", "Forkert person")]).await;
    assert_eq!(struck.status, StatusCode::SEE_OTHER);
    let course = karen.get(struck.location()).await;
    assert!(course.texts("tbody tr").is_empty());
    let closed = sends(&karen, &close, &with("2026-11-09")).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn today_supervision_and_the_aggregate_show_red_first_and_name_nobody() {
    let site = Site::new().await;
    let holm = holm(&site.house).await;
    let answer = (Instrument::Session, date(2026, 11, 10), all_four(80));
    let karen = site.house.karen;
    holm.answers(&karen, holm.mother, Rater::Own, answer)
        .await
        .expect("rated");
    let karen = site.signed_in("karen").await;
    let today = karen.get("/today").await;
    let alerts = today.texts("#alerts ~ ul li");
    assert_eq!(
        alerts,
        [
            "Sofie, Holm rød",
            "Emil, Holm ingen måling i 30 dage",
            "Emil, Holm ingen andre vurderer barnet"
        ]
    );
    let lone = site.signed_in("lone").await;
    let page = lone.get("/ratings/supervision").await;
    assert_eq!(page.texts(".hh-card h2"), ["Forløb 1 voksen"]);
    for name in ["Holm", "Sofie", "Emil", "Karen"] {
        assert!(!page.body.contains(name), "{name}");
    }
    let page = lone.get("/ratings/outcomes").await;
    assert!(page.texts(".alert-warning").concat().contains("Under 60"));
    assert!(page.body.contains("ikke målt ændring"));
    let first = page.texts("table tbody tr");
    assert_eq!(first[0], "Klienterfå 0", "one family is no statistic");
    let team = lone.get(&format!("/families/{}", holm.id)).await;
    assert!(!team.texts(".tab-list").concat().contains("Trivsel"));
}
