//! What an installation says of how people sign in: providers, and who must have a second factor.

use std::path::PathBuf;

use helhed_casework::domain::account::Role;
use helhed_casework::passkey::RelyingParty;
use helhed_web::openid::{ForWhom, Mapping, Provider, Settings as ProviderSettings};
use helhed_web::{Providers, SignInProvider};
use serde::Deserialize;

use crate::failure::Failure;

/// How people sign in; left out, with the username and password of an account here.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// What addresses of this installation begin with, as people reach it: `https://helhed.example.dk`. Needed with providers, and for passkeys.
    address: Option<String>,
    /// The roles that must have a second factor where they sign in with a password.
    #[serde(default)]
    second_factor: Vec<String>,
    /// Providers, in the order in which they stand on the page.
    #[serde(default)]
    provider: Vec<Written>,
}

/// Who signs in at a provider.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Whom {
    Employees,
    Families,
}

/// A provider, as it is written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    name: String,
    #[serde(rename = "for")]
    for_whom: Whom,
    issuer: String,
    #[serde(default)]
    also_at: Vec<String>,
    client_id: String,
    /// The file with the client's secret; the environment's `HELHED_SIGN_IN_SECRET_ID` (in capitals, dashes as `_`) goes before it.
    client_secret_file: Option<PathBuf>,
    #[serde(default)]
    scopes: Vec<String>,
    #[serde(default)]
    acr_levels: Vec<String>,
    acr_floor: Option<String>,
    #[serde(default)]
    userinfo: bool,
    cpr_claim: Option<String>,
    #[serde(default = "a_minute")]
    clock_skew: i64,
    authority: Option<PathBuf>,
    /// The mapping file, for employees.
    mapping: Option<PathBuf>,
}

fn a_minute() -> i64 {
    60
}

fn read(path: &PathBuf) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|source| Failure::Disk {
        path: path.clone(),
        source,
    })
}

fn input(text: String) -> Failure {
    Failure::Input(text)
}

impl Settings {
    /// The roles that must have a second factor.
    pub(crate) fn second_factor_for(&self) -> Result<Vec<Role>, Failure> {
        let role = |code: &String| {
            Role::from_code(code)
                .ok_or_else(|| input(format!("`sign_in.second_factor`: `{code}` is no role")))
        };
        self.second_factor.iter().map(role).collect()
    }

    /// For whom passkeys are made: the installation at its address, where browsers make them for one.
    pub(crate) fn passkeys_at(&self) -> Option<RelyingParty> {
        RelyingParty::at(self.address.as_deref()?)
    }

    /// The providers, with everything about them that can be checked before anybody signs in.
    pub(crate) fn providers(&self) -> Result<Providers, Failure> {
        if self.provider.is_empty() {
            return Ok(Providers::default());
        }
        let begins = self.address.as_deref().unwrap_or_default();
        let begins = begins.trim().trim_end_matches('/');
        let host = begins
            .strip_prefix("https://")
            .or_else(|| begins.strip_prefix("http://"));
        if host.is_none_or(|host| host.is_empty() || host.contains(['/', ' ', '?', '#'])) {
            let told = "`sign_in.address` is no address as https://helhed.example.dk";
            return Err(input(told.to_owned()));
        }
        let mut all: Vec<SignInProvider> = Vec::new();
        for written in &self.provider {
            let read = written.read()?;
            let id = &read.provider.settings().id;
            if all.iter().any(|it| it.provider.settings().id == *id) {
                return Err(input(format!("`sign_in.provider`: two with the id `{id}`")));
            }
            all.push(read);
        }
        let begins = begins.to_owned();
        Ok(Providers { begins, all })
    }
}

