//! Minutes as they are read from beginning to end: aloud, on paper, or by somebody who says whether it was like that.

use jiff::civil::Date;

use helhed_casework::domain::ids::{MinutesSectionId, PersonId};
use helhed_casework::domain::minutes::{LineKind, Section, deciding};
use helhed_casework::minutes::{Addendum, Became, LineRow};

use crate::app::App;
use crate::words::Words;

/// A line that somebody reads.
pub(super) struct ToldLine {
    pub kind: LineKind,
    /// The words, without the sign.
    pub words: String,
    /// What it became: "Karen, senest fredag".
    pub became: String,
}

impl ToldLine {
    /// Whether it stands out: something was decided.
    pub(super) fn is_decided(&self) -> bool {
        self.kind != LineKind::Said
    }
}

/// What was added to a section after the minutes were closed.
pub(super) struct ToldAddendum {
    pub body: String,
    /// Who wrote it, and when.
    pub by: String,
}

/// A section that somebody reads.
pub(super) struct ToldSection {
    pub id: MinutesSectionId,
    pub title: String,
    /// Whom it is about, and its category.
    pub about: String,
    pub is_restricted: bool,
    pub lines: Vec<ToldLine>,
    pub addenda: Vec<ToldAddendum>,
}

/// What a line became, in words.
fn became(w: Words, it: &Became, today: Date) -> String {
    match it {
        Became::Task { owner, due, .. } => match due {
            Some(due) => {
                let due = w.weekday(*due, today);
                w.args("told-who-by", &[("name", owner.as_str()), ("day", &due)])
            }
            None => owner.as_str().to_owned(),
        },
        Became::Goal { target, .. } => target.map_or_else(String::new, |day| w.weekday(day, today)),
        Became::Appointment { starts, .. } => w.moment(*starts, today),
        Became::Need { .. } => w.t("told-first"),
    }
}

fn line(w: Words, row: &LineRow, today: Date) -> Option<ToldLine> {
    let body = row.line.body.as_ref()?.as_str();
    let words = deciding(body).words.trim();
    (!words.is_empty()).then(|| ToldLine {
        kind: row.line.kind,
        words: words.to_owned(),
        became: row
            .became
            .as_ref()
            .map_or_else(String::new, |it| became(w, it, today)),
    })
}

/// The sections in order, with their lines and what was added to them. Empty lines are left out, and so are sections in which nothing was
/// written.
pub(super) fn told(
    (app, w, today): (&App, Words, Date),
    (sections, lines, addenda): (&[Section], &[LineRow], &[Addendum]),
    name: impl Fn(PersonId) -> Option<String>,
) -> Vec<ToldSection> {
    let section = |section: &Section| {
        let own = lines.iter().filter(|it| it.line.section == section.id);
        let added = addenda.iter().filter(|it| it.section == section.id);
        let facts = &section.facts;
        let person = facts.person.and_then(&name);
        let person = person.unwrap_or_else(|| w.t("note-whole-family"));
        let category = w.listed(app, "category", &facts.category);
        ToldSection {
            id: section.id,
            title: facts.title.as_str().to_owned(),
            about: match person.as_str() {
                "" => category,
                person => format!("{person} · {category}"),
            },
            is_restricted: facts.restricted,
            lines: own.filter_map(|it| line(w, it, today)).collect(),
            addenda: added
                .map(|it| ToldAddendum {
                    body: it.body.as_str().to_owned(),
                    by: format!("{}, {}", it.by_name.as_str(), w.moment(it.at, today)),
                })
                .collect(),
        }
    };
    let all = sections.iter().map(section);
    all.filter(|it| !it.lines.is_empty() || !it.addenda.is_empty())
        .collect()
}
