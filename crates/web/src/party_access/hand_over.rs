//! Looking at the package on paper, and handing it over.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use jiff::civil::Date;

use helhed_casework::domain::file::{CheckedFile, FileKind};
use helhed_casework::domain::party_access::PartyAccess;
use helhed_casework::domain::text::Line;
use helhed_casework::party_access::{
    Counts, HandOverPackage, HandOverPackageError, Package, hand_over_package, package_to_give,
};

use crate::app::App;
use crate::documents::send;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::upload::megabytes;
use crate::viewer::Viewer;

use super::paper::as_pdf;
use super::{both_of, package_of};

#[derive(Template)]
#[template(path = "party_access/hand_over.html")]
struct HandOverView {
    frame: Frame,
    head: HeadView,
    form: Form,
    access: PartyAccess,
    counts: Counts,
    late: bool,
    back: String,
}

type Ids = (String, String);

async fn read(app: &App, viewer: &Viewer, ids: &Ids) -> Result<Package, PageError> {
    let (family, access) = both_of(&ids.0, &ids.1)?;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    Ok(package_to_give(&mut reading, family, access)
        .await?
        .into_inner())
}

async fn view(
    app: &App,
    viewer: &Viewer,
    package: Package,
    uri: &Uri,
    form: Form,
) -> Result<HandOverView, PageError> {
    let w = viewer.words;
    let family = package.access.family;
    let mut frame = Frame::new(app, viewer, uri, w.t("package-hand-over")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    Ok(HandOverView {
        form,
        counts: package.counts(),
        late: package.access.due < frame.today,
        back: package_of(family, package.access.id),
        access: package.access,
        head: HeadView::read(app, viewer, family, uri).await?,
        frame,
    })
}

/// What the file is called: what it is, whose, and of which day.
fn file_name(viewer: &Viewer, package: &Package, today: Date) -> String {
    let name = package.party_name.as_str();
    format!("{} {name} {today}.pdf", viewer.words.t("paper-title"))
}

/// The package as it would be given, to look at.
pub(super) async fn paper(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<Ids>,
) -> PageResult {
    let package = read(&app, &viewer, &ids).await?;
    let today = helhed_casework::domain::day::day_of(app.now());
    let content = as_pdf(&app, viewer.words, &package, today)?;
    let name = file_name(&viewer, &package, today);
    Ok(send(&name, FileKind::Pdf.media_type(), content))
}

/// Asks to whom.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<Ids>,
    uri: Uri,
) -> PageResult {
    let package = read(&app, &viewer, &ids).await?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    let form = form.preset("to", package.access.asked_by.as_str());
    show(&view(&app, &viewer, package, &uri, form).await?)
}

/// Hands it over.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(ids): Path<Ids>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let (family, access) = both_of(&ids.0, &ids.1)?;
    let to = form.take("to", "package-to", Line::parse(form.text("to")));
    let delay = Line::parse_optional(form.text("delay"));
    let delay = form.take("delay", "package-delay", delay);
    if let Some(id) = form.id() {
        let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
        if let Some(led) = ctx.sent_before(id).await? {
            return Ok(go(&led));
        }
    }
    let package = read(&app, &viewer, &ids).await?;
    let today = helhed_casework::domain::day::day_of(app.now());
    if let (Some(to), Some(delay)) = (to, delay) {
        let content = as_pdf(&app, viewer.words, &package, today)?;
        let name = file_name(&viewer, &package, today);
        let file = CheckedFile::check(&name, content, megabytes(&app)).map_err(|fault| {
            tracing::error!(fault = fault.code(), "a package of our own is not taken");
            PageError::Failed
        })?;
        let command = HandOverPackage {
            family,
            access,
            to,
            delay,
            file,
            items: package.items.len(),
        };
        let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
        let done = format!("{}?done=package-handed", package_of(family, access));
        match hand_over_package(&mut ctx, command).await {
            Ok(_) => {
                ctx.commit_form(form.id(), uri.path(), &done).await?;
                return Ok(go(&done));
            }
            Err(HandOverPackageError::Already) => return Ok(go(&package_of(family, access))),
            Err(HandOverPackageError::Undecided(_)) => {
                form.fault("to", "package-undecided", "package-decide-first")
            }
            Err(HandOverPackageError::Grown) => form.fault("to", "package-to", "package-grown"),
            Err(HandOverPackageError::LateWithoutReason) => {
                form.fault("delay", "package-delay", "field-missing")
            }
            Err(HandOverPackageError::Stopped(stop)) => return Err(stop.into()),
        }
        drop(ctx);
    }
    show_errors(&view(&app, &viewer, package, &uri, form).await?)
}
