//! A provider's addresses and keys: asked for when they are first needed, kept, and renewed. Times are seconds since 1970.

use std::sync::Arc;

use serde::Deserialize;
use tokio::sync::Mutex;

use helhed_outward::{Ask, Line, NoAnswer, Target};

use crate::key::{Key, read_keys};

/// After so long the addresses are asked for anew; a provider that does not answer then is used as it was, for a day.
const RENEWED_AFTER: i64 = 60 * 60;
const USED_FOR: i64 = 24 * 60 * 60;
/// A provider that did not answer is not asked again for so long: nobody waits behind those who wait.
const LEFT_ALONE: i64 = 5;
/// Keys are asked for anew, for the sake of a token by a key that is not known, at most once in so long.
const KEYS_AGAIN: i64 = 10;

/// Why a provider cannot be used now.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum DirectoryFault {
    #[error("the provider: {0}")]
    NoAnswer(#[from] NoAnswer),
    #[error("the provider: status {0}")]
    Status(u16),
    #[error("its directory names another issuer")]
    Issuer,
    #[error("its directory cannot be read, or lacks `{0}`")]
    Document(&'static str),
    #[error("`{0}` leads to an address that is not configured")]
    Elsewhere(&'static str),
    #[error("it did not answer a moment ago")]
    LeftAlone,
}

/// The document at `/.well-known/openid-configuration`, as far as it is used.
#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: Option<String>,
    token_endpoint: Option<String>,
    jwks_uri: Option<String>,
    userinfo_endpoint: Option<String>,
    end_session_endpoint: Option<String>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

/// Where a provider's things are, and its keys.
#[derive(Debug)]
pub(crate) struct Known {
    /// Where people are sent; never asked by us.
    pub(crate) authorization: String,
    pub(crate) token: Target,
    keys_at: Target,
    pub(crate) userinfo: Option<Target>,
    /// Where people are sent to sign out; never asked by us.
    pub(crate) end_session: Option<String>,
    /// Whether the client's secret goes into the form instead of the header.
    pub(crate) secret_in_form: bool,
    pub(crate) keys: Vec<Key>,
}

#[derive(Default)]
struct State {
    known: Option<(Arc<Known>, i64)>,
    keys_at: i64,
    failed_at: Option<i64>,
}

/// A provider's directory.
pub(crate) struct Directory {
    issuer: String,
    /// The servers that may be asked.
    servers: Vec<Target>,
    state: Mutex<State>,
}

impl Directory {
    pub(crate) fn new(issuer: String, servers: Vec<Target>) -> Self {
        Self {
            issuer,
            servers,
            state: Mutex::default(),
        }
    }

    /// What is known of the provider, asked for where it is not or no longer.
    pub(crate) async fn known(&self, line: &Line, now: i64) -> Result<Arc<Known>, DirectoryFault> {
        let mut state = self.state.lock().await;
        let held = state.known.clone();
        if let Some((known, at)) = &held
            && now - at < RENEWED_AFTER
        {
            return Ok(known.clone());
        }
        let usable = held.filter(|(_, at)| now - at < USED_FOR);
        if state
            .failed_at
            .is_some_and(|at| (0..LEFT_ALONE).contains(&(now - at)))
        {
            return usable
                .map(|(known, _)| known)
                .ok_or(DirectoryFault::LeftAlone);
        }
        match self.ask(line).await {
            Ok(known) => {
                let known = Arc::new(known);
                *state = State {
                    known: Some((known.clone(), now)),
                    keys_at: now,
                    failed_at: None,
                };
                Ok(known)
            }
            Err(fault) => {
                state.failed_at = Some(now);
                tracing::warn!(%fault, issuer = %self.issuer, "a sign-in provider cannot be used");
                usable.map(|(known, _)| known).ok_or(fault)
            }
        }
    }

    /// The same with its keys asked for anew, if they were not a moment ago: a token came that is signed by a key that is not known.
    pub(crate) async fn with_new_keys(
        &self,
        line: &Line,
        now: i64,
    ) -> Result<Option<Arc<Known>>, DirectoryFault> {
        let mut state = self.state.lock().await;
        if (0..KEYS_AGAIN).contains(&(now - state.keys_at)) {
            return Ok(None);
        }
        let Some((known, at)) = state.known.clone() else {
            return Ok(None);
        };
        state.keys_at = now;
        let renewed = Arc::new(Known {
            authorization: known.authorization.clone(),
            token: known.token.clone(),
            keys_at: known.keys_at.clone(),
            userinfo: known.userinfo.clone(),
            end_session: known.end_session.clone(),
            secret_in_form: known.secret_in_form,
            keys: keys(line, &known.keys_at).await?,
        });
        state.known = Some((renewed.clone(), at));
        Ok(Some(renewed))
    }

    async fn ask(&self, line: &Line) -> Result<Known, DirectoryFault> {
        let issuer = self.issuer.as_str();
        let at = format!(
            "{}/.well-known/openid-configuration",
            issuer.trim_end_matches('/')
        );
        let at = Target::parse(&at).map_err(|_| DirectoryFault::Document("issuer"))?;
        let document = get(line, &at).await?;
        let document: Document =
            serde_json::from_slice(&document).map_err(|_| DirectoryFault::Document("issuer"))?;
        // A directory that speaks for another issuer would let that one sign for this one.
        if document.issuer != issuer {
            return Err(DirectoryFault::Issuer);
        }
        let asked = |name, text: Option<String>| {
            let text = text.ok_or(DirectoryFault::Document(name))?;
            let found = Target::parse(&text).map_err(|_| DirectoryFault::Elsewhere(name))?;
            match self.servers.iter().any(|it| it.is_with(&found)) {
                true => Ok(found),
                false => Err(DirectoryFault::Elsewhere(name)),
            }
        };
        let authorization = document.authorization_endpoint;
        let keys_at = asked("jwks_uri", document.jwks_uri)?;
        let methods = document.token_endpoint_auth_methods_supported;
        let has = |method: &str| {
            let listed = methods.as_ref();
            listed.is_some_and(|all| all.iter().any(|it| it == method))
        };
        Ok(Known {
            authorization: authorization
                .filter(|text| leads(text))
                .ok_or(DirectoryFault::Document("authorization_endpoint"))?,
            token: asked("token_endpoint", document.token_endpoint)?,
            userinfo: match document.userinfo_endpoint {
                None => None,
                some => Some(asked("userinfo_endpoint", some)?),
            },
            end_session: document.end_session_endpoint.filter(|text| leads(text)),
            secret_in_form: has("client_secret_post") && !has("client_secret_basic"),
            keys: keys(line, &keys_at).await?,
            keys_at,
        })
    }
}

/// Whether people may be sent there: an address as one that may be asked, and nothing that ends a header line.
fn leads(text: &str) -> bool {
    Target::parse(text).is_ok() && !text.contains(|it: char| it.is_control() || it == '#')
}

/// What an answer holds, if it is one: a redirect is none.
pub(crate) async fn get(line: &Line, target: &Target) -> Result<Vec<u8>, DirectoryFault> {
    let headers = vec![("accept", "application/json".to_owned())];
    let body = None;
    let answer = line.ask(target, Ask { body, headers }).await?;
    match answer.status {
        200 => Ok(answer.body),
        other => Err(DirectoryFault::Status(other)),
    }
}

async fn keys(line: &Line, at: &Target) -> Result<Vec<Key>, DirectoryFault> {
    let document = get(line, at).await?;
    read_keys(&document).ok_or(DirectoryFault::Document("jwks_uri"))
}
