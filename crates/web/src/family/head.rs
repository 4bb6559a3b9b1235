//! The band and the tabs at the top of every page of a family: `{% include "family/head.html" %}` shows a field named `head`.

use axum::http::Uri;

use helhed_casework::Visible;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::family::{FamilyHead, family_head};

use crate::app::App;
use crate::error::PageError;
use crate::viewer::Viewer;
use crate::words::Words;

/// The pages of a family, in groups: the last part of the address and the key of the tab. A group is called after its first page.
const GROUPS: &[&[(&str, &str)]] = &[
    &[("", "tab-overview")],
    &[
        ("plan", "tab-plan"),
        ("timeline", "tab-timeline"),
        ("first", "tab-first"),
        ("assessment", "tab-assessment"),
        ("map", "tab-map"),
        ("tasks", "tab-tasks"),
        ("appointments", "tab-appointments"),
        ("meetings", "tab-meetings"),
        ("collisions", "tab-collisions"),
        ("method", "tab-method"),
        ("status", "tab-status"),
    ],
    &[
        ("journal", "tab-journal"),
        ("documents", "tab-documents"),
        ("requests", "tab-requests"),
        ("history", "tab-history"),
    ],
    &[
        ("people", "tab-people"),
        ("genogram", "tab-genogram"),
        ("around", "tab-around"),
    ],
    &[("ratings", "tab-ratings")],
    &[
        ("sharing", "tab-sharing"),
        ("log", "tab-log"),
        ("access", "tab-access"),
    ],
    &[("costs", "tab-costs")],
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
    /// Whether the page is another than the family's own: a phone then shows less of the band.
    pub is_brief: bool,
    /// A tab for each group; current where the page is one of its own.
    pub tabs: Vec<Tab>,
    /// The pages of the group that the page belongs to, where it has several.
    pub near: Vec<Tab>,
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
        let groups = GROUPS
            .iter()
            // Ratings are for who works with the family: nobody else has the tab.
            .filter(|group| group[0].0 != "ratings" || head.may_write);
        let here = |group: &[(&str, &str)]| group.iter().any(|(part, _)| *part == first);
        let near = GROUPS.iter().find(|group| group.len() > 1 && here(group));
        Self {
            is_brief: !first.is_empty(),
            tabs: groups
                .map(|group| Tab {
                    current: here(group),
                    ..tab(&group[0])
                })
                .collect(),
            near: near.map_or(Vec::new(), |group| group.iter().map(tab).collect()),
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
