//! What is counted of every answer, and how it is told to a program that asks (OpenMetrics text).

use std::sync::atomic::AtomicU64;
use std::time::Duration;

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use helhed_casework::operation::Figures;
use jiff::Timestamp;

use super::process;

/// Upper bounds of the time until an answer begins, seconds. 0.06 and 0.2 are what the project promises of a page.
const BOUNDS: [f64; 10] = [0.005, 0.01, 0.025, 0.06, 0.1, 0.2, 0.5, 1.0, 2.5, 10.0];

/// Which answer: by the route as it is written in the table, never by the address, which holds ids.
#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answer {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

/// The counts of this server since it started. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Metrics {
    answers: Family<Answer, Counter>,
    seconds: Family<Route, Histogram, fn() -> Histogram>,
    under_way: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            answers: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(BOUNDS)),
            under_way: Gauge::default(),
        }
    }
}

/// A request that is being answered.
pub(crate) struct UnderWay(Gauge);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.dec();
    }
}

/// The methods that are told apart: whoever invents others makes no new lines.
fn known(method: &str) -> &'static str {
    ["GET", "POST", "HEAD"]
        .into_iter()
        .find(|it| *it == method)
        .unwrap_or("other")
}

impl Metrics {
    /// Notes that a request is being answered, until what is given back is dropped.
    pub(crate) fn begin(&self) -> UnderWay {
        self.under_way.inc();
        UnderWay(self.under_way.clone())
    }

    /// Counts an answer.
    pub(crate) fn count(&self, method: &str, route: &str, status: u16, took: Duration) {
        let answer = Answer {
            method: known(method),
            route: route.to_owned(),
            status,
        };
        self.answers.get_or_create(&answer).inc();
        let route = Route {
            route: route.to_owned(),
        };
        self.seconds
            .get_or_create(&route)
            .observe(took.as_secs_f64());
    }

    /// How many requests are being answered.
    pub(crate) fn under_way(&self) -> i64 {
        self.under_way.get()
    }

    /// Everything as text; without figures where the database does not answer.
    pub(crate) fn text(&self, figures: Option<&Figures>, now: Timestamp) -> String {
        let mut all = Registry::with_prefix("helhed");
        all.register("http_answers", "Answers", self.answers.clone());
        all.register_with_unit(
            "http_answer_begins",
            "Time until an answer begins",
            Unit::Seconds,
            self.seconds.clone(),
        );
        all.register(
            "http_under_way",
            "Requests being answered",
            self.under_way.clone(),
        );
        let mut gauge = |name: &str, help: &str, value: f64| {
            let gauge = Gauge::<f64, AtomicU64>::default();
            gauge.set(value);
            all.register(name, help, gauge);
        };
        gauge(
            "database_ready",
            "Whether the database answers",
            f64::from(u8::from(figures.is_some())),
        );
        if let Some(it) = figures {
            let waits = it
                .oldest_due
                .map_or(0.0, |at| now.duration_since(at).as_secs_f64());
            gauge(
                "letters_due",
                "Letters and text messages whose turn has come",
                it.letters_due as f64,
            );
            gauge(
                "letters_oldest_due_seconds",
                "How long the first of them has waited",
                waits.max(0.0),
            );
            gauge(
                "letters_given_up_week",
                "Letters given up in seven days",
                it.letters_given_up as f64,
            );
            gauge(
                "sessions_lately",
                "Sessions used within 15 minutes",
                it.sessions as f64,
            );
            gauge("accounts", "Accounts that can sign in", it.accounts as f64);
            gauge(
                "audit_entries",
                "Entries in the audit log",
                it.audit_entries as f64,
            );
        }
        if let Some(it) = process::now() {
            gauge(
                "process_resident_bytes",
                "Memory held",
                it.resident_bytes as f64,
            );
            gauge("process_cpu_seconds", "Processor time used", it.cpu_seconds);
            gauge(
                "process_open_files",
                "Open files and sockets",
                it.open_files as f64,
            );
        }
        let mut text = String::new();
        // A text takes whatever is written to it.
        encode(&mut text, &all).unwrap_or_default();
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_told_by_route_and_nothing_else() {
        let metrics = Metrics::default();
        let under_way = metrics.begin();
        metrics.count("GET", "/families/{id}", 200, Duration::from_millis(30));
        metrics.count("GET", "/families/{id}", 200, Duration::from_millis(300));
        metrics.count("BREW", "none", 405, Duration::from_millis(1));
        let text = metrics.text(None, Timestamp::UNIX_EPOCH);
        for line in [
            r#"helhed_http_answers_total{method="GET",route="/families/{id}",status="200"} 2"#,
            r#"helhed_http_answers_total{method="other",route="none",status="405"} 1"#,
            r#"helhed_http_answer_begins_seconds_bucket{le="0.06",route="/families/{id}"} 1"#,
            r#"helhed_http_answer_begins_seconds_count{route="/families/{id}"} 2"#,
            "helhed_http_under_way 1",
            "helhed_database_ready 0.0",
            "# EOF",
        ] {
            assert!(text.contains(line), "{line} in\n{text}");
        }
        drop(under_way);
        assert_eq!(metrics.under_way(), 0);
    }
}
