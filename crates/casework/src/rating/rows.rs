//! Episodes and ratings as rows, everybody under another name: for the files of ratings and for an extract.

use helhed_domain::episode::GivenRating;
use helhed_domain::ids::RatedId;
use helhed_store::rating_scope::RatedRow;
use uuid::Uuid;

/// What goes by another name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Renamed {
    Episode,
    Client,
    Family,
    Rater,
}

/// The rows of both files, in the order in which they were written down.
#[derive(Debug, Default)]
pub(crate) struct RatingRows {
    pub(crate) episodes: Vec<Vec<String>>,
    pub(crate) ratings: Vec<Vec<String>>,
    /// How many people in episodes have no day of birth and so stand in neither.
    pub(crate) left_out: usize,
}

/// Makes the rows; `name` is what an id goes by.
pub(crate) fn rating_rows(
    people: &[RatedRow],
    ratings: &[GivenRating],
    name: impl Fn(Renamed, Uuid) -> String,
) -> RatingRows {
    let mut rows = RatingRows::default();
    let mut ids: Vec<(RatedId, String, String)> = Vec::with_capacity(people.len());
    for row in people {
        let Some(born) = row.born else {
            rows.left_out += 1;
            continue;
        };
        let it = &row.rated;
        let episode = name(Renamed::Episode, it.episode.uuid());
        let client = name(Renamed::Client, it.person.uuid());
        rows.episodes.push(vec![
            episode.clone(),
            name(Renamed::Family, it.family.uuid()),
            client.clone(),
            born.to_string(),
            it.opened.to_string(),
            it.closed.map(|(on, _)| on.to_string()).unwrap_or_default(),
            it.closed
                .map(|(_, how)| how.code().to_owned())
                .unwrap_or_default(),
        ]);
        ids.push((it.id, episode, client));
    }
    ids.sort_unstable_by_key(|(id, ..)| *id);
    for given in ratings {
        let Ok(at) = ids.binary_search_by_key(&given.rated, |(id, ..)| *id) else {
            continue;
        };
        let (_, episode, client) = &ids[at];
        let facts = &given.facts;
        let (who, rater) = match facts.rater {
            Some(rater) => ("collateral", name(Renamed::Rater, rater.uuid())),
            None => ("self", String::new()),
        };
        let mut cells = vec![
            episode.clone(),
            client.clone(),
            who.to_owned(),
            rater,
            facts.instrument.code().to_owned(),
            facts.on.to_string(),
        ];
        let points = |it: Option<String>| it.unwrap_or_default();
        cells.extend(
            facts
                .items
                .0
                .map(|item| points(item.map(|it| it.to_string()))),
        );
        cells.push(points(facts.bare_total.map(|it| it.to_string())));
        rows.ratings.push(cells);
    }
    rows
}
