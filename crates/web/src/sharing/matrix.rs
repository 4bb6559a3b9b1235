//! People, categories and parties as a table for each person: what may be seen, why, until when.

use helhed_casework::domain::consent::{Party, Stance};
use helhed_casework::domain::share::Share;
use helhed_casework::sharing::{PersonLine, SharingPage};

use crate::app::App;
use crate::words::Words;

use super::names::{Names, joined, last_day};

/// What is said of one category and one party.
pub(super) struct Cell {
    /// Whether it may be seen.
    pub open: bool,
    /// The law.
    pub basis: String,
    /// "til 3. maj 2027".
    pub until: String,
}

/// A category, with a cell for each column; `None` where nothing is said.
pub(super) struct Row {
    pub category: String,
    pub cells: Vec<(String, Option<Cell>)>,
}

/// A person's table.
pub(super) struct Table {
    pub id: String,
    pub name: String,
    /// Nobody can consent: a child whose custody is not written down.
    pub nobody_decides: bool,
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
    /// Parties that see nothing about the person.
    pub nothing_with: String,
}

fn cell(app: &App, w: Words, shares: &[&Share]) -> Option<Cell> {
    // What is open stands before what is closed: a yes given after a no.
    let best = shares
        .iter()
        .max_by_key(|it| (it.stance == Stance::Gives, it.until))?;
    Some(Cell {
        open: best.stance == Stance::Gives,
        basis: w.listed(app, "sharing_basis", &best.legal_basis),
        until: w.with("sharing-until", last_day(w, best.until)),
    })
}

fn table(app: &App, w: Words, names: &Names, page: &SharingPage, line: &PersonLine) -> Table {
    let has = |party: &&Party| line.shares.iter().any(|it| it.to == **party);
    let (columns, without): (Vec<&Party>, Vec<&Party>) =
        page.parties.iter().partition(|party| has(party));
    let said = |code: &str| line.shares.iter().any(|it| it.category == code);
    let codes = app.casework.lists().ever("category");
    let rows = codes.filter(|code| said(&code.code)).map(|code| Row {
        category: w.code(code),
        cells: columns
            .iter()
            .map(|party| {
                let these: Vec<&Share> = line
                    .shares
                    .iter()
                    .filter(|it| it.to == **party && it.category == code.code)
                    .collect();
                (names.party(**party), cell(app, w, &these))
            })
            .collect(),
    });
    let other = |it: &&&Party| **it != &Party::Person(line.kin.id);
    Table {
        id: line.kin.id.to_string(),
        name: line.kin.given_name.as_str().to_owned(),
        nobody_decides: line.givers.is_empty(),
        rows: rows.collect(),
        columns: columns.iter().map(|it| names.party(**it)).collect(),
        nothing_with: joined(without.iter().filter(other).map(|it| names.party(**it))),
    }
}

/// A table for each person who belongs to the family now, or about whom something holds.
pub(super) fn tables(app: &App, w: Words, names: &Names, page: &SharingPage) -> Vec<Table> {
    let shown = |it: &&PersonLine| it.kin.now || !it.shares.is_empty();
    let people = page.people.iter().filter(shown);
    people.map(|it| table(app, w, names, page, it)).collect()
}
