//! `helhed verify-audit`: walks the audit log and names what was changed, removed, moved or cut off.

use std::path::PathBuf;

use helhed_casework::anchor::{Anchor, read_anchor};
use helhed_casework::storage::Finding;
use helhed_casework::{Casework, Hashing};

use crate::config::Where;
use crate::failure::Failure;
use crate::house;

/// Check that the audit log is whole; exit code 1 when anything does not fit.
///
/// Example: helhed verify-audit --config /etc/helhed.toml
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Where,
    /// The anchor file, where it is not the one the installation writes: lines of `number hash`
    #[arg(long, env = "HELHED_AUDIT_ANCHOR")]
    anchor: Option<PathBuf>,
}

/// Opens the house, checks and tells.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let config = args.place.read()?;
    let path = args.anchor.as_ref().unwrap_or(&config.audit_anchor);
    let anchor = match read_anchor(path) {
        Ok(anchor) => anchor,
        // One that was named must be there; the installation's own is not before it has been served.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && args.anchor.is_none() => {
            eprintln!("there is no anchor yet: {}", path.display());
            Anchor::default()
        }
        Err(source) => {
            return Err(Failure::Disk {
                path: path.clone(),
                source,
            });
        }
    };
    let casework = house::open(&config, Hashing::strong()).await?;
    let told = check(&casework, &anchor).await;
    casework.close().await;
    println!("{}", told?);
    Ok(())
}

/// Checks; what to say of a whole log, or everything that does not fit.
async fn check(casework: &Casework, anchor: &Anchor) -> Result<String, Failure> {
    let checked = casework.verify_audit(&anchor.heads).await;
    let (head, findings) = checked.map_err(|error| Failure::Machine(error.to_string()))?;
    let mut faults: Vec<String> = findings.iter().map(in_words).collect();
    let line = |line: &usize| format!("line {line} of the anchor is not a number and a hash");
    faults.extend(anchor.unreadable.iter().map(line));
    if faults.is_empty() {
        return Ok(format!(
            "the audit log is whole: {} entries, {} of them anchored",
            head.seq,
            anchor.heads.len()
        ));
    }
    Err(Failure::Input(format!(
        "the audit log is not whole:\n  {}",
        faults.join("\n  ")
    )))
}

pub(crate) fn in_words(finding: &Finding) -> String {
    match finding {
        Finding::Removed(from, to) if from == to => format!("entry {from} was removed"),
        Finding::Removed(from, to) => format!("entries {from} to {to} were removed"),
        Finding::Changed(seq) => format!("entry {seq} was changed"),
        Finding::Moved { now, was } => {
            format!("entry {now} was moved: it was written as entry {was}")
        }
        Finding::OutOfOrder(seq) => format!(
            "entry {seq} does not follow the one before, which was written anew, or something was put in"
        ),
        Finding::CutOff { last, known } => {
            format!("the end was cut off after entry {last}: entry {known} is known")
        }
        Finding::Rewritten(seq) => {
            format!("the log was written anew: entry {seq} is not the one the anchor knows")
        }
        Finding::HeadChanged(seq) => {
            format!("the stored end of the log does not fit entry {seq}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use helhed_casework::storage::Head;
    use helhed_casework::testing::House;

    #[tokio::test]
    async fn a_whole_log_is_whole_and_what_is_not_is_named() {
        let house = House::new().await;
        let head = house.audit_head().await.expect("a head");
        let whole = Anchor {
            heads: vec![head.clone()],
            unreadable: Vec::new(),
        };
        let told = check(&house, &whole).await.expect("whole");
        assert_eq!(
            told,
            format!(
                "the audit log is whole: {} entries, 1 of them anchored",
                head.seq
            )
        );
        let other = Anchor {
            heads: vec![
                Head {
                    seq: 2,
                    hash: vec![0; 32],
                },
                Head {
                    seq: head.seq + 5,
                    hash: vec![0; 32],
                },
            ],
            unreadable: vec![3],
        };
        let told = check(&house, &other).await.expect_err("not whole");
        assert_eq!(told.exit_code(), std::process::ExitCode::from(1));
        let told = told.to_string();
        for expected in [
            "entry 2 is not the one the anchor knows".to_owned(),
            format!(
                "cut off after entry {}: entry {} is known",
                head.seq,
                head.seq + 5
            ),
            "line 3 of the anchor".to_owned(),
        ] {
            assert!(told.contains(&expected), "{told}");
        }
    }
}
