//! Shows a CPR number or a protected address: an extra step, recorded by itself before the answer leaves.

use helhed_access::{doing, what};
use helhed_domain::ids::{FamilyId, PersonId};
use helhed_store::person;

use crate::{Reading, Stop, Visible};

/// What is kept out of sight until somebody asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// The CPR number.
    Cpr,
    /// The protected address.
    Address,
}

impl Secret {
    /// Its code in an address.
    pub fn code(self) -> &'static str {
        match self {
            Self::Cpr => "cpr",
            Self::Address => "address",
        }
    }

    /// The secret of a code; anything else is none.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Cpr, Self::Address]
            .into_iter()
            .find(|secret| secret.code() == code)
    }
}

/// A secret in the clear.
#[derive(Clone, PartialEq, Eq)]
pub struct Shown {
    /// What it is.
    pub secret: Secret,
    /// The number or the address; `None` where none is known.
    pub text: Option<String>,
}

/// Redacted.
impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Shown({})", self.secret.code())
    }
}

/// Shows a secret of somebody who belongs to the family now.
pub async fn show_secret(
    reading: &mut Reading,
    family: FamilyId,
    person: PersonId,
    secret: Secret,
) -> Result<Visible<Shown>, Stop> {
    let lens = reading.lens(family).await?;
    let permit = lens
        .permit::<what::Secrets, doing::Read>()
        .ok_or(Stop::NotAllowed)?;
    let house = reading.house().clone();
    let (cpr, address) = person::secrets(&mut reading.link, house.keys(), &permit, person)
        .await?
        .ok_or(Stop::Absent)?;
    let (act, text) = match secret {
        Secret::Cpr => ("unmask_cpr", cpr.map(|cpr| cpr.unmasked())),
        Secret::Address => (
            "show_protected_address",
            address.map(|line| line.as_str().to_owned()),
        ),
    };
    let shown = Shown { secret, text };
    reading
        .show_one::<what::Secrets, _>(act, &lens, person.uuid(), shown)
        .await
}
