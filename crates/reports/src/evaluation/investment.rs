//! The economic model of a bundle that has one, as tables of the evaluation.

use helhed_economics::{
    BadInput, ModelText, ResultTable, appraise, investment, investment_summary, programme_costs,
};
use helhed_evaluation::Evaluation;
use helhed_evaluation::table::{Cell, Spec, Table};

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

/// The economic model of a bundle that has one, as tables of its evaluation.
///
/// # Errors
/// A model that cannot be read, every fault by file and row.
pub fn investment_tables(
    text: &ModelText<'_>,
    evaluation: &Evaluation,
) -> Result<Vec<Table>, BadInput> {
    let read = text.read()?;
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

/// A table of the economics as one of the evaluation.
fn table(spec: &'static Spec, of: &ResultTable) -> Table {
    let row = |row: &Vec<String>| row.iter().map(|field| cell(field)).collect();
    Table {
        spec,
        rows: of.rows.iter().map(row).collect(),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_economics_writes_is_read_back() {
        let row = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let of = ResultTable {
            name: SUMMARY.name,
            columns: SUMMARY.columns,
            note: "",
            rows: vec![row(["base", "a, \"b\"", "1.5"]), row(["base", "c", ""])],
        };
        let read = table(&SUMMARY, &of);
        assert_eq!(read.rows[0][1], Cell::text("a, \"b\""));
        assert_eq!(read.rows[0][2], Cell::Number(1.5));
        assert_eq!(read.rows[1][2], Cell::Missing);
    }
}
