//! A made-up extract of each kind becomes the bundle it should, and what is wrong with one is told where it stands.

use std::fs;
use std::path::{Path, PathBuf};

use helhed_evaluation::bundle::write::Format;
use helhed_import::{Imported, Profile, import};

fn extract(kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/extracts")
        .join(kind)
}

fn run(folder: &Path, out: &Path, format: Format) -> Result<Imported, String> {
    let profile = Profile::read(&folder.join("profile.toml")).map_err(|error| error.to_string())?;
    import(&profile, folder, out, format).map_err(|error| error.to_string())
}

fn bundle(kind: &str) -> (tempfile::TempDir, PathBuf, Imported) {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("bundle");
    let imported = run(&extract(kind), &out, Format::Csv).expect("a sound extract");
    (folder, out, imported)
}

fn lines(bundle: &Path, file: &str) -> Vec<String> {
    let text = fs::read_to_string(bundle.join(file)).expect("written");
    text.lines().skip(1).map(str::to_owned).collect()
}

#[test]
fn registers_in_windows_1252() {
    let (_folder, bundle, imported) = bundle("register");
    assert_eq!(imported.left_out, 1, "the professional");
    assert_eq!(
        imported.without_source,
        ["support", "activation", "attendance"]
    );
    assert_eq!(
        lines(&bundle, "families.csv"),
        [
            "Å1,intervention,2017-06-15,,",
            "Å2,intervention,2018-02-01,2019-10-31,completed"
        ]
    );
    assert_eq!(
        lines(&bundle, "persons.csv"),
        [
            "1,Å1,mother,female,1990-03-02,",
            "2,Å1,child,male,2016-05-01,",
            "3,Å2,father,male,1988-02-29,",
            "4,Å2,child,female,2018-12-12,2018-12-12"
        ]
    );
    assert_eq!(
        lines(&bundle, "expenses.csv"),
        [
            "1,2017-01-15,5.57,10849.50",
            "1,2017-02-15,5.57,10849.50",
            "1,2017-02-28,5.57,-1000.00",
            "2,2018-03-01,5.28,123456.70",
            "3,2019-06-01,5.58,500.00"
        ]
    );
    assert_eq!(
        lines(&bundle, "child_cases.csv")[1],
        "2,family_treatment,\"Familieafsnittet \"\"Øst\"\"\",2017-06-01,"
    );
}

#[test]
fn weekly_codes_become_spells() {
    let (_folder, bundle, imported) = bundle("weekly");
    assert_eq!(
        lines(&bundle, "support.csv"),
        [
            "m1,cash_benefit_job_ready,2017-12-11,2017-12-31",
            "m1,employment_scheme,2018-01-01,2018-01-14",
            "m1,cash_benefit_activity_ready,2018-01-22,2018-01-28",
            "m1,sickness_benefit,2020-12-28,2021-01-03",
            "m2,cash_benefit_activity_ready,2016-12-26,2017-01-08",
            "m2,sickness_benefit,2017-01-16,2017-01-22",
        ]
    );
    assert_eq!(imported.left_out, 1, "the week without support");
    assert!(
        bundle.join("benefits.csv").exists(),
        "the own map goes along"
    );
}

#[test]
fn workbooks() {
    let (_folder, bundle, _) = bundle("workbook");
    assert_eq!(
        lines(&bundle, "families.csv"),
        ["f1,intervention,2017-06-15,,"]
    );
    assert_eq!(
        lines(&bundle, "persons.csv"),
        [
            "1,f1,mother,female,1990-03-02,",
            "2,f1,child,male,2015-05-01,"
        ]
    );
    assert_eq!(
        lines(&bundle, "attendance.csv"),
        ["2,2018-01-08,6.5", "2,2018-01-09,7"]
    );
    assert_eq!(
        lines(&bundle, "expenses.csv"),
        ["1,2018-01-31,5.57,10849.50", "2,2018-02-28,5.28,-1200.25"]
    );
}

