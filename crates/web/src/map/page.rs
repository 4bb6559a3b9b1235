//! A map: four parts with their cards, and what has changed since the one before.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{FamilyId, FormId, MapCardId, MapId};
use helhed_casework::domain::map::{FamilyMap, MapChange, MapPart, MapPlace};
use helhed_casework::map::MapPage;

use super::map_of;
use crate::app::App;
use crate::assessment::head;
use crate::error::PageError;
use crate::family::head::HeadView;
use crate::form::Form;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::query::Query;
use crate::viewer::Viewer;
use crate::words::Words;

/// One wording of a card.
struct Wording {
    id: MapCardId,
    /// Nothing where somebody took it off while another changed it.
    words: Option<String>,
    by: String,
    is_task: bool,
}

impl Wording {
    /// The name of the field in which it is changed.
    fn field(&self) -> String {
        format!("body-{}", self.id)
    }
}

/// A card at its place.
struct CardView {
    wordings: Vec<Wording>,
}

impl CardView {
    fn is_divided(&self) -> bool {
        self.wordings.len() > 1
    }
}

struct PartView {
    part: MapPart,
    cards: Vec<CardView>,
}

impl PartView {
    /// The name of the field for a new card.
    fn field(&self) -> String {
        format!("body-{}", self.part.code())
    }
}

/// What became of a card: its sign, and its words.
struct ChangeView {
    key: &'static str,
    words: String,
    before: Option<String>,
}

/// With which map it is compared, and what changed in each part.
type Compared = (String, Vec<(MapPart, Vec<ChangeView>)>);

#[derive(Template)]
#[template(path = "map/map.html")]
pub(super) struct MapView {
    frame: Frame,
    head: Option<HeadView>,
    family: FamilyId,
    form: Form,
    form_id: FormId,
    map: Option<FamilyMap>,
    action: String,
    parts: Vec<PartView>,
    /// Other maps: the day, where, and where this one is compared with it.
    others: Vec<(String, String, Option<String>)>,
    compared: Option<Compared>,
    is_family: bool,
    may_change: bool,
    may_set_task: bool,
}

fn card(page: &MapPage, place: &MapPlace) -> CardView {
    let wording = |it: &helhed_casework::domain::map::MapCard| {
        let line = page.cards.iter().find(|line| line.card.id == it.id);
        Wording {
            id: it.id,
            words: it.body.as_ref().map(|it| it.as_str().to_owned()),
            by: line.map_or_else(String::new, |it| it.by_name.as_str().to_owned()),
            is_task: it.task.is_some(),
        }
    };
    CardView {
        wordings: place.wordings.iter().map(wording).collect(),
    }
}

fn change(it: &MapChange) -> ChangeView {
    let text = |it: &helhed_casework::domain::text::Line| it.as_str().to_owned();
    let (key, words, before) = match it {
        MapChange::Kept(words) => ("map-kept", words, None),
        MapChange::Reworded(before, now) => ("map-reworded", now, Some(text(before))),
        MapChange::New(words) => ("map-added", words, None),
        MapChange::Gone(words) => ("map-gone", words, None),
    };
    ChangeView {
        key,
        words: text(words),
        before,
    }
}

fn compared(w: Words, page: &MapPage) -> Option<Compared> {
    let (before, changes) = page.compared.as_ref()?;
    let of = |part: &MapPart| {
        let own = changes.iter().filter(|(of, _)| of == part);
        (*part, own.map(|(_, it)| change(it)).collect())
    };
    let parts = MapPart::ALL.iter().map(of);
    Some((w.day(before.made_on), parts.collect()))
}

pub(super) async fn view(
    (app, viewer, uri): (&App, &Viewer, &Uri),
    page: MapPage,
    form: Form,
) -> Result<MapView, PageError> {
    let w = viewer.words;
    let family = page.family;
    let title = match &page.map {
        Some(map) => w.with("map-title-of", w.day(map.made_on)),
        None => w.t("map-title"),
    };
    let mut frame = Frame::new(app, viewer, uri, title).without_quick();
    frame.has_errors = !form.errors().is_empty();
    let me = page.map.as_ref().map(|map| map.id);
    let with = page.compared.as_ref().map(|(before, _)| before.id);
    let others = page.all.iter().filter(|map| Some(map.id) != me);
    let part = |part: &MapPart| PartView {
        part: *part,
        cards: page
            .places
            .iter()
            .filter(|place| place.part == *part)
            .map(|place| card(&page, place))
            .collect(),
    };
    Ok(MapView {
        head: head(app, viewer, family, "map").await?,
        family,
        form_id: app.casework.new_id(app.now()),
        action: me.map_or_else(String::new, |id| map_of(family, id)),
        parts: MapPart::ALL.iter().map(part).collect(),
        others: others
            .map(|map| {
                let against = me.filter(|_| Some(map.id) != with);
                let against =
                    against.map(|me| format!("{}?against={}", map_of(family, me), map.id));
                (w.day(map.made_on), map_of(family, map.id), against)
            })
            .collect(),
        compared: compared(w, &page),
        is_family: viewer.is(Role::FamilyMember),
        may_change: page.may_change,
        may_set_task: page.may_set_task,
        map: page.map,
        form,
        frame,
    })
}

/// The latest map.
pub(super) async fn latest(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let family = FamilyId::parse(&id).ok_or(PageError::Absent)?;
    let page = super::read(&app, &viewer, family, (None, None)).await?;
    show(&view((&app, &viewer, &uri), page, Form::default()).await?)
}

/// One map; `?against=` names another to compare it to.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path((id, map)): Path<(String, String)>,
    uri: Uri,
) -> PageResult {
    let family = FamilyId::parse(&id).ok_or(PageError::Absent)?;
    let map = MapId::parse(&map).ok_or(PageError::Absent)?;
    let against = MapId::parse(Query::of(&uri).text("against"));
    let page = super::read(&app, &viewer, family, (Some(map), against)).await?;
    show(&view((&app, &viewer, &uri), page, Form::default()).await?)
}
