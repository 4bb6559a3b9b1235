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

/// What an item says, whole, in the reader's words: a rating is kept in tenths, its four items first and then its total.
pub(super) fn said(w: Words, item: &CaseItem) -> String {
    if item.part != CasePart::Rating {
        return item.text.clone();
    }
    let tenths: Vec<Option<i64>> = item.text.split(' ').map(|it| it.parse().ok()).collect();
    let points = |tenths: i64| Numbers(w.0).fixed(tenths as f64 / 10.0, 1);
    let (total, items) = match tenths.split_last() {
        Some((total, items)) => (*total, items),
        None => (None, &[][..]),
    };
    // A total that was taken over from elsewhere stands alone; that of four answered items is their sum.
    let sum = || items.iter().copied().sum::<Option<i64>>();
    let mut told: Vec<String> = Vec::new();
    if items.iter().any(Option::is_some) {
        let skipped = || w.t("rating-skipped");
        let line = |(at, it): (usize, &Option<i64>)| {
            let name = w.join("rating-item-", &(at + 1).to_string());
            format!("{name}: {}", it.map_or_else(skipped, points))
        };
        told.extend(items.iter().enumerate().map(line));
    }
    if let Some(total) = total.or_else(sum) {
        told.push(format!("{}: {}", w.t("rating-total"), points(total)));
    }
    told.join(" · ")
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

#[cfg(test)]
mod tests {
    use super::*;
    use helhed_casework::domain::account::Language;
    use uuid::Uuid;

    fn rated(text: &str) -> CaseItem {
        CaseItem {
            part: CasePart::Rating,
            id: Uuid::nil().into(),
            at: None,
            day: None,
            code: Some("ors".into()),
            text: text.into(),
            more: None,
            by: None,
            about: Vec::new(),
            restricted: false,
            annulled: None,
            crisis: false,
        }
    }

    #[test]
    fn a_rating_tells_its_items_before_its_total() {
        let w = Words(Language::English);
        assert_eq!(
            said(w, &rated("75 80 60 65 -")),
            "First line: 7.5 · Second line: 8.0 · Third line: 6.0 · Fourth line: 6.5 · Total: 28.0"
        );
        // One was skipped: there is no total.
        assert_eq!(
            said(w, &rated("75 - 60 65 -")),
            "First line: 7.5 · Second line: skipped · Third line: 6.0 · Fourth line: 6.5"
        );
        assert_eq!(said(w, &rated("- - - - 281")), "Total: 28.1");
    }
}
