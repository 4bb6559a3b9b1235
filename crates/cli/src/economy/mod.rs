//! `helhed economy`: what a programme costs, how many must succeed, who gains.

mod example;
mod families;
mod prices;
mod report;

use crate::failure::Failure;
use crate::tables::write_tables;
use helhed_casework::domain::account::Language;
use helhed_economics::{
    Model, ModelText, PROGRAMME_COSTS, ProgrammeCosts, appraise_with, combined, headline,
    result_tables, som_input, standard_scenarios,
};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Compute an economic model: how many must succeed, then present values by area and payer.
///
/// Example: helhed economy models/gladsaxe-published --out results
#[derive(Debug, clap::Args)]
#[command(
    verbatim_doc_comment,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true
)]
pub(crate) struct Args {
    #[command(subcommand)]
    other: Option<Other>,
    #[command(flatten)]
    model: Option<ModelArgs>,
}

/// What else there is to do with costs and prices.
#[derive(Debug, clap::Subcommand)]
enum Other {
    Example(example::Args),
    Families(families::Args),
    Prices(prices::Args),
}

#[derive(Debug, clap::Args)]
struct ModelArgs {
    /// Folder with model.toml, costs.csv, price_book.csv (or .xlsx, .ods), effects.csv and consequences.csv
    #[arg(env = "HELHED_MODEL_DIR")]
    model_dir: PathBuf,
    /// Folder for the results: tables/*.csv, figures/*.svg, report.html and report.pdf
    #[arg(long, env = "HELHED_OUT")]
    out: PathBuf,
    /// How many times the uncertain numbers are drawn; 0 leaves the uncertainty out
    #[arg(long, env = "HELHED_DRAWS", default_value_t = 10_000,
          value_parser = clap::builder::RangedU64ValueParser::<usize>::new().range(0..=1_000_000))]
    draws: usize,
    /// Take what the programme cost from programme_costs.csv of this register bundle, not from costs.csv
    #[arg(long, env = "HELHED_COSTS_FROM", value_name = "BUNDLE")]
    costs_from: Option<PathBuf>,
    /// One more scenario that combines standard ones, as charge_all,rate_0,horizon_5; may be given again
    #[arg(long, env = "HELHED_COMBINE", value_name = "SCENARIOS")]
    combine: Vec<String>,
    /// The language of the report: da or en
    #[arg(long, env = "HELHED_LANGUAGE", default_value = "da", value_parser = report::language)]
    language: Language,
}

/// Does what was asked for.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    match (&args.other, &args.model) {
        (Some(Other::Example(args)), _) => example::run(args),
        (Some(Other::Families(args)), _) => families::run(args),
        (Some(Other::Prices(args)), _) => prices::run(args),
        (None, Some(args)) => compute(args),
        // The parser asks for one of them.
        (None, None) => Ok(()),
    }
}

/// Reads the folder, computes every scenario, writes the tables and says what they come to.
fn compute(args: &ModelArgs) -> Result<(), Failure> {
    let model = read_model(args)?;
    let mut scenarios = standard_scenarios(&model);
    for ids in &args.combine {
        let ids: Vec<&str> = ids.split(',').map(str::trim).collect();
        let whole = combined(&model, &ids).ok_or_else(|| {
            let known: Vec<&str> = scenarios.iter().map(|it| it.id.as_str()).collect();
            Failure::Input(format!("--combine: the scenarios are {}", known.join(", ")))
        })?;
        scenarios.push(whole);
    }
    let appraisal = appraise_with(&model, scenarios, args.draws);
    let mut tables = result_tables(&model, &appraisal);
    tables.push(som_input(&model));
    let tables: Vec<_> = tables.iter().map(|it| (it.name, it.to_csv())).collect();
    let folder = write_tables(&args.out, &tables)?;
    report::write(&args.out, &model, &appraisal, args.draws, args.language)?;
    println!("{}", model.name);
    for line in headline(&model, &appraisal) {
        println!("{line}");
    }
    eprintln!("{} tables written to {}", tables.len(), folder.display());
    eprintln!(
        "report.html, report.pdf and figures/*.svg written to {}",
        args.out.display()
    );
    Ok(())
}

fn read_model(args: &ModelArgs) -> Result<Model, Failure> {
    let [model, costs, price_book, effects, consequences] = read_folder(&args.model_dir)?;
    let text = ModelText {
        model: &model,
        costs: &costs,
        price_book: &price_book,
        effects: &effects,
        consequences: &consequences,
    };
    let mut read = text
        .read()
        .map_err(|faults| Failure::Input(faults.to_string()))?;
    for remark in &read.remarks {
        eprintln!("remark: {remark}");
    }
    if let Some(bundle) = &args.costs_from {
        let costs = programme_costs(bundle)?.ok_or_else(|| {
            let name = bundle.join(PROGRAMME_COSTS);
            Failure::Input(format!("{}: the file is missing", name.display()))
        })?;
        read.model.costs = costs.as_costs();
        let unknown = |year: &i16| read.model.to_base_prices(*year).is_none();
        if let Some(year) = read
            .model
            .costs
            .iter()
            .map(|cost| cost.price_year)
            .find(unknown)
        {
            let told = format!("{PROGRAMME_COSTS}: price_index of model.toml has no year {year}");
            return Err(Failure::Input(told));
        }
    }
    Ok(read.model)
}

/// The programme's accounts of a register bundle, if it has them.
fn programme_costs(bundle: &Path) -> Result<Option<ProgrammeCosts>, Failure> {
    let path = bundle.join(PROGRAMME_COSTS);
    match fs::read_to_string(&path) {
        Ok(text) => ProgrammeCosts::read(&text)
            .map(Some)
            .map_err(|faults| Failure::Input(faults.to_string())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Failure::Disk { path, source }),
    }
}

/// The five files; every one that is missing or no text is told.
pub(crate) fn read_folder(dir: &Path) -> Result<[String; 5], Failure> {
    let mut faults = Vec::new();
    let mut texts = <[String; 5]>::default();
    for (name, text) in ModelText::FILES.into_iter().zip(&mut texts) {
        let path = dir.join(name);
        match fs::read_to_string(&path) {
            Ok(read) => *text = read,
            Err(e) if e.kind() == ErrorKind::NotFound => match prices::beside(&path) {
                Some(sheet) => *text = prices::read(&sheet)?,
                None => faults.push(format!("{name}: the file is missing")),
            },
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
            other: None,
            model: Some(ModelArgs {
                model_dir,
                out: out.to_owned(),
                draws: 100,
                costs_from: None,
                combine: vec!["charge_all,rate_0".to_owned()],
                language: Language::Danish,
            }),
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
        assert_eq!(yearly.lines().count(), 1 + 15 * 10);
        let summary = table("investment_summary.csv");
        assert_eq!(summary.lines().count(), 1 + 15 * 11);
        assert!(table("som_input.csv").starts_with("step,field,of,year,payer,value"));
        let page = fs::read_to_string(out.path().join("report.html")).expect("written");
        assert!(page.contains("Hvor mange skal lykkes?") && page.contains("<svg"));
        let print = fs::read(out.path().join("report.pdf")).expect("written");
        assert!(print.starts_with(b"%PDF-"));
        for figure in ["time", "payers", "areas", "tornado"] {
            let path = out.path().join(format!("figures/economy-{figure}.svg"));
            assert!(
                fs::read_to_string(path)
                    .expect("written")
                    .starts_with("<svg")
            );
        }
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
        assert!(!out.path().join("report.html").exists());
    }
}
