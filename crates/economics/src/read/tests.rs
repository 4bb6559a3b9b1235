//! Bad input, one slip at a time: told with file, row and column, and nothing computed.

use super::ModelText;

const MODEL: &str = "name = \"m\"\nparticipants = 10\nbase_year = 2020\nhorizon_first = 2019\n\
                     horizon_last = 2022\ndiscount_rate = 0.04\n";
const COSTS: &str =
    "year,item,type,amount_dkk,price_year,payer\n2019,pay,operation,100,2019,state\n";
const PRICES: &str = "price_id,area,municipality,region,state,price_year,valid_from,valid_to,\
                      local_override\np,a,1.5,0,0,2019,,,\n";
const EFFECTS: &str = "effect_id,population,estimate,low,high,evidence,start_year,profile\n\
                       e,,0.1,,,quasi,2020,1;0.5\n";
const CONSEQUENCES: &str = "effect_id,price_id,year_after_start,quantity_per_success\ne,p,,1\n";

const SOUND: ModelText<'static> = ModelText {
    model: MODEL,
    costs: COSTS,
    price_book: PRICES,
    effects: EFFECTS,
    consequences: CONSEQUENCES,
};

#[track_caller]
fn faults(text: ModelText<'_>, expected: &[&str]) {
    let error = text.read().expect_err("has faults");
    let told = error
        .findings
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>();
    assert_eq!(told, expected);
}

#[test]
fn sound_files_read() {
    let read = SOUND.read().expect("sound");
    assert!(read.remarks.is_empty());
    assert_eq!(read.model.effects[0].profile, [1.0, 0.5]);
    assert_eq!(read.model.costs[0].amount.to_string(), "100");
}

#[test]
fn semicolons_and_a_byte_order_mark_read_too() {
    let costs = format!("\u{feff}{}", COSTS.replace(',', ";"));
    assert_eq!(
        ModelText {
            costs: &costs,
            ..SOUND
        }
        .read()
        .expect("sound")
        .model,
        SOUND.read().expect("sound").model
    );
}

#[test]
fn a_price_without_a_year() {
    let price_book = PRICES.replace(",2019,", ",,");
    let text = ModelText {
        price_book: &price_book,
        ..SOUND
    };
    faults(
        text,
        &["price_book.csv, row 2, column price_year: the year is missing"],
    );
}

#[test]
fn two_prices_for_one_date() {
    let price_book = format!("{PRICES}p,a,2,0,0,2019,2020-01-01,,\n");
    let told = "price_book.csv, row 3, column valid_from: two prices for one date: row 2 is valid \
                then too";
    faults(
        ModelText {
            price_book: &price_book,
            ..SOUND
        },
        &[told],
    );
    let one_after_the_other =
        PRICES.replace("2019,,,", "2019,,2020-12-31,") + "p,a,2,0,0,2019,2021-01-01,,\n";
    let text = ModelText {
        price_book: &one_after_the_other,
        ..SOUND
    };
    assert_eq!(
        text.read().expect("sound").model.price_in_year("p", 2021),
        Some(1)
    );
}

#[test]
fn rows_are_counted_alike_with_either_line_end() {
    let effects = EFFECTS.replace("0.1", "3").replace('\n', "\r\n\r\n");
    let error = ModelText {
        effects: &effects,
        ..SOUND
    }
    .read()
    .expect_err("effect above 1");
    assert_eq!(error.findings[0].row, Some(3));
}

#[test]
fn an_effect_above_one() {
    let effects = EFFECTS.replace("0.1", "3");
    let told = "effects.csv, row 2, column estimate: the effect is above 1 (a share: 0.03 is 3 of \
                100)";
    faults(
        ModelText {
            effects: &effects,
            ..SOUND
        },
        &[told],
    );
}

#[test]
fn a_profile_longer_than_the_horizon() {
    let effects = EFFECTS.replace("1;0.5", "1;1;1;1");
    let told = "effects.csv, row 2, column profile: the profile is longer than the horizon, which \
                ends in 2022";
    faults(
        ModelText {
            effects: &effects,
            ..SOUND
        },
        &[told],
    );
}

#[test]
fn a_rate_of_minus_hundred_percent() {
    let told = "model.toml, row 6, column discount_rate: a rate of -100 % or less leaves nothing to \
                discount";
    let model = MODEL.replace("0.04", "-1");
    faults(
        ModelText {
            model: &model,
            ..SOUND
        },
        &[told],
    );
    let model = MODEL.replace("0.04", "[{ years = 2, rate = 0.04 }, { rate = -1.5 }]");
    faults(
        ModelText {
            model: &model,
            ..SOUND
        },
        &[told],
    );
}

#[test]
fn a_missing_index_year() {
    let model = format!("{MODEL}[price_index]\n2020 = 100\n");
    let told = "column price_year: price_index of model.toml has no year 2019";
    let (costs, prices) = (
        format!("costs.csv, row 2, {told}"),
        format!("price_book.csv, row 2, {told}"),
    );
    faults(
        ModelText {
            model: &model,
            ..SOUND
        },
        &[&costs, &prices],
    );
}

