//! What a program that watches over the server asks: is it alive, may it be sent people, how does it run.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;

use helhed_casework::operation::figures_now;

use crate::app::App;

/// Whether the server has been asked to stop: it answers what it is asked until it ends, and wants nobody new.
#[derive(Debug, Clone, Default)]
pub struct Stopping(Arc<AtomicBool>);

impl Stopping {
    /// From now on nobody new is wanted.
    pub fn begin(&self) {
        self.0.store(true, Ordering::Release);
    }

    fn has_begun(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// Whether the process answers at all. Where it does not, a new one helps.
pub(crate) async fn health() -> &'static str {
    "ok"
}

/// Whether people may be sent here: the database answers, and the server is not about to stop. Where it does not, another server helps.
pub(crate) async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    if app.stopping.has_begun() {
        (StatusCode::SERVICE_UNAVAILABLE, "stopping")
    } else if app.casework.is_ready().await {
        (StatusCode::OK, "ok")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "no database")
    }
}

async fn metrics(State(app): State<App>) -> impl IntoResponse {
    let now = app.now();
    let figures = figures_now(&app.casework, now).await.ok();
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    (
        [(header::CONTENT_TYPE, kind)],
        app.metrics.text(figures.as_ref(), now),
    )
}

/// What is asked on an address of its own, which no proxy leads to: nobody is asked who they are.
pub fn watch(app: App) -> Router {
    Router::new()
        .route("/metrics", get(metrics))
        .route("/health", get(health))
        .route("/ready", get(ready))
        .with_state(app)
}
