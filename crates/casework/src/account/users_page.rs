//! Shows who may sign in, and one of them.

use std::collections::HashMap;

use helhed_access::{Resource, what};
use helhed_domain::account::{Account, Role};
use helhed_domain::fold::folded_words;
use helhed_domain::ids::{AccountId, UnitId};
use helhed_domain::keeper::Keeper;
use helhed_domain::text::Name;
use helhed_domain::unit::Unit;
use helhed_store::{account as stored, assignment, keeping};

use crate::{Reading, Stop, Visible};

/// How many accounts stand on a page.
pub const USERS_PAGE: usize = 50;

/// Which accounts are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UserFilter {
    /// Beginnings of words of the name, the sign-in name or the unit.
    pub text: String,
    /// With a role.
    pub role: Option<Role>,
    /// Those who are shut out, instead of those who may sign in.
    pub disabled: bool,
    /// The page, from 0.
    pub turn: usize,
}

/// A page of accounts, with the name of the unit each works in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsersPage {
    /// By name.
    pub users: Vec<(Account, Option<Name>)>,
    /// How many there are in all that fit.
    pub fitting: usize,
    /// Whether another page follows.
    pub more: bool,
}

/// Shows accounts, to IT.
pub async fn users_page(
    reading: &mut Reading,
    filter: &UserFilter,
) -> Result<Visible<UsersPage>, Stop> {
    let permit = reading.house_permit::<what::Accounts>()?;
    let link = &mut reading.link;
    let accounts = stored::all(link, &permit).await?;
    let units: HashMap<UnitId, Name> = stored::units(link)
        .await?
        .into_iter()
        .map(|unit| (unit.id, unit.name))
        .collect();
    let text: String = filter.text.chars().take(200).collect();
    let words = folded_words(&text);
    // Nothing but signs was typed: nobody is called that.
    let nobody = words.is_empty() && !text.trim().is_empty();
    let fits = |(account, unit): &(Account, Option<Name>)| {
        let unit = unit.as_ref().map_or("", Name::as_str);
        let own = folded_words(&format!(
            "{} {} {unit}",
            account.display_name.as_str(),
            account.username.as_str()
        ));
        let begins = |word: &String| own.iter().any(|it| it.starts_with(word.as_str()));
        !nobody
            && account.disabled == filter.disabled
            && filter.role.is_none_or(|role| role == account.role)
            && words.iter().all(begins)
    };
    let with_unit = |account: Account| {
        let unit = account.unit.and_then(|unit| units.get(&unit).cloned());
        (account, unit)
    };
    let all: Vec<_> = accounts.into_iter().map(with_unit).filter(fits).collect();
    let start = filter.turn.min(all.len()).saturating_mul(USERS_PAGE);
    let page = UsersPage {
        fitting: all.len(),
        more: all.len() > start.saturating_add(USERS_PAGE),
        users: all.into_iter().skip(start).take(USERS_PAGE).collect(),
    };
    reading
        .show_list("users_page", Resource::Accounts, permit.basis(), page)
        .await
}

/// One account, and what may be chosen for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserPage {
    /// The account.
    pub account: Account,
    /// Who keeps it in step.
    pub keeper: Keeper,
    /// How many families with a running course it has: a number, never which.
    pub families: i64,
    /// Every unit, closed ones too.
    pub units: Vec<Unit>,
}

/// Shows one account, to IT.
pub async fn user_page(reading: &mut Reading, id: AccountId) -> Result<Visible<UserPage>, Stop> {
    let permit = reading.house_permit::<what::Accounts>()?;
    let link = &mut reading.link;
    let page = UserPage {
        account: stored::by_id(link, id).await?.ok_or(Stop::Absent)?,
        keeper: keeping::keeper_of(link, id).await?,
        families: assignment::load(link, id).await?,
        units: stored::units(link).await?,
    };
    reading
        .show_list("user_page", Resource::Accounts, permit.basis(), page)
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::House;

    async fn names(house: &House, filter: UserFilter) -> Vec<String> {
        let mut reading = house.reading(&house.it_admin, house.now());
        let page = users_page(&mut reading, &filter).await.expect("shown");
        let names = page.users.iter().map(|(it, _)| it.display_name.as_str());
        names.map(str::to_owned).collect()
    }

    fn text(text: &str) -> UserFilter {
        UserFilter {
            text: text.to_owned(),
            ..UserFilter::default()
        }
    }

    #[tokio::test]
    async fn it_finds_by_name_unit_and_role() {
        let house = House::new().await;
        assert_eq!(names(&house, UserFilter::default()).await.len(), 7);
        assert_eq!(
            names(&house, text("koord kar")).await,
            ["Karen Koordinator"]
        );
        assert_eq!(names(&house, text("jobcent")).await, ["Jens Jobkonsulent"]);
        let leaders = UserFilter {
            role: Some(Role::TeamLeader),
            ..UserFilter::default()
        };
        assert_eq!(names(&house, leaders).await, ["Lone Leder"]);
        for nobody in ["%", "🙂", "x'; --", &"å".repeat(10_000)] {
            assert_eq!(names(&house, text(nobody)).await, [""; 0]);
        }
        let far = UserFilter {
            turn: usize::MAX,
            ..UserFilter::default()
        };
        assert_eq!(names(&house, far).await, [""; 0]);
    }

    #[tokio::test]
    async fn one_account_tells_how_many_families_it_has_and_not_which() {
        let house = House::new().await;
        house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let mut reading = house.reading(&house.it_admin, house.now());
        let page = user_page(&mut reading, house.karen.account)
            .await
            .expect("shown");
        assert_eq!((page.families, page.units.len()), (1, 3));
        let forged = house.new_id(house.now());
        assert!(matches!(
            user_page(&mut reading, forged).await,
            Err(Stop::Absent)
        ));
        for actor in [&house.karen, &house.lone, &house.dpo] {
            let mut reading = house.reading(actor, house.now());
            assert!(matches!(
                user_page(&mut reading, house.bo.account).await,
                Err(Stop::NotAllowed)
            ));
        }
    }
}
