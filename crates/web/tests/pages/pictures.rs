//! The pictures of a family on screen and on paper: its timeline, its genogram, its map.

use axum::http::StatusCode;
use helhed_casework::domain::measure::MeasureKind;
use helhed_casework::testing::{AFamily, a_measure, instant};
use jiff::civil::date;

use crate::support::{Answer, Client, Site};

async fn holm(site: &Site) -> AFamily<'_> {
    let holm = site.house.a_family("Holm").await;
    let holm = holm.taken_in_by(&site.house.karen).await;
    let mut treatment = a_measure(
        MeasureKind::Treatment,
        "Samtaler hos psykolog",
        date(2026, 3, 2),
    );
    treatment.concerns = Some(holm.mother);
    holm.measure(treatment).await;
    let mut day_care = a_measure(MeasureKind::DayCare, "Børnehaven Kløver", date(2025, 8, 1));
    day_care.concerns = Some(holm.child);
    holm.measure(day_care).await;
    for day in [
        "2026-11-03T09:00:00Z",
        "2026-11-04T09:00:00Z",
        "2026-11-20T09:00:00Z",
    ] {
        holm.rung(instant(day)).await;
    }
    holm
}

fn ok(answer: &Answer) {
    assert_eq!(answer.status, StatusCode::OK);
    assert!(!answer.body.contains('⟦'), "a word is lacking");
}

#[tokio::test]
async fn a_timeline_is_zoomed_filtered_and_printed() {
    let site = Site::new().await;
    let holm = holm(&site).await;
    let karen = site.signed_in("karen").await;
    let root = format!("/families/{}/timeline", holm.id);
    let page = karen.get(&root).await;
    ok(&page);
    assert_eq!(
        page.texts(".hh-timeline svg[role=img]").len(),
        2,
        "a wide and a narrow one"
    );
    let lanes = page
        .texts("svg.hh-chart--wide text[font-weight='600']")
        .join(" ");
    for name in ["Hele familien", "Sofie", "Emil"] {
        assert!(lanes.contains(name), "{name}: {lanes}");
    }
    let table = page.texts("table tbody tr").join(" ");
    for said in [
        "Samtaler hos psykolog",
        "Børnehaven Kløver",
        "Telefon",
        "Forløb",
        "Henvisning",
    ] {
        assert!(table.contains(said), "{said}: {table}");
    }
    assert_eq!(
        page.texts("nav a[aria-current=true]")
            .last()
            .map(String::as_str),
        Some("Et halvt år")
    );
    let zooms = page.attributes("nav .hh-chip[href^='?zoom=']", "href");
    assert_eq!(zooms.len(), 9, "six zooms; earlier, today and later");
    for zoom in &zooms {
        ok(&karen.get(&format!("{root}{zoom}")).await);
    }
    let health = karen.get(&format!("{root}?category=health")).await;
    assert_eq!(health.texts("table tbody tr").len(), 1);
    let contacts = karen
        .get(&format!("{root}?kind=contact&zoom=week&from=2026-11-02"))
        .await;
    assert_eq!(contacts.texts("table tbody tr").len(), 2);
    let of_child = karen.get(&format!("{root}?person={}", holm.child)).await;
    assert!(!of_child.body.contains("Samtaler hos psykolog"));
    let nothing = karen
        .get(&format!("{root}?zoom=week&from=1999-01-01"))
        .await;
    assert_eq!(nothing.texts(".hh-empty").len(), 1);
    for odd in [
        "?zoom=x&from=y&person=z&category=%00&kind=q&rows=99999",
        "?from=2199-12-31&zoom=three_years",
    ] {
        ok(&karen.get(&format!("{root}{odd}")).await);
    }
    pdf(&karen, &format!("{root}/pdf?zoom=three_years")).await;
    assert_eq!(
        karen
            .get(&format!("{root}/pdf?zoom=week&from=1999-01-01"))
            .await
            .status,
        StatusCode::OK
    );
    let jens = site.signed_in("jens").await;
    assert_eq!(
        jens.get(&root).await.status,
        StatusCode::FORBIDDEN,
        "it is not shared with him"
    );
}

