//! Backups of a house that people work in: taken while they write, put back, drilled; and what is refused.

#![expect(
    clippy::disallowed_methods,
    reason = "how long the writers are waited for is told by the clock"
)]

use std::path::PathBuf;
use std::process::Output;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use helhed_casework::domain::ids::FamilyId;
use helhed_casework::storage::{Address, BackupKeys, Store};
use helhed_casework::testing::House;

use crate::client::Client;
use crate::kill::{block_on, write};
use crate::place::{Place, failed, succeeded, words};
use crate::process::helhed;

fn households(address: &Address) -> Vec<String> {
    block_on(async {
        let store = Store::open(address).await.expect("the database opens");
        let mut link = store.read();
        let rows = link.rows("SELECT household FROM referral", []).await;
        let rows = rows.expect("read");
        store.close().await;
        rows.into_iter()
            .map(|mut row| row.next().expect("a text"))
            .collect()
    })
}

fn taken_under_load(source: &Place, target: &Place) {
    source.make();
    let server = source.serve();
    let client = Client::sign_in(server.port, "jens", House::PHRASE);
    let (count, before) = (AtomicUsize::new(0), Mutex::new(0));
    let begun = Instant::now();
    let until = |more: usize| {
        while count.load(Ordering::Relaxed) < more {
            assert!(begun.elapsed() < Duration::from_secs(180), "it writes");
            std::thread::sleep(Duration::from_millis(5));
        }
    };
    let mut backup = PathBuf::new();
    let written = std::thread::scope(|scope| {
        let writers: Vec<_> = (0..3)
            .map(|writer| {
                let (client, count) = (&client, &count);
                scope.spawn(move || write(client, (7, writer), count))
            })
            .collect();
        until(20);
        *before.lock().expect("free") = count.load(Ordering::Relaxed);
        backup = source.backed_up();
        let during = count.load(Ordering::Relaxed);
        // Nobody waited for it, and they go on.
        until(during + 10);
        server.kill();
        let written = writers.into_iter().map(|it| it.join().expect("no panic"));
        written.flatten().collect::<Vec<_>>()
    });
    let acknowledged = written.iter().filter(|it| it.acknowledged).count();
    let before = *before.lock().expect("free");
    assert!(
        acknowledged > before,
        "{acknowledged} of which {before} before"
    );

    let file = backup.display().to_string();
    let told = succeeded(&target.run(&["restore", &file]));
    assert!(told.contains("the audit log is whole"), "{told}");
    succeeded(&target.run(&["verify-audit"]));
    let found = households(&target.address());
    // Each writer's writes are answered one after another: what is there of each is a beginning, and together no fewer than were
    // answered when the backup began.
    assert!(found.len() >= before, "{} of {before}", found.len());
    assert!(found.len() <= written.len());
    let there = |text: &String| found.contains(text);
    for writer in 0..3 {
        let own = format!("skriver {writer},");
        let mut own = written.iter().filter(|it| it.text.contains(&own));
        let first_absent = own.position(|it| !there(&it.text));
        assert!(first_absent.is_none() || own.all(|it| !there(&it.text)));
    }
    let told = succeeded(&source.run(&["drill"]));
    for expected in [
        "as many as it says",
        "the audit log is whole",
        "the drill succeeded",
    ] {
        assert!(told.contains(expected), "{told}");
    }
}

#[test]
fn a_backup_under_load_has_all_that_was_acknowledged_before_it_on_sqlite() {
    taken_under_load(&Place::on_sqlite(), &Place::on_sqlite());
}

#[test]
fn a_backup_under_load_has_all_that_was_acknowledged_before_it_on_postgres() {
    let (source, target) = (Place::on_postgres(), Place::on_postgres());
    taken_under_load(&source, &target);
    // A drill in a database of its own leaves it as empty as it was.
    let config = source.at("helhed.toml").display().to_string();
    let scratch = helhed_pgtest::database();
    for _ in 0..2 {
        let mut drill = helhed(&["drill", "--config", &config]);
        let output = drill.env("HELHED_DRILL_DATABASE", &scratch).output();
        succeeded(&output.expect("it starts"));
    }
}

#[test]
fn what_one_database_gave_the_other_takes() {
    let (lite, pg, back) = (
        Place::on_sqlite().with_a_document(),
        Place::on_postgres(),
        Place::on_sqlite(),
    );
    let first = lite.backed_up();
    succeeded(&pg.run(&["restore", &first.display().to_string()]));
    let second = pg.backed_up();
    succeeded(&back.run(&["restore", &second.display().to_string()]));
    succeeded(&back.run(&["verify-audit"]));
    assert_eq!(households(&lite.address()), households(&back.address()));
}

