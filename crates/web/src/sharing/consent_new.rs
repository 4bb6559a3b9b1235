//! A consent in conversation, or a no: on a tablet, on paper, or said.

use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::consent::ConsentError;
use helhed_casework::domain::ids::PersonId;
use helhed_casework::sharing::{GiveConsent, GiveConsentError, SharingPage, give_consent};

use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;

use super::consent_form::{ConsentView, about, begun, choices, terms};
use super::{family_of, read, sharing_of};

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    form: Form,
    page: &SharingPage,
) -> Result<ConsentView, PageError> {
    if !page.may_add {
        return Err(PageError::NotAllowed);
    }
    let mut frame = Frame::new(app, viewer, uri, viewer.words.t("consent-new")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let it = match about(page, &form, uri) {
        Some(person) => Some(choices(app, viewer, page, person).await?),
        None => None,
    };
    Ok(ConsentView {
        frame,
        head: HeadView::read(app, viewer, page.family, uri).await?,
        form,
        family: page.family,
        it,
        back: sharing_of(page.family),
    })
}

/// The form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let page = read(&app, &viewer, family_of(&id)?).await?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    let form = begun(&app, viewer.words, &page, form, &uri);
    show(&view(&app, &viewer, &uri, form, &page).await?)
}

fn told(form: &mut Form, error: GiveConsentError) -> Result<(), PageError> {
    use ConsentError as Wrong;
    let (field, label, key) = match error {
        GiveConsentError::Wrong(wrong) => match wrong {
            Wrong::NoCategory => ("category", "consent-categories", "consent-choose-some"),
            Wrong::NoReceiver => ("to", "consent-to", "consent-choose-party"),
            Wrong::WithOneself => ("to", "consent-to", "consent-with-oneself"),
            Wrong::GivenInTheFuture => ("given", "consent-given", "field-future"),
            Wrong::GivenTooLongAgo => ("given", "consent-given", "consent-given-too-long-ago"),
            Wrong::ForThePast => ("until", "consent-until", "consent-for-the-past"),
            Wrong::TooLong => ("until", "consent-until", "consent-too-long"),
            Wrong::TooLongForHealth => ("until", "consent-until", "consent-too-long-health"),
            Wrong::NoNote => ("word", "consent-word", "consent-no-note"),
            Wrong::NoScan => ("scan", "consent-scan", "consent-scan-missing"),
        },
        GiveConsentError::NoSuchCategory => ("category", "consent-categories", "field-choose"),
        GiveConsentError::NoSuchBasis => ("basis", "consent-basis", "field-choose"),
        GiveConsentError::NoSuchTemplate => ("words", "consent-words", "field-choose"),
        GiveConsentError::UnitClosed => ("to", "consent-to", "consent-unit-closed"),
        GiveConsentError::NotOfFamily => ("to", "consent-to", "consent-not-of-family"),
        GiveConsentError::NoGiver => ("giver", "consent-giver", "consent-no-giver"),
        GiveConsentError::NotTheirs => ("giver", "consent-giver", "consent-not-theirs"),
        GiveConsentError::CustodyUnknown => ("giver", "consent-giver", "consent-custody-unknown"),
        GiveConsentError::NoSuchScan => ("scan", "consent-scan", "field-choose"),
        GiveConsentError::Stopped(stop) => return Err(stop.into()),
    };
    form.fault(field, label, key);
    Ok(())
}

/// Takes the consent.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let page = read(&app, &viewer, family).await?;
    let person = about(&page, &form, &uri);
    let terms = person.and_then(|person| terms(&mut form, person));
    let givers: Option<Vec<PersonId>> = form.all("giver").map(PersonId::parse).collect();
    let givers = form.take("giver", "consent-giver", givers.ok_or("field-choose"));
    if givers.as_ref().is_some_and(Vec::is_empty) {
        form.fault("giver", "consent-giver", "consent-no-giver");
    }
    let words = form.text("words").split_once('-').ok_or("field-choose");
    let words = words.map(|(code, language)| (code.to_owned(), language.to_owned()));
    let words = form.take("words", "consent-words", words);
    if let (Some(terms), Some(givers), Some((template, language)), true) =
        (terms, givers, words, form.errors().is_empty())
    {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let command = GiveConsent {
            family,
            terms,
            template,
            language,
            givers,
        };
        match give_consent(&mut ctx, command).await {
            Ok(consent) => {
                let to = format!("{}/consents/{consent}?done=consent", sharing_of(family));
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err(error) => told(&mut form, error)?,
        }
    }
    show_errors(&view(&app, &viewer, &uri, form, &page).await?)
}
