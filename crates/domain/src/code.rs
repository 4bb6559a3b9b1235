//! Lists that a municipality chooses from: rows with a first and a last day, so that a change of law is a row.

use jiff::civil::Date;
use serde::Deserialize;

/// One entry of a list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Code {
    /// The list it is in: see the headings of `data/codes.toml`.
    pub list: String,
    /// Its code, stored with what uses it.
    pub code: String,
    /// Danish words.
    pub da: String,
    /// English words.
    pub en: String,
    /// First day it may be chosen, `YYYY-MM-DD`.
    #[serde(default = "long_ago")]
    pub valid_from: Date,
    /// Last day it may be chosen.
    pub valid_to: Option<Date>,
}

fn long_ago() -> Date {
    jiff::civil::date(1900, 1, 1)
}

impl Code {
    /// Whether it may be chosen on a day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|to| day <= to)
    }
}

#[derive(Deserialize)]
struct CodeFile {
    code: Vec<Code>,
}

/// The lists that Helhed ships with; a municipality adds and ends rows of its own.
pub fn shipped_codes() -> Vec<Code> {
    toml::from_str::<CodeFile>(include_str!("../data/codes.toml"))
        .expect("the shipped lists are checked by a test")
        .code
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shipped_lists_have_each_code_once_and_both_languages() {
        let codes = shipped_codes();
        let mut seen = std::collections::BTreeSet::new();
        for code in &codes {
            assert!(
                seen.insert((&code.list, &code.code, code.valid_from)),
                "{} {} twice",
                code.list,
                code.code
            );
            assert!(!code.da.is_empty() && !code.en.is_empty());
        }
        for list in [
            "criterion",
            "decline_reason",
            "category",
            "goes_on_to",
            "legal_basis",
            "exemption",
            "sharing_basis",
            "request_purpose",
            "life_domain",
        ] {
            assert!(
                codes.iter().any(|code| code.list == list),
                "{list} is empty"
            );
        }
    }

    #[test]
    fn every_life_domain_is_an_information_category() {
        let codes = shipped_codes();
        for domain in codes.iter().filter(|code| code.list == "life_domain") {
            let same = |code: &&Code| code.list == "category" && code.code == domain.code;
            assert!(codes.iter().any(|code| same(&code)), "{}", domain.code);
        }
    }
}
