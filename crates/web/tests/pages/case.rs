//! The pages of a case: written by a coordinator, read by the leader and the family, hidden from everyone else.

use crate::support::Site;
use axum::http::StatusCode;

#[tokio::test]
async fn a_note_is_saved_and_shown_and_sent_twice_counts_once() {
    let site = Site::new().await;
    let holm = site.house.a_family("Holm").await;
    let holm = holm.taken_in_by(&site.house.karen).await.id;
    let karen = site.signed_in("karen").await;
    let place = format!("/families/{holm}/notes/new");
    let form = karen.get(&place).await;
    assert_eq!(form.status, StatusCode::OK);
    let id = form
        .attributes("main input[name=form-id]", "value")
        .remove(0);
    let fields = [
        ("form-id", id.as_str()),
        ("category", "health"),
        ("about", "2026-11-24"),
        ("body", "Emil sover bedre. <b>🙂</b>"),
    ];
    for _ in 0..2 {
        let sent = karen.post(&place, &fields).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
        assert_eq!(
            sent.location(),
            format!("/families/{holm}/journal?done=note")
        );
    }
    let journal = karen.get(&format!("/families/{holm}/journal")).await;
    assert_eq!(
        journal.texts(".hh-note__text"),
        ["Emil sover bedre. <b>🙂</b>"]
    );
    let lone = site.signed_in("lone").await;
    let journal = lone.get(&format!("/families/{holm}/journal")).await;
    assert_eq!(journal.texts(".hh-note__text").len(), 1);
    for stranger in ["bo", "jens", "dan"] {
        let stranger = site.signed_in(stranger).await;
        let journal = stranger.get(&format!("/families/{holm}/journal")).await;
        assert_eq!(journal.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn what_cannot_be_is_told_at_its_field_and_what_was_written_stays() {
    let site = Site::new().await;
    let holm = site.house.a_family("Holm").await;
    let holm = holm.taken_in_by(&site.house.karen).await.id;
    let karen = site.signed_in("karen").await;
    let wrong: &[(&str, &[(&str, &str)], &str)] = &[
        (
            "notes/new",
            &[
                ("about", "2026-11-25"),
                ("body", "I morgen"),
                ("category", "general"),
            ],
            "#about-error",
        ),
        (
            "notes/new",
            &[
                ("about", "2026-02-30"),
                ("body", ""),
                ("category", "general"),
            ],
            "#body-error",
        ),
        (
            "contacts/new",
            &[("kind", "phone"), ("at", "2026-11-25T10:00")],
            "#at-error",
        ),
        (
            "contacts/new",
            &[
                ("kind", "telepathy"),
                ("at", "2026-11-24T09:00"),
                ("minutes", "lang"),
            ],
            "#minutes-error",
        ),
        (
            "tasks/new",
            &[
                ("kind", "task"),
                ("title", "Ring"),
                ("due", "2026-11-01"),
                ("owner", "name"),
                ("owner-name", "Lis"),
            ],
            "#due-error",
        ),
        (
            "tasks/new",
            &[("kind", "task"), ("title", "Ring"), ("owner", "account-1")],
            "#owner-error",
        ),
        (
            "appointments/new",
            &[
                ("title", "Møde"),
                ("starts", "2026-11-25T10:00"),
                ("ends", "2026-11-26T10:00"),
            ],
            "#ends-error",
        ),
        (
            "appointments/new",
            &[
                ("title", "Møde"),
                ("starts", "2026-11-25T10:00"),
                ("ends", "2026-11-25T09:00"),
            ],
            "#ends-error",
        ),
        (
            "goals/new",
            &[("title", "Egen bolig"), ("horizon", "soon")],
            "#horizon-error",
        ),
        (
            "reviews/new",
            &[("held", "2026-11-25"), ("moved", "Meget"), ("next", "Mere")],
            "#held-error",
        ),
    ];
    for (page, fields, error) in wrong {
        let place = format!("/families/{holm}/{page}");
        let answer = karen.post(&place, fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{page}");
        assert_eq!(answer.texts(error).len(), 1, "{page} {error}");
        assert!(!answer.body.contains('⟦'), "{page} lacks a word");
        for (name, value) in fields
            .iter()
            .filter(|(name, _)| matches!(*name, "title" | "at"))
        {
            assert_eq!(
                answer.attributes(&format!("#{name}"), "value"),
                [*value],
                "{page}"
            );
        }
    }
    let long = "å".repeat(10_000_000 / 2);
    let answer = karen
        .post(
            &format!("/families/{holm}/notes/new"),
            &[("body", &long), ("about", "2026-11-24")],
        )
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_case_from_first_contact_to_review_on_screen() {
    let site = Site::new().await;
    let holm = site.house.a_family("Holm").await;
    let holm = holm.taken_in_by(&site.house.karen).await;
    let (holm, mother) = (holm.id, holm.mother.to_string());
    let karen = site.signed_in("karen").await;
    let person = format!("person-{mother}");
    let account = format!("account-{}", site.house.karen.account);
    let steps: &[(&str, &[(&str, &str)], &str)] = &[
        (
            "contacts/new",
            &[
                ("kind", "home_visit"),
                ("at", "2026-11-24T09:00"),
                ("minutes", "1:30"),
                ("people", &mother),
                ("summary", "Kaffe"),
            ],
            "journal",
        ),
        (
            "tasks/new",
            &[
                ("kind", "agreement"),
                ("title", "Ring til skolen"),
                ("owner", &account),
                ("due", "2026-11-24"),
            ],
            "tasks",
        ),
        (
            "appointments/new",
            &[
                ("title", "Møde"),
                ("starts", "2026-11-25T10:00"),
                ("ends", "2026-11-25T11:00"),
                ("people", &mother),
            ],
            "appointments",
        ),
        (
            "goals/new",
            &[
                ("title", "Egen bolig"),
                ("wish", "Vi vil bo for os selv"),
                ("horizon", "long"),
                ("owner", &person),
            ],
            "plan",
        ),
        (
            "reviews/new",
            &[("held", "2026-11-24"), ("moved", "Alt"), ("next", "Mere")],
            "plan",
        ),
    ];
    for (page, fields, leads_to) in steps {
        let answer = karen
            .post(&format!("/families/{holm}/{page}"), fields)
            .await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{page}");
        let shown = karen.get(answer.location()).await;
        assert_eq!(shown.status, StatusCode::OK, "{page}");
        assert!(
            answer
                .location()
                .starts_with(&format!("/families/{holm}/{leads_to}"))
        );
        assert_eq!(shown.texts("[role=status] .alert-text").len(), 1, "{page}");
        assert!(!shown.body.contains('⟦'), "{leads_to} lacks a word");
    }
    let today = karen.get("/today").await;
    assert_eq!(today.texts(".hh-task__what a"), ["Ring til skolen"]);
    assert!(!today.body.contains('⟦'));
    assert_eq!(today.texts(".hh-cards h3").len(), 1);
    let done = today.attributes(".hh-task form", "action").remove(0);
    let version = [("version", "1"), ("outcome", "done")];
    assert_eq!(
        karen.post(&done, &version).await.status,
        StatusCode::SEE_OTHER
    );
    let again = karen.post(&done, &version).await;
    assert_eq!(
        again.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "it has ended already"
    );
    assert_eq!(again.texts("#outcome-error").len(), 1);
}

#[tokio::test]
async fn the_quick_entry_saves_at_once_what_needs_no_more() {
    let site = Site::new().await;
    let holm = site.house.a_family("Holm").await;
    let holm = holm.taken_in_by(&site.house.karen).await.id.to_string();
    let karen = site.signed_in("karen").await;
    for (kind, leads_to) in [("note", "journal?done=note"), ("task", "tasks?done=task")] {
        let fields = [
            ("family", holm.as_str()),
            ("kind", kind),
            ("text", "Ring til lægen"),
        ];
        let answer = karen.post("/quick", &fields).await;
        assert_eq!(answer.location(), format!("/families/{holm}/{leads_to}"));
    }
    for (kind, field) in [("contact", "#summary"), ("appointment", "#title")] {
        let fields = [
            ("family", holm.as_str()),
            ("kind", kind),
            ("text", "Hos lægen"),
        ];
        let form = karen.post("/quick", &fields).await;
        assert_eq!(form.status, StatusCode::OK);
        assert_eq!(form.attributes(field, "value"), ["Hos lægen"]);
        let action = form.attributes("main form.hh-form", "action").remove(0);
        assert_eq!(action, format!("/families/{holm}/{kind}s/new"));
        let long = "Hos lægen ".repeat(200);
        for (text, status) in [
            ("Hos\r\nlægen", StatusCode::OK),
            (long.as_str(), StatusCode::UNPROCESSABLE_ENTITY),
        ] {
            let fields = [("family", holm.as_str()), ("kind", kind), ("text", text)];
            let answer = karen.post("/quick", &fields).await;
            assert_eq!(answer.status, status);
            if status == StatusCode::OK {
                assert_eq!(answer.attributes(field, "value"), ["Hos lægen"]);
            } else {
                assert_eq!(answer.texts("main #text"), [text.trim()], "nothing is lost");
            }
        }
    }
    let asked = karen
        .post("/quick", &[("kind", "note"), ("text", "Hej")])
        .await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(asked.texts("#text"), ["Hej"]);
    let forged = [
        ("family", "0190b6a0-0000-7000-8000-000000000001"),
        ("kind", "note"),
        ("text", "Hej"),
    ];
    assert_eq!(
        karen.post("/quick", &forged).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_second_of_two_editors_is_told_and_loses_nothing() {
    let site = Site::new().await;
    let holm = site
        .house
        .a_family("Holm")
        .await
        .taken_in_by(&site.house.karen)
        .await;
    let task = holm.task("Ring til skolen", None).await;
    let karen = site.signed_in("karen").await;
    let place = format!("/families/{}/tasks/{task}", holm.id);
    let owner = format!("person-{}", holm.mother);
    let change = |title: &'static str, version: &'static str| {
        [
            ("kind", "task"),
            ("title", title),
            ("owner", owner.as_str()),
            ("version", version),
        ]
    };
    assert_eq!(
        karen.get(&place).await.attributes("#title", "value"),
        ["Ring til skolen"]
    );
    let first = karen.post(&place, &change("Skriv til skolen", "1")).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    let second = karen.post(&place, &change("Besøg skolen", "1")).await;
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(second.attributes("#title", "value"), ["Besøg skolen"]);
    assert!(second.body.contains("Skriv til skolen"));
    assert_eq!(second.attributes("input[name=version]", "value"), ["2"]);
}

#[tokio::test]
async fn an_addendum_is_written_below_the_note_it_adds_to() {
    let site = Site::new().await;
    let holm = site.house.a_family("Holm").await;
    let holm = holm.taken_in_by(&site.house.karen).await;
    let note = holm.note("Sofie har fået praktik fra mandag.").await;
    let karen = site.signed_in("karen").await;
    let form = format!("/families/{}/notes/{note}/addendum", holm.id);
    let page = karen.get(&form).await;
    assert_eq!(
        page.texts("main .hh-note__text"),
        ["Sofie har fået praktik fra mandag."]
    );
    let empty = karen.post(&form, &[("body", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(empty.texts("main .hh-note__text").len(), 1);
    let bo = site.signed_in("bo").await;
    assert_eq!(bo.get(&form).await.status, StatusCode::NOT_FOUND);
}
