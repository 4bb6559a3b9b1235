//! From decision to action, over all families.

use askama::Template;

use helhed_casework::agreed::{DecisionTimes, decision_times_page};

use super::{done_of, median_in};
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::place::Place;

/// A row of the table: what of, and how long it took; nothing where it is withheld.
struct RowView {
    name: String,
    times: Option<DecisionTimes>,
}

#[derive(Template)]
#[template(path = "agreed/times.html")]
struct TimesView {
    frame: Frame,
    families: i64,
    /// How it goes with all of them, and how fast; nothing where it is withheld.
    all: Option<(String, String)>,
    by_kind: Vec<RowView>,
    halves: Vec<RowView>,
}

/// The page.
pub(super) async fn page(place: Place) -> PageResult {
    let it = decision_times_page(&mut place.reading())
        .await?
        .into_inner();
    let w = place.w();
    let by_kind = it.by_kind.iter().map(|(kind, times)| RowView {
        name: w.t(kind.label_key()),
        times: *times,
    });
    let halves = it.halves.iter().map(|half| {
        let (year, number) = (half.year.to_string(), half.half.to_string());
        let parts: &[(&str, &str)] = &[("year", &year), ("half", &number)];
        RowView {
            name: w.args("decisions-half", parts),
            times: half.times,
        }
    });
    show(&TimesView {
        frame: Frame::new(
            &place.app,
            &place.viewer,
            &place.uri,
            w.t("decisions-title"),
        ),
        families: it.families as i64,
        all: it
            .all
            .map(|all| (done_of(w, all.done, all.decided), median_in(w, &all))),
        by_kind: by_kind.collect(),
        halves: halves.collect(),
    })
}
