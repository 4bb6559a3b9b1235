//! What is decided, as it stands beside the minutes.

use helhed_casework::domain::ids::{FamilyId, MinutesLineId};
use helhed_casework::domain::minutes::{LineKind, Wanting, deciding};
use helhed_casework::minutes::{Became, Followed, LineRow, Owners, Told, read_line};
use jiff::civil::Date;

use super::minutes_at;
use super::owners::choices;
use crate::words::Words;

/// What is asked before a line becomes something.
pub(super) struct Ask {
    pub owners: Vec<(String, String)>,
    pub has_day: bool,
    pub has_hour: bool,
    pub domains: Vec<(String, String)>,
}

/// Something that is decided, or that is about to be.
pub(super) struct SideView {
    pub line: MinutesLineId,
    pub kind: LineKind,
    pub words: String,
    /// "Karen, fredag 27. november".
    pub who_when: String,
    /// Where it stands now, for who may go there; where it is made something of, while it is nothing.
    pub href: Option<String>,
    /// It became something.
    pub is_real: bool,
    /// What is asked, where something is.
    pub ask: Option<Ask>,
    /// It decides nothing any more: it leaves the page.
    pub is_gone: bool,
}

/// With what the side is put into words.
pub(super) struct Beside<'a> {
    pub w: Words,
    pub family: FamilyId,
    pub today: Date,
    /// Who can own something, for whoever makes something of lines.
    pub owners: Option<&'a Owners>,
    /// The life domains that can be chosen.
    pub domains: Vec<(String, String)>,
    /// Whether the reader goes to tasks and goals on pages of the team.
    pub is_team: bool,
}

impl Beside<'_> {
    /// What is decided by these lines; with `all`, also of those that decide nothing, so that a page can take them off.
    pub(super) fn of(&self, begun: &Followed, all: bool) -> Vec<SideView> {
        let decides = |it: &&LineRow| {
            let stands = it.line.removed_at.is_none() || it.became.is_some();
            let decided = it.became.is_some() || it.line.kind != LineKind::Said;
            all || (stands && decided)
        };
        let lines = begun.lines.iter().filter(decides);
        lines.map(|it| self.one(begun, it)).collect()
    }

    fn one(&self, begun: &Followed, row: &LineRow) -> SideView {
        let body = row.line.body.as_ref().map_or("", |it| it.as_str());
        let read = deciding(body);
        let is_gone = row.became.is_none()
            && (row.line.kind == LineKind::Said || row.line.removed_at.is_some());
        let (who_when, tab) = match &row.became {
            Some(became) => self.became(became),
            None => (String::new(), ""),
        };
        SideView {
            line: row.line.id,
            kind: row.line.kind,
            words: read.words.to_owned(),
            who_when,
            href: match (self.is_team, tab) {
                (true, "") if row.line.kind.becomes() => Some(format!(
                    "{}/decide?line={}",
                    minutes_at(self.family, begun.minutes.meeting),
                    row.line.id
                )),
                (true, tab) if !tab.is_empty() => Some(format!("/families/{}/{tab}", self.family)),
                _ => None,
            },
            is_real: row.became.is_some() || row.line.kind == LineKind::Decision,
            ask: self.ask(begun, row).filter(|_| !is_gone),
            is_gone,
        }
    }

    fn ask(&self, begun: &Followed, row: &LineRow) -> Option<Ask> {
        let owners = self.owners?;
        let section = begun.section(row.line.section)?;
        let body = row.line.body.as_ref()?;
        if row.became.is_some() || !row.line.kind.becomes() || !row.settled {
            return None;
        }
        let read = read_line(
            body.as_str(),
            &section.facts,
            Told::default(),
            owners,
            self.today,
        );
        let wants = |it: Wanting| read.wanting.contains(&it);
        Some(Ask {
            owners: match wants(Wanting::Owner) {
                true => choices(owners),
                false => Vec::new(),
            },
            has_day: wants(Wanting::Day),
            has_hour: wants(Wanting::Hour),
            domains: match wants(Wanting::Domain) {
                true => self.domains.clone(),
                false => Vec::new(),
            },
        })
    }

    fn became(&self, became: &Became) -> (String, &'static str) {
        let (w, today) = (self.w, self.today);
        let with_day = |it: &Option<Date>| it.map(|day| w.weekday(day, today));
        match became {
            Became::Task {
                owner, due, ended, ..
            } => {
                let day = with_day(due).unwrap_or_else(|| w.t("minutes-no-day"));
                let ended = if *ended {
                    w.t("minutes-ended")
                } else {
                    String::new()
                };
                let parts = [owner.as_str().to_owned(), day, ended];
                let parts: Vec<String> = parts.into_iter().filter(|it| !it.is_empty()).collect();
                (parts.join(" · "), "tasks")
            }
            Became::Goal { target, .. } => (with_day(target).unwrap_or_default(), "plan"),
            Became::Appointment { starts, .. } => (w.moment(*starts, today), "appointments"),
            Became::Need { .. } => (String::new(), "first"),
        }
    }
}
