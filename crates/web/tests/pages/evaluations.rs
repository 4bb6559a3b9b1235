//! The evaluation at any time, as team leaders and evaluators meet it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::support::{Answer, Client, Site};
use axum::http::{StatusCode, header};
use helhed_casework::domain::account::Language;
use helhed_casework::domain::evaluation_run::{BEAT, EvaluationOrder, SILENCE};
use helhed_casework::evaluation::start_evaluation;
use jiff::civil::date;

/// A folder for one test, gone with it.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("helhed-{name}-{}", std::process::id()));
        fs::create_dir_all(&path).expect("made");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn order<'a>(source: &'a str, language: &'a str) -> [(&'a str, &'a str); 3] {
    [
        ("source", source),
        ("cohort-before", "2018-01-01"),
        ("language", language),
    ]
}

/// Starts an evaluation and waits for its end; its address and its page.
async fn evaluated(client: &Client<'_>, fields: &[(&str, &str)]) -> (String, Answer) {
    let begun = client.post("/evaluations", fields).await;
    assert_eq!(begun.status, StatusCode::SEE_OTHER, "{}", begun.body);
    let address = begun.location().to_owned();
    for _ in 0..600 {
        let page = client.get(&address).await;
        assert_eq!(page.status, StatusCode::OK);
        if page.texts("[data-live-waits]").is_empty() {
            return (address, page);
        }
        assert_eq!(page.texts("ol [aria-current=step]").len(), 1);
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("it takes more than a minute")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn our_own_families_are_evaluated_and_the_report_read_and_fetched() {
    let site = Site::new().await;
    let house = &site.house;
    let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
    holm.rates_since(date(2026, 10, 20), &[holm.mother]).await;
    holm.mother_rates(date(2026, 10, 20), 50).await;
    let lone = site.signed_in("lone").await;
    let desk = lone.get("/evaluations").await;
    assert_eq!(desk.attributes("#cohort-before", "value"), ["2024-11-01"]);
    let (address, page) = evaluated(&lone, &order("house", "da")).await;

    // The report stands on the page and needs nothing that the strict policy refuses.
    assert!(page.texts(".hh-report h2").len() > 4);
    assert!(!page.texts(".hh-report table").is_empty());
    assert!(
        page.body
            .contains("Udtrækket har ingen oplysninger om forsørgelse")
    );
    assert!(!page.body.contains("selvforsørgende måneder før"));
    let policy = page.headers[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .expect("a policy");
    assert!(policy.contains("script-src 'self'; style-src 'self'"));
    for refused in [
        "[style]",
        ".hh-report script",
        ".hh-report style",
        "[onclick]",
    ] {
        assert!(page.texts(refused).is_empty(), "{refused}");
    }

    // One family is few: nothing says how many anywhere.
    let of = async |file: &str| lone.get(&format!("{address}/files/{file}")).await;
    let table = of("tables-participants.csv").await;
    assert!(table.body.contains("all,mother,,\n"), "{}", table.body);
    assert!(of("tables-self_support_monthly.csv").await.status == StatusCode::NOT_FOUND);
    let results = of("results.json").await;
    assert!(results.body.contains("\"purpose\":\"publication"));
    let fit = of("tables-fit_outcomes.csv").await;
    assert!(fit.body.contains("client_intake_ors"), "{}", fit.body);
    let pdf = of("report.pdf").await;
    assert_eq!(pdf.headers[header::CONTENT_TYPE], "application/pdf");
    let html = of("report.html").await;
    let disposition = html.headers[header::CONTENT_DISPOSITION].to_str();
    assert!(disposition.expect("told").starts_with("attachment"));
    assert!(
        html.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .expect("a policy")
            .starts_with("sandbox")
    );
    for absent in ["page.html", "no.csv"] {
        assert_eq!(of(absent).await.status, StatusCode::NOT_FOUND, "{absent}");
    }
    let leftover = format!(
        "helhed-evaluation-{}",
        address.rsplit('/').next().expect("an id")
    );
    assert!(
        !std::env::temp_dir().join(leftover).exists(),
        "no rows are left"
    );

    let karen = site.signed_in("karen").await;
    for path in [
        "/evaluations",
        &address,
        &format!("{address}/files/report.pdf"),
    ] {
        assert_eq!(
            karen.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    let refused = karen.post("/evaluations", &order("house", "da")).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    assert_eq!(house.rows_of("evaluation_run").await, 1);
}

#[tokio::test]
async fn one_at_a_time_and_what_was_cut_is_told_and_begun_again() {
    let site = Site::new().await;
    let house = &site.house;
    let mut ctx = house.change(&house.lone).await;
    let before = EvaluationOrder {
        extract: None,
        language: Language::English,
        cohort_before: date(2018, 1, 1),
    };
    // A server that is gone: nobody works on it.
    let begun = start_evaluation(&mut ctx, &before).await.expect("begun");
    ctx.commit().await.expect("committed");
    let address = format!("/evaluations/{}", begun.id);
    let lone = site.signed_in("lone").await;
    let page = lone.get(&address).await;
    assert_eq!(page.texts("ol li").len(), 4);
    assert_eq!(
        page.texts("ol [aria-current=step]"),
        ["Samler oplysninger i gang"]
    );
    let second = lone.post("/evaluations", &order("house", "da")).await;
    assert_eq!(second.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(second.texts("#error-summary li").len(), 1);

    site.later(SILENCE + BEAT);
    let page = lone.get(&address).await;
    assert_eq!(page.texts(".hh-card .hh-badge"), ["Afbrudt"]);
    let names = page.attributes("main form input", "name");
    let values = page.attributes("main form input", "value");
    let fields: Vec<_> = names
        .iter()
        .map(String::as_str)
        .zip(values.iter().map(String::as_str))
        .collect();
    assert!(fields.contains(&("language", "en")) && fields.contains(&("source", "house")));
    let (again, done) = evaluated(&lone, &fields).await;
    assert_ne!(again, address);
    assert_eq!(done.attributes(".hh-report", "lang"), ["en"]);
    // The same form sent twice leads to the same run.
    let twice = lone.post("/evaluations", &fields).await;
    assert_eq!(twice.location(), again);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn register_extracts_are_chosen_by_name_and_faults_told_by_place() {
    let folder = Folder::new("extracts");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join(EXAMPLE);
    for name in ["2019", "2020"] {
        let to = folder.0.join(name);
        fs::create_dir_all(&to).expect("made");
        for entry in fs::read_dir(&example).expect("there").flatten() {
            fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
        }
    }
    let broken = "person_id,benefit,from_date,to_date\nnobody,lottery,2017-01-01,\n";
    fs::write(folder.0.join("2020/support.csv"), broken).expect("written");
    fs::create_dir_all(folder.0.join("not an extract")).expect("made");

    let site = Site::with_extracts(folder.0.clone()).await;
    let lone = site.signed_in("lone").await;
    let desk = lone.get("/evaluations").await;
    let choices = desk.attributes("#source option", "value");
    assert_eq!(choices, ["house", "extract/2019", "extract/2020"]);
    for forged in ["extract/../2019", "extract/not an extract", "extract/", ""] {
        let answer = lone.post("/evaluations", &order(forged, "da")).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{forged}");
    }
    let (_, page) = evaluated(&lone, &order("extract/2019", "da")).await;
    assert!(page.texts(".hh-report figure").len() > 8);
    assert!(!page.body.contains("⟦"));
    let (address, page) = evaluated(&lone, &order("extract/2020", "en")).await;
    assert_eq!(page.texts(".hh-card .hh-badge"), ["Fejl i udtrækket"]);
    assert!(page.body.contains("support.csv row 2"), "the place is told");
    assert!(!page.body.contains("lottery"), "the value is not");
    let none = lone.get(&format!("{address}/files/report.pdf")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

/// The example bundle that ships.
const EXAMPLE: &str = "../../examples/bundle";
