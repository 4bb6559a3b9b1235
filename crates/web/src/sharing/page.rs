//! How is a family's information shared: who sees what, why, until when, and what is missing?

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::account::{Language, Role};
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::disclosure::Disclosure;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::narrower::Narrower;
use helhed_casework::sharing::{ConsentLine, ConsentState, Gap, SharingPage};

use crate::app::App;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;
use crate::words::Words;

use super::matrix::{Table, tables};
use super::names::{Names, categories, category};
use super::{family_of, head, read, sharing_of};

/// A gap in words, and where to ask for a consent that closes it.
struct GapShown {
    text: String,
    ask: String,
}

/// A consent in the list.
pub(super) struct ConsentShown {
    pub href: String,
    pub about: String,
    pub line: String,
    pub is_no: bool,
    pub state: &'static str,
    pub badge: &'static str,
    pub until: String,
    /// Whose part is awaited, in sentences.
    pub awaits: Vec<String>,
    /// What something narrower stands against, in sentences.
    pub narrowed: Vec<String>,
    pub renew: Option<String>,
    pub withdraw: bool,
}

/// A disclosure in the list.
struct DisclosureShown {
    about: String,
    line: String,
    basis: String,
    purpose: String,
    reason: String,
    until: String,
    ended: bool,
    end: Option<String>,
}

#[derive(Template)]
#[template(path = "sharing/sharing.html")]
struct SharingView {
    frame: Frame,
    head: Option<HeadView>,
    family: FamilyId,
    gaps: Vec<GapShown>,
    tables: Vec<Table>,
    consents: Vec<ConsentShown>,
    disclosures: Vec<DisclosureShown>,
    /// Why the case is locked, and whom that protects.
    lock: Option<(String, String)>,
    /// Each party, and where one sees what they see.
    look_as: Vec<(String, String)>,
    exchanges: String,
    may_add: bool,
    may_change: bool,
    is_family: bool,
}

fn gap(app: &App, w: Words, names: &Names, family: FamilyId, gap: &Gap) -> GapShown {
    let duty = match w.0 {
        Language::Danish => &gap.duty.da,
        Language::English => &gap.duty.en,
    };
    let new = format!("{}/consents/new?", sharing_of(family));
    let start = new.len();
    let mut ask = form_urlencoded::Serializer::for_suffix(new, start);
    ask.append_pair("about", &gap.person.to_string());
    ask.append_pair("to", &Party::Unit(gap.unit).to_string());
    for code in &gap.categories {
        ask.append_pair("category", code);
    }
    let missing = categories(app, w, &gap.categories);
    GapShown {
        text: w.args(
            "sharing-gap",
            &[
                ("duty", duty),
                ("unit", &names.unit(gap.unit)),
                ("categories", &missing),
                ("person", &names.person(gap.person)),
            ],
        ),
        ask: ask.finish(),
    }
}

pub(super) fn badge(state: ConsentState) -> &'static str {
    match state {
        ConsentState::InForce => "ok",
        ConsentState::EndsSoon | ConsentState::Awaits => "warn",
        ConsentState::Overruled => "stop",
        ConsentState::RanOut | ConsentState::Withdrawn => "quiet",
    }
}

