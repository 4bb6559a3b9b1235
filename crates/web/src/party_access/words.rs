//! An item of a case in the reader's words, as it is given.

use helhed_casework::domain::day::day_of;
use helhed_casework::domain::method::ChecklistItem;
use helhed_casework::domain::party_access::{CasePart, Handling};
use helhed_casework::party_access::{CaseItem, PackageItem};
use helhed_reports::Numbers;

use crate::app::App;
use crate::words::Words;

/// An item in words.
pub(super) struct ItemWords {
    /// What it is, of which day, of which kind.
    pub heading: String,
    /// What it says, as it is given; nothing where it is held back.
    pub text: Option<String>,
    /// Who wrote it and whom it is about, as they are given.
    pub beside: String,
    /// What is done with it.
    pub handling: Handling,
    /// Why it is not given whole, in the words of the list.
    pub reason: String,
    /// Why it was annulled, as it is given.
    pub annulled: Option<String>,
}

/// The words of an item's kind or category.
fn kind(app: &App, w: Words, item: &PackageItem) -> Option<String> {
    let code = item.item.code.as_deref()?;
    match item.item.part {
        CasePart::Note
        | CasePart::Document
        | CasePart::Statement
        | CasePart::Assessment
        | CasePart::Need => Some(w.listed(app, "category", code)),
        CasePart::Contact => w.find(&format!("contact-{code}")),
        CasePart::Consent => w.find(&format!("stance-{code}")),
        CasePart::Task => w.find(&format!("task-{code}")),
        CasePart::Map => w.find(&format!("map-part-{code}")),
        CasePart::Goal => w.find(&format!("horizon-{code}")),
        CasePart::Rating => w.find(&format!("instrument-{code}")),
        CasePart::MethodAction => ChecklistItem::of_code(code).map(|it| it.words(w.0).to_owned()),
        _ => None,
    }
}

/// What an item says, whole, in the reader's words: a rating is kept in tenths.
pub(super) fn said(w: Words, item: &CaseItem) -> String {
    if item.part != CasePart::Rating {
        return item.text.clone();
    }
    let points = |tenths: &str| {
        let tenths: Option<f64> = tenths.parse().ok();
        tenths.map(|tenths| Numbers(w.0).fixed(tenths / 10.0, 1))
    };
    let mut kept: Vec<Option<String>> = item.text.split(' ').map(points).collect();
    if let Some(total) = kept.pop().flatten() {
        return format!("{}: {total}", w.t("rating-total"));
    }
    let skipped = || w.t("rating-skipped");
    let kept = kept.into_iter().map(|it| it.unwrap_or_else(skipped));
    kept.collect::<Vec<_>>().join(" · ")
}

/// Puts an item into words. One that is held back tells what it is and of which day, and no more.
pub(super) fn in_words(app: &App, w: Words, item: &PackageItem) -> ItemWords {
    let inner = &item.item;
    let day = inner.day.or(inner.at.map(day_of));
    let is_held_back = item.handling() == Handling::Exempt;
    let kind = kind(app, w, item).filter(|_| !is_held_back);
    let heading = [
        Some(w.t(inner.part.label_key())),
        day.map(|day| w.day(day)),
        kind,
        (inner.crisis && !is_held_back).then(|| w.t("event-crisis")),
    ];
    let more = inner.more.as_deref().and_then(|more| item.given(more));
    let text = item.given(&said(w, inner)).map(|text| match more {
        Some(more) if text.is_empty() => more,
        Some(more) => format!("{text}\n{more}"),
        None => text,
    });
    let by = inner.by.as_ref().map(|by| by.as_str().to_owned());
    let about = item.given_about().join(", ");
    let about = (!about.is_empty()).then(|| w.with("package-about", about));
    let beside: Vec<String> = by
        .into_iter()
        .chain(about)
        .filter(|_| !is_held_back)
        .collect();
    ItemWords {
        heading: heading.into_iter().flatten().collect::<Vec<_>>().join(", "),
        text,
        beside: beside.join(" · "),
        handling: item.handling(),
        reason: item
            .exemption()
            .map(|code| w.listed(app, "exemption", code))
            .unwrap_or_default(),
        annulled: inner
            .annulled
            .as_deref()
            .and_then(|reason| item.given(reason)),
    }
}