#[tokio::test]
async fn a_crisis_is_ticked_told_picked_out_and_taken_off() {
    let site = Site::new().await;
    let holm = holm(&site).await;
    let karen = site.signed_in("karen").await;
    let below = |it: &str| format!("/families/{}/{it}", holm.id);
    let (mother, crisis) = (holm.mother.to_string(), ("crisis", "yes"));
    let call = [
        ("kind", "phone"),
        ("at", "2026-11-22T21:30"),
        ("people", mother.as_str()),
        ("summary", "Sofie ringede fra skadestuen"),
        crisis,
    ];
    let sent = karen.post(&below("contacts/new"), &call).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let long = "Politiet har været der i nat. ".repeat(12);
    let note = [
        ("body", long.as_str()),
        ("category", "general"),
        ("about", "2026-11-21"),
        crisis,
    ];
    let sent = karen.post(&below("notes/new"), &note).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let journal = karen.get(&below("journal")).await;
    assert_eq!(journal.texts(".hh-entry .hh-badge--warn"), ["Krise"; 2]);

    let page = karen.get(&below("timeline?kind=crisis&zoom=month")).await;
    ok(&page);
    let rows = page.texts("table tbody tr");
    assert_eq!(rows.len(), 2);
    assert!(rows[0].contains("21. november 2026") && rows[0].contains('…'));
    assert!(rows[1].contains("Sofie ringede fra skadestuen") && rows[1].contains("Telefon"));
    assert_eq!(page.texts(".hh-legend--all li"), ["! Krise"]);
    let contacts = karen.get(&below("timeline?kind=contact&zoom=month")).await;
    assert!(!contacts.body.contains("skadestuen"), "told once");
    pdf(&karen, &below("timeline/pdf?kind=crisis")).await;

    // Taken off again where items are marked; a task cannot be one.
    let items = karen.get(&below("sharing/items")).await;
    let ticked = items.attributes("input[name=crisis][checked]", "id");
    assert_eq!(ticked.len(), 2);
    for id in &ticked {
        let item = id.trim_start_matches("crisis-");
        let off = [("item", item), ("category", "general")];
        let sent = karen.post(&below("sharing/items"), &off).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER);
    }
    let page = karen.get(&below("timeline?kind=crisis&zoom=month")).await;
    assert_eq!(page.texts(".hh-empty").len(), 1);
}

async fn pdf(client: &Client<'_>, path: &str) {
    let paper = client.get(path).await;
    assert_eq!(paper.status, StatusCode::OK, "{path}");
    assert_eq!(paper.headers["content-type"], "application/pdf");
}

