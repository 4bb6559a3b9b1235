//! The checklist of a family.

use askama::Template;
use axum::extract::Path;

use helhed_casework::domain::ids::FamilyId;
use helhed_casework::domain::method::Seen;
use helhed_casework::method::{ActionLine, Checked, MethodPage, method_page};

use crate::case::family_of;
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::place::Place;
use crate::words::Words;

/// An item in words.
struct Item {
    code: String,
    words: String,
    is_done: bool,
    /// What the house sees, and since when.
    seen: Option<String>,
    /// What was ticked by hand: a word, and who wrote it for which day.
    ticked: Option<(String, String)>,
    /// Whether the house looks by itself.
    looks: bool,
}

/// A core element with its items.
struct Element {
    code: String,
    name: String,
    line: String,
    done: usize,
    items: Vec<Item>,
    /// Tools that are found here: address and name.
    tools: Vec<(String, String)>,
}

/// Something ticked by hand, for the list of all.
struct Action {
    id: String,
    item: String,
    word: String,
    by: String,
    annulled: Option<String>,
}

#[derive(Template)]
#[template(path = "method/checklist.html")]
struct ChecklistView {
    frame: Frame,
    head: HeadView,
    family: FamilyId,
    elements: Vec<Element>,
    actions: Vec<Action>,
    may_write: bool,
}

impl ChecklistView {
    /// How many items of an element are done, of how many.
    fn count(&self, element: &Element) -> String {
        let (done, all) = (element.done.to_string(), element.items.len().to_string());
        let w = self.frame.w;
        w.args("method-count", &[("done", &done), ("all", &all)])
    }
}

/// Who wrote it down, and the day it was done.
fn by(w: Words, line: &ActionLine) -> String {
    let day = w.day(line.action.done);
    w.args(
        "method-by",
        &[("name", line.by_name.as_str()), ("day", &day)],
    )
}

fn word(line: &ActionLine) -> String {
    let word = line.action.word.as_ref();
    word.map_or(String::new(), |it| it.as_str().to_owned())
}

fn item(w: Words, it: &Checked) -> Item {
    Item {
        code: it.item.code.clone(),
        words: it.item.words(w.0).to_owned(),
        is_done: it.is_done(),
        seen: it.seen.map(|seen| match seen {
            Seen::Now => w.t("method-seen-now"),
            Seen::On(day) => w.with("method-seen-on", w.day(day)),
        }),
        ticked: it.ticked.as_ref().map(|line| (word(line), by(w, line))),
        looks: it.item.sign().is_some(),
    }
}

fn elements(w: Words, page: &MethodPage) -> Vec<Element> {
    let element = |it: &&'static helhed_casework::domain::method::CoreElement| {
        let words = it.words(w.0);
        let items: Vec<Item> = page.of(&it.code).map(|it| item(w, it)).collect();
        let tools = page.method.tools_of(&it.code).filter_map(|tool| {
            let page_of = tool.page.as_deref()?;
            let href = format!("/families/{}/{page_of}", page.family);
            Some((href, tool.words(w.0).name.clone()))
        });
        Element {
            code: it.code.clone(),
            name: words.name.clone(),
            line: words.line.clone(),
            done: items.iter().filter(|it| it.is_done).count(),
            items,
            tools: tools.collect(),
        }
    };
    page.method.elements.iter().map(element).collect()
}

/// The page.
pub(super) async fn page(place: Place, Path(id): Path<String>) -> PageResult {
    let (w, family) = (place.w(), family_of(&id)?);
    let page = method_page(&mut place.reading(), family)
        .await?
        .into_inner();
    let item_words = |code: &str| {
        let found = page.items.iter().find(|it| it.item.code == code);
        found.map_or_else(|| code.to_owned(), |it| it.item.words(w.0).to_owned())
    };
    let actions = page.actions.iter().map(|line| Action {
        id: line.action.id.to_string(),
        item: item_words(&line.action.item),
        word: word(line),
        by: by(w, line),
        annulled: line
            .action
            .annulled
            .as_ref()
            .map(|it| it.as_str().to_owned()),
    });
    show(&ChecklistView {
        actions: actions.collect(),
        elements: elements(w, &page),
        frame: Frame::new(
            &place.app,
            &place.viewer,
            &place.uri,
            w.t("checklist-title"),
        )
        .about(family),
        head: place.head(family, "method").await?,
        family,
        may_write: page.may_write,
    })
}
