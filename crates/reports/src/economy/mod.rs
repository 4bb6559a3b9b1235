//! The economic case as pictures and pages: how many must succeed first, then what is left over, who gains, and how well it is known.

mod figures;
mod lines;
mod names;
mod tables;

pub use figures::figures;
pub use lines::{Headline, headline};
pub use names::{name, unit_name};
pub use tables::{assumptions, by_payer, prices_used, scenarios, who_gains, years};

use helhed_domain::account::Language;
use helhed_economics::{Appraisal, BandYear, Model, Sensitivity};

use crate::{Block, Document, Section, Words};

/// A case that has been computed.
#[derive(Clone, Copy, Debug)]
pub struct Computed<'a> {
    /// The model.
    pub model: &'a Model,
    /// Its scenarios, `base` first.
    pub appraisal: &'a Appraisal,
    /// Where the cumulated present value lies in the draws; empty without draws.
    pub band: &'a [BandYear],
    /// The bars of the tornado.
    pub swings: &'a [Sensitivity],
}

/// The case as a report, under the name that its readers know.
pub fn document(case: Computed<'_>, title: &str, language: Language) -> Document {
    let w = Words(language);
    let headline = headline(case.model, case.appraisal, language);
    let section = |id: &str, blocks: Vec<Block>| Section {
        id: id.to_owned(),
        title: w.t(&format!("economy-section-{id}")),
        blocks,
        sections: Vec::new(),
    };
    let mut pictures = figures(case, language).into_iter().map(Block::Figure);
    let over_time = pictures.next();
    let who = pictures.by_ref().take(2).collect::<Vec<_>>();
    let hangs_on = pictures.collect::<Vec<_>>();
    let mut time = over_time.into_iter().collect::<Vec<_>>();
    time.push(Block::Table(years(case, language)));
    let mut gains = who;
    gains.push(Block::Table(who_gains(case, language)));
    let mut sure = hangs_on;
    sure.push(Block::Table(scenarios(case, language)));
    Document {
        language,
        title: title.to_owned(),
        subtitle: w.t("economy-subtitle"),
        facts: headline.facts,
        lead: [
            Block::Labelled {
                label: w.t("economy-must"),
                text: headline.must_succeed,
            },
            Block::Notice(headline.evidence),
        ]
        .into_iter()
        .chain(headline.rest.into_iter().map(Block::Paragraph))
        .collect(),
        sections: vec![
            section("time", time),
            section("who", gains),
            section("sure", sure),
            section(
                "rests",
                vec![
                    Block::Table(assumptions(case, language)),
                    Block::Table(prices_used(case, language)),
                ],
            ),
        ],
    }
}

#[cfg(test)]
mod tests;
