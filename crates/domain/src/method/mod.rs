//! The holistic method: five core elements, the tools to choose from, and the checklist of a family. Texts are dated data with translations.

mod sign;

use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;

use crate::account::Language;
use crate::ids::{AccountId, FamilyId, MethodActionId};
use crate::text::Line;

pub use sign::{MethodFacts, Seen, Sign};

/// Since when and until when a row of the method holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
struct Term {
    valid_from: Date,
    #[serde(default)]
    valid_to: Option<Date>,
}

impl Term {
    fn holds_on(self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|to| day <= to)
    }
}

/// A core element: it points a direction and is no procedure.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CoreElement {
    /// Its code.
    pub code: String,
    da: ElementWords,
    en: ElementWords,
    #[serde(flatten)]
    term: Term,
}

/// What is said of a core element in one language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ElementWords {
    /// What it is called.
    pub name: String,
    /// What it is, in a line.
    pub line: String,
    /// Why it matters.
    pub reason: Vec<String>,
    /// How work with it can get better.
    pub improvement: Vec<String>,
    /// What is done next.
    pub actions: Vec<String>,
}

/// A tool of the catalogue: chosen where it fits, never a duty.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct MethodTool {
    /// Its code.
    pub code: String,
    /// The core elements it serves, by their codes.
    pub elements: Vec<String>,
    /// The part of a family's address where it is found here; a tool without one is used outside.
    #[serde(default)]
    pub page: Option<String>,
    da: ToolWords,
    en: ToolWords,
    #[serde(flatten)]
    term: Term,
}

/// What is said of a tool in one language.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToolWords {
    /// What it is called.
    pub name: String,
    /// What it is for.
    pub line: String,
}

/// An item of the checklist.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ChecklistItem {
    /// Its code.
    pub code: String,
    /// Its core element, by its code.
    pub element: String,
    #[serde(default)]
    sign: Option<String>,
    da: String,
    en: String,
    #[serde(flatten)]
    term: Term,
}

/// Something done of the method that somebody wrote down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MethodAction {
    /// Its id.
    pub id: MethodActionId,
    /// The family.
    pub family: FamilyId,
    /// The item of the checklist, by its code.
    pub item: String,
    /// A word on it.
    pub word: Option<Line>,
    /// The day it was done.
    pub done: Date,
    /// Who wrote it down.
    pub by: AccountId,
    /// When it was written down.
    pub at: Timestamp,
    /// Why it was annulled, where it was.
    pub annulled: Option<Line>,
    /// Counts the changes.
    pub version: i64,
}

/// What is wrong with something done of the method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MethodActionError {
    /// The checklist has no such item on that day.
    #[error("no such item")]
    NoSuchItem,
    /// On a day to come.
    #[error("on a day to come")]
    InTheFuture,
}

/// The method as it is on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Method {
    /// The core elements, in their order.
    pub elements: Vec<&'static CoreElement>,
    /// The tool catalogue.
    pub tools: Vec<&'static MethodTool>,
    /// The checklist.
    pub items: Vec<&'static ChecklistItem>,
}

impl CoreElement {
    /// What is said of it in a language.
    pub fn words(&self, language: Language) -> &ElementWords {
        match language {
            Language::Danish => &self.da,
            Language::English => &self.en,
        }
    }
}

impl MethodTool {
    /// What is said of it in a language.
    pub fn words(&self, language: Language) -> &ToolWords {
        match language {
            Language::Danish => &self.da,
            Language::English => &self.en,
        }
    }
}

impl ChecklistItem {
    /// What it asks, in a language.
    pub fn words(&self, language: Language) -> &str {
        match language {
            Language::Danish => &self.da,
            Language::English => &self.en,
        }
    }

    /// The item of a code, whenever it holds: what was ticked once keeps its words.
    pub fn of_code(code: &str) -> Option<&'static Self> {
        shipped().items.iter().rev().find(|it| it.code == code)
    }

    /// What the house sees it by; nothing where it is ticked by hand alone.
    pub fn sign(&self) -> Option<Sign> {
        self.sign.as_deref().and_then(Sign::from_code)
    }
}

