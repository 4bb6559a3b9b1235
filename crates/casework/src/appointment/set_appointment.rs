//! Sets an appointment.

use helhed_access::{doing, what};
use helhed_domain::appointment::{Appointment, AppointmentError, AppointmentFacts};
use helhed_domain::ids::{AppointmentId, FamilyId};
use helhed_store::{appointment as stored, household};

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop, collision};

/// An appointment to set.
#[derive(Debug, Clone)]
pub struct SetAppointment {
    /// The family.
    pub family: FamilyId,
    /// When, where, what and who.
    pub facts: AppointmentFacts,
}

/// Why an appointment was not set.
#[derive(Debug, thiserror::Error)]
pub enum SetAppointmentError {
    /// It cannot be.
    #[error(transparent)]
    Wrong(#[from] AppointmentError),
    /// Somebody who is to be there does not belong to the family; others are written by name.
    #[error("somebody who is to be there is not of the family")]
    NotOfFamily,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(SetAppointmentError);

/// Sets an appointment that is to come, or goes on.
pub async fn set_appointment(
    ctx: &mut Ctx,
    command: SetAppointment,
) -> Result<AppointmentId, SetAppointmentError> {
    let permit = ctx
        .permit::<what::Appointments, doing::Add>(command.family)
        .await?;
    let facts = command.facts.checked(ctx.now(), None)?;
    if !household::all_belong(&mut ctx.link, &permit, &facts.people).await? {
        return Err(SetAppointmentError::NotOfFamily);
    }
    let appointment = Appointment {
        id: ctx.new_id(),
        family: command.family,
        facts,
        by: ctx.actor()?.account,
        set_at: ctx.now(),
        annulled: None,
        version: 1,
    };
    stored::insert(&mut ctx.link, &permit, &appointment).await?;
    ctx.record("set_appointment", &permit, appointment.id.uuid());
    collision::recheck(ctx, command.family).await?;
    Ok(appointment.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::appointment::{
        AnnulAppointment, ChangeAppointment, ChangeAppointmentError, annul_appointment,
        appointments_page, change_appointment,
    };
    use crate::testing::{House, a_meeting, line};
    use helhed_domain::appointment::AppointmentState;

    #[tokio::test]
    async fn hours_and_people_must_fit() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let berg = house.a_family("Berg").await.taken_in_by(&house.karen).await;
        let mut ctx = house.change(&house.karen).await;
        let family = holm.id;
        let long = a_meeting("2026-11-25T09:00:00Z", "2026-11-26T09:00:00Z");
        assert!(matches!(
            set_appointment(
                &mut ctx,
                SetAppointment {
                    family,
                    facts: long
                }
            )
            .await,
            Err(SetAppointmentError::Wrong(AppointmentError::TooLong))
        ));
        let mut facts = a_meeting("2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z");
        facts.people = vec![berg.child];
        assert!(matches!(
            set_appointment(&mut ctx, SetAppointment { family, facts }).await,
            Err(SetAppointmentError::NotOfFamily)
        ));
    }

    #[tokio::test]
    async fn it_is_moved_told_of_and_called_off() {
        let house = House::new().await;
        let holm = house.a_family("Holm").await.taken_in_by(&house.karen).await;
        let mut facts = a_meeting("2026-11-25T09:00:00Z", "2026-11-25T10:00:00Z");
        facts.people = vec![holm.mother, holm.child];
        let appointment = holm.meets(facts).await;
        let mut moved = a_meeting("2026-11-26T09:00:00Z", "2026-11-26T10:00:00Z");
        moved.people = vec![holm.mother];
        let change = |version| ChangeAppointment {
            family: holm.id,
            appointment,
            version,
            facts: moved.clone(),
        };
        let mut ctx = house.change(&house.karen).await;
        change_appointment(&mut ctx, change(1))
            .await
            .expect("moved");
        assert!(matches!(
            change_appointment(&mut ctx, change(1)).await,
            Err(ChangeAppointmentError::Changed)
        ));
        let annul = |version| AnnulAppointment {
            family: holm.id,
            appointment,
            version,
            reason: line("Skolen er lukket"),
        };
        assert!(matches!(
            annul_appointment(&mut ctx, annul(1)).await,
            Err(ChangeAppointmentError::Changed)
        ));
        annul_appointment(&mut ctx, annul(2))
            .await
            .expect("called off");
        assert!(matches!(
            change_appointment(&mut ctx, change(3)).await,
            Err(ChangeAppointmentError::Wrong(AppointmentError::Annulled))
        ));
        ctx.commit().await.expect("committed");
        let mut reading = house.reading(&house.karen, house.now());
        let page = appointments_page(&mut reading, holm.id)
            .await
            .expect("a page");
        let [shown] = &page.coming[..] else {
            panic!("one appointment")
        };
        assert_eq!(
            shown.appointment.state(house.now()),
            AppointmentState::Annulled
        );
        assert_eq!(shown.appointment.facts.people, [holm.mother]);
        assert_eq!(shown.people.len(), 1);
    }
}
