//! Every route of the server, with who it is for. A page that is not in this table does not exist.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;

use helhed_casework::domain::account::Role;
use helhed_casework::domain::partner_system::SystemScope;

use crate::agreed;
use crate::api;
use crate::app::App;
use crate::around;
use crate::assessment;
use crate::assets;
use crate::audit;
use crate::case;
use crate::collision;
use crate::course;
use crate::data_request;
use crate::documents;
use crate::draft;
use crate::economy;
use crate::erased::Erased;
use crate::evaluation;
use crate::family;
use crate::family_log;
use crate::feedback;
use crate::filing;
use crate::first;
use crate::genogram;
use crate::guard;
use crate::guide;
use crate::home;
use crate::intake;
use crate::language;
use crate::map;
use crate::meeting;
use crate::method;
use crate::minutes;
use crate::operation;
use crate::party_access;
use crate::people;
use crate::plan;
use crate::rating;
use crate::request;
use crate::retention;
use crate::search;
use crate::sharing;
use crate::sign_in;
use crate::systems;
use crate::timeline;
use crate::users;

/// Who a route is for. It opens the page; what is on it is decided by `access`, for every family anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anyone, signed in or not.
    Anyone,
    /// Anyone signed in.
    SignedIn,
    /// Those with one of these roles; for others there is no such page.
    Roles(&'static [Role]),
    /// A partner's system whose token may ask for this; nobody who is signed in.
    System(SystemScope),
}

impl Who {
    /// Whether somebody with a role may come in.
    pub fn admits(self, role: Role) -> bool {
        match self {
            Self::Anyone | Self::SignedIn => true,
            Self::Roles(roles) => roles.contains(&role),
            Self::System(_) => false,
        }
    }
}

/// One route.
pub struct RouteSpec {
    /// The method.
    pub method: &'static str,
    /// The path, with its parameters in braces.
    pub path: &'static str,
    /// Who it is for.
    pub who: Who,
    /// Whether open pages ask for it many times a second.
    follows: bool,
    handler: MethodRouter<App>,
}

impl RouteSpec {
    /// A page.
    pub(crate) fn page<H, T>(path: &'static str, who: Who, handler: H) -> Self
    where
        H: axum::handler::Handler<T, App>,
        T: 'static,
    {
        Self {
            method: "GET",
            path,
            who,
            follows: false,
            handler: get(Erased::of(handler)),
        }
    }

    /// What takes a form.
    pub(crate) fn form<H, T>(path: &'static str, who: Who, handler: H) -> Self
    where
        H: axum::handler::Handler<T, App>,
        T: 'static,
    {
        Self {
            method: "POST",
            path,
            who,
            follows: false,
            handler: post(Erased::of(handler)),
        }
    }

    /// What open pages ask for many times a second.
    pub(crate) fn followed(self) -> Self {
        Self {
            follows: true,
            ..self
        }
    }
}

/// Every route. An area of the application adds its own list here.
pub fn all_routes() -> Vec<RouteSpec> {
    let frame = vec![
        RouteSpec::page("/", Who::SignedIn, home::page),
        RouteSpec::page("/assets/{version}/{*path}", Who::Anyone, assets::file),
        RouteSpec::form("/language", Who::Anyone, language::change),
        RouteSpec::form("/drafts", Who::SignedIn, draft::keep),
        RouteSpec::form("/drafts/forget", Who::SignedIn, draft::forget),
        RouteSpec::page("/guide", Who::SignedIn, guide::page),
    ];
    frame
        .into_iter()
        .chain(sign_in::routes())
        .chain(family::routes())
        .chain(intake::routes())
        .chain(course::routes())
        .chain(people::routes())
        .chain(around::routes())
        .chain(search::routes())
        .chain(operation::routes())
        .chain(feedback::routes())
        .chain(users::routes())
        .chain(systems::routes())
        .chain(audit::routes())
        .chain(retention::routes())
        .chain(case::routes())
        .chain(assessment::routes())
        .chain(first::routes())
        .chain(map::routes())
        .chain(meeting::routes())
        .chain(agreed::routes())
        .chain(api::routes())
        .chain(method::routes())
        .chain(minutes::routes())
        .chain(plan::routes())
        .chain(timeline::routes())
        .chain(genogram::routes())
        .chain(collision::routes())
        .chain(rating::routes())
        .chain(documents::routes())
        .chain(family_log::routes())
        .chain(filing::routes())
        .chain(party_access::routes())
        .chain(data_request::routes())
        .chain(request::routes())
        .chain(sharing::routes())
        .chain(economy::routes())
        .chain(evaluation::routes())
        .collect()
}

/// The server.
pub fn router(app: App) -> Router {
    let mut router = Router::new();
    for route in all_routes() {
        let guarded = route.handler.layer(from_fn_with_state(
            (app.clone(), (route.who, route.follows)),
            guard::admit,
        ));
        router = router.route(route.path, guarded);
    }
    router
        .fallback(|| async { crate::error::PageError::Absent })
        .layer(DefaultBodyLimit::max(guard::LONGEST_FORM))
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(app.clone(), guard::dress))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(app.clone(), guard::headers))
        .layer(from_fn_with_state(app.clone(), operation::watched))
        .with_state(app)
}
