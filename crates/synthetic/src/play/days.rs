//! The everyday of a course: contacts, notes and appointments.

use jiff::SignedDuration;

use helhed_casework::Ctx;
use helhed_casework::appointment::{SetAppointment, set_appointment};
use helhed_casework::contact::{LogContact, log_contact};
use helhed_casework::domain::appointment::AppointmentFacts;
use helhed_casework::domain::contact::{ContactFacts, Minutes};
use helhed_casework::domain::day::instant_of;
use helhed_casework::domain::note::GENERAL;
use helhed_casework::journal::{WriteNote, write_note};
use helhed_casework::sharing::{MarkItem, mark_item};

use super::codes::{category, contact_kind};
use super::refuse::{PopulateError, line, prose, refused};
use super::scene::Scene;
use crate::story::Responsible;

impl Scene<'_> {
    pub(super) async fn contact(&mut self, ctx: &mut Ctx, i: usize) -> Result<(), PopulateError> {
        let told = &self.story.contacts[i];
        let minutes = Minutes::new(i64::from(told.minutes)).map_err(refused("minutes"))?;
        let command = LogContact {
            family: self.family()?,
            facts: ContactFacts {
                kind: contact_kind(told.kind),
                at: instant_of(told.at).unwrap_or(ctx.now()),
                minutes: Some(minutes),
                people: self.people_of(&told.persons)?,
                others: None,
                summary: Some(line(&told.summary)?),
            },
        };
        let logged = log_contact(ctx, command).await;
        let logged = logged.map_err(refused("log_contact"))?;
        if !told.crisis {
            return Ok(());
        }
        let command = MarkItem {
            family: self.family()?,
            item: logged.uuid(),
            category: GENERAL.to_owned(),
            restricted: false,
            crisis: true,
        };
        let marked = mark_item(ctx, command).await;
        marked.map_err(refused("mark_item"))
    }

    pub(super) async fn note(&mut self, ctx: &mut Ctx, i: usize) -> Result<(), PopulateError> {
        let told = &self.story.notes[i];
        let command = WriteNote {
            family: self.family()?,
            category: category(told.domain).to_owned(),
            person: None,
            about: told.at.date(),
            body: prose(&told.text)?,
        };
        let written = write_note(ctx, command).await;
        written.map(drop).map_err(refused("write_note"))
    }

    pub(super) async fn appointment(
        &mut self,
        ctx: &mut Ctx,
        i: usize,
    ) -> Result<(), PopulateError> {
        let told = &self.story.appointments[i];
        let starts = instant_of(told.at).unwrap_or(ctx.now());
        let minutes = SignedDuration::from_mins(i64::from(told.minutes));
        let with = match told.with {
            Responsible::Professional(who) => Some(&self.story.around[who.0].name),
            Responsible::Member(_) | Responsible::Coordinator => None,
        };
        let command = SetAppointment {
            family: self.family()?,
            facts: AppointmentFacts {
                starts,
                ends: starts.saturating_add(minutes).unwrap_or(starts),
                title: line(&told.title)?,
                place: Some(line(&told.place)?),
                people: self.people_of(&told.persons)?,
                others: with.map(|name| line(name)).transpose()?,
            },
        };
        let made = set_appointment(ctx, command).await;
        made.map(drop).map_err(refused("set_appointment"))
    }
}
