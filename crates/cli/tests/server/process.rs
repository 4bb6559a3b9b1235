//! The binary as a process.

use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Output, Stdio};

/// The binary, with nothing of the environment that it would read.
pub(crate) fn helhed(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_helhed"));
    command.args(args).stdin(Stdio::null());
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("HELHED_") {
            command.env_remove(name);
        }
    }
    command
}

/// Runs it to its end.
pub(crate) fn run(args: &[&str]) -> Output {
    helhed(args).output().expect("it starts")
}

/// A server that runs; killed when it is dropped.
pub(crate) struct Server {
    child: Child,
    /// Its port on this machine.
    pub port: u16,
    /// Kept open: the server writes to it.
    _out: BufReader<ChildStdout>,
}

impl Server {
    /// Starts it and waits until it says where it listens.
    pub(crate) fn start(args: &[&str]) -> Self {
        Self::start_command(helhed(args))
    }

    /// The same, with what else the command was given.
    pub(crate) fn start_command(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().expect("it starts");
        let mut out = BufReader::new(child.stdout.take().expect("piped"));
        let port = loop {
            let mut line = String::new();
            let read = out.read_line(&mut line).expect("a line");
            assert!(read > 0, "it says where it listens before it ends");
            if let Some((_, port)) = line
                .trim_end()
                .strip_prefix("address: ")
                .and_then(|address| address.rsplit_once(':'))
            {
                break port.parse().expect("a port");
            }
        };
        Self {
            child,
            port,
            _out: out,
        }
    }

    /// Sends it a signal.
    pub(crate) fn signal(&self, signal: &str) {
        let id = self.child.id().to_string();
        let told = Command::new("kill").args([signal, &id]).status();
        assert!(told.expect("kill runs").success());
    }

    /// SIGTERM, as whoever stops a service sends it; then waits until it has ended.
    pub(crate) fn stop(mut self) {
        self.signal("-TERM");
        let ended = self.child.wait().expect("gone");
        assert!(ended.success(), "it ends by itself: {ended}");
    }

    /// SIGKILL: no chance to finish anything.
    pub(crate) fn kill(mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("gone");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
