//! One server, shared by every process of a checkout that tests at the same time.
//!
//! ```text
//! TMP/helhed-pg-UID-CHECKOUT/
//!   lock         held while a process looks for the server or starts it
//!   current      name of the folder of the running server, and its port
//!   c1234/       one server, removed by its watcher
//!     server/  users/PID  stopping  MOULD.filled
//! ```

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::programs;

/// Seconds that a server outlives its last user: long enough for a runner that starts one process after another.
const LINGER: u32 = 20;

/// A running server that this process has told the watcher it uses.
pub(crate) struct Cluster {
    port: u16,
    folder: PathBuf,
    programs: PathBuf,
}

impl Cluster {
    /// Joins the running server of this checkout, or starts one. Processes take turns, so there is never a second start.
    pub(crate) fn join_or_start() -> Self {
        let programs = programs::folder();
        let base = base();
        fs::create_dir_all(&base)
            .unwrap_or_else(|error| panic!("{} cannot be made: {error}", base.display()));
        let lock = File::create(base.join("lock")).expect("a lock file in our own folder");
        lock.lock().expect("a lock on our own file");
        let (port, folder) = join(&base).unwrap_or_else(|| start(&base, &programs));
        Self {
            port,
            folder,
            programs,
        }
    }

    /// The address of one of its databases.
    pub(crate) fn address(&self, database: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{database}", self.port)
    }

    /// What goes with the server.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Creates a database that is as another is; false when there is one of that name.
    pub(crate) fn create(&self, name: &str, like: &str) -> bool {
        let (done, said) = self.program("createdb", &["-T", like, name]);
        assert!(
            done || said.contains("already exists"),
            "createdb failed: {said}"
        );
        done
    }

    /// Drops a database, if there is one of that name.
    pub(crate) fn drop(&self, name: &str) {
        let (done, said) = self.program("dropdb", &["--force", "--if-exists", name]);
        assert!(done, "dropdb failed: {said}");
    }

    /// Whether a program of PostgreSQL did its work at this server, and what it complained of.
    fn program(&self, name: &str, args: &[&str]) -> (bool, String) {
        let output = Command::new(self.programs.join(name))
            .args(["-h", "127.0.0.1", "-U", "postgres", "-p"])
            .arg(self.port.to_string())
            .args(args)
            .output()
            .unwrap_or_else(|error| panic!("{name}, which was there a moment ago: {error}"));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.success(), said)
    }
}

/// The folder of this checkout's servers. Not under `target`: the user `postgres` may be unable to reach a checkout in root's home, and a
/// socket's path may have 100 bytes at most.
fn base() -> PathBuf {
    let mut checkout = DefaultHasher::new();
    env!("CARGO_MANIFEST_DIR").hash(&mut checkout);
    std::env::temp_dir().join(format!(
        "helhed-pg-{}-{:08x}",
        programs::user_id(),
        checkout.finish() as u32
    ))
}

/// Registers this process with the server that runs, if one does and is not about to stop.
fn join(base: &Path) -> Option<(u16, PathBuf)> {
    let current = fs::read_to_string(base.join("current")).ok()?;
    let (name, port) = current.trim().split_once(' ')?;
    let (folder, port) = (base.join(name), port.parse().ok()?);
    let user = register(&folder)?;
    if folder.join("stopping").exists() || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err()
    {
        // The folder may be gone between the two, and then so is our file.
        let _ = fs::remove_file(user);
        return None;
    }
    Some((port, folder))
}

/// Tells the watcher that this process uses the server. `None` when its folder is gone.
fn register(folder: &Path) -> Option<PathBuf> {
    let user = folder.join("users").join(std::process::id().to_string());
    fs::write(&user, "").ok().map(|()| user)
}

fn start(base: &Path, programs: &Path) -> (u16, PathBuf) {
    let name = format!("c{}", std::process::id());
    let folder = base.join(&name);
    sweep(base);
    fs::create_dir_all(folder.join("users")).expect("a folder in our own folder");
    // The server's user owns the data and writes socket and log beside it; the list of users stays ours.
    fs::create_dir(folder.join("server")).expect("a folder in our own folder");
    let server = folder.join("server");
    if programs::is_root() {
        programs::run(Command::new("chown").arg("postgres").arg(&server));
    }
    let data = server.join("data");
    init(&server, &data, programs);
    let port = boot(&server, &data, programs, "");
    watch(&folder, port, programs);
    register(&folder).expect("a file in our own folder");
    fs::write(base.join("current"), format!("{name} {port}")).expect("a file in our own folder");
    (port, folder)
}

/// Makes an empty server's data.
pub(crate) fn init(server: &Path, data: &Path, programs: &Path) {
    programs::run(
        programs::as_server_user(&programs.join("initdb"))
            .current_dir(server)
            .args([
                "--no-sync",
                "-A",
                "trust",
                "-U",
                "postgres",
                "-E",
                "UTF8",
                "--locale=C",
                "-D",
            ])
            .arg(data),
    );
}

/// Removes what a start that was killed half-way, or a machine that went down, left behind.
fn sweep(base: &Path) {
    for folder in fs::read_dir(base)
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
    {
        let runs = fs::read_to_string(folder.join("server/data/postmaster.pid")).is_ok_and(|pid| {
            Command::new("kill")
                .args(["-0", pid.lines().next().unwrap_or_default()])
                .stderr(Stdio::null())
                .status()
                .is_ok_and(|status| status.success())
        });
        if !runs {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

/// Starts the server on a free port. Another program may take the port between our look and the start: three tries.
pub(crate) fn boot(server: &Path, data: &Path, programs: &Path, more: &str) -> u16 {
    let mut said = String::new();
    for _ in 0..3 {
        let port = free_port();
        let options = format!(
            "-p {port} -k '{}' -c listen_addresses=127.0.0.1 -c max_connections=100 -c fsync=off -c full_page_writes=off \
             -c synchronous_commit=off -c autovacuum=off -c shared_buffers=32MB {more}",
            server.display()
        );
        let status = programs::as_server_user(&programs.join("pg_ctl"))
            .current_dir(server)
            .args([
                "start", "-w", "-t", "60", "-s", "-o", &options, "-l", "log", "-D",
            ])
            .arg(data)
            // The server inherits these, and a test runner waits for whoever holds its pipes.
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .expect("pg_ctl, which was there a moment ago");
        if status.success() {
            return port;
        }
        said = fs::read_to_string(server.join("log")).unwrap_or_default();
    }
    panic!("PostgreSQL did not start:\n{said}");
}

fn free_port() -> u16 {
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port on the loopback address");
    listener
        .local_addr()
        .expect("the address just bound")
        .port()
}

/// Leaves the watcher behind, in a process group of its own: it outlives us, also when the runner kills us.
#[expect(
    clippy::zombie_processes,
    reason = "the watcher outlives us, and whoever adopts it waits for it"
)]
fn watch(folder: &Path, port: u16, programs: &Path) {
    Command::new("sh")
        .args(["-c", include_str!("watch.sh"), "watch.sh"])
        .arg(folder)
        .args([
            port.to_string().as_ref(),
            programs.as_os_str(),
            LINGER.to_string().as_ref(),
        ])
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0)
        .spawn()
        .expect("a shell");
}
