//! Helhed itself: the built binary, run as `helhed demo`.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Duration;

use tempfile::TempDir;

use crate::error::E2eError;
use crate::leash::Leashed;
use crate::municipality;

/// How long the synthetic municipality may take to make.
const START: Duration = Duration::from_secs(180);
/// Silence after which the server has said all it has to say.
const SILENCE: Duration = Duration::from_millis(500);

/// A name and password that the demo prints.
#[derive(Clone, PartialEq, Eq)]
pub struct SignIn {
    /// The role, such as `coordinator`.
    pub role: String,
    /// The name to sign in with.
    pub username: String,
    /// The password.
    pub password: String,
}

impl std::fmt::Debug for SignIn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SignIn({}, {})", self.role, self.username)
    }
}

/// A running Helhed with a synthetic municipality of its own. Stopped and removed when dropped.
#[derive(Debug)]
pub struct Server {
    address: String,
    sign_ins: Vec<SignIn>,
    _process: Leashed,
    _data: TempDir,
}

impl Server {
    /// Starts with a copy of the municipality that every journey expects: 56 families, seed 1.
    ///
    /// # Errors
    ///
    /// When the binary is not built, or does not print its address within three minutes.
    pub fn start() -> Result<Self, E2eError> {
        let data = municipality_of_its_own()?;
        let folder = data.path().join("data");
        let mut command = Command::new(binary()?);
        command.args(["demo", "--port", "0", "--data"]).arg(folder);
        Self::run(command, data)
    }

    /// Starts `helhed serve` on such a copy, with more in its configuration than a demo has. `ADDRESS` in it stands for the server's own
    /// address, `BY_NAME` for the same with a name for the machine, `FOLDER` for a folder with these files.
    ///
    /// # Errors
    ///
    /// As [`Server::start`].
    pub fn serve(more: &str, files: &[(&str, &str)]) -> Result<Self, E2eError> {
        let data = municipality_of_its_own()?;
        let folder = data.path().join("data");
        let folder = folder.display();
        let listen = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        for (name, text) in files {
            std::fs::write(data.path().join(name), text)?;
        }
        let here = data.path().display().to_string();
        let more = more
            .replace("ADDRESS", &format!("http://{listen}"))
            .replace("BY_NAME", &format!("http://localhost:{}", listen.port()))
            .replace("FOLDER", &here);
        let config = format!(
            "database = \"sqlite:{folder}/helhed.db\"\nkeys = \"{folder}/keys\"\naudit_anchor = \"{folder}/audit-anchor\"\n\
             listen = \"{listen}\"\nmunicipality = \"Prøvekøbing\"\nsynthetic = true\n{more}"
        );
        let path = data.path().join("helhed.toml");
        std::fs::write(&path, config)?;
        let mut command = Command::new(binary()?);
        command.args(["serve", "--config"]).arg(path);
        Self::run(command, data)
    }

    fn run(mut command: Command, data: TempDir) -> Result<Self, E2eError> {
        let log = data.path().join("server.log");
        let mut process = Leashed::spawn(
            command
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .stderr(std::fs::File::create(&log)?),
        )
        .map_err(|source| E2eError::Program {
            program: "helhed",
            source,
        })?;
        let lines = lines(&mut process);
        match greeting(&lines) {
            Some((address, sign_ins)) => Ok(Self {
                address,
                sign_ins,
                _process: process,
                _data: data,
            }),
            None => Err(E2eError::NotReady {
                program: "helhed",
                said: std::fs::read_to_string(log)?,
            }),
        }
    }

    /// The address of a page: `server.url("/today")`.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }

    /// The first sign-in of a role.
    ///
    /// # Panics
    ///
    /// When the demo prints none for it.
    #[must_use]
    pub fn sign_in(&self, role: &str) -> &SignIn {
        let found = self.sign_ins.iter().find(|sign_in| sign_in.role == role);
        found.unwrap_or_else(|| {
            panic!(
                "the demo has no sign-in for the role {role}: {:?}",
                self.sign_ins
            )
        })
    }
}

