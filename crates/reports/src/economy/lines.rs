//! The case in sentences, the most important first. A judgement is called a judgement and a potential is not called a return.

use helhed_domain::account::Language;
use helhed_economics::{Appraisal, Evidence, Flows, Model, Payer, Summary};

use super::names;
use crate::{Numbers, Words};

/// What a reader must know, in the order in which they must know it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headline {
    /// How many must succeed: the number by itself, where there is one.
    pub needed: Option<String>,
    /// How many must succeed, in a sentence.
    pub must_succeed: String,
    /// How well the effect and the prices are known.
    pub evidence: String,
    /// Present value, when the money is back, who gains, what the draws say.
    pub rest: Vec<String>,
    /// The same figures beside the title: what, value.
    pub facts: Vec<(String, String)>,
}

/// The sentences of a case; all empty for an appraisal without scenarios.
pub fn headline(model: &Model, appraisal: &Appraisal, language: Language) -> Headline {
    let Some(base) = appraisal.base() else {
        return Headline::default();
    };
    let (w, n) = (Words(language), Numbers(language));
    let s = &base.summary;
    let needed = s
        .successes_needed
        .filter(|_| s.cost > 0.0)
        .map(|it| n.fixed(it, 2));
    let kroner = |value: f64| n.fixed(value, 0);
    let year = model.base_year.to_string();
    let present = w.args(
        "economy-present-value",
        &[
            ("year", &year),
            ("net", &kroner(s.net)),
            ("kind", &w.t(kind_of_result(model))),
            ("benefit", &kroner(s.benefit)),
            ("cost", &kroner(s.cost)),
        ],
    );
    let mut rest = vec![present, paid_back(w, n, model, s), gains(w, n, base)];
    rest.extend(s.uncertainty.map(|drawn| {
        w.args(
            "economy-draws",
            &[
                ("share", &n.fixed(100.0 * drawn.positive, 0)),
                ("low", &kroner(drawn.p5)),
                ("high", &kroner(drawn.p95)),
            ],
        )
    }));
    let never = || w.t("economy-never");
    let facts = vec![
        (
            w.t("economy-fact-needed"),
            needed.clone().unwrap_or_else(never),
        ),
        (w.t("economy-fact-assumed"), n.fixed(s.successes_assumed, 2)),
        (
            w.t("economy-fact-net"),
            w.with("economy-kroner", kroner(s.net)),
        ),
        (
            w.t("economy-fact-back"),
            s.break_even_years
                .map_or_else(never, |it| w.with("economy-years", n.fixed(it, 1))),
        ),
    ];
    Headline {
        must_succeed: must_succeed(w, n, model, s),
        evidence: evidence(w, model),
        needed,
        rest,
        facts,
    }
}

fn must_succeed(w: Words, n: Numbers, model: &Model, s: &Summary) -> String {
    if s.cost <= 0.0 {
        return w.t("economy-needs-none");
    }
    let Some(needed) = s.successes_needed else {
        return w.t("economy-needs-never");
    };
    let (told, assumed) = (n.fixed(needed, 2), n.fixed(s.successes_assumed, 2));
    match model.effects.as_slice() {
        [one] => {
            let people = model.population(one);
            let key = if needed > people {
                "economy-needs-more"
            } else {
                "economy-needs"
            };
            let of = n.fixed(people, 0);
            w.args(
                key,
                &[("needed", &told), ("of", &of), ("assumed", &assumed)],
            )
        }
        effects => w.args(
            "economy-needs-effects",
            &[
                ("needed", &told),
                ("effects", &effects.len().to_string()),
                ("assumed", &assumed),
            ],
        ),
    }
}

fn evidence(w: Words, model: &Model) -> String {
    let Some(weakest) = model.weakest_evidence() else {
        return w.t("economy-no-effect");
    };
    let rests = w.with("economy-rests", names::evidence(w, weakest));
    let grade = model
        .weakest_price()
        .map(|grade| w.with("economy-weakest-price", grade.as_str()));
    [Some(rests), grade, Some(w.t(kind_sentence(weakest)))]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

fn is_estimated(evidence: Option<Evidence>) -> bool {
    matches!(evidence, Some(Evidence::Randomised | Evidence::Quasi))
}

fn kind_of_result(model: &Model) -> &'static str {
    if is_estimated(model.weakest_evidence()) {
        "economy-kind-expected"
    } else {
        "economy-kind-potential"
    }
}

fn kind_sentence(evidence: Evidence) -> &'static str {
    if is_estimated(Some(evidence)) {
        "economy-is-expected"
    } else {
        "economy-is-potential"
    }
}

fn paid_back(w: Words, n: Numbers, model: &Model, s: &Summary) -> String {
    let first = Flows::of(model).first_benefit_year().to_string();
    match s.break_even_years {
        Some(years) => w.args(
            "economy-back",
            &[("years", &n.fixed(years, 1)), ("first", &first)],
        ),
        None => w.with("economy-not-back", model.horizon_last),
    }
}

fn gains(w: Words, n: Numbers, base: &helhed_economics::Outcome) -> String {
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
        .map(|(payer, sum)| format!("{} {}", names::payer(w, payer), n.fixed(*sum, 0)));
    w.with("economy-gains", each.collect::<Vec<_>>().join(" · "))
}
