//! Those around a family in words: the rows of the table, and the spots of the picture.

use std::collections::BTreeMap;

use helhed_casework::around::{Around, AroundPage};
use helhed_casework::domain::ids::InvolvementId;
use helhed_casework::domain::involvement::{ContactPoint, InvolvementFacts, Workplace};
use helhed_casework::domain::text::Line;
use helhed_casework::domain::unit::UnitKind;
use jiff::civil::Date;

use crate::app::App;
use crate::words::Words;

/// Whether somebody is there now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// Now.
    Now,
    /// From a day to come.
    Coming,
    /// No longer.
    Ended,
}

impl Standing {
    fn of(facts: &InvolvementFacts, today: Date) -> Self {
        match facts {
            it if it.holds_on(today) => Self::Now,
            it if it.since > today => Self::Coming,
            _ => Self::Ended,
        }
    }

    /// Its code in the sheet's class names.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Now => "now",
            Self::Coming => "coming",
            Self::Ended => "ended",
        }
    }
}

/// One row of the table.
pub(super) struct RowView {
    pub id: InvolvementId,
    pub who: String,
    pub title: String,
    pub place: String,
    pub whom: String,
    pub case: String,
    pub plan: String,
    pub basis: String,
    pub since: Date,
    pub until: Option<Date>,
    pub standing: Standing,
    /// Why it was annulled.
    pub annulled: Option<String>,
}

fn text(line: &Option<Line>) -> String {
    line.as_ref()
        .map_or(String::new(), |line| line.as_str().to_owned())
}

fn place(row: &Around) -> String {
    match (&row.unit, &row.involvement.facts.workplace) {
        (Some((name, _)), _) | (None, Workplace::Named(name)) => name.as_str().to_owned(),
        _ => String::new(),
    }
}

/// The row of one.
pub(super) fn row(app: &App, w: Words, page: &AroundPage, row: &Around, today: Date) -> RowView {
    let facts = &row.involvement.facts;
    let whom = facts.concerns.and_then(|id| {
        let mut members = page.members.iter();
        members.find(|member| member.person.id == id)
    });
    RowView {
        id: row.involvement.id,
        who: facts.professional.as_str().to_owned(),
        title: text(&facts.title),
        place: place(row),
        whom: whom.map_or_else(
            || w.t("around-whole-family"),
            |member| member.person.given_name.as_str().to_owned(),
        ),
        case: text(&facts.case),
        plan: text(&facts.plan),
        basis: facts
            .legal_basis
            .as_ref()
            .map_or(String::new(), |code| w.listed(app, "legal_basis", code)),
        since: facts.since,
        until: facts.until,
        standing: Standing::of(facts, today),
        annulled: row
            .involvement
            .annulled
            .as_ref()
            .map(|line| line.as_str().to_owned()),
    }
}

/// One contact point of the picture: a professional in a workplace, with all they have there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    pub kind: UnitKind,
    pub who: String,
    /// As what, or where.
    pub what: String,
    /// Since when, or until when.
    pub when: String,
    pub standing: Standing,
}

/// The contact points of the picture, each once: those of now first.
pub(super) fn spots(w: Words, page: &AroundPage, today: Date) -> Vec<Spot> {
    let mut points: BTreeMap<ContactPoint, Vec<&Around>> = BTreeMap::new();
    for row in page
        .around
        .iter()
        .filter(|row| row.involvement.annulled.is_none())
    {
        let point = row.involvement.facts.contact_point();
        points.entry(point).or_default().push(row);
    }
    let mut spots: Vec<Spot> = points
        .into_values()
        .map(|rows| spot(w, &rows, today))
        .collect();
    spots.sort_by(|a, b| (a.standing, &a.who).cmp(&(b.standing, &b.who)));
    spots
}

fn spot(w: Words, rows: &[&Around], today: Date) -> Spot {
    let standing_of = |row: &Around| Standing::of(&row.involvement.facts, today);
    let standing = rows
        .iter()
        .map(|row| standing_of(row))
        .min()
        .unwrap_or(Standing::Ended);
    let shown = || rows.iter().filter(|row| standing_of(row) == standing);
    let facts = || shown().map(|row| &row.involvement.facts);
    let first = facts().map(|facts| facts.since).min().unwrap_or(today);
    let last = facts().filter_map(|facts| facts.until).max();
    let when = match (standing, last) {
        (Standing::Ended, Some(day)) => w.with("around-ended", w.day(day)),
        (Standing::Coming, _) => w.with("around-from", w.day(first)),
        _ => w.with("around-since", w.day(first)),
    };
    let mut words: Vec<String> = facts().map(|facts| text(&facts.title)).collect();
    words.extend(rows.iter().take(1).map(|row| place(row)));
    words.retain(|word| !word.is_empty());
    words.dedup();
    Spot {
        kind: rows
            .iter()
            .find_map(|row| row.unit.as_ref().map(|(_, kind)| *kind))
            .unwrap_or(UnitKind::Other),
        who: rows[0].involvement.facts.professional.as_str().to_owned(),
        what: words.join(", "),
        when,
        standing,
    }
}
