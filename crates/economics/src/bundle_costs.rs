//! The programme's accounts as a register bundle has them (`programme_costs.csv`), for the
//! evaluation's table and for a model's costs.

use crate::finding::{BadInput, Findings};
use crate::model::{CostRow, CostType, Payer};
use crate::read::sheet::Sheet;
use crate::table::ResultTable;
use crate::write::programme_cost_table;
use rust_decimal::Decimal;

/// The file's name in a bundle.
pub const PROGRAMME_COSTS: &str = "programme_costs.csv";

/// The items of a bundle's programme costs and the cost type each is charged as.
const ITEMS: [(&str, CostType); 3] = [
    ("development_and_evaluation", CostType::Development),
    ("operation", CostType::Operation),
    ("freed_capacity", CostType::FreedTime),
];

/// A bundle's programme costs, read and checked.
#[derive(Debug, Clone, PartialEq)]
pub struct ProgrammeCosts {
    rows: Vec<(i16, &'static str, CostType, Decimal)>,
}

impl ProgrammeCosts {
    /// Reads `programme_costs.csv`: `year, item, amount_dkk`.
    ///
    /// # Errors
    /// Every fault, by row and column.
    pub fn read(text: &str) -> Result<Self, BadInput> {
        let mut findings = Findings::default();
        let mut rows = Vec::new();
        let required = ["year", "item", "amount_dkk"];
        let sheet = Sheet::parse(PROGRAMME_COSTS, text, &required, &[], &mut findings);
        let words = ITEMS.map(|(word, _)| word).join(", ");
        for row in sheet.iter().flat_map(Sheet::rows) {
            let year = row.year("year", &mut findings);
            let of = |word: &str| ITEMS.into_iter().find(|(item, _)| *item == word);
            let item = row.word("item", of, &words, &mut findings);
            let amount = row.amount("amount_dkk", &mut findings);
            if let (Some(year), Some((item, kind)), Some(amount)) = (year, item, amount) {
                rows.push((year, item, kind, amount));
            }
        }
        if findings.faults.is_empty() {
            Ok(Self { rows })
        } else {
            Err(BadInput {
                findings: findings.faults,
            })
        }
    }

    /// Table `programme_costs` of the evaluation.
    pub fn table(&self) -> ResultTable {
        let rows = self.rows.iter();
        programme_cost_table(rows.map(|(year, item, _, amount)| ((*year, *item), *amount)))
    }

    /// The same amounts as a model's costs: the municipality pays, in the prices of each year.
    pub fn as_costs(&self) -> Vec<CostRow> {
        let rows = self.rows.iter().map(|(year, item, kind, amount)| CostRow {
            year: *year,
            item: (*item).to_owned(),
            kind: *kind,
            amount: *amount,
            price_year: *year,
            payer: Payer::Municipality,
        });
        rows.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The published evaluation's table 5.1.
    const PUBLISHED: &str = "year,item,amount_dkk\n2017,operation,1292721\n2018,operation,1406595\n\
                             2016,development_and_evaluation,371964\n2017,freed_capacity,600000.50\n";

    #[test]
    fn the_accounts_become_the_table_and_the_costs_of_a_model() {
        let costs = ProgrammeCosts::read(PUBLISHED).expect("sound");
        assert_eq!(
            costs.table().to_csv(),
            "year,item,amount_dkk\n2016,development_and_evaluation,371964.00\n\
             2017,freed_capacity,600000.50\n2017,operation,1292721.00\n2018,operation,1406595.00\n"
        );
        let kinds: Vec<CostType> = costs.as_costs().iter().map(|cost| cost.kind).collect();
        assert_eq!(kinds[2..], [CostType::Development, CostType::FreedTime]);
    }

    #[test]
    fn faults_are_told_by_row() {
        let error = ProgrammeCosts::read("year,item,amount_dkk\n17,operation,1\n2018,rent,x\n")
            .expect_err("three faults");
        let told: Vec<String> = error.findings.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "programme_costs.csv, row 2, column year: is not a year",
                "programme_costs.csv, row 3, column item: is not one of \
                 development_and_evaluation, operation, freed_capacity",
                "programme_costs.csv, row 3, column amount_dkk: is not a number with a decimal point",
            ]
        );
    }
}
