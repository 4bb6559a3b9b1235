//! Minutes in words: sections with their lines, and what was said to them.

use std::collections::HashSet;

use helhed_casework::domain::ids::{MinutesLineId, MinutesRemarkId, MinutesSectionId, PersonId};
use helhed_casework::domain::minutes::{LineKind, RemarkKind, Section, deciding};
use helhed_casework::minutes::{Followed, LineRow, RemarkRow};

use crate::app::App;
use crate::words::Words;

/// How many lines of a section are shown at first; what came before is fetched when it is asked for.
const SHOWN: usize = 300;

/// A line.
pub(super) struct LineView {
    pub id: MinutesLineId,
    pub place: i64,
    pub section: MinutesSectionId,
    pub kind: LineKind,
    /// The sign with what stands around it, and the words after it: together what was typed.
    pub sign: String,
    pub words: String,
    pub is_gone: bool,
    /// Somebody has said that it is not like that.
    pub is_questioned: bool,
}

impl LineView {
    /// What was typed.
    pub(super) fn body(&self) -> String {
        format!("{}{}", self.sign, self.words)
    }
}

/// A section with its lines.
pub(super) struct SectionView {
    pub id: MinutesSectionId,
    pub title: String,
    /// Whom it is about, and its category: "Tobias, helbred".
    pub about: String,
    pub is_restricted: bool,
    pub lines: Vec<LineView>,
    /// How many lines stand before those that are shown.
    pub earlier: usize,
}

impl SectionView {
    /// The text of a section, as it stands in a field.
    pub(super) fn text(&self) -> String {
        let lines: Vec<String> = self.lines.iter().map(LineView::body).collect();
        lines.join("\n")
    }

    /// The ids of its lines, in order.
    pub(super) fn ids(&self) -> String {
        joined(self.lines.iter().map(|it| it.id))
    }

    /// The places of its lines, in order.
    pub(super) fn places(&self) -> String {
        joined(self.lines.iter().map(|it| it.place))
    }
}

/// What somebody said to the minutes.
pub(super) struct RemarkView {
    pub id: MinutesRemarkId,
    pub line: Option<MinutesLineId>,
    pub section: MinutesSectionId,
    pub section_title: String,
    pub kind: RemarkKind,
    pub body: String,
    pub by: String,
    pub is_settled: bool,
}

impl RemarkView {
    /// Where on the page the passage is that it is about.
    pub(super) fn anchor(&self) -> String {
        match self.line {
            Some(line) => format!("#l-{line}"),
            None => format!("#s-{}", self.section),
        }
    }
}

pub(super) fn joined(all: impl Iterator<Item = impl ToString>) -> String {
    all.map(|it| it.to_string()).collect::<Vec<_>>().join(" ")
}

pub(super) fn line(row: &LineRow, questioned: &HashSet<MinutesLineId>) -> LineView {
    let it = &row.line;
    let body = it.body.as_ref().map_or("", |it| it.as_str());
    // What is decided is the end of what was typed.
    let (sign, words) = body.split_at(body.len() - deciding(body).words.len());
    LineView {
        id: it.id,
        place: it.place,
        section: it.section,
        kind: it.kind,
        sign: sign.to_owned(),
        words: words.to_owned(),
        is_gone: it.removed_at.is_some(),
        is_questioned: questioned.contains(&it.id),
    }
}

/// Lines of which somebody has said that they are not like that.
pub(super) fn questioned(remarks: &[RemarkRow]) -> HashSet<MinutesLineId> {
    let waits = |it: &&RemarkRow| {
        it.remark.settled_at.is_none() && it.remark.kind == RemarkKind::NotLikeThat
    };
    remarks
        .iter()
        .filter(waits)
        .filter_map(|it| it.remark.line)
        .collect()
}

/// Which sections are shown whole.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    /// All of them.
    All,
    /// The one that somebody asked for.
    One(Option<MinutesSectionId>),
}

/// The sections with their lines. A long section begins with its last lines.
pub(super) fn sections(
    app: &App,
    w: Words,
    begun: &Followed,
    name: impl Fn(PersonId) -> Option<String>,
    whole: Whole,
) -> Vec<SectionView> {
    let questioned = questioned(&begun.remarks);
    let view = |section: &Section| {
        let own = begun
            .lines
            .iter()
            .filter(|it| it.line.section == section.id);
        let mut lines: Vec<LineView> = own.map(|it| line(it, &questioned)).collect();
        let is_whole = whole == Whole::All || whole == Whole::One(Some(section.id));
        let earlier = match is_whole {
            true => 0,
            false => lines.len().saturating_sub(SHOWN),
        };
        let facts = &section.facts;
        let person = facts.person.and_then(&name);
        let person = person.unwrap_or_else(|| w.t("note-whole-family"));
        let category = w.listed(app, "category", &facts.category);
        SectionView {
            id: section.id,
            title: facts.title.as_str().to_owned(),
            about: format!("{person} · {category}"),
            is_restricted: facts.restricted,
            lines: lines.split_off(earlier),
            earlier,
        }
    };
    begun.sections.iter().map(view).collect()
}

/// What was said and waits, or was settled since the page was read.
pub(super) fn remarks(begun: &Followed) -> Vec<RemarkView> {
    let view = |row: &RemarkRow| {
        let it = &row.remark;
        let section = begun.section(it.section);
        RemarkView {
            id: it.id,
            line: it.line,
            section: it.section,
            section_title: section
                .map_or_else(String::new, |it| it.facts.title.as_str().to_owned()),
            kind: it.kind,
            body: it.body.as_ref().map_or("", |it| it.as_str()).to_owned(),
            by: row.by_name.as_str().to_owned(),
            is_settled: it.settled_at.is_some(),
        }
    };
    begun.remarks.iter().map(view).collect()
}
