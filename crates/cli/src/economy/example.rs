//! `helhed economy example`: a shipped model as a folder, to look at and to fill in.

use crate::failure::Failure;
use helhed_economics::{EXAMPLES, ModelText};
use std::fs;
use std::path::PathBuf;

/// Write a shipped model as a folder: the published case, Lolland's family, a blank one.
///
/// Example: helhed economy example blank --out our-model
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// Which one
    #[arg(value_parser = clap::builder::PossibleValuesParser::new(EXAMPLES.map(|it| it.id)))]
    id: String,
    /// The folder, which must not be there yet
    #[arg(long)]
    out: PathBuf,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let Some(example) = EXAMPLES.iter().find(|it| it.id == args.id) else {
        return Err(Failure::Input(format!("{}: no such model", args.id)));
    };
    if args.out.exists() {
        let told = format!(
            "{}: is there already and is left as it is",
            args.out.display()
        );
        return Err(Failure::Input(told));
    }
    let failed = |path: PathBuf| move |source| Failure::Disk { path, source };
    fs::create_dir_all(&args.out).map_err(failed(args.out.clone()))?;
    let ModelText {
        model,
        costs,
        price_book,
        effects,
        consequences,
    } = example.text;
    for (name, text) in
        ModelText::FILES
            .into_iter()
            .zip([model, costs, price_book, effects, consequences])
    {
        let path = args.out.join(name);
        fs::write(&path, text).map_err(failed(path))?;
    }
    eprintln!("written to {}", args.out.display());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shipped_model_is_written_once() {
        let dir = tempfile::tempdir().expect("a folder");
        let args = Args {
            id: "blank".to_owned(),
            out: dir.path().join("ours"),
        };
        run(&args).expect("written");
        for file in ModelText::FILES {
            assert!(args.out.join(file).is_file(), "{file}");
        }
        assert!(run(&args).is_err(), "what is there is left as it is");
    }
}
