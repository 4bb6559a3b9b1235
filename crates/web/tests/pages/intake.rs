//! Referral, intake, team and closing as a browser without JavaScript meets them.

use crate::visitor::{Visitor, filled};
use axum::http::StatusCode;
use helhed_casework::domain::account::Language;
use helhed_casework::testing::House;

const HOLM: &[(&str, &str)] = &[
    ("household", "Holm"),
    ("given-1", "Sofie"),
    ("role-1", "mother"),
    ("born-1", "1990-01-31"),
    ("given-2", "Emil"),
    ("role-2", "child"),
    ("born-2", "2023-05-04"),
    ("criteria", "small_child"),
    ("reasons", "Sofie er god til at bede om hjælp."),
];

#[tokio::test]
async fn a_partner_refers_in_one_page_and_twice_counts_once() {
    let house = House::new().await;
    let jens = Visitor::new(&house, "jens").await;
    let page = jens.get("/refer").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.says("Der er 20 ledige pladser hos koordinatorerne."));
    let form = filled(page.form("household", ""), HOLM);
    let (_, first, _) = jens.post("/refer", &form).await;
    let (_, again, _) = jens.post("/refer", &form).await;
    assert!(first.is_some());
    assert_eq!(first, again);
    let page = jens.get(&first.expect("it led on")).await;
    assert!(page.says("Henvisningen er sendt til teamet") && page.says("Ikke besluttet"));
    let list = jens.get("/referrals").await;
    assert_eq!(list.html.matches("Holm").count(), 1);
}

#[tokio::test]
async fn more_rows_come_without_losing_a_word_and_twelve_are_the_most() {
    let house = House::new().await;
    let jens = Visitor::new(&house, "jens").await;
    let page = jens.get("/refer").await;
    let mut form = filled(page.form("household", ""), HOLM);
    for rows in [8, 12] {
        let page = jens.send("/refer", &filled(form, &[("more", "yes")])).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(page.html.matches("id=\"given-").count(), rows);
        form = page.form("household", "");
        assert!(form.contains(&("given-2".into(), "Emil".into())));
        assert!(page.html.contains("name=\"more\"") == (rows < 12));
    }
    let page = jens.send("/refer", &form).await;
    assert!(page.path.contains("done=referred"), "{}", page.path);
}

#[tokio::test]
async fn what_is_wrong_is_told_at_its_field_and_stays_written() {
    let house = House::new().await;
    let jens = Visitor::new(&house, "jens").await;
    let open = jens.get("/refer").await.form("household", "");
    let empty = jens.send("/refer", &open).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.says("skriv mindst én person") && empty.html.contains("href=\"#given-1\""));
    for (field, value, told) in [
        ("born-1", "2026-11-25", "dagen er ikke kommet endnu"),
        ("born-1", "2026-02-31", "den dag findes ikke"),
        (
            "expected-2",
            "2026-12-24",
            "skriv enten fødselsdag eller termin",
        ),
        ("cpr-1", "12", "et CPR-nummer har ti cifre"),
        ("cpr-1", "010170-1234", "her er alle opdigtede"),
        ("role-2", "uncle", "vælg én"),
        ("household", "a\u{202e}b", "usynligt tegn"),
        ("given-1", &"å".repeat(81), "der er plads til 80 tegn"),
        ("criteria", "forged", "et valg står ikke længere på listen"),
    ] {
        let sent = filled(filled(open.clone(), HOLM), &[(field, value)]);
        let page = jens.send("/refer", &sent).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(page.says(told), "{field}: {told}");
        assert!(
            page.html.contains("Emil") && page.html.contains("Sofie er god til"),
            "{field}"
        );
    }
    let twice = filled(
        filled(open.clone(), HOLM),
        &[
            ("given-3", "Emil"),
            ("role-3", "child"),
            ("born-3", "2023-05-04"),
        ],
    );
    let page = jens.send("/refer", &twice).await;
    assert!(page.says("personen står her to gange") && page.html.contains("href=\"#given-3\""));
    // Letters of every script, and ten million of them: no more than a message.
    let emoji = filled(filled(open.clone(), HOLM), &[("household", "محمد 👨‍👩‍👧")]);
    assert!(
        jens.send("/refer", &emoji)
            .await
            .path
            .contains("done=referred")
    );
    let long = "x".repeat(10_000_000);
    let long = filled(filled(open, HOLM), &[("reasons", &long)]);
    let page = jens.send("/refer", &long).await;
    assert!(page.says("der er plads til 20000 tegn"));
}

