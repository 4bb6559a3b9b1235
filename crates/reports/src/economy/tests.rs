use super::*;
use crate::{html, pdf};
use helhed_economics::{EXAMPLES, appraise, cumulative_band, sensitivity, standard_scenarios};

fn with<T>(id: &str, take: impl Fn(Computed<'_>) -> T) -> T {
    let example = EXAMPLES.iter().find(|it| it.id == id).expect("shipped");
    let model = example.text.read().expect("sound").model;
    let appraisal = appraise(&model, 200);
    let base = standard_scenarios(&model).swap_remove(0);
    take(Computed {
        model: &model,
        appraisal: &appraisal,
        band: &cumulative_band(&model, &base, 200),
        swings: &sensitivity(&model),
    })
}

#[test]
fn how_many_must_succeed_comes_first_in_both_languages() {
    let told = with("gladsaxe-published", |case| {
        [Language::Danish, Language::English]
            .map(|language| headline(case.model, case.appraisal, language))
    });
    assert_eq!(told[0].needed.as_deref(), Some("1,37"));
    assert_eq!(
        told[1].must_succeed,
        "1.37 of 66 must succeed before the costs are covered; 1.98 are assumed."
    );
    assert!(told[1].evidence.contains("professional judgement"));
    assert!(told[1].evidence.contains("potential, not a return"));
    assert!(told[1].rest[0].contains("1,518,704"), "{}", told[1].rest[0]);
    assert!(told[0].rest[0].contains("1.518.704"));
}

#[test]
fn a_report_has_its_pictures_tables_and_no_word_missing() {
    for id in [
        "gladsaxe-accounts",
        "gladsaxe-published",
        "lolland-family",
        "worked-example",
        "blank",
    ] {
        for language in [Language::Danish, Language::English] {
            let document = with(id, |case| document(case, "Case", language));
            let page = html(&document);
            assert!(
                !page.contains('⟦'),
                "{id}: a word is missing: {:?}",
                page.split('⟦')
                    .nth(1)
                    .map(|it| it.chars().take(40).collect::<String>())
            );
            assert_eq!(document.sections.len(), 4);
            let pictures = document.figures().len();
            assert!(
                if id == "blank" {
                    pictures >= 1
                } else {
                    pictures == 4
                },
                "{id}: {pictures}"
            );
        }
    }
    let document = with("gladsaxe-accounts", |case| {
        document(case, "Case", Language::Danish)
    });
    assert!(pdf(&document).expect("a PDF").starts_with(b"%PDF-"));
}

#[test]
fn the_tables_sum_to_the_total() {
    let table = with("gladsaxe-published", |case| {
        who_gains(case, Language::English)
    });
    let last = table.rows.last().expect("a sum");
    assert_eq!(last.last().map(String::as_str), Some("1,518,704"));
    assert_eq!(table.rows[table.rows.len() - 2][0], "What it costs");
}
