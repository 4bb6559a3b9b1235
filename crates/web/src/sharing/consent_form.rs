//! What is asked when somebody consents or refuses, as the form has it.

use axum::http::Uri;
use jiff::ToSpan;
use jiff::civil::Date;

use helhed_casework::document::documents_page;
use helhed_casework::domain::consent::{ConsentForm, ConsentTerms, Party, Stance};
use helhed_casework::domain::ids::{FamilyId, PersonId};
use helhed_casework::domain::template::Template;
use helhed_casework::sharing::{PersonLine, SharingPage, takes_consent};

use crate::app::App;
use crate::choices::from_list;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::query::Query;
use crate::viewer::Viewer;
use crate::words::Words;

use super::names::Names;
use super::sharing_of;

pub(super) type Pairs = Vec<(String, String)>;

/// The words that are read, in one language.
pub(super) struct Reading {
    /// `sharing-da`.
    pub value: String,
    pub language: String,
    pub title: String,
    pub text: String,
    pub consequence: String,
}

/// Somebody whom a consent can be about.
pub(super) struct Person {
    pub href: String,
    pub name: String,
    pub chosen: bool,
}

/// What may be chosen.
pub(super) struct Choices {
    pub people: Vec<Person>,
    /// Whom it is about.
    pub about: PersonId,
    pub stances: Pairs,
    pub categories: Pairs,
    /// Units around the family, and whom something is shared with.
    pub near: Pairs,
    /// People of the family.
    pub family: Pairs,
    /// Every other unit.
    pub far: Pairs,
    pub bases: Pairs,
    pub from: Pairs,
    pub forms: Pairs,
    pub scans: Pairs,
    pub words: Vec<Reading>,
    /// Who can give it: nobody where custody is not known.
    pub givers: Pairs,
}

fn givers(w: Words, names: &Names, line: &PersonLine) -> Pairs {
    let said = |(who, capacity): &(PersonId, helhed_casework::domain::capacity::Capacity)| {
        let text = w.args(
            "consent-giver-is",
            &[
                ("name", &names.person(*who)),
                ("capacity", &w.t(capacity.label_key())),
            ],
        );
        (who.to_string(), text)
    };
    line.givers.iter().map(said).collect()
}

fn words(app: &App, today: Date) -> Vec<Reading> {
    let all = app.casework.lists().templates();
    let mut found: Vec<Reading> = Vec::new();
    for it in all {
        let value = format!("{}-{}", it.code, it.language);
        let newest = Template::on(all, &it.code, &it.language, today);
        if newest == Some(it) {
            found.push(Reading {
                value,
                language: it.language.clone(),
                title: it.title.clone(),
                text: it.text.clone(),
                consequence: it.consequence.clone(),
            });
        }
    }
    found
}

/// The legal bases that a consent can have.
fn bases(app: &App, w: Words, today: Date) -> Pairs {
    let mut all = from_list(app, w, "sharing_basis", today);
    all.retain(|(code, _)| takes_consent(code));
    all
}

/// Whom it is about: of the address, of the form, or the first who can be asked.
pub(super) fn about(page: &SharingPage, form: &Form, uri: &Uri) -> Option<PersonId> {
    let here = |it: &PersonId| {
        let is = |line: &&PersonLine| line.kin.id == *it && line.kin.now;
        page.people.iter().find(is).is_some()
    };
    let asked = PersonId::parse(Query::of(uri).text("about")).filter(here);
    let written = PersonId::parse(form.text("about")).filter(here);
    let mut able = page.people.iter().filter(|it| it.kin.now);
    asked.or(written).or_else(|| {
        able.find(|it| !it.givers.is_empty())
            .map(|line| line.kin.id)
    })
}

/// Reads what may be chosen. Nobody can be asked: there is nothing to choose.
pub(super) async fn choices(
    app: &App,
    viewer: &Viewer,
    page: &SharingPage,
    about: PersonId,
) -> Result<Choices, PageError> {
    let w = viewer.words;
    let names = Names::of(w, &page.units, &page.named);
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let today = reading.today();
    let documents = documents_page(&mut reading, page.family).await?;
    let kept = documents
        .lines
        .iter()
        .filter(|it| it.line.document.annulled.is_none());
    let scans = kept.map(|it| {
        (
            it.line.document.id.to_string(),
            it.line.document.name.as_str().to_owned(),
        )
    });
    let none = (String::new(), w.t("consent-no-scan"));
    let line = page.people.iter().find(|it| it.kin.id == about);
    let place = format!("{}/consents/new", sharing_of(page.family));
    let here = page.people.iter().filter(|it| it.kin.now);
    let open = |it: &&helhed_casework::domain::unit::Unit| !it.closed;
    let is_near = |id| page.parties.contains(&Party::Unit(id));
    let unit = |it: &helhed_casework::domain::unit::Unit| {
        (Party::Unit(it.id).to_string(), it.name.as_str().to_owned())
    };
    let (near, far): (Vec<_>, Vec<_>) = page
        .units
        .iter()
        .filter(open)
        .partition(|it| is_near(it.id));
    let team = (String::new(), w.t("consent-from-team"));
    let from = page.units.iter().filter(open);
    Ok(Choices {
        people: here
            .clone()
            .map(|it| Person {
                href: format!("{place}?about={}", it.kin.id),
                name: it.kin.given_name.as_str().to_owned(),
                chosen: it.kin.id == about,
            })
            .collect(),
        about,
        stances: Stance::ALL
            .iter()
            .map(|it| (it.code().to_owned(), w.join("consent-says-", it.code())))
            .collect(),
        categories: from_list(app, w, "category", today),
        near: near.into_iter().map(unit).collect(),
        far: far.into_iter().map(unit).collect(),
        family: here
            .filter(|it| it.kin.id != about)
            .map(|it| {
                let party = Party::Person(it.kin.id);
                (party.to_string(), it.kin.given_name.as_str().to_owned())
            })
            .collect(),
        bases: bases(app, w, today),
        from: std::iter::once(team)
            .chain(from.map(|it| (it.id.to_string(), it.name.as_str().to_owned())))
            .collect(),
        forms: ConsentForm::ALL
            .iter()
            .map(|it| (it.code().to_owned(), w.t(it.label_key())))
            .collect(),
        scans: std::iter::once(none).chain(scans).collect(),
        words: words(app, today),
        givers: line.map_or(Vec::new(), |it| givers(w, &names, it)),
    })
}

