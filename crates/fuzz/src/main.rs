//! `cargo run -p helhed-fuzz -- [SECONDS] [SEED] [TARGET]`.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use helhed_fuzz::{run, targets};

#[expect(
    clippy::disallowed_methods,
    reason = "the run is bounded by the clock; nothing else depends on it"
)]
fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| arguments.get(at).and_then(|it| it.parse::<u64>().ok());
    let (seconds, seed) = (number(0).unwrap_or(20), number(1).unwrap_or(1));
    let folder = match tempfile::tempdir() {
        Ok(folder) => folder,
        Err(error) => {
            eprintln!("no folder for files: {error}");
            return ExitCode::from(3);
        }
    };
    let mut all = targets(folder.path());
    if let Some(named) = arguments.get(2) {
        all.retain(|target| target.name == *named);
    }
    if all.is_empty() {
        eprintln!("no such target");
        return ExitCode::from(2);
    }
    // A panic that is caught where it is read would only be noise here.
    std::panic::set_hook(Box::new(|_| {}));
    let (begun, bound) = (Instant::now(), Duration::from_secs(seconds));
    match run(&all, seed, |_| begun.elapsed() < bound) {
        Ok((read, refused)) => {
            println!(
                "fuzz: {read} damaged inputs to {} readers, {refused} refused, none broke one (seed {seed}, {seconds} s)",
                all.len()
            );
            ExitCode::SUCCESS
        }
        Err(broken) => {
            let kept = std::env::temp_dir().join(format!("helhed-fuzz-{seed}.input"));
            let written = std::fs::write(&kept, &broken.input);
            println!(
                "{} {} (seed {seed}); the input is in {} ({written:?})",
                broken.target,
                broken.what,
                kept.display()
            );
            ExitCode::FAILURE
        }
    }
}
