//! Is this given, given with words struck out, or held back, and why?

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::ids::CaseItemId;
use helhed_casework::domain::party_access::{Choice, ChoiceError, Handling};
use helhed_casework::domain::text::Line;
use helhed_casework::party_access::{
    ChooseHandling, ChooseHandlingError, choose_handling, package_page,
};

use crate::app::App;
use crate::choices::{from_list, with_none};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

use super::words::{in_words, said};
use super::{both_of, package_of};

#[derive(Template)]
#[template(path = "party_access/item.html")]
struct ItemView {
    frame: Frame,
    head: HeadView,
    form: Form,
    heading: String,
    text: String,
    handlings: Vec<(String, String)>,
    exemptions: Vec<(String, String)>,
    back: String,
}

type Ids = (String, String, String);

/// Shows the form; `opened` is one that nothing was sent in.
async fn view(
    app: &App,
    viewer: &Viewer,
    (id, access, item): &Ids,
    uri: &Uri,
    (mut form, opened): (Form, bool),
) -> Result<ItemView, PageError> {
    let (w, (family, access)) = (viewer.words, both_of(id, access)?);
    let item = CaseItemId::parse(item).ok_or(PageError::Absent)?;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let package = package_page(&mut reading, family, access).await?;
    let found = package.items.iter().find(|it| it.item.id == item);
    let found = found
        .filter(|_| package.may_change)
        .ok_or(PageError::Absent)?;
    if opened {
        form = form.preset("handling", found.handling().code());
        if let Some(choice) = &found.choice {
            let words: Vec<&str> = choice.words.iter().map(Line::as_str).collect();
            form = form.preset("exemption", choice.exemption.clone().unwrap_or_default());
            form = form.preset("words", words.join("\n"));
        }
    }
    let mut frame = Frame::new(app, viewer, uri, w.t("package-item")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let heading = in_words(app, w, found).heading;
    let more = found.item.more.iter().map(String::as_str);
    let text = said(w, &found.item);
    let text: Vec<&str> = [text.as_str()].into_iter().chain(more).collect();
    let handlings = Handling::ALL.iter();
    Ok(ItemView {
        heading,
        text: text.join("\n"),
        form,
        handlings: handlings
            .map(|it| (it.code().to_owned(), w.t(it.label_key())))
            .collect(),
        exemptions: with_none(w, from_list(app, w, "exemption", frame.today)),
        back: format!("{}#item-{item}", package_of(family, access)),
        head: HeadView::read(app, viewer, family, uri).await?,
        frame,
    })
}

/// The form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<Ids>,
    uri: Uri,
) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view(&app, &viewer, &ids, &uri, (form, true)).await?)
}

fn parse(item: CaseItemId, form: &mut Form) -> Option<Choice> {
    let handling = Handling::from_code(form.text("handling")).ok_or("field-choose");
    let handling = form.take("handling", "package-handling", handling);
    let lines = form
        .text("words")
        .lines()
        .filter(|line| !line.trim().is_empty());
    let words: Result<Vec<Line>, _> = lines.map(Line::parse).collect();
    let words = form.take("words", "package-words", words);
    let exemption = Some(form.text("exemption").to_owned()).filter(|code| !code.is_empty());
    Some(Choice {
        item,
        handling: handling?,
        exemption,
        words: words?,
    })
}

/// Takes the choice.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<Ids>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, access) = both_of(&ids.0, &ids.1)?;
    let item = CaseItemId::parse(&ids.2).ok_or(PageError::Absent)?;
    if let Some(choice) = parse(item, &mut form) {
        let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
        let command = ChooseHandling {
            family,
            access,
            choice,
        };
        let to = format!(
            "{}?done=package-choices#item-{item}",
            package_of(family, access)
        );
        match choose_handling(&mut ctx, command).await {
            Ok(()) => {
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(
                ChooseHandlingError::Wrong(ChoiceError::NoReason)
                | ChooseHandlingError::NoSuchExemption,
            ) => {
                form.fault("exemption", "package-exemption", "field-choose");
            }
            Err(ChooseHandlingError::Wrong(ChoiceError::NoWords)) => {
                form.fault("words", "package-words", "field-missing");
            }
            Err(ChooseHandlingError::HandedOver) => return Ok(go(&package_of(family, access))),
            Err(ChooseHandlingError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    show_errors(&view(&app, &viewer, &ids, &uri, (form, false)).await?)
}
