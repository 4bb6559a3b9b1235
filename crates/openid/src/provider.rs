//! The flow: authorisation code with a code challenge (RFC 7636), a state that ties the answer to the browser and a nonce that ties the
//! token to the question.

use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use form_urlencoded::Serializer;
use helhed_outward::{Ask, Line, NoAnswer};
use serde::Deserialize;
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::claims::Claims;
use crate::directory::{Directory, DirectoryFault, Known};
use crate::id_token::{Token, TokenFault};
use crate::settings::{Settings, SettingsFault};

/// How long a provider may take to answer: people wait for it.
const PATIENCE: Duration = Duration::from_secs(6);

/// What one sign-in is tied together by. Drawn when it begins, kept in the browser sealed, asked for when it comes back.
#[derive(Clone, PartialEq, Eq)]
pub struct Secrets {
    /// Comes back with the answer.
    pub state: String,
    /// Stands in the token.
    pub nonce: String,
    /// Is shown when the code is changed for the token; its hash went with the question.
    pub verifier: String,
}

/// Redacted.
impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets")
    }
}

impl Secrets {
    /// Made of 96 random bytes.
    pub fn of(random: &[u8; 96]) -> Self {
        let part = |at: usize| URL_SAFE_NO_PAD.encode(&random[at..at + 32]);
        Self {
            state: part(0),
            nonce: part(32),
            verifier: part(64),
        }
    }
}

/// Somebody who signed in at a provider.
#[derive(Debug, Clone)]
pub struct Finished {
    /// Who, by what the provider says.
    pub claims: Claims,
    /// The token, for telling the provider which session ends. Redacted by whoever keeps it: it is sealed.
    pub hint: Hint,
}

/// The token as it came.
#[derive(Clone)]
pub struct Hint(pub String);

/// Redacted.
impl std::fmt::Debug for Hint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hint")
    }
}

/// Why nobody was signed in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The provider cannot be used now; the text says why, for the log.
    #[error("{0}")]
    Down(String),
    /// The code was refused: used before, or too old.
    #[error("the provider refused the code")]
    Refused,
    /// The level of assurance is too low.
    #[error("the level of assurance is too low")]
    Level,
    /// The token is not one for this sign-in; the text says why, for the log.
    #[error("{0}")]
    Token(TokenFault),
}

impl From<DirectoryFault> for Fault {
    fn from(fault: DirectoryFault) -> Self {
        Self::Down(fault.to_string())
    }
}

impl From<NoAnswer> for Fault {
    fn from(fault: NoAnswer) -> Self {
        DirectoryFault::from(fault).into()
    }
}

impl From<TokenFault> for Fault {
    fn from(fault: TokenFault) -> Self {
        match fault {
            TokenFault::Level => Self::Level,
            other => Self::Token(other),
        }
    }
}

/// A provider at which people sign in.
pub struct Provider {
    settings: Settings,
    line: Line,
    directory: Directory,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Provider({})", self.settings.id)
    }
}

/// What the token endpoint answers.
#[derive(Deserialize)]
struct Tokens {
    id_token: Option<String>,
    access_token: Option<String>,
}

impl Provider {
    /// A provider of an installation. Asks nothing yet: an installation starts while its provider is down.
    pub fn new(settings: Settings) -> Result<Self, SettingsFault> {
        settings.check()?;
        let servers = settings.servers()?;
        let line = Line::new(settings.authority.as_deref());
        let line = line.map_err(|_| SettingsFault::Authority)?;
        Ok(Self {
            directory: Directory::new(settings.issuer.clone(), servers),
            settings,
            line: line.waiting(PATIENCE),
        })
    }

