//! `consequences.csv`.

use super::{CONSEQUENCES, sheet::Sheet};
use crate::finding::Findings;
use crate::model::Consequence;

pub(super) fn read(text: &str, findings: &mut Findings) -> Vec<(usize, Consequence)> {
    let required = ["effect_id", "price_id", "quantity_per_success"];
    let Some(sheet) = Sheet::parse(
        CONSEQUENCES,
        text,
        &required,
        &["year_after_start"],
        findings,
    ) else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    for row in sheet.rows() {
        let effect_id = row.name("effect_id", findings);
        let price_id = row.name("price_id", findings);
        let quantity = row.number("quantity_per_success", findings);
        let year = match row.text("year_after_start") {
            "" => Some(None),
            text => {
                let year = text.parse::<u16>().ok();
                if year.is_none() {
                    row.fault("year_after_start", "is not 0, 1, 2 …", findings);
                }
                year.map(Some)
            }
        };
        if let (Some(effect_id), Some(price_id), Some(quantity), Some(year_after_start)) =
            (effect_id, price_id, quantity, year)
        {
            rows.push((
                row.number,
                Consequence {
                    effect_id,
                    price_id,
                    year_after_start,
                    quantity,
                },
            ));
        }
    }
    rows
}
