//! A server and its replica, of a test's own: a replica is of a whole server, and the shared one is everybody's.

use std::fs;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::cluster::{boot, init};
use crate::programs;

/// What a server must say of itself to have a replica, and how the test ends it soon.
const REPLICATES: &str = "-c wal_level=replica -c max_wal_senders=4 -c hot_standby=on";

/// A server with an empty database, and a replica that follows it. Both go with this value, or with the process.
#[derive(Debug)]
pub struct Pair {
    folder: PathBuf,
    programs: PathBuf,
    ports: [u16; 2],
}

impl Pair {
    /// Starts both: some seconds.
    ///
    /// # Panics
    ///
    /// When PostgreSQL is not installed, or does not start.
    #[must_use]
    pub fn start() -> Self {
        let programs = programs::folder();
        let folder = std::env::temp_dir().join(format!("helhed-pg-pair-{}", std::process::id()));
        let [first, second] = ["first", "second"].map(|name| folder.join(name));
        for server in [&first, &second] {
            fs::create_dir_all(server).expect("a folder in our own folder");
            if programs::is_root() {
                programs::run(Command::new("chown").arg("postgres").arg(server));
            }
        }
        stop_after_us(&folder, &programs);
        init(&first, &first.join("data"), &programs);
        let port = boot(&first, &first.join("data"), &programs, REPLICATES);
        programs::run(
            programs::as_server_user(&programs.join("pg_basebackup"))
                .current_dir(&second)
                .args(["-h", "127.0.0.1", "-U", "postgres", "-p", &port.to_string()])
                .args(["-R", "-X", "stream", "-c", "fast", "--no-sync", "-D"])
                .arg(second.join("data")),
        );
        let replica = boot(&second, &second.join("data"), &programs, REPLICATES);
        Self {
            folder,
            programs,
            ports: [port, replica],
        }
    }

    /// The address of the database.
    #[must_use]
    pub fn database(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.ports[0])
    }

    /// The address of its replica.
    #[must_use]
    pub fn replica(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.ports[1])
    }

    /// Lets the replica lag behind from now on, or catch up again.
    pub fn lag(&self, lags: bool) {
        let replay = if lags { "pause" } else { "resume" };
        // What it answers is empty.
        let _ = self.ask_replica(&format!("SELECT pg_wal_replay_{replay}()"));
    }

    /// What the replica answers to a statement.
    #[must_use]
    pub fn ask_replica(&self, sql: &str) -> String {
        let mut psql = Command::new(self.programs.join("psql"));
        psql.args(["-h", "127.0.0.1", "-U", "postgres", "-At", "-p"])
            .args([&self.ports[1].to_string(), "-c", sql, "postgres"]);
        String::from_utf8_lossy(&programs::run(&mut psql).stdout).into_owned()
    }

    /// Stops the replica, as a machine that goes down.
    pub fn lose_replica(&self) {
        stop(&self.folder.join("second"), &self.programs);
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        for server in ["second", "first"] {
            stop(&self.folder.join(server), &self.programs);
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn stop(server: &Path, programs: &Path) {
    // One that does not run is stopped already.
    let _ = programs::as_server_user(&programs.join("pg_ctl"))
        .current_dir("/")
        .args(["stop", "-s", "-m", "immediate", "-D"])
        .arg(server.join("data"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
}

/// Leaves a watcher behind that ends both when this process was killed.
#[expect(
    clippy::zombie_processes,
    reason = "the watcher outlives us, and whoever adopts it waits for it"
)]
fn stop_after_us(folder: &Path, programs: &Path) {
    let script = "while kill -0 \"$1\" 2>/dev/null; do sleep 2; done
        for server in first second; do
          [ -f \"$2/$server/data/postmaster.pid\" ] && kill -QUIT \"$(head -n 1 \"$2/$server/data/postmaster.pid\")\"
        done
        sleep 1; rm -rf \"$2\"";
    Command::new("sh")
        .args(["-c", script, "watch", &std::process::id().to_string()])
        .arg(folder)
        .arg(programs)
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .expect("sh, which is everywhere");
}
