//! What every handler works with.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use helhed_casework::Casework;
use helhed_casework::domain::post::EmailAddress;

use crate::operation::{Metrics, Stopping};
use crate::sign_in::Providers;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where the time comes in"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// What an installation sets.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Whether it is reached by https: cookies are then sent no other way.
    pub https: bool,
    /// The name of the municipality, on every page.
    pub municipality: String,
    /// Where the authority's accessibility statement is.
    pub accessibility_statement: Option<String>,
    /// What the addresses in letters begin with, where the installation sends letters: never taken from a request, which anybody can
    /// write. None: no letters.
    pub letters_from: Option<String>,
    /// Whom letters are from: a calendar is told that the house calls.
    pub letters_sender: Option<EmailAddress>,
    /// Whether text messages are sent from here.
    pub texts: bool,
    /// The folder whose folders are register extracts that evaluators may have evaluated.
    pub extracts: Option<PathBuf>,
    /// The providers at which people sign in.
    pub providers: Arc<Providers>,
    /// Whether the sign-in page offers the demo's accounts: loopback only, the binary sees to that.
    pub development_sign_in: bool,
}

/// What every handler works with. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The open house.
    pub casework: Casework,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The installation's settings.
    pub settings: Arc<Settings>,
    /// What is counted of the answers.
    pub metrics: Metrics,
    /// Whether the server has been asked to stop.
    pub stopping: Stopping,
}

impl App {
    /// Now.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }
}
