//! What can be moved on the page of a scenario, and what its other fields choose among.

use helhed_casework::economics::Evidence;
use helhed_casework::economics::PriceBook;
use helhed_casework::economics::case::{Case, ChargeChoice, limits};

use crate::words::Words;

/// A number that can be moved.
pub(super) struct Lever {
    pub name: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub min: f64,
    pub max: f64,
    pub step: &'static str,
}

/// The levers of a case, the effect first.
pub(super) fn levers(case: &Case) -> Vec<Lever> {
    let lever = |name, label, hint, (min, max): (f64, f64), step| Lever {
        name,
        label,
        hint,
        min,
        max,
        step,
    };
    let effect = if case.has_one_effect() {
        lever(
            "effect",
            "lever-effect",
            "lever-effect-hint",
            limits::EFFECT,
            "0.1",
        )
    } else {
        lever(
            "effect",
            "lever-effect-factor",
            "lever-effect-factor-hint",
            limits::FACTOR,
            "1",
        )
    };
    vec![
        effect,
        lever(
            "price",
            "lever-price",
            "lever-price-hint",
            limits::PRICE,
            "1",
        ),
        lever(
            "years",
            "lever-years",
            "lever-years-hint",
            limits::YEARS,
            "1",
        ),
        lever("rate", "lever-rate", "lever-rate-hint", limits::RATE, "0.1"),
        lever(
            "places",
            "lever-places",
            "lever-places-hint",
            limits::PLACES,
            "1",
        ),
    ]
}

/// The prices, kinds of evidence and ways to charge that a form offers.
pub(super) fn choices(w: Words, prices: &PriceBook) -> [Vec<(String, String)>; 3] {
    let named = |id: &str| (id.to_owned(), helhed_reports::economy::name(w.0, id));
    let own = ("own".to_owned(), w.t("lever-own-price"));
    [
        prices.ids().into_iter().map(named).chain([own]).collect(),
        Evidence::ALL
            .map(|it| (it.as_str().to_owned(), w.join("evidence-", it.as_str())))
            .to_vec(),
        ChargeChoice::ALL
            .map(|it| (it.code().to_owned(), w.join("charge-", it.code())))
            .to_vec(),
    ]
}
