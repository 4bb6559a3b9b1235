//! A letter over SMTP.

use std::time::Duration;

use lettre::message::header::{ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use uuid::Uuid;

use helhed_domain::post::{Letter, LetterCalendar};

use crate::{Encryption, Settings, SettingsFault};

/// How long the mail server is waited for at every step.
const PATIENCE: Duration = Duration::from_secs(20);

/// The way to the mail server.
#[derive(Clone)]
pub struct Post {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

/// Why a letter was not sent. The log may have it: it names nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotSent {
    /// The server will never take it: there is no such mailbox.
    #[error("refused, {code}")]
    Refused {
        /// The server's answer.
        code: u16,
    },
    /// Not now: no connection, no encryption, a server that is busy or does not know us.
    #[error("not now, {}", code.map_or_else(|| "no answer".to_owned(), |code| code.to_string()))]
    NotNow {
        /// The server's answer, where there was one.
        code: Option<u16>,
    },
}

/// A machine wrote it: programs that answer by themselves stay silent (RFC 3834).
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

/// A letter that a person reads and a calendar understands: the same said twice (RFC 6047, 2.4), what the calendar is to do in its content
/// type.
fn with_calendar(text: &str, calendar: &LetterCalendar) -> MultiPart {
    let plain = SinglePart::builder()
        .header(ContentType::TEXT_PLAIN)
        .body(text.to_owned());
    let method = calendar.method.code();
    // Every method is a word of letters: the type can be read.
    let kind = ContentType::parse(&format!("text/calendar; charset=utf-8; method={method}"));
    let told = SinglePart::builder()
        .header(kind.unwrap_or(ContentType::TEXT_PLAIN))
        .body(calendar.text.clone());
    MultiPart::alternative().singlepart(plain).singlepart(told)
}

/// Answers that are about the mailbox and will not change (RFC 5321, RFC 1846 and what servers do): all others, a wrong password of ours
/// among them, may be mended on either side before the letter is given up.
fn is_about_the_mailbox(code: u16) -> bool {
    matches!(code, 510 | 511 | 513 | 550 | 551 | 553 | 556)
}

impl Post {
    /// The way to a mail server; nothing is sent yet.
    ///
    /// # Errors
    /// What would go in the clear, and what cannot be read.
    pub fn new(settings: &Settings) -> Result<Self, SettingsFault> {
        settings.check()?;
        let server = settings.server.as_str();
        let from = settings.from.parse().map_err(|_| SettingsFault::From)?;
        let mut tls = TlsParameters::builder(server.to_owned());
        if let Some(pem) = &settings.authority {
            // A file without any certificate would be taken for a list of none.
            let is_pem = String::from_utf8_lossy(pem).contains("-----BEGIN CERTIFICATE-----");
            let authority = Certificate::from_pem(pem).ok().filter(|_| is_pem);
            let authority = authority.ok_or(SettingsFault::Authority)?;
            tls = tls.add_root_certificate(authority);
        }
        let tls = || {
            let built = tls.clone().build_rustls();
            built.map_err(|_| SettingsFault::Server(server.to_owned()))
        };
        let (tls, port) = match settings.encryption {
            Encryption::StartTls => (Tls::Required(tls()?), 587),
            Encryption::Direct => (Tls::Wrapper(tls()?), 465),
            Encryption::None => (Tls::None, 25),
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(server)
            .port(settings.port.unwrap_or(port))
            .tls(tls)
            .timeout(Some(PATIENCE));
        if let Some((name, password)) = &settings.sign_in {
            builder = builder.credentials(Credentials::new(name.clone(), password.clone()));
        }
        Ok(Self {
            transport: builder.build(),
            from,
        })
    }

    /// Sends a letter, once. `id` is its own: the same at every try, so that a mail program sees that two are one.
    ///
    /// # Errors
    /// It was refused, or not now.
    pub async fn send(&self, letter: &Letter, id: Uuid) -> Result<(), NotSent> {
        let mailbox_fault = NotSent::Refused { code: 553 };
        let to: Address = letter.to.as_str().parse().map_err(|_| mailbox_fault)?;
        let builder = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(letter.subject.as_str())
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
            .header(AutoSubmitted);
        let message = match &letter.calendar {
            None => builder
                .header(ContentType::TEXT_PLAIN)
                .body(letter.text.clone()),
            Some(calendar) => builder.multipart(with_calendar(&letter.text, calendar)),
        };
        let message = message.map_err(|_| mailbox_fault)?;
        self.transport
            .send(message)
            .await
            .map(drop)
            .map_err(|error| {
                let code = error.status().map(u16::from);
                match code {
                    Some(code) if is_about_the_mailbox(code) => NotSent::Refused { code },
                    code => NotSent::NotNow { code },
                }
            })
    }
}
