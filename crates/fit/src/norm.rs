//! Norm sets: the expected course, its band and the cut-offs, as replaceable TOML files.
//!
//! A file is one norm with its fields at the top, or several `[[norm]]` tables that take the fields
//! they lack from the top.

use crate::AgeGroup;
use std::fmt;
use toml::{Table, Value};

/// Whose ratings a norm is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Respondent {
    /// The client's own.
    Own,
    /// Somebody else's about the client.
    Collateral,
    /// Both.
    Any,
}

/// What a norm set rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NormStatus {
    /// Shows the method; not validated.
    Illustrative,
    /// Fitted to the municipality's own closed episodes.
    Local,
    /// From the holder of the instrument's licence.
    Licensed,
}

impl fmt::Display for NormStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Illustrative => "illustrative, not validated",
            Self::Local => "local",
            Self::Licensed => "licensed",
        })
    }
}

/// The norm of an age range and respondent.
#[derive(Debug, Clone, PartialEq)]
pub struct Norm {
    /// Whose ratings it is for.
    pub respondent: Respondent,
    /// Youngest age in whole years.
    pub age_from: u8,
    /// Oldest age in whole years.
    pub age_to: u8,
    /// Clinical cut-off of the total, points.
    pub cutoff: f64,
    /// Reliable change, points.
    pub rci: f64,
    /// Standard deviation that effect sizes are told in, points.
    pub sd_ref: f64,
    /// Mean effect size of the norm sample: a constant, not measured change.
    pub e0: f64,
    /// The mean that courses regress to, points.
    pub mu: f64,
    /// Share of the distance to `mu` that remains.
    pub rho: f64,
    /// Ratings until most of the change has come.
    pub tau: f64,
    /// Spread of late ratings around the course, points.
    pub s_inf: f64,
    /// Share of courses below the band.
    pub band_quantile: f64,
}

/// A norm set with its provenance, which every output names.
#[derive(Debug, Clone, PartialEq)]
pub struct NormSet {
    /// Its name.
    pub id: String,
    /// Its version.
    pub version: String,
    /// Closed episodes it was fitted to.
    pub n_episodes: u64,
    /// Where it comes from.
    pub source: String,
    /// Under what licence it may be used.
    pub licence: String,
    /// What it rests on.
    pub status: NormStatus,
    /// Its norms.
    pub norms: Vec<Norm>,
}

/// What is wrong with a norm set file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NormFault {
    /// It is no TOML.
    #[error("the norm set is not TOML: {0}")]
    NotToml(String),
    /// A field is missing or of the wrong kind.
    #[error("norm set, field {field}{place}: {problem}", place = place(*.norm))]
    Field {
        /// The field.
        field: &'static str,
        /// Which `[[norm]]`, from 1; 0 for the top.
        norm: usize,
        /// What it should be.
        problem: &'static str,
    },
}

fn place(norm: usize) -> String {
    if norm == 0 {
        String::new()
    } else {
        format!(" of norm {norm}")
    }
}

impl NormSet {
    /// The shipped set: illustrative, not validated.
    pub fn illustrative() -> Self {
        Self::parse(Self::illustrative_file()).expect("the shipped file is read by a test")
    }

    /// The file of the shipped set.
    pub fn illustrative_file() -> &'static str {
        include_str!("../norms/illustrative.toml")
    }

    /// Reads a norm set file.
    ///
    /// # Errors
    /// The first field that is missing or out of its range.
    pub fn parse(text: &str) -> Result<Self, NormFault> {
        let top = text
            .parse::<Table>()
            .map_err(|error| NormFault::NotToml(error.message().to_owned()))?;
        let empty = Table::new();
        let listed = top
            .get("norm")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default();
        let head = Fields {
            own: &empty,
            top: &top,
            norm: 0,
        };
        let norms = if listed.is_empty() {
            vec![head.norm()?]
        } else {
            let own = listed.iter().map(|v| v.as_table().unwrap_or(&empty));
            own.enumerate()
                .map(|(i, own)| {
                    Fields {
                        own,
                        top: &top,
                        norm: i + 1,
                    }
                    .norm()
                })
                .collect::<Result<_, _>>()?
        };
        Ok(Self {
            id: head.text("id")?,
            version: head.text("version")?,
            n_episodes: head.number("n_episodes", |n| n >= 0.0, "is not a number of episodes")?
                as u64,
            source: head.text("source")?,
            licence: head.text("licence")?,
            status: head.word(
                "status",
                "is not illustrative, local or licensed",
                |w| match w {
                    "illustrative" => Some(NormStatus::Illustrative),
                    "local" => Some(NormStatus::Local),
                    "licensed" => Some(NormStatus::Licensed),
                    _ => None,
                },
            )?,
            norms,
        })
    }

    /// The norm for a rating by somebody about a client of an age; one for that respondent before
    /// one for any. `None` where the set has none.
    pub fn norm(&self, respondent: Respondent, years: u8) -> Option<&Norm> {
        let fits = |wanted: Respondent| {
            move |n: &&Norm| n.respondent == wanted && (n.age_from..=n.age_to).contains(&years)
        };
        let own = self.norms.iter().find(fits(respondent));
        own.or_else(|| self.norms.iter().find(fits(Respondent::Any)))
    }

    /// One line that goes on top of every output.
    pub fn label(&self) -> String {
        format!(
            "norm set {} version {}: {}",
            self.id, self.version, self.status
        )
    }
}

