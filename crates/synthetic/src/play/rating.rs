//! Ratings: the episode, who rates beside, and every answer, as the coordinator keeps it.

use helhed_casework::Ctx;
use helhed_casework::domain::episode::{Instrument, Items, RaterKind, RatingWay};
use helhed_casework::domain::rating::Rating;
use helhed_casework::rating::{AddRater, OpenEpisode, Rate, Rater, add_rater, open_episode, rate};

use super::refuse::{PopulateError, name, refused};
use super::scene::Scene;

impl Scene<'_> {
    pub(super) async fn open_episode(&mut self, ctx: &mut Ctx) -> Result<(), PopulateError> {
        let Some(told) = self.ratings.clone() else {
            return Ok(());
        };
        let family = self.family()?;
        let command = OpenEpisode {
            family,
            people: self.people_of(&told.people)?,
            on: told.opened,
        };
        open_episode(ctx, command)
            .await
            .map_err(refused("open_episode"))?;
        for (about, kind, called) in &told.raters {
            let command = AddRater {
                family,
                person: self.person_of(*about)?,
                kind: RaterKind::from_code(kind).unwrap_or(RaterKind::Other),
                name: name(called)?,
                relative: None,
            };
            let rater = add_rater(ctx, command).await;
            self.raters.push(rater.map_err(refused("add_rater"))?);
        }
        Ok(())
    }

    pub(super) async fn answer(&mut self, ctx: &mut Ctx, i: usize) -> Result<(), PopulateError> {
        let Some(told) = self.ratings.as_ref().map(|it| it.answers[i]) else {
            return Ok(());
        };
        let command = Rate {
            family: self.family()?,
            person: self.person_of(told.person)?,
            rater: told
                .rater
                .map_or(Rater::Own, |at| Rater::Known(self.raters[at])),
            instrument: if told.session {
                Instrument::Session
            } else {
                Instrument::Outcome
            },
            on: told.on,
            items: Items(told.items.map(Rating::from_tenths)),
            way: RatingWay::Screen,
        };
        rate(ctx, command).await.map(drop).map_err(refused("rate"))
    }
}
