//! A model in the shape that users type into the national investment model (SØM): what stands in
//! which of its steps, field by field, so that the same case can be entered there and compared.

use crate::model::{CostType, Model, Payer, PriceGrade};
use crate::table::{ResultTable, real};

/// Table `som_input`: one row per field, in the order in which the national model asks.
///
/// Steps: 1 the intervention, 2 its target group, 3 what it costs, 4 the effect, 5 consequences and
/// prices, 6 what is calculated with.
pub fn som_input(model: &Model) -> ResultTable {
    let mut rows = Vec::new();
    about(model, &mut rows);
    costs(model, &mut rows);
    effects(model, &mut rows);
    consequences(model, &mut rows);
    calculation(model, &mut rows);
    ResultTable {
        name: "som_input",
        columns: &[
            "step",
            "field",
            "of",
            "year",
            "payer",
            "value",
            "unit",
            "price_year",
            "note",
        ],
        note: "The model as it is typed into the national investment model (SØM), field by field.",
        rows,
    }
}

/// A row; what a field does not have is empty.
#[derive(Default)]
struct Field<'a> {
    step: &'a str,
    field: &'a str,
    of: &'a str,
    year: String,
    payer: &'a str,
    value: String,
    unit: &'a str,
    price_year: String,
    note: String,
}

impl Field<'_> {
    fn row(self) -> Vec<String> {
        let own = str::to_owned;
        vec![
            own(self.step),
            own(self.field),
            own(self.of),
            self.year,
            own(self.payer),
            self.value,
            own(self.unit),
            self.price_year,
            self.note,
        ]
    }
}

fn about(model: &Model, rows: &mut Vec<Vec<String>>) {
    let name = Field {
        step: "1 intervention",
        field: "name",
        value: model.name.clone(),
        ..Field::default()
    };
    let participants = Field {
        step: "2 target group",
        field: "participants",
        value: real(model.participants),
        unit: "persons",
        ..Field::default()
    };
    rows.extend([name.row(), participants.row()]);
}

fn costs(model: &Model, rows: &mut Vec<Vec<String>>) {
    for cost in &model.costs {
        let charged = model.charge.contains(&cost.kind);
        let lowers = cost.kind == CostType::FreedTime;
        let field = Field {
            step: "3 costs",
            field: cost.kind.as_str(),
            of: &cost.item,
            year: cost.year.to_string(),
            payer: cost.payer.as_str(),
            value: if lowers { -cost.amount } else { cost.amount }.to_string(),
            unit: "DKK",
            price_year: cost.price_year.to_string(),
            note: if charged {
                ""
            } else {
                "not charged in the base scenario"
            }
            .to_owned(),
        };
        rows.push(field.row());
    }
}

fn effects(model: &Model, rows: &mut Vec<Vec<String>>) {
    for effect in &model.effects {
        let field = |field, value: String, unit, note: String| Field {
            step: "4 effect",
            field,
            of: &effect.effect_id,
            value,
            unit,
            note,
            ..Field::default()
        };
        let evidence = format!("{}: {}", effect.evidence.as_str(), effect.source);
        rows.push(field("outcome", effect.outcome.clone(), "", String::new()).row());
        rows.push(
            field(
                "people",
                real(model.population(effect)),
                "persons",
                String::new(),
            )
            .row(),
        );
        rows.push(
            field(
                "success rate",
                real(100.0 * effect.estimate),
                "per cent",
                evidence,
            )
            .row(),
        );
        for (k, share) in (0i16..).zip(&effect.profile) {
            let mut present = field(
                "share present",
                real(100.0 * share),
                "per cent",
                String::new(),
            );
            present.year = effect.start_year.saturating_add(k).to_string();
            rows.push(present.row());
        }
    }
}

