//! The same bundle as CSV and as Parquet of several writers' habits gives the same tables.

#![expect(
    clippy::unwrap_used,
    reason = "a helper of a test that cannot go on stops the test"
)]

use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;

use arrow_array::{
    ArrayRef, Date32Array, Decimal128Array, Float64Array, Int64Array, NullArray, RecordBatch,
    StringArray, TimestampMicrosecondArray,
};
use helhed_evaluation::calendar::Day;
use helhed_evaluation::{Options, evaluate};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;

const MANIFEST: &str = "schema = 1\nmunicipality = \"Made up\"\nobserved_from = \"2015-01\"\nobserved_to = \"2019-12\"\n";

fn write(folder: &Path, name: &str, compression: Compression, columns: Vec<(&str, ArrayRef)>) {
    let batch =
        RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(n, a)| (n, a, true)))
            .unwrap();
    let properties = WriterProperties::builder()
        .set_compression(compression)
        .set_max_row_group_row_count(Some(100))
        .build();
    let file = File::create(folder.join(format!("{name}.parquet"))).unwrap();
    let mut writer = ArrowWriter::try_new(file, batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
}

fn texts(values: &[String]) -> ArrayRef {
    Arc::new(StringArray::from(values.to_vec()))
}

fn days(values: &[Option<Day>]) -> ArrayRef {
    Arc::new(Date32Array::from(
        values
            .iter()
            .map(|day| day.map(|d| d.0))
            .collect::<Vec<_>>(),
    ))
}

fn stamps(values: &[Option<Day>]) -> ArrayRef {
    let micros = |day: Day| i64::from(day.0) * 86_400_000_000;
    Arc::new(TimestampMicrosecondArray::from(
        values.iter().map(|day| day.map(micros)).collect::<Vec<_>>(),
    ))
}

fn csv(folder: &Path, name: &str, header: &str, rows: impl Iterator<Item = String>) {
    let text = std::iter::once(header.to_owned())
        .chain(rows)
        .collect::<Vec<_>>()
        .join("\n");
    fs::write(folder.join(format!("{name}.csv")), text).unwrap();
}

