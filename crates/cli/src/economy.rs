//! `helhed economy`: what a programme costs, how many must succeed, who gains.

use crate::failure::Failure;
use crate::tables::write_tables;
use helhed_economics::{
    ModelText, appraise, headline, investment, investment_sensitivity, investment_summary,
    investment_yearly, programme_costs, sensitivity,
};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Compute an economic model: how many must succeed, then present values by area and payer.
///
/// Example: helhed economy models/gladsaxe-published --out results
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// Folder with model.toml, costs.csv, price_book.csv, effects.csv and consequences.csv
    #[arg(env = "HELHED_MODEL_DIR")]
    model_dir: PathBuf,
    /// Folder for the results; tables are written to its folder `tables`
    #[arg(long, env = "HELHED_OUT")]
    out: PathBuf,
    /// How many times the uncertain numbers are drawn; 0 leaves the uncertainty out
    #[arg(long, env = "HELHED_DRAWS", default_value_t = 10_000,
          value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(0..=1_000_000))]
    draws: usize,
}

/// Reads the folder, computes every scenario, writes the tables and says what they come to.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let [model, costs, price_book, effects, consequences] = read_folder(&args.model_dir)?;
    let text = ModelText {
        model: &model,
        costs: &costs,
        price_book: &price_book,
        effects: &effects,
        consequences: &consequences,
    };
    let read = text
        .read()
        .map_err(|faults| Failure::Input(faults.to_string()))?;
    for remark in &read.remarks {
        eprintln!("remark: {remark}");
    }
    let appraisal = appraise(&read.model, args.draws);
    let tables = [
        ("programme_costs", programme_costs(&read.model)),
        ("investment", investment(&appraisal)),
        ("investment_yearly", investment_yearly(&appraisal)),
        ("investment_summary", investment_summary(&appraisal)),
        (
            "investment_sensitivity",
            investment_sensitivity(&sensitivity(&read.model)),
        ),
    ];
    let folder = write_tables(&args.out, &tables)?;
    println!("{}", read.model.name);
    for line in headline(&read.model, &appraisal) {
        println!("{line}");
    }
    eprintln!("{} tables written to {}", tables.len(), folder.display());
    Ok(())
}

/// The five files; every one that is missing or no text is told.
pub(crate) fn read_folder(dir: &Path) -> Result<[String; 5], Failure> {
    let mut faults = Vec::new();
    let mut texts = <[String; 5]>::default();
    for (name, text) in ModelText::FILES.into_iter().zip(&mut texts) {
        let path = dir.join(name);
        match fs::read_to_string(&path) {
            Ok(read) => *text = read,
            Err(e) if e.kind() == ErrorKind::NotFound => {
                faults.push(format!("{name}: the file is missing"));
            }
            Err(e) if e.kind() == ErrorKind::InvalidData => {
                faults.push(format!("{name}: the file is not UTF-8 text"));
            }
            Err(source) => return Err(Failure::Disk { path, source }),
        }
    }
    if faults.is_empty() {
        Ok(texts)
    } else {
        Err(Failure::Input(format!(
            "{}\n  {}",
            dir.display(),
            faults.join("\n  ")
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(id: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../economics/models")
            .join(id)
    }

    fn args(model_dir: PathBuf, out: &Path) -> Args {
        Args {
            model_dir,
            out: out.to_owned(),
            draws: 100,
        }
    }

    #[test]
    fn a_model_folder_becomes_tables_with_the_columns_promised() {
        let out = tempfile::tempdir().expect("a folder");
        run(&args(example("gladsaxe-accounts"), out.path())).expect("sound");
        let table = |name: &str| {
            let path = out.path().join("tables").join(name);
            fs::read_to_string(path).expect("written")
        };
        let costs = table("programme_costs.csv");
        assert!(
            costs.starts_with("year,item,amount_dkk\n2016,development_and_evaluation,371964.00")
        );
        let investment = table("investment.csv");
        assert!(investment.starts_with("scenario,area,payer,present_value_dkk\nbase,aftercare,"));
        let yearly = table("investment_yearly.csv");
        assert_eq!(yearly.lines().count(), 1 + 14 * 10);
        let summary = table("investment_summary.csv");
        assert_eq!(summary.lines().count(), 1 + 14 * 11);
        let read_back = summary.lines().skip(1).filter_map(|l| l.rsplit(',').next());
        for cell in read_back.filter(|c| !c.is_empty()) {
            assert_eq!(cell.parse::<f64>().expect("a number").to_string(), cell);
        }
    }

    #[test]
    fn nothing_is_written_from_a_folder_with_faults() {
        let out = tempfile::tempdir().expect("a folder");
        let model = tempfile::tempdir().expect("a folder");
        let error = run(&args(model.path().to_owned(), out.path())).expect_err("empty folder");
        assert_eq!(error.to_string().matches("the file is missing").count(), 5);
        for file in ModelText::FILES {
            fs::copy(
                example("lolland-family").join(file),
                model.path().join(file),
            )
            .expect("copied");
        }
        let effects = fs::read_to_string(model.path().join("effects.csv")).expect("there");
        fs::write(
            model.path().join("effects.csv"),
            effects.replace("0.0667", "6.67"),
        )
        .expect("written");
        let error = run(&args(model.path().to_owned(), out.path())).expect_err("effect above 1");
        assert!(
            error
                .to_string()
                .contains("effects.csv, row 2, column estimate")
        );
        assert!(!out.path().join("tables").exists());
    }
}
