//! What of a timeline is looked at: the stretch of days, and what is picked out of it. It stands in the address.

use helhed_casework::domain::day::parse_day;
use helhed_casework::domain::ids::PersonId;
use helhed_casework::domain::timeline::{EventKind, TimeWindow, Zoom};
use helhed_casework::timeline::Event;
use jiff::civil::Date;

use crate::query::Query;

/// What is looked at.
pub(super) struct Ask {
    /// The stretch of days.
    pub window: TimeWindow,
    /// What is about one person; what is about the whole family is about them, too.
    pub person: Option<PersonId>,
    /// Of one category, as life domains are.
    pub category: Option<String>,
    /// Of one kind.
    pub kind: Option<EventKind>,
}

impl Ask {
    /// Reads an address; what cannot be read is left out: half a year around today.
    pub(super) fn of(query: &Query, today: Date) -> Self {
        let zoom = Zoom::from_code(query.text("zoom")).unwrap_or(Zoom::HalfYear);
        let category = query.text("category");
        Self {
            window: match parse_day(query.text("from")) {
                Ok(first) => TimeWindow::from(zoom, first),
                Err(_) => TimeWindow::around(zoom, today),
            },
            person: PersonId::parse(query.text("person")),
            category: (!category.is_empty()).then(|| category.to_owned()),
            kind: EventKind::from_code(query.text("kind")),
        }
    }

    /// Whether something is picked out.
    pub(super) fn picks(&self) -> bool {
        self.person.is_some() || self.category.is_some() || self.kind.is_some()
    }

    /// Whether it is picked out.
    pub(super) fn takes(&self, event: &Event) -> bool {
        let about = |id: &PersonId| event.about.is_empty() || event.about.contains(id);
        self.person.as_ref().is_none_or(about)
            && self
                .category
                .as_ref()
                .is_none_or(|it| *it == event.category)
            && self.kind.is_none_or(|it| it == event.kind)
    }

    /// Where another stretch is, with the same picked out.
    pub(super) fn href(&self, query: &Query, window: TimeWindow) -> String {
        query.set_all(&[
            ("zoom", window.zoom.code().to_owned()),
            ("from", window.first.to_string()),
            ("rows", String::new()),
        ])
    }
}