/// Writes 40 families twice; ids of persons are whole numbers in Parquet.
fn both(plain: &Path, packed: &Path) {
    let day = |text: &str| Day::parse(text.as_bytes()).unwrap();
    let shown = |day: &Option<Day>| day.map(|d| d.to_string()).unwrap_or_default();
    for folder in [plain, packed] {
        fs::write(folder.join("manifest.toml"), MANIFEST).unwrap();
    }
    let families: Vec<String> = (0..40)
        .map(|f| format!("family-with-a-long-pseudonym-{f}"))
        .collect();
    let starts: Vec<_> = (0..40)
        .map(|f| Some(Day(day("2016-11-20").0 + f * 17)))
        .collect();
    csv(
        plain,
        "families",
        "family_id,group,start_date,end_date,end_reason",
        families
            .iter()
            .zip(&starts)
            .map(|(f, s)| format!("{f},intervention,{},,", shown(s))),
    );
    write(
        packed,
        "families",
        Compression::SNAPPY,
        vec![
            ("family_id", texts(&families)),
            ("group", texts(&vec!["intervention".to_owned(); 40])),
            ("start_date", days(&starts)),
            ("end_date", days(&[None; 40])),
            ("end_reason", Arc::new(NullArray::new(40))),
        ],
    );
    let roles = ["mother", "child", "father"];
    let persons: Vec<i64> = (0..120).collect();
    let family: Vec<String> = persons
        .iter()
        .map(|p| families[*p as usize / 3].clone())
        .collect();
    let role: Vec<String> = persons
        .iter()
        .map(|p| roles[*p as usize % 3].to_owned())
        .collect();
    let sex: Vec<String> = persons
        .iter()
        .map(|p| ["female", "male"][*p as usize % 2].to_owned())
        .collect();
    let birth: Vec<_> = persons
        .iter()
        .map(|p| {
            Some(Day(day(if p % 3 == 1 {
                "2014-02-27"
            } else {
                "1990-01-01"
            })
            .0 + *p as i32 * 37))
        })
        .collect();
    csv(
        plain,
        "persons",
        "person_id,family_id,role,sex,birth_date,start_date",
        (0..120).map(|p| {
            format!(
                "{p},{},{},{},{},",
                family[p],
                role[p],
                sex[p],
                shown(&birth[p])
            )
        }),
    );
    write(
        packed,
        "persons",
        Compression::ZSTD(ZstdLevel::default()),
        vec![
            ("person_id", Arc::new(Int64Array::from(persons.clone()))),
            ("family_id", texts(&family)),
            ("role", texts(&role)),
            ("sex", texts(&sex)),
            ("birth_date", stamps(&birth)),
            ("start_date", days(&[None; 120])),
            ("left_over", texts(&sex)),
        ],
    );
    let spells = |step: i32, n: i32| -> (Vec<i64>, Vec<Option<Day>>, Vec<Option<Day>>) {
        let from = |at: i32| Some(Day(day("2015-01-05").0 + at * step % 1700));
        let to =
            |at: i32| (at % 7 != 0).then(|| Day(day("2015-01-05").0 + at * step % 1700 + at % 120));
        (
            (0..n).map(|at| i64::from(at * 3 % 120)).collect(),
            (0..n).map(from).collect(),
            (0..n).map(to).collect(),
        )
    };
    for (name, column, codes, n, step) in [
        (
            "support",
            "benefit",
            [
                "employment",
                "cash_benefit_activity_ready",
                "sickness_benefit",
            ],
            700,
            13,
        ),
        (
            "activation",
            "kind",
            ["mentor", "company_based", "guidance_upskilling"],
            200,
            31,
        ),
    ] {
        let (person, from, to) = spells(step, n);
        let code: Vec<String> = (0..n as usize).map(|at| codes[at % 3].to_owned()).collect();
        csv(
            plain,
            name,
            &format!("person_id,{column},from_date,to_date"),
            (0..n as usize).map(|at| {
                format!(
                    "{},{},{},{}",
                    person[at],
                    code[at],
                    shown(&from[at]),
                    shown(&to[at])
                )
            }),
        );
        let ids: Vec<String> = person.iter().map(ToString::to_string).collect();
        let to_texts = texts(&to.iter().map(shown).collect::<Vec<_>>());
        write(
            packed,
            name,
            Compression::LZ4_RAW,
            vec![
                ("to_date", to_texts),
                ("person_id", texts(&ids)),
                (column, texts(&code)),
                ("from_date", days(&from)),
            ],
        );
    }
    let (person, from, to) = spells(11, 150);
    let child: Vec<i64> = person.iter().map(|p| p + 1).collect();
    let kind: Vec<String> = (0..150)
        .map(|at| ["placement", "notification"][at % 2].to_owned())
        .collect();
    csv(
        plain,
        "child_cases",
        "person_id,kind,source,from_date,to_date",
        (0..150).map(|at| {
            format!(
                "{},{},,{},{}",
                child[at],
                kind[at],
                shown(&from[at]),
                shown(&to[at])
            )
        }),
    );
    write(
        packed,
        "child_cases",
        Compression::UNCOMPRESSED,
        vec![
            ("person_id", Arc::new(Int64Array::from(child.clone()))),
            ("kind", texts(&kind)),
            ("source", texts(&vec![String::new(); 150])),
            ("from_date", days(&from)),
            ("to_date", days(&to)),
        ],
    );
    let hours: Vec<f64> = (0..150).map(|at| 4.0 + f64::from(at % 16) / 4.0).collect();
    csv(
        plain,
        "attendance",
        "person_id,date,hours",
        (0..150).map(|at| format!("{},{},{}", child[at], shown(&from[at]), hours[at])),
    );
    write(
        packed,
        "attendance",
        Compression::SNAPPY,
        vec![
            ("person_id", Arc::new(Int64Array::from(child.clone()))),
            ("date", days(&from)),
            ("hours", Arc::new(Float64Array::from(hours))),
        ],
    );
    let ore: Vec<i128> = (0..150).map(|at| at * 98_765 - 400_000).collect();
    let account: Vec<String> = (0..150)
        .map(|at| ["5.57", "5.28"][at % 2].to_owned())
        .collect();
    let amount = |ore: i128| {
        format!(
            "{}{}.{:02}",
            if ore < 0 { "-" } else { "" },
            ore.abs() / 100,
            ore.abs() % 100
        )
    };
    csv(
        plain,
        "expenses",
        "person_id,date,account,amount_dkk",
        (0..150).map(|at| {
            format!(
                "{},{},{},{}",
                child[at],
                shown(&from[at]),
                account[at],
                amount(ore[at])
            )
        }),
    );
    let decimals = Decimal128Array::from(ore)
        .with_precision_and_scale(18, 2)
        .unwrap();
    write(
        packed,
        "expenses",
        Compression::SNAPPY,
        vec![
            ("person_id", Arc::new(Int64Array::from(child))),
            ("date", days(&from)),
            ("account", texts(&account)),
            ("amount_dkk", Arc::new(decimals)),
        ],
    );
}

