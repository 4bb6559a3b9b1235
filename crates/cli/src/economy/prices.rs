//! `helhed economy prices`: a price book from a spreadsheet, checked.

use crate::failure::Failure;
use helhed_economics::{PriceBook, as_csv};
use std::fs;
use std::path::{Path, PathBuf};

/// Check a price book and write it as CSV: from a spreadsheet (xlsx, xls, ods) or a CSV file with the
/// columns of price_book.csv. The first sheet whose first row has `price_id` is taken.
///
/// Example: helhed economy prices our-prices.xlsx --out our-model/price_book.csv
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub(crate) struct Args {
    /// The spreadsheet or CSV file
    file: PathBuf,
    /// The CSV file to write; without it the book is only checked
    #[arg(long)]
    out: Option<PathBuf>,
    /// Check the rows as a municipality's own over the shipped price book
    #[arg(long)]
    over_shipped: bool,
}

pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let text = read(&args.file)?;
    let book = if args.over_shipped {
        PriceBook::shipped().over(&text)
    } else {
        PriceBook::read(&text)
    };
    let book =
        book.map_err(|faults| Failure::Input(format!("{}: {faults}", args.file.display())))?;
    let own = book.rows().iter().filter(|row| row.is_local).count();
    println!(
        "{} rows, {own} of them the municipality's own",
        book.rows().len()
    );
    if let Some(path) = &args.out {
        fs::write(path, text).map_err(|source| Failure::Disk {
            path: path.clone(),
            source,
        })?;
    }
    Ok(())
}

/// The text of a price book in a spreadsheet or a CSV file.
pub(super) fn read(path: &Path) -> Result<String, Failure> {
    let bytes = fs::read(path).map_err(|source| Failure::Disk {
        path: path.to_owned(),
        source,
    })?;
    let told = |what: &dyn std::fmt::Display| Failure::Input(format!("{}: {what}", path.display()));
    let ending = path
        .extension()
        .and_then(|it| it.to_str())
        .unwrap_or_default();
    if ["xlsx", "xls", "ods"].contains(&ending.to_ascii_lowercase().as_str()) {
        return as_csv(&bytes, "price_id").map_err(|error| told(&error));
    }
    String::from_utf8(bytes).map_err(|_| told(&"the file is not UTF-8 text"))
}

/// The spreadsheet that stands where a price book's CSV file would.
pub(super) fn beside(csv: &Path) -> Option<PathBuf> {
    let is_book = csv.file_name().is_some_and(|name| name == "price_book.csv");
    let sheets = ["xlsx", "xls", "ods"].map(|ending| csv.with_extension(ending));
    sheets.into_iter().find(|path| is_book && path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(ending: &str) -> PathBuf {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        root.join(format!("../economics/data/test/price_book.{ending}"))
    }

    #[test]
    fn a_spreadsheet_becomes_a_price_book() {
        let dir = tempfile::tempdir().expect("a folder");
        let out = dir.path().join("price_book.csv");
        let args = Args {
            file: sheet("xlsx"),
            out: Some(out.clone()),
            over_shipped: true,
        };
        run(&args).expect("sound");
        let text = fs::read_to_string(out).expect("written");
        assert_eq!(PriceBook::read(&text).expect("sound").rows().len(), 2);
        let args = Args {
            file: dir.path().join("price_book.csv"),
            out: None,
            over_shipped: false,
        };
        fs::write(&args.file, "price_id\nx\n").expect("written");
        let told = run(&args).expect_err("columns are missing").to_string();
        assert!(
            told.contains("row 1, column area: the column is missing"),
            "{told}"
        );
    }

    #[test]
    fn a_model_folder_may_hold_its_price_book_as_a_spreadsheet() {
        let dir = tempfile::tempdir().expect("a folder");
        let csv = dir.path().join("price_book.csv");
        assert_eq!(beside(&csv), None);
        fs::copy(sheet("ods"), dir.path().join("price_book.ods")).expect("copied");
        assert!(
            read(&beside(&csv).expect("there"))
                .expect("read")
                .contains("own_placement")
        );
        assert_eq!(beside(&dir.path().join("costs.csv")), None);
    }
}
