//! What is shared with us, or ours: the items of one family, each with why it is seen. And the same as another party sees it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use jiff::Timestamp;

use helhed_casework::document::SeenDocument;
use helhed_casework::domain::account::Role;
use helhed_casework::domain::consent::Party;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::item::ItemKind;
use helhed_casework::sharing::{Seen, SharedPage, SharingPage, Shown, shared_page, shared_page_as};

use helhed_reports::Numbers;

use crate::app::App;
use crate::error::PageError;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::query::Query;
use crate::viewer::Viewer;
use crate::words::Words;

use super::names::{Names, categories, joined, last_day};
use super::{family_of, read, sharing_of};

/// An item in words.
struct Item {
    kind: String,
    when: String,
    text: String,
    more: String,
    category: String,
    about: String,
    /// How it ended, or how a contact was held.
    outcome: String,
    by: String,
    why: String,
    /// Where a file is fetched; nowhere in a preview.
    file: Option<String>,
}

/// Items under a heading.
struct Group {
    id: &'static str,
    heading: &'static str,
    items: Vec<Item>,
}

#[derive(Template)]
#[template(path = "sharing/shared.html")]
struct SharedView {
    frame: Frame,
    family: FamilyId,
    name: String,
    /// As whom somebody looks.
    preview: Option<String>,
    back: String,
    /// "Sofie: helbred, til 3. maj 2027".
    open: Vec<String>,
    groups: Vec<Group>,
    older: Option<String>,
    is_older: bool,
    is_family: bool,
}

/// Why an item is seen: to whoever sees it, or of a party to whoever looks as them.
fn why(app: &App, w: Words, seen: &Seen, of_another: bool) -> String {
    let key = |own: &'static str, theirs: &'static str| if of_another { theirs } else { own };
    match seen {
        Seen::Team => w.t("why-team"),
        Seen::Wrote => w.t(key("why-wrote", "why-they-wrote")),
        Seen::Own => w.t(key("why-own", "why-their-own")),
        Seen::Shared { legal_basis, until } => w.args(
            key("why-shared", "why-shared-with-them"),
            &[
                ("basis", &w.listed(app, "sharing_basis", legal_basis)),
                ("day", &last_day(w, *until)),
            ],
        ),
    }
}

/// A person's name, as far as the page may tell it.
fn people(w: Words, page: &SharedPage, ids: &[helhed_casework::domain::ids::PersonId]) -> String {
    if ids.is_empty() {
        return w.t("note-whole-family");
    }
    joined(ids.iter().map(|id| {
        let found = page.people.iter().find(|it| it.id == *id);
        let name = found.map(|it| it.given_name.as_str().to_owned());
        name.unwrap_or_else(|| w.t("sharing-somebody"))
    }))
}

/// The text of an item; a rating's is put into words.
pub(super) fn told(w: Words, item: &helhed_casework::sharing::Item) -> String {
    let text = item.text.clone().unwrap_or_default();
    match item.kind {
        ItemKind::Rating => rating_in_words(w, &text, item.more.as_deref()),
        _ => text,
    }
}

/// What an outcome rating came to, and who gave it: the person, or a rater of a kind.
pub(crate) fn rating_in_words(w: Words, points: &str, by: Option<&str>) -> String {
    let points = Numbers(w.0).fixed(points.parse().unwrap_or_default(), 1);
    match by.and_then(|kind| w.find(&format!("rater-{kind}"))) {
        Some(by) => w.args("item-rating-by", &[("points", &points), ("by", &by)]),
        None => w.with("item-rating-own", points),
    }
}

fn item(app: &App, w: Words, page: &SharedPage, today: jiff::civil::Date, it: &Shown) -> Item {
    let Shown { item, seen } = it;
    let day = item.day.map(|day| w.weekday(day, today));
    let when = match item.kind {
        ItemKind::Appointment | ItemKind::Contact | ItemKind::Statement => w.moment(item.at, today),
        ItemKind::Note | ItemKind::Assessment | ItemKind::Rating => {
            w.weekday(item.day.unwrap_or(today), today)
        }
        ItemKind::Task | ItemKind::Goal | ItemKind::Need | ItemKind::Measure => {
            day.unwrap_or_default()
        }
        ItemKind::Involvement => {
            let since = item.day.map(|day| w.with("shared-since", w.day(day)));
            since.unwrap_or_default()
        }
    };
    let outcome = item.code.as_ref().and_then(|code| match item.kind {
        ItemKind::Task => w.find(&format!("task-outcome-{code}")),
        ItemKind::Goal => w.find(&format!("goal-outcome-{code}")),
        ItemKind::Contact => w.find(&format!("contact-{code}")),
        ItemKind::Assessment => Some(w.with("assessment-of-ten", code)),
        ItemKind::Measure => w.find(&format!("measure-{code}")),
        _ => None,
    });
    Item {
        kind: w.t(item.kind.label_key()),
        when,
        text: told(w, item),
        more: match item.kind {
            ItemKind::Rating => String::new(),
            _ => item.more.clone().unwrap_or_default(),
        },
        category: w.listed(app, "category", &item.category),
        about: people(w, page, &item.about),
        outcome: outcome.unwrap_or_default(),
        by: item
            .by_name
            .as_ref()
            .map_or(String::new(), |it| it.as_str().to_owned()),
        why: why(app, w, seen, page.preview.is_some()),
        file: None,
    }
}

