//! Every kind of bad input: told by file, row and column, nothing computed, nothing left behind.

#![expect(
    clippy::unwrap_used,
    reason = "a helper of a test that cannot go on stops the test"
)]

use std::fs;
use std::path::PathBuf;

use helhed_evaluation::{Evaluation, Options, evaluate};
use proptest::prelude::*;
use tempfile::TempDir;

const FILES: [(&str, &str); 8] = [
    (
        "manifest.toml",
        "schema = 1\nmunicipality = \"Made up\"\nobserved_from = \"2015-01\"\nobserved_to = \"2019-12\"\n",
    ),
    (
        "families.csv",
        "family_id,group,start_date,end_date,end_reason\nf1,intervention,2017-06-15,2019-01-31,completed\nf2,comparison,,,\n",
    ),
    (
        "persons.csv",
        "person_id,family_id,role,sex,birth_date,start_date\n\
         m1,f1,mother,female,1990-03-01,\nc1,f1,child,male,2015-03-01,2018-01-01\nm2,f2,mother,female,1991-01-01,\n",
    ),
    (
        "support.csv",
        "person_id,benefit,from_date,to_date\nm1,cash_benefit_activity_ready,2017-01-01,\nm1,employment,2018-01-01,2018-02-01\n",
    ),
    (
        "activation.csv",
        "person_id,kind,from_date,to_date\nm1,mentor,2017-02-01,2017-03-01\n",
    ),
    (
        "attendance.csv",
        "person_id,date,hours\nc1,2018-02-01,7.25\n",
    ),
    (
        "child_cases.csv",
        "person_id,kind,source,from_date,to_date\nc1,notification,DUBU,2017-02-01,2017-02-01\n",
    ),
    (
        "expenses.csv",
        "person_id,date,account,amount_dkk\nc1,2017-12-01,5.28,1234.56\n",
    ),
];

struct Bundle {
    folder: TempDir,
}

impl Bundle {
    fn sound() -> Bundle {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in FILES {
            fs::write(folder.path().join(name), text).unwrap();
        }
        Bundle { folder }
    }

    fn with(name: &str, content: impl AsRef<[u8]>) -> Bundle {
        let bundle = Bundle::sound();
        fs::write(bundle.folder.path().join(name), content).unwrap();
        bundle
    }

    fn without(name: &str) -> Bundle {
        let bundle = Bundle::sound();
        fs::remove_file(bundle.folder.path().join(name)).unwrap();
        bundle
    }

    /// One word of a file replaced by another.
    fn replaced(name: &str, from: &str, to: &str) -> Bundle {
        let text = FILES.iter().find(|file| file.0 == name).unwrap().1;
        assert!(text.contains(from), "{name} has no {from}");
        Bundle::with(name, text.replacen(from, to, 1))
    }

