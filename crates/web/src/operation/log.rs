//! One line in the log for every answer: method, route, status and time, never the address, which holds ids, and nothing of what was sent.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use tokio::time::Instant;

use crate::app::App;

/// Counts an answer and tells the log of it.
pub(crate) async fn watched(State(app): State<App>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let _under_way = app.metrics.begin();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let response = next.run(request).await;
    let (took, status) = (began.elapsed(), response.status().as_u16());
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    app.metrics.count(method.as_str(), route, status, took);
    let millis = took.as_millis() as u64;
    match status {
        500.. => {
            tracing::error!(target: "helhed_answers", %method, route, status, millis, "answered")
        }
        _ => tracing::info!(target: "helhed_answers", %method, route, status, millis, "answered"),
    }
    response
}
