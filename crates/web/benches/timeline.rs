//! How fast the pictures of a family come: twelve people, three years, 2,000 events, on SQLite in a file. Figures, not a test:
//! `cargo bench -p helhed-web --bench timeline`.

#![expect(clippy::disallowed_methods, reason = "a benchmark measures")]

#[path = "../tests/pages/support/mod.rs"]
mod support;

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use helhed_casework::contact::{LogContact, log_contact};
use helhed_casework::domain::family::MemberRole;
use helhed_casework::domain::measure::MeasureKind;
use helhed_casework::domain::person::Birth;
use helhed_casework::plan::{SetMeasure, set_measure};
use helhed_casework::storage::Address;
use helhed_casework::testing::{AFamily, House, a_call, a_measure};
use jiff::ToSpan;
use jiff::civil::date;

use support::{Client, Site};

const PEOPLE: i32 = 12;
const CONTACTS: i64 = 1_880;
const MEASURES: i32 = 120;
const READINGS: usize = 300;

/// A family of twelve with 2,000 events over three years.
async fn fill(holm: &AFamily<'_>) {
    let mut people = vec![holm.mother, holm.child];
    for number in 2..PEOPLE {
        let born = date(2008 + (number % 12) as i16, 3, 2);
        let name = format!("Barn {number}");
        people.push(
            holm.joined(&name, MemberRole::Child, Birth::Born(born))
                .await,
        );
    }
    let house = holm.house;
    let mut ctx = house.change(&house.karen).await;
    for number in 0..CONTACTS {
        let at = house.now() - (number * 14).hours();
        let mut facts = a_call(at);
        facts.people = vec![
            people[(number % 12) as usize],
            people[((number + 5) % 12) as usize],
        ];
        let command = LogContact {
            family: holm.id,
            facts,
        };
        log_contact(&mut ctx, command).await.expect("logged");
    }
    for number in 0..MEASURES {
        let kind = MeasureKind::ALL[number as usize % MeasureKind::ALL.len()];
        let from = date(2024, 1, 5).saturating_add((number * 8).days());
        let mut facts = a_measure(kind, &format!("Indsats nummer {number}"), from);
        facts.concerns = Some(holm.mother);
        facts.until = Some(from.saturating_add((30 + number).days()));
        let family = holm.id;
        set_measure(&mut ctx, SetMeasure { family, facts })
            .await
            .expect("set");
    }
    ctx.commit().await.expect("committed");
}

async fn measure(client: &Client<'_>, what: &str, path: &str) {
    let mut times: Vec<Duration> = Vec::with_capacity(READINGS);
    for _ in 0..READINGS {
        let began = Instant::now();
        let page = client.get(path).await;
        times.push(began.elapsed());
        assert_eq!(page.status, StatusCode::OK, "{path}");
    }
    times.sort();
    let at = |share: f64| {
        let place = ((READINGS - 1) as f64 * share) as usize;
        times[place].as_secs_f64() * 1_000.0
    };
    println!("| {what} | {:.2} ms | {:.2} ms |", at(0.5), at(0.99));
}

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(run());
}

async fn run() {
    let name = format!("helhed-timeline-{}.db", std::process::id());
    let file = std::env::temp_dir().join(name);
    let site = Site::of(House::at(&Address::SqliteFile(file.clone())).await).await;
    let holm = site.house.a_family("Holm").await;
    let holm = holm.taken_in_by(&site.house.karen).await;
    fill(&holm).await;
    let karen = site.signed_in("karen").await;
    println!(
        "| {PEOPLE} people, {} events | median | 99 % |",
        CONTACTS + i64::from(MEASURES)
    );
    println!("|---|---|---|");
    let root = format!("/families/{}", holm.id);
    let three_years = "timeline?zoom=three_years&from=2023-11-25";
    measure(
        &karen,
        "timeline, three years",
        &format!("{root}/{three_years}"),
    )
    .await;
    measure(&karen, "timeline, half a year", &format!("{root}/timeline")).await;
    measure(&karen, "genogram", &format!("{root}/genogram")).await;
    let paper = three_years.replace("timeline?", "timeline/pdf?");
    measure(
        &karen,
        "timeline as PDF, three years",
        &format!("{root}/{paper}"),
    )
    .await;
    for end in ["", "-wal", "-shm"] {
        let mut path = file.clone().into_os_string();
        path.push(end);
        std::fs::remove_file(path).ok();
    }
}
