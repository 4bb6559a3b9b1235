//! Writing down a contact, and striking one out.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::choices::{Choices, choices};
use helhed_casework::contact::{
    AnnulContact, AnnulContactError, LogContact, LogContactError, annul_contact, log_contact,
};
use helhed_casework::domain::contact::{ContactFacts, ContactKind, Minutes};
use helhed_casework::domain::day::{hour_of, instant_of, parse_hour};
use helhed_casework::domain::ids::{ContactId, FamilyId};
use helhed_casework::domain::text::Line;
use helhed_casework::journal::contact_is_there;

use crate::app::App;
use crate::case::choose::{self, Pairs};
use crate::case::journal::journal_of;
use crate::case::{begin, family_of, head, reading};
use crate::day_words::field_hour;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::sharing::mark::mark_new;
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "case/contact.html")]
struct ContactView {
    frame: Frame,
    head: HeadView,
    form: Form,
    categories: Pairs,
    kinds: Pairs,
    people: Pairs,
    back: String,
}

/// The address of the form.
pub(super) fn contact_of(family: FamilyId) -> String {
    format!("/families/{family}/contacts/new")
}

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    form: Form,
    choices: Choices,
) -> Result<ContactView, PageError> {
    let w = viewer.words;
    let mut frame = Frame::new(app, viewer, uri, w.t("contact-new")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let kinds = ContactKind::ALL.iter();
    Ok(ContactView {
        categories: choose::categories(w, app.casework.lists(), frame.today),
        frame,
        form,
        kinds: kinds
            .map(|kind| (kind.code().to_owned(), w.t(kind.label_key())))
            .collect(),
        people: choose::people(&choices.kin),
        back: journal_of(choices.family),
        head: head(app, viewer, choices.family, "journal").await?,
    })
}

/// The form, empty or begun.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path()).await?;
    begun(&app, &viewer, family_of(&id)?, &uri, form).await
}

/// The form with what is known so far.
pub(super) async fn begun(
    app: &App,
    viewer: &Viewer,
    family: FamilyId,
    uri: &Uri,
    form: Form,
) -> PageResult {
    let choices = choices(&mut reading(app, viewer), family).await?;
    let form = form.preset("at", field_hour(hour_of(app.now())));
    show(&view(app, viewer, uri, form, choices.into_inner()).await?)
}

fn parse(form: &mut Form) -> Option<ContactFacts> {
    let kind = ContactKind::from_code(form.text("kind")).ok_or("field-choose");
    let kind = form.take("kind", "contact-kind", kind);
    let at = form.take("at", "contact-at", parse_hour(form.text("at")));
    let at = at.and_then(|at| {
        let at = instant_of(at).ok_or("field-day-impossible");
        form.take("at", "contact-at", at)
    });
    let minutes = Minutes::parse_optional(form.text("minutes")).map_err(|_| "field-minutes");
    let minutes = form.take("minutes", "contact-how-long", minutes);
    let people = choose::ticked(form);
    let others = Line::parse_optional(form.text("others"));
    let others = form.take("others", "case-others", others);
    let summary = Line::parse_optional(form.text("summary"));
    let summary = form.take("summary", "contact-summary", summary);
    Some(ContactFacts {
        kind: kind?,
        at: at?,
        minutes: minutes?,
        people: people?,
        others: others?,
        summary: summary?,
    })
}

/// Takes the contact.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    if let Some(facts) = parse(&mut form) {
        let mut ctx = begin(&app, &viewer).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        match log_contact(&mut ctx, LogContact { family, facts }).await {
            Ok(id) => {
                if mark_new(&mut ctx, &mut form, family, id.uuid()).await? {
                    let to = format!("{}?done=contact", journal_of(family));
                    ctx.commit_form(form.id(), uri.path(), &to).await?;
                    return Ok(go(&to));
                }
            }
            Err(LogContactError::Wrong(_)) => form.fault("at", "contact-at", "contact-future"),
            Err(LogContactError::NotOfFamily) => {
                form.fault("people", "case-people", "field-choose");
            }
            Err(LogContactError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    let choices = choices(&mut reading(&app, &viewer), family).await?;
    show_errors(&view(&app, &viewer, &uri, form, choices.into_inner()).await?)
}

/// What asks for a reason.
#[derive(Template)]
#[template(path = "case/reason.html")]
pub(crate) struct ReasonView {
    pub(super) frame: Frame,
    head: HeadView,
    form: Form,
    lead: &'static str,
    version: String,
    send: &'static str,
    back: String,
}

impl ReasonView {
    /// A page that asks why something of a family's case is annulled.
    pub(crate) fn new(
        frame: Frame,
        (head, back): (HeadView, String),
        form: Form,
        (lead, send): (&'static str, &'static str),
    ) -> Self {
        let mut frame = frame.without_quick();
        frame.has_errors = !form.errors().is_empty();
        Self {
            frame,
            head,
            version: form.text("version").to_owned(),
            form,
            lead,
            send,
            back,
        }
    }
}

async fn annul_view(
    app: &App,
    viewer: &Viewer,
    family: FamilyId,
    uri: &Uri,
    form: Form,
) -> Result<ReasonView, PageError> {
    Ok(ReasonView::new(
        Frame::new(app, viewer, uri, viewer.words.t("contact-annul")),
        (
            head(app, viewer, family, "journal").await?,
            journal_of(family),
        ),
        form,
        ("contact-annul-lead", "contact-annul"),
    ))
}

/// Asks why a contact is struck out.
pub(super) async fn annul_page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, contact)): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let family = family_of(&id)?;
    let contact = ContactId::parse(&contact).ok_or(PageError::Absent)?;
    contact_is_there(&mut reading(&app, &viewer), family, contact).await?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&annul_view(&app, &viewer, family, &uri, form).await?)
}

/// Strikes a contact out. One that is struck out already is left as it is.
pub(super) async fn annul(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, contact)): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let contact = ContactId::parse(&contact).ok_or(PageError::Absent)?;
    contact_is_there(&mut reading(&app, &viewer), family, contact).await?;
    let reason = Line::parse(form.text("reason"));
    if let Some(reason) = form.take("reason", "case-reason", reason) {
        let to = format!("{}?done=contact-annulled", journal_of(family));
        let mut ctx = begin(&app, &viewer).await?;
        if let Some(id) = form.id()
            && let Some(led) = ctx.sent_before(id).await?
        {
            return Ok(go(&led));
        }
        let command = AnnulContact {
            family,
            contact,
            reason,
        };
        match annul_contact(&mut ctx, command).await {
            Ok(()) => ctx.commit_form(form.id(), uri.path(), &to).await?,
            Err(AnnulContactError::Already) => {}
            Err(AnnulContactError::Stopped(stop)) => return Err(stop.into()),
        }
        return Ok(go(&to));
    }
    show_errors(&annul_view(&app, &viewer, family, &uri, form).await?)
}
