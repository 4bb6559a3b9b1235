//! `costs.csv`.

use super::{COSTS, sheet::Sheet};
use crate::finding::Findings;
use crate::model::{CostRow, CostType, Payer};

pub(super) fn read(text: &str, findings: &mut Findings) -> Vec<(usize, CostRow)> {
    let required = ["year", "item", "type", "amount_dkk", "price_year", "payer"];
    let Some(sheet) = Sheet::parse(COSTS, text, &required, &[], findings) else {
        return Vec::new();
    };
    let types = CostType::ALL.map(CostType::as_str).join(", ");
    let mut rows = Vec::new();
    for row in sheet.rows() {
        let year = row.year("year", findings);
        let item = row.name("item", findings);
        let kind = row.word("type", CostType::parse, &types, findings);
        let amount = row.amount("amount_dkk", findings);
        let price_year = row.year("price_year", findings);
        let payer = row
            .name("payer", findings)
            .and_then(|name| Payer::parse(&name));
        if let (Some(year), Some(item), Some(kind), Some(amount), Some(price_year), Some(payer)) =
            (year, item, kind, amount, price_year, payer)
        {
            let cost = CostRow {
                year,
                item,
                kind,
                amount,
                price_year,
                payer,
            };
            rows.push((row.number, cost));
        }
    }
    rows
}
