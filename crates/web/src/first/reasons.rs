//! Why a need has its place, in plain words.

use helhed_casework::domain::first::Place;
use helhed_casework::domain::ids::NeedId;
use helhed_casework::domain::need::Wish;
use helhed_casework::first::{NeedLine, NeedsPage};

use crate::assessment::name_of;
use crate::words::Words;

/// The title of a need in quotation marks.
fn quoted(w: Words, page: &NeedsPage, id: NeedId) -> String {
    let title = page.need(id).map_or("", |it| it.need.facts.title.as_str());
    w.with("first-quoted", title)
}

fn list(w: Words, page: &NeedsPage, ids: &[NeedId]) -> String {
    let all: Vec<String> = ids.iter().map(|id| quoted(w, page, *id)).collect();
    match &all[..] {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => w.args(
            "first-and",
            &[("most", &most.join(", ")), ("last", last.as_str())],
        ),
    }
}

/// "Liv eller sikkerhed er på spil (12), der skal ske noget nu (6), …": what is nothing is not told.
fn weight(w: Words, place: &Place, line: &NeedLine, wish: Option<Wish>) -> String {
    let facts = &line.need.facts;
    let mut parts = vec![(w.t(facts.severity.label_key()), place.weight.severity)];
    parts.push((w.t(facts.urgency.label_key()), place.weight.urgency));
    parts.extend(wish.map(|it| (w.t(it.label_key()), place.weight.wish)));
    parts.push((
        w.n("first-waits", place.holds_back),
        place.weight.holds_back,
    ));
    let told: Vec<String> = parts
        .into_iter()
        .filter(|(_, points)| *points > 0)
        .map(|(words, points)| {
            w.args(
                "first-part",
                &[("it", words.as_str()), ("points", &points.to_string())],
            )
        })
        .collect();
    w.args(
        "first-weight",
        &[
            ("total", &place.weight.total().to_string()),
            ("parts", &told.join(", ")),
        ],
    )
}

/// Every reason for the place of a need, one a sentence.
pub(super) fn reasons(w: Words, page: &NeedsPage, place: &Place, line: &NeedLine) -> Vec<String> {
    let mut all = Vec::new();
    if page.order.holds_most.contains(&place.need) {
        all.push(w.n("first-most", place.holds_back));
    }
    // In a circle some of what stands in the way comes later: that is told as the circle.
    let at = |id: NeedId| page.order.places.iter().position(|it| it.need == id);
    let is_earlier = |id: &NeedId| at(*id) < at(place.need);
    let after: Vec<NeedId> = place.after.iter().copied().filter(is_earlier).collect();
    if !after.is_empty() {
        all.push(w.with("first-after", list(w, page, &after)));
    }
    if !place.before.is_empty() {
        all.push(w.with("first-before", list(w, page, &place.before)));
    }
    if let Some(sake) = place.for_the_sake_of.filter(|it| !is_earlier(it)) {
        all.push(w.with("first-sake", quoted(w, page, sake)));
    }
    if place.in_circle {
        all.push(w.t("first-in-circle"));
    }
    let wishes = page.wishes.iter().filter(|it| it.need == place.need);
    let strongest = wishes.map(|it| it.wish).max();
    all.push(weight(w, place, line, strongest));
    all
}

/// "Karina: helst først", for everybody who has wished.
pub(super) fn wishes(w: Words, page: &NeedsPage, need: NeedId) -> Vec<String> {
    let of = page.wishes.iter().filter(|it| it.need == need);
    of.filter_map(|it| {
        let name = name_of(&page.named, it.person)?;
        Some(format!("{name}: {}", w.t(it.wish.label_key())))
    })
    .collect()
}

/// "“A” → “B” → “A”", for each circle, and with what to begin.
pub(super) fn circles(w: Words, page: &NeedsPage) -> Vec<String> {
    let told = |circle: &Vec<NeedId>| {
        let round = circle.iter().chain(circle.first());
        let way: Vec<String> = round.map(|id| quoted(w, page, *id)).collect();
        let mut places = page.order.places.iter();
        let heaviest = places.find(|place| circle.contains(&place.need));
        let begin = heaviest.map_or_else(String::new, |it| quoted(w, page, it.need));
        w.args(
            "first-circle",
            &[("way", &way.join(" → ")), ("begin", begin.as_str())],
        )
    };
    page.order.circles.iter().map(told).collect()
}
