//! `helhed user`: who may sign in, from the command line. The first account of an installation is made here.

use std::io::Read;

use helhed_casework::account::{
    AddAccount, AddAccountError, DisableAccountError, FreshPhrase, accounts_of_house, add_account,
    disable_account, enable_account, reset_phrase,
};
use helhed_casework::domain::account::{Account, Language, PassPhrase, Role, Username};
use helhed_casework::domain::ids::UnitId;
use helhed_casework::domain::text::Name;
use helhed_casework::domain::unit::Unit;
use helhed_casework::{Casework, Ctx, Hashing, Stop, StoreError};
use helhed_web::{Clock, SystemClock};
use jiff::Timestamp;

use crate::config::Where;
use crate::failure::Failure;
use crate::house;

/// Add, shut out, let in, list users, or give one a new password.
///
/// Example: helhed user add mette.holm --name "Mette Holm" --role it_admin --config /etc/helhed.toml
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Add a user; prints the password once
    Add {
        /// What is typed at sign-in
        username: String,
        /// The name others see
        #[arg(long)]
        name: String,
        /// coordinator, partner, team_leader, steering_group, evaluator, it_admin or dpo
        #[arg(long)]
        role: String,
        /// The unit it works in, by its name; a partner needs one
        #[arg(long)]
        unit: Option<String>,
        /// The language of its screens: da or en
        #[arg(long, default_value = "da")]
        language: String,
        /// Read the password from standard input instead of making one
        #[arg(long)]
        phrase_from_stdin: bool,
        #[command(flatten)]
        place: Where,
    },
    /// Shut a user out; sessions end at once
    Disable {
        /// What is typed at sign-in
        username: String,
        #[command(flatten)]
        place: Where,
    },
    /// Let a user in again
    Enable {
        /// What is typed at sign-in
        username: String,
        #[command(flatten)]
        place: Where,
    },
    /// Give a user a new password; prints it once, sessions end at once
    Reset {
        /// What is typed at sign-in
        username: String,
        /// Read the password from standard input instead of making one
        #[arg(long)]
        phrase_from_stdin: bool,
        #[command(flatten)]
        place: Where,
    },
    /// List users
    List {
        #[command(flatten)]
        place: Where,
    },
}

impl Action {
    fn place(&self) -> &Where {
        match self {
            Self::Add { place, .. }
            | Self::Disable { place, .. }
            | Self::Enable { place, .. }
            | Self::Reset { place, .. }
            | Self::List { place } => place,
        }
    }
}

/// Opens the house and does what was asked.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let config = args.action.place().read()?;
    let casework = house::open(&config, Hashing::strong()).await?;
    let told = act(&casework, &args.action, SystemClock.now()).await;
    casework.close().await;
    println!("{}", told?);
    Ok(())
}

/// Does what was asked; what to print.
async fn act(casework: &Casework, action: &Action, now: Timestamp) -> Result<String, Failure> {
    let (accounts, units) = accounts_of_house(casework, now).await.map_err(stored)?;
    let id_of = |username: &str| {
        let found = accounts
            .iter()
            .find(|it| it.username.as_str() == username.trim().to_lowercase());
        found
            .map(|it| it.id)
            .ok_or_else(|| input("there is no user with this user name"))
    };
    match action {
        Action::List { .. } => Ok(listed(&accounts, &units)),
        Action::Add {
            username,
            name,
            role,
            unit,
            language,
            phrase_from_stdin,
            ..
        } => {
            let (phrase, shown) = new_phrase(casework, *phrase_from_stdin)?;
            let command = AddAccount {
                username: Username::parse(username).map_err(input)?,
                display_name: Name::parse(name)
                    .map_err(|error| input(format!("--name: {error}")))?,
                role: Role::from_code(role)
                    .filter(|role| *role != Role::FamilyMember)
                    .ok_or_else(|| {
                        input("--role is none of those `helhed user add --help` names")
                    })?,
                unit: unit
                    .as_deref()
                    .map(|unit| unit_of(&units, unit))
                    .transpose()?,
                person: None,
                language: Language::from_code(language)
                    .ok_or_else(|| input("--language is da or en"))?,
                phrase,
            };
            let mut ctx = begin(casework, now).await?;
            add_account(&mut ctx, command)
                .await
                .map_err(|error| match error {
                    AddAccountError::Stopped(stop) => stopped(stop),
                    other => input(other),
                })?;
            ctx.commit().await.map_err(stored)?;
            Ok(shown)
        }
        Action::Disable { username, .. } => {
            let id = id_of(username)?;
            let mut ctx = begin(casework, now).await?;
            disable_account(&mut ctx, id)
                .await
                .map_err(|error| match error {
                    DisableAccountError::Stopped(stop) => stopped(stop),
                    other => input(other),
                })?;
            ctx.commit().await.map_err(stored)?;
            Ok(format!("{username} is shut out"))
        }
        Action::Enable { username, .. } => {
            let id = id_of(username)?;
            let mut ctx = begin(casework, now).await?;
            enable_account(&mut ctx, id).await.map_err(stopped)?;
            ctx.commit().await.map_err(stored)?;
            Ok(format!("{username} may sign in"))
        }
        Action::Reset {
            username,
            phrase_from_stdin,
            ..
        } => {
            let id = id_of(username)?;
            let (phrase, shown) = new_phrase(casework, *phrase_from_stdin)?;
            let mut ctx = begin(casework, now).await?;
            reset_phrase(&mut ctx, id, &phrase).await.map_err(stopped)?;
            ctx.commit().await.map_err(stored)?;
            Ok(shown)
        }
    }
}

