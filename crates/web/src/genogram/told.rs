//! The genogram in sentences: who everybody is, what they are to each other, how close they are.

use helhed_casework::domain::ids::PersonId;
use helhed_casework::genogram::{Figure, GenogramPage};
use jiff::civil::Date;

use crate::app::App;
use crate::people::how_old;
use crate::words::Words;

/// Given and family name.
pub(super) fn full_name(figure: &Figure) -> String {
    format!(
        "{} {}",
        figure.given_name.as_str(),
        figure.family_name.as_str()
    )
}

/// The given name of somebody on it.
pub(super) fn name_of(page: &GenogramPage, id: PersonId) -> String {
    let found = page.people.iter().find(|it| it.id == id);
    found.map_or_else(String::new, |it| it.given_name.as_str().to_owned())
}

/// "36 år", "1950–2019", "død": what stands below a name on the picture.
pub(super) fn below(w: Words, figure: &Figure, today: Date) -> String {
    let year = |day: Date| day.year().to_string();
    let Some(death) = figure.death else {
        let age = match figure.birth {
            helhed_casework::domain::person::Birth::Unknown => String::new(),
            birth => how_old(w, birth, today),
        };
        return match figure.left {
            Some(_) if age.is_empty() => w.t("genogram-left"),
            Some(_) => format!("{age}, {}", w.t("genogram-left")),
            None => age,
        };
    };
    match (figure.birth.born(), death.on) {
        (Some(born), Some(on)) => format!("{}–{}", year(born), year(on)),
        (None, Some(on)) => format!("† {}", year(on)),
        (Some(born), None) => format!("* {}, {}", year(born), w.t("genogram-dead")),
        (None, None) => w.t("genogram-dead"),
    }
}

/// "Inger Holm: uden for familien, 1950–2019, død."
pub(super) fn person(w: Words, figure: &Figure, today: Date) -> String {
    let mut said = vec![match figure.role {
        Some(role) => w.t(role.label_key()),
        None => w.t("genogram-outside"),
    }];
    let below = below(w, figure, today);
    if !below.is_empty() {
        said.push(below);
    }
    if figure.death.is_some_and(|it| it.on.is_some()) {
        said.push(w.t("genogram-dead"));
    }
    format!("{}: {}.", full_name(figure), said.join(", "))
}

/// What two are to each other, and since when it is over.
pub(super) fn relation(
    app: &App,
    w: Words,
    page: &GenogramPage,
    it: &helhed_casework::domain::relation::Relation,
) -> String {
    let kind = w.listed(app, "relation", &it.kind);
    let said = w.args(
        "relation-sentence",
        &[
            ("person", &name_of(page, it.person)),
            ("kind", &kind),
            ("other", &name_of(page, it.other)),
        ],
    );
    match it.ended {
        Some(on) => format!("{said} ({}).", w.with("relation-until", w.day(on))),
        None => format!("{said}."),
    }
}

/// How close two are.
pub(super) fn bond(
    w: Words,
    page: &GenogramPage,
    it: &helhed_casework::domain::genogram::Bond,
) -> String {
    w.args(
        &format!("bond-{}", it.closeness.code()),
        &[
            ("one", &name_of(page, it.one)),
            ("other", &name_of(page, it.other)),
        ],
    )
}

/// Everything on the picture, a sentence each.
pub(super) fn sentences(app: &App, w: Words, page: &GenogramPage, today: Date) -> Vec<String> {
    let people = page.people.iter().map(|it| person(w, it, today));
    let relations = page.relations.iter().map(|it| relation(app, w, page, it));
    let bonds = page.bonds.iter().map(|it| bond(w, page, it));
    people.chain(relations).chain(bonds).collect()
}
