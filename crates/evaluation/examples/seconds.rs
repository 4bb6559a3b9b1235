//! How long the tables of a bundle take, step by step and for one thread up to all: the evaluation without its report.
//!
//! `cargo run --release -p helhed-evaluation --example seconds -- BUNDLE [MOST_THREADS]`

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use helhed_evaluation::{Options, Progress, evaluate};

#[expect(
    clippy::disallowed_methods,
    reason = "measuring is what it is for; nothing depends on the clock"
)]
fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let Some(bundle) = arguments.next().map(PathBuf::from) else {
        eprintln!("name a bundle");
        return ExitCode::from(2);
    };
    let most = arguments.next().and_then(|text| text.parse().ok());
    let most = most.unwrap_or_else(|| Options::default().threads);
    let mut threads = most;
    while threads > 0 {
        let options = Options {
            threads,
            ..Options::default()
        };
        let (began, mut read) = (Instant::now(), 0.0);
        let mut progress = |step| {
            if let Progress::Counting(..) = step {
                read = began.elapsed().as_secs_f64();
            }
        };
        match evaluate(std::slice::from_ref(&bundle), &options, &mut progress) {
            Ok(evaluation) => {
                let all = began.elapsed().as_secs_f64();
                let adults = evaluation.counts.adults;
                println!(
                    "{adults} adults, {threads} threads: read {read:.2} s, counted {:.2} s, {all:.2} s in all",
                    all - read
                );
            }
            Err(error) => {
                eprintln!("{error}");
                return ExitCode::FAILURE;
            }
        }
        threads /= 2;
    }
    ExitCode::SUCCESS
}
