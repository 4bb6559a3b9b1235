//! Serves the pages until asked to stop.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use helhed_casework::Casework;
use helhed_casework::anchor::anchor_head;
use helhed_web::{App, Metrics, Settings, Stopping, SystemClock, router, watch};
use tokio::net::TcpListener;

use crate::config::Config;
use crate::doors::answer;
use crate::failure::Failure;
use crate::post::carry;

/// A server that listens and does not answer yet.
pub(crate) struct Listening {
    listener: TcpListener,
    /// Where.
    pub address: SocketAddr,
}

/// Takes the address.
pub(crate) async fn listen(address: SocketAddr) -> Result<Listening, Failure> {
    let failed = |error: std::io::Error| {
        Failure::Machine(format!("{address} cannot be listened on: {error}"))
    };
    let listener = TcpListener::bind(address).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok(Listening { listener, address })
}

impl Listening {
    /// Answers until the process is asked to stop, then lets what is under way finish.
    pub(crate) async fn serve(
        self,
        casework: Casework,
        config: &Config,
        development_sign_in: bool,
    ) -> Result<(), Failure> {
        let settings = Settings {
            https: config.https,
            municipality: config.municipality.trim().to_owned(),
            accessibility_statement: config.accessibility_statement.clone(),
            letters_from: config
                .post
                .as_ref()
                .map(crate::post::Settings::begins)
                .transpose()?,
            letters_sender: config.post.as_ref().and_then(crate::post::Settings::sender),
            texts: config.texts.is_some(),
            extracts: config.evaluation.extracts.clone(),
            providers: Arc::new(config.sign_in.providers()?),
            development_sign_in,
        };
        let post = config.post.as_ref().map(crate::post::Settings::post);
        let post = post.transpose()?;
        let gateway = config.texts.as_ref().map(crate::texts::Settings::gateway);
        let gateway = gateway.transpose()?;
        let stopping = Stopping::default();
        let app = App {
            metrics: Metrics::default(),
            stopping: stopping.clone(),
            casework: casework.clone(),
            clock: Arc::new(SystemClock),
            settings: Arc::new(settings),
        };
        let anchoring = tokio::spawn(keep_anchor(casework.clone(), config.audit_anchor.clone()));
        let ledger = crate::retention::ledger(config);
        let deleting = tokio::spawn(crate::retention::keep_turning(casework.clone(), ledger));
        let carrying = post.map(|post| tokio::spawn(carry(casework.clone(), post)));
        let texting = gateway.map(|it| tokio::spawn(crate::texts::carry(casework.clone(), it)));
        let watching = match config.watch {
            Some(address) => Some(tokio::spawn(watched(
                listen(address).await?,
                watch(app.clone()),
            ))),
            None => None,
        };
        let listening = casework.clone();
        let drain = Duration::from_secs(config.drain_seconds);
        let until = async move {
            asked_to_stop().await;
            stopping.begin();
            // Whoever sends people here is told before they are refused.
            tokio::time::sleep(drain).await;
            // Open pages that listen would hold the server up for as long as they are open.
            listening.notices().end();
        };
        answer(self.listener, router(app), until).await;
        anchoring.abort();
        deleting.abort();
        // A letter under way is tried again after the next start: whether the mail server took it, nobody has written down.
        for under_way in carrying.iter().chain(&texting).chain(&watching) {
            under_way.abort();
        }
        casework.close().await;
        Ok(())
    }
}

/// Answers whoever watches over the server, until it ends.
async fn watched(listening: Listening, router: axum::Router) {
    answer(listening.listener, router, std::future::pending()).await;
}

/// Writes the head of the audit log down every minute in which it moved.
async fn keep_anchor(casework: Casework, path: PathBuf) {
    let mut minutes = tokio::time::interval(Duration::from_secs(60));
    loop {
        minutes.tick().await;
        if let Err(error) = anchor_head(&casework, &path).await {
            tracing::error!(%error, "the head of the audit log could not be written down");
        }
    }
}

async fn asked_to_stop() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! { _ = interrupt => (), _ = terminate.recv() => () }
            }
            Err(_) => drop(interrupt.await),
        }
    }
    #[cfg(not(unix))]
    drop(interrupt.await);
}

/// Tells the log on standard error: what happened and where, never who or what about.
///
/// `HELHED_LOG` says how much (`warn,helhed=info,helhed_answers=info` for a line an answer), `HELHED_LOG_FORMAT=json` for a program to read.
pub(crate) fn start_log(usual: &str) {
    let filter = tracing_subscriber::EnvFilter::try_from_env("HELHED_LOG");
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter.unwrap_or_else(|_| usual.into()))
        .with_writer(std::io::stderr);
    if std::env::var("HELHED_LOG_FORMAT").is_ok_and(|it| it == "json") {
        log.json().flatten_event(true).init();
    } else {
        log.init();
    }
}
