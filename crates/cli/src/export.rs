//! `helhed export bundle`: the case database's families as a bundle of register extracts.

#[cfg(test)]
use std::path::Path;
use std::path::PathBuf;

use helhed_casework::access::Actor;
use helhed_casework::account::accounts_of_house;
use helhed_casework::extract::{Extract, export_bundle};
use helhed_casework::{Casework, Hashing, Stop};
use helhed_evaluation::bundle::write::{BundleWriter, Format};
use helhed_web::{Clock, SystemClock};
use jiff::Timestamp;

use crate::config::Where;
use crate::failure::Failure;
use crate::house;
use crate::results::of_writing;

/// Hand out what the case database holds
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Bundle(BundleArgs),
    Fhir(crate::export_fhir::Args),
}

/// Write a bundle of the families that have been taken in, for `helhed evaluate`.
///
/// Identities are replaced by pseudonyms made with the key `pseudonym` of the installation's keys (HELHED_KEYS or the file): the same in
/// each extract. What leaves and why stands in docs/export-bundle.md. The audit log says who took it out.
///
/// Example: helhed export bundle --by lone --out extract-2026 --config /etc/helhed.toml
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
struct BundleArgs {
    /// The user name of the team leader who answers for it
    #[arg(long, env = "HELHED_BY", value_name = "USER")]
    by: String,
    /// A folder that is empty or not there yet
    #[arg(long, env = "HELHED_OUT", value_name = "DIR")]
    out: PathBuf,
    #[command(flatten)]
    place: Where,
}

/// Opens the house and writes the bundle, whole or not at all.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let args = match args.what {
        What::Bundle(args) => args,
        What::Fhir(args) => return crate::export_fhir::run(args).await,
    };
    let config = args.place.read()?;
    // The folder is looked at before anything is taken out of the house.
    let writer = BundleWriter::new(&args.out, Format::Csv).map_err(of_writing)?;
    let casework = house::open(&config, Hashing::strong()).await?;
    let extract = taken_out(&casework, &args.by, SystemClock.now()).await;
    casework.close().await;
    let extract = extract?;
    write(writer, &extract, &config.municipality)?;
    let rows = |name: &str| {
        extract
            .tables
            .iter()
            .find(|table| table.name == name)
            .map_or(0, |table| table.rows.len())
    };
    println!(
        "{} families with {} persons and {} cases of children",
        rows("families"),
        rows("persons"),
        rows("child_cases")
    );
    Ok(())
}

/// The extract, in the name of a user.
async fn taken_out(casework: &Casework, by: &str, now: Timestamp) -> Result<Extract, Failure> {
    let machine = |error: helhed_casework::StoreError| Failure::Machine(error.to_string());
    let (accounts, _) = accounts_of_house(casework, now).await.map_err(machine)?;
    let account = accounts
        .iter()
        .find(|account| account.username.as_str() == by.trim().to_lowercase() && !account.disabled)
        .ok_or_else(|| Failure::Input("there is no user with this user name".to_owned()))?;
    let actor = Actor {
        account: account.id,
        role: account.role,
        unit: account.unit,
        person: account.person,
    };
    let ctx = casework.begin(&actor, now).await.map_err(machine)?;
    export_bundle(ctx).await.map_err(|stop| match stop {
        Stop::Storage(error) => machine(error),
        Stop::Absent | Stop::NotAllowed | Stop::Restricted(_) => {
            Failure::Input("only a team leader may take an extract out of the house".to_owned())
        }
    })
}

fn write(mut writer: BundleWriter, extract: &Extract, municipality: &str) -> Result<(), Failure> {
    for (name, text) in extract.files(municipality) {
        writer.file(&name, text.as_bytes()).map_err(of_writing)?;
    }
    writer.commit().map_err(of_writing)
}

/// The bundle of an extract, for tests of what reads it.
#[cfg(test)]
fn written(folder: &Path, extract: &Extract) -> Result<(), Failure> {
    write(
        BundleWriter::new(folder, Format::Csv).map_err(of_writing)?,
        extract,
        "Prøveby",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use helhed_casework::domain::family::MemberRole;
    use helhed_casework::domain::person::Birth;
    use helhed_casework::testing::House;
    use helhed_evaluation::{Options, evaluate};

    #[tokio::test]
    async fn what_leaves_is_a_bundle_that_can_be_evaluated() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let born = Birth::Born(jiff::civil::date(1988, 2, 29));
        holm.joined("Ole", MemberRole::Father, born).await;
        let extract = taken_out(&house, " Lone", house.now())
            .await
            .expect("taken out");
        let folder = tempfile::tempdir().expect("a folder");
        let bundle = folder.path().join("bundle");
        written(&bundle, &extract).expect("written");
        let evaluation = evaluate(
            std::slice::from_ref(&bundle),
            &Options::default(),
            &mut |_| {},
        )
        .expect("a sound bundle");
        assert_eq!(evaluation.counts.intervention_families, 1);
        // The sex of the child is not known, and the contract has no word for that.
        assert_eq!(evaluation.counts.adults, 2);
        assert!(evaluation.warnings().is_empty());
        assert!(written(&bundle, &extract).is_err(), "never written over");
    }

    #[tokio::test]
    async fn who_may_not_is_told() {
        let house = House::new().await;
        for (by, words) in [("karen", "only a team leader"), ("nobody", "no user")] {
            let told = taken_out(&house, by, house.now())
                .await
                .expect_err("refused");
            assert!(told.to_string().contains(words), "{told}");
        }
    }
}
