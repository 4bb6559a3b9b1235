//! Who has a family: coordinator, deputies, and the authority on the employment side.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::authority::{Authority, AuthorityKind};
use helhed_casework::domain::day::{day_of, parse_day};
use helhed_casework::domain::ids::{AccountId, AssignmentId, FamilyId};
use helhed_casework::domain::text::{Line, Name};
use helhed_casework::team::{
    AssignCoordinator, AssignError, AssignmentForms, EndDeputyError, SetAuthority,
    SetAuthorityError, SetDeputy, SetDeputyError, assign_coordinator, assignment_forms, end_deputy,
    set_authority, set_deputy,
};
use helhed_casework::{Ctx, Stop};

use crate::app::App;
use crate::choices::{coordinators, with_none};
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::viewer::Viewer;

use super::history::authority_words;

#[derive(Template)]
#[template(path = "course/authority.html")]
struct AuthorityPage {
    frame: Frame,
    head: HeadView,
    form: Form,
    it: AssignmentForms,
    /// Who may become coordinator, and deputy.
    to: Vec<(String, String)>,
    deputies: Vec<(String, String)>,
    authorities: Vec<(String, String)>,
    /// The authority of today in words, and those to come.
    authority: Option<String>,
    to_come: Vec<String>,
}

async fn authority_page(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    id: FamilyId,
    form: Form,
) -> Result<AuthorityPage, PageError> {
    let w = viewer.words;
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let it = assignment_forms(&mut reading, id).await?.into_inner();
    let title = w.t("assignments-title");
    let mut frame = Frame::new(app, viewer, uri, title)
        .about(id)
        .without_quick();
    frame.has_errors = !form.errors().is_empty();
    let coordinator = it.coordinator.as_ref().map(|(it, _)| it.account);
    let others: Vec<_> = it
        .colleagues
        .iter()
        .filter(|colleague| Some(colleague.account) != coordinator)
        .collect();
    let stand_ins = others.iter().filter(|colleague| {
        !it.deputies
            .iter()
            .any(|(deputy, _)| deputy.account == colleague.account)
    });
    let deputies = stand_ins.map(|it| (it.account.to_string(), it.name.as_str().to_owned()));
    let authorities = AuthorityKind::ALL.iter();
    let authorities = authorities.map(|it| (it.code().to_owned(), w.join("authority-", it.code())));
    let set = |set: &helhed_casework::domain::authority::AuthoritySet| {
        w.args(
            "authority-since",
            &[
                ("what", &authority_words(w, &set.authority)),
                ("day", &w.day(set.from)),
            ],
        )
    };
    Ok(AuthorityPage {
        to: with_none(w, coordinators(w, others.iter().copied())),
        deputies: with_none(w, deputies.collect()),
        authorities: authorities.collect(),
        authority: it.authority.as_ref().map(set),
        to_come: it.to_come.iter().map(set).collect(),
        head: HeadView::read(app, viewer, id, uri).await?,
        frame,
        form,
        it,
    })
}

/// Shows the forms.
pub(crate) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let id = FamilyId::parse(&id).ok_or(Stop::Absent)?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    let form = form.preset("from", day_of(app.now()).to_string());
    show(&authority_page(&app, &viewer, &uri, id, form).await?)
}

/// Takes one of the forms.
pub(crate) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let id = FamilyId::parse(&id).ok_or(Stop::Absent)?;
    let mut ctx = app.casework.begin(&viewer.actor, app.now()).await?;
    if let Some(form_id) = form.id()
        && let Some(led_to) = ctx.sent_before(form_id).await?
    {
        return Ok(go(&led_to));
    }
    let done = match form.text("act") {
        "assign" => assign(&mut ctx, id, &mut form).await?,
        "set-deputy" => deputise(&mut ctx, id, &mut form).await?,
        "end-deputy" => end(&mut ctx, id, &form).await?,
        "set-authority" => authorise(&mut ctx, id, &mut form).await?,
        _ => return Err(PageError::Unreadable),
    };
    if let Some(done) = done {
        let leads_to = format!("/families/{id}/authority?done={done}");
        ctx.commit_form(form.id(), uri.path(), &leads_to).await?;
        return Ok(go(&leads_to));
    }
    drop(ctx);
    show_errors(&authority_page(&app, &viewer, &uri, id, form).await?)
}

