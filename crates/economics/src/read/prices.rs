//! `price_book.csv`.

use super::{PRICES, sheet::Row, sheet::Sheet};
use crate::Problem;
use crate::finding::Findings;
use crate::model::{Basis, PriceGrade, PriceRow, Refund};
use crate::refund::{central_refund, refund_steps};
use jiff::civil::Date;
use rust_decimal::Decimal;

const REQUIRED: [&str; 6] = [
    "price_id",
    "area",
    "municipality",
    "region",
    "state",
    "price_year",
];
const OPTIONAL: [&str; 14] = [
    "account",
    "law_ref",
    "unit",
    "valid_from",
    "valid_to",
    "low",
    "mode",
    "high",
    "basis",
    "cashable_share",
    "source",
    "evidence",
    "local_override",
    "refund",
];

pub(crate) fn read(text: &str, findings: &mut Findings) -> Vec<(usize, PriceRow)> {
    let Some(sheet) = Sheet::parse(PRICES, text, &REQUIRED, &OPTIONAL, findings) else {
        return Vec::new();
    };
    sheet
        .rows()
        .filter_map(|row| Some((row.number, price(&row, findings)?)))
        .collect()
}

fn price(row: &Row<'_>, findings: &mut Findings) -> Option<PriceRow> {
    let price_id = row.name("price_id", findings);
    let area = row.name("area", findings);
    let municipality = row.amount_or_zero("municipality", findings);
    let region = row.amount_or_zero("region", findings);
    let state = row.amount_or_zero("state", findings);
    let price_year = row.year("price_year", findings);
    let valid_from = row.date_if_any("valid_from", findings);
    let valid_to = row.date_if_any("valid_to", findings);
    if let (Some(Some(from)), Some(Some(to))) = (valid_from, valid_to)
        && to < from
    {
        row.fault("valid_to", Problem::BeforeValidFrom, findings);
    }
    let factor = factor(row, findings);
    let basis = optional_word(row, "basis", "average, marginal", findings, |w| match w {
        "average" => Some(Basis::Average),
        "marginal" => Some(Basis::Marginal),
        _ => None,
    });
    let grade = optional_word(row, "evidence", "A, B, C, D", findings, |w| match w {
        "A" => Some(PriceGrade::A),
        "B" => Some(PriceGrade::B),
        "C" => Some(PriceGrade::C),
        "D" => Some(PriceGrade::D),
        _ => None,
    });
    let cashable = row
        .number_if_any("cashable_share", findings)
        .map(|c| c.unwrap_or(1.0));
    if cashable.is_some_and(|c| !(0.0..=1.0).contains(&c)) {
        row.fault("cashable_share", Problem::NotAShare, findings);
    }
    let refund = optional_word(row, "refund", "income_support, central", findings, |w| {
        [Refund::IncomeSupport, Refund::Central]
            .into_iter()
            .find(|r| r.as_str() == w)
    });
    if let (Some(Some(refund)), Some(year)) = (refund, price_year) {
        refundable(row, refund, year, findings);
    }
    let (overrides, is_local) = local_override(row.text("local_override"));
    Some(PriceRow {
        price_id: price_id?,
        area: area?,
        account: row.text("account").to_owned(),
        law_ref: row.text("law_ref").to_owned(),
        unit: row.text("unit").to_owned(),
        per_payer: [municipality?, region?, state?],
        price_year: price_year?,
        valid_from: valid_from?,
        valid_to: valid_to?,
        factor: factor?,
        basis: basis?,
        cashable_share: cashable?,
        source: row.text("source").to_owned(),
        grade: grade?,
        overrides,
        is_local,
        refund: refund?,
    })
}

/// The rule must have rates for the price's year, and the unit must be what the rule is about.
fn refundable(row: &Row<'_>, refund: Refund, price_year: i16, findings: &mut Findings) {
    let Ok(on) = Date::new(price_year, 12, 31) else {
        return;
    };
    let told = match refund {
        Refund::IncomeSupport if Refund::weeks(row.text("unit")).is_none() => {
            row.fault("unit", Problem::NoWeeks, findings);
            return;
        }
        Refund::IncomeSupport => refund_steps(on).is_empty(),
        Refund::Central => central_refund(Decimal::ZERO, on).is_none(),
    };
    if told {
        row.fault("refund", Problem::NoRates, findings);
    }
}

fn factor(row: &Row<'_>, findings: &mut Findings) -> Option<[f64; 3]> {
    let low = row.number_if_any("low", findings)?;
    let mode = row.number_if_any("mode", findings)?.unwrap_or(1.0);
    let high = row.number_if_any("high", findings)?;
    let (low, high) = (low.unwrap_or(mode), high.unwrap_or(mode));
    if !(low <= mode && mode <= high) || low < 0.0 {
        row.fault("low", Problem::Factors, findings);
        return None;
    }
    Some([low, mode, high])
}

/// `Some(None)` for an empty cell, `None` for a fault.
fn optional_word<T>(
    row: &Row<'_>,
    column: &str,
    words: &str,
    findings: &mut Findings,
    parse: impl Fn(&str) -> Option<T>,
) -> Option<Option<T>> {
    if row.text(column).is_empty() {
        return Some(None);
    }
    row.word(column, parse, words, findings).map(Some)
}

/// A bare mark says that the row is the municipality's own; anything else names the price that the
/// row replaces.
fn local_override(cell: &str) -> (Option<String>, bool) {
    match cell {
        "" | "0" | "no" | "false" => (None, false),
        "1" | "yes" | "true" | "x" => (None, true),
        id => (Some(id.to_owned()), true),
    }
}