/// What a new form begins with: a year, today, the words in the reader's language; or a consent that is renewed.
pub(super) fn begun(app: &App, w: Words, page: &SharingPage, form: Form, uri: &Uri) -> Form {
    let today = helhed_casework::domain::day::day_of(app.now());
    let months = app.casework.lists().rules(today).consent_validity_months;
    let query = Query::of(uri);
    let form = form
        .preset("given", today.to_string())
        .preset("until", today.saturating_add(months.months()).to_string());
    let renewed = page
        .consents
        .iter()
        .find(|it| it.consent.id.to_string() == query.text("renew"));
    let Some(line) = renewed else {
        let mut form = form
            .preset("stance", Stance::Gives.code())
            .preset("form", ConsentForm::OnScreen.code())
            .preset("words", format!("sharing-{}", w.lang()))
            .preset("to", query.text("to"));
        for code in query.all("category") {
            form = form.preset("category", code);
        }
        return form;
    };
    let (terms, shown) = (&line.consent.terms, &line.consent.shown);
    let text = |it: &Option<helhed_casework::domain::text::Line>| {
        it.as_ref().map_or("", |it| it.as_str()).to_owned()
    };
    let mut form = form
        .preset("about", terms.subject.to_string())
        .preset("stance", terms.stance.code())
        .preset("purpose", terms.purpose.as_str())
        .preset("case", text(&terms.case))
        .preset("basis", terms.legal_basis.as_str())
        .preset("form", ConsentForm::OnScreen.code())
        .preset("words", format!("{}-{}", shown.template, shown.language))
        .preset(
            "from",
            terms.from.map(|it| it.to_string()).unwrap_or_default(),
        );
    for code in &terms.categories {
        form = form.preset("category", code.as_str());
    }
    for party in &terms.to {
        form = form.preset("to", party.to_string());
    }
    form
}

/// The page of the form.
#[derive(askama::Template)]
#[template(path = "sharing/consent_new.html")]
pub(super) struct ConsentView {
    pub frame: Frame,
    pub head: HeadView,
    pub form: Form,
    pub family: FamilyId,
    /// Nobody can be asked: the family's people come first.
    pub it: Option<Choices>,
    pub back: String,
}

impl ConsentView {
    /// Whether one of the units that are not near the family is ticked: then their list stands open.
    pub(super) fn far_is_ticked(&self) -> bool {
        let far = self.it.iter().flat_map(|it| &it.far);
        far.into_iter().any(|(value, _)| self.form.has("to", value))
    }
}

/// Reads the terms; what is wrong is noted at its field.
pub(super) fn terms(form: &mut Form, about: PersonId) -> Option<ConsentTerms> {
    use helhed_casework::domain::day::parse_day;
    use helhed_casework::domain::ids::{DocumentId, UnitId};
    use helhed_casework::domain::text::Line;
    let stance = Stance::from_code(form.text("stance")).ok_or("field-choose");
    let stance = form.take("stance", "consent-stance", stance);
    let categories: Vec<String> = form.all("category").map(str::to_owned).collect();
    if categories.is_empty() {
        form.fault("category", "consent-categories", "consent-choose-some");
    }
    // What an address of a gap may leave empty is no party.
    let to: Option<Vec<Party>> = form
        .all("to")
        .filter(|it| !it.is_empty())
        .map(Party::parse)
        .collect();
    let to = form.take("to", "consent-to", to.ok_or("field-choose"));
    if to.as_ref().is_some_and(Vec::is_empty) {
        form.fault("to", "consent-to", "consent-choose-party");
    }
    let purpose = Line::parse(form.text("purpose"));
    let purpose = form.take("purpose", "consent-purpose", purpose);
    let case = Line::parse_optional(form.text("case"));
    let case = form.take("case", "consent-case", case);
    let from = match form.text("from") {
        "" => Ok(None),
        text => UnitId::parse(text).map(Some).ok_or("field-choose"),
    };
    let from = form.take("from", "consent-from", from);
    let how = ConsentForm::from_code(form.text("form")).ok_or("field-choose");
    let how = form.take("form", "consent-form", how);
    let word = Line::parse_optional(form.text("word"));
    let word = form.take("word", "consent-word", word);
    let scan = match form.text("scan") {
        "" => Ok(None),
        text => DocumentId::parse(text).map(Some).ok_or("field-choose"),
    };
    let scan = form.take("scan", "consent-scan", scan);
    let given = form.take("given", "consent-given", parse_day(form.text("given")));
    let until = form.take("until", "consent-until", parse_day(form.text("until")));
    Some(ConsentTerms {
        subject: about,
        stance: stance?,
        purpose: purpose?,
        categories,
        from: from?,
        to: to?,
        case: case?,
        legal_basis: form.text("basis").to_owned(),
        form: how?,
        word: word?,
        scan: scan?,
        given: given?,
        valid_to: until?,
    })
}
