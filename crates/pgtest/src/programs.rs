//! Finding and running PostgreSQL's programs.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const MISSING: &str = "PostgreSQL's server programs are missing (initdb, pg_ctl, createdb): install the package `postgresql` \
                       (Debian, Ubuntu: apt-get install postgresql; Fedora: dnf install postgresql-server; macOS: brew install postgresql), \
                       or run scripts/prepare.sh";

/// The folder that holds `initdb` and the rest: the first on the path, else the newest of Debian's versioned folders, which are not on it.
pub(crate) fn folder() -> PathBuf {
    let on_path = std::env::var_os("PATH")
        .map(|path| std::env::split_paths(&path).collect::<Vec<_>>())
        .unwrap_or_default();
    on_path
        .into_iter()
        .chain(versioned())
        .find(|folder| has_all(folder))
        .unwrap_or_else(|| panic!("{MISSING}"))
}

/// A version of the server that is partly installed (client only, say) does not count.
fn has_all(folder: &Path) -> bool {
    ["initdb", "postgres", "pg_ctl", "createdb", "psql"]
        .iter()
        .all(|program| folder.join(program).is_file())
}

fn versioned() -> Vec<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            Some((
                entry.file_name().to_str()?.parse().ok()?,
                entry.path().join("bin"),
            ))
        })
        .collect();
    versions.sort();
    versions
        .into_iter()
        .rev()
        .map(|(_, folder)| folder)
        .collect()
}

/// Whether this process is root, as whom PostgreSQL refuses to run.
pub(crate) fn is_root() -> bool {
    user_id() == "0"
}

/// The numeric user id, as text.
pub(crate) fn user_id() -> String {
    let output = run(Command::new("id").arg("-u"));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// A command that runs `program` as a user whom PostgreSQL accepts: ourselves, or `postgres` when we are root.
pub(crate) fn as_server_user(program: &Path) -> Command {
    if !is_root() {
        return Command::new(program);
    }
    assert!(
        Command::new("id")
            .args(["-u", "postgres"])
            .output()
            .is_ok_and(|output| output.status.success()),
        "PostgreSQL does not run as root and there is no user `postgres` to run it as: install the package `postgresql`, \
         or run the tests as another user"
    );
    let mut command = Command::new("su");
    // The program and its arguments arrive as positional parameters, so nothing in them needs quoting.
    command
        .args([
            "postgres",
            "-s",
            "/bin/sh",
            "-c",
            "exec \"$0\" \"$@\"",
            "--",
        ])
        .arg(program);
    command
}

/// Runs to the end and panics with what the program said when it failed.
pub(crate) fn run(command: &mut Command) -> Output {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{:?} cannot be run: {error}", command.get_program()));
    assert!(
        output.status.success(),
        "{:?} failed: {}",
        command.get_program(),
        String::from_utf8_lossy(&output.stderr)
    );
    output
}
