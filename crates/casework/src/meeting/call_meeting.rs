//! Calls a meeting.

use helhed_access::{doing, what};
use helhed_domain::appointment::AppointmentFacts;
use helhed_domain::ids::{FamilyId, MeetingId};
use helhed_domain::meeting::{Invited, Meeting, MeetingFacts, ParticipantFacts, TopicFacts};
use helhed_store::{meeting as stored, meeting_participant};

use super::put_on::{people_as_appointed, put_on};
use super::topics::put_on_agenda;
use super::{ParticipantError, TopicError};
use crate::appointment::{SetAppointment, SetAppointmentError, set_appointment};
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A meeting to call.
#[derive(Debug, Clone)]
pub struct CallMeeting {
    /// The family.
    pub family: FamilyId,
    /// When, where, what, and who of the family.
    pub appointment: AppointmentFacts,
    /// What it is held for, who leads it, how it is joined.
    pub facts: MeetingFacts,
    /// Who else is to be there. Who leads it is put on by themselves.
    pub participants: Vec<ParticipantFacts>,
    /// What is taken, in order.
    pub topics: Vec<TopicFacts>,
}

/// Why a meeting was not called.
#[derive(Debug, thiserror::Error)]
pub enum CallMeetingError {
    /// Its appointment cannot be.
    #[error(transparent)]
    Appointment(SetAppointmentError),
    /// Whoever was chosen leads no meetings here.
    #[error("whoever was chosen leads no meetings here")]
    NoSuchChair,
    /// Somebody cannot be put on, or is on twice.
    #[error("somebody cannot be put on")]
    NoSuchParticipant,
    /// A topic's category is none, or it is about nobody of the family.
    #[error("a topic is of no category, or about nobody of the family")]
    NoSuchTopic,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(CallMeetingError);

impl From<SetAppointmentError> for CallMeetingError {
    fn from(error: SetAppointmentError) -> Self {
        match error {
            SetAppointmentError::Stopped(stop) => Self::Stopped(stop),
            error => Self::Appointment(error),
        }
    }
}

impl From<TopicError> for CallMeetingError {
    fn from(error: TopicError) -> Self {
        match error {
            TopicError::NoSuch | TopicError::Full => Self::NoSuchTopic,
            TopicError::Stopped(stop) => Self::Stopped(stop),
        }
    }
}

impl From<ParticipantError> for CallMeetingError {
    fn from(error: ParticipantError) -> Self {
        match error {
            ParticipantError::Nobody | ParticipantError::Already => Self::NoSuchParticipant,
            ParticipantError::Stopped(stop) => Self::Stopped(stop),
        }
    }
}

/// Sets the appointment and calls the meeting on it. Nothing is sent: whoever calls sees first who may hear what, then invites.
pub async fn call_meeting(
    ctx: &mut Ctx,
    command: CallMeeting,
) -> Result<MeetingId, CallMeetingError> {
    let family = command.family;
    let permit = ctx.permit::<what::Meetings, doing::Add>(family).await?;
    let chair = command.facts.chair;
    if meeting_participant::unit_of(&mut ctx.link, &permit, chair)
        .await?
        .is_none()
    {
        return Err(CallMeetingError::NoSuchChair);
    }
    let people = command.appointment.people.clone();
    let facts = command.appointment;
    let appointment = set_appointment(ctx, SetAppointment { family, facts }).await?;
    let meeting = Meeting {
        id: ctx.new_id(),
        family,
        appointment,
        facts: command.facts,
        sequence: 0,
        by: ctx.actor()?.account,
        called_at: ctx.now(),
        version: 1,
    };
    stored::insert(&mut ctx.link, &permit, &meeting).await?;
    people_as_appointed(ctx, &permit, meeting.id, &people).await?;
    let leads = ParticipantFacts {
        who: Invited::Account(chair),
        unit: None,
        reached: None,
    };
    let mut others = command.participants;
    if !others.iter().any(|it| it.who == leads.who) {
        others.insert(0, leads);
    }
    for facts in others {
        // Who of the family comes stands in the appointment.
        if matches!(facts.who, Invited::Person(_)) {
            return Err(CallMeetingError::NoSuchParticipant);
        }
        put_on(ctx, &permit, meeting.id, facts).await?;
    }
    put_on_agenda(ctx, &permit, meeting.id, command.topics).await?;
    ctx.notice(family);
    ctx.record("call_meeting", &permit, meeting.id.uuid());
    Ok(meeting.id)
}
