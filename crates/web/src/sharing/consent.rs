//! One consent: what it says, what was read, who gave it, and taking it back, all of it or a part.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::consent::{Consent, Party, Stance};
use helhed_casework::domain::ids::{ConsentId, DocumentId, FamilyId, FormId, PersonId};
use helhed_casework::domain::share::{Share, ShareSource};
use helhed_casework::sharing::{
    ConsentLine, GiveConsentError, SharingPage, SignConsent, WithdrawConsent, WithdrawError,
    sign_consent, withdraw_consent,
};

use crate::app::App;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, go, show, show_errors};
use crate::people::begin;
use crate::viewer::Viewer;
use crate::words::Words;

use super::consent_form::Pairs;
use super::names::{Names, categories, category};
use super::page::{ConsentShown, consent as shown};
use super::{family_of, head, read, sharing_of};

#[derive(Template)]
#[template(path = "sharing/consent.html")]
struct OneView {
    frame: Frame,
    head: Option<HeadView>,
    family: FamilyId,
    form: Form,
    /// Makes the second form of the page count once.
    other_form: FormId,
    it: ConsentShown,
    /// What it says: label and words.
    facts: Vec<(String, String)>,
    scan: Option<DocumentId>,
    language: String,
    text: String,
    consequence: String,
    signed: Vec<String>,
    withdrawn: Vec<String>,
    /// Who can add their part now; nobody where the viewer does not write it down.
    sign: Pairs,
    parts: Pairs,
    parties: Pairs,
    /// Who can take it back; a family member takes back their own.
    by: Pairs,
    back: String,
}

fn facts(app: &App, w: Words, names: &Names, consent: &Consent) -> Vec<(String, String)> {
    let terms = &consent.terms;
    let from = terms
        .from
        .map_or_else(|| w.t("consent-from-team"), |it| names.unit(it));
    let mut rows = vec![
        ("consent-about", names.person(terms.subject)),
        ("consent-categories", categories(app, w, &terms.categories)),
        ("consent-to", names.parties(&terms.to)),
        ("consent-from", from),
        ("consent-purpose", terms.purpose.as_str().to_owned()),
    ];
    if let Some(case) = &terms.case {
        rows.push(("consent-case", case.as_str().to_owned()));
    }
    rows.push((
        "consent-basis",
        w.listed(app, "sharing_basis", &terms.legal_basis),
    ));
    rows.push(("consent-form", w.t(terms.form.label_key())));
    if let Some(word) = &terms.word {
        rows.push(("consent-word", word.as_str().to_owned()));
    }
    rows.push(("consent-given", w.day(terms.given)));
    rows.push(("consent-until", w.day(terms.valid_to)));
    let told = |(key, words)| (w.t(key), words);
    rows.into_iter().map(told).collect()
}

fn history(app: &App, w: Words, names: &Names, it: &Consent) -> (Vec<String>, Vec<String>) {
    let signed = it.signatures.iter().map(|it| {
        w.args(
            "consent-signed",
            &[
                ("name", &names.person(it.giver)),
                ("capacity", &w.t(it.capacity.label_key())),
                ("day", &w.day_at(it.at)),
            ],
        )
    });
    let withdrawn = it.withdrawals.iter().map(|it| {
        let all = || w.t("consent-everything");
        let what = it.category.as_ref();
        let what = what.map_or_else(all, |it| category(app, w, it));
        let from = it
            .party
            .map_or_else(|| w.t("consent-everybody"), |it| names.party(it));
        w.args(
            "consent-withdrawn",
            &[
                ("name", &names.person(it.by)),
                ("categories", &what),
                ("parties", &from),
                ("day", &w.day_at(it.at)),
            ],
        )
    });
    (signed.collect(), withdrawn.collect())
}

/// Who may take it back: whoever gave it, and whose it is to give now.
fn takers(names: &Names, viewer: &Viewer, page: &SharingPage, it: &Consent) -> Pairs {
    if let (Role::FamilyMember, Some(own)) = (viewer.actor.role, viewer.actor.person) {
        return vec![(own.to_string(), names.person(own))];
    }
    let mut people: Vec<PersonId> = it.signatures.iter().map(|it| it.giver).collect();
    let line = page
        .people
        .iter()
        .find(|line| line.kin.id == it.terms.subject);
    people.extend(
        line.iter()
            .flat_map(|line| &line.givers)
            .map(|(who, _)| *who),
    );
    people.sort();
    people.dedup();
    let pair = |it: PersonId| (it.to_string(), names.person(it));
    people.into_iter().map(pair).collect()
}

async fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    form: Form,
    (page, line): (&SharingPage, &ConsentLine),
) -> Result<OneView, PageError> {
    let w = viewer.words;
    let names = Names::of(w, &page.units, &page.named);
    let it = shown(app, w, &names, page, line);
    let terms = &line.consent.terms;
    let title = w.join("consent-title-", terms.stance.code());
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let (signed, withdrawn) = history(app, w, &names, &line.consent);
    let all = |key| std::iter::once((String::new(), w.t(key)));
    let pair = |(who, _): &(PersonId, _)| (who.to_string(), names.person(*who));
    let parts = terms.categories.iter();
    let parties = terms.to.iter();
    let signs = page.may_add && !line.consent.wholly_withdrawn();
    let shown = &line.consent.shown;
    Ok(OneView {
        head: head(app, viewer, page.family, uri).await?,
        family: page.family,
        form,
        other_form: app.casework.new_id(app.now()),
        facts: facts(app, w, &names, &line.consent),
        scan: terms.scan.filter(|_| viewer.is(Role::Coordinator)),
        language: shown.language.clone(),
        text: shown.text.clone(),
        consequence: shown.consequence.clone(),
        signed,
        withdrawn,
        sign: match signs {
            true => line.awaits.iter().map(pair).collect(),
            false => Vec::new(),
        },
        parts: all("consent-everything")
            .chain(parts.map(|it| (it.clone(), w.listed(app, "category", it))))
            .collect(),
        parties: all("consent-everybody")
            .chain(parties.map(|it| (it.to_string(), names.party(*it))))
            .collect(),
        by: takers(&names, viewer, page, &line.consent),
        it,
        back: sharing_of(page.family),
        frame,
    })
}

fn found<'p>(page: &'p SharingPage, consent: &str) -> Result<&'p ConsentLine, PageError> {
    let id = ConsentId::parse(consent);
    let mut all = page.consents.iter();
    all.find(|it| Some(it.consent.id) == id)
        .ok_or(PageError::Absent)
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, consent)): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let page = read(&app, &viewer, family_of(&id)?).await?;
    let line = found(&page, &consent)?;
    let form = Form::open(&app, &viewer, uri.path()).await?;
    show(&view(&app, &viewer, &uri, form, (&page, line)).await?)
}

/// Reads a part of the consent; all of it where nothing is chosen.
fn part<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Result<Option<T>, &'static str> {
    match text {
        "" => Ok(None),
        text => read(text).map(Some).ok_or("field-choose"),
    }
}

/// What there is to say once it is taken back: a no opens something again, and a law may share what no consent does.
fn done(page: &SharingPage, line: &ConsentLine, taken: &WithdrawConsent) -> &'static str {
    let terms = &line.consent.terms;
    if terms.stance == Stance::Refuses {
        return "consent-lifted";
    }
    let of_law = |it: &Share| {
        let (categories, to) = (&terms.categories, &terms.to);
        matches!(it.source, ShareSource::Disclosure(_))
            && it.subject == terms.subject
            && categories.contains(&it.category)
            && to.contains(&it.to)
            && taken
                .category
                .as_ref()
                .is_none_or(|own| *own == it.category)
            && taken.party.is_none_or(|own| own == it.to)
    };
    let mut shares = page.people.iter().flat_map(|line| &line.shares);
    match shares.any(of_law) {
        true => "consent-withdrawn-law",
        false => "consent-withdrawn",
    }
}

/// Takes another's part of it, or that it is taken back.
pub(super) async fn take(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, consent)): Path<(String, String)>,
    uri: Uri,
    mut form: Form,
) -> PageResult {
    let family = family_of(&id)?;
    let page = read(&app, &viewer, family).await?;
    let line = found(&page, &consent)?;
    let consent = line.consent.id;
    let signs = form.text("act") == "sign";
    let field = if signs { "giver" } else { "by" };
    let who = PersonId::parse(form.text(field)).ok_or("field-choose");
    let who = form.take(field, "consent-by", who);
    let category = part(form.text("category"), |it| Some(it.to_owned()));
    let category = form.take("category", "consent-part", category);
    let party = part(form.text("party"), Party::parse);
    let party = form.take("party", "consent-part-party", party);
    if let (Some(who), Some(category), Some(party)) = (who, category, party) {
        let mut ctx = match begin(&app, &viewer, &form).await? {
            Ok(ctx) => ctx,
            Err(led_to) => return Ok(go(&led_to)),
        };
        let key = if signs {
            let command = SignConsent {
                family,
                consent,
                giver: who,
            };
            match sign_consent(&mut ctx, command).await {
                Ok(()) => Ok("consent-signed"),
                Err(GiveConsentError::Stopped(stop)) => return Err(stop.into()),
                Err(_) => Err(("giver", "consent-not-theirs")),
            }
        } else {
            let command = WithdrawConsent {
                family,
                consent,
                category,
                party,
                by: who,
            };
            let done = done(&page, line, &command);
            match withdraw_consent(&mut ctx, command).await {
                Ok(()) => Ok(done),
                Err(WithdrawError::NotTheirs) => Err(("by", "consent-not-theirs-to-withdraw")),
                Err(WithdrawError::NoSuchPart) => Err(("category", "field-choose")),
                Err(WithdrawError::Stopped(stop)) => return Err(stop.into()),
            }
        };
        match key {
            Ok(done) => {
                let to = format!("{}?done={done}", uri.path());
                ctx.commit_form(form.id(), uri.path(), &to).await?;
                return Ok(go(&to));
            }
            Err((field, key)) => form.fault(field, "consent-by", key),
        }
    }
    show_errors(&view(&app, &viewer, &uri, form, (&page, line)).await?)
}
