//! The letters and text messages about a meeting: put in the outbox with what they tell of, in the words of whoever calls.

use helhed_access::{Doing, Permit, what};
use helhed_domain::ids::LetterId;
use helhed_domain::meeting::reminder_at;
use helhed_domain::post::{EmailAddress, Letter, LetterKind};
use helhed_domain::text_message::{PhoneNumber, TextMessage};
use helhed_store::meeting::MeetingLine;
use helhed_store::meeting_participant::ParticipantLine;
use helhed_store::outbox::{self, Channel, Put};
use jiff::Timestamp;

use super::put_on::{EMAIL, PHONE};
use crate::post::{SEALED, written, written_text};
use crate::{Ctx, Stop};

/// What a letter about a meeting tells, and to whom.
#[derive(Debug, Clone, Copy)]
pub struct Telling<'a> {
    /// What it is about.
    pub kind: LetterKind,
    /// The meeting, as it stands.
    pub line: &'a MeetingLine,
    /// When it is written.
    pub at: Timestamp,
}

/// Whoever has the words: the page, in the language of whoever calls. Nobody of the family is named in a letter, nor what is talked of.
pub trait MeetingWords: Sync {
    /// The letter to an address, with what a calendar is told; none where letters are not sent from here.
    fn letter(&self, telling: Telling<'_>, to: &EmailAddress) -> Option<Letter>;

    /// The text message; none where text messages are not sent from here.
    fn text(&self, telling: Telling<'_>) -> Option<String>;
}

/// What leaves, and how.
enum Message {
    Mail(Letter),
    Text(TextMessage),
}

/// Where a participant is written to, as far as it is known.
struct Addresses {
    email: Option<EmailAddress>,
    phone: Option<PhoneNumber>,
}

impl Addresses {
    fn of(ctx: &Ctx, line: &ParticipantLine) -> Self {
        let keys = ctx.house().keys();
        let read = |column, sealed: Option<&[u8]>| keys.unseal(column, sealed?).ok();
        let (email, phone) = (line.email.as_deref(), line.phone.as_deref());
        Self {
            email: read(EMAIL, email).and_then(|it| EmailAddress::parse(&it).ok()),
            phone: read(PHONE, phone).and_then(|it| PhoneNumber::parse(&it).ok()),
        }
    }

    /// What is said, by the way that fits it: an invitation belongs in a calendar and goes by letter where it can; a reminder is to be seen
    /// on the day and goes to the telephone where it can.
    fn message(&self, telling: Telling<'_>, words: &dyn MeetingWords) -> Option<Message> {
        let letter = || {
            let letter = words.letter(telling, self.email.as_ref()?);
            letter.map(Message::Mail)
        };
        let text = || {
            let to = self.phone.clone()?;
            let text = words.text(telling)?;
            Some(Message::Text(TextMessage::new(to, &text)))
        };
        match telling.kind {
            LetterKind::Reminder => text().or_else(letter),
            _ => letter().or_else(text),
        }
    }
}

/// Puts a letter or a text message to one participant in the outbox, and with an invitation or a change the reminder, which waits there for
/// the day before. False where they cannot be written to from here.
pub(super) async fn tell<V: Doing>(
    ctx: &mut Ctx,
    permit: &Permit<what::Meetings, V>,
    (line, to): (&MeetingLine, &ParticipantLine),
    kind: LetterKind,
    words: &dyn MeetingWords,
) -> Result<bool, Stop> {
    let addresses = Addresses::of(ctx, to);
    let now = ctx.now();
    let telling = Telling {
        kind,
        line,
        at: now,
    };
    let Some(message) = addresses.message(telling, words) else {
        return Ok(false);
    };
    put(ctx, permit, (line, to), (kind, message), now).await?;
    let reminds = matches!(kind, LetterKind::Invitation | LetterKind::Change);
    if let Some(at) = reminder_at(line.starts, now).filter(|_| reminds) {
        let kind = LetterKind::Reminder;
        if let Some(message) = addresses.message(Telling { kind, ..telling }, words) {
            put(ctx, permit, (line, to), (kind, message), at).await?;
        }
    }
    Ok(true)
}

async fn put<V: Doing>(
    ctx: &mut Ctx,
    permit: &Permit<what::Meetings, V>,
    (line, to): (&MeetingLine, &ParticipantLine),
    (kind, message): (LetterKind, Message),
    not_before: Timestamp,
) -> Result<(), Stop> {
    let id: LetterId = ctx.new_id();
    let nonce = ctx.house().random();
    let (channel, text) = match &message {
        Message::Mail(letter) => (Channel::Mail, written(letter)),
        Message::Text(message) => (Channel::Text, written_text(message)),
    };
    let sealed = ctx.house().keys().seal(SEALED, &text, nonce);
    let put = Put {
        id,
        subject: to.participant.id.uuid(),
        link: None,
        sealed: &sealed,
        by: (ctx.actor()?.account, ctx.now()),
        kind,
        channel,
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
