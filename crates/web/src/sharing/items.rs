//! Marking the items of a case: what each is about, whether it is for the team only, and whether it tells of a crisis.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use uuid::Uuid;

use helhed_casework::domain::ids::{FamilyId, FormId, PersonId};
use helhed_casework::sharing::{
    Item, ItemsPage, MarkItem, MarkItemError, items_page, mark_item, may_tell_of_a_crisis,
};

use crate::app::App;
use crate::choices::from_list;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;
use crate::words::Words;

use super::consent_form::Pairs;
use super::names::joined;
use super::shared::{before, older, told};
use super::{family_of, sharing_of};

/// How much of a text is shown, in letters: enough to know it again.
const SHOWN: usize = 140;

/// An item with its form.
struct Line {
    id: Uuid,
    form_id: FormId,
    kind: String,
    when: String,
    text: String,
    about: String,
    category: String,
    restricted: bool,
    /// Whether it tells of a crisis; nothing where it cannot.
    crisis: Option<bool>,
}

#[derive(Template)]
#[template(path = "sharing/items.html")]
struct ItemsView {
    frame: Frame,
    head: HeadView,
    form: Form,
    lines: Vec<Line>,
    categories: Pairs,
    older: Option<String>,
    /// Where of the list the page is: the forms lead back there.
    before: String,
    back: String,
}

fn line(app: &App, w: Words, page: &ItemsPage, today: jiff::civil::Date, it: &Item) -> Line {
    let person = |id: &PersonId| {
        let found = page.people.iter().find(|it| it.id == *id);
        found.map_or(String::new(), |it| it.given_name.as_str().to_owned())
    };
    let text = match told(w, it) {
        text if text.is_empty() => it.more.clone().unwrap_or_default(),
        text => text,
    };
    let mut short: String = text.chars().take(SHOWN).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    Line {
        id: it.id,
        form_id: app.casework.new_id(app.now()),
        kind: w.t(it.kind.label_key()),
        when: match it.day {
            Some(day) => w.weekday(day, today),
            None => w.moment(it.at, today),
        },
        text: short,
        about: match it.about.is_empty() {
            true => w.t("note-whole-family"),
            false => joined(it.about.iter().map(person)),
        },
        category: it.category.clone(),
        restricted: it.restricted,
        crisis: may_tell_of_a_crisis(it.kind).then_some(it.crisis),
    }
}

async fn view(
    app: &App,
    viewer: &Viewer,
    family: FamilyId,
    uri: &Uri,
    form: Form,
) -> Result<ItemsView, PageError> {
    let w = viewer.words;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let from = before(uri);
    let page = items_page(&mut reading, family, from).await?;
    let mut frame = Frame::new(app, viewer, uri, w.t("items-title")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(ItemsView {
        head: HeadView::read(app, viewer, family, uri).await?,
        form,
        lines: page
            .items
            .iter()
            .map(|it| line(app, w, &page, frame.today, it))
            .collect(),
        categories: from_list(app, w, "category", frame.today),
        older: older(page.older),
        before: from.map_or(String::new(), |at| at.as_millisecond().to_string()),
        back: sharing_of(family),
        frame,
    })
}

/// The list.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view(&app, &viewer, family_of(&id)?, &uri, form).await?)
}

/// Takes one mark.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    if let Ok(item) = Uuid::try_parse(form.text("item")) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = MarkItem {
            family,
            item,
            category: form.text("category").to_owned(),
            restricted: form.has("restricted", "yes"),
            crisis: form.has("crisis", "yes"),
        };
        match mark_item(&mut ctx, command).await {
            Ok(()) => {
                let turn: i64 = form.text("before").parse().unwrap_or_default();
                let turn = match turn {
                    0 => String::new(),
                    at => format!("&before={at}"),
                };
                let to = format!("{}?done=marked{turn}#item-{item}", uri.path());
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(MarkItemError::NoSuchCategory) => {}
            Err(MarkItemError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    form.fault("items", "note-category", "field-choose");
    show_errors(&view(&app, &viewer, family, &uri, form).await?)
}