impl Written {
    fn secret(&self) -> Result<Option<String>, Failure> {
        let name = self.id.to_ascii_uppercase().replace('-', "_");
        match (
            std::env::var(format!("HELHED_SIGN_IN_SECRET_{name}")),
            &self.client_secret_file,
        ) {
            (Ok(secret), _) => Ok(Some(secret)),
            (Err(_), None) => Ok(None),
            (Err(_), Some(path)) => {
                let text = String::from_utf8_lossy(&read(path)?).into_owned();
                Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()))
            }
        }
    }

    fn read(&self) -> Result<SignInProvider, Failure> {
        let at = |fault: &dyn std::fmt::Display| {
            input(format!("`sign_in.provider` `{}`: {fault}", self.id))
        };
        let mapping = match (self.for_whom, &self.mapping) {
            (Whom::Employees, Some(path)) => {
                let text = String::from_utf8_lossy(&read(path)?).into_owned();
                let mapping = Mapping::read(&text);
                Some(mapping.map_err(|fault| input(format!("{}: {fault}", path.display())))?)
            }
            (Whom::Families, None) => None,
            (Whom::Employees, None) => return Err(at(&"employees need a `mapping`")),
            (Whom::Families, Some(_)) => {
                return Err(at(
                    &"families have no `mapping`: their accounts are there already",
                ));
            }
        };
        let settings = ProviderSettings {
            id: self.id.clone(),
            name: self.name.trim().to_owned(),
            for_whom: match self.for_whom {
                Whom::Employees => ForWhom::Employees,
                Whom::Families => ForWhom::Families,
            },
            issuer: self.issuer.clone(),
            also_at: self.also_at.clone(),
            client_id: self.client_id.clone(),
            client_secret: self.secret()?,
            scopes: self.scopes.clone(),
            acr_levels: self.acr_levels.clone(),
            acr_floor: self.acr_floor.clone(),
            userinfo: self.userinfo,
            cpr_claim: self.cpr_claim.clone(),
            clock_skew: self.clock_skew,
            authority: self.authority.as_ref().map(read).transpose()?,
        };
        let provider = Provider::new(settings).map_err(|fault| at(&fault))?;
        Ok(SignInProvider { provider, mapping })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let settings: Settings = toml::from_str(text).expect("it has the shape");
        match (settings.providers(), settings.second_factor_for()) {
            (Err(failure), _) | (_, Err(failure)) => failure.to_string(),
            (Ok(providers), Ok(roles)) => {
                format!("{} providers, {} roles", providers.all.len(), roles.len())
            }
        }
    }

    #[test]
    fn what_cannot_be_is_told_at_start() {
        let folder = tempfile::tempdir().expect("a folder");
        let map = folder.path().join("map.toml");
        let rule =
            "username = \"upn\"\n[[role]]\nrole = \"dpo\"\nclaim = \"groups\"\nis = [\"dpo\"]\n";
        std::fs::write(&map, rule).expect("written");
        let provider = |more: &str| {
            format!(
                "address = \"https://helhed.example.dk/\"\nsecond_factor = [\"it_admin\"]\n[[provider]]\nid = \"kommunen\"\nname = \"Kommunen\"\n\
                 for = \"employees\"\nclient_id = \"helhed\"\n{more}\n"
            )
        };
        let good = format!(
            "issuer = \"https://idp.example.dk\"\nmapping = \"{}\"",
            map.display()
        );
        assert_eq!(told(""), "0 providers, 0 roles");
        assert_eq!(told(&provider(&good)), "1 providers, 1 roles");
        for (text, fault) in [
            ("second_factor = [\"boss\"]".to_owned(), "`boss` is no role"),
            (
                provider(&good).replace("https://helhed", "helhed"),
                "`sign_in.address`",
            ),
            (
                provider("issuer = \"https://idp.example.dk\""),
                "employees need a `mapping`",
            ),
            (
                provider(&good.replace("https://idp", "http://idp")),
                "is no https address",
            ),
            (
                provider(&format!("{good}\nacr_floor = \"high\"")),
                "`acr_floor`: `high` is none",
            ),
            (
                provider(&good).replace("\"kommunen\"", "\"Kommunen!\""),
                "`id`",
            ),
        ] {
            assert!(told(&text).contains(fault), "{}", told(&text));
        }
        std::fs::write(&map, rule.replace("dpo\"\nclaim", "boss\"\nclaim")).expect("written");
        let fault = told(&provider(&good));
        assert!(fault.contains("map.toml: line 3: `role`"), "{fault}");
    }
}
