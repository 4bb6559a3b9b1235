use super::*;
use crate::price_book::PriceBook;
use crate::run::appraise;
use proptest::prelude::*;

fn read(fields: &[(&str, &str)]) -> Result<Case, Vec<CaseFault>> {
    let of = |field: &str| {
        let found = fields.iter().find(|(name, _)| *name == field);
        found
            .map(|(_, value)| (*value).to_owned())
            .unwrap_or_default()
    };
    Case::read(&of, &PriceBook::shipped(), 2026)
}

fn net(case: &Case) -> f64 {
    let model = case.model().expect("a model");
    appraise(&model, 0).outcomes[0].summary.net
}

#[test]
fn a_case_that_is_not_moved_is_the_shipped_model() {
    for example in Start::examples() {
        let case = Case::at(Start::Example(example)).expect("shipped");
        let model = example.text.read().expect("sound").model;
        let before = appraise(&model, 0).outcomes[0].summary.clone();
        let after = appraise(&case.model().expect("a model"), 0).outcomes[0]
            .summary
            .clone();
        assert!((before.net - after.net).abs() < 0.005, "{}", example.id);
        assert_eq!(
            before.successes_needed.is_some(),
            after.successes_needed.is_some()
        );
    }
}

#[test]
fn each_lever_moves_what_it_says() {
    let start = [("start", "worked-example")];
    let with = |field, value| read(&[start[0], (field, value)]).expect("sound");
    let base = read(&start).expect("sound");
    assert!((net(&base) - 1_555_821.54).abs() < 0.005);
    assert!((net(&with("rate", "3,5")) - 1_651_849.96).abs() < 0.005);
    // Costs 3,386,984.46, benefits 4,942,806.00.
    assert!((net(&with("effect", "6")) - (2.0 * 4_942_806.0 - 3_386_984.46)).abs() < 0.01);
    assert!((net(&with("price", "50")) - (0.5 * 4_942_806.0 - 3_386_984.46)).abs() < 0.01);
    // All of it is running cost: twice the places cost and gain twice as much.
    assert!((net(&with("places", "132")) - 2.0 * 1_555_821.54).abs() < 0.02);
    assert!((net(&with("years", "1")) - (791_845.18 - 3_386_984.46)).abs() < 0.01);
    let longer = with("years", "8").model().expect("a model");
    assert_eq!(
        (longer.horizon_last, longer.effects[0].profile.len()),
        (2026, 8)
    );
    assert!(net(&with("years", "8")) > net(&base));
}

#[test]
fn charging_everything_turns_the_published_case_round() {
    let all = read(&[("start", "gladsaxe-accounts"), ("charge", "all")]).expect("sound");
    assert!((net(&all) + 62_598.0).abs() < 0.5);
}

#[test]
fn own_numbers_become_a_model() {
    let case = read(&[
        ("start", "own"),
        ("first-year", "2026"),
        ("runs", "1"),
        ("running", "1.300.000"),
        ("building", "0"),
        ("delay", "0"),
        ("effect", "5,67"),
        ("years", "1"),
        ("price-id", "own"),
        ("municipality", "765000"),
        ("rate", "0"),
    ])
    .expect("sound");
    let model = case.model().expect("a model");
    let base = appraise(&model, 0).outcomes.swap_remove(0).summary;
    // Lolland's family in one's own numbers: 1.70 families a year.
    assert!((base.successes_needed.expect("pays") - 1.70).abs() < 0.005);
}

#[test]
fn a_grant_is_a_payer_and_the_sum_stays() {
    let with_grant = read(&[("grant", "300000")]).expect("sound");
    let without = read(&[]).expect("sound");
    assert!((net(&with_grant) - net(&without)).abs() < 0.005);
    let outcome = appraise(&with_grant.model().expect("a model"), 0)
        .outcomes
        .swap_remove(0);
    let payers: Vec<&str> = outcome
        .areas
        .iter()
        .filter(|area| area.area == "costs")
        .map(|area| area.payer.as_str())
        .collect();
    assert_eq!(payers, ["municipality", "grant"]);
}

#[test]
fn all_faults_are_told_at_their_fields() {
    let faults = read(&[
        ("places", "many"),
        ("effect", "101"),
        ("rate", "-100"),
        ("years", "2,5"),
        ("evidence", "hope"),
        ("price-id", "nothing"),
        ("low", "4"),
        ("charge", "some"),
        ("running", "9999999999999"),
    ])
    .expect_err("faults");
    let mut told: Vec<(&str, Fault)> = faults.iter().map(|it| (it.field, it.fault)).collect();
    told.sort_by_key(|(field, _)| *field);
    told.dedup();
    assert_eq!(
        told,
        [
            ("charge", Fault::NoSuchChoice),
            ("effect", Fault::OutOfRange),
            ("evidence", Fault::NoSuchChoice),
            ("low", Fault::OutOfOrder),
            ("places", Fault::NotANumber),
            ("price-id", Fault::NoSuchChoice),
            ("rate", Fault::OutOfRange),
            ("running", Fault::OutOfRange),
            ("years", Fault::NotANumber),
        ]
    );
    assert_eq!(
        read(&[("start", "elsewhere")]).expect_err("unknown")[0].field,
        "start"
    );
}

proptest! {
    #[test]
    fn a_case_is_the_same_when_read_again(
        (places, effect, price) in (1u32..1000, 0u32..=100_000, 10_000u32..=300_000),
        (years, rate, running) in (1u16..=30, 0u32..=100, 0i64..500_000_000),
        official in any::<bool>(),
        example in 0usize..4,
    ) {
        let start = ["own", "gladsaxe-accounts", "lolland-family", "worked-example"][example];
        let rate = if official { "official".to_owned() } else { format!("{}", f64::from(rate) / 10.0) };
        let fields = [
            ("start", start.to_owned()),
            ("places", places.to_string()),
            // Three decimals, written as people do: 1,125 is no thousand.
            ("effect", (f64::from(effect) / 1_000.0).to_string().replace('.', ",")),
            ("price", (f64::from(price) / 1_000.0).to_string().replace('.', ",")),
            ("years", years.to_string()),
            ("rate", rate),
            ("running", rust_decimal::Decimal::new(running, 2).to_string()),
            ("evidence", "quasi".to_owned()),
        ];
        let of = |field: &str| {
            fields.iter().find(|(name, _)| *name == field).map(|(_, it)| it.clone()).unwrap_or_default()
        };
        let book = PriceBook::shipped();
        let case = Case::read(&of, &book, 2026).expect("sound");
        let written = case.fields();
        let again = |field: &str| {
            written.iter().find(|(name, _)| *name == field).map(|(_, it)| it.clone()).unwrap_or_default()
        };
        prop_assert_eq!(Case::read(&again, &book, 2031), Ok(case));
    }
}
