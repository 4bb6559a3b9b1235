//! One line in the log for every answer, and a span where traces are wanted: method, route, status and time, never the address, which holds ids, and nothing of what was sent.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use tokio::time::Instant;
use tracing::Instrument;

use crate::app::App;

/// Counts an answer and tells the log of it.
pub(crate) async fn watched(State(app): State<App>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    let _under_way = app.metrics.begin();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let name = route.as_ref().map_or("none", MatchedPath::as_str);
    let span = tracing::info_span!(
        target: "answering",
        "answer",
        otel.name = %format_args!("{method} {name}"),
        otel.kind = "server",
        http.request.method = %method,
        http.route = name,
        http.response.status_code = tracing::field::Empty,
    );
    let response = next.run(request).instrument(span.clone()).await;
    span.record("http.response.status_code", response.status().as_u16());
    let (took, status) = (began.elapsed(), response.status().as_u16());
    let route = name;
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