/// A consent as it stands in a list.
pub(super) fn consent(
    app: &App,
    w: Words,
    names: &Names,
    page: &SharingPage,
    line: &ConsentLine,
) -> ConsentShown {
    use helhed_casework::domain::consent::Stance;
    let terms = &line.consent.terms;
    let href = format!("{}/consents/{}", sharing_of(page.family), line.consent.id);
    let awaits = line.awaits.iter().map(|(who, capacity)| {
        w.args(
            "consent-awaits",
            &[
                ("name", &names.person(*who)),
                ("capacity", &w.t(capacity.label_key())),
            ],
        )
    });
    let narrowed = line.narrowed.iter().map(|part| {
        let (key, day) = match part.by {
            Narrower::Refused => ("consent-refused-part", String::new()),
            Narrower::TakenBack(at) => ("consent-taken-back-part", w.day_at(at)),
            Narrower::Shorter(last) => ("consent-shorter-part", w.day(last)),
        };
        w.args(
            key,
            &[
                ("category", &category(app, w, &part.category)),
                ("party", &names.party(part.party)),
                ("day", &day),
            ],
        )
    });
    let runs = !matches!(line.state, ConsentState::Withdrawn);
    let renews = matches!(line.state, ConsentState::EndsSoon | ConsentState::RanOut);
    ConsentShown {
        about: names.person(terms.subject),
        line: w.args(
            "consent-line",
            &[
                ("categories", &categories(app, w, &terms.categories)),
                ("parties", &names.parties(&terms.to)),
            ],
        ),
        is_no: terms.stance == Stance::Refuses,
        state: line.state.code(),
        badge: badge(line.state),
        until: w.with("sharing-until", w.day(terms.valid_to)),
        awaits: match runs {
            true => awaits.collect(),
            false => Vec::new(),
        },
        narrowed: narrowed.collect(),
        renew: (renews && page.may_add).then(|| {
            let new = format!("{}/consents/new", sharing_of(page.family));
            format!("{new}?renew={}", line.consent.id)
        }),
        withdraw: page.may_withdraw && runs && line.state != ConsentState::RanOut,
        href,
    }
}

fn disclosure(
    app: &App,
    w: Words,
    names: &Names,
    page: &SharingPage,
    today: jiff::civil::Date,
    it: &Disclosure,
) -> DisclosureShown {
    let terms = &it.terms;
    let runs = it.ended_at.is_none() && terms.until >= today;
    DisclosureShown {
        about: names.people(&terms.subjects),
        line: w.args(
            "consent-line",
            &[
                ("categories", &categories(app, w, &terms.categories)),
                ("parties", &names.parties(&terms.to)),
            ],
        ),
        basis: w.listed(app, "sharing_basis", &terms.legal_basis),
        purpose: terms.purpose.as_str().to_owned(),
        reason: terms.reason.as_str().to_owned(),
        until: match it.ended_at {
            Some(at) => w.with("disclosure-ended", w.day_at(at)),
            None => w.with("sharing-until", w.day(terms.until)),
        },
        ended: !runs,
        end: (runs && page.may_add)
            .then(|| format!("{}/disclosures/{}/end", sharing_of(page.family), it.id)),
    }
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let (w, family) = (viewer.words, family_of(&id)?);
    let page = read(&app, &viewer, family).await?;
    let names = Names::of(w, &page.units, &page.named);
    let is_family = viewer.is(Role::FamilyMember);
    let title = match is_family {
        true => "sharing-title-family",
        false => "sharing-title",
    };
    let frame = Frame::new(&app, &viewer, &uri, w.t(title)).about(family);
    let today = frame.today;
    let as_party = |it: &Party| {
        let href = format!("/families/{family}/shared/as/{it}");
        (href, names.party(*it))
    };
    let gaps = page.gaps.iter().filter(|it| {
        // The family decides on its own part alone.
        page.people.iter().any(|line| line.kin.id == it.person)
    });
    show(&SharingView {
        head: head(&app, &viewer, family, &uri).await?,
        family,
        gaps: gaps.map(|it| gap(&app, w, &names, family, it)).collect(),
        tables: tables(&app, w, &names, &page),
        consents: page
            .consents
            .iter()
            .map(|it| consent(&app, w, &names, &page, it))
            .collect(),
        disclosures: page
            .disclosures
            .iter()
            .map(|it| disclosure(&app, w, &names, &page, today, it))
            .collect(),
        lock: page.lock.as_ref().map(|it| {
            let reason = it.reason.as_str().to_owned();
            (reason, names.people(&it.protects))
        }),
        look_as: page.parties.iter().map(as_party).collect(),
        exchanges: w.n("disclosure-exchanges-left", page.exchanges_left),
        may_add: page.may_add,
        may_change: page.may_change,
        is_family,
        frame,
    })
}
