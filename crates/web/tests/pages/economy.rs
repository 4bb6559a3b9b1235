//! Scenarios, prices and what a family costs, as those who work with them meet them.

use crate::support::{Answer, Site};
use axum::http::StatusCode;
use helhed_casework::testing::House;

fn faults(answer: &Answer) -> Vec<String> {
    answer.texts("#error-summary li")
}

#[tokio::test]
async fn how_many_must_succeed_comes_first_and_follows_the_levers() {
    let site = Site::new().await;
    let lone = site.signed_in("lone").await;
    let page = lone.get("/economy/new?start=gladsaxe-published").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.texts(".hh-needed__number"), ["1,37"]);
    assert!(page.body.contains("et potentiale, ikke et afkast"));
    assert_eq!(page.texts("#result figure svg > title").len(), 4);
    let part = lone
        .get("/economy/new?start=gladsaxe-published&price=200&part=1")
        .await;
    assert_eq!(part.texts(".hh-needed__number"), ["0,69"]);
    assert!(!part.body.contains("<html"));
    let wrong = lone
        .get("/economy/new?start=gladsaxe-published&effect=meget&rate=-100")
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(faults(&wrong).len(), 2);
    assert!(
        wrong.texts(".hh-needed__number").is_empty(),
        "nothing is computed from it"
    );
}