/// A copy of the municipality in a folder that goes with the server.
fn municipality_of_its_own() -> Result<TempDir, E2eError> {
    let data = TempDir::with_prefix("helhed-e2e-data-")?;
    municipality::copy_to(&data.path().join("data"))?;
    Ok(data)
}

/// `target/debug/helhed` beside the test program, or what `HELHED_BINARY` says.
///
/// # Errors
///
/// When it is not built.
pub fn binary() -> Result<PathBuf, E2eError> {
    let beside = || {
        Some(
            std::env::current_exe()
                .ok()?
                .parent()?
                .parent()?
                .join("helhed"),
        )
    };
    let path = std::env::var_os("HELHED_BINARY")
        .map(PathBuf::from)
        .or_else(beside)
        .unwrap_or_default();
    if path.is_file() {
        Ok(path)
    } else {
        Err(E2eError::NotBuilt {
            path: path.display().to_string(),
            make: "cargo build -p helhed",
        })
    }
}

/// Reads on after the greeting too: a full pipe would stop the server.
fn lines(process: &mut Leashed) -> Receiver<String> {
    let (sender, receiver) = mpsc::channel();
    if let Some(stdout) = process.child().stdout.take() {
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                // Nobody listens any more once the server has been greeted.
                let _ = sender.send(line);
            }
        });
    }
    receiver
}

/// `address: URL` and any number of `sign-in: ROLE USERNAME PASSWORD`, in any order. `None` when the server ends or stays silent before.
fn greeting(lines: &Receiver<String>) -> Option<(String, Vec<SignIn>)> {
    let (mut address, mut sign_ins) = (None, Vec::new());
    loop {
        match lines.recv_timeout(if address.is_some() { SILENCE } else { START }) {
            Ok(line) => match line.split_once(": ") {
                Some(("address", url)) => {
                    address = Some(url.trim().trim_end_matches('/').to_owned())
                }
                Some(("sign-in", words)) => sign_ins.extend(sign_in(words)),
                _ => {}
            },
            Err(RecvTimeoutError::Timeout) => return Some((address?, sign_ins)),
            Err(RecvTimeoutError::Disconnected) => return None,
        }
    }
}

/// The password is all the rest of the line: a pass phrase has spaces.
fn sign_in(words: &str) -> Option<SignIn> {
    let mut words = words.trim().splitn(3, ' ').map(str::to_owned);
    Some(SignIn {
        role: words.next()?,
        username: words.next()?,
        password: words.next()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn greeted(said: &[&str], ended: bool) -> Option<(String, Vec<SignIn>)> {
        let (sender, receiver) = mpsc::channel();
        for line in said {
            sender.send((*line).to_owned()).expect("a listener");
        }
        let _open = (!ended).then_some(sender);
        greeting(&receiver)
    }

    #[test]
    fn the_greeting_is_read_whatever_stands_around_it() {
        let said = [
            "Helhed 0.1",
            "sign-in: coordinator karin hemmelig",
            "address: http://127.0.0.1:4711/",
            "sign-in: dpo dorte to røde heste",
        ];
        let (address, sign_ins) = greeted(&said, false).expect("a greeting");
        assert_eq!(address, "http://127.0.0.1:4711");
        let roles: Vec<_> = sign_ins
            .iter()
            .map(|sign_in| (sign_in.role.as_str(), sign_in.username.as_str()))
            .collect();
        assert_eq!(roles, [("coordinator", "karin"), ("dpo", "dorte")]);
        assert_eq!(sign_ins[1].password, "to røde heste");
    }

    #[test]
    fn a_server_that_ends_has_not_greeted() {
        assert_eq!(
            greeted(
                &["address: http://127.0.0.1:1", "sign-in: dpo dorte p4ss"],
                true
            ),
            None
        );
    }

    #[test]
    fn a_password_is_never_printed() {
        let printed = format!("{:?}", sign_in("coordinator karin hemmelig"));
        assert!(
            printed.contains("karin") && !printed.contains("hemmelig"),
            "{printed}"
        );
    }
}