    /// What the installation says of it.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Where to send somebody who is to sign in. `now`: seconds since 1970.
    pub async fn authorize(
        &self,
        secrets: &Secrets,
        back_to: &str,
        language: &str,
        now: i64,
    ) -> Result<String, Fault> {
        let known = self.directory.known(&self.line, now).await?;
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(secrets.verifier.as_bytes()));
        let mut scope = "openid".to_owned();
        for more in self.settings.scopes.iter().filter(|it| *it != "openid") {
            scope.push(' ');
            scope.push_str(more);
        }
        let mut query = Serializer::new(String::new());
        query
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.settings.client_id)
            .append_pair("redirect_uri", back_to)
            .append_pair("scope", &scope)
            .append_pair("state", &secrets.state)
            .append_pair("nonce", &secrets.nonce)
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256")
            .append_pair("ui_locales", language);
        if let Some(levels) = self.settings.levels() {
            query.append_pair("acr_values", &levels.join(" "));
        }
        Ok(with_query(&known.authorization, &query.finish()))
    }

    /// Changes the code that came back for the token, and checks everything that the token says.
    pub async fn finish(
        &self,
        code: &str,
        secrets: &Secrets,
        back_to: &str,
        now: i64,
    ) -> Result<Finished, Fault> {
        let known = self.directory.known(&self.line, now).await?;
        let tokens = self.exchange(&known, code, secrets, back_to).await?;
        let text = tokens.id_token.ok_or(TokenFault::Unreadable)?;
        let token = Token::read(&text)?;
        let signed = match token.signed_by_one_of(&known.keys, &self.settings) {
            // A provider changes its keys when it likes.
            Err(TokenFault::UnknownKey) => {
                let renewed = self.directory.with_new_keys(&self.line, now).await?;
                let renewed = renewed.ok_or(TokenFault::UnknownKey)?;
                token.signed_by_one_of(&renewed.keys, &self.settings)?
            }
            checked => checked?,
        };
        let mut claims = signed.claims(&self.settings, &secrets.nonce, now)?;
        if self.settings.userinfo {
            self.ask_more(&known, tokens.access_token.as_deref(), &mut claims)
                .await?;
        }
        Ok(Finished {
            claims,
            hint: Hint(text),
        })
    }

    /// The question by which a code is changed for tokens.
    fn question(&self, known: &Known, code: &str, secrets: &Secrets, back_to: &str) -> Ask {
        let own = self.settings.client_id.as_str();
        let mut form = Serializer::new(String::new());
        form.append_pair("grant_type", "authorization_code")
            .append_pair("code", code)
            .append_pair("redirect_uri", back_to)
            .append_pair("code_verifier", &secrets.verifier);
        let mut headers = vec![
            ("accept", "application/json".to_owned()),
            (
                "content-type",
                "application/x-www-form-urlencoded".to_owned(),
            ),
        ];
        match &self.settings.client_secret {
            Some(secret) if !known.secret_in_form => {
                let encoded =
                    |it: &str| form_urlencoded::byte_serialize(it.as_bytes()).collect::<String>();
                let pair = STANDARD.encode(format!("{}:{}", encoded(own), encoded(secret)));
                headers.push(("authorization", format!("Basic {pair}")));
            }
            Some(secret) => {
                form.append_pair("client_id", own)
                    .append_pair("client_secret", secret);
            }
            None => {
                form.append_pair("client_id", own);
            }
        }
        Ask {
            body: Some(form.finish().into_bytes()),
            headers,
        }
    }

    async fn exchange(
        &self,
        known: &Known,
        code: &str,
        secrets: &Secrets,
        back_to: &str,
    ) -> Result<Tokens, Fault> {
        let question = self.question(known, code, secrets, back_to);
        let answer = self.line.ask(&known.token, question).await?;
        match answer.status {
            200 => {}
            400 if is_bad_grant(&answer.body) => return Err(Fault::Refused),
            other => return Err(DirectoryFault::Status(other).into()),
        }
        serde_json::from_slice(&answer.body).map_err(|_| Fault::Token(TokenFault::Unreadable))
    }

    /// Some providers put little into the token and the rest at an address of its own.
    async fn ask_more(
        &self,
        known: &Known,
        access: Option<&str>,
        claims: &mut Claims,
    ) -> Result<(), Fault> {
        let (Some(address), Some(access)) = (&known.userinfo, access) else {
            return Err(Fault::Down("no userinfo address".to_owned()));
        };
        let ask = Ask {
            body: None,
            headers: vec![("authorization", format!("Bearer {access}"))],
        };
        let answer = self.line.ask(address, ask).await?;
        if answer.status != 200 {
            return Err(DirectoryFault::Status(answer.status).into());
        }
        let more: Map<String, Value> =
            serde_json::from_slice(&answer.body).map_err(|_| TokenFault::Unreadable)?;
        // What is said of somebody else is not taken for them.
        if more.get("sub").and_then(Value::as_str) != Some(claims.subject()) {
            return Err(TokenFault::Subject.into());
        }
        claims.add(more);
        Ok(())
    }

    /// Where to send somebody who has signed out here, so that they are signed out there too; none where the provider has no such
    /// address or cannot be reached: signing out here never waits for it.
    pub async fn end_session(&self, hint: Option<&str>, back_to: &str, now: i64) -> Option<String> {
        let known = self.directory.known(&self.line, now).await.ok()?;
        let address = known.end_session.as_ref()?;
        let mut query = Serializer::new(String::new());
        query
            .append_pair("client_id", &self.settings.client_id)
            .append_pair("post_logout_redirect_uri", back_to);
        // A longer one is refused by servers as an address.
        if let Some(hint) = hint.filter(|it| it.len() < 6_000) {
            query.append_pair("id_token_hint", hint);
        }
        Some(with_query(address, &query.finish()))
    }
}

fn with_query(address: &str, query: &str) -> String {
    let joint = if address.contains('?') { '&' } else { '?' };
    format!("{address}{joint}{query}")
}

fn is_bad_grant(body: &[u8]) -> bool {
    let told: Option<Value> = serde_json::from_slice(body).ok();
    told.is_some_and(|it| it.get("error").and_then(Value::as_str) == Some("invalid_grant"))
}
