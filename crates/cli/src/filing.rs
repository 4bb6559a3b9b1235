//! `helhed filing`: what the server does by itself, now: puts papers into the folder of the records system, and sees what it has taken.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use helhed_casework::domain::filing::Filing;
use helhed_casework::filing::{Leaving, claim, leaving, note_failed, note_put, note_taken};
use helhed_casework::{Hashing, StoreError};
use helhed_web::{App, filed};
use serde::Deserialize;

use crate::config::Where;
use crate::failure::Failure;
use crate::house;

/// How often the server looks.
const EVERY: Duration = Duration::from_secs(60);

/// Where files are made ready, inside the folder, so that they leave by a change of name alone. It is the server's own.
const READY: &str = ".helhed";

/// What an installation says of its records system; left out, nothing is filed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// The folder that the records system takes files from.
    pub folder: PathBuf,
    /// What the records system is called.
    pub system: String,
}

/// Put papers that are due into the folder of the records system, and see what it has taken.
///
/// Example: helhed filing --config /etc/helhed.toml
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Where,
}

/// What one turn did.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Turn {
    put: usize,
    taken: usize,
    failed: usize,
}

/// Does it once.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let config = args.place.read()?;
    let none = || Failure::Input("`[filing]` is not set: there is no folder".to_owned());
    let settings = config.filing.clone().ok_or_else(none)?;
    let casework = house::open(&config, Hashing::strong()).await?;
    let app = crate::listen::app_of(&config, casework.clone(), false)?;
    let done = turn(&app, &settings).await;
    casework.close().await;
    let done = done.map_err(|error| Failure::Machine(error.to_string()))?;
    println!(
        "{} put, {} taken, {} failed",
        done.put, done.taken, done.failed
    );
    Ok(())
}

/// Keeps doing it until the server stops. The log tells how many, by number.
pub(crate) async fn keep_turning(app: App, settings: Settings) {
    let mut turns = tokio::time::interval(EVERY);
    turns.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        turns.tick().await;
        match turn(&app, &settings).await {
            Ok(done) if done == Turn::default() => {}
            Ok(Turn { put, taken, failed }) => {
                tracing::info!(put, taken, failed, "papers for the records system");
            }
            Err(error) => tracing::error!(%error, "papers could not be read or written down"),
        }
    }
}

/// Puts what is due and sees what was taken.
pub(crate) async fn turn(app: &App, settings: &Settings) -> Result<Turn, StoreError> {
    let mut done = Turn::default();
    let house = &app.casework;
    for leaving in leaving(house, app.clock.now()).await? {
        let (filing, now) = (&leaving.filing, app.clock.now());
        if filing.put_at.is_some() {
            if is_taken(&settings.folder, filing) {
                note_taken(house, filing, now).await?;
                done.taken += 1;
            }
            continue;
        }
        match put(app, settings, &leaving).await? {
            Ok(()) => {
                note_put(house, filing, now).await?;
                done.put += 1;
            }
            Err(why) => {
                // Which of them and why stands with the paper; the log knows ids only.
                tracing::warn!(paper = %filing.id, why, "a paper was not filed");
                note_failed(house, filing, why, now).await?;
                done.failed += 1;
            }
        }
    }
    Ok(done)
}

/// The name of a paper's files: the same whenever it is asked for.
fn name_of(filing: &Filing) -> String {
    format!("helhed-{}", filing.id)
}

/// Taken is what has a receipt beside it, or is not in the folder any more.
fn is_taken(folder: &Path, filing: &Filing) -> bool {
    let name = name_of(filing);
    let is_there = |ending: &str| folder.join(format!("{name}.{ending}")).exists();
    // A folder that is away, as a share that is not mounted, has taken nothing.
    folder.join(READY).is_dir() && (is_there("receipt") || !(is_there("xml") || is_there("pdf")))
}

