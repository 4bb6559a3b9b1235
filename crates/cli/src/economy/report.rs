//! The report of a model: its pictures, one page and one print.

use crate::failure::Failure;
use helhed_casework::domain::account::Language;
use helhed_economics::{Appraisal, Model, cumulative_band, sensitivity, standard_scenarios};
use helhed_reports::economy::{Computed, document};
use helhed_reports::{html, pdf};
use std::fs;
use std::path::Path;

/// The language of a word on the command line.
pub(super) fn language(word: &str) -> Result<Language, String> {
    Language::from_code(word).ok_or("the languages are da and en".to_owned())
}

/// Writes `figures/*.svg`, `report.html` and `report.pdf`.
pub(super) fn write(
    dir: &Path,
    model: &Model,
    appraisal: &Appraisal,
    draws: usize,
    language: Language,
) -> Result<(), Failure> {
    let base = standard_scenarios(model).into_iter().next();
    let band = base.map_or(Vec::new(), |base| cumulative_band(model, &base, draws));
    let case = Computed {
        model,
        appraisal,
        band: &band,
        swings: &sensitivity(model),
    };
    let report = document(case, &model.name, language);
    let print = pdf(&report).map_err(|error| Failure::Machine(error.to_string()))?;
    let figures = dir.join("figures");
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| Failure::Disk { path, source }
    };
    fs::create_dir_all(&figures).map_err(failed(&figures))?;
    for figure in report.figures() {
        let path = figures.join(format!("{}.svg", figure.id));
        fs::write(&path, figure.svg(language.code())).map_err(failed(&path))?;
    }
    let page = dir.join("report.html");
    fs::write(&page, html(&report)).map_err(failed(&page))?;
    let printed = dir.join("report.pdf");
    fs::write(&printed, print).map_err(failed(&printed))
}
