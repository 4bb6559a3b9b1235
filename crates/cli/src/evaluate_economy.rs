//! The economic model of a bundle that has one, in its folder `economy`, as tables of the evaluation.

use crate::economy::read_folder;
use crate::failure::Failure;
use helhed_economics::{ModelText, appraise, investment, investment_summary, programme_costs};
use helhed_evaluation::Evaluation;
use helhed_evaluation::table::{Cell, Spec, Table};
use std::path::PathBuf;

/// Enough draws for steady percentiles of a report; `helhed economy` draws more.
const DRAWS: usize = 2_000;

static COSTS: Spec = Spec {
    name: "programme_costs",
    report: "Tabel 5.1",
    columns: &["year", "item", "amount_dkk"],
    note: "Nominal amounts of the economic model.",
};
static INVESTMENT: Spec = Spec {
    name: "investment",
    report: "Tabel 5.2",
    columns: &["scenario", "area", "payer", "present_value_dkk"],
    note: "Present values by scenario, area and payer; costs are negative.",
};
static SUMMARY: Spec = Spec {
    name: "investment_summary",
    report: "Figur 5.3, Tabel 5.2",
    columns: &["scenario", "measure", "value"],
    note: "Each scenario changes one thing of the base case.",
};

/// The tables of the one bundle that has a model; none where no bundle, or several, have one.
///
/// # Errors
/// A model that cannot be read.
pub(crate) fn tables(bundles: &[PathBuf], evaluation: &Evaluation) -> Result<Vec<Table>, Failure> {
    let with: Vec<_> = bundles
        .iter()
        .map(|bundle| bundle.join("economy"))
        .filter(|folder| folder.join("model.toml").is_file())
        .collect();
    let [folder] = with.as_slice() else {
        return Ok(Vec::new());
    };
    let [model, costs, price_book, effects, consequences] = read_folder(folder)?;
    let text = ModelText {
        model: &model,
        costs: &costs,
        price_book: &price_book,
        effects: &effects,
        consequences: &consequences,
    };
    let read = text
        .read()
        .map_err(|faults| Failure::Input(format!("{}: {faults}", folder.display())))?;
    let appraisal = appraise(&read.model, DRAWS);
    let mut tables = vec![
        table(&INVESTMENT, &investment(&appraisal)),
        table(&SUMMARY, &investment_summary(&appraisal)),
    ];
    // What the bundle itself states of costs goes before the model's.
    if evaluation.table("programme_costs").is_none() {
        tables.insert(0, table(&COSTS, &programme_costs(&read.model)));
    }
    Ok(tables)
}

/// A table from the text that the economics writes: plain CSV, words without line ends.
fn table(spec: &'static Spec, csv: &str) -> Table {
    let rows = csv.lines().skip(1).map(|line| {
        let mut cells: Vec<Cell> = fields(line).iter().map(|field| cell(field)).collect();
        cells.resize(spec.columns.len(), Cell::Missing);
        cells
    });
    Table {
        spec,
        rows: rows.collect(),
    }
}

fn cell(field: &str) -> Cell {
    if field.is_empty() {
        Cell::Missing
    } else if let Ok(whole) = field.parse::<i64>() {
        Cell::Whole(whole)
    } else if let Ok(number) = field.parse::<f64>() {
        Cell::Number(number)
    } else {
        Cell::text(field)
    }
}

fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut quoted) = (vec![String::new()], false);
    let mut rest = line.chars().peekable();
    while let Some(c) = rest.next() {
        let last = fields.len() - 1;
        match c {
            '"' if quoted && rest.peek() == Some(&'"') => {
                rest.next();
                fields[last].push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            c => fields[last].push(c),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_economics_writes_is_read_back() {
        let read = table(
            &SUMMARY,
            "scenario,measure,value\nbase,\"a, \"\"b\"\"\",1.5\nbase,c,\n",
        );
        assert_eq!(read.rows[0][1], Cell::text("a, \"b\""));
        assert_eq!(read.rows[0][2], Cell::Number(1.5));
        assert_eq!(read.rows[1][2], Cell::Missing);
    }
}
