//! What an installation says of a provider.

use helhed_outward::Target;

/// Who signs in at a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForWhom {
    /// Employees and partners: a mapping says who comes in, and as what.
    Employees,
    /// Families: an account that is there already is linked to whoever signs in.
    Families,
}

/// A provider and how it is spoken to.
#[derive(Clone)]
pub struct Settings {
    /// Its name in addresses: small letters, digits and dashes.
    pub id: String,
    /// Its name on the page.
    pub name: String,
    /// Who signs in there.
    pub for_whom: ForWhom,
    /// Its issuer, as it stands in its tokens.
    pub issuer: String,
    /// Other origins at which it keeps its addresses (`https://keys.example.dk`); its own needs no naming.
    pub also_at: Vec<String>,
    /// What Helhed is called there.
    pub client_id: String,
    /// What Helhed shows there; without one the code challenge alone ties the answer to the question.
    pub client_secret: Option<String>,
    /// Scopes asked for besides `openid`.
    pub scopes: Vec<String>,
    /// Levels of assurance, lowest first, as they stand in `acr`.
    pub acr_levels: Vec<String>,
    /// The lowest level that comes in; none takes every level.
    pub acr_floor: Option<String>,
    /// Whether claims are asked for at the provider's `userinfo` address too.
    pub userinfo: bool,
    /// The claim that holds somebody's CPR number, by which a family's accounts are found; without it they are linked by invitation.
    pub cpr_claim: Option<String>,
    /// Seconds by which its clock and ours may differ.
    pub clock_skew: i64,
    /// A certificate authority of the municipality's own, in PEM.
    pub authority: Option<Vec<u8>>,
}

/// Redacted: a secret stands in it.
impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Settings({}, {})", self.id, self.issuer)
    }
}

/// Why settings are refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingsFault {
    /// The name in addresses.
    #[error("`id`: 1 to 30 small letters, digits and dashes")]
    Id,
    /// The issuer, or another origin.
    #[error("`{field}`: `{value}` is no https address")]
    Address {
        /// The field.
        field: &'static str,
        /// What it holds.
        value: String,
    },
    /// The floor is none of the levels.
    #[error("`acr_floor`: `{0}` is none of `acr_levels`")]
    Floor(String),
    /// The certificate authority.
    #[error("`authority` is no PEM certificate")]
    Authority,
    /// The clocks.
    #[error("`clock_skew`: 0 to 300 seconds")]
    Skew,
}

impl Settings {
    /// The servers that may be asked.
    pub(crate) fn servers(&self) -> Result<Vec<Target>, SettingsFault> {
        let issuer = [("issuer", &self.issuer)];
        let others = self.also_at.iter().map(|it| ("also_at", it));
        let read = |(field, value): (&'static str, &String)| {
            let found = Target::parse(value).ok().filter(|_| !value.contains('#'));
            found.ok_or_else(|| SettingsFault::Address {
                field,
                value: value.clone(),
            })
        };
        issuer.into_iter().chain(others).map(read).collect()
    }

    /// Whether the other settings can be used.
    pub(crate) fn check(&self) -> Result<(), SettingsFault> {
        let plain = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-';
        if !(1..=30).contains(&self.id.len()) || !self.id.bytes().all(plain) {
            return Err(SettingsFault::Id);
        }
        if let Some(floor) = &self.acr_floor
            && !self.acr_levels.contains(floor)
        {
            return Err(SettingsFault::Floor(floor.clone()));
        }
        if !(0..=300).contains(&self.clock_skew) {
            return Err(SettingsFault::Skew);
        }
        Ok(())
    }

    /// The levels that come in, lowest first; none where every level does.
    pub(crate) fn levels(&self) -> Option<&[String]> {
        let floor = self.acr_floor.as_ref()?;
        let at = self.acr_levels.iter().position(|level| level == floor)?;
        self.acr_levels.get(at..)
    }
}