/// A file kept with the case.
fn document(
    app: &App,
    w: Words,
    page: &SharedPage,
    today: jiff::civil::Date,
    it: &SeenDocument,
) -> Item {
    let SeenDocument { line, seen } = it;
    let file = &line.document;
    Item {
        kind: w.t(file.kind.label_key()),
        when: w.moment(file.added_at, today),
        text: file.name.as_str().to_owned(),
        more: String::new(),
        category: w.listed(app, "category", &file.mark.category),
        about: people(w, page, &file.mark.about),
        outcome: String::new(),
        by: line.by_name.as_str().to_owned(),
        why: why(app, w, seen, page.preview.is_some()),
        file: page
            .preview
            .is_none()
            .then(|| format!("/families/{}/documents/{}", page.family, file.id)),
    }
}

/// "Sofie: helbred, økonomi, til 3. maj 2027", for each person and day.
fn open(app: &App, w: Words, page: &SharedPage) -> Vec<String> {
    let mut lines: Vec<(helhed_casework::domain::ids::PersonId, String, Vec<String>)> = Vec::new();
    for it in &page.open {
        let until = last_day(w, it.until);
        match lines
            .iter_mut()
            .find(|(who, day, _)| *who == it.subject && *day == until)
        {
            Some((_, _, codes)) if codes.contains(&it.category) => {}
            Some((_, _, codes)) => codes.push(it.category.clone()),
            None => lines.push((it.subject, until, vec![it.category.clone()])),
        }
    }
    let told = |(who, until, codes): &(_, String, Vec<String>)| {
        w.args(
            "shared-open-line",
            &[
                ("person", &people(w, page, &[*who])),
                ("categories", &categories(app, w, codes)),
                ("day", until),
            ],
        )
    };
    lines.iter().map(told).collect()
}

fn groups(app: &App, w: Words, page: &SharedPage, today: jiff::civil::Date) -> Vec<Group> {
    let of = |kinds: &[ItemKind]| -> Vec<Item> {
        let all = page.standing.iter().chain(&page.told);
        all.filter(|it| kinds.contains(&it.item.kind))
            .map(|it| item(app, w, page, today, it))
            .collect()
    };
    let group = |id, heading, kinds: &[ItemKind]| Group {
        id,
        heading,
        items: of(kinds),
    };
    let plan = [
        ItemKind::Goal,
        ItemKind::Task,
        ItemKind::Need,
        ItemKind::Measure,
    ];
    let told = [
        ItemKind::Note,
        ItemKind::Contact,
        ItemKind::Statement,
        ItemKind::Assessment,
    ];
    let mut all = vec![
        group("coming", "shared-coming", &[ItemKind::Appointment]),
        group("plan", "shared-plan", &plan),
        group("around", "shared-around", &[ItemKind::Involvement]),
        group("told", "shared-told", &told),
        group("ratings", "shared-ratings", &[ItemKind::Rating]),
    ];
    let documents = page.documents.iter();
    all.push(Group {
        id: "documents",
        heading: "documents-title",
        items: documents
            .map(|it| document(app, w, page, today, it))
            .collect(),
    });
    all.retain(|group| !group.items.is_empty());
    all
}

/// Reads `?before=1763971200000`; anything else is the beginning.
pub(super) fn before(uri: &Uri) -> Option<Timestamp> {
    let query = Query::of(uri);
    let at = query.text("before").parse().ok()?;
    Timestamp::from_millisecond(at).ok()
}

/// The address of what was told before an instant.
pub(super) fn older(at: Option<Timestamp>) -> Option<String> {
    at.map(|at| format!("?before={}", at.as_millisecond()))
}

fn view(
    app: &App,
    viewer: &Viewer,
    uri: &Uri,
    (page, preview): (SharedPage, Option<String>),
) -> SharedView {
    let (w, family) = (viewer.words, page.family);
    let is_family = viewer.is(Role::FamilyMember);
    let name = page.name.as_str().to_owned();
    let title = match &preview {
        Some(party) => w.with("shared-title-preview", party),
        None if is_family => w.t("shared-title-family"),
        None => name.clone(),
    };
    let frame = Frame::new(app, viewer, uri, title).without_quick();
    let is_older = before(uri).is_some();
    let mut page = page;
    if is_older {
        // What stands was on the first page.
        page.standing.clear();
    }
    SharedView {
        family,
        name,
        preview,
        back: sharing_of(family),
        open: open(app, w, &page),
        groups: groups(app, w, &page, frame.today),
        older: older(page.older),
        is_older,
        is_family,
        frame,
    }
}

/// What the viewer sees.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = shared_page(&mut reading, family_of(&id)?, before(&uri)).await?;
    let page = (page.into_inner(), None);
    show(&view(&app, &viewer, &uri, page))
}

/// A party that the page of sharing names: a unit that is there, somebody of the family.
fn party_of(page: &SharingPage, party: &str) -> Result<Party, PageError> {
    let party = Party::parse(party).ok_or(PageError::Absent)?;
    let known = match party {
        Party::Unit(unit) => page.units.iter().any(|it| it.id == unit),
        Party::Person(person) => page.named.iter().any(|it| it.id == person),
    };
    known.then_some(party).ok_or(PageError::Absent)
}

/// What another party sees, and no more than the viewer does.
pub(super) async fn preview(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, party)): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let family = family_of(&id)?;
    let sharing = read(&app, &viewer, family).await?;
    let party = party_of(&sharing, &party)?;
    let name = Names::of(viewer.words, &sharing.units, &sharing.named).party(party);
    let mut reading = app.casework.reading(&viewer.actor, app.now());
    let page = shared_page_as(&mut reading, family, party, before(&uri)).await?;
    let page = (page.into_inner(), Some(name));
    show(&view(&app, &viewer, &uri, page))
}
