//! The work of one evaluation, beside the pages: on a thread of its own, saying now and then how far it has come.

use std::path::{Path, PathBuf};
use std::time::Duration;

use helhed_casework::access::Actor;
use helhed_casework::domain::evaluation_run::{BEAT, EvaluationOrder, EvaluationStep};
use helhed_casework::domain::ids::EvaluationRunId;
use helhed_casework::evaluation::{Ending, Started, end_evaluation, note_step};
use helhed_casework::extract::count_families;
use helhed_casework::fit::NormSet;
use helhed_evaluation::bundle::write::{BundleWriter, Format};
use helhed_evaluation::calendar::Day;
use helhed_evaluation::{Options, Progress};
use helhed_reports::evaluation::{
    ReportOptions, evaluate_whole, evaluation_report, published, report_files,
};
use helhed_reports::fragment;
use tokio::sync::watch;

use crate::app::App;
use crate::error::PageError;
use crate::rating::LEAST;

use super::{extracts, files};

/// What is evaluated.
enum Bundle {
    /// A folder that is there.
    Folder(PathBuf),
    /// The families of the house, as the files of a bundle.
    House(Vec<(String, String)>),
}

/// Does the work and writes down how it ended.
pub(super) async fn work(app: App, actor: Actor, started: Started, order: EvaluationOrder) {
    let id = started.id;
    // What a cut run left lying is of no use to anybody.
    for cut in started.cut {
        drop(Rows(place(cut)));
    }
    let ending = match gather(&app, &actor, &order).await {
        Ok(bundle) => counted(&app, id, bundle, &order).await,
        Err(_) => Ending::Failed("the families could not be gathered".to_owned()),
    };
    if end_evaluation(&app.casework, id, ending, app.now())
        .await
        .is_err()
    {
        tracing::error!("the end of an evaluation could not be written down");
    }
}

async fn gather(app: &App, actor: &Actor, order: &EvaluationOrder) -> Result<Bundle, PageError> {
    if let Some(name) = &order.extract {
        let folder = extracts::folder(&app.settings, name).ok_or(PageError::Absent)?;
        return Ok(Bundle::Folder(folder));
    }
    let ctx = app.casework.begin(actor, app.now()).await?;
    let extract = count_families(ctx).await?;
    Ok(Bundle::House(extract.files(&app.settings.municipality)))
}

/// Counts on a thread of its own, while this one says that it goes on.
async fn counted(
    app: &App,
    id: EvaluationRunId,
    bundle: Bundle,
    order: &EvaluationOrder,
) -> Ending {
    let (told, mut heard) = watch::channel(EvaluationStep::Reading);
    let (order, norms) = (order.clone(), app.casework.ratings().norms().clone());
    let mut counting =
        tokio::task::spawn_blocking(
            move || match evaluated(id, &bundle, &order, &norms, &told) {
                Ok(files) => Ending::Done(files),
                Err(fault) => Ending::Failed(fault),
            },
        );
    let mut beats = tokio::time::interval(Duration::from_secs(BEAT.as_secs().unsigned_abs()));
    let mut listens = true;
    loop {
        tokio::select! {
            done = &mut counting => {
                return done.unwrap_or_else(|_| Ending::Failed("the work broke off".to_owned()));
            }
            changed = heard.changed(), if listens => listens = changed.is_ok(),
            _ = beats.tick() => {}
        }
        let step = *heard.borrow_and_update();
        // Whether the run is still ours is seen when it ends; a beat that is lost is made up for by the next.
        let _ = note_step(&app.casework, id, step, app.now()).await;
    }
}

/// Where the rows of the house lie while they are counted.
fn place(id: EvaluationRunId) -> PathBuf {
    std::env::temp_dir().join(format!("helhed-evaluation-{id}"))
}

/// Rows of persons on disk: gone with the work, and found by the next run if the server is cut off.
struct Rows(PathBuf);

impl Drop for Rows {
    fn drop(&mut self) {
        // Not there, or not ours to remove: either way nothing more can be done here.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Rows {
    /// Writes them where nobody else on this machine may read.
    fn write(id: EvaluationRunId, texts: &[(String, String)]) -> Result<Self, String> {
        let rows = Self(place(id));
        let mut folder = std::fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
        folder.create(&rows.0).map_err(|error| error.to_string())?;
        let mut writer =
            BundleWriter::new(&rows.bundle(), Format::Csv).map_err(|error| error.to_string())?;
        for (name, text) in texts {
            let written = writer.file(name, text.as_bytes());
            written.map_err(|error| error.to_string())?;
        }
        writer.commit().map_err(|error| error.to_string())?;
        Ok(rows)
    }

    fn bundle(&self) -> PathBuf {
        self.0.join("bundle")
    }
}

/// Everything that comes out, or what is wrong: places in files, never values.
fn evaluated(
    id: EvaluationRunId,
    bundle: &Bundle,
    order: &EvaluationOrder,
    norms: &NormSet,
    told: &watch::Sender<EvaluationStep>,
) -> Result<Vec<(String, Vec<u8>)>, String> {
    let rows;
    let folder: &Path = match bundle {
        Bundle::Folder(folder) => folder,
        Bundle::House(texts) => {
            rows = Rows::write(id, texts)?;
            &rows.bundle()
        }
    };
    let day = order.cohort_before.to_string();
    let every_core = Options::default().threads;
    let options = Options {
        cohort_before: Day::parse(day.as_bytes())
            .map_err(|_| "the day is in no year of an evaluation".to_owned())?,
        // Half of the cores are for the pages.
        threads: every_core.div_ceil(2),
        ..Options::default()
    };
    let mut progress = |step| {
        told.send_replace(match step {
            Progress::Reading(..) => EvaluationStep::Reading,
            Progress::Counting(..) => EvaluationStep::Counting,
        });
    };
    let evaluation = evaluate_whole(folder, &options, norms, &mut progress);
    let evaluation = evaluation.map_err(|error| error.to_string())?;
    told.send_replace(EvaluationStep::Writing);
    let min_cell = LEAST as u64;
    let options = ReportOptions {
        language: order.language,
        min_cell,
    };
    let report = evaluation_report(&evaluation, options);
    let mut made = report_files(&report).map_err(|error| error.to_string())?;
    made.extend(published(&evaluation, min_cell).files());
    made.push((files::PAGE.to_owned(), fragment(&report).into_bytes()));
    // A name is one piece of an address.
    for (name, _) in &mut made {
        *name = name.replace('/', "-");
    }
    Ok(made)
}
