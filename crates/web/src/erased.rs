//! A handler whose type is forgotten.
//!
//! The router wraps each handler in a tower of types, and for each of them the compiler proves once more that the handler's future, with
//! everything that it awaits down to the database, may go from thread to thread. Forgotten here, it is proved once, and this crate builds in
//! two thirds of the time.

use std::pin::Pin;
use std::sync::Arc;

use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;

use crate::app::App;

type Answering = Pin<Box<dyn Future<Output = Response> + Send>>;

/// Some handler.
#[derive(Clone)]
pub(crate) struct Erased(Arc<dyn Fn(Request, App) -> Answering + Send + Sync>);

impl Erased {
    /// Forgets which.
    pub(crate) fn of<H, T>(handler: H) -> Self
    where
        H: Handler<T, App>,
    {
        Self(Arc::new(move |request, app| {
            Box::pin(handler.clone().call(request, app))
        }))
    }
}

impl Handler<(), App> for Erased {
    type Future = Answering;

    fn call(self, request: Request, app: App) -> Answering {
        (self.0)(request, app)
    }
}