async fn begin(casework: &Casework, now: Timestamp) -> Result<Ctx, Failure> {
    casework.begin_as_house(now).await.map_err(stored)
}

/// The new pass phrase, and what to print of it.
fn new_phrase(casework: &Casework, from_stdin: bool) -> Result<(PassPhrase, String), Failure> {
    if !from_stdin {
        let fresh = FreshPhrase::make(casework);
        let shown = format!("password: {}", fresh.shown());
        return Ok((fresh.phrase(), shown));
    }
    let mut text = String::new();
    std::io::stdin()
        .take(10_000)
        .read_to_string(&mut text)
        .map_err(|error| Failure::Machine(error.to_string()))?;
    let phrase = PassPhrase::choose(text.trim_end_matches(['\r', '\n']))
        .map_err(|error| input(format!("the password is {error}")))?;
    Ok((phrase, "the password is set".to_owned()))
}

fn unit_of(units: &[Unit], name: &str) -> Result<UnitId, Failure> {
    let open = || units.iter().filter(|unit| !unit.closed);
    let mut named = open().filter(|unit| unit.name.as_str() == name.trim());
    match (named.next(), named.next()) {
        (Some(unit), None) => Ok(unit.id),
        (Some(_), Some(_)) => Err(input("several units have this name; choose it on screen")),
        (None, _) => {
            let known: Vec<&str> = open().map(|unit| unit.name.as_str()).collect();
            Err(input(format!(
                "no open unit has this name; there are: {}",
                known.join(", ")
            )))
        }
    }
}

fn listed(accounts: &[Account], units: &[Unit]) -> String {
    let line = |account: &Account| {
        let unit = units.iter().find(|unit| account.unit == Some(unit.id));
        let cells = [
            account.username.as_str(),
            account.display_name.as_str(),
            account.role.code(),
            unit.map_or("", |unit| unit.name.as_str()),
            if account.disabled { "shut out" } else { "open" },
        ];
        cells.join("\t")
    };
    let head = "username\tname\trole\tunit\taccess".to_owned();
    let lines: Vec<String> = std::iter::once(head)
        .chain(accounts.iter().map(line))
        .collect();
    lines.join("\n")
}

fn input(error: impl ToString) -> Failure {
    Failure::Input(error.to_string())
}

fn stored(error: StoreError) -> Failure {
    Failure::Machine(error.to_string())
}

fn stopped(stop: Stop) -> Failure {
    match stop {
        Stop::Storage(error) => stored(error),
        other => input(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use helhed_casework::sign_in::sign_in;
    use helhed_casework::testing::House;

    fn place() -> Where {
        Where {
            config: None,
            data: None,
        }
    }

    fn add(username: &str, role: &str, unit: Option<&str>) -> Action {
        Action::Add {
            username: username.to_owned(),
            name: "Eva Evaluator".to_owned(),
            role: role.to_owned(),
            unit: unit.map(str::to_owned),
            language: "da".to_owned(),
            phrase_from_stdin: false,
            place: place(),
        }
    }

    async fn opens(house: &House, username: &str, told: &str) -> bool {
        let phrase = PassPhrase::typed(told.strip_prefix("password: ").expect("a password"));
        sign_in(house, username, &phrase, "a", house.now())
            .await
            .is_ok()
    }

    #[tokio::test]
    async fn a_user_is_added_reset_shut_out_and_let_in() {
        let house = House::new().await;
        let now = house.now();
        let told = act(&house, &add("Eva", "evaluator", None), now)
            .await
            .expect("added");
        assert!(opens(&house, "eva", &told).await);
        let reset = Action::Reset {
            username: "Eva".to_owned(),
            phrase_from_stdin: false,
            place: place(),
        };
        let fresh = act(&house, &reset, now).await.expect("reset");
        assert!(opens(&house, "eva", &fresh).await && !opens(&house, "eva", &told).await);
        let username = "eva".to_owned();
        let disable = Action::Disable {
            username: username.clone(),
            place: place(),
        };
        act(&house, &disable, now).await.expect("shut out");
        assert!(!opens(&house, "eva", &fresh).await);
        let list = Action::List { place: place() };
        let listed = act(&house, &list, now).await.expect("listed");
        assert!(listed.contains("eva\tEva Evaluator\tevaluator\t\tshut out"));
        let enable = Action::Enable {
            username,
            place: place(),
        };
        act(&house, &enable, now).await.expect("let in");
        assert!(opens(&house, "eva", &fresh).await);
    }

    #[tokio::test]
    async fn what_is_wrong_is_told() {
        let house = House::new().await;
        for (action, expected) in [
            (add("karen", "dpo", None), "taken"),
            (add("a b", "dpo", None), "sign-in name has"),
            (add("eva", "root", None), "--role"),
            (add("eva", "family_member", None), "--role"),
            (add("eva", "partner", None), "needs a unit"),
            (add("eva", "partner", Some("Slottet")), "there are: "),
            (
                Action::Disable {
                    username: "nobody".to_owned(),
                    place: place(),
                },
                "no user",
            ),
        ] {
            let told = act(&house, &action, house.now()).await;
            let told = told.expect_err("refused").to_string();
            assert!(told.contains(expected), "{told}");
        }
        assert!(
            act(
                &house,
                &add("eva", "partner", Some("Jobcentret")),
                house.now()
            )
            .await
            .is_ok()
        );
    }
}
