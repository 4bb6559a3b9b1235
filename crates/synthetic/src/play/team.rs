//! What happens in the team: a coordinator leaves and hands families over, one stands in for another, and a child gets a second household.

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_casework::Ctx;
use helhed_casework::account::disable_account;
use helhed_casework::domain::cpr::CprNumber;
use helhed_casework::domain::day::{day_of, instant_of};
use helhed_casework::domain::family::MemberRole;
use helhed_casework::family::{AddMember, Newcomer, add_member};
use helhed_casework::team::{HandOver, SetDeputy, hand_over, set_deputy};

use super::Play;
use super::refuse::{PopulateError, line, refused};
use super::scene::{HandedOver, Scene};
use super::timeline::Step;
use crate::story::{AccountRole, Birth, Decision, Depth, FamilyStory, Homes, Role, plus};

/// The most families that the coordinator who left had.
const HANDED_OVER: usize = 3;
/// Days between the start of the last of them and the hand-over.
const SETTLED: i32 = 50;
/// Days ago that the first coordinator's deputy began.
const STANDS_IN_SINCE: i32 = 3;

/// Whether a family is told in full and one of a coordinator's now.
fn is_held_by(story: &FamilyStory, username: &str) -> bool {
    let theirs =
        matches!(&story.decision, Decision::TakenIn { coordinator, .. } if coordinator == username);
    theirs && story.is_active() && story.depth == Depth::Full
}

impl Play<'_> {
    /// The sign-in names of the coordinators, in their order.
    fn coordinators(&self) -> impl Iterator<Item = &str> {
        let all = self.town.accounts.iter();
        all.filter(|it| it.role == AccountRole::Coordinator)
            .map(|it| it.username.as_str())
    }

    /// Lets the first coordinator have taken some of their families over from one who left, and somebody stand in for them now. The steps
    /// that this takes, each of a scene.
    pub(super) fn cast_team(&self, scenes: &mut [Scene<'_>]) -> Vec<(Timestamp, usize, Step)> {
        let today = day_of(self.now);
        let mut names = self.coordinators();
        let (Some(first), second) = (names.next(), names.next()) else {
            return Vec::new();
        };
        let mut steps = Vec::new();
        let at = |day: Date, hour: i8, minute: i8| instant_of(day.at(hour, minute, 0, 0));
        let deputy = second.and_then(|name| self.cast.coordinator(name).ok());
        let since = plus(today, -STANDS_IN_SINCE);
        for (i, scene) in scenes.iter_mut().enumerate() {
            let begun = scene.story.start().is_some_and(|start| start < since);
            if is_held_by(scene.story, first) && begun {
                scene.deputy = deputy.map(|it| it.account);
                steps.extend(at(since, 8, 5).map(|at| (at, i, Step::Deputy)));
            }
        }
        let Some(before) = self.cast.left() else {
            return steps;
        };
        let mut theirs: Vec<(Date, usize)> = scenes
            .iter()
            .enumerate()
            .filter(|(_, scene)| is_held_by(scene.story, first))
            .filter_map(|(i, scene)| Some((scene.story.start()?, i)))
            .collect();
        theirs.sort();
        theirs.truncate(HANDED_OVER);
        let last = theirs.last().map(|(start, _)| plus(*start, SETTLED));
        let day = last.filter(|day| *day < plus(today, -SETTLED));
        if let (Some(at), Some((_, first))) = (day.and_then(|day| at(day, 12, 7)), theirs.first()) {
            for (_, i) in &theirs {
                scenes[*i].change = Some(HandedOver { before, at });
            }
            steps.push((at, *first, Step::HandOver));
        }
        steps
    }

    /// Nobody signs in any more as the coordinator who left, also where no family was theirs.
    pub(super) async fn shut_out(&self, ctx: &mut Ctx) -> Result<(), PopulateError> {
        let Some(left) = self.cast.left() else {
            return Ok(());
        };
        ctx.go_on_as(&self.cast.it_admin()?, self.now);
        let shut = disable_account(ctx, left.account).await;
        shut.map_err(refused("disable_account"))
    }

    /// A child that lives in two homes belongs to the family of each: where the second is one that has a course, too.
    pub(super) async fn second_home(
        &self,
        ctx: &mut Ctx,
        scenes: &[Scene<'_>],
    ) -> Result<(), PopulateError> {
        // Neither is the first coordinator's, whose families are told with more care, nor one that was written by hand.
        let drawn = |scene: &&Scene<'_>| {
            let mut others = self.coordinators().skip(1);
            scene.story.composite.is_none() && others.any(|name| is_held_by(scene.story, name))
        };
        let child_of = |scene: &Scene<'_>| {
            let mut people = scene.story.persons.iter();
            let child = people.find(|it| {
                it.role == Role::Child
                    && it.homes != Homes::First
                    && matches!(it.birth, Birth::Born(_))
            })?;
            child.cpr.clone()
        };
        let mut apart = scenes
            .iter()
            .filter(drawn)
            .filter_map(|it| Some((it, child_of(it)?)));
        let Some((home, number)) = apart.next() else {
            return Ok(());
        };
        let is_other = |scene: &&Scene<'_>| {
            let fathers = scene
                .story
                .persons
                .iter()
                .filter(|it| it.role == Role::Father);
            scene.story.index != home.story.index && fathers.count() == 0
        };
        let Some(second) = scenes.iter().filter(drawn).find(is_other) else {
            return Ok(());
        };
        let (Some(start), from) = (second.story.start(), plus(day_of(self.now), -20)) else {
            return Ok(());
        };
        ctx.go_on_as(&second.coordinator()?, self.now);
        let command = AddMember {
            family: second.family()?,
            who: Newcomer::Known(CprNumber::parse(&number).map_err(refused("a CPR number"))?),
            role: MemberRole::Child,
            from: from.max(start),
        };
        let added = add_member(ctx, command).await;
        added.map(drop).map_err(refused("add_member"))
    }
}

impl Scene<'_> {
    /// Somebody stands in.
    pub(super) async fn deputy(&self, ctx: &mut Ctx) -> Result<(), PopulateError> {
        let Some(deputy) = self.deputy else {
            return Ok(());
        };
        let command = SetDeputy {
            family: self.family()?,
            deputy,
            word: Some(line("Kursus to dage om ugen til nytår")?),
        };
        let set = set_deputy(ctx, command).await;
        set.map(drop).map_err(refused("set_deputy"))
    }

    /// A coordinator leaves: every family of theirs goes to one who stays.
    pub(super) async fn hand_over(&self, ctx: &mut Ctx) -> Result<(), PopulateError> {
        let Some(change) = self.change else {
            return Ok(());
        };
        let command = HandOver {
            from: change.before.account,
            to: self.coordinator()?.account,
            word: Some(line("Har fået nyt arbejde")?),
        };
        let handed = hand_over(ctx, command).await;
        handed.map(drop).map_err(refused("hand_over"))
    }
}
