//! Shows what was read and changed, by whom and when, to whoever supervises data protection.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use helhed_access::{Resource, what};
use helhed_domain::account::Role;
use helhed_domain::day::instant_of;
use helhed_domain::ids::AccountId;
use helhed_domain::text::Name;
use helhed_store::account;
use helhed_store::audit::{self, Entry, Head, Which};

use super::ChainState;
use crate::{Reading, Stop, Visible};

/// How many entries stand on a page.
pub const PAGE: usize = 50;

/// Which entries are asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AuditFilter {
    /// What one account did.
    pub person: Option<AccountId>,
    /// On one day.
    pub day: Option<Date>,
    /// Before this number: the next page.
    pub before: Option<i64>,
}

/// One entry, without the family it concerns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditLine {
    /// Its number in the chain.
    pub number: i64,
    /// When.
    pub at: Timestamp,
    /// Who; nobody for what the installation does by itself or somebody does from its command line.
    pub who: Option<Name>,
    /// As what: the code of a role, or `house`.
    pub role: String,
    /// The operation, by its name.
    pub act: String,
    /// Which part it concerns.
    pub part: String,
    /// The code of the basis on which.
    pub basis: String,
    /// Whether it concerns one family.
    pub of_family: bool,
    /// The account or unit it was done to, where that is what it was done to.
    pub to: Option<Name>,
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditPage {
    /// The entries, newest first.
    pub lines: Vec<AuditLine>,
    /// The number to go on before, where there are older ones.
    pub older: Option<i64>,
    /// Everybody who can be asked for, by name.
    pub people: Vec<(AccountId, Name, Role)>,
    /// The end of the chain as it is stored.
    pub head: Head,
    /// What is known of the chain.
    pub chain: ChainState,
}

/// The instants from which and before which it is a day; the next day may begin 23 or 25 hours later.
fn bounds(day: Date) -> Option<(Timestamp, Timestamp)> {
    let start = |day: Date| instant_of(day.to_datetime(jiff::civil::Time::midnight()));
    Some((start(day)?, start(day.tomorrow().ok()?)?))
}

/// Shows a page of the audit log.
pub async fn audit_page(
    reading: &mut Reading,
    filter: AuditFilter,
) -> Result<Visible<AuditPage>, Stop> {
    let permit = reading.house_permit::<what::Audit>()?;
    let which = Which {
        actor: filter.person,
        between: filter.day.and_then(bounds),
        before: filter.before,
    };
    let link = &mut reading.link;
    let mut entries = audit::entries(link, &permit, which, PAGE as i64 + 1).await?;
    let more = entries.len() > PAGE;
    entries.truncate(PAGE);
    let older = more.then(|| entries.last().map(|(seq, _)| *seq)).flatten();
    let people = account::names(link, &permit).await?;
    let units = account::units(link).await?;
    let head = audit::head(link).await?;
    let mut names: HashMap<Uuid, Name> = HashMap::new();
    names.extend(people.iter().map(|(id, name, _)| (id.uuid(), name.clone())));
    names.extend(units.into_iter().map(|unit| (unit.id.uuid(), unit.name)));
    let line = |(number, entry): (i64, Entry)| AuditLine {
        number,
        at: entry.at,
        who: entry
            .actor
            .and_then(|actor| names.get(&actor.uuid()).cloned()),
        to: entry
            .subject
            .filter(|_| entry.resource == Resource::Accounts.code())
            .and_then(|subject| names.get(&subject).cloned()),
        role: entry.role,
        act: entry.act,
        part: entry.resource,
        basis: entry.basis,
        of_family: entry.family.is_some(),
    };
    let page = AuditPage {
        lines: entries.into_iter().map(line).collect(),
        older,
        people,
        head,
        chain: reading.house().chain().state(),
    };
    reading
        .show_list("audit_page", Resource::Audit, permit.basis(), page)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;
    use jiff::civil::date;

    async fn shown(house: &House, filter: AuditFilter) -> AuditPage {
        let mut reading = house.reading(&house.dpo, house.now());
        let page = audit_page(&mut reading, filter).await.expect("shown");
        page.into_inner()
    }

    #[tokio::test]
    async fn the_newest_come_first_with_names_of_accounts_and_none_of_families() {
        let house = House::new().await;
        house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let page = shown(&house, AuditFilter::default()).await;
        assert!(page.lines.is_sorted_by(|a, b| a.number > b.number));
        let taken = page
            .lines
            .iter()
            .find(|line| line.act == "take_in")
            .expect("told");
        assert_eq!(taken.who.as_ref().map(Name::as_str), Some("Lone Leder"));
        assert!(taken.of_family && taken.to.is_none());
        let added = page
            .lines
            .iter()
            .find(|line| line.act == "add_account")
            .expect("told");
        assert_eq!(
            added.to.as_ref().map(Name::as_str),
            Some("Dan Databeskytter")
        );
        assert_eq!((added.who.as_ref(), added.role.as_str()), (None, "house"));
        let again = shown(&house, AuditFilter::default()).await;
        assert_eq!(again.lines[0].act, "audit_page");
    }

    #[tokio::test]
    async fn one_person_and_one_day_are_picked_out() {
        let house = House::new().await;
        house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let jens = AuditFilter {
            person: Some(house.jens.account),
            ..AuditFilter::default()
        };
        let page = shown(&house, jens).await;
        assert!(!page.lines.is_empty());
        assert!(
            page.lines
                .iter()
                .all(|line| line.who.as_ref().map(Name::as_str) == Some("Jens Jobkonsulent"))
        );
        for (day, some) in [
            (date(2026, 11, 23), false),
            (date(2026, 11, 24), true),
            (date(2026, 11, 25), false),
        ] {
            let filter = AuditFilter {
                day: Some(day),
                ..AuditFilter::default()
            };
            assert_eq!(!shown(&house, filter).await.lines.is_empty(), some, "{day}");
        }
    }

    #[tokio::test]
    async fn pages_follow_each_other_without_a_gap() {
        let house = House::new().await;
        for _ in 0..=PAGE {
            shown(&house, AuditFilter::default()).await;
        }
        let first = shown(&house, AuditFilter::default()).await;
        let second = AuditFilter {
            before: first.older,
            ..AuditFilter::default()
        };
        let second = shown(&house, second).await;
        assert_eq!(first.lines.len(), PAGE);
        assert_eq!(second.lines[0].number + 1, first.lines[PAGE - 1].number);
    }

    #[tokio::test]
    async fn only_the_data_protection_officer_sees_it() {
        let house = House::new().await;
        for actor in [&house.karen, &house.lone, &house.jens, &house.it_admin] {
            let mut reading = house.reading(actor, house.now());
            assert!(matches!(
                audit_page(&mut reading, AuditFilter::default()).await,
                Err(Stop::NotAllowed)
            ));
        }
    }
}
