//! What stands around every page: title, menu, account, messages.

use axum::http::Uri;

use helhed_casework::NoticeCount;
use helhed_casework::domain::account::Role;
use helhed_casework::domain::ids::{FamilyId, FormId};
use helhed_casework::domain::text::Name;
use jiff::civil::Date;

use crate::app::App;
use crate::assets;
use crate::search::FINDERS;
use crate::viewer::Viewer;
use crate::words::Words;

/// One entry of the menu.
#[derive(Debug, Clone)]
pub(crate) struct MenuItem {
    pub href: &'static str,
    pub key: &'static str,
    pub current: bool,
}

/// The quick-entry bar: for the family of the page, or for one of several.
#[derive(Debug, Clone)]
pub(crate) struct Quick {
    /// Makes what is written in it count once.
    pub form_id: FormId,
    /// The family that the page is about.
    pub family: Option<FamilyId>,
    /// The families to choose from; empty where the page knows of none.
    pub families: Vec<(FamilyId, Name)>,
}

/// What `frame.html` shows around a page. Every page's template has one, named `frame`.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub w: Words,
    /// The heading of the page and of the browser's tab.
    pub title: String,
    /// The name and role of who is signed in.
    pub user: Option<(String, &'static str)>,
    pub menu: Vec<MenuItem>,
    /// Something was done on the page before: `?done=KEY` shows the text `done-KEY`.
    pub done: Option<String>,
    /// The form on the page has errors: the tab says so.
    pub has_errors: bool,
    pub quick: Option<Quick>,
    pub assets: &'static str,
    pub municipality: String,
    pub accessibility_statement: Option<String>,
    /// The people here are invented.
    pub synthetic: bool,
    /// The path of the page, for coming back to it.
    pub path: String,
    pub today: Date,
    /// Whether the page is for families: larger type, few words.
    pub plain: bool,
    /// Whether the head of the page has a field to search in.
    pub search: bool,
    /// Up to which notice the page tells what there is: an open page hears of what comes after (`sharing/live.html`).
    pub since: NoticeCount,
}

impl Frame {
    /// The frame of a page.
    pub(crate) fn new(app: &App, viewer: &Viewer, uri: &Uri, title: impl Into<String>) -> Self {
        let mut frame = Self::bare(app, viewer.words, uri, title);
        frame.user = Some((
            viewer.account.display_name.as_str().to_owned(),
            viewer.account.role.label_key(),
        ));
        frame.menu = menu(viewer.account.role, uri.path());
        frame.plain = viewer.is(Role::FamilyMember);
        frame.since = viewer.since;
        frame.search = FINDERS.contains(&viewer.account.role);
        if viewer.is(Role::Coordinator) {
            frame.quick = Some(Quick {
                form_id: app.casework.new_id(app.now()),
                family: None,
                families: Vec::new(),
            });
        }
        frame
    }

    /// The frame of a page that nobody need be signed in for.
    pub(crate) fn bare(app: &App, w: Words, uri: &Uri, title: impl Into<String>) -> Self {
        let done = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
            .find(|(name, _)| name == "done")
            .and_then(|(_, key)| w.find(&format!("done-{key}")));
        Self {
            w,
            title: title.into(),
            user: None,
            menu: Vec::new(),
            done,
            has_errors: false,
            quick: None,
            assets: assets::prefix(),
            municipality: app.settings.municipality.clone(),
            accessibility_statement: app.settings.accessibility_statement.clone(),
            synthetic: app.casework.is_synthetic(),
            path: uri.path().to_owned(),
            today: helhed_casework::domain::day::day_of(app.now()),
            plain: false,
            search: false,
            since: app.casework.notices().count(),
        }
    }

    /// Presets the quick-entry bar to the family of the page.
    pub(crate) fn about(mut self, family: FamilyId) -> Self {
        if let Some(quick) = &mut self.quick {
            quick.family = Some(family);
        }
        self
    }

    /// Lets the quick-entry bar choose among families.
    pub(crate) fn quick_among(mut self, families: Vec<(FamilyId, Name)>) -> Self {
        if let Some(quick) = &mut self.quick {
            quick.families = families;
        }
        self
    }

    /// Takes away the quick-entry bar, where the page itself is what it leads to.
    pub(crate) fn without_quick(mut self) -> Self {
        self.quick = None;
        self
    }
}

fn menu(role: Role, path: &str) -> Vec<MenuItem> {
    let items: &[(&str, &str)] = match role {
        Role::Coordinator => &[
            ("/today", "menu-today"),
            ("/families", "menu-families"),
            ("/meetings", "menu-meetings"),
            ("/refer", "menu-refer"),
            ("/emergency", "menu-emergency"),
        ],
        Role::TeamLeader => &[
            ("/team", "menu-team"),
            ("/families", "menu-families"),
            ("/ratings/supervision", "menu-supervision"),
            ("/refer", "menu-refer"),
            ("/economy", "menu-economy"),
            ("/decisions", "menu-decisions"),
            ("/evaluations", "menu-evaluations"),
            ("/retention", "menu-retention"),
            ("/emergency", "menu-emergencies"),
            ("/systems", "menu-systems"),
        ],
        Role::Partner => &[
            ("/shared", "menu-shared"),
            ("/asked", "menu-asked"),
            ("/meetings", "menu-meetings"),
            ("/referrals", "menu-referrals"),
            ("/refer", "menu-refer"),
        ],
        Role::FamilyMember => &[
            ("/our", "menu-our"),
            ("/our/plan", "menu-our-plan"),
            ("/meetings", "menu-meetings"),
        ],
        Role::ItAdmin => &[
            ("/users", "menu-users"),
            ("/units", "menu-units"),
            ("/systems", "menu-systems"),
            ("/operation", "menu-operation"),
        ],
        Role::Dpo => &[
            ("/audit", "menu-audit"),
            ("/retention", "menu-retention"),
            ("/emergency", "menu-emergencies"),
        ],
        Role::SteeringGroup => &[
            ("/ratings/outcomes", "menu-outcomes"),
            ("/decisions", "menu-decisions"),
            ("/economy", "menu-economy"),
        ],
        Role::Evaluator => &[
            ("/evaluations", "menu-evaluations"),
            ("/ratings/outcomes", "menu-outcomes"),
            ("/decisions", "menu-decisions"),
        ],
    };
    let with_guide = items.iter().chain(&[("/guide", "menu-guide")]);
    let holds = |href: &str| path == href || path.starts_with(&format!("{href}/"));
    // A page below two of them belongs to the nearer.
    let nearest = with_guide.clone().map(|(href, _)| *href);
    let nearest = nearest
        .filter(|href| holds(href))
        .max_by_key(|href| href.len());
    with_guide
        .map(|(href, key)| MenuItem {
            href,
            key,
            current: Some(*href) == nearest,
        })
        .collect()
}