    fn path(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    fn evaluate(&self, skip_invalid: bool) -> Result<Evaluation, String> {
        let options = Options {
            skip_invalid,
            ..Options::default()
        };
        evaluate(&[self.path()], &options, &mut |_| {}).map_err(|error| error.to_string())
    }

    fn told(&self) -> String {
        self.evaluate(false).expect_err("the bundle is not sound")
    }
}

fn tells(bundle: &Bundle, words: &str) {
    let told = bundle.told();
    assert!(told.contains(words), "{words:?} is not in {told}");
}

#[test]
fn the_sound_bundle_is_sound() {
    let evaluation = Bundle::sound().evaluate(false).unwrap();
    assert_eq!(
        (
            evaluation.counts.children,
            evaluation.counts.adults,
            evaluation.counts.comparison_persons
        ),
        (1, 1, 1)
    );
    assert!(evaluation.warnings().is_empty());
}

#[test]
fn values_are_told_by_file_row_and_column() {
    for (file, from, to, words) in [
        (
            "families.csv",
            "intervention,2017",
            "control,2017",
            "families.csv row 2 column group: unknown code",
        ),
        (
            "families.csv",
            "2017-06-15",
            "",
            "families.csv row 2 column start_date: the value is missing",
        ),
        (
            "families.csv",
            "2017-06-15",
            "2019-06-15",
            "families.csv row 2 column end_date: the end lies before",
        ),
        (
            "families.csv",
            "comparison,",
            "comparison,2017-01-01",
            "row 3 column start_date: a comparison family has no",
        ),
        (
            "families.csv",
            "f2",
            "f1",
            "families.csv row 3 column family_id: the id was used before, on row 2",
        ),
        (
            "persons.csv",
            "c1,f1",
            "m1,f1",
            "persons.csv row 3 column person_id: the id was used before, on row 2",
        ),
        (
            "persons.csv",
            "m2,f2",
            "m1,f2",
            "persons.csv row 4 column family_id: the person is already in another family",
        ),
        (
            "persons.csv",
            "c1,f1",
            "c1,f9",
            "persons.csv row 3 column family_id: the family is not in families",
        ),
        (
            "persons.csv",
            "2015-03-01",
            "0000-01-01",
            "persons.csv row 3 column birth_date: the year is not between",
        ),
        (
            "persons.csv",
            "2015-03-01",
            "2015-02-29",
            "persons.csv row 3 column birth_date: not a date",
        ),
        (
            "persons.csv",
            "male,2015",
            "boy,2015",
            "persons.csv row 3 column sex: unknown code; known are: female, male",
        ),
        (
            "support.csv",
            "2018-02-01",
            "9999-12-31",
            "support.csv row 3 column to_date: the year is not between",
        ),
        (
            "support.csv",
            "2018-02-01",
            "2017-12-31",
            "support.csv row 3 column to_date: the end lies before the start",
        ),
        (
            "support.csv",
            "employment",
            "lottery",
            "support.csv row 3 column benefit: unknown code; known are: employment,",
        ),
        (
            "support.csv",
            "m1,emp",
            "x9,emp",
            "support.csv row 3 column person_id: the person is not in persons",
        ),
        (
            "support.csv",
            "m1,emp",
            "c1,emp",
            "support.csv row 3 column person_id: the person is a child",
        ),
        (
            "support.csv",
            "m1,emp",
            ",emp",
            "support.csv row 3 column person_id: the value is missing",
        ),
        (
            "activation.csv",
            "mentor",
            "coach",
            "activation.csv row 2 column kind: unknown code",
        ),
        (
            "attendance.csv",
            "7.25",
            "7,25",
            "attendance.csv row 2: the row has 4 fields, the header 3",
        ),
        (
            "attendance.csv",
            "7.25",
            "25",
            "attendance.csv row 2 column hours: not a number of hours",
        ),
        (
            "attendance.csv",
            "7.25",
            "-1",
            "attendance.csv row 2 column hours: not a number of hours",
        ),
        (
            "child_cases.csv",
            "notification",
            "rumour",
            "child_cases.csv row 2 column kind: unknown code",
        ),
        (
            "expenses.csv",
            "1234.56",
            "\"1.234,56\"",
            "expenses.csv row 2 column amount_dkk: not an amount",
        ),
        (
            "expenses.csv",
            "1234.56",
            "\"1,234.56\"",
            "expenses.csv row 2 column amount_dkk: not an amount",
        ),
        (
            "expenses.csv",
            "1234.56",
            "1.234",
            "expenses.csv row 2 column amount_dkk: not an amount",
        ),
        (
            "expenses.csv",
            "5.28",
            "",
            "expenses.csv row 2 column account: the value is missing",
        ),
        (
            "manifest.toml",
            "2019-12",
            "2019-13",
            "manifest.toml: observed_to is not a month",
        ),
        (
            "manifest.toml",
            "schema = 1",
            "schema = 2",
            "manifest.toml: schema must be 1",
        ),
        ("manifest.toml", "= 1", "", "manifest.toml: line 1:"),
    ] {
        tells(&Bundle::replaced(file, from, to), words);
    }
}

#[test]
fn messages_never_repeat_a_value() {
    let told = Bundle::replaced("support.csv", "m1,emp", "0101801234,emp").told();
    assert!(!told.contains("0101801234"), "{told}");
}

#[test]
fn columns_and_headers() {
    let support =
        |header: &str, row: &str| Bundle::with("support.csv", format!("{header}\n{row}\n"));
    tells(
        &support("person_id,benefit,from_date", "m1,employment,2018-01-01"),
        "support.csv row 1 column to_date: the column is missing",
    );
    let twice = support(
        "person_id,benefit,from_date,to_date,benefit",
        "m1,employment,2018-01-01,,x",
    );
    tells(
        &twice,
        "support.csv row 1 column benefit: the column stands twice",
    );
    let header = "person_id,benefit,from_date,to_date";
    tells(
        &support(header, header),
        "support.csv row 2: the header stands again",
    );
    let many: Vec<String> = (0..10_000).map(|at| format!("x{at}")).collect();
    let row = format!("m1,employment,2018-01-01,,{}", vec![""; 10_000].join(","));
    let wide = support(&format!("{header},{}", many.join(",")), &row)
        .evaluate(false)
        .unwrap();
    assert!(
        wide.warnings()[0].contains("x0, x1"),
        "{:?}",
        wide.warnings()
    );
    assert!(wide.warnings()[0].ends_with("x19, and 9980 more"));
    let marked = support(
        "\u{feff}person_id;benefit;from_date;to_date",
        "m1;employment;2018-01-01;",
    )
    .evaluate(false);
    assert!(marked.is_ok(), "a byte order mark and semicolons are fine");
}

#[test]
fn files_that_are_no_tables() {
    tells(
        &Bundle::with("support.csv", [0xff, 0xfe, 0, 1, b'\n', 9, 9]),
        "support.csv: not UTF-8 text",
    );
    tells(
        &Bundle::with(
            "support.csv",
            b"person_id,benefit,from_date,to_date\nm1,\xe6,2018-01-01,\n",
        ),
        "support.csv row 2: not UTF-8",
    );
    tells(
        &Bundle::with(
            "support.csv",
            b"person_id,benefit,from_date,to_date\nm1,\0,2018-01-01,\n",
        ),
        "support.csv row 2: not UTF-8",
    );
    let cut = "person_id,benefit,from_date,to_date\nm1,employment,2018-01-01,\nm1,empl";
    tells(
        &Bundle::with("support.csv", cut),
        "support.csv row 3: the row has 2 fields, the header 4",
    );
    tells(
        &Bundle::with("support.csv", vec![b'"'; 5_000_000]),
        "support.csv: the line is longer than",
    );
    let bomb = [
        b"person_id,benefit,from_date,to_date\n".to_vec(),
        vec![b'"'; 900_001],
    ]
    .concat();
    tells(&Bundle::with("support.csv", bomb), "support.csv row 2: ");
    let long = [
        b"person_id,benefit,from_date,to_date\n".to_vec(),
        vec![b'x'; 9_000_000],
    ]
    .concat();
    tells(
        &Bundle::with("support.csv", long),
        "the line is longer than",
    );
    let bundle = Bundle::without("support.csv");
    tells(&bundle, "support.csv: the file is missing");
    fs::write(
        bundle.path().join("support.parquet"),
        b"PAR1 not really PAR1",
    )
    .unwrap();
    tells(&bundle, "support.parquet: not a readable Parquet file");
    let both = Bundle::with("support.parquet", b"");
    tells(&both, "stands both as .csv and as .parquet");
    tells(
        &Bundle::without("manifest.toml"),
        "manifest.toml: the file is missing",
    );
    tells(
        &Bundle::without("persons.csv"),
        "persons.csv: the file is missing",
    );
}

#[test]
fn all_faults_of_a_file_are_told_at_once() {
    let rows: String = (0..500)
        .map(|at| format!("m1,lottery{at},2018-01-01,\n"))
        .collect();
    let bundle = Bundle::with(
        "support.csv",
        format!("person_id,benefit,from_date,to_date\n{rows}"),
    );
    fs::write(
        bundle.path().join("expenses.csv"),
        "person_id,date,account,amount_dkk\nc1,yesterday,1,1\n",
    )
    .unwrap();
    let told = bundle.told();
    assert_eq!(told.matches("support.csv row").count(), 20);
    assert!(
        told.contains("support.csv: and 480 more, 500 in all"),
        "{told}"
    );
    assert!(told.contains("expenses.csv row 2 column date"), "{told}");
}

#[test]
fn invalid_rows_can_be_left_out_and_are_counted() {
    let bundle = Bundle::replaced("support.csv", "employment", "lottery");
    fs::write(
        bundle.path().join("persons.csv"),
        FILES[2].1.replace("male,2015-03-01", "male,2015-03-32"),
    )
    .unwrap();
    let evaluation = bundle.evaluate(true).unwrap();
    // The child's row goes, and with it the rows about the child.
    assert_eq!(evaluation.counts.rows_left_out, 5);
    assert!(
        evaluation
            .warnings()
            .iter()
            .any(|w| w.contains("support.csv: 1 invalid rows left out of 2"))
    );
    let missing = Bundle::with("support.csv", "person_id,benefit\n");
    assert!(
        missing.evaluate(true).is_err(),
        "a missing column is not a row"
    );
}

#[test]
fn empty_files_are_files_without_rows() {
    for (name, text) in &FILES[1..] {
        let header = text.lines().next().unwrap();
        for content in [String::new(), header.to_owned(), format!("{header}\n")] {
            let mut bundle = Bundle::with(name, content);
            if *name == "families.csv" || *name == "persons.csv" {
                for (other, text) in &FILES[2..] {
                    let header = text.lines().next().unwrap();
                    fs::write(bundle.path().join(other), header).unwrap();
                }
            }
            bundle
                .evaluate(false)
                .unwrap_or_else(|told| panic!("{name}: {told}"));
            bundle = Bundle::sound();
            assert!(bundle.evaluate(false).is_ok());
        }
    }
}

#[test]
fn the_same_bundle_twice_is_refused() {
    let bundle = Bundle::sound();
    let twice = evaluate(
        &[bundle.path(), bundle.path()],
        &Options::default(),
        &mut |_| {},
    );
    assert_eq!(
        twice.unwrap_err().to_string(),
        "bundle 2 is the same folder as bundle 1"
    );
}

#[test]
fn an_own_benefit_map_replaces_the_shipped_one() {
    let bundle = Bundle::with(
        "support.csv",
        "person_id,benefit,from_date,to_date\nm1,lottery,2016-01-01,2018-12-31\n",
    );
    let map = bundle.path().join("own.csv");
    fs::write(&map, "benefit,category,valid_from,valid_to\nlottery,other_support,,2017-06-30\nlottery,self_support,2017-07-01,\n").unwrap();
    let options = Options {
        benefits: Some(map.clone()),
        ..Options::default()
    };
    let evaluation = evaluate(&[bundle.path()], &options, &mut |_| {}).unwrap();
    let table = evaluation.table("self_support_monthly").unwrap();
    let own = |t: &str| {
        table
            .cell(&["mother", t], "self_supported")
            .unwrap()
            .number()
    };
    assert_eq!(
        (own("-18"), own("-17"), own("0"), own("1")),
        (Some(1.0), Some(0.0), Some(0.0), Some(1.0))
    );
    fs::write(
        &map,
        "benefit,category,valid_from,valid_to\nlottery,other_support,2017-01-01,\n",
    )
    .unwrap();
    let told = evaluate(&[bundle.path()], &options, &mut |_| {})
        .unwrap_err()
        .to_string();
    assert!(
        told.contains("support.csv row 2 column benefit: the benefit has no category on some"),
        "{told}"
    );
}

#[test]
fn nothing_is_left_when_writing_fails() {
    let bundle = Bundle::sound();
    let evaluation = bundle.evaluate(false).unwrap();
    // `tables` is a file where a folder is needed.
    let out = bundle.path().join("out");
    fs::create_dir(&out).unwrap();
    fs::write(out.join("tables"), "mine").unwrap();
    assert!(evaluation.write(&out).is_err());
    let left: Vec<_> = fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left, ["tables"]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(file in 0usize..8, at in any::<prop::sample::Index>(), bytes in prop::collection::vec(any::<u8>(), 0..12)) {
        let (name, text) = FILES[file];
        let mut content = text.as_bytes().to_vec();
        let at = at.index(content.len());
        content.splice(at..(at + bytes.len() / 2).min(text.len()), bytes);
        let bundle = Bundle::with(name, &content);
        // Whatever comes, it is tables or a message that names the file.
        if let Err(told) = bundle.evaluate(false) {
            prop_assert!(told.contains(".csv") || told.contains("manifest.toml"), "{told}");
        }
        let _ = bundle.evaluate(true);
    }
}