/// Puts a paper into the folder. Its files are made and claimed once; from then on they only change their place, whatever happens between.
async fn put(
    app: &App,
    settings: &Settings,
    leaving: &Leaving,
) -> Result<Result<(), &'static str>, StoreError> {
    let (filing, name) = (&leaving.filing, name_of(&leaving.filing));
    let ready = settings.folder.join(READY);
    if filing.file_name.is_none() {
        let files = match filed(app, leaving, &settings.system).await {
            Ok(files) => files,
            Err(why) => return Ok(Err(why.0)),
        };
        // Two servers make files at the same time under names of their own; one of them claims the paper.
        let own = format!("{name}-{:016x}", u64::from_le_bytes(app.casework.random()));
        let made = made(&ready, &own, &files.pdf, files.xml.as_bytes());
        if made.is_err() {
            return Ok(Err("folder"));
        }
        let claimed = claim(
            &app.casework,
            filing.id,
            (&name, &files.checksum),
            app.clock.now(),
            || {
                for ending in ["pdf", "xml"] {
                    let from = ready.join(format!("{own}.{ending}"));
                    fs::rename(from, ready.join(format!("{name}.{ending}")))?;
                }
                Ok::<(), std::io::Error>(())
            },
        )
        .await?;
        match claimed {
            Ok(true) => {}
            Ok(false) => {
                for ending in ["pdf", "xml"] {
                    // Left over, it is in nobody's way.
                    let _ = fs::remove_file(ready.join(format!("{own}.{ending}")));
                }
            }
            Err(_) => return Ok(Err("folder")),
        }
    }
    // The metadata goes last: who sees it finds the paper beside it.
    for ending in ["pdf", "xml"] {
        let file = format!("{name}.{ending}");
        match fs::rename(ready.join(&file), settings.folder.join(&file)) {
            // It has left before.
            Err(error) if error.kind() == ErrorKind::NotFound && ready.is_dir() => {}
            Err(_) => return Ok(Err("folder")),
            Ok(()) => {}
        }
    }
    let synced = File::open(&settings.folder).and_then(|folder| folder.sync_all());
    Ok(synced.map_err(|_| "folder"))
}

