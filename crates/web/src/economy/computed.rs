//! A case that has been computed, as it stands on a page: how many must succeed first.

use askama::Template;

use helhed_casework::economics::case::Case;
use helhed_casework::economics::{
    Appraisal, BandYear, Model, Sensitivity, appraise, cumulative_band, sensitivity,
    standard_scenarios,
};
use helhed_reports::economy::{self, Computed, Headline};
use helhed_reports::{Document, Figure, Table};

use crate::words::Words;

/// How many times the uncertain numbers are drawn.
const DRAWS: usize = 10_000;

/// A case with everything that is computed of it.
pub(super) struct Outcome {
    pub model: Model,
    appraisal: Appraisal,
    band: Vec<BandYear>,
    swings: Vec<Sensitivity>,
}

impl Outcome {
    /// Computes a case; `None` where its starting point is there no more.
    pub(super) fn of(case: &Case) -> Option<Self> {
        let model = case.model()?;
        let base = standard_scenarios(&model).into_iter().next()?;
        Some(Self {
            appraisal: appraise(&model, DRAWS),
            band: cumulative_band(&model, &base, DRAWS),
            swings: sensitivity(&model),
            model,
        })
    }

    fn computed(&self) -> Computed<'_> {
        Computed {
            model: &self.model,
            appraisal: &self.appraisal,
            band: &self.band,
            swings: &self.swings,
        }
    }

    /// What a reader must know, the most important first.
    pub(super) fn headline(&self, w: Words) -> Headline {
        economy::headline(&self.model, &self.appraisal, w.0)
    }

    /// What each payer gains, by the payer's words.
    pub(super) fn by_payer(&self, w: Words) -> Vec<(String, f64)> {
        economy::by_payer(self.computed(), w.0)
    }

    /// The whole case as a report.
    pub(super) fn document(&self, w: Words, title: &str) -> Document {
        economy::document(self.computed(), title, w.0)
    }

    /// What stands on the page; the same by itself, for a slider that moves.
    pub(super) fn panel(&self, w: Words) -> Panel {
        let case = self.computed();
        Panel {
            w,
            headline: self.headline(w),
            figures: economy::figures(case, w.0),
            tables: vec![
                economy::years(case, w.0),
                economy::who_gains(case, w.0),
                economy::scenarios(case, w.0),
            ],
            rests: vec![
                economy::assumptions(case, w.0),
                economy::prices_used(case, w.0),
            ],
        }
    }
}

/// What is computed of a case.
#[derive(Template)]
#[template(path = "economy/result.html")]
pub(super) struct Panel {
    w: Words,
    headline: Headline,
    figures: Vec<Figure>,
    tables: Vec<Table>,
    /// What it rests on and how well that is known.
    rests: Vec<Table>,
}

impl Panel {
    fn svg(&self, figure: &Figure) -> String {
        figure.svg(self.w.lang())
    }
}
