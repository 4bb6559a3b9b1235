//! What a page of a scenario stands on: the prices, and what is saved.

use helhed_casework::Stop;
use helhed_casework::domain::day::day_of;
use helhed_casework::domain::economy::Scenario;
use helhed_casework::domain::ids::ScenarioId;
use helhed_casework::economics::PriceBook;
use helhed_casework::economics::case::Case;
use helhed_casework::economy::{economy_desk, scenario_page};

use crate::app::App;
use crate::error::PageError;
use crate::viewer::Viewer;

/// What a page of a scenario stands on.
pub(super) struct Ground {
    pub id: Option<ScenarioId>,
    /// What is saved, newest first; none for a new scenario.
    pub versions: Vec<Scenario>,
    /// The case of the version that is looked at.
    pub saved: Option<Case>,
    /// The price it was saved with is there no more: `saved` has another.
    pub lost: bool,
    pub prices: PriceBook,
    pub may_change: bool,
    pub year: i16,
}

impl Ground {
    /// Of a new scenario.
    pub(super) async fn new(app: &App, viewer: &Viewer) -> Result<Self, PageError> {
        let mut reading = app.casework.reading(&viewer.actor, app.now());
        let desk = economy_desk(&mut reading).await?.into_inner();
        Ok(Self {
            id: None,
            versions: Vec::new(),
            saved: None,
            lost: false,
            prices: desk.prices,
            may_change: desk.may_change,
            year: day_of(app.now()).year(),
        })
    }

    /// Of a saved scenario; `version` 0 is the newest.
    pub(super) async fn of(
        app: &App,
        viewer: &Viewer,
        id: ScenarioId,
        version: i64,
    ) -> Result<Self, PageError> {
        let mut reading = app.casework.reading(&viewer.actor, app.now());
        let page = scenario_page(&mut reading, id).await?.into_inner();
        let looked_at = match version {
            0 => page.versions.first(),
            version => page.versions.iter().find(|it| it.version == version),
        };
        let looked_at = looked_at.ok_or(Stop::Absent)?;
        let kept = page.case(looked_at);
        let lost = kept.is_none();
        Ok(Self {
            id: Some(id),
            saved: kept.or_else(|| page.case_but_price(looked_at)),
            lost,
            versions: page.versions,
            prices: page.prices,
            may_change: page.may_change,
            year: day_of(app.now()).year(),
        })
    }
}