fn made(ready: &Path, name: &str, pdf: &[u8], xml: &[u8]) -> std::io::Result<()> {
    match fs::create_dir(ready) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    for (ending, content) in [("pdf", pdf), ("xml", xml)] {
        let mut file = File::create(ready.join(format!("{name}.{ending}")))?;
        file.write_all(content)?;
        file.sync_all()?;
    }
    File::open(ready)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use helhed_casework::domain::account::Role;
    use helhed_casework::domain::filing::{CaseNumber, FilingState, KleNumber};
    use helhed_casework::domain::goal::Horizon;
    use helhed_casework::filing::{SetCaseNumber, filing_page, set_case_number};
    use helhed_casework::minutes::{CloseMinutes, close_minutes, minutes_of};
    use helhed_casework::plan::{KeepVersion, keep_version};
    use helhed_casework::testing::{AFamily, House};
    use std::collections::BTreeSet;
    use std::process::Command;

    async fn ready_house(house: &House) -> AFamily<'_> {
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        holm.goal("Ro om aftenen", Horizon::Long, None).await;
        holm.ask_the_school().await;
        let mut ctx = house.change(&house.karen).await;
        let (family, why) = (holm.id, None);
        keep_version(&mut ctx, KeepVersion { family, why })
            .await
            .expect("kept");
        let command = SetCaseNumber {
            family,
            number: CaseNumber::parse("2026-0426943").expect("a number"),
            kle: KleNumber::parse("27.24.00G01").ok(),
            version: 0,
        };
        set_case_number(&mut ctx, command).await.expect("set");
        ctx.commit().await.expect("committed");
        holm
    }

    fn app(house: &House) -> App {
        let config = crate::config::Config::of_folder(Path::new("nowhere"));
        crate::listen::app_of(&config, house.casework.clone(), false).expect("an app")
    }

    fn files(folder: &Path) -> BTreeSet<String> {
        let entries = fs::read_dir(folder).expect("a folder");
        let names = entries.map(|it| it.expect("an entry").file_name());
        let names = names.map(|it| it.to_string_lossy().into_owned());
        names.filter(|it| it != READY).collect()
    }

    async fn states(house: &House, holm: &AFamily<'_>) -> Vec<FilingState> {
        let mut reading = house.reading(&house.karen, house.now());
        let page = filing_page(&mut reading, holm.id).await.expect("a page");
        let mut states: Vec<_> = page.papers.iter().map(Filing::state).collect();
        states.sort();
        states
    }

    /// The metadata is what its schema says, and names the paper beside it.
    fn is_sound(folder: &Path, xml: &str) {
        let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/filing.xsd");
        let checked = Command::new("xmllint")
            .args(["--noout", "--schema", schema])
            .arg(folder.join(xml))
            .output()
            .expect("xmllint is installed (libxml2-utils)");
        assert!(
            checked.status.success(),
            "{}",
            String::from_utf8_lossy(&checked.stderr)
        );
        let text = fs::read_to_string(folder.join(xml)).expect("read");
        assert!(text.contains("<caseNumber>2026-0426943</caseNumber>"));
        let title = text
            .lines()
            .find(|it| it.contains("<title>"))
            .expect("a title");
        assert!(!title.contains("Holm"), "a title names nobody");
        let pdf = fs::read(folder.join(xml.replace(".xml", ".pdf"))).expect("read");
        let pdf = String::from_utf8_lossy(&pdf);
        for mark in ["<pdfaid:part>2<", "<pdfaid:conformance>A<"] {
            assert!(pdf.contains(mark), "{mark}");
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn papers_are_put_once_and_seen_to_be_taken() {
        let house = House::new().await;
        let holm = ready_house(&house).await;
        let folder = tempfile::tempdir().expect("a folder");
        let place = folder.path().join("in");
        let settings = Settings {
            folder: place.clone(),
            system: "SBSYS".to_owned(),
        };
        let app = app(&house);
        // The folder is away: told at the paper, tried again.
        let away = turn(&app, &settings).await.expect("a turn");
        assert_eq!((away.put, away.failed), (0, 3));
        assert_eq!(states(&house, &holm).await, [FilingState::Failed; 3]);
        fs::create_dir(&place).expect("a folder");
        let done = turn(&app, &settings).await.expect("a turn");
        assert_eq!((done.put, done.failed), (3, 0));
        let put = files(&place);
        assert_eq!(put.len(), 6, "a paper and its metadata each: {put:?}");
        let metadata: Vec<&String> = put.iter().filter(|it| it.ends_with(".xml")).collect();
        for xml in &metadata {
            is_sound(&place, xml);
        }
        assert_eq!(
            turn(&app, &settings).await.expect("a turn"),
            Turn::default()
        );
        assert_eq!(files(&place), put, "nothing leaves a second time");
        // One is acknowledged by a receipt, one by being taken away.
        let receipt = metadata[0].replace(".xml", ".receipt");
        fs::write(place.join(receipt), "").expect("written");
        for file in [metadata[1].clone(), metadata[1].replace(".xml", ".pdf")] {
            fs::remove_file(place.join(file)).expect("removed");
        }
        assert_eq!(turn(&app, &settings).await.expect("a turn").taken, 2);
        let taken = FilingState::Taken;
        assert_eq!(
            states(&house, &holm).await,
            [FilingState::Put, taken, taken]
        );
        assert_eq!(
            turn(&app, &settings).await.expect("a turn"),
            Turn::default()
        );
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn closed_minutes_are_filed_and_open_ones_wait() {
        let house = House::new().await;
        let holm = ready_house(&house).await;
        let meeting = holm
            .meeting("2026-11-24T08:00:00Z", "2026-11-24T10:00:00Z")
            .await;
        holm.with_minutes(meeting).await;
        let folder = tempfile::tempdir().expect("a folder");
        let settings = Settings {
            folder: folder.path().to_owned(),
            system: "SBSYS".to_owned(),
        };
        let app = app(&house);
        assert_eq!(turn(&app, &settings).await.expect("a turn").put, 3);
        let before = files(folder.path());
        let mut reading = house.reading(&house.karen, house.now());
        let page = minutes_of(&mut reading, holm.id, meeting).await;
        let page = page.expect("a page");
        let seq = page.begun.as_ref().expect("begun").minutes.seq;
        let mut ctx = house.change(&house.karen).await;
        let command = CloseMinutes {
            family: holm.id,
            meeting,
            seq,
        };
        close_minutes(&mut ctx, command).await.expect("closed");
        ctx.commit().await.expect("committed");
        assert_eq!(turn(&app, &settings).await.expect("a turn").put, 1);
        let put = files(folder.path());
        let mut new = put.difference(&before).filter(|it| it.ends_with(".xml"));
        let xml = new.next().expect("the minutes");
        is_sound(folder.path(), xml);
        let text = fs::read_to_string(folder.path().join(xml)).expect("read");
        assert!(text.contains("<title>Referat"), "{text}");
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_server_that_dies_in_between_or_another_beside_it_puts_nothing_twice() {
        let house = House::new().await;
        let holm = ready_house(&house).await;
        let folder = tempfile::tempdir().expect("a folder");
        let settings = Settings {
            folder: folder.path().to_owned(),
            system: "SBSYS".to_owned(),
        };
        let app = app(&house);
        let due = leaving(&house, house.now()).await.expect("due");
        // Two servers have read the same list. The first puts a paper, the records system takes it, and nobody has noted it yet.
        put(&app, &settings, &due[0])
            .await
            .expect("stored")
            .expect("put");
        for file in files(folder.path()) {
            fs::remove_file(folder.path().join(file)).expect("taken");
        }
        put(&app, &settings, &due[0])
            .await
            .expect("stored")
            .expect("nothing");
        assert!(files(folder.path()).is_empty(), "it is not put again");
        // A server that starts again finds it gone, and the others still to put.
        assert_eq!(turn(&app, &settings).await.expect("a turn").put, 3);
        assert_eq!(files(folder.path()).len(), 4);
        let ready = fs::read_dir(folder.path().join(READY)).expect("a folder");
        assert_eq!(ready.count(), 0, "nothing is left over");
        assert_eq!(states(&house, &holm).await, [FilingState::Put; 3]);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn it_is_filed_with_no_more_than_whoever_answers_for_it_may_read() {
        let house = House::new().await;
        let holm = ready_house(&house).await;
        let mut ctx = house.change(&house.lone).await;
        let to = helhed_casework::team::AssignCoordinator {
            family: holm.id,
            to: house.bo.account,
            word: None,
        };
        helhed_casework::team::assign_coordinator(&mut ctx, to)
            .await
            .expect("given");
        ctx.commit().await.expect("committed");
        let folder = tempfile::tempdir().expect("a folder");
        let settings = Settings {
            folder: folder.path().to_owned(),
            system: "SBSYS".to_owned(),
        };
        let app = app(&house);
        assert_eq!(turn(&app, &settings).await.expect("a turn").failed, 3);
        assert!(files(folder.path()).is_empty());
        // Whoever has the family now writes the number down again.
        let mut ctx = house.change(&house.bo).await;
        assert_eq!(house.bo.role, Role::Coordinator);
        let command = SetCaseNumber {
            family: holm.id,
            number: CaseNumber::parse("2026-0426943").expect("a number"),
            kle: None,
            version: 1,
        };
        set_case_number(&mut ctx, command).await.expect("set");
        ctx.commit().await.expect("committed");
        assert_eq!(turn(&app, &settings).await.expect("a turn").put, 3);
    }
}