fn consequences(model: &Model, rows: &mut Vec<Vec<String>>) {
    for consequence in &model.consequences {
        let units = Field {
            step: "5 consequences",
            field: "units per success",
            of: &consequence.price_id,
            year: consequence
                .year_after_start
                .map_or("every year".to_owned(), |k| {
                    format!("year {k} after the start")
                }),
            value: real(consequence.quantity),
            note: format!("follows from {}", consequence.effect_id),
            ..Field::default()
        };
        rows.push(units.row());
    }
    for price in &model.prices {
        for (payer, amount) in Payer::PUBLIC.iter().zip(price.per_payer) {
            let own = if price.is_local {
                "the municipality's own; "
            } else {
                ""
            };
            let grade = price.grade.map_or("", PriceGrade::as_str);
            let refund = match price.refund {
                Some(refund) => format!("; before refund ({})", refund.as_str()),
                None => String::new(),
            };
            let field = Field {
                step: "5 prices",
                field: &price.area,
                of: &price.price_id,
                payer: payer.as_str(),
                value: amount.to_string(),
                unit: &price.unit,
                price_year: price.price_year.to_string(),
                note: format!("{own}{}; grade {grade}{refund}", price.source),
                ..Field::default()
            };
            rows.push(field.row());
        }
    }
}

fn calculation(model: &Model, rows: &mut Vec<Vec<String>>) {
    let field = |field, value: String, unit, year: String| Field {
        step: "6 calculation",
        field,
        value,
        unit,
        year,
        ..Field::default()
    };
    let none = String::new;
    rows.push(
        field(
            "price level and present",
            model.base_year.to_string(),
            "year",
            none(),
        )
        .row(),
    );
    rows.push(
        field(
            "first year",
            model.horizon_first.to_string(),
            "year",
            none(),
        )
        .row(),
    );
    rows.push(field("last year", model.horizon_last.to_string(), "year", none()).row());
    for step in model.discount.as_steps() {
        let years = step
            .years
            .map_or("the rest".to_owned(), |n| format!("{n} years"));
        rows.push(field("discount rate", real(100.0 * step.rate), "per cent", years).row());
    }
    for (year, index) in &model.price_index {
        rows.push(field("price index", real(*index), "index", year.to_string()).row());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::EXAMPLES;

    #[test]
    fn the_published_case_can_be_typed_in_from_the_table() {
        let example = EXAMPLES.iter().find(|e| e.id == "gladsaxe-accounts");
        let model = example.expect("shipped").text.read().expect("sound").model;
        let table = som_input(&model);
        let of = |step: &str, field: &str, of: &str| {
            table.cell(&[step, field, of], "value").map(str::to_owned)
        };
        assert_eq!(
            of("2 target group", "participants", ""),
            Some("66".to_owned())
        );
        let effect = "avoided_placement";
        assert_eq!(of("4 effect", "success rate", effect), Some("3".to_owned()));
        let price = "social_measures_children_under_18";
        assert_eq!(
            of("5 consequences", "units per success", price),
            Some("1".to_owned())
        );
        assert_eq!(
            of("6 calculation", "discount rate", ""),
            Some("4".to_owned())
        );
        let costs = table.rows.iter().filter(|row| row[0] == "3 costs");
        assert_eq!(costs.count(), model.costs.len());
        let prices = table.rows.iter().filter(|row| row[0] == "5 prices");
        assert_eq!(prices.count(), 3 * model.prices.len());
    }

    #[test]
    fn a_price_before_refund_says_so() {
        let text = crate::ModelText {
            price_book: "price_id,area,unit,municipality,region,state,price_year,refund\n\
                         week,income support,week,1000,0,0,2026,income_support\n",
            consequences: "effect_id,price_id,year_after_start,quantity_per_success\n",
            ..EXAMPLES
                .iter()
                .find(|e| e.id == "blank")
                .expect("shipped")
                .text
        };
        let table = som_input(&text.read().expect("sound").model);
        let note = table.cell(&["5 prices", "income support", "week"], "note");
        assert_eq!(note, Some("; grade ; before refund (income_support)"));
    }
}
