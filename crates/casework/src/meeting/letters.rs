//! The letters about a meeting: put in the outbox with what they tell of, in the words of whoever calls.

use helhed_access::{Doing, Permit, what};
use helhed_domain::ids::LetterId;
use helhed_domain::meeting::reminder_at;
use helhed_domain::post::{EmailAddress, Letter, LetterKind};
use helhed_store::meeting::MeetingLine;
use helhed_store::meeting_participant::ParticipantLine;
use helhed_store::outbox::{self, Channel, Put};
use jiff::Timestamp;

use super::put_on::EMAIL;
use crate::post::{SEALED, written};
use crate::{Ctx, Stop};

/// What a letter about a meeting tells, and to whom.
#[derive(Debug, Clone, Copy)]
pub struct Telling<'a> {
    /// What it is about.
    pub kind: LetterKind,
    /// The meeting, as it stands.
    pub line: &'a MeetingLine,
    /// Whom it goes to.
    pub to: &'a EmailAddress,
    /// When it is written.
    pub at: Timestamp,
}

/// Whoever has the words: the page, in the language of whoever calls. Nobody of the family is named in a letter, nor what is talked of.
pub trait MeetingWords: Sync {
    /// The letter, with what a calendar is told; none where letters are not sent from here.
    fn letter(&self, telling: Telling<'_>) -> Option<Letter>;
}

/// The address that a participant's letters go to, where one is known.
pub(super) fn address(ctx: &Ctx, line: &ParticipantLine) -> Option<EmailAddress> {
    let sealed = line.email.as_deref()?;
    let text = ctx.house().keys().unseal(EMAIL, sealed).ok()?;
    EmailAddress::parse(&text).ok()
}

/// Puts a letter to one participant in the outbox, and with an invitation or a change the reminder, which waits there for the day before.
/// False where they have no address, or letters are not sent from here.
pub(super) async fn tell<V: Doing>(
    ctx: &mut Ctx,
    permit: &Permit<what::Meetings, V>,
    (line, to): (&MeetingLine, &ParticipantLine),
    kind: LetterKind,
    words: &dyn MeetingWords,
) -> Result<bool, Stop> {
    let Some(address) = address(ctx, to) else {
        return Ok(false);
    };
    let now = ctx.now();
    let telling = Telling {
        kind,
        line,
        to: &address,
        at: now,
    };
    let Some(letter) = words.letter(telling) else {
        return Ok(false);
    };
    put(ctx, permit, (line, to), (kind, letter), now).await?;
    let reminds = matches!(kind, LetterKind::Invitation | LetterKind::Change);
    if let Some(at) = reminder_at(line.starts, now).filter(|_| reminds) {
        let kind = LetterKind::Reminder;
        if let Some(letter) = words.letter(Telling { kind, ..telling }) {
            put(ctx, permit, (line, to), (kind, letter), at).await?;
        }
    }
    Ok(true)
}

async fn put<V: Doing>(
    ctx: &mut Ctx,
    permit: &Permit<what::Meetings, V>,
    (line, to): (&MeetingLine, &ParticipantLine),
    (kind, letter): (LetterKind, Letter),
    not_before: Timestamp,
) -> Result<(), Stop> {
    let id: LetterId = ctx.new_id();
    let nonce = ctx.house().random();
    let sealed = ctx.house().keys().seal(SEALED, &written(&letter), nonce);
    let put = Put {
        id,
        subject: to.participant.id.uuid(),
        link: None,
        sealed: &sealed,
        by: (ctx.actor()?.account, ctx.now()),
        kind,
        channel: Channel::Mail,
        meeting: Some((line.meeting.id, line.meeting.sequence)),
        not_before,
    };
    outbox::insert(&mut ctx.link, permit, put).await?;
    Ok(())
}

/// Says that somebody's call is off to those of these who were written to, and takes back what waits for them.
pub(super) async fn call_off<V: Doing>(
    ctx: &mut Ctx,
    permit: &Permit<what::Meetings, V>,
    (line, gone): (&MeetingLine, &[ParticipantLine]),
    words: &dyn MeetingWords,
) -> Result<(), Stop> {
    let letters = outbox::of_meeting(&mut ctx.link, permit, line.meeting.id).await?;
    for to in gone {
        let subject = to.participant.id.uuid();
        let now = ctx.now();
        outbox::close_waiting(&mut ctx.link, permit, subject, now).await?;
        if letters.iter().any(|it| it.subject == subject) {
            tell(ctx, permit, (line, to), LetterKind::Cancellation, words).await?;
        }
    }
    Ok(())
}
