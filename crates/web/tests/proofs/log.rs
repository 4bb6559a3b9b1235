//! What the server tells its log, kept in memory to be searched.

use std::io::Write;
use std::sync::{Mutex, OnceLock};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

static TOLD: OnceLock<&'static Told> = OnceLock::new();

/// Everything that was told in this process.
#[derive(Default)]
pub(crate) struct Told(Mutex<Vec<u8>>);

impl Write for &Told {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("no panic").extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for &'static Told {
    type Writer = &'static Told;
    fn make_writer(&self) -> Self::Writer {
        self
    }
}

/// Keeps everything down to the last detail from now on, also what no installation would keep.
pub(crate) fn listen() {
    TOLD.get_or_init(|| {
        let told: &'static Told = Box::leak(Box::default());
        tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new("debug,helhed=trace"))
            .with_ansi(false)
            .with_writer(told)
            .init();
        told
    });
}

/// What was told so far.
pub(crate) fn told() -> String {
    let told = TOLD.get().expect("listening");
    let bytes = told.0.lock().expect("no panic").clone();
    String::from_utf8_lossy(&bytes).into_owned()
}
