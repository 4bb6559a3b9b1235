//! Headers, and files that are no tables.

use std::fs;

use crate::{Bundle, FILES, tells};

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
    // Cut after what could be a whole row, it is told all the same.
    let cut = "person_id,benefit,from_date,to_date\nm1,employment,2018-01-01,2018-02-01";
    let evaluation = Bundle::with("support.csv", cut).evaluate(false).unwrap();
    assert_eq!(
        evaluation.warnings(),
        ["bundle 1 support.csv: the last line has no line end; was the file cut off there?"]
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
