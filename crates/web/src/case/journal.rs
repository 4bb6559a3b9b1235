//! The journal of a family: contacts and notes, newest first.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::Uri;
use jiff::Timestamp;
use jiff::civil::Date;

use helhed_casework::domain::contact::Minutes;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::journal::{Entry, Filter, Place, What, journal_page};

use crate::app::App;
use crate::case::choose::{self, Pairs};
use crate::case::{family_of, head, reading};
use crate::family::head::HeadView;
use crate::frame::Frame;
use crate::page::{PageResult, show};
use crate::viewer::Viewer;

#[derive(Template)]
#[template(path = "case/journal.html")]
struct JournalView {
    frame: Frame,
    head: HeadView,
    today: Date,
    entries: Vec<Entry>,
    older: Option<String>,
    filters: Pairs,
    filter: String,
    categories: Pairs,
    may_write: bool,
    may_contact: bool,
}

impl JournalView {
    fn minutes(&self, minutes: &Minutes) -> String {
        self.frame.w.n("contact-minutes", minutes.get())
    }

    fn category<'a>(&'a self, code: &'a str) -> &'a str {
        let found = self.categories.iter().find(|(value, _)| value == code);
        found.map_or(code, |(_, text)| text)
    }

    fn link(&self) -> String {
        journal_of(self.head.head.id)
    }
}

/// The address of a family's journal.
pub(super) fn journal_of(family: FamilyId) -> String {
    format!("/families/{family}/journal")
}

fn filter_of(code: &str) -> Filter {
    match code {
        "contacts" => Filter::Contacts,
        "notes" => Filter::Notes,
        code => match code.strip_prefix("category-") {
            Some(category) => Filter::Category(category.to_owned()),
            None => Filter::All,
        },
    }
}

/// Reads `1763971200000-UUID`; anything else is the beginning.
fn place_of(text: &str) -> Option<Place> {
    let (at, id) = text.split_once('-')?;
    let at = Timestamp::from_millisecond(at.parse().ok()?).ok()?;
    // An id of any kind will do: the two kinds of entries share one order.
    let id = helhed_casework::domain::ids::NoteId::parse(id)?.uuid();
    Some(Place { at, id })
}

/// The journal.
pub(super) async fn page(
    State(app): State<App>,
    viewer: Viewer,
    Path(id): Path<String>,
    uri: Uri,
) -> PageResult {
    let family = family_of(&id)?;
    let query = |wanted: &str| {
        form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value.into_owned())
    };
    let filter = query("show").unwrap_or_default();
    let before = query("before").and_then(|text| place_of(&text));
    let w = viewer.words;
    let mut reading = reading(&app, &viewer);
    let page = journal_page(&mut reading, family, &filter_of(&filter), before)
        .await?
        .into_inner();
    let categories = choose::categories(w, reading.lists(), reading.today());
    let mut filters = vec![
        choose::nothing(w, "journal-all"),
        ("contacts".to_owned(), w.t("journal-contacts")),
        ("notes".to_owned(), w.t("journal-notes")),
    ];
    filters.extend(
        categories
            .iter()
            .map(|(code, text)| (format!("category-{code}"), text.clone())),
    );
    let older = page.older.map(|place| {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if !filter.is_empty() {
            query.append_pair("show", &filter);
        }
        let at = place.at.as_millisecond();
        query.append_pair("before", &format!("{at}-{}", place.id));
        format!("?{}", query.finish())
    });
    show(&JournalView {
        frame: Frame::new(&app, &viewer, &uri, w.t("journal-title")).about(family),
        head: head(&app, &viewer, family, "journal").await?,
        today: reading.today(),
        entries: page.entries,
        older,
        filters,
        filter,
        categories,
        may_write: page.may_write,
        may_contact: page.may_contact,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_forged_place_is_the_beginning() {
        let id = "0190b6a0-0000-7000-8000-000000000001";
        assert!(place_of(&format!("1763971200000-{id}")).is_some());
        for bad in ["", "1", "x-y", "99999999999999999999-x", "1763971200000-1"] {
            assert_eq!(place_of(bad), None, "{bad}");
        }
    }
}
