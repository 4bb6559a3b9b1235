//! Moves an appointment, or puts it right.

use helhed_access::{Permit, doing, what};
use helhed_domain::appointment::{AppointmentError, AppointmentFacts};
use helhed_domain::ids::{AppointmentId, FamilyId};
use helhed_store::{appointment as stored, household, meeting};

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop, collision};

/// An appointment as it is to be.
#[derive(Debug, Clone)]
pub struct ChangeAppointment {
    /// The family.
    pub family: FamilyId,
    /// The appointment.
    pub appointment: AppointmentId,
    /// The version that was read.
    pub version: i64,
    /// When, where, what and who.
    pub facts: AppointmentFacts,
}

/// Why an appointment was not changed or called off.
#[derive(Debug, thiserror::Error)]
pub enum ChangeAppointmentError {
    /// Somebody else has changed it since.
    #[error("somebody else has changed it since")]
    Changed,
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] AppointmentError),
    /// A meeting stands on it: it is moved and called off there, so that everybody who was called hears of it.
    #[error("a meeting stands on it")]
    OfMeeting,
    /// Somebody who is to be there does not belong to the family.
    #[error("somebody who is to be there is not of the family")]
    NotOfFamily,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(ChangeAppointmentError);

/// Moves an appointment, or puts it right. One on which a meeting stands is left to the meeting.
pub async fn change_appointment(
    ctx: &mut Ctx,
    command: ChangeAppointment,
) -> Result<(), ChangeAppointmentError> {
    let permit = ctx
        .permit::<what::Appointments, doing::Change>(command.family)
        .await?;
    let meeting = meeting::on_appointment(&mut ctx.link, &permit, command.appointment).await?;
    match meeting {
        Some(_) => Err(ChangeAppointmentError::OfMeeting),
        None => change(ctx, &permit, command).await,
    }
}

/// The same for whichever appointment it is.
pub(crate) async fn change(
    ctx: &mut Ctx,
    permit: &Permit<what::Appointments, doing::Change>,
    command: ChangeAppointment,
) -> Result<(), ChangeAppointmentError> {
    let appointment = stored::find(&mut ctx.link, permit, command.appointment)
        .await?
        .ok_or(Stop::Absent)?;
    if appointment.version != command.version {
        return Err(ChangeAppointmentError::Changed);
    }
    let appointment = appointment.changed(command.facts, ctx.now())?;
    if !household::all_belong(&mut ctx.link, permit, &appointment.facts.people).await? {
        return Err(ChangeAppointmentError::NotOfFamily);
    }
    if !stored::update(&mut ctx.link, permit, &appointment, command.version).await? {
        return Err(ChangeAppointmentError::Changed);
    }
    ctx.record("change_appointment", permit, appointment.id.uuid());
    collision::recheck(ctx, command.family).await?;
    Ok(())
}