impl MethodAction {
    /// Checks that the checklist has the item on the day, and that the day has come.
    pub fn check(item: &str, done: Date, today: Date) -> Result<(), MethodActionError> {
        if done > today {
            return Err(MethodActionError::InTheFuture);
        }
        // What was done before an item was written into the method may be told of it.
        let is_known = Method::on(today).items.iter().any(|it| it.code == item);
        is_known.then_some(()).ok_or(MethodActionError::NoSuchItem)
    }
}

#[derive(Deserialize)]
struct Elements {
    element: Vec<CoreElement>,
}

#[derive(Deserialize)]
struct Tools {
    tool: Vec<MethodTool>,
}

#[derive(Deserialize)]
struct Items {
    item: Vec<ChecklistItem>,
}

struct Shipped {
    elements: Vec<CoreElement>,
    tools: Vec<MethodTool>,
    items: Vec<ChecklistItem>,
}

/// The method that Helhed ships with, every row whenever it holds.
fn shipped() -> &'static Shipped {
    static SHIPPED: LazyLock<Shipped> = LazyLock::new(|| {
        let why = "the shipped method is checked by a test";
        let elements = include_str!("../../data/method/elements.toml");
        let tools = include_str!("../../data/method/tools.toml");
        let items = include_str!("../../data/method/checklist.toml");
        Shipped {
            elements: toml::from_str::<Elements>(elements).expect(why).element,
            tools: toml::from_str::<Tools>(tools).expect(why).tool,
            items: toml::from_str::<Items>(items).expect(why).item,
        }
    });
    &SHIPPED
}

impl Method {
    /// The method as it is on a day.
    pub fn on(day: Date) -> Self {
        let all = shipped();
        Self {
            elements: all
                .elements
                .iter()
                .filter(|it| it.term.holds_on(day))
                .collect(),
            tools: all
                .tools
                .iter()
                .filter(|it| it.term.holds_on(day))
                .collect(),
            items: all
                .items
                .iter()
                .filter(|it| it.term.holds_on(day))
                .collect(),
        }
    }

    /// The tools of a core element.
    pub fn tools_of(&self, element: &str) -> impl Iterator<Item = &'static MethodTool> {
        let serves = move |it: &&&'static MethodTool| it.elements.iter().any(|of| of == element);
        self.tools.iter().filter(serves).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use std::collections::BTreeSet;

    const TODAY: Date = date(2026, 11, 24);

    #[test]
    fn the_shipped_method_is_whole() {
        let method = Method::on(TODAY);
        assert_eq!(method.elements.len(), 5);
        for language in [Language::Danish, Language::English] {
            for it in &method.elements {
                let words = it.words(language);
                let lists = [&words.reason, &words.improvement, &words.actions];
                assert!(lists.iter().all(|list| !list.is_empty()), "{}", it.code);
                assert!(method.tools_of(&it.code).next().is_some(), "{}", it.code);
            }
        }
        let elements: BTreeSet<&str> = method.elements.iter().map(|it| it.code.as_str()).collect();
        for tool in &method.tools {
            let known = |of: &String| elements.contains(of.as_str());
            assert!(tool.elements.iter().all(known), "{}", tool.code);
        }
        let mut signs = BTreeSet::new();
        for item in &method.items {
            assert!(elements.contains(item.element.as_str()), "{}", item.code);
            assert_eq!(item.sign().is_some(), item.sign.is_some(), "{}", item.code);
            signs.extend(item.sign());
        }
        assert_eq!(signs.len(), Sign::ALL.len(), "each sign serves an item");
        let codes: BTreeSet<&str> = method.items.iter().map(|it| it.code.as_str()).collect();
        assert_eq!(codes.len(), method.items.len());
        assert!(Method::on(date(2016, 12, 31)).elements.is_empty());
    }

    #[test]
    fn what_is_ticked_is_an_item_and_has_been_done() {
        let check = |item, done| MethodAction::check(item, done, TODAY);
        assert_eq!(check("reach", TODAY), Ok(()));
        assert_eq!(check("reach", date(2015, 1, 1)), Ok(()));
        assert_eq!(check("moon", TODAY), Err(MethodActionError::NoSuchItem));
        let tomorrow = date(2026, 11, 25);
        assert_eq!(
            check("reach", tomorrow),
            Err(MethodActionError::InTheFuture)
        );
    }
}
