//! A price book by itself: the one that is shipped, and a municipality's own over it.

use crate::finding::{BadInput, Findings};
use crate::model::{PriceRow, Refund, price_in_year};
use crate::read::{prices, together};
use crate::refund::{central_refund, central_refund_is_computed, net_share, refund_steps};
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

/// The columns of a price book, in the order in which it is written.
pub const PRICE_COLUMNS: [&str; 20] = [
    "price_id",
    "area",
    "account",
    "law_ref",
    "unit",
    "municipality",
    "region",
    "state",
    "price_year",
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

/// Prices that have been read and checked: no day with two prices, no cycle of overrides.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PriceBook {
    rows: Vec<PriceRow>,
}

impl PriceBook {
    /// Reads and checks a price book by itself.
    ///
    /// # Errors
    /// Every fault, by row and column.
    pub fn read(text: &str) -> Result<Self, BadInput> {
        Self::default().with_own(text, false)
    }

    /// The price book that is shipped: published national figures, each with its source and grade.
    pub fn shipped() -> Self {
        // The file is part of the program; a test reads it.
        Self::read(include_str!("../data/price_book.csv")).unwrap_or_default()
    }

    /// This book with a municipality's own rows over it: where an own row has the `price_id` of one
    /// here, or names it in `local_override`, it is the one that counts, and it carries the mark.
    ///
    /// # Errors
    /// Every fault of the own rows, by row and column; nothing is taken from them then.
    pub fn over(&self, own: &str) -> Result<Self, BadInput> {
        self.with_own(own, true)
    }

    fn with_own(&self, text: &str, marks: bool) -> Result<Self, BadInput> {
        let mut findings = Findings::default();
        // Rows of this book stand before row 1 and are sound: a fault is told of an own row.
        let mut rows: Vec<(usize, PriceRow)> =
            self.rows.iter().map(|row| (0, row.clone())).collect();
        let own = prices::read(text, &mut findings);
        rows.extend(own.into_iter().map(|(number, mut row)| {
            row.is_local |= marks;
            (number, row)
        }));
        together::overrides(&rows, &mut findings);
        together::one_price_a_day(&rows, &mut findings);
        if findings.faults.is_empty() {
            let rows = rows.into_iter().map(|(_, row)| row).collect();
            return Ok(Self { rows });
        }
        findings.faults.sort_by_key(|fault| fault.row);
        findings.faults.dedup();
        Err(BadInput {
            findings: findings.faults,
        })
    }

    /// Every row.
    pub fn rows(&self) -> &[PriceRow] {
        &self.rows
    }

    /// The row that gives a price its value in a year.
    pub fn in_year(&self, price_id: &str, year: i16) -> Option<&PriceRow> {
        price_in_year(&self.rows, price_id, year).map(|i| &self.rows[i])
    }

    /// The names of the prices, each once, in the order of the book.
    pub fn ids(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = Vec::new();
        for row in &self.rows {
            if !ids.contains(&row.price_id.as_str()) {
                ids.push(&row.price_id);
            }
        }
        ids
    }
}

impl PriceRow {
    /// Whether the limits of a central refund in the price's year were carried forward from an earlier year and not read from a published
    /// table; where there is no central refund, no.
    pub fn refund_is_computed(&self) -> bool {
        let on = Date::new(self.price_year, 12, 31).ok();
        self.refund == Some(Refund::Central)
            && on.and_then(central_refund_is_computed).unwrap_or(false)
    }

    /// What a unit costs municipality, region and state of somebody who has had it for a year and
    /// more, with the state's refund of `on` taken off: families in a programme have mostly been on
    /// support for long. A central refund is that of one whole unit.
    pub fn after_a_year(&self, on: Date) -> [Decimal; 3] {
        let [municipality, region, state] = self.per_payer;
        let moved = match self.refund {
            None => Decimal::ZERO,
            Some(Refund::IncomeSupport) => {
                let share = 1.0 - net_share(52.0, 53.0, &refund_steps(on));
                municipality * Decimal::from_f64(share).unwrap_or_default()
            }
            Some(Refund::Central) => central_refund(municipality, on).unwrap_or_default(),
        };
        let moved = moved.round_dp(2);
        [municipality - moved, region, state + moved]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Problem;

    #[test]
    fn the_shipped_book_reads_and_names_its_sources() {
        let text = include_str!("../data/price_book.csv");
        let header: Vec<&str> = text.lines().next().expect("a header").split(',').collect();
        assert_eq!(header, PRICE_COLUMNS);
        let book = PriceBook::read(text).expect("sound");
        assert_eq!(book.rows().len(), text.lines().count() - 1);
        assert!(
            book.rows()
                .iter()
                .all(|row| !row.source.is_empty() && row.grade.is_some())
        );
        assert_eq!(PriceBook::shipped(), book);
    }

    #[test]
    fn after_a_year_on_support_the_state_pays_a_fifth() {
        let book = PriceBook::shipped();
        let month = book
            .in_year("cash_benefit_parent_month", 2026)
            .expect("priced");
        let net = month
            .after_a_year(jiff::civil::date(2026, 1, 1))
            .map(|dkk| dkk.to_string());
        assert_eq!(net, ["13105.60", "0", "3276.40"]);
    }

    #[test]
    fn a_municipalitys_own_row_stands_over_the_shipped_one_and_is_marked() {
        let book = PriceBook::shipped();
        let of = |book: &PriceBook| {
            let row = book.in_year("placement_year", 2026).expect("priced");
            (row.per_payer[0].to_string(), row.is_local)
        };
        assert_eq!(of(&book), ("720700".to_owned(), false));
        let own = "price_id;area;municipality;region;state;price_year\n\
                   placement_year;placement of children;812500,50;0;0;2026\n";
        let own = book.over(own).expect("sound");
        assert_eq!(of(&own), ("812500.50".to_owned(), true));
        assert_eq!(own.ids().len(), book.ids().len());
    }

    #[test]
    fn faults_of_own_rows_are_told_by_row_and_nothing_is_taken() {
        let own = "price_id,area,municipality,region,state,price_year,local_override\n\
                   placement_year,a,1,0,0,,\n\
                   mine,a,1,0,0,2026,no_such_price\n";
        let error = PriceBook::shipped().over(own).expect_err("two faults");
        let told: Vec<String> = error.findings.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "price_book.csv, row 2, column price_year: the year is missing",
                "price_book.csv, row 3, column local_override: names a price that is not there",
            ]
        );
        let cycle = "price_id,area,municipality,region,state,price_year,local_override\n\
                     a,x,1,0,0,2026,b\nb,x,1,0,0,2026,a\n";
        let error = PriceBook::shipped().over(cycle).expect_err("a cycle");
        assert_eq!(error.findings.len(), 2);
        assert_eq!(error.findings[0].problem, Problem::Cycle);
    }
}
