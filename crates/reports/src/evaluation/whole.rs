//! The evaluation of one bundle with all that it holds: register extracts, the families' own ratings, an economic model.

use std::fs;
use std::path::{Path, PathBuf};

use helhed_economics::{BadInput, ModelText};
use helhed_evaluation::{EvaluateError, Evaluation, Options, Progress, evaluate};
use helhed_fit::{Bundle, NormSet, ReadFailure};

use super::{investment_tables, ratings};

/// Why a bundle was not evaluated.
#[derive(Debug, thiserror::Error)]
pub enum WholeError {
    /// Its extracts.
    #[error(transparent)]
    Extracts(#[from] EvaluateError),
    /// Its ratings.
    #[error(transparent)]
    Ratings(#[from] ReadFailure),
    /// Its economic model.
    #[error(transparent)]
    Model(#[from] BadInput),
    /// A file of the economic model that is not there or no text.
    #[error("economy/{file}: {source}")]
    Unreadable {
        /// Which.
        file: &'static str,
        /// What the machine said.
        source: std::io::Error,
    },
}

/// Evaluates a bundle: what `helhed evaluate` makes of it, without its messages.
///
/// # Errors
/// [`WholeError`]: every fault of the file that could not be used.
pub fn evaluate_whole(
    bundle: &Path,
    options: &Options,
    norms: &NormSet,
    progress: &mut dyn FnMut(Progress),
) -> Result<Evaluation, WholeError> {
    let mut evaluation = evaluate(&[PathBuf::from(bundle)], options, progress)?;
    if Bundle::is_in(bundle) {
        let rated = ratings(&Bundle::of_folder(bundle)?, norms);
        evaluation.tables.extend(rated.tables);
    }
    let folder = bundle.join("economy");
    if folder.join("model.toml").is_file() {
        let mut texts = <[String; 5]>::default();
        for (file, text) in ModelText::FILES.into_iter().zip(&mut texts) {
            *text = fs::read_to_string(folder.join(file))
                .map_err(|source| WholeError::Unreadable { file, source })?;
        }
        let [model, costs, price_book, effects, consequences] = &texts;
        let text = ModelText {
            model,
            costs,
            price_book,
            effects,
            consequences,
        };
        let tables = investment_tables(&text, &evaluation)?;
        evaluation.tables.extend(tables);
    }
    Ok(evaluation)
}
