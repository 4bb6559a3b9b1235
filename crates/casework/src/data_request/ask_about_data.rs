//! Asks that data about somebody be corrected, kept only, or not used; and until when they must be answered.

use jiff::civil::Date;

use helhed_access::doing;
use helhed_domain::account::Role;
use helhed_domain::data_request::{DataRequest, DataRequestKind, data_request_due};
use helhed_domain::ids::{DataRequestId, FamilyId, PersonId};
use helhed_domain::text::{Line, Prose};
use helhed_store::{data_request as stored, household};

use super::own_people;
use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// A request.
#[derive(Debug, Clone)]
pub struct AskAboutData {
    /// The family.
    pub family: FamilyId,
    /// Whose data.
    pub person: PersonId,
    /// What is asked.
    pub kind: DataRequestKind,
    /// In whose words: what is wrong and what is right, or why.
    pub words: Prose,
    /// Who asked, where the team notes it; a family member asks for themselves.
    pub asked_by: Option<Line>,
    /// The day it was received; what a family member asks is received today.
    pub received: Date,
}

/// Why a request was not noted.
#[derive(Debug, thiserror::Error)]
pub enum AskAboutDataError {
    /// It was received on a day to come.
    #[error("received on a day to come")]
    InTheFuture,
    /// The person does not belong to the family, or is not the asker's to ask for.
    #[error("not this person")]
    NotTheirs,
    /// The team notes who asked.
    #[error("who asked is missing")]
    NobodyAsked,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(AskAboutDataError);

/// Notes a request. It counts from the day it was received.
pub async fn ask_about_data(
    ctx: &mut Ctx,
    command: AskAboutData,
) -> Result<DataRequestId, AskAboutDataError> {
    let permit = ctx.requests_permit::<doing::Add>(command.family).await?;
    let (actor, today, now) = (ctx.actor()?, ctx.today(), ctx.now());
    let by_family = actor.role == Role::FamilyMember;
    let received = if by_family { today } else { command.received };
    if received > today {
        return Err(AskAboutDataError::InTheFuture);
    }
    let own = own_people(&mut ctx.link, &actor, command.family, now).await?;
    let theirs = own.is_none_or(|own| own.contains(&command.person));
    if !theirs || !household::all_belong(&mut ctx.link, &permit, &[command.person]).await? {
        return Err(AskAboutDataError::NotTheirs);
    }
    let asked_by = command.asked_by.filter(|_| !by_family);
    if !by_family && asked_by.is_none() {
        return Err(AskAboutDataError::NobodyAsked);
    }
    let months = ctx.lists().rules(received).data_request_months;
    let request = DataRequest {
        id: ctx.new_id(),
        family: command.family,
        person: command.person,
        kind: command.kind,
        words: command.words,
        asked_by,
        by: actor.account,
        received,
        due: data_request_due(received, months),
        decision: None,
    };
    stored::insert(&mut ctx.link, &permit, &request).await?;
    ctx.record("ask_about_data", &permit, request.id.uuid());
    ctx.notice(command.family);
    Ok(request.id)
}
