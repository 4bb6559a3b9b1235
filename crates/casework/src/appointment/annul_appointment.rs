//! Calls off an appointment.

use helhed_access::{Permit, doing, what};
use helhed_domain::ids::{AppointmentId, FamilyId};
use helhed_domain::text::Line;
use helhed_store::{appointment as stored, meeting};

use crate::appointment::ChangeAppointmentError;
use crate::{Ctx, Stop, collision};

/// An appointment to call off.
#[derive(Debug, Clone)]
pub struct AnnulAppointment {
    /// The family.
    pub family: FamilyId,
    /// The appointment.
    pub appointment: AppointmentId,
    /// The version that was read.
    pub version: i64,
    /// Why.
    pub reason: Line,
}

/// Calls off an appointment: it stays to be read, with the reason. One on which a meeting stands is left to the meeting.
pub async fn annul_appointment(
    ctx: &mut Ctx,
    command: AnnulAppointment,
) -> Result<(), ChangeAppointmentError> {
    let permit = ctx
        .permit::<what::Appointments, doing::Annul>(command.family)
        .await?;
    let meeting = meeting::on_appointment(&mut ctx.link, &permit, command.appointment).await?;
    match meeting {
        Some(_) => Err(ChangeAppointmentError::OfMeeting),
        None => annul(ctx, &permit, command).await,
    }
}

/// The same for whichever appointment it is.
pub(crate) async fn annul(
    ctx: &mut Ctx,
    permit: &Permit<what::Appointments, doing::Annul>,
    command: AnnulAppointment,
) -> Result<(), ChangeAppointmentError> {
    let appointment = stored::find(&mut ctx.link, permit, command.appointment)
        .await?
        .ok_or(Stop::Absent)?
        .annulled(command.reason, ctx.now())?;
    if !stored::update(&mut ctx.link, permit, &appointment, command.version).await? {
        return Err(ChangeAppointmentError::Changed);
    }
    ctx.record("annul_appointment", permit, appointment.id.uuid());
    collision::recheck(ctx, command.family).await?;
    Ok(())
}
