//! One operation of the interface, as the document tells of it and as the server serves it.

use axum::handler::Handler;

use helhed_casework::domain::partner_system::SystemScope;

use crate::app::App;
use crate::routes::{RouteSpec, Who};

/// An operation.
#[derive(Debug, Clone)]
pub(crate) struct Operation {
    /// Its name.
    pub id: &'static str,
    /// In one line.
    pub summary: &'static str,
    pub method: &'static str,
    pub path: &'static str,
    /// What a token must be let ask for.
    pub scope: SystemScope,
    /// What stands behind the question mark: names, and what they mean.
    pub query: &'static [(&'static str, &'static str)],
    /// The schema of what is sent.
    pub takes: Option<&'static str>,
    /// The status and the schema of what is answered.
    pub gives: (u16, &'static str),
    /// Whether the version that was read must be told.
    pub versioned: bool,
}

/// What every list takes.
pub(super) const CURSOR: &[(&str, &str)] = &[(
    "cursor",
    "Where to go on: the value of `next` in the answer before. Opaque; left out, the list begins.",
)];

impl Operation {
    /// A reading, answered with a schema.
    pub(super) fn read<H, T>(
        id: &'static str,
        path: &'static str,
        (scope, gives, summary): (SystemScope, &'static str, &'static str),
        query: &'static [(&'static str, &'static str)],
        handler: H,
    ) -> (Self, RouteSpec)
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let operation = Self {
            id,
            summary,
            method: "GET",
            path,
            scope,
            query,
            takes: None,
            gives: (200, gives),
            versioned: false,
        };
        (
            operation,
            RouteSpec::page(path, Who::System(scope), handler),
        )
    }

    /// A change: what it takes, and the status of its answer.
    pub(super) fn write<H, T>(
        id: &'static str,
        path: &'static str,
        (scope, takes, status, summary): (SystemScope, &'static str, u16, &'static str),
        handler: H,
    ) -> (Self, RouteSpec)
    where
        H: Handler<T, App>,
        T: 'static,
    {
        let operation = Self {
            id,
            summary,
            method: "POST",
            path,
            scope,
            query: &[],
            takes: Some(takes),
            gives: (status, "Done"),
            versioned: false,
        };
        (
            operation,
            RouteSpec::form(path, Who::System(scope), handler),
        )
    }

    /// The same, of a thing that several may change.
    pub(super) fn versioned((operation, route): (Self, RouteSpec)) -> (Self, RouteSpec) {
        let versioned = true;
        (
            Self {
                versioned,
                ..operation
            },
            route,
        )
    }
}
