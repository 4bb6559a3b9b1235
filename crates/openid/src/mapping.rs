//! The mapping file: which claims and privileges make which role, in which unit. Whom no rule names does not come in.

use std::collections::BTreeMap;
use std::ops::Range;

use helhed_domain::account::{Language, Role};
use serde::Deserialize;
use toml::Spanned;

use crate::claims::Claims;
use crate::privileges::{Group, privileges};

/// The claim that holds privileges, where the file names no other.
const PRIVILEGES: &str = "privileges_intermediate";

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    username: String,
    name: Option<String>,
    #[serde(default = "danish")]
    language: Spanned<String>,
    #[serde(default)]
    create: bool,
    #[serde(default = "privileges_claim")]
    privileges: String,
    unit_claim: Option<String>,
    #[serde(default)]
    units: BTreeMap<String, String>,
    #[serde(default)]
    role: Vec<Spanned<RoleRule>>,
}

fn danish() -> Spanned<String> {
    Spanned::new(0..0, "da".to_owned())
}

fn privileges_claim() -> String {
    PRIVILEGES.to_owned()
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleRule {
    role: Spanned<String>,
    claim: Option<String>,
    #[serde(default)]
    is: Vec<String>,
    privilege: Option<String>,
    scope: Option<String>,
    #[serde(default)]
    constraints: BTreeMap<String, Vec<String>>,
    unit: Option<String>,
    unit_claim: Option<String>,
    unit_constraint: Option<String>,
}

/// Why a mapping file is refused: where, and what.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingFault {
    /// It is no TOML of this shape; the text names line and field.
    #[error("{0}")]
    Shape(String),
    /// A field holds what it cannot.
    #[error("line {line}: `{field}`: {problem}")]
    Field {
        /// The line, from 1.
        line: usize,
        /// The field.
        field: &'static str,
        /// What is wrong.
        problem: String,
    },
}

/// A rule that was looked at.
#[derive(Debug, Clone)]
struct Rule {
    role: Role,
    test: Test,
    unit: Unit,
}

#[derive(Debug, Clone)]
enum Test {
    /// A claim holds one of these texts.
    Claim(String, Vec<String>),
    /// A privilege, in this scope where one is named, under no other constraints than these.
    Privilege {
        name: String,
        scope: Option<String>,
        constraints: BTreeMap<String, Vec<String>>,
    },
}

#[derive(Debug, Clone)]
enum Unit {
    Fixed(String),
    Claim(String),
    Constraint(String),
    None,
}

/// Who comes in, and as what.
#[derive(Debug, Clone)]
pub struct Mapping {
    username: String,
    name: Option<String>,
    language: Language,
    creates: bool,
    privileges: String,
    units: BTreeMap<String, String>,
    rules: Vec<Rule>,
}

/// What claims make of somebody.
#[derive(Clone, PartialEq, Eq)]
pub struct Mapped {
    /// What is typed at sign-in: the account's name here.
    pub username: String,
    /// The name others see.
    pub display_name: Option<String>,
    /// The role; none where no rule names them: then they do not come in.
    pub role: Option<Role>,
    /// The unit, by code or name.
    pub unit: Option<String>,
    /// The language of the screens of somebody new.
    pub language: Language,
    /// Whether an account is made where there is none.
    pub creates: bool,
}

/// Redacted.
impl std::fmt::Debug for Mapped {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Mapped({:?})", self.role)
    }
}

/// Claims that no account can be made of.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClaimsFault {
    /// No user name.
    #[error("the claim `{0}` is missing")]
    Missing(String),
    /// The privileges cannot be read.
    #[error("the claim `{0}`: {1}")]
    Privileges(String, crate::privileges::PrivilegesFault),
}

fn at(text: &str, span: Range<usize>, field: &'static str, problem: &str) -> MappingFault {
    let before = text.get(..span.start).unwrap_or_default();
    MappingFault::Field {
        line: before.matches('\n').count() + 1,
        field,
        problem: problem.to_owned(),
    }
}

impl Mapping {
    /// Reads a mapping file.
    pub fn read(text: &str) -> Result<Self, MappingFault> {
        let file: File =
            toml::from_str(text).map_err(|error| MappingFault::Shape(error.to_string()))?;
        let language = Language::from_code(file.language.get_ref())
            .ok_or_else(|| at(text, file.language.span(), "language", "`da` or `en`"))?;
        if file.role.is_empty() {
            return Err(at(
                text,
                0..0,
                "role",
                "without a single rule nobody comes in",
            ));
        }
        let default = file.unit_claim.map_or(Unit::None, Unit::Claim);
        let rules = file.role.into_iter();
        let rules = rules.map(|rule| read_rule(text, rule, &default));
        Ok(Self {
            username: file.username,
            name: file.name,
            language,
            creates: file.create,
            privileges: file.privileges,
            units: file.units,
            rules: rules.collect::<Result<_, _>>()?,
        })
    }

