//! What a family costs: the difference per payer first, then the measures it comes from.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::Stop;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::economics::Payer;
use helhed_casework::economy::CostLine;
use helhed_reports::Numbers;
use helhed_reports::economy::unit_name;

use crate::app::App;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;

/// A payer's year: now, under the plan, and what is saved (or, with a minus, spent more).
struct PayerLine {
    key: &'static str,
    /// The class of its sign.
    party: &'static str,
    cells: [String; 3],
}

/// A measure as it is shown.
struct MeasureLine {
    id: String,
    what: String,
    whom: String,
    unit: String,
    units: [String; 2],
    a_year: [String; 2],
    source: String,
    annulled: Option<String>,
}

#[derive(Template)]
#[template(path = "economy/costs.html")]
struct CostsView {
    frame: Frame,
    head: HeadView,
    family: FamilyId,
    payers: Vec<PayerLine>,
    lines: Vec<MeasureLine>,
    annulled: Vec<MeasureLine>,
    may_change: bool,
}

/// Shows what a family costs.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let family = FamilyId::parse(&id).ok_or(Stop::Absent)?;
    let it = super::read(&app, &viewer, family).await?;
    let (w, n) = (viewer.words, Numbers(viewer.words.0));
    let kroner = |dkk: rust_decimal::Decimal| n.fixed(dkk.to_string().parse().unwrap_or(0.0), 0);
    let saved = it.sum.saved();
    let mut payers: Vec<PayerLine> = Payer::PUBLIC
        .iter()
        .enumerate()
        .map(|(at, payer)| {
            let (key, party) = match payer {
                Payer::Region => ("costs-region", "hh-party--region"),
                Payer::State => ("costs-state", "hh-party--state"),
                Payer::Municipality | Payer::Other(_) => {
                    ("costs-municipality", "hh-party--municipality")
                }
            };
            let cells = [it.sum.now[at], it.sum.planned[at], saved[at].1].map(kroner);
            PayerLine { key, party, cells }
        })
        .collect();
    let all = [
        it.sum.now.into_iter().sum(),
        it.sum.planned.into_iter().sum(),
        saved.into_iter().map(|(_, dkk)| dkk).sum(),
    ];
    payers.push(PayerLine {
        key: "costs-all",
        party: "",
        cells: all.map(kroner),
    });
    let whom = |line: &CostLine| match line.cost.facts.concerns {
        None => w.t("costs-whole-family"),
        Some(person) => {
            let found = it.members.iter().find(|member| member.person.id == person);
            found.map_or(String::new(), |member| {
                member.person.given_name.as_str().to_owned()
            })
        }
    };
    let units = |thousandths: i64| {
        let text = n.fixed(thousandths as f64 / 1000.0, 3);
        text.trim_end_matches('0')
            .trim_end_matches([',', '.'])
            .to_owned()
    };
    let text = |line: &Option<helhed_casework::domain::text::Line>| {
        line.as_ref()
            .map_or(String::new(), |line| line.as_str().to_owned())
    };
    let lines = it.lines.iter().map(|line| {
        let facts = &line.cost.facts;
        MeasureLine {
            id: line.cost.id.to_string(),
            what: facts.what.as_str().to_owned(),
            whom: whom(line),
            unit: unit_name(w.0, &text(&facts.unit)),
            units: [units(facts.now.0), units(facts.planned.0)],
            a_year: line.a_year.map(kroner),
            source: text(&facts.source),
            annulled: line.cost.annulled.as_ref().map(|it| it.as_str().to_owned()),
        }
    });
    let (lines, annulled) = lines.partition(|line| line.annulled.is_none());
    show(&CostsView {
        head: HeadView::read(&app, &viewer, family, &uri).await?,
        frame: Frame::new(&app, &viewer, &uri, w.t("costs-title")).about(family),
        may_change: it.may_change,
        family,
        payers,
        lines,
        annulled,
    })
}
