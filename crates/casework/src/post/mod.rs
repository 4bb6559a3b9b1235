//! The outbox: letters that leave by e-mail, and text messages.
//!
//! Put in: [`post_link()`], in the transaction that makes what the letter tells of, so that a letter is never without its link and a link
//! that was to be sent is never without its letter. Taken out: [`next_letter()`] and [`next_text()`] by whoever carries them, one at a time; what became of
//! it: [`note_delivery()`]. A letter that nobody has noted as gone is tried again, so that one may arrive twice and none is lost.

mod next_letter;
mod next_text;
mod note_delivery;
mod post_link;

use helhed_domain::meeting::CalendarMethod;
pub use helhed_domain::post::{
    EmailAddress, EmailAddressError, Letter, LetterCalendar, LetterKind, LetterState,
};
pub use helhed_domain::text_message::{PhoneNumber, Reached, ReachedError, TextMessage};
pub use helhed_store::outbox::{Channel, LetterLine};
pub use next_letter::{Outgoing, next_letter};
pub use next_text::next_text;
pub use note_delivery::{Delivery, note_delivery};
pub use post_link::post_link;

/// The column that letters are sealed for.
pub(crate) const SEALED: &str = "outbox.sealed";

/// What stands between the text of a letter and its calendar: no text that people write holds it.
const CALENDAR: &str = "\n\u{1d}";

/// A letter as it is sealed: address, subject, text, a line each and the rest; then what a calendar is told.
pub(crate) fn written(letter: &Letter) -> String {
    let (to, subject) = (letter.to.as_str(), letter.subject.as_str());
    let mut out = format!("{to}\n{subject}\n{}", letter.text);
    if let Some(calendar) = &letter.calendar {
        out += &format!("{CALENDAR}{}\n{}", calendar.method.code(), calendar.text);
    }
    out
}

fn read(text: &str) -> Option<Letter> {
    let (text, calendar) = match text.split_once(CALENDAR) {
        Some((text, calendar)) => (text, Some(calendar)),
        None => (text, None),
    };
    let calendar = match calendar {
        Some(calendar) => {
            let (method, text) = calendar.split_once('\n')?;
            Some(LetterCalendar {
                method: CalendarMethod::from_code(method)?,
                text: text.to_owned(),
            })
        }
        None => None,
    };
    let mut parts = text.splitn(3, '\n');
    Some(Letter {
        to: EmailAddress::parse(parts.next()?).ok()?,
        subject: helhed_domain::text::Line::parse(parts.next()?).ok()?,
        text: parts.next()?.to_owned(),
        calendar,
    })
}

/// A text message as it is sealed: number and text, a line and the rest.
pub(crate) fn written_text(message: &TextMessage) -> String {
    format!("{}\n{}", message.to.as_str(), message.text)
}

fn read_text(text: &str) -> Option<TextMessage> {
    let (to, text) = text.split_once('\n')?;
    Some(TextMessage {
        to: PhoneNumber::parse(to).ok()?,
        text: text.to_owned(),
    })
}
