//! Who has read and changed what, and is the log whole?

use askama::Template;
use axum::extract::State;
use axum::http::Uri;

use helhed_casework::Visible;
use helhed_casework::audit::{
    AuditFilter, AuditLine, AuditPage, ChainState, audit_page, check_chain,
};
use helhed_casework::domain::day::parse_optional_day;
use helhed_casework::domain::ids::AccountId;
use helhed_casework::storage::Finding;
use jiff::Timestamp;

use crate::app::App;
use crate::frame::Frame;
use crate::page::{PageResult, go, show};
use crate::query::Query;
use crate::viewer::Viewer;
use crate::words::Words;

/// How many findings are told one by one.
const TOLD: usize = 20;

#[derive(Template)]
#[template(path = "audit/log.html")]
struct LogTemplate {
    frame: Frame,
    log: Visible<AuditPage>,
    filter: AuditFilter,
    /// The day as it was typed, and whether it is none.
    day: String,
    day_is_wrong: bool,
    /// The next page, as a query string, and the way back to the newest.
    older: Option<String>,
    newest: Option<String>,
}

impl LogTemplate {
    fn is_person(&self, id: &AccountId) -> bool {
        self.filter.person == Some(*id)
    }

    /// What was done, in plain words; an operation without words stands by its name.
    fn act(&self, line: &AuditLine) -> String {
        let key = format!("act-{}", line.act);
        self.frame.w.find(&key).unwrap_or_else(|| line.act.clone())
    }

    /// Who did it; the installation itself has no name, nor has whoever holds a one-time link.
    fn who(&self, line: &AuditLine) -> String {
        match &line.who {
            Some(name) => name.as_str().to_owned(),
            None if line.role == "link" => self.frame.w.t("audit-link"),
            None => self.frame.w.t("audit-house"),
        }
    }

    /// As what they did it.
    fn role(&self, line: &AuditLine) -> String {
        let key = format!("role-{}", line.role);
        self.frame.w.find(&key).unwrap_or_default()
    }

    fn is_running(&self) -> bool {
        matches!(self.log.chain, ChainState::Running { .. })
    }

    /// How far the check has come.
    fn so_far(&self, at: &i64, of: &i64) -> String {
        let values = [("a", &*at.to_string()), ("b", &*of.to_string())];
        self.frame.w.args("chain-running", &values)
    }

    /// How far it went, and when.
    fn checked(&self, last: &i64, began: &Timestamp) -> String {
        let when = self.frame.w.moment(*began, self.frame.today);
        let values = [("a", &*last.to_string()), ("when", &*when)];
        self.frame.w.args("chain-checked", &values)
    }

    fn findings(&self, findings: &[Finding]) -> Vec<String> {
        findings
            .iter()
            .take(TOLD)
            .map(|finding| in_words(self.frame.w, finding))
            .collect()
    }
}

/// A finding in plain words.
fn in_words(w: Words, finding: &Finding) -> String {
    let two =
        |key: &str, a: &i64, b: &i64| w.args(key, &[("a", &a.to_string()), ("b", &b.to_string())]);
    match finding {
        Finding::Removed(from, to) if from == to => w.with("chain-removed-one", from),
        Finding::Removed(from, to) => two("chain-removed", from, to),
        Finding::Changed(seq) => w.with("chain-changed", seq),
        Finding::Moved { now, was } => two("chain-moved", now, was),
        Finding::OutOfOrder(seq) => w.with("chain-out-of-order", seq),
        Finding::CutOff { last, known } => two("chain-cut-off", last, known),
        Finding::Rewritten(seq) => w.with("chain-rewritten", seq),
        Finding::HeadChanged(seq) => w.with("chain-head-changed", seq),
    }
}

/// The page.
pub(super) async fn page(State(app): State<App>, viewer: Viewer, uri: Uri) -> PageResult {
    let query = Query::of(&uri);
    let day = parse_optional_day(query.text("day"));
    let filter = AuditFilter {
        person: AccountId::parse(query.text("person")),
        day: day.ok().flatten(),
        before: query.text("before").parse().ok(),
    };
    let mut reading = app.casework.reading_long(&viewer.actor, app.now()).await;
    let log = audit_page(&mut reading, filter).await?;
    let mut frame = Frame::new(&app, &viewer, &uri, viewer.words.t("audit-title"));
    frame.has_errors = day.is_err();
    show(&LogTemplate {
        frame,
        day: query.text("day").chars().take(40).collect(),
        day_is_wrong: day.is_err(),
        older: log.older.map(|before| query.set("before", before)),
        newest: filter.before.map(|_| query.without("before")),
        log,
        filter,
    })
}

/// Begins to check the chain.
pub(super) async fn check(State(app): State<App>, viewer: Viewer) -> PageResult {
    let ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    check_chain(ctx).await?;
    Ok(go("/audit?done=chain-begun"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use helhed_casework::domain::account::Language;

    #[test]
    fn every_finding_is_told_in_both_languages_with_its_numbers() {
        let all = [
            Finding::Removed(7, 7),
            Finding::Removed(7, 9),
            Finding::Changed(7),
            Finding::Moved { now: 7, was: 9 },
            Finding::OutOfOrder(7),
            Finding::CutOff { last: 7, known: 9 },
            Finding::Rewritten(7),
            Finding::HeadChanged(7),
        ];
        for language in Language::ALL {
            for finding in &all {
                let told = in_words(Words(*language), finding);
                assert!(told.contains('7') && !told.contains('⟦'), "{told}");
            }
        }
    }
}
