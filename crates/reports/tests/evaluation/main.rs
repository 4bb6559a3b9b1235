//! The report of an evaluation: complete in both languages, silent about few, the same bytes every time.

#![expect(
    clippy::unwrap_used,
    reason = "a helper of a test that cannot go on stops the test"
)]

mod made_up;

use helhed_evaluation::{Evaluation, Options, Staging, evaluate};
use helhed_reports::evaluation::{ReportOptions, evaluation_report, published, stage_report};
use helhed_reports::{Block, Document, Language, Section, Table, html};
use scraper::{Html, Selector};
use std::collections::BTreeSet;

fn evaluated(families: u32, threads: usize) -> Evaluation {
    let folder = tempfile::tempdir().unwrap();
    made_up::write(folder.path(), families);
    let options = Options {
        threads,
        ..Options::default()
    };
    evaluate(&[folder.path().to_owned()], &options, &mut |_| {})
        .unwrap_or_else(|error| panic!("{error}"))
}

fn options(language: Language, min_cell: u64) -> ReportOptions {
    ReportOptions { language, min_cell }
}

fn tables(document: &Document) -> Vec<&Table> {
    fn gather<'a>(section: &'a Section, into: &mut Vec<&'a Table>) {
        for block in &section.blocks {
            match block {
                Block::Table(table) => into.push(table),
                Block::Figure(figure) => into.push(&figure.table),
                _ => {}
            }
        }
        section
            .sections
            .iter()
            .for_each(|inner| gather(inner, into));
    }
    let mut tables = Vec::new();
    document
        .sections
        .iter()
        .for_each(|section| gather(section, &mut tables));
    tables
}

#[test]
fn the_report_is_whole_in_both_languages() {
    let evaluation = evaluated(56, 1);
    for language in [Language::Danish, Language::English] {
        let document = evaluation_report(&evaluation, options(language, 5));
        let text = html(&document);
        assert!(
            !text.contains('⟦'),
            "{:?}",
            text.split('⟦').nth(1).map(|rest| &rest[..40])
        );
        let page = Html::parse_document(&text);
        assert!(page.errors.is_empty(), "{:?}", page.errors);
        let count = |selector: &str| page.select(&Selector::parse(selector).unwrap()).count();
        assert_eq!(count(&format!("html[lang={}]", language.code())), 1);
        assert_eq!(count("[style], script"), 0);
        assert_eq!(count("figure"), document.figures().len());
        assert!(document.figures().len() >= 12);
        let ids: Vec<_> = page
            .select(&Selector::parse("[id]").unwrap())
            .filter_map(|e| e.attr("id"))
            .collect();
        assert_eq!(
            ids.iter().collect::<BTreeSet<_>>().len(),
            ids.len(),
            "an id stands twice"
        );
        for table in tables(&document) {
            assert!(
                table
                    .rows
                    .iter()
                    .all(|row| row.len() == table.columns.len()),
                "{}",
                table.id
            );
        }
    }
}

/// Words that claim a cause have no place where nothing but before and after is known.
#[test]
fn before_and_after_is_told_without_causal_words() {
    let evaluation = evaluated(56, 1);
    for (language, claims) in [
        (
            Language::Danish,
            [
                "medførte",
                "skyldes indsatsen",
                "har ført til",
                "effekten af indsatsen",
                "takket være",
                "har øget",
            ],
        ),
        (
            Language::English,
            [
                "led to",
                "caused",
                "due to the programme",
                "effect of the programme is",
                "thanks to",
                "improved by",
            ],
        ),
    ] {
        let text = html(&evaluation_report(&evaluation, options(language, 5))).to_lowercase();
        for claim in claims {
            assert!(!text.contains(claim), "{claim}");
        }
    }
}

#[test]
fn the_same_bytes_for_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let written = |threads: usize| {
        let out = folder.path().join(threads.to_string());
        let mut staging = Staging::new(&out).unwrap();
        stage_report(
            &evaluated(56, threads),
            options(Language::Danish, 5),
            &mut staging,
        )
        .unwrap();
        staging.commit().unwrap();
        let mut files = Vec::new();
        for folder in [out.clone(), out.join("figures")] {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_file() {
                    files.push((
                        path.strip_prefix(&out).unwrap().to_owned(),
                        std::fs::read(&path).unwrap(),
                    ));
                }
            }
        }
        files.sort();
        files
    };
    let one = written(1);
    assert!(one.len() > 24, "{} files", one.len());
    assert!(
        one.iter()
            .any(|(path, bytes)| path.ends_with("report.pdf") && bytes.starts_with(b"%PDF"))
    );
    assert!(one == written(3), "the bytes differ");
}

