//! Inviting somebody outside to rate: the link and its code are shown once.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Uri};

use helhed_casework::domain::episode::{Instrument, RaterKind};
use helhed_casework::domain::ids::{FamilyId, InvitationId, PersonId, RaterId};
use helhed_casework::domain::text::Name;
use helhed_casework::post::post_link;
use helhed_casework::rating::{
    AddRater, AddRaterError, Invite, InviteError, RatingsPage, add_rater, invite, ratings_page,
    take_back_invitation,
};

use crate::app::App;
use crate::case::choose::Pairs;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::letter::{here, letter, qr, reader};
use crate::page::{PageResult, go, show, show_errors};
use crate::rating::{family_of, head, ratings_of};
use crate::viewer::Viewer;

/// A link as it is told.
struct Made {
    path: String,
    address: String,
    code: String,
    until: String,
    /// The address as a picture, for a telephone held to the screen.
    qr: Option<String>,
    /// To whom its letter goes.
    to: Option<String>,
}

#[derive(Template)]
#[template(path = "rating/invite.html")]
struct InviteView {
    frame: Frame,
    head: Option<HeadView>,
    form: Form,
    raters: Pairs,
    people: Pairs,
    kinds: Pairs,
    forms: Pairs,
    made: Option<Made>,
    /// Whether letters are sent from here.
    by_letter: bool,
    back: String,
}

async fn ratings(app: &App, viewer: &Viewer, family: FamilyId) -> Result<RatingsPage, PageError> {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    Ok(ratings_page(&mut reading, family).await?.into_inner())
}

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    family: FamilyId,
    (form, made): (Form, Option<Made>),
) -> Result<InviteView, PageError> {
    let w = viewer.words;
    let page = ratings(app, viewer, family).await?;
    let open = || page.people.iter().filter(|it| it.is_open());
    let name_of = |person: PersonId| open().find(|it| it.person == person);
    let mut raters = vec![(String::new(), w.t("rating-new-rater"))];
    raters.extend(page.raters.iter().filter_map(|it| {
        let about = name_of(it.person)?.given_name.as_str();
        let values = [
            ("rater", it.name.as_str()),
            ("kind", &w.t(it.kind.label_key())),
            ("person", about),
        ];
        Some((it.id.to_string(), w.args("rating-rater-of", &values)))
    }));
    let mut frame = Frame::new(app, viewer, uri, w.t("rating-invite")).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let kinds = RaterKind::ALL.iter();
    let forms = Instrument::ALL.iter();
    Ok(InviteView {
        head: head(app, viewer, family).await?,
        people: open()
            .map(|it| (it.person.to_string(), it.given_name.as_str().to_owned()))
            .collect(),
        kinds: kinds
            .map(|it| (it.code().to_owned(), w.t(it.label_key())))
            .collect(),
        forms: forms
            .map(|it| (it.code().to_owned(), w.t(it.label_key())))
            .collect(),
        back: ratings_of(family),
        by_letter: app.settings.letters_from.is_some(),
        frame,
        form,
        raters,
        made,
    })
}

/// The form.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let form = Form::open(&app, &viewer, uri.path())
        .await?
        .preset("form", Instrument::Outcome.code());
    show(&view(&app, &viewer, &uri, family_of(&id)?, (form, None)).await?)
}

/// The rater that was chosen, or a new one.
async fn rater(
    ctx: &mut helhed_casework::Ctx,
    family: FamilyId,
    page: &RatingsPage,
    form: &mut Form,
) -> Result<Option<(PersonId, RaterId)>, PageError> {
    if let Some(id) = RaterId::parse(form.text("rater")) {
        let found = page.raters.iter().find(|it| it.id == id);
        return Ok(found.map(|it| (it.person, it.id)));
    }
    let person = PersonId::parse(form.text("person")).ok_or("field-choose");
    let person = form.take("person", "rating-about-whom", person);
    let kind = RaterKind::from_code(form.text("kind")).ok_or("field-choose");
    let kind = form.take("kind", "rating-rater-kind", kind);
    let name = form.take("name", "rating-rater-name", Name::parse(form.text("name")));
    let (Some(person), Some(kind), Some(name)) = (person, kind, name) else {
        return Ok(None);
    };
    let command = AddRater {
        family,
        person,
        kind,
        name,
        relative: None,
    };
    match add_rater(ctx, command).await {
        Ok(id) => return Ok(Some((person, id))),
        Err(AddRaterError::WorksWithFamily) => {
            form.fault("name", "rating-rater-name", "rating-works-with-family");
        }
        Err(AddRaterError::AlreadyThere) => {
            form.fault("name", "rating-rater-name", "rating-rater-there");
        }
        Err(AddRaterError::NotOfFamily | AddRaterError::ThePerson) => {
            form.fault("person", "rating-about-whom", "field-choose");
        }
        Err(AddRaterError::Stopped(stop)) => return Err(stop.into()),
    }
    Ok(None)
}

/// Invites. The answer is the page with the link on it: it cannot be read again.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    headers: HeaderMap,
    mut form: Form,
) -> PageResult {
    let (w, family) = (viewer.words, family_of(&id)?);
    let page = ratings(&app, &viewer, family).await?;
    let instrument = Instrument::from_code(form.text("form")).ok_or("field-choose");
    let instrument = form.take("form", "rating-which-form", instrument);
    let to = reader(&app, &mut form);
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    let rater = rater(&mut ctx, family, &page, &mut form).await?;
    if let (Some(instrument), Some((person, rater)), true) =
        (instrument, rater, form.errors().is_empty())
    {
        let command = Invite {
            family,
            person,
            rater,
            instrument,
        };
        match invite(&mut ctx, command).await {
            Ok(link) => {
                let path = format!("/rate/{}", link.token.secret());
                let sent_to = to.as_ref().map(|to| to.as_str().to_owned());
                let letter = to.and_then(|to| letter(&app, w, (to, &path, &link)));
                if let Some(letter) = &letter {
                    post_link(&mut ctx, family, &link, letter).await?;
                }
                ctx.commit_form(None, uri.path(), &ratings_of(family))
                    .await?;
                let address = format!("{}{path}", here(&app, &headers));
                let made = Made {
                    qr: qr(&address, &w.t("rating-link-qr")),
                    to: sent_to.filter(|_| letter.is_some()),
                    path,
                    address,
                    code: link.code.spaced(),
                    until: w.day_at(link.expires_at),
                };
                let form = Form::open(&app, &viewer, uri.path()).await?;
                return show(&view(&app, &viewer, &uri, family, (form, Some(made))).await?);
            }
            Err(InviteError::NoSuchRater) => form.fault("rater", "rating-who", "field-choose"),
            Err(InviteError::NoEpisode) => form.fault("rater", "rating-who", "rating-no-episode"),
            Err(InviteError::Stopped(stop)) => return Err(stop.into()),
        }
    }
    drop(ctx);
    if form.errors().is_empty() {
        form.fault("rater", "rating-who", "field-choose");
    }
    show_errors(&view(&app, &viewer, &uri, family, (form, None)).await?)
}

/// Takes an invitation back.
pub(super) async fn take_back(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, invitation)): Path<(String, String)>,
) -> PageResult {
    let family = family_of(&id)?;
    let invitation = InvitationId::parse(&invitation).ok_or(PageError::Absent)?;
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    take_back_invitation(&mut ctx, family, invitation).await?;
    ctx.commit().await?;
    Ok(go(&format!("{}?done=invitation-ended", ratings_of(family))))
}
