//! A need as a form: its fields, what they hold, and changing one that is open.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::ids::{FamilyId, NeedId, PersonId};
use helhed_casework::domain::need::{NeedError, NeedFacts, Severity, Urgency};
use helhed_casework::domain::text::{Line, Prose};
use helhed_casework::first::{ChangeNeed, ChangeNeedError, NeedLine, NeedsPage, change_need};

use super::{first_of, ids};
use crate::app::App;
use crate::assessment::{head, name_of};
use crate::case::choose::Pairs;
use crate::choices::from_list;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "first/need.html")]
pub(super) struct NeedForm {
    frame: Frame,
    head: Option<HeadView>,
    form: Form,
    people: Pairs,
    domains: Pairs,
    severities: Pairs,
    urgencies: Pairs,
    /// The open needs that it can stand in the way of.
    others: Pairs,
    /// The need as it stands, when it is changed.
    stands: Option<NeedLine>,
    conflict: bool,
    back: String,
}

impl NeedForm {
    /// The version that sending again is meant for: what stands now, once both were shown.
    fn version(&self) -> String {
        match &self.stands {
            Some(line) if self.conflict => line.need.version.to_string(),
            _ => self.form.text("version").to_owned(),
        }
    }
}

pub(super) async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    form: Form,
    page: &NeedsPage,
    stands: Option<&NeedLine>,
) -> Result<NeedForm, PageError> {
    let w = viewer.words;
    let title = match stands {
        Some(_) => "need-change",
        None => "need-new",
    };
    let mut frame = Frame::new(app, viewer, uri, w.t(title)).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let mut people = vec![(String::new(), w.t("note-whole-family"))];
    people.extend(page.about.iter().filter_map(|id| {
        let name = name_of(&page.named, *id)?;
        Some((id.to_string(), name.to_owned()))
    }));
    let me = stands.map(|line| line.need.id);
    let others = page.open.iter().filter(|line| Some(line.need.id) != me);
    let conflict = |fault: &crate::form::Fault| fault.key == "changed-by-another";
    Ok(NeedForm {
        head: head(app, viewer, page.family, "first").await?,
        people,
        domains: from_list(app, w, "life_domain", frame.today),
        severities: Severity::ALL
            .iter()
            .map(|it| (it.code().to_owned(), w.t(it.label_key())))
            .collect(),
        urgencies: Urgency::ALL
            .iter()
            .map(|it| (it.code().to_owned(), w.t(it.label_key())))
            .collect(),
        others: others
            .map(|line| {
                let title = line.need.facts.title.as_str().to_owned();
                (line.need.id.to_string(), title)
            })
            .collect(),
        stands: stands.cloned(),
        conflict: form.errors().iter().any(conflict),
        back: first_of(page.family),
        form,
        frame,
    })
}

/// What the fields hold.
pub(super) fn parse(form: &mut Form) -> Option<(NeedFacts, Vec<NeedId>)> {
    let title = form.take("title", "need-title", Line::parse(form.text("title")));
    let word = Prose::parse_optional(form.text("word"));
    let word = form.take("word", "need-word", word);
    let person = match form.text("person") {
        "" => Ok(None),
        id => PersonId::parse(id).map(Some).ok_or("field-choose"),
    };
    let person = form.take("person", "need-person", person);
    let severity = Severity::from_code(form.text("severity")).ok_or("field-choose");
    let severity = form.take("severity", "need-severity", severity);
    let urgency = Urgency::from_code(form.text("urgency")).ok_or("field-choose");
    let urgency = form.take("urgency", "need-urgency", urgency);
    let blocks: Option<Vec<NeedId>> = form.all("blocks").map(NeedId::parse).collect();
    let blocks = form.take("blocks", "need-blocks", blocks.ok_or("field-choose"));
    let facts = NeedFacts {
        person: person?,
        domain: form.text("domain").to_owned(),
        title: title?,
        word: word?,
        severity: severity?,
        urgency: urgency?,
    };
    Some((facts, blocks?))
}

pub(super) fn told(form: &mut Form, error: NeedError) {
    let (field, label, key) = match error {
        NeedError::BlocksItself | NeedError::NoSuchNeed => {
            ("blocks", "need-blocks", "field-choose")
        }
        NeedError::AlreadyEnded => ("title", "need-title", "need-already-ended"),
        NeedError::WordMissing => ("word", "task-word", "task-word-missing"),
    };
    form.fault(field, label, key);
}

/// An open need of the page.
pub(super) fn among(page: &NeedsPage, id: NeedId) -> Result<&NeedLine, PageError> {
    page.need(id).ok_or(PageError::Absent)
}

async fn filled(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    line: &NeedLine,
    page: &NeedsPage,
) -> Result<Form, PageError> {
    let facts = &line.need.facts;
    let person = facts.person.map(|it| it.to_string()).unwrap_or_default();
    let mut form = Form::open(app, viewer, uri.path())
        .await?
        .preset("version", line.need.version.to_string())
        .preset("title", facts.title.as_str())
        .preset("word", facts.word.as_ref().map_or("", Prose::as_str))
        .preset("person", person)
        .preset("domain", facts.domain.as_str())
        .preset("severity", facts.severity.code())
        .preset("urgency", facts.urgency.code());
    for link in page.blocks.iter().filter(|it| it.blocker == line.need.id) {
        form = form.preset("blocks", link.blocked.to_string());
    }
    Ok(form)
}

/// The form of a need that is there.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let (family, id) = ids(&path)?;
    let page = super::read(&app, &viewer, family).await?;
    let line = among(&page, id)?;
    let form = filled(&app, &viewer, &uri, line, &page).await?;
    show(&view((&app, &viewer, &uri), form, &page, Some(line)).await?)
}

/// Takes a changed need.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, need): (FamilyId, NeedId) = ids(&path)?;
    if let Some((facts, blocks)) = parse(&mut form) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = ChangeNeed {
            family,
            need,
            version: form.text("version").parse().unwrap_or(0),
            facts,
            blocks,
        };
        match change_need(&mut ctx, command).await {
            Ok(()) => {
                let to = format!("{}?done=need-changed", first_of(family));
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(ChangeNeedError::Changed) => {
                form.fault("title", "need-title", "changed-by-another");
            }
            Err(ChangeNeedError::Wrong(error)) => told(&mut form, error),
            Err(ChangeNeedError::NoSuchDomain) => {
                form.fault("domain", "need-domain", "field-choose");
            }
            Err(ChangeNeedError::NotOfFamily) => {
                form.fault("person", "need-person", "field-choose");
            }
            Err(ChangeNeedError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    let page = super::read(&app, &viewer, family).await?;
    let line = among(&page, need)?;
    show_errors(&view((&app, &viewer, &uri), form, &page, Some(line)).await?)
}