/// A copy of an extract with one file changed.
fn changed(
    kind: &str,
    file: &str,
    change: impl Fn(Vec<u8>) -> Vec<u8>,
) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("extract");
    fs::create_dir(&copy).expect("made");
    for entry in fs::read_dir(extract(kind)).expect("there") {
        let path = entry.expect("readable").path();
        let name = path.file_name().expect("a file");
        let bytes = fs::read(&path).expect("readable");
        let bytes = if name == file { change(bytes) } else { bytes };
        fs::write(copy.join(name), bytes).expect("written");
    }
    (folder, copy)
}

fn tells(kind: &str, file: &str, change: impl Fn(Vec<u8>) -> Vec<u8>, words: &str) {
    for format in [Format::Csv, Format::Parquet] {
        let (folder, copy) = changed(kind, file, &change);
        let out = folder.path().join("bundle");
        let error = run(&copy, &out, format).expect_err(words);
        assert!(error.contains(words), "{error}\n  should tell: {words}");
        assert!(!out.exists(), "nothing half-imported");
    }
}

fn replaced(from: &'static str, to: &'static str) -> impl Fn(Vec<u8>) -> Vec<u8> {
    move |bytes| {
        let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
        assert!(text.contains(from), "{from}");
        text.replacen(from, to, 1)
            .chars()
            .map(|c| c as u32 as u8)
            .collect()
    }
}

#[test]
fn faults_of_values_stand_where_the_extract_has_them() {
    let register = |file, from, to, words| tells("register", file, replaced(from, to), words);
    register(
        "personer.csv",
        ";K;02-03",
        ";X;02-03",
        "personer.csv row 2 column K\u{f8}n: the code is not in the profile's `codes`",
    );
    register(
        "personer.csv",
        "29-02-1988",
        "29-02-1989",
        "personer.csv row 4 column F\u{f8}dt: not a date of the form DD-MM-YYYY or YYYY-MM-DD",
    );
    register(
        "personer.csv",
        "29-02-1988",
        "28-02-9999",
        "personer.csv row 4 column F\u{f8}dt: the year is not between 1800 and 2199",
    );
    register(
        "personer.csv",
        "29-02-1988",
        "01-01-0000",
        "personer.csv row 4 column F\u{f8}dt: the year is not between",
    );
    register(
        "personer.csv",
        "29-02-1988",
        "",
        "personer.csv row 4 column F\u{f8}dt: the value is missing",
    );
    register(
        "posteringer.csv",
        "10.849,50",
        "10849.50",
        "posteringer.csv row 2 column Bel\u{f8}b: not an amount with `,` before at most two decimals and `.` between thousands",
    );
    register(
        "posteringer.csv",
        "0557731",
        "0999",
        "posteringer.csv row 2 column Funktion: the code is not in the map konti.csv on that day",
    );
    register(
        "posteringer.csv",
        "01.06.2019;0560121",
        "31.12.2018;0560121",
        "posteringer.csv row 6 column Funktion: the code is not in the map konti.csv on that day",
    );
}

#[test]
fn what_the_reader_of_bundles_finds_is_told_of_the_extract() {
    let register = |file, from, to, words| tells("register", file, replaced(from, to), words);
    register(
        "posteringer.csv",
        "3;01.06",
        "77;01.06",
        "posteringer.csv row 6 column L\u{f8}benr: the person is not in persons",
    );
    register(
        "personer.csv",
        "4;",
        "3;",
        "personer.csv row 5 column L\u{f8}benr: the id was used before",
    );
    register(
        "foranstaltninger.csv",
        "20190630",
        "20180630",
        "foranstaltninger.csv row 4 column Til: the end lies before the start",
    );
    register(
        "indsats.csv",
        "01-02-2018",
        "",
        "indsats.csv row 3 column Startdato",
    );
    tells(
        "weekly",
        "uger.csv",
        replaced("m1;201804;A2\nm1;202053;B12", "b1;201804;A2"),
        "uger.csv row 9 column person: the person is a child",
    );
}

