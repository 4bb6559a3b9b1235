//! A disk that has no room: a clear message, exit code 3, and nothing left of what was begun.

use std::fs;
use std::path::Path;
use std::process::Command;

fn bundle(folder: &Path) {
    fs::create_dir(folder).expect("made");
    for (name, text) in [
        (
            "manifest.toml",
            "schema = 1\nmunicipality = \"Example\"\nobserved_from = \"2015-01\"\nobserved_to = \"2019-12\"\n",
        ),
        (
            "families.csv",
            "family_id,group,start_date,end_date,end_reason\nf1,intervention,2017-06-15,,\n",
        ),
        (
            "persons.csv",
            "person_id,family_id,role,sex,birth_date,start_date\nm1,f1,mother,female,1990-03-01,\n",
        ),
        ("support.csv", "person_id,benefit,from_date,to_date\n"),
        ("activation.csv", "person_id,kind,from_date,to_date\n"),
        ("attendance.csv", "person_id,date,hours\n"),
        (
            "child_cases.csv",
            "person_id,kind,source,from_date,to_date\n",
        ),
        ("expenses.csv", "person_id,date,account,amount_dkk\n"),
    ] {
        fs::write(folder.join(name), text).expect("written");
    }
}

/// Runs the evaluation where no file may grow over so many blocks of 512 bytes: for a program that is a disk without room.
fn run(blocks: u32, folder: &Path) -> (Option<i32>, String) {
    let script = format!(
        "trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" evaluate \"$1\" --out \"$2\" --partial \"$3\" --quiet"
    );
    let output = Command::new("sh")
        .args(["-c", &script, env!("CARGO_BIN_EXE_helhed")])
        .args([
            folder.join("bundle"),
            folder.join("out"),
            folder.join("sums.json"),
        ])
        .output()
        .expect("a shell");
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

#[test]
fn nothing_is_left_when_the_disk_is_full() {
    let folder = tempfile::tempdir().expect("a folder");
    bundle(&folder.path().join("bundle"));
    // Room for no sums, for tables but no page, for a page but no print.
    for blocks in [2, 40, 110] {
        let (code, message) = run(blocks, folder.path());
        assert_eq!(code, Some(3), "{blocks} blocks: {message}");
        assert!(
            message.contains("too large") || message.contains("No space"),
            "{message}"
        );
        let left: Vec<_> = fs::read_dir(folder.path())
            .expect("there")
            .flatten()
            .map(|entry| entry.file_name())
            .collect();
        assert_eq!(left, ["bundle"], "{blocks} blocks");
    }
    let (code, message) = run(100_000, folder.path());
    assert_eq!(code, Some(0), "{message}");
    assert!(
        folder.path().join("out/report.pdf").exists() && folder.path().join("sums.json").exists()
    );
}