    /// What the claims make of somebody: the first rule that fits.
    pub fn map(&self, claims: &Claims) -> Result<Mapped, ClaimsFault> {
        let username = claims
            .text(&self.username)
            .ok_or_else(|| ClaimsFault::Missing(self.username.clone()))?;
        let groups = match claims.text(&self.privileges) {
            None => Vec::new(),
            Some(text) => privileges(text)
                .map_err(|fault| ClaimsFault::Privileges(self.privileges.clone(), fault))?,
        };
        let found = self.rules.iter().find_map(|rule| {
            let group = rule.fits(claims, &groups)?;
            Some((rule.role, self.unit(rule, claims, group)))
        });
        Ok(Mapped {
            username: username.to_owned(),
            display_name: self
                .name
                .as_deref()
                .and_then(|it| claims.text(it))
                .map(str::to_owned),
            role: found.as_ref().map(|(role, _)| *role),
            unit: found.and_then(|(_, unit)| unit),
            language: self.language,
            creates: self.creates,
        })
    }

    fn unit(&self, rule: &Rule, claims: &Claims, group: Option<&Group>) -> Option<String> {
        let said = match &rule.unit {
            Unit::Fixed(unit) => Some(unit.as_str()),
            Unit::Claim(claim) => claims.texts(claim).first().copied(),
            Unit::Constraint(name) => group.and_then(|group| {
                let mut constraints = group.constraints.iter();
                constraints
                    .find(|(it, _)| it == name)
                    .map(|(_, value)| value.as_str())
            }),
            Unit::None => None,
        }?;
        Some(self.units.get(said).map_or(said, String::as_str).to_owned())
    }
}

fn read_rule(text: &str, rule: Spanned<RoleRule>, default: &Unit) -> Result<Rule, MappingFault> {
    let whole = rule.span();
    let rule = rule.into_inner();
    let fault = |field, problem| at(text, whole.clone(), field, problem);
    let role = Role::from_code(rule.role.get_ref())
        .filter(|role| *role != Role::FamilyMember)
        .ok_or_else(|| {
            let roles = Role::ALL.iter().filter(|it| **it != Role::FamilyMember);
            let codes: Vec<&str> = roles.map(|it| it.code()).collect();
            at(
                text,
                rule.role.span(),
                "role",
                &format!("one of {}", codes.join(", ")),
            )
        })?;
    let test = match (rule.claim, rule.privilege) {
        (Some(_), Some(_)) => {
            return Err(fault(
                "claim",
                "a rule has `claim` or `privilege`, not both",
            ));
        }
        (None, None) => {
            return Err(fault(
                "claim",
                "a rule needs `claim` and `is`, or `privilege`",
            ));
        }
        (Some(_), None) if rule.is.is_empty() => {
            return Err(fault("is", "the texts of the claim that give the role"));
        }
        (Some(claim), None) => Test::Claim(claim, rule.is),
        (None, Some(name)) => Test::Privilege {
            name,
            scope: rule.scope,
            constraints: rule.constraints,
        },
    };
    let unit = match (rule.unit, rule.unit_claim, rule.unit_constraint) {
        (Some(unit), None, None) => Unit::Fixed(unit),
        (None, Some(claim), None) => Unit::Claim(claim),
        (None, None, Some(name)) if matches!(test, Test::Privilege { .. }) => {
            Unit::Constraint(name)
        }
        (None, None, Some(_)) => {
            return Err(fault("unit_constraint", "goes with `privilege`"));
        }
        (None, None, None) => default.clone(),
        _ => {
            return Err(fault(
                "unit",
                "one of `unit`, `unit_claim` and `unit_constraint`",
            ));
        }
    };
    Ok(Rule { role, test, unit })
}

impl Rule {
    /// Whether it fits, and the group of privileges by which it does.
    fn fits<'g>(&self, claims: &Claims, groups: &'g [Group]) -> Option<Option<&'g Group>> {
        match &self.test {
            Test::Claim(claim, texts) => {
                let held = claims.texts(claim);
                let fits = texts.iter().any(|text| held.contains(&text.as_str()));
                fits.then_some(None)
            }
            Test::Privilege {
                name,
                scope,
                constraints,
            } => {
                let group = groups.iter().find(|group| {
                    group.privileges.contains(name)
                        && scope.as_ref().is_none_or(|scope| *scope == group.scope)
                        && self.bears(group, constraints)
                });
                group.map(Some)
            }
        }
    }

    /// A constraint narrows what is granted: one that no rule accounts for would be widened by leaving it out, so it grants nothing.
    fn bears(&self, group: &Group, constraints: &BTreeMap<String, Vec<String>>) -> bool {
        let accounted = group.constraints.iter().all(|(name, value)| {
            let names_unit = matches!(&self.unit, Unit::Constraint(unit) if unit == name);
            let accepted = constraints.get(name);
            names_unit || accepted.is_some_and(|values| values.contains(value))
        });
        let wanted = constraints.keys().all(|name| {
            let mut held = group.constraints.iter();
            held.any(|(it, _)| it == name)
        });
        accounted && wanted
    }
}

#[cfg(test)]
mod tests;
