//! Serves the pages until asked to stop.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use helhed_casework::Casework;
use helhed_casework::anchor::anchor_head;
use helhed_web::{App, Settings, SystemClock, router};
use tokio::net::TcpListener;

use crate::config::Config;
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
            development_sign_in,
        };
        let post = config.post.as_ref().map(crate::post::Settings::post);
        let post = post.transpose()?;
        let gateway = config.texts.as_ref().map(crate::texts::Settings::gateway);
        let gateway = gateway.transpose()?;
        let app = App {
            casework: casework.clone(),
            clock: Arc::new(SystemClock),
            settings: Arc::new(settings),
        };
        let anchoring = tokio::spawn(keep_anchor(casework.clone(), config.audit_anchor.clone()));
        let carrying = post.map(|post| tokio::spawn(carry(casework.clone(), post)));
        let texting = gateway.map(|it| tokio::spawn(crate::texts::carry(casework.clone(), it)));
        let service = router(app).into_make_service_with_connect_info::<SocketAddr>();
        let listening = casework.clone();
        let served = axum::serve(self.listener, service)
            .with_graceful_shutdown(async move {
                asked_to_stop().await;
                // Open pages that listen would hold the server up for as long as they are open.
                listening.notices().end();
            })
            .await;
        anchoring.abort();
        // A letter under way is tried again after the next start: whether the mail server took it, nobody has written down.
        for under_way in carrying.iter().chain(&texting) {
            under_way.abort();
        }
        casework.close().await;
        served.map_err(|error| Failure::Machine(error.to_string()))
    }
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
pub(crate) fn start_log() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("HELHED_LOG")
        .unwrap_or_else(|_| "warn,helhed=info".into());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
}
