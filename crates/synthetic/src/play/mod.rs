//! Plays the stories into an open house, through the same operations as a user: each as the person who would do it, at the
//! hour they would. Block by block, so that memory does not grow with the number; within a block in the order of time.

mod accounts;
mod around;
mod asking;
mod cast;
mod codes;
mod days;
mod economy;
mod household;
mod intake;
mod kept;
mod meetings;
mod method;
mod minutes;
mod needs;
mod planning;
mod rating;
mod refuse;
mod scene;
mod sharing;
mod team;
#[cfg(test)]
mod tests;
mod timeline;
mod today;
mod work;

use jiff::Timestamp;

use helhed_casework::Casework;
use helhed_casework::domain::account::Role;
use helhed_casework::domain::day::{day_of, instant_of};

use crate::story::{FamilyStory, Municipality, plus};
use cast::Cast;
pub use refuse::PopulateError;
use scene::Scene;

/// Families that are played together, in one transaction: those that share coordinators.
const BLOCK: usize = 56;
/// Days before today on which the accounts were opened: before the first referral of all.
const OPENED_BEFORE: i32 = 2_400;

/// An account of the demo that somebody may sign in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// Its role.
    pub role: Role,
    /// What is typed.
    pub username: String,
    /// Its name on screen.
    pub name: String,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Populated {
    /// The name of the municipality.
    pub municipality: String,
    /// The accounts to sign in with, coordinators first.
    pub sign_ins: Vec<SignIn>,
}

/// Makes the municipality of a seed in an empty house; every account gets the same pass phrase.
///
/// `families` is how many were taken in; those who wait and those declined come on top. Content and hours follow from the seed
/// and the day of `now` (two appointments from its hour); ids from the house's own chance.
pub async fn populate(
    house: &Casework,
    seed: u64,
    families: u32,
    phrase: &str,
    now: Timestamp,
    mut progress: impl FnMut(u32, u32),
) -> Result<Populated, PopulateError> {
    let town = Municipality::make(seed, families, day_of(now));
    let opened = plus(day_of(now), -OPENED_BEFORE).at(8, 0, 0, 0);
    let opened = instant_of(opened).unwrap_or(now);
    let cast = accounts::open(house, &town, phrase, opened).await?;
    let old = kept::begin(house, &cast, now).await?;
    let play = Play {
        house,
        town: &town,
        cast: &cast,
        phrase,
        now,
    };
    let mut taken_in = town.families();
    let mut outside = town.waiting().chain(town.declined());
    let mut done = 0;
    loop {
        let mut block: Vec<FamilyStory> = taken_in.by_ref().take(BLOCK).collect();
        done += block.len() as u32;
        if block.first().is_some_and(|story| story.index == 0) {
            today::arrange(&mut block, &town.accounts[0].username, now)?;
        }
        // In a demo of one block everybody is played in one line of time.
        if block.len() < BLOCK || town.family_count() as usize <= BLOCK {
            block.extend(outside.by_ref().take(BLOCK));
        }
        if block.is_empty() {
            break;
        }
        play.block(&block).await?;
        progress(done, town.family_count());
    }
    economy::scenarios(house, cast.leader()?, now).await?;
    kept::end(house, &cast, &old, &town.name, now).await?;
    let sign_ins = town.accounts.iter().filter(|account| account.signs_in);
    Ok(Populated {
        sign_ins: sign_ins
            .map(|account| SignIn {
                role: codes::role_of(account.role),
                username: account.username.clone(),
                name: account.display_name.clone(),
            })
            .collect(),
        municipality: town.name.clone(),
    })
}

struct Play<'a> {
    house: &'a Casework,
    town: &'a Municipality,
    cast: &'a Cast,
    phrase: &'a str,
    now: Timestamp,
}

impl Play<'_> {
    /// Plays families together, all or none of them.
    async fn block(&self, stories: &[FamilyStory]) -> Result<(), PopulateError> {
        let scenes = stories.iter().map(|story| self.scene(story));
        let mut scenes: Vec<Scene<'_>> = scenes.collect::<Result<_, _>>()?;
        let mut steps = Vec::new();
        for (i, scene) in scenes.iter().enumerate() {
            let line = timeline::timeline(scene.story, scene.has_account(), self.now);
            let asking = asking::steps(&scene.told, self.now);
            let saying = scene.said.iter().flat_map(|it| needs::steps(it, self.now));
            let of_method = method::steps(scene.story, day_of(self.now))?.into_iter();
            let of_method = of_method
                .filter_map(|(day, hour, step)| Some((instant_of(day.at(hour, 40, 0, 0))?, step)));
            let of_meetings = scene.network.iter();
            let of_meetings = of_meetings.flat_map(|it| minutes::steps(it, self.now));
            let both = line
                .into_iter()
                .chain(of_meetings)
                .chain(asking)
                .chain(saying)
                .chain(meetings::steps(scene.story, self.now)?)
                .chain(of_method);
            steps.extend(both.map(|(at, step)| (at, i, step)));
        }
        let is_first = stories.first().is_some_and(|story| story.index == 0);
        if is_first {
            steps.extend(self.cast_team(&mut scenes));
        }
        // Stable: the steps of one family stay in their order.
        steps.sort_by_key(|(at, i, _)| (*at, *i));
        let mut ctx = self.house.begin_as_house(self.now).await?;
        for (at, i, step) in steps {
            scenes[i].play(&mut ctx, at, self.now, step).await?;
        }
        if is_first {
            self.second_home(&mut ctx, &scenes).await?;
            self.shut_out(&mut ctx).await?;
        }
        Ok(ctx.commit().await?)
    }

    fn scene<'s>(&'s self, story: &'s FamilyStory) -> Result<Scene<'s>, PopulateError> {
        let scene = Scene::new(story, self.cast, day_of(self.now));
        let scene = scene.asking(asking::told(story, self.now)?);
        let scene = scene.saying(needs::said(story)?);
        let scene = scene.meeting(minutes::meetings(story, self.now)?);
        let accounts = &self.town.accounts;
        let of_family = |index: u32| index == story.index;
        let account = accounts
            .iter()
            .find(|account| account.member_of.is_some_and(|(index, _)| of_family(index)));
        Ok(match account {
            Some(account) => scene.with_account(account, self.phrase),
            None => scene,
        })
    }
}
