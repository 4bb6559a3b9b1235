//! Every kind of bad input: told by file, row and column, nothing computed, nothing left behind.

#![expect(
    clippy::unwrap_used,
    reason = "a helper of a test that cannot go on stops the test"
)]

mod files;
mod parquet;
mod values;

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