#[tokio::test]
async fn the_leader_puts_on_the_list_moves_takes_in_and_declines() {
    let house = House::new().await;
    for name in ["Holm", "Lund", "Krog"] {
        house.a_family(name).await;
    }
    let lone = Visitor::new(&house, "lone").await;
    for _ in 0..2 {
        let page = lone.get("/team").await;
        let wait = filled(page.form("act", "put_on_list"), &[("act", "put_on_list")]);
        let page = lone.send("/team", &wait).await;
        assert!(page.says("Familien står nu sidst på ventelisten."));
    }
    let page = lone.get("/team").await;
    let offered = |page: &crate::visitor::Page| {
        let text = page.text();
        let name = text
            .split("tilbyd den til ")
            .nth(1)
            .expect("an offer")
            .to_owned();
        name.split(' ').next().unwrap_or_default().to_owned()
    };
    let first = offered(&page);
    assert!(page.says("2 familier venter."));
    let sooner = filled(page.form("act", "sooner"), &[("act", "sooner")]);
    let page = lone.send("/team", &sooner).await;
    assert!(page.says("Rækkefølgen er ændret.") && offered(&page) != first);
    // The first is at the front already: told, and nothing changes.
    let fresh = page.form("act", "later");
    let page = lone
        .send("/team", &filled(fresh, &[("act", "sooner")]))
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("Rækkefølgen er ændret i mellemtiden"));
    let offer = filled(page.form("act", "take_in"), &[("act", "take_in")]);
    let (_, to, _) = lone.post("/team", &offer).await;
    assert!(to.expect("it led on").contains("done=taken-in"));
    let page = lone.get("/team").await;
    assert!(page.says("1 af 10") && page.says("19 ledige pladser."));
    let krog = page
        .html
        .split("/referrals/")
        .nth(1)
        .and_then(|rest| rest.split(['"', '#']).next())
        .map(|id| format!("/referrals/{id}"))
        .expect("a referral");
    let page = lone.get(&krog).await;
    let unsaid = filled(page.form("reason", ""), &[("decision", "decline")]);
    let told = lone.send(&krog, &unsaid).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    let decline = filled(
        unsaid,
        &[("reason", "no_room"), ("word", "Prøv igen til foråret")],
    );
    let page = lone.send(&krog, &decline).await;
    assert!(page.says("Henvisningen er afvist."), "{}", page.path);
    let again = lone.get(&krog).await;
    assert!(again.says("Afvist: Der er ikke plads – Prøv igen til foråret"));
}

