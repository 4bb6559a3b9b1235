//! Child processes that never outlive the test, also when the test is killed and no destructor runs.

use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

/// Leads a process group of its own (a driver and its browsers, or one server), and takes the whole group down when dropped.
#[derive(Debug)]
pub(crate) struct Leashed(Child);

/// Ends the group when the test's process (first argument) is gone, and itself when the group's leader (second) is.
const WATCH: &str = r#"while kill -0 "$2" 2>/dev/null; do kill -0 "$1" 2>/dev/null || { kill -s KILL -- "-$2"; exit; }; sleep 1; done"#;

impl Leashed {
    /// Starts `command` as the leader of its own process group, with a watcher beside it.
    pub(crate) fn spawn(command: &mut Command) -> std::io::Result<Self> {
        let child = command.process_group(0).spawn()?;
        let (ours, its) = (std::process::id().to_string(), child.id().to_string());
        let leashed = Self(child);
        quietly("sh")
            .args(["-c", WATCH, "sh", &ours, &its])
            .process_group(0)
            .spawn()
            .map(detach)?;
        Ok(leashed)
    }

    pub(crate) fn child(&mut self) -> &mut Child {
        &mut self.0
    }
}

/// The watcher ends by itself a second after what it watches; nobody needs to wait for it.
fn detach(watcher: Child) {
    drop(watcher);
}

fn quietly(program: &str) -> Command {
    let mut command = Command::new(program);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command
}

impl Drop for Leashed {
    fn drop(&mut self) {
        // A group has no handle in the standard library; the shell's `kill` reaches every member.
        let _ = quietly("sh")
            .args([
                "-c",
                r#"kill -s KILL -- "-$1""#,
                "sh",
                &self.0.id().to_string(),
            ])
            .status();
        let _ = self.0.wait();
    }
}
