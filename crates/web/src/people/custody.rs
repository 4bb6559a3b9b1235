//! Sets who holds custody of a child.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::custody::{CustodyError, Holders};
use helhed_casework::domain::day::parse_day;
use helhed_casework::domain::ids::{CustodyId, FamilyId, PersonId};
use helhed_casework::family::{SetCustody, SetCustodyError, set_custody};

use super::{back, begin, sentences};
use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "people/custody.html")]
struct CustodyView {
    frame: Frame,
    head: HeadView,
    form: Form,
    /// Who holds it now, in sentences.
    stands: Vec<String>,
    conflict: bool,
    holders: Vec<(String, String)>,
    second: Vec<(String, String)>,
    /// The rows of the child's custody that are shown.
    seen: Vec<String>,
    back: String,
}

fn parse((id, child): &(String, String)) -> Result<(FamilyId, PersonId), PageError> {
    FamilyId::parse(id)
        .zip(PersonId::parse(child))
        .ok_or(PageError::Absent)
}

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    (family, child): (FamilyId, PersonId),
    form: Form,
) -> Result<CustodyView, PageError> {
    let w = viewer.words;
    let page = super::read(app, viewer, family).await?;
    let here = |id| {
        page.members
            .iter()
            .find(|member| member.person.id == id && member.membership.to.is_none())
    };
    let child = &here(child).ok_or(PageError::Absent)?.person;
    let title = w.with("custody-title", child.given_name.as_str());
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let mut known: Vec<(String, String)> = Vec::new();
    for member in page.members.iter().filter(|it| it.person.id != child.id) {
        let choice = (member.person.id.to_string(), member.person.full_name());
        if !known.contains(&choice) {
            known.push(choice);
        }
    }
    let first = |key| std::iter::once((String::new(), w.t(key)));
    let rows = page.custody.iter().filter(|row| row.child == child.id);
    Ok(CustodyView {
        stands: sentences::custody(w, &page.members, child, &page.custody, frame.today),
        conflict: form.errors().iter().any(|it| it.key == "field-changed"),
        holders: first("choose-person").chain(known.clone()).collect(),
        second: first("custody-nobody-else").chain(known).collect(),
        seen: rows.map(|row| row.id.to_string()).collect(),
        head: HeadView::read(app, viewer, family, uri).await?,
        back: format!("/families/{family}/people"),
        frame,
        form,
    })
}

/// Shows the form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view(&app, &viewer, &uri, parse(&ids)?, form).await?)
}

/// Takes the form.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, child) = parse(&ids)?;
    let holder = PersonId::parse(form.text("holder")).ok_or("field-choose");
    let holder = form.take("holder", "custody-holder", holder);
    let other = match form.text("other-holder") {
        "" => Ok(None),
        text => PersonId::parse(text).map(Some).ok_or("field-choose"),
    };
    let other = form.take("other-holder", "custody-other-holder", other);
    let from = parse_day(form.text("from"));
    let from = form.take("from", "custody-from", from);
    if let (Some(holder), Some(other), Some(from)) = (holder, other, from) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = SetCustody {
            family,
            child,
            holders: other.map_or(Holders::Sole(holder), |other| Holders::Joint(holder, other)),
            from,
            seen: form.all("seen").filter_map(CustodyId::parse).collect(),
        };
        match set_custody(&mut ctx, command).await {
            Ok(()) => {
                let to = back(family, "custody-set");
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(SetCustodyError::Stopped(stop)) => return Err(stop.into()),
            Err(SetCustodyError::Changed) => {
                form.fault("holder", "custody-holder", "field-changed");
            }
            Err(SetCustodyError::Wrong(error)) => tell(&mut form, error),
        }
    }
    show_errors(&view(&app, &viewer, &uri, (family, child), form).await?)
}

fn tell(form: &mut Form, error: CustodyError) {
    match error {
        CustodyError::OfAge => form.fault("from", "custody-from", "field-of-age"),
        CustodyError::OfOneself => form.fault("holder", "custody-holder", "field-same-person"),
        CustodyError::HolderTwice => {
            form.fault("other-holder", "custody-other-holder", "field-same-person");
        }
        CustodyError::BeforeBirth => form.fault("from", "custody-from", "field-before-birth"),
        CustodyError::TooFarAhead => form.fault("from", "custody-from", "field-over-a-year-ahead"),
    }
}