#[tokio::test]
async fn whoever_may_not_finds_nothing() {
    let house = House::new().await;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let family = format!("/families/{}", holm.id);
    let paths = ["/close", "/closed", "/reopen", "/authority", "/history"];
    for name in ["bo", "jens", "ida", "dan"] {
        let visitor = Visitor::new(&house, name).await;
        for path in paths {
            let page = visitor.get(&format!("{family}{path}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{name} {path}");
            assert!(!page.says("Holm"), "{name} {path}");
        }
        for path in ["/team", "/team/hand-over"] {
            assert_eq!(visitor.get(path).await.status, StatusCode::NOT_FOUND);
        }
        let forged = vec![
            ("decision".to_owned(), "take_in".to_owned()),
            ("coordinator".to_owned(), house.bo.account.to_string()),
            ("start".to_owned(), "2026-11-24".to_owned()),
        ];
        let (status, ..) = visitor
            .post(&format!("/referrals/{}", holm.referral), &forged)
            .await;
        assert_eq!(status, StatusCode::NOT_FOUND, "{name}");
    }
    let lone = Visitor::new(&house, "lone").await;
    for path in [
        "/referrals/1",
        "/referrals/0190b6a0-0000-7000-8000-000000000001",
    ] {
        assert_eq!(lone.get(path).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn the_coordinator_closes_and_takes_up_again_and_reads_the_history() {
    let house = House::new().await;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let lund = house.a_family("Lund").await.put_on_list().await;
    let karen = Visitor::new(&house, "karen").await;
    let path = format!("/families/{}/close", holm.id);
    let page = karen.get(&path).await;
    let form = filled(page.form("on", ""), &[("reason", "other")]);
    let told = karen.send(&path, &form).await;
    assert!(told.says("skriv, hvad det var"));
    let close = filled(
        form,
        &[("reason", "completed"), ("goes-on-to", "jobcentre")],
    );
    let page = karen.send(&path, &close).await;
    assert!(page.says("Forløbet er afsluttet.") && page.says("1 familie venter."));
    assert!(
        !page.says("Lund"),
        "only the leader is told whose turn it is"
    );
    let lone = Visitor::new(&house, "lone").await;
    let page = lone.get(&format!("/families/{}/closed", holm.id)).await;
    assert!(page.says("Der er en ledig plads hos Karen Koordinator: tilbyd den til Lund"));
    let offer = filled(page.form("act", "take_in"), &[("act", "take_in")]);
    let (_, to, _) = lone.post("/team", &offer).await;
    assert_eq!(to, Some(format!("/families/{}?done=taken-in", lund.id)));
    let path = format!("/families/{}/reopen", holm.id);
    let page = karen.get(&path).await;
    let (_, to, _) = karen.post(&path, &page.form("on", "")).await;
    assert_eq!(to, Some(format!("/families/{}?done=reopened", holm.id)));
    let page = karen.get(&format!("/families/{}/history", holm.id)).await;
    for sentence in [
        "Jobcentret henviste familien.",
        "Henvisning fra Jobcentret: Taget ind.",
        "Karen Koordinator blev koordinator.",
        "Forløbet sluttede: Gennemført. Videre til: Jobcentret.",
        "Forløbet blev genoptaget.",
    ] {
        assert!(page.says(sentence), "{sentence}");
    }
}

#[tokio::test]
async fn deputy_authority_and_hand_over_have_forms() {
    let house = House::new().await;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    let path = format!("/families/{}/authority", holm.id);
    let karen = Visitor::new(&house, "karen").await;
    let page = karen.get(&path).await;
    assert!(
        !page.html.contains("value=\"assign\""),
        "only the leader gives it away"
    );
    let deputy = filled(
        page.form("deputy", ""),
        &[
            ("deputy", &house.bo.account.to_string()),
            ("deputy-word", "Ferie"),
        ],
    );
    let page = karen.send(&path, &deputy).await;
    assert!(page.says("Stedfortræderen kan nu se familien.") && page.says("Bo Koordinator"));
    let bo = Visitor::new(&house, "bo").await;
    assert_eq!(bo.get(&path).await.status, StatusCode::OK);
    let end = page.form("act", "end-deputy");
    assert!(karen.send(&path, &end).await.says("Ingen stedfortræder."));
    assert_eq!(bo.get(&path).await.status, StatusCode::NOT_FOUND);
    let page = karen.get(&path).await;
    let shared = filled(page.form("kind", ""), &[("kind", "shared")]);
    assert!(
        karen
            .send(&path, &shared)
            .await
            .says("skriv, hvem i jobcentret")
    );
    let shared = filled(shared, &[("with", "Jens Jobkonsulent")]);
    let page = karen.send(&path, &shared).await;
    assert!(
        page.says(
            "Koordinatoren sammen med Jens Jobkonsulent fra jobcentret, fra 24. november 2026"
        )
    );
    let lone = Visitor::new(&house, "lone").await;
    let page = lone.get("/team/hand-over").await;
    let over = filled(
        page.form("to", ""),
        &[
            ("from", &house.karen.account.to_string()),
            ("to", &house.karen.account.to_string()),
        ],
    );
    assert!(
        lone.send("/team/hand-over", &over)
            .await
            .says("vælg en anden")
    );
    let over = filled(over, &[("to", &house.bo.account.to_string())]);
    assert!(
        lone.send("/team/hand-over", &over)
            .await
            .says("Familierne er overdraget.")
    );
    assert_eq!(bo.get(&path).await.status, StatusCode::OK);
    assert_eq!(karen.get(&path).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn every_page_speaks_english_too() {
    let house = House::new().await;
    let holm = house.a_family("Holm").await.put_on_list().await;
    let lund = house.a_family("Lund").await.taken_in_by(&house.karen).await;
    let krog = house.a_family("Krog").await;
    let mut ctx = house.begin(&house.lone, house.now()).await.expect("begun");
    helhed_casework::account::set_language(&mut ctx, Language::English)
        .await
        .expect("set");
    ctx.commit().await.expect("committed");
    let lone = Visitor::new(&house, "lone").await;
    for path in [
        "/team".to_owned(),
        "/refer".to_owned(),
        "/referrals".to_owned(),
        "/team/hand-over".to_owned(),
        format!("/referrals/{}", holm.referral),
        format!("/referrals/{}", krog.referral),
        format!("/families/{}/close", lund.id),
        format!("/families/{}/closed", lund.id),
        format!("/families/{}/reopen", lund.id),
        format!("/families/{}/authority", lund.id),
        format!("/families/{}/history", lund.id),
    ] {
        let page = lone.get(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert!(page.html.contains("<html lang=\"en\">"), "{path}");
        assert!(!page.html.contains('⟦'), "{path}");
    }
}
