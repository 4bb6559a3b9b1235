//! Two scenarios or more beside each other.

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::domain::day::day_of;
use helhed_casework::economy::economy_desk;
use helhed_reports::Numbers;
use helhed_reports::economy::Headline;

use super::computed::Outcome;
use crate::app::App;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;

/// The most scenarios beside each other.
const MOST: usize = 6;

struct Compared {
    id: String,
    name: String,
    evidence: String,
}

#[derive(Template)]
#[template(path = "economy/compare.html")]
struct CompareView {
    frame: Frame,
    compared: Vec<Compared>,
    /// What is compared, and the cell of each scenario.
    rows: Vec<(String, Vec<String>)>,
    /// Saved scenarios that rest on a price that is there no more.
    unreadable: Vec<String>,
}

/// Compares the scenarios that the address names.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let w = viewer.words;
    let asked: Vec<String> = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
        .filter(|(name, _)| name == "s")
        .map(|(_, value)| value.into_owned())
        .collect();
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let desk = economy_desk(&mut reading).await?.into_inner();
    let (mut computed, mut unreadable) = (Vec::new(), Vec::new());
    let year = day_of(app.now()).year();
    let wanted = desk
        .scenarios
        .iter()
        .filter(|it| asked.contains(&it.id.to_string()));
    for scenario in wanted.take(MOST) {
        match desk
            .case(scenario, year)
            .and_then(|case| Outcome::of(&case))
        {
            Some(outcome) => computed.push((scenario, outcome)),
            None => unreadable.push(scenario.name.as_str().to_owned()),
        }
    }
    let mut payers: Vec<String> = Vec::new();
    for (_, outcome) in &computed {
        for (payer, _) in outcome.by_payer(w) {
            if !payers.contains(&payer) {
                payers.push(payer);
            }
        }
    }
    let headlines: Vec<Headline> = computed
        .iter()
        .map(|(_, outcome)| outcome.headline(w))
        .collect();
    let facts = headlines.first().map_or(&[][..], |first| &first.facts);
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    for (at, (fact, _)) in facts.iter().enumerate() {
        let cells = headlines.iter().map(|it| it.facts[at].1.clone());
        rows.push((fact.clone(), cells.collect()));
    }
    for payer in payers {
        let sum = |outcome: &Outcome| {
            let sums = outcome.by_payer(w);
            sums.iter()
                .find(|(it, _)| *it == payer)
                .map_or(0.0, |(_, sum)| *sum)
        };
        let cells = computed
            .iter()
            .map(|(_, outcome)| Numbers(w.0).fixed(sum(outcome), 0));
        rows.push((w.with("economy-payer-gains", &payer), cells.collect()));
    }
    let compared = computed
        .iter()
        .zip(headlines)
        .map(|((scenario, _), headline)| Compared {
            id: scenario.id.to_string(),
            name: scenario.name.as_str().to_owned(),
            evidence: headline.evidence,
        });
    let compared = compared.collect();
    show(&CompareView {
        frame: Frame::new(&app, &viewer, &uri, w.t("economy-compare")),
        compared,
        rows,
        unreadable,
    })
}
