//! What people are, and are to each other, in plain sentences.

use helhed_casework::domain::custody::{Custody, CustodyKind};
use helhed_casework::domain::ids::PersonId;
use helhed_casework::domain::person::{Birth, PersonCard};
use helhed_casework::domain::relation::Relation;
use helhed_casework::family::Member;
use jiff::civil::Date;

use crate::app::App;
use crate::words::Words;

/// "31 år", "under 1 år", "ventes 24. november 2026"; nothing where nothing is known.
pub(crate) fn how_old(w: Words, birth: Birth, today: Date) -> String {
    match (birth.age_on(today), birth.expected()) {
        (Some(0), _) => w.t("person-under-one"),
        (Some(age), _) => w.n("person-age", age),
        (None, Some(day)) => w.with("person-expected", w.day(day)),
        (None, None) => w.t("person-age-unknown"),
    }
}

/// The name of one of the family, or that it is somebody outside it.
fn name_of(w: Words, members: &[Member], id: PersonId) -> String {
    members
        .iter()
        .find(|member| member.person.id == id)
        .map_or_else(
            || w.t("person-outside"),
            |member| member.person.given_name.as_str().to_owned(),
        )
}

/// "Mette er forælder til Ida".
pub(super) fn relation(app: &App, w: Words, members: &[Member], it: &Relation) -> String {
    let kind = w.listed(app, "relation", &it.kind);
    w.args(
        "relation-sentence",
        &[
            ("person", &name_of(w, members, it.person)),
            ("kind", &kind),
            ("other", &name_of(w, members, it.other)),
        ],
    )
}

/// Who holds custody of a child on a day and, where that is set already, from a later one: a sentence for each.
pub(super) fn custody(
    w: Words,
    members: &[Member],
    child: &PersonCard,
    rows: &[Custody],
    today: Date,
) -> Vec<String> {
    let stands = |row: &&Custody| {
        row.child == child.id && row.to.is_none_or(|to| to >= today && to >= row.from)
    };
    let mut sentences = Vec::new();
    let mut starts: Vec<(Date, CustodyKind)> = Vec::new();
    for row in rows.iter().filter(stands) {
        if !starts.contains(&(row.from, row.kind)) {
            starts.push((row.from, row.kind));
        }
    }
    for (from, kind) in starts {
        let holders: Vec<String> = rows
            .iter()
            .filter(stands)
            .filter(|row| (row.from, row.kind) == (from, kind))
            .map(|row| name_of(w, members, row.holder))
            .collect();
        let key = match (kind, from > today) {
            (CustodyKind::Joint, false) => "custody-joint-since",
            (CustodyKind::Sole, false) => "custody-sole-since",
            (CustodyKind::Joint, true) => "custody-joint-from",
            (CustodyKind::Sole, true) => "custody-sole-from",
        };
        let holders = match &holders[..] {
            [one, other] => w.args("custody-two", &[("one", one), ("other", other)]),
            other => other.join(", "),
        };
        sentences.push(w.args(key, &[("holders", &holders), ("day", &w.day(from))]));
    }
    sentences
}
