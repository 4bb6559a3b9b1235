//! One chromedriver for all browsers of a test process.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use std::time::Duration;

use crate::error::E2eError;
use crate::leash::Leashed;

/// Waiting for the driver: tries, and the pause between them.
const TRIES: u32 = 100;
const PAUSE: Duration = Duration::from_millis(100);

struct Driver {
    port: u16,
    _process: Leashed,
}

/// The driver's address; starts it at the first call. A process that cannot have one tries again at the next call.
pub(crate) async fn address() -> Result<String, E2eError> {
    static DRIVER: OnceLock<Driver> = OnceLock::new();
    static STARTING: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

    let _turn = STARTING.lock().await;
    if DRIVER.get().is_none() {
        let driver = start().await?;
        let _ = DRIVER.set(driver);
    }
    let port = DRIVER.get().map(|driver| driver.port).unwrap_or_default();
    Ok(format!("http://127.0.0.1:{port}"))
}

async fn start() -> Result<Driver, E2eError> {
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?
        .local_addr()?
        .port();
    let process = Leashed::spawn(
        Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .arg("--silent")
            // How a date field wants to be typed follows the language of the browser: `form.rs` counts on this one.
            .env("LANGUAGE", "en_US")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null()),
    )
    .map_err(|source| E2eError::Program {
        program: "chromedriver",
        source,
    })?;
    for _ in 0..TRIES {
        if TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return Ok(Driver {
                port,
                _process: process,
            });
        }
        tokio::time::sleep(PAUSE).await;
    }
    Err(E2eError::NotReady {
        program: "chromedriver",
        said: format!("no answer on port {port} within 10 seconds"),
    })
}