#[test]
fn files_that_are_no_tables() {
    let register =
        |file, change: &dyn Fn(Vec<u8>) -> Vec<u8>, words| tells("register", file, change, words);
    register(
        "personer.csv",
        &|_| Vec::new(),
        "personer.csv: the file has no row 1 with column names",
    );
    register(
        "personer.csv",
        &|mut bytes| {
            bytes[20] = 0;
            bytes
        },
        "personer.csv row 1: not Windows-1252 text",
    );
    register(
        "personer.csv",
        &|bytes| bytes[..bytes.len() - 12].to_vec(),
        "personer.csv row 6: the row has",
    );
    register(
        "personer.csv",
        &|bytes| [bytes.clone(), bytes].concat(),
        "personer.csv row 7: the header stands again here",
    );
    register(
        "personer.csv",
        &|bytes| [vec![b';'; 10_000], bytes].concat(),
        "personer.csv row 1: more than 5000 columns",
    );
    register(
        "personer.csv",
        &|bytes| [bytes, vec![b'"'; 100_001], vec![b'\n'; 2_000_000]].concat(),
        "personer.csv row 7",
    );
    register(
        "personer.csv",
        &replaced("Sag;", "Rolle;"),
        "personer.csv row 1 column Rolle: the column stands twice in the header",
    );
    register(
        "personer.csv",
        &replaced("F\u{f8}dt", "Dato"),
        "personer.csv row 1 column F\u{f8}dt: the column is not in the header",
    );
    tells(
        "workbook",
        "udtraek.xlsx",
        |bytes| bytes[..bytes.len() / 2].to_vec(),
        "udtraek.xlsx [Familier]: not a readable workbook",
    );
    tells(
        "workbook",
        "udtraek.xlsx",
        |_| b"Sag;Startdato\n".to_vec(),
        "udtraek.xlsx [Familier]: not a readable workbook",
    );
    tells(
        "weekly",
        "uger.csv",
        replaced("201750", "201754"),
        "uger.csv row 2 column uge: not a week of the form YYYYWW",
    );
    tells(
        "weekly",
        "uger.csv",
        replaced("m1;201804;A2\nm1;201804;A2", "m1;201804;A2\nm1;201804;A1"),
        "uger.csv row 9 column kode: the person already has another code in this week, on row 8",
    );
    tells(
        "weekly",
        "bred.csv",
        replaced("y_1701", "y_1654"),
        "bred.csv",
    );
}

#[test]
fn profiles_are_checked_before_any_extract() {
    let profile = |from, to, words| tells("register", "profile.toml", replaced(from, to), words);
    profile("schema = 1", "schema = 2", "profile.toml: schema must be 1");
    profile("encoding = ", "encodign = ", "profile.toml row ");
    profile(
        "\"2019-12\"",
        "\"2019-13\"",
        "profile.toml: observed_to is not a month",
    );
    profile(
        "to = \"expenses\"",
        "to = \"spendings\"",
        "`to` is one of families, persons",
    );
    profile(
        "family_id = { from = \"Sag\" }\n",
        "",
        "families needs a rule for the column family_id",
    );
    profile(
        "start_date",
        "started",
        "families has no column started; it has family_id",
    );
    profile(
        "\"Mor\" = \"mother\"",
        "\"Mor\" = \"mum\"",
        "role becomes `mum`, which is none of child, mother, father, other_adult",
    );
    profile(
        "{ value = \"intervention\" }",
        "{ value = \"treated\" }",
        "group becomes `treated`",
    );
    profile(
        "map = \"konti.csv\"",
        "map = \"kontoplan.csv\"",
        "kontoplan.csv: the map is missing",
    );
    profile(
        "map = \"konti.csv\"",
        "map = \"../konti.csv\"",
        "`map` is a file beside the profile",
    );
    profile(
        "file = \"indsats.csv\"",
        "file = \"/indsats.csv\"",
        "`file` is a file inside the extract's folder",
    );
    profile(
        "[\"DD.MM.YYYY\"]",
        "[\"DD.MM.YY\"]",
        "`dates` are forms of YYYY, MM and DD",
    );
    profile(
        "thousands = \".\"",
        "thousands = \",\"",
        "`decimal` and `thousands` are two signs",
    );
    profile(
        "{ from = \"Bogf",
        "{ codes = {}, from = \"Bogf",
        "date is no code, it has neither `codes` nor `map`",
    );
}

#[test]
fn a_folder_with_something_in_it_is_never_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("kept"), "x").expect("written");
    let error = run(&extract("register"), folder.path(), Format::Csv).expect_err("not empty");
    assert!(error.contains("the folder is not empty"), "{error}");
    assert_eq!(fs::read_dir(folder.path()).expect("there").count(), 1);
}
