//! Exit codes: 0 done, 1 the input is at fault, 2 wrong usage, 3 this machine.

use std::net::TcpListener;
use std::path::Path;
use std::process::Stdio;

use crate::kill::keys;
use crate::process::{helhed, run};

/// A configuration on the embedded database, with lines of its own.
fn config(folder: &Path, more: &str) -> String {
    let at = |name: &str| folder.join(name).display().to_string();
    std::fs::write(at("keys"), keys()).expect("written");
    let text = format!(
        "database = \"sqlite:{}\"\nkeys = \"{}\"\naudit_anchor = \"{}\"\nmunicipality = \"Prøvekøbing\"\n{more}\n",
        at("helhed.db"),
        at("keys"),
        at("audit-anchor")
    );
    std::fs::write(at("helhed.toml"), text).expect("written");
    at("helhed.toml")
}

/// The exit code and what stands on standard error.
fn ended(args: &[&str]) -> (Option<i32>, String) {
    let output = run(args);
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

#[test]
fn what_is_done_ends_with_0() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = config(folder.path(), "");
    assert_eq!(ended(&["--version"]).0, Some(0));
    for _ in 0..2 {
        let (code, told) = ended(&["migrate", "--config", &config]);
        assert_eq!(code, Some(0), "{told}");
    }
    assert!(folder.path().join("helhed.db").exists());
}

#[test]
fn input_at_fault_ends_with_1() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = config(folder.path(), "colour = \"blue\"");
    let (code, told) = ended(&["migrate", "--config", &path]);
    assert_eq!(code, Some(1), "{told}");
    assert!(
        told.contains("helhed.toml") && told.contains("colour"),
        "{told}"
    );
    let path = config(folder.path(), "");
    std::fs::write(folder.path().join("keys"), "no keys").expect("written");
    assert_eq!(ended(&["migrate", "--config", &path]).0, Some(1));
}

/// As `helhed economy … | head` does.
#[test]
fn a_command_that_nobody_reads_ends_without_a_word() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name).display().to_string();
    let model = run(&[
        "economy",
        "example",
        "gladsaxe-published",
        "--out",
        &at("model"),
    ]);
    assert!(model.status.success(), "{model:?}");
    let mut command = helhed(&["economy", &at("model"), "--out", &at("results")]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stdout.take());
    let ended = child.wait_with_output().expect("it ends");
    assert_eq!(ended.status.code(), Some(141));
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
}

#[test]
fn wrong_usage_ends_with_2() {
    for args in [
        &[][..],
        &["bake"],
        &["serve"],
        &["serve", "--data", "a", "--config", "b"],
        &["demo", "--port", "-1"],
        &["demo", "--families", "0"],
    ] {
        assert_eq!(ended(args).0, Some(2), "{args:?}");
    }
}

#[test]
fn this_machine_ends_with_3() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = folder.path().join("missing.toml").display().to_string();
    assert_eq!(ended(&["migrate", "--config", &missing]).0, Some(3));
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port().to_string();
    let path = config(folder.path(), "");
    let (code, told) = ended(&["serve", "--config", &path, "--port", &port]);
    assert_eq!(code, Some(3), "{told}");
    assert!(told.contains(&port), "{told}");
}

#[test]
fn a_development_sign_in_is_refused_off_this_machine() {
    for listen in ["0.0.0.0:0", "[::]:0", "192.0.2.1:8080"] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = config(folder.path(), &format!("listen = \"{listen}\""));
        let (code, told) = ended(&["serve", "--config", &path, "--development-sign-in"]);
        assert_eq!(code, Some(1), "{listen}: {told}");
        assert!(told.contains("loopback"), "{told}");
        // Refused before anything is touched.
        assert!(!folder.path().join("helhed.db").exists());
    }
}

#[test]
fn invented_people_are_not_served_as_real() {
    let folder = tempfile::tempdir().expect("a folder");
    let demo = config(folder.path(), "synthetic = true");
    assert_eq!(ended(&["migrate", "--config", &demo]).0, Some(0));
    let real = config(folder.path(), "");
    let (code, told) = ended(&["migrate", "--config", &real]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("invented"), "{told}");
}
