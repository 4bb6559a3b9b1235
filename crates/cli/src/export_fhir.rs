//! `helhed export fhir`: one family's case as a FHIR R4 bundle, as a user sees it.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};

use helhed_casework::account::accounts_of_house;
use helhed_casework::domain::ids::FamilyId;
use helhed_casework::exchange::exchange_case;
use helhed_casework::sign_in::actor_of;
use helhed_casework::{Casework, Hashing, Stop, StoreError};
use helhed_web::{Clock, SystemClock};
use jiff::Timestamp;

use crate::config::Where;
use crate::failure::Failure;
use crate::house;

/// Write one family's case as a FHIR R4 bundle, with what a user sees of it and no more.
///
/// The audit log says who took it out. What stands in it: docs/interfaces.md.
///
/// Example: helhed export fhir --by karen --family 01936000-0000-7000-8000-000000000001 --out case.json --config /etc/helhed.toml
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// The user name of whoever answers for it
    #[arg(long, env = "HELHED_BY", value_name = "USER")]
    by: String,
    /// The family's id, as it stands in the addresses of its pages
    #[arg(long, value_name = "ID")]
    family: String,
    /// A file that is not there yet
    #[arg(long, env = "HELHED_OUT", value_name = "FILE")]
    out: PathBuf,
    /// With CPR numbers, where the user may see them; each is recorded
    #[arg(long)]
    numbers: bool,
    #[command(flatten)]
    place: Where,
}

/// Opens the house and writes the bundle.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let family = FamilyId::parse(&args.family);
    let family = family.ok_or_else(|| Failure::Input("`--family` is no id".to_owned()))?;
    let config = args.place.read()?;
    let casework = house::open(&config, Hashing::strong()).await?;
    let text = taken_out(
        &casework,
        (&args.by, family, args.numbers),
        SystemClock.now(),
    )
    .await;
    casework.close().await;
    write(&args.out, &text?)
}

/// Never over a file that is there, and for its owner alone.
fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written.map_err(|source| Failure::Disk {
        path: path.to_owned(),
        source,
    })
}

async fn taken_out(
    casework: &Casework,
    (by, family, numbers): (&str, FamilyId, bool),
    now: Timestamp,
) -> Result<String, Failure> {
    let machine = |error: StoreError| Failure::Machine(error.to_string());
    let (accounts, _) = accounts_of_house(casework, now).await.map_err(machine)?;
    let account = accounts
        .iter()
        .find(|account| account.username.as_str() == by.trim().to_lowercase() && !account.disabled)
        .ok_or_else(|| Failure::Input("there is no user with this user name".to_owned()))?;
    let mut reading = casework.reading(&actor_of(account), now);
    let case = exchange_case(&mut reading, family, numbers).await;
    let case = case.map_err(|stop| match stop {
        Stop::Storage(error) => machine(error),
        Stop::Absent => Failure::Input("the user sees no such family".to_owned()),
        Stop::NotAllowed | Stop::Restricted(_) => {
            Failure::Input("the user may not take this out".to_owned())
        }
    })?;
    Ok(format!("{:#}\n", helhed_exchange::bundle(&case)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use helhed_casework::testing::House;

    #[tokio::test]
    async fn a_case_is_written_once_and_only_for_who_sees_it() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let take = async |by, numbers| taken_out(&house, (by, holm.id, numbers), house.now()).await;
        let text = take(" Karen", true).await.expect("taken out");
        assert!(text.contains("\"resourceType\": \"Bundle\"") && text.contains("Sofie"));
        assert_eq!(
            text,
            take("karen", true).await.expect("again"),
            "the same case is the same"
        );
        let acts = holm.last_act().await;
        assert_eq!(acts, ("exchange_case".into(), "coordinator".into()));
        for (by, numbers, words) in [
            ("bo", false, "no such family"),
            ("dan", false, "no such family"),
            ("lone", true, "may not"),
            ("nobody", false, "no user"),
        ] {
            let told = take(by, numbers).await.expect_err("refused").to_string();
            assert!(told.contains(words), "{by}: {told}");
        }
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("case.json");
        write(&file, &text).expect("written");
        assert!(write(&file, &text).is_err(), "never written over");
    }
}
