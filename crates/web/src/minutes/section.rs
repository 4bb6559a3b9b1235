//! Adds a section, or says what one is about; takes out an empty one.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::ids::{FamilyId, MinutesSectionId, PersonId};
use helhed_casework::domain::minutes::SectionFacts;
use helhed_casework::domain::note::GENERAL;
use helhed_casework::domain::text::Line;
use helhed_casework::minutes::{
    ChangeSection, MinutesPage, SectionError, TakeOutSection, change_section, take_out_section,
};

use super::minutes_at;
use super::page::read;
use crate::app::App;
use crate::assessment::head;
use crate::choices::from_list;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::query::Query;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "minutes/section.html")]
struct SectionForm {
    frame: Frame,
    head: Option<HeadView>,
    family: FamilyId,
    is_family: bool,
    form: Form,
    is_new: bool,
    people: Vec<(String, String)>,
    categories: Vec<(String, String)>,
    back: String,
}

async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    page: &MinutesPage,
    form: Form,
) -> Result<SectionForm, PageError> {
    let w = viewer.words;
    let is_new = form.text("section").is_empty();
    let title = match is_new {
        true => "minutes-section-new",
        false => "minutes-section-change",
    };
    let mut frame = Frame::new(app, viewer, uri, w.t(title)).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let whole = (String::new(), w.t("note-whole-family"));
    let people = page.named.iter().filter(|it| it.now);
    let people = people.map(|it| (it.id.to_string(), it.given_name.as_str().to_owned()));
    Ok(SectionForm {
        head: head(app, viewer, page.family, "meetings").await?,
        family: page.family,
        is_family: false,
        is_new,
        people: std::iter::once(whole).chain(people).collect(),
        categories: from_list(app, w, "category", frame.today),
        back: format!("{}/write", minutes_at(page.family, page.meeting)),
        form,
        frame,
    })
}

/// Shows the form: of a section that is there, or of a new one.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let page = read(&app, &viewer, &path).await?;
    if !page.has_pen() {
        return Ok(go(&minutes_at(page.family, page.meeting)));
    }
    let begun = page.begun.as_ref().ok_or(PageError::Absent)?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    let of = Query::of(&uri);
    let form = match MinutesSectionId::parse(of.text("section")) {
        None => form.preset("category", GENERAL).holding("section", ""),
        Some(id) => {
            let facts = &begun.section(id).ok_or(PageError::Absent)?.facts;
            let person = facts.person.map(|it| it.to_string());
            form.holding("section", id.to_string())
                .preset("title", facts.title.as_str())
                .preset("person", person.unwrap_or_default())
                .preset("category", facts.category.as_str())
                .preset("restricted", if facts.restricted { "yes" } else { "" })
        }
    };
    show(&view((&app, &viewer, &uri), &page, form).await?)
}

/// Reads what the section is to be about.
fn facts(app: &App, form: &mut Form) -> Option<SectionFacts> {
    let title = Line::parse(form.text("title"));
    let title = form.take("title", "minutes-section-title", title);
    let category = form.text("category").to_owned();
    let today = helhed_casework::domain::day::day_of(app.now());
    let is_domain = app.casework.lists().holds("life_domain", &category, today);
    Some(SectionFacts {
        title: title?,
        person: PersonId::parse(form.text("person")),
        domain: is_domain.then(|| category.clone()),
        category,
        restricted: form.has("restricted", "yes"),
    })
}

/// Takes the form.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(path): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let page = read(&app, &viewer, &path).await?;
    let (family, meeting) = (page.family, page.meeting);
    let at = minutes_at(family, meeting);
    let section = MinutesSectionId::parse(form.text("section"));
    let takes_out = form.text("deed") == "take-out";
    let facts = match takes_out {
        true => None,
        false => facts(&app, &mut form),
    };
    if facts.is_some() || takes_out {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let done = match (facts, section) {
            (Some(facts), section) => {
                let command = ChangeSection {
                    family,
                    meeting,
                    section,
                    facts,
                };
                change_section(&mut ctx, command).await.map(Some)
            }
            (None, Some(section)) => {
                let command = TakeOutSection {
                    family,
                    meeting,
                    section,
                };
                take_out_section(&mut ctx, command).await.map(|()| None)
            }
            (None, None) => return Err(PageError::Unreadable),
        };
        let (field, label, key) = match done {
            Ok(section) => {
                let anchor = section.map(|it| format!("#s-{it}")).unwrap_or_default();
                let to = format!("{at}/write?done=minutes-section{anchor}");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(SectionError::Stopped(stop)) => return Err(stop.into()),
            Err(SectionError::NoPen) => return Ok(go(&at)),
            Err(SectionError::Closed) => ("title", "minutes-section-title", "minutes-closed"),
            Err(SectionError::Full) => ("title", "minutes-section-title", "minutes-sections-full"),
            Err(SectionError::NotEmpty) => (
                "title",
                "minutes-section-title",
                "minutes-section-not-empty",
            ),
            Err(SectionError::NoSuchCategory) => ("category", "minutes-category", "minutes-choose"),
            Err(SectionError::NotOfFamily) => {
                ("person", "minutes-section-person", "minutes-choose")
            }
        };
        drop(ctx);
        form.fault(field, label, key);
    }
    show_errors(&view((&app, &viewer, &uri), &page, form).await?)
}