#[tokio::test]
async fn a_scenario_is_saved_opened_compared_printed_and_annulled() {
    let site = Site::new().await;
    let lone = site.signed_in("lone").await;
    let fields = [
        ("start", "gladsaxe-accounts"),
        ("charge", "all"),
        ("effect", "3"),
        ("name", ""),
    ];
    let answer = lone.post("/economy/new", &fields).await;
    assert_eq!(
        (answer.status, faults(&answer).len()),
        (StatusCode::UNPROCESSABLE_ENTITY, 1)
    );
    let mut addresses = Vec::new();
    for name in ["Alle udgifter", "Forsigtigt"] {
        let fields = [
            ("start", "gladsaxe-accounts"),
            ("charge", "all"),
            ("effect", "3"),
            ("name", name),
        ];
        let answer = lone.post("/economy/new", &fields).await;
        assert_eq!(
            answer.status,
            StatusCode::SEE_OTHER,
            "{:?}",
            faults(&answer)
        );
        let to = answer.headers["location"]
            .to_str()
            .expect("an address")
            .to_owned();
        addresses.push(to.split('?').next().expect("a path").to_owned());
    }
    let first = &addresses[0];
    let again = [
        ("name", "Alle udgifter, halv virkning"),
        ("version", "1"),
        ("effect", "1,5"),
    ];
    assert_eq!(lone.post(first, &again).await.status, StatusCode::SEE_OTHER);
    assert_eq!(
        lone.post(first, &again).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let page = lone.get(first).await;
    assert_eq!(page.texts("h1"), ["Alle udgifter, halv virkning"]);
    assert_eq!(page.texts(".hh-needed__number"), ["2,01"]);
    let old = lone.get(&format!("{first}?v=1")).await;
    assert!(
        old.body.contains("value=\"3\""),
        "the version before still has its effect"
    );

    let steering = lone.get("/economy").await;
    assert_eq!(steering.texts(".hh-scenario label").len(), 2);
    let ids: Vec<&str> = addresses
        .iter()
        .filter_map(|it| it.rsplit('/').next())
        .collect();
    let both = lone
        .get(&format!("/economy/compare?s={}&s={}", ids[0], ids[1]))
        .await;
    assert_eq!(both.texts("thead th").len(), 2);
    assert!(both.texts("tbody th").len() >= 6);

    let csv = lone.get(&format!("{first}/som.csv")).await;
    assert!(csv.body.starts_with("step,field,of,year,payer,value"));
    let annul = [("version", "2"), ("reason", "Gættede tal")];
    let answer = lone.post(&format!("{first}/annul"), &annul).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(lone.get(first).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn own_prices_are_pasted_and_faults_told_by_row() {
    let site = Site::new().await;
    let lone = site.signed_in("lone").await;
    let head = "price_id\tarea\tmunicipality\tregion\tstate\tprice_year\n";
    let rows = |text: &str| format!("{head}{text}");
    let wrong = rows("placement_year\tx\tti\t0\t0\t2026");
    let answer = lone
        .post("/economy/prices", &[("version", "0"), ("rows", &wrong)])
        .await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = answer.texts("main .hh-card .hh-list li");
    assert_eq!(told, ["Række 2, kolonnen municipality: skriv et tal"]);
    let twice = rows(
        "placement_year\tx\t1\t0\t0\t\nplacement_year\tx\t1\t0\t0\t2026\nplacement_year\tx\t2\t0\t0\t2026",
    );
    let answer = lone
        .post("/economy/prices", &[("version", "0"), ("rows", &twice)])
        .await;
    let told = answer.texts("main .hh-card .hh-list li");
    assert_eq!(
        told,
        [
            "Række 2, kolonnen price_year: prisåret mangler",
            "Række 4, kolonnen valid_from: to priser for samme dag: række 3 gælder også da",
        ]
    );
    let right = rows("placement_year\tx\t812500,50\t0\t0\t2026");
    let answer = lone
        .post("/economy/prices", &[("version", "0"), ("rows", &right)])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = lone.get("/economy/prices").await;
    assert_eq!(page.texts("tbody .hh-badge"), ["egen"]);
    let own = rows("our_price\tx\t500000\t0\t0\t2026");
    let fields = [("version", "1"), ("rows", own.as_str())];
    let answer = lone.post("/economy/prices", &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let fields = [
        ("start", "own"),
        ("name", "Vores pris"),
        ("running", "250000"),
        ("price-id", "our_price"),
    ];
    let saved = lone.post("/economy/new", &fields).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{:?}", faults(&saved));
    let emptied = [("version", "2"), ("rows", "")];
    let answer = lone.post("/economy/prices", &emptied).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let page = lone.get("/economy/prices").await;
    assert!(page.texts("tbody .hh-badge").is_empty());
    // A scenario on a price that is gone says so, computes nothing, and keeps the rest.
    let page = lone.get(saved.location()).await;
    assert!(page.texts("main .alert-warning")[0].contains("er der ikke mere"));
    assert!(page.texts(".hh-needed__number").is_empty());
    assert_eq!(page.attributes("#running", "value"), ["250000"]);
    let address = saved.location().split('?').next().expect("a path");
    let report = lone.get(&format!("{address}/report.pdf")).await;
    assert_eq!(report.status, StatusCode::NOT_FOUND);
    let other = lone
        .get(&format!("{address}?price-id=placement_year"))
        .await;
    assert_eq!(other.texts(".hh-needed__number").len(), 1);
}

#[tokio::test]
async fn a_number_is_read_as_its_reader_writes_it_and_text_is_left_alone() {
    let site = Site::new().await;
    let lone = site.signed_in("lone").await;
    let fields = [
        ("start", "own"),
        ("name", "Tal"),
        ("running", "1.234"),
        ("effect", "3,125"),
        ("outcome", "1.50"),
    ];
    let answer = lone.post("/economy/new", &fields).await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "{:?}",
        faults(&answer)
    );
    let page = lone.get(answer.location()).await;
    let held = |page: &Answer, field: &str| page.attributes(&format!("#{field}"), "value");
    assert_eq!(held(&page, "running"), ["1234"]);
    assert_eq!(held(&page, "effect"), ["3,125"]);
    assert_eq!(held(&page, "outcome"), ["1.50"], "a line of text");
    // Computed without being saved, a number stands as it was written: shown as 1,234 it would be read as one and a bit.
    let page = lone.get("/economy/new?start=own&running=1.234").await;
    assert_eq!(held(&page, "running"), ["1.234"]);

    let english = [("language", "en"), ("back", "/economy")];
    lone.post("/language", &english).await;
    let page = lone
        .get("/economy/new?start=worked-example&effect=3.125&part=1")
        .await;
    assert_eq!(page.status, StatusCode::OK);
    let fields = [
        ("start", "own"),
        ("name", "Numbers"),
        ("running", "1,234,567.5"),
        ("effect", "3.125"),
    ];
    let answer = lone.post("/economy/new", &fields).await;
    assert_eq!(
        answer.status,
        StatusCode::SEE_OTHER,
        "{:?}",
        faults(&answer)
    );
    let page = lone.get(answer.location()).await;
    assert_eq!(held(&page, "running"), ["1234567.5"]);
    assert_eq!(held(&page, "effect"), ["3.125"]);
}

#[tokio::test]
async fn what_a_family_costs_is_seen_by_those_whose_lens_allows_it() {
    let house = House::new().await;
    let id = house
        .a_family("Holm")
        .await
        .taken_in_by(&house.karen)
        .await
        .id;
    let site = Site::of(house).await;
    let costs = format!("/families/{id}/costs");
    let karen = site.signed_in("karen").await;
    assert_eq!(karen.get(&costs).await.texts(".hh-empty p").len(), 1);
    let new = format!("{costs}/new");
    let taken = karen
        .get(&format!("{new}?price=cash_benefit_parent_month"))
        .await;
    assert!(
        taken.body.contains("value=\"13105,6\""),
        "what the municipality pays after a year"
    );
    let fields = [
        ("what", "Anbringelse"),
        ("now", "1"),
        ("planned", "0"),
        ("municipality", "1.000.000"),
    ];
    assert_eq!(
        karen.post(&new, &fields).await.status,
        StatusCode::SEE_OTHER
    );
    let fields = [
        ("what", "Plads"),
        ("now", "0"),
        ("planned", "1"),
        ("municipality", "235000"),
        ("state", ""),
    ];
    assert_eq!(
        karen.post(&new, &fields).await.status,
        StatusCode::SEE_OTHER
    );
    let wrong = [
        ("what", "Plads"),
        ("now", "en"),
        ("planned", "1"),
        ("municipality", "-5"),
    ];
    assert_eq!(faults(&karen.post(&new, &wrong).await).len(), 2);
    let lone = site.signed_in("lone").await;
    let page = lone.get(&costs).await;
    let cells = page.texts("[aria-labelledby=payers-caption] tbody tr:last-child td");
    assert_eq!(cells, ["1.000.000", "235.000", "765.000"]);
    assert!(
        page.attributes("a[href$='/costs/new']", "href").is_empty(),
        "the leader looks"
    );
    for username in ["jens", "bo", "ida", "dan"] {
        let other = site.signed_in(username).await;
        assert_eq!(
            other.get(&costs).await.status,
            StatusCode::NOT_FOUND,
            "{username}"
        );
    }
}
