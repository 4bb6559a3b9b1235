//! Two versions of a plan: what is new, what moved, what says something else, what is gone.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::ids::{FamilyId, PlanVersionId};
use helhed_casework::domain::plan_version::{PlanChange, PlanPart, PlanVersionItem, compared};
use helhed_casework::plan::{ComparedPage, compared_page};

use crate::app::App;
use crate::case::{family_of, head, reading};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::query::Query;
use crate::viewer::Viewer;
use crate::words::Words;

/// What became of one item, in words.
struct ChangeShown {
    kind: &'static str,
    part: &'static str,
    title: String,
    before: String,
    after: String,
}

#[derive(Template)]
#[template(path = "plan/compare.html")]
struct CompareView {
    frame: Frame,
    head: HeadView,
    family: FamilyId,
    page: ComparedPage,
    changes: Vec<ChangeShown>,
    same: usize,
}

/// The key of the words of an item's state.
fn state_key(item: &PlanVersionItem) -> String {
    let prefix = match item.part {
        PlanPart::Goal => "goal-state",
        PlanPart::Task => "task-state",
        PlanPart::Measure => "measure-state",
    };
    format!("{prefix}-{}", item.state)
}

/// What an item said, in one line.
fn said(w: Words, item: Option<&PlanVersionItem>) -> String {
    let Some(item) = item else {
        return "–".to_owned();
    };
    let day = item.day.map(|day| w.day(day));
    let parts = [
        Some(item.title.as_str().to_owned()),
        w.find(&state_key(item)),
        item.owner.as_ref().map(|name| name.as_str().to_owned()),
        day,
        item.word.as_ref().map(|word| word.as_str().to_owned()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn shown(w: Words, change: &PlanChange<'_>) -> Option<ChangeShown> {
    let item = change.after.or(change.before)?;
    Some(ChangeShown {
        kind: change.kind.label_key(),
        part: item.part.label_key(),
        title: item.title.as_str().to_owned(),
        before: said(w, change.before),
        after: said(w, change.after),
    })
}

/// The comparison: `?from=` and `?to=` name the versions.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let family = family_of(&id)?;
    let query = Query::of(&uri);
    let version = |name| PlanVersionId::parse(query.text(name)).ok_or(PageError::Absent);
    let w = viewer.words;
    let mut reading = reading(&app, &viewer);
    // Whoever may not see the family learns nothing from a wrong address.
    let head = head(&app, &viewer, family, "plan").await?;
    let two = (version("from")?, version("to")?);
    let page = compared_page(&mut reading, family, two).await?.into_inner();
    let found = compared(&page.before.1, &page.after.1);
    let touched = found.iter().filter(|it| it.after.is_some()).count();
    let changes = found.iter().filter_map(|it| shown(w, it)).collect();
    let same = page.after.1.len() - touched;
    show(&CompareView {
        frame: Frame::new(&app, &viewer, &uri, w.t("compare-title")).about(family),
        head,
        family,
        same,
        changes,
        page,
    })
}
