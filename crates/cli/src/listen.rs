//! Serves the pages until asked to stop.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use helhed_casework::Casework;
use helhed_casework::anchor::anchor_head;
use helhed_casework::keeping::take_over_keys;
use helhed_web::{App, Metrics, Settings, Stopping, SystemClock, router, watch};
use tokio::net::TcpListener;
use tracing_subscriber::Layer;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::config::Config;
use crate::damage::{Look, told};
use crate::doors::answer;
use crate::failure::Failure;
use crate::post::carry;
use crate::traces::Traces;

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

/// What every handler works with, as an installation sets it.
pub(crate) fn app_of(
    config: &Config,
    casework: Casework,
    development_sign_in: bool,
) -> Result<App, Failure> {
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
    Ok(App {
        metrics: Metrics::default(),
        stopping: Stopping::default(),
        casework,
        clock: Arc::new(SystemClock),
        settings: Arc::new(settings),
    })
}

impl Listening {
    /// Answers until the process is asked to stop, or the look through its file finds damage; then lets what is under way finish.
    pub(crate) async fn serve(
        self,
        (casework, mut look): (Casework, Look),
        config: &Config,
        development_sign_in: bool,
    ) -> Result<(), Failure> {
        let post = config.post.as_ref().map(crate::post::Settings::post);
        let post = post.transpose()?;
        let gateway = config.texts.as_ref().map(crate::texts::Settings::gateway);
        let gateway = gateway.transpose()?;
        let app = app_of(config, casework.clone(), development_sign_in)?;
        let stopping = app.stopping.clone();
        let anchoring = tokio::spawn(keep_anchor(casework.clone(), config.audit_anchor.clone()));
        let ledger = crate::retention::ledger(config);
        let deleting = tokio::spawn(crate::retention::keep_turning(casework.clone(), ledger));
        let carrying = post.map(|post| tokio::spawn(carry(casework.clone(), post)));
        let texting = gateway.map(|it| tokio::spawn(crate::texts::carry(casework.clone(), it)));
        let filing = config.filing.clone();
        let filing = filing.map(|it| tokio::spawn(crate::filing::keep_turning(app.clone(), it)));
        let watching = match config.watch {
            Some(address) => Some(tokio::spawn(watched(
                listen(address).await?,
                watch(app.clone()),
            ))),
            None => None,
        };
        let renewing = tokio::spawn(read_keys_again(casework.clone(), config.clone()));
        let listening = casework.clone();
        let drain = Duration::from_secs(config.drain_seconds);
        let mut damage = None;
        let until = async {
            tokio::select! {
                () = asked_to_stop() => {}
                words = look.damage() => damage = Some(words),
            }
            stopping.begin();
            if damage.is_none() {
                // Whoever sends people here is told before they are refused.
                tokio::time::sleep(drain).await;
            }
            // Open pages that listen would hold the server up for as long as they are open.
            listening.notices().end();
        };
        answer(self.listener, router(app), until).await;
        anchoring.abort();
        deleting.abort();
        renewing.abort();
        // A letter under way is tried again after the next start: whether the mail server took it, nobody has written down.
        let under_way = carrying.iter().chain(&texting).chain(&watching);
        for under_way in under_way.chain(&filing) {
            under_way.abort();
        }
        casework.close().await;
        match damage {
            Some(words) => Err(told(&words, config)?),
            None => Ok(()),
        }
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

/// Takes over the keys of columns, as they stand in their file then, each time that the process is sent SIGHUP. Those that do not fit are
/// not taken.
#[cfg(unix)]
async fn read_keys_again(casework: Casework, config: Config) {
    use tokio::signal::unix::{SignalKind, signal};
    let mut asked = match signal(SignalKind::hangup()) {
        Ok(asked) => asked,
        Err(error) => {
            tracing::error!(%error, "keys cannot be read again while serving");
            return;
        }
    };
    while asked.recv().await.is_some() {
        let taken = async {
            let keys = crate::keys::read(&config)?;
            let taken = take_over_keys(&casework, &keys).await;
            taken.map_err(|error| Failure::Input(error.to_string()))?;
            Ok::<_, Failure>(keys.newest())
        };
        match taken.await {
            Ok(number) => tracing::info!(number, "keys read again: this one encrypts"),
            Err(error) => tracing::error!(%error, "the keys were not taken over"),
        }
    }
}

#[cfg(not(unix))]
async fn read_keys_again(_casework: Casework, _config: Config) {}

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

/// Tells the log on standard error: what happened and where, never who or what about; and traces, where there are any.
///
/// `HELHED_LOG` says how much (`warn,helhed=info,helhed_answers=info` for a line an answer), `HELHED_LOG_FORMAT=json` for a program to read.
pub(crate) fn start_log(usual: &str, traces: Option<&Traces>) {
    let filter = tracing_subscriber::EnvFilter::try_from_env("HELHED_LOG");
    let filter = filter.unwrap_or_else(|_| usual.into());
    let log = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let log = if std::env::var("HELHED_LOG_FORMAT").is_ok_and(|it| it == "json") {
        log.json().flatten_event(true).boxed()
    } else {
        log.boxed()
    };
    tracing_subscriber::registry()
        .with(traces.map(Traces::layer))
        .with(log.with_filter(filter))
        .init();
}
