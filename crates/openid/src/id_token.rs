//! The token that says who signed in: its signature and every claim that ties it to us, to this sign-in and to now
//! (OpenID Connect Core 1.0, section 3.1.3.7).

use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Header, Validation, decode, decode_header};
use serde_json::{Map, Value};

use crate::claims::Claims;
use crate::key::Key;
use crate::settings::Settings;

/// The longest token that is read.
const LONGEST: usize = 256 * 1024;
/// How old a token may be when it comes, in seconds.
const FRESH: i64 = 10 * 60;

/// What is wrong with a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TokenFault {
    /// It is no token.
    #[error("it cannot be read")]
    Unreadable,
    /// No key of its name.
    #[error("signed by a key that is not known")]
    UnknownKey,
    /// The signature is not by the key it names.
    #[error("the signature does not fit")]
    Signature,
    /// By somebody else.
    #[error("another issuer")]
    Issuer,
    /// For somebody else.
    #[error("for another audience")]
    Audience,
    /// Over, not begun, or without a time.
    #[error("not of this time")]
    Time,
    /// Of another sign-in.
    #[error("of another sign-in: the nonce does not fit")]
    Nonce,
    /// Without a subject.
    #[error("about nobody")]
    Subject,
    /// The level of assurance is too low.
    #[error("the level of assurance is too low")]
    Level,
}

/// A token as it came; nothing in it is true before its signature was checked.
pub(crate) struct Token<'t> {
    header: Header,
    text: &'t str,
}

impl<'t> Token<'t> {
    pub(crate) fn read(text: &'t str) -> Result<Self, TokenFault> {
        let header = match text.len() {
            0..=LONGEST => decode_header(text).ok(),
            _ => None,
        };
        let header = header.ok_or(TokenFault::Unreadable)?;
        // What must be understood and is not: the token is none for us.
        match header.crit.is_none() && header.enc.is_none() {
            true => Ok(Self { header, text }),
            false => Err(TokenFault::Unreadable),
        }
    }

    /// What the token says, if one of the keys has signed it; a token without a key's name may be by any of them. What ties it to us and
    /// to its issuer is checked with the signature.
    pub(crate) fn signed_by_one_of(
        &self,
        keys: &[Key],
        settings: &Settings,
    ) -> Result<Signed, TokenFault> {
        let named = |key: &&Key| self.header.kid.is_none() || key.id == self.header.kid;
        let candidates: Vec<&Key> = keys.iter().filter(named).collect();
        if candidates.is_empty() {
            return Err(TokenFault::UnknownKey);
        }
        let mut told = TokenFault::Signature;
        for key in candidates {
            if !key.algorithms.contains(&self.header.alg) {
                continue;
            }
            let mut validation = Validation::new(self.header.alg);
            validation.set_issuer(&[&settings.issuer]);
            validation.set_audience(&[&settings.client_id]);
            validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
            // The time is an argument here: `Signed::claims` holds it against the token's.
            validation.validate_exp = false;
            match decode::<Map<String, Value>>(self.text, &key.key, &validation) {
                Ok(decoded) => return Ok(Signed(decoded.claims)),
                Err(error) => told = fault_of(error.kind()),
            }
        }
        Err(told)
    }
}

fn fault_of(kind: &ErrorKind) -> TokenFault {
    match kind {
        ErrorKind::InvalidSignature | ErrorKind::InvalidAlgorithm => TokenFault::Signature,
        ErrorKind::InvalidIssuer => TokenFault::Issuer,
        ErrorKind::InvalidAudience => TokenFault::Audience,
        ErrorKind::MissingRequiredClaim(claim) => match claim.as_str() {
            "iss" => TokenFault::Issuer,
            "aud" => TokenFault::Audience,
            "sub" => TokenFault::Subject,
            _ => TokenFault::Time,
        },
        _ => TokenFault::Unreadable,
    }
}

/// What a token says whose signature, issuer and audience fit.
pub(crate) struct Signed(Map<String, Value>);

/// Redacted.
impl std::fmt::Debug for Signed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signed")
    }
}

impl Signed {
    /// Checks what ties it to this sign-in and to now; `now` in seconds since 1970.
    pub(crate) fn claims(
        self,
        settings: &Settings,
        nonce: &str,
        now: i64,
    ) -> Result<Claims, TokenFault> {
        let claims = self.0;
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        // One issuer, and not a list that it stands in.
        if text("iss") != Some(settings.issuer.as_str()) {
            return Err(TokenFault::Issuer);
        }
        // For us and nobody else, unless we are named as the party that asked.
        let others = claims
            .get("aud")
            .and_then(Value::as_array)
            .is_some_and(|all| all.len() > 1);
        let party = text("azp");
        if (others && party.is_none()) || party.is_some_and(|it| it != settings.client_id) {
            return Err(TokenFault::Audience);
        }
        let at = |name: &str| claims.get(name).and_then(Value::as_f64).map(|it| it as i64);
        let skew = settings.clock_skew;
        let (Some(expires), Some(issued)) = (at("exp"), at("iat")) else {
            return Err(TokenFault::Time);
        };
        let begun = at("nbf").unwrap_or(issued).max(issued);
        if claims.get("nbf").is_some_and(|it| !it.is_number())
            || now >= expires.saturating_add(skew)
            || begun > now.saturating_add(skew)
            || issued < now.saturating_sub(FRESH + skew)
        {
            return Err(TokenFault::Time);
        }
        if text("nonce") != Some(nonce) {
            return Err(TokenFault::Nonce);
        }
        if !text("sub").is_some_and(|it| (1..=255).contains(&it.len())) {
            return Err(TokenFault::Subject);
        }
        if let Some(levels) = settings.levels()
            && !text("acr").is_some_and(|acr| levels.iter().any(|level| level == acr))
        {
            return Err(TokenFault::Level);
        }
        Ok(Claims(claims))
    }
}

#[cfg(test)]
mod tests;