impl AgeGroup {
    /// Clinical cut-off of the outcome total as published, points.
    pub const fn published_cutoff(self) -> f64 {
        match self {
            Self::Child => 32.0,
            Self::Adolescent => 28.0,
            Self::Adult => 25.0,
        }
    }
}

struct Fields<'a> {
    own: &'a Table,
    top: &'a Table,
    norm: usize,
}

impl Fields<'_> {
    fn get(&self, field: &'static str) -> Result<&Value, NormFault> {
        let value = self.own.get(field).or_else(|| self.top.get(field));
        value.ok_or(NormFault::Field {
            field,
            norm: self.norm,
            problem: "is missing",
        })
    }

    fn text(&self, field: &'static str) -> Result<String, NormFault> {
        let problem = "is not a text";
        let text = self.get(field)?.as_str().map(str::to_owned);
        text.ok_or(NormFault::Field {
            field,
            norm: self.norm,
            problem,
        })
    }

    fn word<T>(
        &self,
        field: &'static str,
        problem: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<T, NormFault> {
        let word = self.get(field)?.as_str().and_then(parse);
        word.ok_or(NormFault::Field {
            field,
            norm: self.norm,
            problem,
        })
    }

    fn number(
        &self,
        field: &'static str,
        sound: impl Fn(f64) -> bool,
        problem: &'static str,
    ) -> Result<f64, NormFault> {
        let value = self.get(field)?;
        let number = value
            .as_float()
            .or_else(|| value.as_integer().map(|i| i as f64));
        number
            .filter(|n| n.is_finite() && sound(*n))
            .ok_or(NormFault::Field {
                field,
                norm: self.norm,
                problem,
            })
    }

    fn age(&self, field: &'static str) -> Result<u8, NormFault> {
        let whole = |n: f64| (0.0..=255.0).contains(&n) && n.fract() == 0.0;
        self.number(field, whole, "is not an age in whole years")
            .map(|n| n as u8)
    }

    fn norm(&self) -> Result<Norm, NormFault> {
        self.word("instrument", "is not ors", |w| (w == "ors").then_some(()))?;
        let score = |n: f64| (0.0..=40.0).contains(&n);
        let above = |n: f64| n > 0.0;
        Ok(Norm {
            respondent: self.word(
                "respondent",
                "is not self, collateral or any",
                |w| match w {
                    "self" => Some(Respondent::Own),
                    "collateral" => Some(Respondent::Collateral),
                    "any" => Some(Respondent::Any),
                    _ => None,
                },
            )?,
            age_from: self.age("age_from")?,
            age_to: self.age("age_to")?,
            cutoff: self.number("cutoff", score, "is not a score from 0 to 40")?,
            rci: self.number("rci", above, "is not above 0")?,
            sd_ref: self.number("sd_ref", above, "is not above 0")?,
            e0: self.number("e0", |_| true, "is not a number")?,
            mu: self.number("mu", score, "is not a score from 0 to 40")?,
            rho: self.number(
                "rho",
                |n| (0.0..=1.0).contains(&n),
                "is not a share from 0 to 1",
            )?,
            tau: self.number("tau", above, "is not above 0")?,
            s_inf: self.number("s_inf", |n| n >= 0.0, "is below 0")?,
            band_quantile: self.number(
                "band_quantile",
                |n| n > 0.0 && n < 1.0,
                "is not a share between 0 and 1",
            )?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_set_covers_every_age_and_says_what_it_is() {
        let set = NormSet::illustrative();
        for years in 0..=255 {
            let norm = set.norm(Respondent::Own, years).expect("every age");
            assert_eq!(norm.cutoff, AgeGroup::of(years).published_cutoff());
            assert_eq!(set.norm(Respondent::Collateral, years), Some(norm));
        }
        assert!(set.label().ends_with("illustrative, not validated"));
    }

    #[test]
    fn a_flat_file_is_one_norm() {
        let shipped = include_str!("../norms/illustrative.toml");
        let (top, _) = shipped.split_once("[[norm]]").expect("has norms");
        let flat = format!("{top}\nage_from = 18\nage_to = 99\ncutoff = 26\n")
            .replace("\"any\"", "\"self\"");
        let set = NormSet::parse(&flat).expect("sound");
        assert_eq!(set.norms.len(), 1);
        assert_eq!(set.norm(Respondent::Own, 40).map(|n| n.cutoff), Some(26.0));
        assert_eq!(set.norm(Respondent::Collateral, 40), None);
        assert_eq!(set.norm(Respondent::Own, 17), None);
    }

    #[test]
    fn a_field_out_of_range_is_named() {
        let shipped = include_str!("../norms/illustrative.toml");
        let fault = |from: &str, to: &str| {
            NormSet::parse(&shipped.replacen(from, to, 1))
                .expect_err("has a fault")
                .to_string()
        };
        assert_eq!(
            fault("tau = 3.0", "tau = 0"),
            "norm set, field tau of norm 1: is not above 0"
        );
        assert_eq!(fault("id =", "name ="), "norm set, field id: is missing");
        assert_eq!(
            fault("cutoff = 28.0", "cutoff = 280"),
            "norm set, field cutoff of norm 2: is not a score from 0 to 40"
        );
        assert!(fault("id =", "id").starts_with("the norm set is not TOML"));
    }
}
