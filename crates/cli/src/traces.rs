//! Traces for whoever watches over many servers: how long each part of an answer took, handed to a collector as OpenTelemetry (OTLP over HTTP,
//! JSON). A span knows its route, status and SQL; never an address, a parameter or anything of what was written.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use helhed_outward::{Ask, Line, Target};
use opentelemetry::trace::TracerProvider;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider};
use serde::Deserialize;
use tokio::runtime::Handle;
use tracing::Subscriber;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::registry::LookupSpan;

use crate::failure::Failure;
use crate::post::read;

/// What the spans of an answer are told under.
const TARGET: &str = "answering";

/// Where traces go; left out, there are none.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// Where spans are handed over: `https://collector.example.dk/v1/traces`, or `http://…` on this machine.
    pub to: String,
    /// The part of all answers that is traced, from 0 to 1.
    #[serde(default = "a_tenth")]
    pub share: f64,
    /// A certificate authority of the municipality's own, in PEM.
    pub authority: Option<PathBuf>,
}

fn a_tenth() -> f64 {
    0.1
}

/// Traces under way; what has not left yet leaves when they end.
pub(crate) struct Traces(SdkTracerProvider);

impl Settings {
    /// Begins to trace.
    pub(crate) fn begin(&self) -> Result<Traces, Failure> {
        let fault = |text: String| Failure::Input(format!("traces: {text}"));
        if !(0.0..=1.0).contains(&self.share) {
            return Err(fault("`share` is from 0 to 1".to_owned()));
        }
        let target = Target::parse(&self.to).map_err(|it| fault(it.to_string()))?;
        let authority = self.authority.as_ref().map(read).transpose()?;
        let line = Line::new(authority.as_deref()).map_err(|it| fault(it.to_string()))?;
        let collector = Collector {
            way: Arc::new((line.waiting(Duration::from_secs(5)), target)),
            runtime: Handle::current(),
        };
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(collector)
            .with_endpoint(&self.to)
            .build()
            .map_err(|it| fault(it.to_string()))?;
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_sampler(Sampler::TraceIdRatioBased(self.share))
            .with_resource(
                Resource::builder_empty()
                    .with_service_name("helhed")
                    .build(),
            )
            .build();
        Ok(Traces(provider))
    }
}

impl Traces {
    /// What takes the spans.
    pub(crate) fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'span> LookupSpan<'span>,
    {
        tracing_opentelemetry::layer()
            .with_tracer(self.0.tracer("helhed"))
            .with_location(false)
            .with_threads(false)
            .with_tracked_inactivity(false)
            .with_filter(Targets::new().with_target(TARGET, tracing::Level::DEBUG))
    }

    /// Hands over what has not left yet. Waits some seconds at most.
    pub(crate) fn end(self) {
        if let Err(error) = self.0.shutdown_with_timeout(Duration::from_secs(5)) {
            tracing::warn!(%error, "the last traces did not leave");
        }
    }
}

/// The collector, over our own way out of the house.
#[derive(Clone)]
struct Collector {
    way: Arc<(Line, Target)>,
    /// Spans are handed over by a thread of their own; the line belongs to the server's runtime.
    runtime: Handle,
}

impl std::fmt::Debug for Collector {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Collector")
    }
}

#[async_trait::async_trait]
impl HttpClient for Collector {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let way = self.way.clone();
        let ask = Ask {
            body: Some(request.into_body().to_vec()),
            headers: vec![("content-type", "application/json".to_owned())],
        };
        let asked = self.runtime.spawn(async move {
            let (line, target) = &*way;
            line.ask(target, ask).await
        });
        let answer = asked.await??;
        Ok(Response::builder()
            .status(answer.status)
            .body(Bytes::from(answer.body))?)
    }
}
