//! Cookies: one name and one set of attributes for each, whatever sets them.

use axum::http::HeaderMap;

use crate::app::App;
use crate::guard;

/// A cookie of this server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cookie {
    /// Whose session it is.
    Session,
    /// The second step of signing in.
    Step,
    /// What somebody takes along while they are away at a provider.
    Visit,
}

impl Cookie {
    /// Its name: over https one that browsers take from this host alone, secure and for every path (`__Host-`).
    pub(crate) fn name(self, app: &App) -> &'static str {
        match (self, app.settings.https) {
            (Self::Session, true) => "__Host-helhed",
            (Self::Session, false) => "helhed",
            (Self::Step, true) => "__Host-helhed-step",
            (Self::Step, false) => "helhed-step",
            (Self::Visit, true) => "__Host-helhed-visit",
            (Self::Visit, false) => "helhed-visit",
        }
    }

    /// The line that sets it.
    pub(crate) fn set(self, app: &App, value: &str) -> String {
        let (name, secure) = (self.name(app), secure(app));
        format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}")
    }

    /// The line that takes it away.
    pub(crate) fn gone(self, app: &App) -> String {
        let (name, secure) = (self.name(app), secure(app));
        format!("{name}=; Path=/; HttpOnly; Max-Age=0; SameSite=Lax{secure}")
    }

    /// What a request carries.
    pub(crate) fn of<'a>(self, app: &App, headers: &'a HeaderMap) -> Option<&'a str> {
        guard::cookie(headers, self.name(app))
    }
}

fn secure(app: &App) -> &'static str {
    if app.settings.https { "; Secure" } else { "" }
}