/// What was done, as a key of a message; nothing where the form has an error.
type Done = Result<Option<&'static str>, PageError>;

async fn assign(ctx: &mut Ctx, family: FamilyId, form: &mut Form) -> Done {
    let to = AccountId::parse(form.text("to")).ok_or("field-choose");
    let to = form.take("to", "assign-to", to);
    let word = Line::parse_optional(form.text("assign-word"));
    let word = form.take("assign-word", "hand-over-word", word);
    let (Some(to), Some(word)) = (to, word) else {
        return Ok(None);
    };
    let key = match assign_coordinator(ctx, AssignCoordinator { family, to, word }).await {
        Ok(()) => return Ok(Some("assigned")),
        Err(AssignError::Stopped(stop)) => return Err(stop.into()),
        Err(AssignError::NoSuchCoordinator) => "field-choose",
        Err(AssignError::HasItAlready) => "field-has-it-already",
        Err(AssignError::Full(_)) => "field-coordinator-full",
    };
    form.fault("to", "assign-to", key);
    Ok(None)
}

async fn deputise(ctx: &mut Ctx, family: FamilyId, form: &mut Form) -> Done {
    let deputy = AccountId::parse(form.text("deputy")).ok_or("field-choose");
    let deputy = form.take("deputy", "deputy-who", deputy);
    let word = Line::parse_optional(form.text("deputy-word"));
    let word = form.take("deputy-word", "hand-over-word", word);
    let (Some(deputy), Some(word)) = (deputy, word) else {
        return Ok(None);
    };
    let command = SetDeputy {
        family,
        deputy,
        word,
    };
    let key = match set_deputy(ctx, command).await {
        Ok(_) => return Ok(Some("deputy-set")),
        Err(SetDeputyError::Stopped(stop)) => return Err(stop.into()),
        Err(SetDeputyError::NoSuchCoordinator) => "field-choose",
        Err(SetDeputyError::HasItAlready) => "field-has-it-already",
        Err(SetDeputyError::NobodyToStandInFor) => "field-nobody-to-stand-in-for",
    };
    form.fault("deputy", "deputy-who", key);
    Ok(None)
}

/// Ended already is ended: whoever pressed has what they wanted.
async fn end(ctx: &mut Ctx, family: FamilyId, form: &Form) -> Done {
    let id = AssignmentId::parse(form.text("assignment")).ok_or(Stop::Absent)?;
    match end_deputy(ctx, family, id).await {
        Ok(()) | Err(EndDeputyError::NoSuchDeputy) => Ok(Some("deputy-ended")),
        Err(EndDeputyError::Stopped(stop)) => Err(stop.into()),
    }
}

async fn authorise(ctx: &mut Ctx, family: FamilyId, form: &mut Form) -> Done {
    let kind = AuthorityKind::from_code(form.text("kind")).ok_or("field-choose");
    let kind = form.take("kind", "authority-kind", kind);
    let with = Name::parse_optional(form.text("with"));
    let with = form.take("with", "authority-with", with);
    let from = parse_day(form.text("from"));
    let from = form.take("from", "authority-from", from);
    let (Some(kind), Some(with), Some(from)) = (kind, with, from) else {
        return Ok(None);
    };
    let authority = Authority::new(kind, with).map_err(|_| "field-name-jobcentre");
    let Some(authority) = form.take("with", "authority-with", authority) else {
        return Ok(None);
    };
    let command = SetAuthority {
        family,
        authority,
        from,
    };
    match set_authority(ctx, command).await {
        Ok(_) => return Ok(Some("authority-set")),
        Err(SetAuthorityError::Stopped(stop)) => return Err(stop.into()),
        Err(SetAuthorityError::Unchanged) => {
            form.fault("kind", "authority-kind", "field-authority-unchanged");
        }
        Err(SetAuthorityError::TooFarAhead) => {
            form.fault("from", "authority-from", "field-day-too-far");
        }
    }
    Ok(None)
}
