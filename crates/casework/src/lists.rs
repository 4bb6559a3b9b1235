//! The municipality's lists and rules, read once when the house opens.

use jiff::civil::Date;

use helhed_domain::code::{Code, shipped_codes};
use helhed_domain::duty::Duty;
use helhed_domain::rule::{Rule, Rules, shipped_rules};
use helhed_domain::template::Template;
use helhed_store::{Link, StoreError, list};

/// The dated rows of every list, and the rules.
#[derive(Debug, Clone)]
pub struct Lists {
    codes: Vec<Code>,
    rules: Vec<Rule>,
    templates: Vec<Template>,
    duties: Vec<Duty>,
}

impl Lists {
    pub(crate) async fn read(link: &mut Link) -> Result<Self, StoreError> {
        Ok(Self {
            codes: list::codes(link).await?,
            rules: list::rules(link).await?,
            templates: Template::shipped(),
            duties: Duty::shipped(),
        })
    }

    /// Adds the shipped rows that are not there yet.
    pub(crate) async fn install(link: &mut Link) -> Result<(), StoreError> {
        for (place, code) in shipped_codes().iter().enumerate() {
            list::insert_code(link, code, place as i64).await?;
        }
        for rule in shipped_rules() {
            list::insert_rule(link, rule).await?;
        }
        Ok(())
    }

    /// Whether every shipped row is there.
    pub(crate) fn complete(&self) -> bool {
        let has = |code: &Code| {
            self.codes.iter().any(|c| {
                c.list == code.list && c.code == code.code && c.valid_from == code.valid_from
            })
        };
        shipped_codes().iter().all(has) && !self.rules.is_empty()
    }

    /// What may be chosen from a list on a day, in order.
    pub fn choices<'a>(&'a self, list: &'a str, day: Date) -> impl Iterator<Item = &'a Code> {
        self.codes
            .iter()
            .filter(move |code| code.list == list && code.holds_on(day))
    }

    /// Every row a list has ever had, in order: for what began under an earlier law.
    pub fn ever<'a>(&'a self, list: &'a str) -> impl Iterator<Item = &'a Code> {
        self.codes.iter().filter(move |code| code.list == list)
    }

    /// Whether a code may be chosen on a day.
    pub fn holds(&self, list: &str, code: &str, day: Date) -> bool {
        self.choices(list, day).any(|choice| choice.code == code)
    }

    /// The row of a code, also one that may no longer be chosen: what was written then is still shown.
    pub fn find(&self, list: &str, code: &str) -> Option<&Code> {
        self.codes
            .iter()
            .rev()
            .find(|row| row.list == list && row.code == code)
    }

    /// The words of consents.
    pub fn templates(&self) -> &[Template] {
        &self.templates
    }

    /// What units have to decide, and need to know for it.
    pub fn duties(&self) -> &[Duty] {
        &self.duties
    }

    /// The rules in force on a day.
    pub fn rules(&self, day: Date) -> Rules {
        Rules::on(day, &self.rules)
    }
}