#[test]
fn csv_and_parquet_give_the_same_tables() {
    let (plain, packed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    both(plain.path(), packed.path());
    let evaluated = |folder: &Path, threads| {
        let options = Options {
            threads,
            ..Options::default()
        };
        evaluate(&[folder.to_owned()], &options, &mut |_| {})
            .unwrap_or_else(|error| panic!("{error}"))
    };
    let from_csv = evaluated(plain.path(), 1);
    assert_eq!(from_csv.counts.children, 40);
    for threads in [1, 3] {
        let from_parquet = evaluated(packed.path(), threads);
        for (a, b) in from_parquet.tables.iter().zip(&from_csv.tables) {
            assert_eq!(a.to_csv(), b.to_csv());
        }
        assert!(from_parquet.warnings()[0].contains("left_over"));
    }
}

#[test]
fn a_parquet_file_cut_or_spoilt_anywhere_is_told() {
    let (plain, packed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    both(plain.path(), packed.path());
    let path = packed.path().join("support.parquet");
    let whole = fs::read(&path).unwrap();
    let told = || {
        evaluate(
            &[packed.path().to_owned()],
            &Options::default(),
            &mut |_| {},
        )
        .map_err(|error| error.to_string())
    };
    for keep in [0, 1, 8, whole.len() / 2, whole.len() - 1] {
        fs::write(&path, &whole[..keep]).unwrap();
        let told = told().expect_err("a cut file");
        assert!(
            told.contains("support.parquet: not a readable Parquet file"),
            "{told}"
        );
    }
    for at in (0..whole.len()).step_by(whole.len() / 60) {
        let mut spoilt = whole.clone();
        spoilt[at] ^= 0x55;
        fs::write(&path, &spoilt).unwrap();
        if let Err(told) = told() {
            assert!(told.contains("support.parquet"), "{told}");
        }
    }
}

#[test]
fn a_column_of_the_wrong_type_is_told() {
    let (plain, packed) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    both(plain.path(), packed.path());
    let ids: ArrayRef = Arc::new(Int64Array::from(vec![0]));
    let columns = vec![
        ("person_id", ids.clone()),
        ("date", ids.clone()),
        ("account", ids.clone()),
        ("amount_dkk", ids),
    ];
    write(packed.path(), "expenses", Compression::SNAPPY, columns);
    let told = evaluate(
        &[packed.path().to_owned()],
        &Options::default(),
        &mut |_| {},
    )
    .unwrap_err()
    .to_string();
    assert!(
        told.contains("expenses.parquet row 1 column date: the column's type"),
        "{told}"
    );
}