#[tokio::test]
async fn a_genogram_is_drawn_and_changed_by_forms() {
    let site = Site::new().await;
    let holm = holm(&site).await;
    let karen = site.signed_in("karen").await;
    let root = format!("/families/{}/genogram", holm.id);
    let (mother, child) = (holm.mother.to_string(), holm.child.to_string());
    let post = async |below: &str, fields: &[(&str, &str)]| {
        let answer = karen.post(&format!("{root}{below}"), fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{below}");
        let shown = karen.get(answer.location()).await;
        ok(&shown);
        assert_eq!(
            shown.texts("[role=status] .alert-text").len(),
            1,
            "{below} is told"
        );
        shown
    };
    let refused = async |below: &str, fields: &[(&str, &str)]| {
        let answer = karen.post(&format!("{root}{below}"), fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{below}");
        assert!(!answer.body.contains('⟦'), "a word is lacking");
        answer.texts("#error-summary li").join(" ")
    };
    ok(&karen.get(&root).await);
    let parent = [
        ("person", mother.as_str()),
        ("kind", "of-parent"),
        ("other", child.as_str()),
    ];
    // "Sofie is child of Emil": the mother is older than that.
    let told = refused("/relation", &parent).await;
    assert!(told.contains("ikke født før barnet"), "{told}");
    let parent = [
        ("person", child.as_str()),
        ("kind", "of-parent"),
        ("other", mother.as_str()),
    ];
    let page = post("/relation", &parent).await;
    assert!(page.body.contains("Sofie er forælder til Emil."));
    let round = [
        ("person", child.as_str()),
        ("kind", "grandparent"),
        ("other", mother.as_str()),
    ];
    let told = refused("/relation", &round).await;
    assert!(told.contains("sin egen bedsteforælder"), "{told}");

    let inger = |died: &'static str| {
        [
            ("given-name", "Inger"),
            ("family-name", "Holm"),
            ("sex", "female"),
            ("born", "1955-04-01"),
            ("died", died),
            ("kind", "parent"),
        ]
    };
    let with_other = |fields: &[(&'static str, &'static str)]| {
        let mut all: Vec<(&str, &str)> = fields.to_vec();
        all.push(("other", mother.as_str()));
        all
    };
    let told = refused("/kin/new", &with_other(&inger("1950-01-01"))).await;
    assert!(told.contains("før fødslen"), "{told}");
    let told = refused("/kin/new", &[("born", "31-02-1999")]).await;
    assert!(told.matches(':').count() >= 5, "everything at once: {told}");
    let page = post("/kin/new", &with_other(&inger("2019-02-03"))).await;
    let said = page.texts("#people ~ ul li").join(" ");
    assert!(
        said.contains("Inger Holm: uden for familien, 1955–2019, død."),
        "{said}"
    );
    let close = [
        ("one", mother.as_str()),
        ("other", child.as_str()),
        ("closeness", "very_close"),
    ];
    let page = post("/close", &close).await;
    assert!(page.texts("#bonds").len() == 1 && page.body.contains("er meget tæt på hinanden."));
    let same = [
        ("one", mother.as_str()),
        ("other", mother.as_str()),
        ("closeness", "close"),
    ];
    assert!(refused("/close", &same).await.contains("samme person"));
    assert_eq!(
        page.texts("figure svg[role=img] text[font-weight='600']")
            .iter()
            .filter(|it| it.as_str() == "Inger")
            .count(),
        1
    );

    let change = page.attributes("a[href*='/genogram/kin/0']", "href");
    let below = change[0].trim_start_matches(&root).to_owned();
    let form = karen.get(&change[0]).await;
    ok(&form);
    let version = form.attributes("input[name=version]", "value");
    let fields = [
        ("given-name", "Inger Marie"),
        ("family-name", "Holm"),
        ("sex", "female"),
        ("born", "1955-04-01"),
        ("version", version[0].as_str()),
    ];
    let page = post(&below, &fields).await;
    assert!(
        page.body
            .contains("Inger Marie Holm: uden for familien, 71 år.")
    );
    let told = refused(&below, &fields).await;
    assert!(told.contains("rettet imens"), "{told}");
    let death = format!("/death/{mother}");
    ok(&karen.get(&format!("{root}{death}")).await);
    let told = refused(&death, &[("dead", "yes"), ("died", "1980-01-01")]).await;
    assert!(told.contains("før fødslen"), "{told}");
    pdf(&karen, &format!("{root}/pdf")).await;
    let page = post(&format!("{below}/remove"), &[]).await;
    assert!(!page.body.contains("Inger"));
    let ends = page.attributes("form[action$='/end']", "action");
    let page = post(ends[0].trim_start_matches(&root), &[]).await;
    assert!(page.body.contains("Sofie er forælder til Emil (til"));
    let lone = site.signed_in("lone").await;
    let read_only = lone.get(&root).await;
    ok(&read_only);
    assert!(
        read_only
            .attributes("main a[href*='/kin/']", "href")
            .is_empty()
    );
}

#[tokio::test]
async fn a_map_is_printed() {
    let site = Site::new().await;
    let holm = holm(&site).await;
    let karen = site.signed_in("karen").await;
    let root = format!("/families/{}/map", holm.id);
    let made = karen
        .post(&format!("{root}/new"), &[("on", "2026-11-24")])
        .await;
    let map = made
        .location()
        .split('?')
        .next()
        .unwrap_or_default()
        .to_owned();
    let card = [("deed", "lay matters"), ("body-matters", "Ro om aftenen")];
    assert_eq!(karen.post(&map, &card).await.status, StatusCode::SEE_OTHER);
    let page = karen.get(&map).await;
    let links = page.attributes("a[href$='/pdf']", "href");
    assert_eq!(links.len(), 1);
    pdf(&karen, &links[0]).await;
    assert_eq!(
        karen.get(&format!("{root}/{}/pdf", holm.id)).await.status,
        StatusCode::NOT_FOUND
    );
}