#[test]
fn a_cycle_of_overrides() {
    let price_book = "price_id,area,municipality,region,state,price_year,local_override\n\
                      p,a,1,0,0,2019,q\nq,a,1,0,0,2019,r\nr,a,1,0,0,2019,p\ns,a,1,0,0,2019,t\n";
    let cycle = "column local_override: is part of a cycle of overrides";
    let told = [2, 3, 4].map(|row| format!("price_book.csv, row {row}, {cycle}"));
    let missing = "price_book.csv, row 5, column local_override: names a price that is not there";
    faults(
        ModelText {
            price_book,
            ..SOUND
        },
        &[&told[0], &told[1], &told[2], missing],
    );
}

#[test]
fn a_municipalitys_own_price_stands_over_the_national_one() {
    let price_book = format!("{PRICES}own,a,9,0,0,2019,2021-01-01,,p\n");
    let model = ModelText {
        price_book: &price_book,
        ..SOUND
    }
    .read()
    .expect("sound")
    .model;
    assert_eq!(model.price_in_year("p", 2020), Some(0));
    assert_eq!(model.price_in_year("p", 2021), Some(1));
    let price_book = format!("{PRICES}p,a,9,0,0,2019,,,yes\n");
    let model = ModelText {
        price_book: &price_book,
        ..SOUND
    }
    .read()
    .expect("sound")
    .model;
    assert_eq!(model.price_in_year("p", 2020), Some(1));
}

#[test]
fn negative_quantities_are_allowed() {
    let consequences = CONSEQUENCES.replace(",,1", ",1,-2.5");
    let read = ModelText {
        consequences: &consequences,
        ..SOUND
    }
    .read()
    .expect("sound");
    assert_eq!(read.model.consequences[0].quantity, -2.5);
}

#[test]
fn all_faults_of_all_files_are_told_at_once() {
    let costs = "year,item,type,amount_dkk,price_year,payer\n19,pay,operation,\"1,5\",2019,state\n\
                 2019,,gift,1,2019,\n";
    let model = MODEL.replace("participants = 10", "participants = \"ten\"");
    let text = ModelText {
        model: &model,
        costs,
        consequences: "effect_id\n",
        ..SOUND
    };
    faults(
        text,
        &[
            "model.toml, row 2, column participants: is not a number of people",
            "costs.csv, row 2, column year: is not a year",
            "costs.csv, row 2, column amount_dkk: is not a number with a decimal point",
            "costs.csv, row 3, column item: is empty",
            "costs.csv, row 3, column type: is not one of development, evaluation, operation, \
         freed_time, grant",
            "costs.csv, row 3, column payer: is empty",
            "consequences.csv, row 1, column price_id: the column is missing",
            "consequences.csv, row 1, column quantity_per_success: the column is missing",
        ],
    );
}

#[test]
fn a_year_without_a_price_and_a_name_without_a_row() {
    let price_book = PRICES.replace("2019,,,", "2019,,2020-06-30,");
    let told = "consequences.csv, row 2, column price_id: no row of price_book.csv is valid for \
                this price in 2021";
    faults(
        ModelText {
            price_book: &price_book,
            ..SOUND
        },
        &[told],
    );
    let consequences = CONSEQUENCES.replace("e,p", "x,y");
    faults(
        ModelText {
            consequences: &consequences,
            ..SOUND
        },
        &[
            "consequences.csv, row 2, column effect_id: names an effect that is not in effects.csv",
            "consequences.csv, row 2, column price_id: names a price that is not in price_book.csv",
        ],
    );
}

#[test]
fn a_cost_outside_the_horizon_is_charged_with_a_remark() {
    let costs = COSTS.replace("2019,pay", "2017,pay");
    let read = ModelText {
        costs: &costs,
        ..SOUND
    }
    .read()
    .expect("sound");
    assert!(
        read.remarks[0]
            .to_string()
            .starts_with("costs.csv, row 2, column year: is outside")
    );
    let model = ModelText {
        costs: &costs,
        ..SOUND
    }
    .read()
    .expect("sound")
    .model;
    let base = crate::appraise(&model, 0).outcomes.swap_remove(0);
    assert_eq!(
        base.years.first().map(|y| (y.year, y.cost)),
        Some((2017, 100.0))
    );
    assert_eq!(base.years.len(), 6);
}

#[test]
fn attribution_is_never_multiplied_in() {
    let effects = EFFECTS
        .replace("profile\n", "profile,attribution\n")
        .replace("1;0.5", "1;0.5,0.5");
    let read = ModelText {
        effects: &effects,
        ..SOUND
    }
    .read()
    .expect("sound");
    assert!(read.remarks[0].to_string().contains("column attribution"));
}

#[test]
fn unknown_columns_are_left_out_with_a_remark() {
    let costs = COSTS
        .replace("payer\n", "payer,note\n")
        .replace("state\n", "state,hello\n");
    let read = ModelText {
        costs: &costs,
        ..SOUND
    }
    .read()
    .expect("sound");
    assert_eq!(read.remarks.len(), 1);
    assert!(read.remarks[0].to_string().contains("column note"));
}
