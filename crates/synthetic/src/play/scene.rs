//! One family as it is played: its story, and what its parts have become in the house.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use helhed_casework::Ctx;
use helhed_casework::access::Actor;
use helhed_casework::domain::ids::{
    AccountId, FamilyId, GoalId, InvolvementId, MeetingId, ParticipantId, PersonId, RaterId,
    ReferralId, RequestId, TaskId,
};
use helhed_casework::domain::owner::Owner;

use super::accounts;
use super::asking::Told;
use super::cast::Cast;
use super::minutes::Meetings;
use super::needs::Said;
use super::refuse::{PopulateError, name};
use super::timeline::Step;
use crate::story::{Account, Decision, FamilyStory, PersonRef, RatingStory, Responsible};

/// A family that is being played.
pub(super) struct Scene<'a> {
    pub(super) story: &'a FamilyStory,
    pub(super) cast: &'a Cast,
    /// The account of somebody of the family, and the pass phrase it gets.
    account: Option<(&'a Account, &'a str)>,
    pub(super) entered: Option<Entered>,
    /// Of each professional, once around.
    pub(super) around: Vec<Option<InvolvementId>>,
    pub(super) tasks: Vec<Option<TaskId>>,
    pub(super) goals: Vec<Option<GoalId>>,
    /// What is asked about the family, and the requests once they are there.
    pub(super) told: Vec<Told>,
    pub(super) requests: Vec<Option<RequestId>>,
    /// The meetings once they are called, with those who were, by their place in what is written.
    pub(super) meetings: BTreeMap<usize, (MeetingId, Vec<ParticipantId>)>,
    pub(super) said: Option<Said>,
    /// The meeting whose minutes are written, and the next one.
    pub(super) network: Option<Meetings>,
    pub(super) ratings: Option<RatingStory>,
    pub(super) raters: Vec<RaterId>,
    /// Who stands in for the coordinator.
    pub(super) deputy: Option<AccountId>,
    /// Who had the family before, where it was handed over.
    pub(super) change: Option<HandedOver>,
    /// The hour that is played.
    at: Timestamp,
}

/// That a family was another coordinator's until an hour.
#[derive(Debug, Clone, Copy)]
pub(super) struct HandedOver {
    /// Whose it was.
    pub(super) before: Actor,
    /// Until when.
    pub(super) at: Timestamp,
}

/// What a referral has made.
pub(super) struct Entered {
    pub(super) referral: ReferralId,
    pub(super) family: FamilyId,
    pub(super) people: Vec<PersonId>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(story: &'a FamilyStory, cast: &'a Cast, today: Date) -> Self {
        Self {
            story,
            cast,
            account: None,
            entered: None,
            around: vec![None; story.around.len()],
            tasks: vec![None; story.tasks.len()],
            goals: vec![None; story.plan.as_ref().map_or(0, |plan| plan.goals.len())],
            told: Vec::new(),
            requests: Vec::new(),
            meetings: BTreeMap::new(),
            said: None,
            network: None,
            ratings: story.ratings(today),
            raters: Vec::new(),
            deputy: None,
            change: None,
            at: Timestamp::MIN,
        }
    }

    /// Lets others be asked about the family.
    pub(super) fn asking(self, told: Vec<Told>) -> Self {
        Self {
            requests: vec![None; told.len()],
            told,
            ..self
        }
    }

    /// Lets the family and those who help it say how it goes, and what comes first.
    pub(super) fn saying(self, said: Option<Said>) -> Self {
        Self { said, ..self }
    }

    /// Lets the family meet with those who help it.
    pub(super) fn meeting(self, network: Option<Meetings>) -> Self {
        Self { network, ..self }
    }

    /// Lets somebody of the family have an account.
    pub(super) fn with_account(self, account: &'a Account, phrase: &'a str) -> Self {
        let account = Some((account, phrase));
        Self { account, ..self }
    }

    /// Whether somebody of the family has an account.
    pub(super) fn has_account(&self) -> bool {
        self.account.is_some()
    }

    async fn open_account(&mut self, ctx: &mut Ctx) -> Result<(), PopulateError> {
        let Some((account, phrase)) = self.account else {
            return Ok(());
        };
        let person = account.member_of.map(|(_, who)| self.person_of(who));
        let added = accounts::add(ctx, account, phrase, None, person.transpose()?).await;
        added.map(drop)
    }

