//! Activation before and after: report, figures 4.6 and 4.7.

use serde::{Deserialize, Serialize};

use super::period_rows;
use crate::codes::ActivationKind;
use crate::engine::{AdultMonths, Participant, months};
use crate::statistics::PeriodSums;
use crate::table::{Spec, Table};

pub(crate) static SPEC: Spec = Spec {
    name: "activation_rate",
    report: "Figur 4.6, 4.7",
    columns: &[
        "kind", "period", "share", "low", "high", "months", "persons",
    ],
    note: "Share of the public-support months of adults of early families that activation touches; before t -24..-1, after t 1..24; \
           intervals clustered on persons.",
};

/// Public-support months: of any kind, then by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sums([PeriodSums; 4]);

impl Sums {
    pub(crate) fn add(&mut self, person: &Participant, adult: &AdultMonths) {
        if !person.family_early {
            return;
        }
        let [company, guidance, mentor] = adult.activation;
        let [before, after] = [months::BEFORE, months::AFTER].map(|period| adult.public & period);
        for (sums, bits) in
            self.0
                .iter_mut()
                .zip([adult.any_activation(), company, guidance, mentor])
        {
            let of = |period: u64| (months::count(bits & period), months::count(period));
            sums.add(of(before), of(after));
        }
    }

    pub(crate) fn merge(&mut self, other: &Sums) {
        for (mine, theirs) in self.0.iter_mut().zip(&other.0) {
            mine.merge(theirs);
        }
    }

    pub(crate) fn table(&self) -> Table {
        let kinds =
            std::iter::once("any").chain(ActivationKind::ALL.iter().map(|kind| kind.code()));
        Table::new(
            &SPEC,
            kinds
                .zip(&self.0)
                .flat_map(|(kind, sums)| period_rows(kind, sums))
                .collect(),
        )
    }
}
