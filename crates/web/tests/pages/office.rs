//! Users and units, the audit log, search and the list of families.

use std::collections::BTreeSet;
use std::path::Path;

use crate::support::Site;
use axum::http::StatusCode;
use helhed_casework::domain::account::Language;
use helhed_casework::testing::House;
use helhed_web::translations;

const FORGED: &str = "0190b6a0-0000-7000-8000-000000000001";

async fn a_site() -> Site {
    let house = House::new().await;
    house.a_family("Holm").await.taken_in_by(&house.karen).await;
    house.a_family("Lund").await.taken_in_by(&house.bo).await;
    house.a_family("Krog").await.put_on_list().await;
    Site::of(house).await
}

#[tokio::test]
async fn it_adds_a_user_who_signs_in_with_the_phrase_shown_once() {
    let site = Site::new().await;
    let ida = site.signed_in("ida").await;
    let form = ida.get("/users/new").await;
    let id = form.attributes("input[name=form-id]", "value");
    let fields = [
        ("form-id", id[0].as_str()),
        ("name", "Åse Øst"),
        ("username", "Aase.Oest"),
        ("role", "coordinator"),
        ("unit", ""),
        ("language", "da"),
    ];
    let added = ida.post("/users/new", &fields).await;
    assert_eq!(added.status, StatusCode::OK);
    let phrase = added.texts(".hh-phrase").remove(0);
    assert_eq!(phrase.len(), 19);
    let again = ida.post("/users/new", &fields).await;
    assert_eq!(
        again.status,
        StatusCode::SEE_OTHER,
        "sent twice counts once"
    );
    let user = ida.get(again.location()).await;
    assert_eq!(user.texts("h1"), ["Åse Øst"]);
    assert!(!user.body.contains(&phrase), "shown once");
    let nobody = site.nobody();
    let signed_in = nobody
        .post(
            "/sign-in",
            &[("username", "aase.oest"), ("phrase", &phrase)],
        )
        .await;
    assert_eq!(signed_in.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn what_is_wrong_with_a_new_user_is_told_at_its_field() {
    let site = Site::new().await;
    let ida = site.signed_in("ida").await;
    let long = "å".repeat(10_000);
    for (field, value, expected) in [
        ("name", "", "skriv noget her"),
        ("name", &long, "der er plads til 80 tegn"),
        ("name", "Ole\u{202e}", "usynligt tegn"),
        ("username", "æ", "brug 2 til 64"),
        ("username", "karen", "en anden har"),
        ("role", "family_member", "vælg"),
        ("role", "root", "vælg"),
        ("role", "partner", ""),
        ("unit", "x", "findes ikke længere"),
        ("unit", FORGED, "findes ikke længere"),
        ("language", "xx", "vælg"),
    ] {
        let mut fields = vec![
            ("name", "Ole Vest"),
            ("username", "ole.vest"),
            ("role", "coordinator"),
            ("unit", ""),
            ("language", "da"),
        ];
        for it in fields.iter_mut().filter(|it| it.0 == field) {
            it.1 = value;
        }
        let answer = ida.post("/users/new", &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        let at = if value == "partner" { "unit" } else { field };
        let told = answer.texts(&format!("#{at}-error"));
        assert!(
            told.len() == 1 && told[0].contains(expected),
            "{field}: {told:?}"
        );
        assert_eq!(answer.attributes("#username", "value").len(), 1);
    }
}

#[tokio::test]
async fn of_two_who_edit_a_user_the_second_is_shown_both() {
    let site = Site::new().await;
    let ida = site.signed_in("ida").await;
    let path = format!("/users/{}", site.house.karen.account);
    let unit = site.house.team.to_string();
    let change = |name: &'static str, version: String| {
        let fields = [
            ("name".to_owned(), name.to_owned()),
            ("role".to_owned(), "coordinator".to_owned()),
            ("unit".to_owned(), unit.clone()),
            ("version".to_owned(), version),
        ];
        let (ida, path) = (&ida, &path);
        async move {
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(n, v)| (n.as_str(), v.as_str()))
                .collect();
            ida.post(path, &fields).await
        }
    };
    assert_eq!(
        change("Karen A", "1".into()).await.status,
        StatusCode::SEE_OTHER
    );
    let told = change("Karen B", "1".into()).await;
    assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(told.texts("section dd").contains(&"Karen A".to_owned()));
    assert_eq!(told.attributes("#name", "value"), ["Karen B"]);
    let version = told.attributes("input[name=version]", "value");
    let kept = change("Karen B", version[0].clone()).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_user_who_is_shut_out_is_out_at_the_next_click() {
    let site = Site::new().await;
    let (ida, karen) = (site.signed_in("ida").await, site.signed_in("karen").await);
    assert_eq!(karen.get("/account").await.status, StatusCode::OK);
    let path = format!("/users/{}", site.house.karen.account);
    let shut = ida.post(&format!("{path}/disable"), &[]).await;
    assert_eq!(shut.status, StatusCode::SEE_OTHER);
    assert_eq!(karen.get("/account").await.status, StatusCode::SEE_OTHER);
    let page = ida.get(&path).await;
    assert_eq!(page.texts("h1 + p .hh-badge"), ["lukket ude"]);
    assert!(!ida.get("/users").await.body.contains("Karen Koordinator"));
    let listed = ida.get("/users?state=disabled").await;
    assert_eq!(listed.texts("tbody tr").len(), 1);
    ida.post(&format!("{path}/enable"), &[]).await;
    site.signed_in("karen").await;
    let own = format!("/users/{}/disable", site.house.it_admin.account);
    assert_eq!(ida.post(&own, &[]).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_reset_phrase_is_shown_and_the_old_one_is_gone() {
    let site = Site::new().await;
    let (ida, jens) = (site.signed_in("ida").await, site.signed_in("jens").await);
    let path = format!("/users/{}/phrase", site.house.jens.account);
    let shown = ida.post(&path, &[]).await;
    let phrase = shown.texts(".hh-phrase").remove(0);
    assert_eq!(jens.get("/account").await.status, StatusCode::SEE_OTHER);
    let try_it = |phrase: String| {
        let site = &site;
        async move {
            let fields = [("username", "jens"), ("phrase", phrase.as_str())];
            site.nobody().post("/sign-in", &fields).await.status
        }
    };
    let old = try_it(House::PHRASE.to_owned()).await;
    assert_eq!(old, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(try_it(phrase).await, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn everybody_changes_their_own_phrase_and_it_is_never_sent_back() {
    let site = Site::new().await;
    let dan = site.signed_in("dan").await;
    let change = |old: &'static str, new: &'static str, again: &'static str| {
        let dan = &dan;
        async move {
            let fields = [
                ("phrase-old", old),
                ("phrase-new", new),
                ("phrase-again", again),
            ];
            dan.post("/account", &fields).await
        }
    };
    for (old, new, again, field) in [
        ("", "en helt ny sætning", "en helt ny sætning", "phrase-old"),
        (House::PHRASE, "for kort", "for kort", "phrase-new"),
        (
            House::PHRASE,
            "en helt ny sætning",
            "en anden",
            "phrase-again",
        ),
        (
            "forkert sætning",
            "en helt ny sætning",
            "en helt ny sætning",
            "phrase-old",
        ),
    ] {
        let told = change(old, new, again).await;
        assert_eq!(told.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert_eq!(told.texts(&format!("#{field}-error")).len(), 1, "{field}");
        assert!(!told.body.contains("sætning\""), "{field}");
    }
    let done = change(House::PHRASE, "en helt ny sætning", "en helt ny sætning").await;
    assert_eq!(done.location(), "/account?done=phrase-changed");
    assert_eq!(
        dan.get("/account").await.status,
        StatusCode::OK,
        "still signed in"
    );
    // Sent after the session ran out, it is not kept as a draft.
    site.later(jiff::SignedDuration::from_hours(2));
    let late = change("en helt ny sætning", "endnu en ny en", "endnu en ny en").await;
    assert!(
        !late.location().contains("draft-kept"),
        "{}",
        late.location()
    );
}

#[tokio::test]
async fn units_are_added_renamed_and_closed_when_nobody_works_there() {
    let site = Site::new().await;
    let ida = site.signed_in("ida").await;
    let bad = ida
        .post("/units/new", &[("name", ""), ("kind", "palace")])
        .await;
    assert_eq!(bad.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(bad.texts(".form-error-message").len(), 2);
    let added = ida
        .post(
            "/units/new",
            &[("name", "Børnehaven Solen"), ("kind", "day_care")],
        )
        .await;
    assert_eq!(added.status, StatusCode::SEE_OTHER);
    let list = ida.get("/units").await;
    let names = list.texts("tbody a");
    let at = names
        .iter()
        .position(|name| name == "Børnehaven Solen")
        .expect("listed");
    let path = list.attributes("tbody a", "href").remove(at);
    let closed = ida.post(&format!("{path}/close"), &[]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER);
    assert!(
        ida.get("/units")
            .await
            .texts("tbody .hh-badge")
            .contains(&"Lukket".to_owned())
    );
    let school = format!("/units/{}", site.house.school);
    let page = ida.get(&school).await;
    assert!(
        page.attributes("form", "action")
            .iter()
            .all(|it| !it.ends_with("/close"))
    );
    ida.post(&format!("{school}/close"), &[]).await;
    let open = ida.get("/users/new").await.texts("#unit option");
    assert!(open.len() == 4 && !open.contains(&"Børnehaven Solen".to_owned()));
}

#[tokio::test]
async fn forged_ids_and_other_roles_find_nothing() {
    let site = Site::new().await;
    let ida = site.signed_in("ida").await;
    for id in [FORGED, "x", "1;--", "%00", "%F0%9F%99%82"] {
        for area in ["users", "units"] {
            let path = format!("/{area}/{id}");
            assert_eq!(ida.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
            assert_eq!(
                ida.post(&path, &[]).await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
        for act in ["disable", "enable", "phrase"] {
            let path = format!("/users/{id}/{act}");
            assert_eq!(
                ida.post(&path, &[]).await.status,
                StatusCode::NOT_FOUND,
                "{path}"
            );
        }
    }
    for (username, paths) in [
        ("karen", &["/users", "/units", "/audit", "/users/new"][..]),
        ("dan", &["/users", "/families", "/search"]),
        ("ida", &["/audit", "/families", "/search"]),
        ("jens", &["/families", "/search", "/users", "/audit"]),
    ] {
        let client = site.signed_in(username).await;
        for path in paths {
            let status = client.get(path).await.status;
            assert_eq!(status, StatusCode::NOT_FOUND, "{username} {path}");
        }
    }
}

#[tokio::test]
async fn the_log_tells_in_words_who_did_what_and_names_no_family() {
    let site = a_site().await;
    let dan = site.signed_in("dan").await;
    let page = dan.get("/audit").await;
    let told = page.texts("tbody tr");
    assert!(
        told.iter()
            .any(|row| row.contains("Lone Leder") && row.contains("tog en familie ind"))
    );
    for family in ["Holm", "Lund", "Krog", "Sofie", "Emil"] {
        assert!(!page.body.contains(family), "{family}");
    }
    let person = format!("/audit?person={}", site.house.jens.account);
    let jens = dan.get(&person).await.texts("tbody td:nth-child(3) span");
    assert!(!jens.is_empty() && jens.iter().all(|name| name == "Jens Jobkonsulent"));
    let day = dan.get("/audit?day=2026-11-23").await;
    assert_eq!(
        (day.texts("tbody tr").len(), day.texts(".hh-empty").len()),
        (0, 1)
    );
    let wrong = dan.get("/audit?day=31-02-2026").await;
    assert_eq!(wrong.texts("#day-error").len(), 1);
    for forged in [
        "person=x",
        "person=",
        "before=x",
        "before=-1",
        "before=99999999999999999999",
    ] {
        assert_eq!(
            dan.get(&format!("/audit?{forged}")).await.status,
            StatusCode::OK,
            "{forged}"
        );
    }
}

#[tokio::test]
async fn the_chain_is_checked_beside_the_page() {
    let site = Site::new().await;
    let dan = site.signed_in("dan").await;
    let begun = dan.post("/audit/check", &[]).await;
    assert_eq!(begun.location(), "/audit?done=chain-begun");
    for _ in 0..200 {
        let page = dan.get("/audit").await;
        if page.texts(".hh-badge--ok") == ["Loggen er hel"] {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("the check does not come to an end");
}

#[tokio::test]
async fn a_search_shows_the_same_list_on_the_page_and_by_itself() {
    let site = a_site().await;
    let lone = site.signed_in("lone").await;
    let sent = lone.post("/search", &[("q", "sofie h")]).await;
    assert_eq!(sent.location(), "/search", "no name stands in an address");
    let page = lone.get("/search").await;
    assert_eq!(page.attributes("main input[name=q]", "value"), ["sofie h"]);
    assert_eq!(page.texts(".hh-results a"), ["Holm"]);
    assert_eq!(
        page.texts(".hh-results mark"),
        ["Holm", "Sofie", "Holm", "Holm"]
    );
    let part = lone
        .post("/search", &[("q", "sofie h"), ("part", "1")])
        .await;
    assert!(!part.body.contains("<html"));
    assert!(page.body.contains(part.body.trim()));
    let karen = site.signed_in("karen").await;
    let none = karen.get("/search").await;
    assert_eq!(none.attributes("main input[name=q]", "value"), [""]);
    for (q, found) in [("so", &["Holm"][..]), ("lund", &[]), (" ", &[])] {
        karen.post("/search", &[("q", q)]).await;
        let page = karen.get("/search").await;
        assert_eq!(page.texts(".hh-results a"), found, "{q}");
    }
    assert_eq!(
        karen
            .get("/families")
            .await
            .attributes("header input[name=q]", "id"),
        ["q"]
    );
    let jens = site.signed_in("jens").await;
    assert_eq!(
        jens.get("/account").await.texts("header .hh-search").len(),
        0
    );
}

#[tokio::test]
async fn whatever_is_typed_in_the_search_is_text() {
    let site = a_site().await;
    let lone = site.signed_in("lone").await;
    let long = "a".repeat(10_000);
    for q in [
        "",
        "%25",
        "_",
        "%00",
        "%E2%80%AEholm",
        "%F0%9F%99%82",
        "%D9%81%D8%A7",
        "%FF%FE",
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "%22%3E%3Cmark%3E",
        &long,
    ] {
        for part in ["", "&part=1"] {
            let mut answer = lone.post_body("/search", format!("q={q}{part}")).await;
            if part.is_empty() {
                answer = lone.get("/search").await;
            }
            assert_eq!(answer.status, StatusCode::OK, "{q}");
            assert!(!answer.body.contains("<script>alert"), "{q}");
            assert!(!answer.body.contains("value=\"\"><mark"), "{q}");
        }
    }
    lone.post_body("/search", "q=%E2%80%AEholm".to_owned())
        .await;
    let rtl = lone.get("/search").await;
    assert_eq!(rtl.texts(".hh-results a"), ["Holm"]);
}

#[tokio::test]
async fn families_are_listed_for_who_has_them() {
    let site = a_site().await;
    let karen = site.signed_in("karen").await;
    let own = karen.get("/families").await;
    assert_eq!(own.texts("tbody a"), ["Holm"]);
    assert_eq!(own.texts("tbody td:nth-child(2)"), ["Sofie (36), Emil (3)"]);
    let lone = site.signed_in("lone").await;
    assert_eq!(
        lone.get("/families").await.texts("tbody a"),
        ["Holm", "Krog", "Lund"]
    );
    let waiting = lone.get("/families?state=waiting").await;
    assert_eq!(waiting.texts("tbody a"), ["Krog"]);
    assert_eq!(waiting.texts(".hh-chip[aria-current]"), ["Venter"]);
    assert_eq!(
        lone.get("/families?state=ended")
            .await
            .texts(".hh-empty")
            .len(),
        1
    );
    for odd in [
        "state=x",
        "page=0",
        "page=-1",
        "page=99999999999999999999",
        "page=x",
    ] {
        let status = lone.get(&format!("/families?{odd}")).await.status;
        assert_eq!(status, StatusCode::OK, "{odd}");
    }
}

fn rust_sources(folder: &Path, out: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder of the sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rust_sources(&path, out);
        } else if path.extension().is_some_and(|it| it == "rs") {
            out.push(std::fs::read_to_string(path).expect("a text file"));
        }
    }
}

/// The name of the operation that stands first among the arguments of a call.
fn acts_of(source: &str) -> impl Iterator<Item = &str> {
    let calls = [
        ".record",
        ".record_in_house",
        ".show",
        ".show_list",
        ".decide",
    ];
    calls.into_iter().flat_map(move |call| {
        source.split(call).skip(1).filter_map(|rest| {
            let rest = match rest.strip_prefix("::<") {
                Some(typed) => typed.split_once(">(")?.1,
                None => rest.strip_prefix('(')?,
            };
            let rest = rest.trim_start().strip_prefix("ctx,").unwrap_or(rest);
            rest.trim_start().strip_prefix('"')?.split('"').next()
        })
    })
}

#[test]
fn every_operation_that_is_recorded_has_words_in_both_languages() {
    let mut sources = Vec::new();
    rust_sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("../casework/src"),
        &mut sources,
    );
    let acts: BTreeSet<&str> = sources
        .iter()
        .flat_map(|source| acts_of(source))
        .chain(["unmask_cpr", "show_protected_address", "sign_in"])
        .collect();
    assert!(acts.len() > 40 && acts.contains("take_in"), "{acts:?}");
    for language in [Language::Danish, Language::English] {
        let (keys, _) = translations(language);
        let missing: Vec<&&str> = acts
            .iter()
            .filter(|act| !keys.contains(&format!("act-{act}")))
            .collect();
        assert_eq!(
            missing,
            Vec::<&&str>::new(),
            "{language:?}: words for the log"
        );
    }
}
