//! The server is there, is shared between processes, and its databases are apart.

use std::process::Command;

/// Runs one statement and gives its output.
fn query(url: &str, statement: &str) -> Result<String, String> {
    let output = Command::new("psql")
        .args([url, "-Atqc", statement])
        .output()
        .expect("psql on the path");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    if output.status.success() {
        Ok(text(&output.stdout))
    } else {
        Err(text(&output.stderr))
    }
}

#[test]
fn every_call_gives_an_empty_database_of_its_own() {
    let (one, two) = (helhed_pgtest::database(), helhed_pgtest::database());
    assert_ne!(one, two);
    query(
        &one,
        "create table family (name text); insert into family values ('Birk')",
    )
    .expect("a table of our own");
    assert_eq!(
        query(&one, "select name from family").as_deref(),
        Ok("Birk")
    );
    assert!(
        query(&two, "select name from family").is_err_and(|said| said.contains("does not exist"))
    );
}

#[test]
fn text_is_stored_as_utf_8() {
    let url = helhed_pgtest::database();
    assert_eq!(query(&url, "show server_encoding").as_deref(), Ok("UTF8"));
    assert_eq!(query(&url, "select length('Ærø 👪')").as_deref(), Ok("5"));
}

/// The test program runs itself a second time, as a runner with one process per test does.
#[test]
fn another_process_joins_the_same_server() {
    const CHILD: &str = "HELHED_PGTEST_CHILD";
    let port = |url: &str| url.split(['/', ':']).nth(4).map(str::to_owned);
    let here = helhed_pgtest::database();
    if std::env::var_os(CHILD).is_some() {
        println!("child={here}");
        return;
    }
    let output = Command::new(std::env::current_exe().expect("our own path"))
        .args([
            "--exact",
            "another_process_joins_the_same_server",
            "--nocapture",
        ])
        .env(CHILD, "1")
        .output()
        .expect("ourselves once more");
    let said = String::from_utf8_lossy(&output.stdout);
    let there = said
        .lines()
        .find_map(|line| line.split_once("child="))
        .map(|(_, url)| url.to_owned())
        .expect("the child's address");
    assert_ne!(here, there);
    assert_eq!(port(&here), port(&there));
    assert!(
        port(&here).is_some_and(|port| port.parse::<u16>().is_ok()),
        "{here}"
    );
}
