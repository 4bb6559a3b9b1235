//! Moves a meeting, or puts it right.

use helhed_access::{doing, what};
use helhed_domain::appointment::AppointmentFacts;
use helhed_domain::ids::{FamilyId, MeetingId};
use helhed_domain::meeting::MeetingFacts;
use helhed_store::{meeting as stored, meeting_participant};

use super::ParticipantError;
use super::letters::{MeetingWords, call_off};
use super::put_on::people_as_appointed;
use crate::appointment::{ChangeAppointment, ChangeAppointmentError, change};
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A meeting as it is to be.
#[derive(Debug, Clone)]
pub struct ChangeMeeting {
    /// The family.
    pub family: FamilyId,
    /// The meeting.
    pub meeting: MeetingId,
    /// The version that was read.
    pub version: i64,
    /// When, where, what and who of the family.
    pub appointment: AppointmentFacts,
    /// What it is held for, who leads it, how it is joined.
    pub facts: MeetingFacts,
}

/// Why a meeting was not changed or called off.
#[derive(Debug, thiserror::Error)]
pub enum ChangeMeetingError {
    /// Somebody else has changed it since.
    #[error("somebody else has changed it since")]
    Changed,
    /// Its appointment cannot be.
    #[error(transparent)]
    Appointment(ChangeAppointmentError),
    /// Whoever was chosen leads no meetings here.
    #[error("whoever was chosen leads no meetings here")]
    NoSuchChair,
    /// Somebody cannot be put on.
    #[error(transparent)]
    Participant(ParticipantError),
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(ChangeMeetingError);

impl From<ChangeAppointmentError> for ChangeMeetingError {
    fn from(error: ChangeAppointmentError) -> Self {
        match error {
            ChangeAppointmentError::Changed => Self::Changed,
            ChangeAppointmentError::Stopped(stop) => Self::Stopped(stop),
            error => Self::Appointment(error),
        }
    }
}

impl From<ParticipantError> for ChangeMeetingError {
    fn from(error: ParticipantError) -> Self {
        match error {
            ParticipantError::Stopped(stop) => Self::Stopped(stop),
            error => Self::Participant(error),
        }
    }
}

/// Changes a meeting with its appointment. Where it is at another hour or place, everybody is to be told and asked anew, and what waits in
/// the outbox about the old hour is not sent. True where it was moved.
pub async fn change_meeting(
    ctx: &mut Ctx,
    command: ChangeMeeting,
    words: &dyn MeetingWords,
) -> Result<bool, ChangeMeetingError> {
    let family = command.family;
    let permit = ctx.permit::<what::Meetings, doing::Change>(family).await?;
    let there = stored::find(&mut ctx.link, &permit, command.meeting)
        .await?
        .ok_or(Stop::Absent)?;
    if there.meeting.version != command.version {
        return Err(ChangeMeetingError::Changed);
    }
    let chair = command.facts.chair;
    let leads = meeting_participant::unit_of(&mut ctx.link, &permit, chair).await?;
    if leads.is_none() {
        return Err(ChangeMeetingError::NoSuchChair);
    }
    let moved = (there.starts, there.ends, &there.place)
        != (
            command.appointment.starts,
            command.appointment.ends,
            &command.appointment.place,
        )
        || there.meeting.facts.video != command.facts.video;
    let people = command.appointment.people.clone();
    let leave = ctx
        .permit::<what::Appointments, doing::Change>(family)
        .await?;
    let appointment = ChangeAppointment {
        family,
        appointment: there.meeting.appointment,
        version: there.appointment_version,
        facts: command.appointment,
    };
    change(ctx, &leave, appointment).await?;
    let mut meeting = there.meeting;
    meeting.facts = command.facts;
    meeting.sequence += i64::from(moved);
    if !stored::update(&mut ctx.link, &permit, &meeting, command.version).await? {
        return Err(ChangeMeetingError::Changed);
    }
    let gone = people_as_appointed(ctx, &permit, meeting.id, &people).await?;
    if moved {
        meeting_participant::ask_anew(&mut ctx.link, &permit, meeting.id).await?;
    }
    let now_is = stored::find(&mut ctx.link, &permit, meeting.id)
        .await?
        .ok_or(Stop::Absent)?;
    call_off(ctx, &permit, (&now_is, &gone), words).await?;
    ctx.notice(family);
    ctx.record("change_meeting", &permit, meeting.id.uuid());
    Ok(moved)
}
