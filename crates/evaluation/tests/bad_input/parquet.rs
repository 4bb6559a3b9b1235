//! What CSV may not say, Parquet may not either.

use std::fs::{self, File};
use std::sync::Arc;

use arrow_array::{
    ArrayRef, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray,
    TimestampMillisecondArray,
};
use parquet::arrow::ArrowWriter;

use crate::{Bundle, tells};

/// A sound bundle with one file as Parquet.
fn with(name: &str, columns: Vec<(&str, ArrayRef)>) -> Bundle {
    let bundle = Bundle::without(&format!("{name}.csv"));
    let file = File::create(bundle.path().join(format!("{name}.parquet"))).unwrap();
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    bundle
}

fn texts(values: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(values.to_vec()))
}

fn support(persons: &[&str], benefits: &[&str], from: ArrayRef, to: ArrayRef) -> Bundle {
    with(
        "support",
        vec![
            ("person_id", texts(persons)),
            ("benefit", texts(benefits)),
            ("from_date", from),
            ("to_date", to),
        ],
    )
}

#[test]
fn values_are_told_by_row_and_column() {
    let two = |a: i32, b: i32| Arc::new(Date32Array::from(vec![a, b])) as ArrayRef;
    let (from, to) = (two(17_500, 17_500), two(17_600, 17_600));
    let of =
        |persons: &[&str], benefits: &[&str]| support(persons, benefits, from.clone(), to.clone());
    let benefits = ["employment", "flex_job"];
    for (bundle, words) in [
        (
            of(&["m1", "c1"], &benefits),
            "row 2 column person_id: the person is a child",
        ),
        (
            of(&["m1", "x9"], &benefits),
            "row 2 column person_id: the person is not in persons",
        ),
        (
            of(&["", "m1"], &benefits),
            "row 1 column person_id: the value is missing",
        ),
        (
            of(&["m1", "m1"], &["employment", "lottery"]),
            "row 2 column benefit: unknown code",
        ),
    ] {
        tells(&bundle, &format!("support.parquet {words}"));
    }
    let persons = ["m1", "m1"];
    // Days of the years 0, 9999, and far outside every calendar; an end before its start.
    for (from, to, words) in [
        (-719_528, 17_600, "from_date: the year is not between"),
        (17_500, 2_932_896, "to_date: the year is not between"),
        (i32::MIN, 17_600, "from_date: the year is not between"),
        (17_500, i32::MAX, "to_date: the year is not between"),
        (17_500, 17_499, "to_date: the end lies before the start"),
    ] {
        let bundle = support(&persons, &benefits, two(17_500, from), two(17_600, to));
        tells(&bundle, &format!("support.parquet row 2 column {words}"));
    }
    let stamps =
        |at: i64| Arc::new(TimestampMillisecondArray::from(vec![86_400_000, at])) as ArrayRef;
    let bundle = support(&persons, &benefits, stamps(86_400_001), to.clone());
    tells(
        &bundle,
        "support.parquet row 2 column from_date: the column's type",
    );
    let bundle = support(
        &persons,
        &benefits,
        stamps(i64::MAX / 86_400_000 * 86_400_000),
        to,
    );
    tells(&bundle, "support.parquet row 2 column from_date");
    let dates = texts(&["2017-12-01", "0000-01-01"]);
    let bundle = support(&persons, &benefits, dates, texts(&["", ""]));
    tells(
        &bundle,
        "support.parquet row 2 column from_date: the year is not between",
    );
}

#[test]
fn ids_and_amounts() {
    let persons = |ids: &[&str], families: &[&str]| {
        let birth = Arc::new(Date32Array::from(vec![8_000; ids.len()])) as ArrayRef;
        with(
            "persons",
            vec![
                ("person_id", texts(ids)),
                ("family_id", texts(families)),
                ("role", texts(&vec!["mother"; ids.len()])),
                ("sex", texts(&vec!["female"; ids.len()])),
                ("birth_date", birth),
                ("start_date", texts(&vec![""; ids.len()])),
            ],
        )
    };
    tells(
        &persons(&["m1", "m1"], &["f1", "f1"]),
        "persons.parquet row 2 column person_id: the id was used before, on row 1",
    );
    tells(
        &persons(&["m1", "m1"], &["f1", "f2"]),
        "persons.parquet row 2 column family_id: the person is already in another family, on row 1",
    );
    let expenses = |amounts: ArrayRef| {
        with(
            "expenses",
            vec![
                ("person_id", texts(&["c1", "c1"])),
                ("date", texts(&["2017-12-01", "2017-12-02"])),
                ("account", texts(&["5.28", "5.28"])),
                ("amount_dkk", amounts),
            ],
        )
    };
    for amounts in [
        texts(&["1234.5", "1.234,50"]),
        texts(&["1234.5", "1,234.50"]),
        Arc::new(Float64Array::from(vec![1234.5, 0.001])),
        Arc::new(Float64Array::from(vec![1234.5, f64::INFINITY])),
        Arc::new(Int64Array::from(vec![1234, i64::MAX])),
    ] {
        tells(
            &expenses(amounts),
            "expenses.parquet row 2 column amount_dkk: not an amount",
        );
    }
}

#[test]
fn columns_of_every_kind() {
    let day = || Arc::new(Date32Array::from(vec![17_500])) as ArrayRef;
    let names: Vec<String> = (0..10_000).map(|at| format!("x{at}")).collect();
    let mut columns = vec![
        ("person_id", texts(&["m1"])),
        ("benefit", texts(&["employment"])),
        ("from_date", day()),
        ("to_date", day()),
    ];
    columns.extend(names.iter().map(|name| (name.as_str(), day())));
    let wide = with("support", columns.clone()).evaluate(false).unwrap();
    assert!(wide.warnings()[0].ends_with("x19, and 9980 more"));
    columns.truncate(3);
    tells(
        &with("support", columns.clone()),
        "support.parquet column to_date: the column is missing",
    );
    columns.extend([("to_date", day()), ("benefit", day())]);
    tells(
        &with("support", columns),
        "support.parquet column benefit: the column stands twice",
    );
    let empty = Bundle::without("support.csv");
    fs::write(empty.path().join("support.parquet"), "").unwrap();
    tells(&empty, "support.parquet: not a readable Parquet file");
}
