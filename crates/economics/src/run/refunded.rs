//! Refund inside a model: what the state pays back is the state's gain and no longer the municipality's, and the sum is the same.

use super::appraise;
use crate::ModelText;
use crate::model::Payer;

/// Sums of a handful of products.
const OERE: f64 = 0.005;

/// What municipality and state gain of a model with one price, undiscounted.
fn gains(people: u32, profile: &str, price: &str, quantity: &str) -> [f64; 2] {
    let model = format!(
        "name = \"m\"\nparticipants = {people}\nbase_year = 2022\nhorizon_first = 2022\nhorizon_last = 2025\ndiscount_rate = 0\n"
    );
    let text = ModelText {
        model: &model,
        costs: "year,item,type,amount_dkk,price_year,payer\n2022,pay,operation,0,2022,state\n",
        price_book: &format!(
            "price_id,area,unit,municipality,region,state,price_year,refund\np,a,{price}\n"
        ),
        effects: &format!(
            "effect_id,population,estimate,low,high,evidence,start_year,profile\ne,,1,,,quasi,2022,{profile}\n"
        ),
        consequences: &format!(
            "effect_id,price_id,year_after_start,quantity_per_success\ne,p,,{quantity}\n"
        ),
    };
    let appraisal = appraise(&text.read().expect("sound").model, 0);
    let areas = &appraisal.base().expect("a base").areas;
    [Payer::Municipality, Payer::State].map(|payer| {
        let of = areas
            .iter()
            .filter(|it| it.area == "a" && it.payer == payer);
        of.map(|it| it.present_value).sum()
    })
}

#[track_caller]
fn close(got: [f64; 2], expected: [f64; 2]) {
    let near = got.iter().zip(expected).all(|(a, b)| (a - b).abs() < OERE);
    assert!(near, "{got:?} is not {expected:?}");
}

#[test]
fn weeks_of_support_go_on_from_one_year_to_the_next() {
    let week = "week,1000,0,0,2022,income_support";
    // A first year costs 32.2 weekly units net of refund, a second 41.6.
    close(gains(1, "1", week, "52"), [32_200.0, 19_800.0]);
    close(gains(1, "1;1", week, "52"), [73_800.0, 30_200.0]);
    // Three people for two years cost the municipality more than six for one.
    close(gains(3, "1;1", week, "52"), [221_400.0, 90_600.0]);
    close(gains(6, "1", week, "52"), [193_200.0, 118_800.0]);
}

#[test]
fn what_would_cost_more_is_refunded_as_well() {
    let week = "week,1000,0,0,2022,income_support";
    close(gains(1, "1", week, "-52"), [-32_200.0, -19_800.0]);
}

#[test]
fn a_very_dear_case_is_shared_above_the_limits() {
    // 2022: a quarter of what lies above 860,000 DKK.
    close(
        gains(1, "1", "year,1000000,0,0,2022,central", "1"),
        [965_000.0, 35_000.0],
    );
    close(
        gains(1, "1", "year,860000,0,0,2022,central", "1"),
        [860_000.0, 0.0],
    );
}

#[test]
fn without_refund_it_is_all_the_municipalitys() {
    close(
        gains(1, "1;1", "week,1000,0,0,2022,", "52"),
        [104_000.0, 0.0],
    );
}
