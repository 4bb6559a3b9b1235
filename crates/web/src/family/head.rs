//! The band and the tabs at the top of every page of a family: `{% include "family/head.html" %}` shows a field named `head`.

use axum::http::Uri;

use helhed_casework::Visible;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::family::{FamilyHead, family_head};

use crate::app::App;
use crate::error::PageError;
use crate::viewer::Viewer;
use crate::words::Words;

/// The pages of a family, in order: the last part of the address and the key of the tab.
const TABS: &[(&str, &str)] = &[
    ("", "tab-overview"),
    ("assessment", "tab-assessment"),
    ("first", "tab-first"),
    ("map", "tab-map"),
    ("plan", "tab-plan"),
    ("journal", "tab-journal"),
    ("documents", "tab-documents"),
    ("sharing", "tab-sharing"),
    ("ratings", "tab-ratings"),
    ("tasks", "tab-tasks"),
    ("appointments", "tab-appointments"),
    ("collisions", "tab-collisions"),
    ("people", "tab-people"),
    ("around", "tab-around"),
    ("requests", "tab-requests"),
    ("costs", "tab-costs"),
    ("history", "tab-history"),
    ("log", "tab-log"),
    ("access", "tab-access"),
];

/// A tab.
#[derive(Debug)]
pub(crate) struct Tab {
    pub href: String,
    pub key: &'static str,
    pub current: bool,
}

/// What `family/head.html` shows.
#[derive(Debug)]
pub(crate) struct HeadView {
    pub head: FamilyHead,
    pub tabs: Vec<Tab>,
}

impl HeadView {
    /// The head of a page at an address below the family's.
    pub(crate) fn new(head: FamilyHead, uri: &Uri) -> Self {
        let root = format!("/families/{}", head.id);
        let below = uri
            .path()
            .strip_prefix(&root)
            .unwrap_or_default()
            .trim_start_matches('/');
        let first = below.split('/').next().unwrap_or_default();
        let tab = |(part, key): &(&str, &'static str)| Tab {
            href: if part.is_empty() {
                root.clone()
            } else {
                format!("{root}/{part}")
            },
            key,
            current: *part == first,
        };
        Self {
            // Ratings are for who works with the family: nobody else has the tab.
            tabs: TABS
                .iter()
                .filter(|(part, _)| *part != "ratings" || head.may_write)
                .map(tab)
                .collect(),
            head,
        }
    }

    /// Reads the head for a page that does not hold it.
    pub(crate) async fn read(
        app: &App,
        viewer: &Viewer,
        family: FamilyId,
        uri: &Uri,
    ) -> Result<Self, PageError> {
        let mut reading = app.casework.reading(&viewer.actor, app.now());
        let head: Visible<FamilyHead> = family_head(&mut reading, family).await?;
        Ok(Self::new(head.into_inner(), uri))
    }

    /// Names and ages: "Mette (31), Ida (6)".
    pub(crate) fn members(&self, w: &Words, today: &jiff::civil::Date) -> String {
        let words = self.head.faces.iter().map(|face| {
            match (face.birth.age_on(*today), face.birth.expected()) {
                (Some(0), _) => w.with("head-under-one", face.given_name.as_str()),
                (Some(age), _) => format!("{} ({age})", face.given_name.as_str()),
                (None, Some(_)) => w.with("head-expected", face.given_name.as_str()),
                (None, None) => face.given_name.as_str().to_owned(),
            }
        });
        words.collect::<Vec<_>>().join(", ")
    }

    /// "koordinator Karin Holm · delt med jobcentret".
    pub(crate) fn coordination(&self, w: &Words) -> String {
        let coordinator = match &self.head.facts.coordinator {
            Some(name) => w.with("head-coordinator", name.as_str()),
            None => w.t("head-no-coordinator"),
        };
        let authority = match &self.head.facts.authority {
            Some((kind, Some(with))) => format!("{} ({})", w.t(kind.label_key()), with.as_str()),
            Some((kind, None)) => w.t(kind.label_key()),
            None => w.t("head-no-authority"),
        };
        format!("{coordinator} · {authority}")
    }
}
