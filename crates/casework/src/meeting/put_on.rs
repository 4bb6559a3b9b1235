//! Puts somebody on the list of those who are to be at a meeting.

use std::collections::BTreeSet;

use helhed_access::{Doing, Permit, doing, what};
use helhed_domain::ids::{MeetingId, PersonId};
use helhed_domain::involvement::Workplace;
use helhed_domain::meeting::{Invited, MeetingAnswer, Participant, ParticipantFacts};
use helhed_domain::post::EmailAddress;
use helhed_domain::text_message::Reached;
use helhed_store::meeting_participant::{self as stored, ParticipantLine, Put};
use helhed_store::{household, involvement};

use crate::stop::stops_on_storage;
use crate::{Ctx, Stop};

/// The column that e-mail addresses of participants are sealed for.
pub(super) const EMAIL: &str = "meeting_participant.email";

/// The column that telephone numbers of participants are sealed for.
pub(super) const PHONE: &str = "meeting_participant.phone";

/// Why somebody was not put on.
#[derive(Debug, thiserror::Error)]
pub enum ParticipantError {
    /// There is nobody such: not of the family, not one of those who work here, no longer around it.
    #[error("there is nobody such")]
    Nobody,
    /// They are on the list already.
    #[error("on the list already")]
    Already,
    /// It stopped.
    #[error(transparent)]
    Stopped(#[from] Stop),
}
stops_on_storage!(ParticipantError);

/// Puts somebody on, in the meeting's transaction. The unit of an account and of somebody around the family is theirs, whatever was
/// written.
pub(super) async fn put_on<V: Doing>(
    ctx: &mut Ctx,
    permit: &Permit<what::Meetings, V>,
    meeting: MeetingId,
    facts: ParticipantFacts,
) -> Result<Participant, ParticipantError> {
    let there = stored::of_meeting(&mut ctx.link, permit, meeting).await?;
    if there.iter().any(|it| it.participant.who == facts.who) {
        return Err(ParticipantError::Already);
    }
    let unit = match &facts.who {
        Invited::Person(person) => {
            if !household::all_belong(&mut ctx.link, permit, &[*person]).await? {
                return Err(ParticipantError::Nobody);
            }
            None
        }
        Invited::Account(account) => stored::unit_of(&mut ctx.link, permit, *account)
            .await?
            .ok_or(ParticipantError::Nobody)?,
        Invited::Around(id) => {
            let around = ctx.permit::<what::Around, doing::Read>(permit.family());
            let around = around.await?;
            let found = involvement::find(&mut ctx.link, &around, *id).await?;
            let found = found.filter(|it| it.annulled.is_none());
            match found.ok_or(ParticipantError::Nobody)?.facts.workplace {
                Workplace::Unit(unit) => Some(unit),
                Workplace::Named(_) | Workplace::Unknown => None,
            }
        }
        Invited::Guest(_) => None,
    };
    let participant = Participant {
        id: ctx.new_id(),
        meeting,
        who: facts.who,
        unit,
        added_at: ctx.now(),
        invited_at: None,
        answer: MeetingAnswer::None,
        answered_at: None,
        came: None,
    };
    let (known, phone) = known(ctx, permit, &participant.who).await?;
    let (new_email, new_phone) = sealed(ctx, facts.reached.as_ref());
    let (email, phone) = (new_email.or(known), new_phone.or(phone));
    let put = Put {
        participant: &participant,
        email: email.as_deref(),
        phone: phone.as_deref(),
    };
    stored::insert(&mut ctx.link, permit, put).await?;
    Ok(participant)
}

/// The e-mail address or the telephone number that was written down, sealed for its column.
pub(super) fn sealed(ctx: &Ctx, reached: Option<&Reached>) -> (Option<Vec<u8>>, Option<Vec<u8>>) {
    let (keys, nonce) = (ctx.house().keys(), ctx.house().random());
    match reached {
        Some(Reached::Email(it)) => (Some(keys.seal(EMAIL, it.as_str(), nonce)), None),
        Some(Reached::Phone(it)) => (None, Some(keys.seal(PHONE, it.as_str(), nonce))),
        None => (None, None),
    }
}

/// The sealed addresses that are known already: of the family from their own page, of a colleague from the last meeting they were called to.
async fn known<V: Doing>(
    ctx: &mut Ctx,
    permit: &Permit<what::Meetings, V>,
    who: &Invited,
) -> Result<(Option<Vec<u8>>, Option<Vec<u8>>), Stop> {
    let Invited::Person(person) = who else {
        return Ok(stored::addresses_of_colleague(&mut ctx.link, permit, who).await?);
    };
    let (email, phone) = stored::addresses_of_person(&mut ctx.link, permit, *person).await?;
    let email = email.filter(|it| EmailAddress::parse(it).is_ok());
    let seal = |column, text: Option<String>| {
        let nonce = ctx.house().random();
        text.map(|it| ctx.house().keys().seal(column, it.trim(), nonce))
    };
    Ok((seal(EMAIL, email), seal(PHONE, phone)))
}

/// Puts the people of the family on who are to be there by the appointment, and takes those off who no longer are.
pub(super) async fn people_as_appointed<V: Doing>(
    ctx: &mut Ctx,
    permit: &Permit<what::Meetings, V>,
    meeting: MeetingId,
    people: &[PersonId],
) -> Result<Vec<ParticipantLine>, ParticipantError> {
    let there = stored::of_meeting(&mut ctx.link, permit, meeting).await?;
    let mut gone = Vec::new();
    let mut on = BTreeSet::new();
    for line in there {
        let Invited::Person(person) = line.participant.who else {
            continue;
        };
        on.insert(person);
        if !people.contains(&person) {
            let now = ctx.now();
            stored::remove(&mut ctx.link, permit, line.participant.id, now).await?;
            gone.push(line);
        }
    }
    let people: BTreeSet<PersonId> = people.iter().copied().collect();
    for person in people.into_iter().filter(|it| !on.contains(it)) {
        let facts = ParticipantFacts {
            who: Invited::Person(person),
            unit: None,
            reached: None,
        };
        put_on(ctx, permit, meeting, facts).await?;
    }
    Ok(gone)
}