#[test]
fn small_cells_are_in_no_output_for_people() {
    let evaluation = evaluated(56, 1);
    // What is said of published results is what is missing in them.
    let shown = published(&evaluation, 5);
    assert!(shown.withheld_count() > 0);
    assert_eq!(published(&evaluation, 1).withheld_count(), 0);
    let json: serde_json::Value = serde_json::from_str(&shown.to_json()).unwrap();
    for (name, counts) in [
        ("participants", &["persons"][..]),
        ("parent_ages", &["persons"]),
        ("children_by_sex", &["children"]),
        ("support_at_start", &["persons"]),
        ("self_support_monthly", &["persons", "self_supported"]),
        ("child_case_share", &["children", "with_case"]),
        (
            "closed_cases",
            &["children_with_case", "without_case_at_end"],
        ),
        ("attendance_monthly", &["children"]),
        ("expenses_half_years", &["persons"]),
        ("start_months", &["families"]),
    ] {
        let table = &json["tables"][name];
        let columns: Vec<&str> = table["columns"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|c| c.as_str())
            .collect();
        for row in table["rows"].as_array().unwrap() {
            for count in counts {
                let at = columns.iter().position(|column| column == count).unwrap();
                let few = row[at].as_u64().is_some_and(|n| (1..5).contains(&n));
                assert!(!few, "{name} shows {row}");
            }
        }
    }
    let document = evaluation_report(&evaluation, options(Language::English, 5));
    let people = tables(&document);
    for (id, counts) in [
        ("parent_ages-numbers", &["Persons"][..]),
        (
            "self_support_monthly-numbers",
            &["Persons", "Self-supported"],
        ),
        ("start_months-numbers", &["Families"]),
    ] {
        let table = people.iter().find(|table| table.id == id).unwrap();
        for (at, _) in table
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| counts.contains(&column.name.as_str()))
        {
            for row in &table.rows {
                assert!(
                    !["1", "2", "3", "4"].contains(&row[at].as_str()),
                    "{id} shows {row:?}"
                );
            }
        }
    }
}

/// A part that was left out cannot be had from the parts and the total that are shown.
#[test]
fn what_is_left_out_does_not_follow_from_the_rest() {
    for families in [8, 20, 56, 90] {
        let evaluation = evaluated(families, 1);
        let json: serde_json::Value =
            serde_json::from_str(&published(&evaluation, 5).to_json()).unwrap();
        let rows = |name: &str| json["tables"][name]["rows"].as_array().unwrap().clone();
        // Bands of a role and girls and boys add up to numbers that are told elsewhere.
        for (name, group, count) in [
            ("parent_ages", Some(0), 2),
            ("children_by_sex", None, 1),
            ("support_at_start", Some(0), 2),
        ] {
            let rows = rows(name);
            let groups: BTreeSet<String> = rows
                .iter()
                .map(|row| {
                    group
                        .map_or("", |at: usize| row[at].as_str().unwrap_or_default())
                        .to_owned()
                })
                .collect();
            for key in groups {
                let of = rows
                    .iter()
                    .filter(|row| group.is_none_or(|at| row[at].as_str() == Some(key.as_str())));
                let hidden = of.filter(|row| row[count].is_null()).count();
                assert_ne!(hidden, 1, "{families} families: {name} {key}");
            }
        }
        for row in rows("self_support_monthly")
            .iter()
            .filter(|row| row[0] == "all" && !row[2].is_null())
        {
            let of = |role: &str| {
                rows("self_support_monthly")
                    .into_iter()
                    .find(|other| other[0] == role && other[1] == row[1])
                    .unwrap()
            };
            for column in [2, 3].into_iter().filter(|column| !row[*column].is_null()) {
                let hidden = ["mother", "father"]
                    .iter()
                    .filter(|role| of(role)[column].is_null())
                    .count();
                assert_ne!(hidden, 1, "{families} families, month {}", row[1]);
            }
        }
    }
}

#[test]
fn an_empty_study_has_a_report() {
    let evaluation = evaluated(0, 1);
    let text = html(&evaluation_report(&evaluation, ReportOptions::default()));
    assert!(text.contains("<h1>") && !text.contains("NaN"));
}

/// Writes the report where `HELHED_SHOW` says, for somebody to look at.
#[test]
fn the_report_can_be_looked_at() {
    let Ok(folder) = std::env::var("HELHED_SHOW") else {
        return;
    };
    for language in [Language::Danish, Language::English] {
        let mut staging =
            Staging::new(&std::path::Path::new(&folder).join(language.code())).unwrap();
        let evaluation = evaluated(56, 2);
        evaluation.stage(&mut staging).unwrap();
        stage_report(&evaluation, options(language, 5), &mut staging).unwrap();
        staging.commit().unwrap();
    }
}