    /// Plays one step, as the person whose step it is.
    pub(super) async fn play(
        &mut self,
        ctx: &mut Ctx,
        at: Timestamp,
        now: Timestamp,
        step: Step,
    ) -> Result<(), PopulateError> {
        self.at = at;
        let actor = match step {
            Step::Refer => self.cast.partner(self.story.referral.unit)?,
            Step::PutOnList | Step::Decline | Step::TakeIn | Step::Deputy | Step::HandOver => {
                self.cast.leader()?
            }
            Step::Account => self.cast.it_admin()?,
            _ => self.coordinator()?,
        };
        ctx.go_on_as(&actor, at);
        match step {
            Step::Refer => self.refer(ctx).await,
            Step::PutOnList => self.put_on_list(ctx).await,
            Step::Decline => self.decline(ctx).await,
            Step::TakeIn => self.take_in(ctx).await,
            Step::Person(i) => self.person(ctx, i).await,
            Step::Relation(i) => self.relation(ctx, i).await,
            Step::Custody(i) => self.custody(ctx, i).await,
            Step::Around(i) => self.add_around(ctx, i).await,
            Step::AroundEnds(i) => self.end_around(ctx, i).await,
            Step::Contact(i) => self.contact(ctx, i).await,
            Step::Note(i) => self.note(ctx, i).await,
            Step::Task(i) => self.task(ctx, i).await,
            Step::TaskEnds(i) => self.end_task(ctx, i).await,
            Step::Appointment(i) => self.appointment(ctx, i).await,
            Step::Goal(i) => self.goal(ctx, i).await,
            Step::GoalReached(i) => self.reach_goal(ctx, i).await,
            Step::Review(i) => self.review(ctx, i).await,
            Step::Costs => self.costs(ctx).await,
            Step::Account => self.open_account(ctx).await,
            Step::Agree(i) => self.agree(ctx, i).await,
            Step::Exchange => self.exchange(ctx).await,
            Step::Episode => self.open_episode(ctx).await,
            Step::Answer(i) => self.answer(ctx, i).await,
            Step::Close => self.close(ctx).await,
            Step::Ask(i) => self.ask(ctx, i).await,
            Step::Remind(i) => self.remind(ctx, i).await,
            Step::Reply(i) => self.reply(ctx, i).await,
            Step::Meet(i) => self.meet(ctx, i, now).await,
            Step::Met(i) => self.met(ctx, i).await,
            Step::Assess(i) => self.assess(ctx, i).await,
            Step::Need(i) => self.need(ctx, i).await,
            Step::Hold => self.hold(ctx).await,
            Step::Map(i) => self.make_map(ctx, i).await,
            Step::CallHeld => self.call_held(ctx).await,
            Step::CallComing => self.call_coming(ctx).await,
            Step::Minutes => self.minutes(ctx).await,
            Step::Carry => self.carry(ctx).await,
            Step::Tick(i) => self.tick(ctx, i).await,
            Step::Follow => self.follow(ctx).await,
            Step::Status(i) => self.status(ctx, i).await,
            Step::Deputy => self.deputy(ctx).await,
            Step::HandOver => self.hand_over(ctx).await,
        }
    }

    /// What the referral made; nothing can be done before.
    pub(super) fn entered(&self) -> Result<&Entered, PopulateError> {
        self.entered
            .as_ref()
            .ok_or(PopulateError::TooEarly("a step"))
    }

    /// The family.
    pub(super) fn family(&self) -> Result<FamilyId, PopulateError> {
        Ok(self.entered()?.family)
    }

    /// Somebody of the family.
    pub(super) fn person_of(&self, who: PersonRef) -> Result<PersonId, PopulateError> {
        let people = &self.entered()?.people;
        people
            .get(who.0)
            .copied()
            .ok_or(PopulateError::NobodyDoes("a person of the family"))
    }

    /// People of the family.
    pub(super) fn people_of(&self, who: &[PersonRef]) -> Result<Vec<PersonId>, PopulateError> {
        who.iter().map(|who| self.person_of(*who)).collect()
    }

    /// Who coordinates the family, at the hour that is played.
    pub(super) fn coordinator(&self) -> Result<Actor, PopulateError> {
        if let Some(change) = &self.change
            && self.at < change.at
        {
            return Ok(change.before);
        }
        match &self.story.decision {
            Decision::TakenIn { coordinator, .. } => self.cast.coordinator(coordinator),
            Decision::Waiting { .. } | Decision::Declined { .. } => {
                Err(PopulateError::NobodyDoes("coordinator"))
            }
        }
    }

    /// Who carries something.
    pub(super) fn owner(&self, who: Responsible) -> Result<Owner, PopulateError> {
        Ok(match who {
            Responsible::Member(person) => Owner::Person(self.person_of(person)?),
            Responsible::Professional(who) => Owner::Named(name(&self.story.around[who.0].name)?),
            Responsible::Coordinator => Owner::Account(self.coordinator()?.account),
        })
    }
}