#[test]
fn a_file_that_is_not_whole_is_refused_and_leaves_nothing() {
    let source = Place::on_sqlite().with_a_document();
    let backup = source.backed_up();
    let whole = std::fs::read(&backup).expect("read");
    assert!(whole.len() > 600_000);
    let name = "Holmegaardsfamilien".as_bytes();
    assert!(!whole.windows(name.len()).any(|it| it == name));

    let target = Place::on_sqlite();
    let bad = target.at("bad.backup");
    let file = bad.display().to_string();
    let refused = |content: &[u8], with: &str| {
        std::fs::write(&bad, content).expect("written");
        failed(&target.run(&["restore", &file]), 1, with);
        assert!(!target.at("helhed.db").exists());
        assert!(!target.at("helhed.db.restoring").exists());
    };
    refused(&whole[..whole.len() / 2], "cut off or changed");
    refused(&whole[..whole.len() - 1], "cut off or changed");
    let mut changed = whole.clone();
    changed[300_000] ^= 1;
    refused(&changed, "cut off or changed");
    refused(b"SQLite format 3\0", "not a backup");
    let key = BackupKeys::fresh_file(&[8; 32]);
    std::fs::write(target.at("backup-key"), key).expect("written");
    refused(&whole, "another backup key");

    // A drill with such a file says so; the scratch is gone.
    std::fs::write(&backup, &whole[..whole.len() / 2]).expect("written");
    failed(&source.run(&["drill"]), 1, "the drill failed");
    std::fs::write(&backup, &whole).expect("written");
    failed(&source.run(&["drill", "--hours", "0"]), 1, "hours old");
    std::fs::remove_file(&backup).expect("removed");
    failed(&source.run(&["drill"]), 1, "there is no backup");
}

#[test]
fn nothing_is_written_over_what_is_there() {
    let source = Place::on_sqlite().with_a_document();
    let file = source.backed_up().display().to_string();
    failed(&source.run(&["restore", &file]), 1, "not empty");
    let pg = Place::on_postgres();
    succeeded(&pg.run(&["restore", &file]));
    failed(&pg.run(&["restore", &file]), 1, "not empty");
    failed(&source.run(&["backup", "--make-key"]), 3, "exists");
}

/// Runs a command where no file may grow over so many blocks of 512 bytes: for a program that is a disk without room.
fn without_room(blocks: u32, place: &Place, command: &str) -> Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" {command} --config \"$1\"");
    let binary = env!("CARGO_BIN_EXE_helhed");
    std::process::Command::new("sh")
        .args(["-c", &script, binary])
        .arg(place.at("helhed.toml"))
        .output()
        .expect("a shell")
}

#[test]
fn a_full_disk_leaves_no_backup_and_the_newest_stays_the_newest() {
    let place = Place::on_sqlite().with_a_document();
    let first = place.backed_up();
    let output = without_room(400, &place, "backup");
    assert_eq!(output.status.code(), Some(3), "{}", words(&output));
    assert_eq!(place.backups(), [first]);
    succeeded(&place.run(&["drill"]));
}

#[test]
fn a_damaged_page_is_told_and_the_newest_backup_offered() {
    let place = Place::on_sqlite().with_a_document();
    let backup = place.backed_up();
    let database = place.at("helhed.db");
    let mut bytes = std::fs::read(&database).expect("read");
    let page = 4096;
    let middle = bytes.len() / page / 2 * page;
    bytes[middle..middle + 200].fill(0xff);
    std::fs::write(&database, &bytes).expect("written");
    for command in ["serve", "backup", "verify-audit"] {
        let output = place.run(&[command]);
        failed(&output, 3, "the database file is damaged");
        assert!(words(&output).contains(&backup.display().to_string()));
    }
    assert_eq!(place.backups(), std::slice::from_ref(&backup));
    // What is offered helps.
    std::fs::rename(&database, place.at("damaged.db")).expect("moved");
    succeeded(&place.run(&["restore", &backup.display().to_string()]));
    succeeded(&place.run(&["verify-audit"]));
}

#[test]
fn a_chain_that_was_tampered_with_is_put_back_and_told() {
    let place = Place::on_sqlite().with_a_document();
    block_on(async {
        let store = Store::open(&place.address()).await.expect("opened");
        let mut link = store.write().await.expect("begun");
        let sql = "UPDATE audit_entry SET act = 'x' WHERE seq = 3";
        link.run(sql, []).await.expect("changed");
        link.commit().await.expect("committed");
        store.close().await;
    });
    let file = place.backed_up().display().to_string();
    failed(&place.run(&["drill"]), 1, "entry 3 was changed");
    let target = Place::on_sqlite();
    failed(&target.run(&["restore", &file]), 1, "entry 3 was changed");
    assert_eq!(households(&target.address()), households(&place.address()));
}

#[test]
fn what_was_deleted_since_the_backup_is_deleted_again() {
    let source = Place::on_sqlite().with_a_document();
    source.backed_up();
    let family = block_on(async {
        let store = Store::open(&source.address()).await.expect("opened");
        let mut link = store.read();
        let row = link.row("SELECT id FROM family", []).await.expect("read");
        let family: FamilyId = row.expect("a family").next().expect("an id");
        store.close().await;
        family
    });
    let gone = format!(
        "{family} course 2020-01-02 2021-03-04 {family} {family} {} 2026-11-24T09:00:00Z\n",
        "ab".repeat(32)
    );
    // The next backup takes the ledger along; the restore is of the older one.
    let older = source.backups().remove(0);
    std::fs::write(source.at("purge-ledger"), gone).expect("written");
    source.backed_up();
    assert!(source.at("backups").join("purge-ledger").exists());
    let target = Place::on_postgres();
    let told = succeeded(&target.run(&["restore", &older.display().to_string()]));
    assert!(told.contains("1 families that had been deleted"), "{told}");
    assert_eq!(households(&target.address()), Vec::<String>::new());
    succeeded(&target.run(&["verify-audit"]));
    let told = succeeded(&target.run(&["retention"]));
    assert!(
        told.contains("0 proposed for deletion, 0 deleted"),
        "{told}"
    );
}
