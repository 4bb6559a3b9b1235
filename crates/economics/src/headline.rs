//! The case in a few sentences: how many must succeed first, then the present value, and how well
//! either is known. A judgement is called a judgement and a potential is not called a return.

use crate::model::{Evidence, Model, Payer};
use crate::run::{Appraisal, Flows, Outcome, Summary};

/// The sentences, most important first; none for an appraisal without scenarios.
pub fn headline(model: &Model, appraisal: &Appraisal) -> Vec<String> {
    let Some(base) = appraisal.base() else {
        return Vec::new();
    };
    let s = &base.summary;
    let mut lines = vec![must_succeed(model, s), evidence(model, s)];
    lines.push(format!(
        "Present value {}: {} DKK ({}); benefits {}, costs {}.",
        model.base_year,
        grouped(s.net),
        kind_of_result(model),
        grouped(s.benefit),
        grouped(s.cost)
    ));
    lines.push(paid_back(model, s));
    lines.push(who_gains(base));
    lines.extend(s.uncertainty.map(|q| {
        format!(
            "In {:.1} % of the draws the present value is above 0; 90 % of them lie between {} and \
             {} DKK.",
            100.0 * q.positive,
            grouped(q.p5),
            grouped(q.p95)
        )
    }));
    lines
}

fn must_succeed(model: &Model, s: &Summary) -> String {
    if s.cost <= 0.0 {
        return "How many must succeed: none, the costs charged are not above 0.".to_owned();
    }
    let Some(needed) = s.successes_needed else {
        return "How many must succeed: no number pays for it, success saves nothing here."
            .to_owned();
    };
    let assumed = format!("the model assumes {}", decimals(s.successes_assumed));
    match model.effects.as_slice() {
        [one] => {
            let n = model.population(one);
            let more = if needed > n {
                " (more than there are)"
            } else {
                ""
            };
            format!(
                "How many must succeed: {} of {n}{more}; {assumed}.",
                decimals(needed)
            )
        }
        effects => format!(
            "How many must succeed: {} over {} effects; {assumed}.",
            decimals(needed),
            effects.len()
        ),
    }
}

fn evidence(model: &Model, s: &Summary) -> String {
    let factor = s
        .effect_factor_needed
        .map(|f| {
            format!(
                " The break-even effect is {} times the assumed one.",
                decimals(f)
            )
        })
        .unwrap_or_default();
    let rests = match model.weakest_evidence() {
        None => return "The model has no effect.".to_owned(),
        Some(Evidence::Randomised) => "measured in a randomised trial",
        Some(Evidence::Quasi) => "estimated against a comparison group",
        Some(Evidence::BeforeAfter) => "a change from before to after, not a measured effect",
        Some(Evidence::Judgement) => "a professional judgement, not a measurement",
    };
    let prices = model
        .weakest_price()
        .map(|g| format!(" Weakest price grade: {g:?}."));
    let which = if model.effects.len() == 1 {
        "The effect is"
    } else {
        "The weakest effect is"
    };
    format!("{which} {rests}.{}{factor}", prices.unwrap_or_default())
}

fn kind_of_result(model: &Model) -> &'static str {
    match model.weakest_evidence() {
        Some(Evidence::Randomised | Evidence::Quasi) => "an expected value, from estimated effects",
        _ => "a potential, not a return",
    }
}

fn paid_back(model: &Model, s: &Summary) -> String {
    let first = Flows::of(model).first_benefit_year();
    s.break_even_years.map_or_else(
        || {
            format!(
                "The money is not back within the horizon, which ends in {}.",
                model.horizon_last
            )
        },
        |years| {
            format!(
                "Break-even {} years after the start of {first}.",
                decimals(years)
            )
        },
    )
}

fn who_gains(base: &Outcome) -> String {
    let mut sums: Vec<(&Payer, f64)> = Vec::new();
    for area in &base.areas {
        match sums.iter_mut().find(|(payer, _)| *payer == &area.payer) {
            Some((_, sum)) => *sum += area.present_value,
            None => sums.push((&area.payer, area.present_value)),
        }
    }
    sums.sort_by_key(|(payer, _)| *payer);
    let each = sums
        .iter()
        .map(|(payer, sum)| format!("{} {}", payer.as_str(), grouped(*sum)));
    format!(
        "Who gains (benefits less costs): {}.",
        each.collect::<Vec<_>>().join(", ")
    )
}

fn decimals(value: f64) -> String {
    format!("{value:.2}")
}

/// Whole kroner in groups of three.
fn grouped(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if value < 0.0 && digits != "0" {
        format!("-{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EXAMPLES, appraise};

    fn lines(id: &str) -> Vec<String> {
        let example = EXAMPLES.iter().find(|e| e.id == id).expect("shipped");
        let model = example.text.read().expect("sound").model;
        headline(&model, &appraise(&model, 0))
    }

    #[test]
    fn how_many_must_succeed_comes_first() {
        let told = lines("gladsaxe-published");
        assert_eq!(
            told[0],
            "How many must succeed: 1.37 of 66; the model assumes 1.98."
        );
        assert!(told[1].starts_with("The effect is a professional judgement, not a measurement."));
        assert_eq!(
            told[2],
            "Present value 2018: 1,518,704 DKK (a potential, not a return); benefits 4,942,806, \
             costs 3,424,102."
        );
        assert_eq!(told[3], "Break-even 4.64 years after the start of 2019.");
    }

    #[test]
    fn a_model_without_numbers_says_so() {
        let told = lines("blank");
        assert_eq!(
            told[0],
            "How many must succeed: none, the costs charged are not above 0."
        );
    }

    #[test]
    fn thousands_are_grouped() {
        assert_eq!(grouped(-1_234_567.4), "-1,234,567");
        assert_eq!(grouped(999.6), "1,000");
        assert_eq!(grouped(-0.2), "0");
    }
}
