//! Locking a case against its family, as in an honour conflict, and lifting the lock once the risk has been assessed.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::ids::{LockId, PersonId};
use helhed_casework::domain::text::Line;
use helhed_casework::sharing::{LockCase, LockCaseError, SharingPage, lift_lock, lock_case};

use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

use super::consent_form::Pairs;
use super::{family_of, read, sharing_of};

#[derive(Template)]
#[template(path = "sharing/lock.html")]
struct LockView {
    frame: Frame,
    head: HeadView,
    form: Form,
    /// The lock that stands: it is lifted here.
    stands: Option<LockId>,
    people: Pairs,
    back: String,
}

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    form: Form,
    page: &SharingPage,
) -> Result<LockView, PageError> {
    if !page.may_change {
        return Err(PageError::NotAllowed);
    }
    let title = match page.lock {
        Some(_) => "lock-lift",
        None => "lock-title",
    };
    let mut frame = Frame::new(app, viewer, uri, viewer.words.t(title)).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let people = page.people.iter().filter(|it| it.kin.now);
    Ok(LockView {
        head: HeadView::read(app, viewer, page.family, uri).await?,
        form,
        stands: page.lock.as_ref().map(|it| it.id),
        people: people
            .map(|it| (it.kin.id.to_string(), it.kin.given_name.as_str().to_owned()))
            .collect(),
        back: sharing_of(page.family),
        frame,
    })
}

/// The form: to lock, or to lift.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let page = read(&app, &viewer, family_of(&id)?).await?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view(&app, &viewer, &uri, form, &page).await?)
}

/// Locks the case, or lifts the lock that is named.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let lock = LockId::parse(form.text("lock"));
    let (field, label, done) = match lock {
        Some(_) => ("assessment", "lock-assessment", "lock-lifted"),
        None => ("reason", "lock-reason", "locked"),
    };
    let words = form.take(field, label, Line::parse(form.text(field)));
    let protects: Option<Vec<PersonId>> = form.all("protects").map(PersonId::parse).collect();
    let protects = form.take("protects", "lock-protects", protects.ok_or("field-choose"));
    if let (Some(words), Some(protects)) = (words, protects) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let done_so = match lock {
            Some(lock) => {
                lift_lock(&mut ctx, family, lock, words).await?;
                true
            }
            None => {
                let command = LockCase {
                    family,
                    reason: words,
                    protects,
                };
                match lock_case(&mut ctx, command).await {
                    Ok(_) => true,
                    Err(LockCaseError::LockedAlready) => {
                        form.fault("reason", "lock-reason", "lock-already");
                        false
                    }
                    Err(LockCaseError::NotOfFamily) => {
                        form.fault("protects", "lock-protects", "field-choose");
                        false
                    }
                    Err(LockCaseError::Stopped(stop)) => return Err(stop.into()),
                }
            }
        };
        if done_so {
            let to = format!("{}?done={done}", sharing_of(family));
            ctx.commit_form(form.id(), uri.path(), &to).await?;
            return Ok(go(&to));
        }
    }
    let page = read(&app, &viewer, family).await?;
    show_errors(&view(&app, &viewer, &uri, form, &page).await?)
}
