//! Letters to an SMTP server on this machine: one that takes them, one that refuses, one that is busy, one that hangs up.

use std::sync::{Arc, Mutex};

use helhed_domain::meeting::CalendarMethod;
use helhed_domain::post::{EmailAddress, Letter, LetterCalendar};
use helhed_domain::text::Line;
use helhed_post::{Encryption, NotSent, Post, Settings, SettingsFault};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use uuid::Uuid;

/// What the server answers to a recipient and to a whole letter; an empty answer hangs up.
type Answers = (&'static str, &'static str);

/// A server and what it has been told, line by line.
struct Server {
    port: u16,
    heard: Arc<Mutex<String>>,
}

async fn server(answers: Answers) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let heard = Arc::new(Mutex::new(String::new()));
    let told = heard.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            talk(stream, answers, &told).await;
        }
    });
    Server { port, heard }
}

/// One conversation in SMTP, as far as one letter needs it (RFC 5321).
async fn talk(stream: TcpStream, (recipient, letter): Answers, heard: &Mutex<String>) {
    let (reading, mut writing) = stream.into_split();
    let mut lines = BufReader::new(reading).lines();
    let mut in_letter = false;
    let mut answer = "220 here";
    loop {
        if answer.is_empty()
            || writing
                .write_all(format!("{answer}\r\n").as_bytes())
                .await
                .is_err()
        {
            return;
        }
        loop {
            let Ok(Some(line)) = lines.next_line().await else {
                return;
            };
            heard.lock().expect("heard").push_str(&format!("{line}\n"));
            if in_letter && line != "." {
                continue;
            }
            answer = match line.split([' ', ':']).next().unwrap_or_default() {
                "EHLO" => "250-here\r\n250 8BITMIME",
                "MAIL" => "250 sender",
                "RCPT" => recipient,
                "DATA" => "354 go on",
                "." => letter,
                "QUIT" => "221 bye",
                _ => "500 what?",
            };
            in_letter = line == "DATA";
            break;
        }
    }
}

fn settings(port: u16) -> Settings {
    Settings {
        server: "127.0.0.1".to_owned(),
        port: Some(port),
        encryption: Encryption::None,
        from: "Helhed <helhed@example.dk>".to_owned(),
        sign_in: None,
        authority: None,
    }
}

fn letter() -> Letter {
    Letter {
        to: EmailAddress::parse("tove@skolen.example").expect("an address"),
        subject: Line::parse("Fire korte spørgsmål").expect("a line"),
        text: "Åbn linket:\nhttps://helhed.example.dk/rate/abc\n.\nHilsen".to_owned(),
        calendar: None,
    }
}

const ID: Uuid = Uuid::from_u128(7);

#[tokio::test]
async fn a_letter_arrives_whole_and_says_that_a_machine_wrote_it() {
    let there = server(("250 to", "250 taken")).await;
    let post = Post::new(&settings(there.port)).expect("settings");
    post.send(&letter(), ID).await.expect("sent");
    let heard = there.heard.lock().expect("heard").clone();
    for part in [
        "MAIL FROM:<helhed@example.dk>",
        "RCPT TO:<tove@skolen.example>",
        "Subject: Fire korte =?utf-8?b?c3DDuHJnc23DpWw=?=",
        "Message-ID: <00000000-0000-0000-0000-000000000007@example.dk>",
        "Auto-Submitted: auto-generated",
        "https://helhed.example.dk/rate/abc",
        "Hilsen",
    ] {
        assert!(heard.contains(part), "{part} in {heard}");
    }
}

#[tokio::test]
async fn an_invitation_is_read_by_a_person_and_by_a_calendar() {
    let there = server(("250 to", "250 taken")).await;
    let post = Post::new(&settings(there.port)).expect("settings");
    let calendar = LetterCalendar {
        method: CalendarMethod::Request,
        text: "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n".to_owned(),
    };
    let invitation = Letter {
        text: "Hej. Kom til statusmøde.".to_owned(),
        calendar: Some(calendar),
        ..letter()
    };
    post.send(&invitation, ID).await.expect("sent");
    let heard = there.heard.lock().expect("heard").clone();
    for part in [
        "Content-Type: multipart/alternative;",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Type: text/calendar; charset=utf-8; method=REQUEST",
        "METHOD:REQUEST",
    ] {
        assert!(heard.contains(part), "{part} in {heard}");
    }
    // What a person reads comes first: a program shows the last that it understands.
    assert!(heard.find("text/plain") < heard.find("text/calendar"));
}

#[tokio::test]
async fn what_the_server_says_decides_whether_it_is_tried_again() {
    for (answers, expected) in [
        (("550 no such mailbox", ""), NotSent::Refused { code: 550 }),
        (("451 later", ""), NotSent::NotNow { code: Some(451) }),
        (("554 not you", ""), NotSent::NotNow { code: Some(554) }),
        (("250 to", "452 full"), NotSent::NotNow { code: Some(452) }),
        // The connection breaks when the letter has been sent: nobody knows whether it was taken, so it is tried again.
        (("250 to", ""), NotSent::NotNow { code: None }),
    ] {
        let there = server(answers).await;
        let post = Post::new(&settings(there.port)).expect("settings");
        assert_eq!(post.send(&letter(), ID).await, Err(expected), "{answers:?}");
    }
    let gone = {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        listener.local_addr().expect("an address").port()
    };
    let post = Post::new(&settings(gone)).expect("settings");
    let nobody = post.send(&letter(), ID).await;
    assert_eq!(nobody, Err(NotSent::NotNow { code: None }));
}

#[tokio::test]
async fn nothing_is_said_over_a_line_that_does_not_turn_to_tls() {
    let there = server(("250 to", "250 taken")).await;
    let wanted = Settings {
        encryption: Encryption::StartTls,
        sign_in: Some(("helhed".to_owned(), "secret".to_owned())),
        ..settings(there.port)
    };
    let post = Post::new(&wanted).expect("settings");
    let sent = post.send(&letter(), ID).await;
    assert!(matches!(sent, Err(NotSent::NotNow { .. })), "{sent:?}");
    let heard = there.heard.lock().expect("heard").clone();
    for part in ["AUTH", "MAIL", "RCPT", "secret", "tove"] {
        assert!(!heard.contains(part), "{part} in {heard}");
    }
}

#[test]
fn settings_that_would_send_in_the_clear_are_refused() {
    let refused = |settings: Settings| Post::new(&settings).map(drop).expect_err("refused");
    let other = Settings {
        server: "smtp.example.dk".to_owned(),
        ..settings(25)
    };
    assert_eq!(
        refused(other),
        SettingsFault::PlainOverNetwork("smtp.example.dk".to_owned())
    );
    let password = Settings {
        sign_in: Some(("helhed".to_owned(), "secret".to_owned())),
        ..settings(25)
    };
    assert!(!format!("{password:?}").contains("secret"));
    assert_eq!(refused(password), SettingsFault::PlainPassword);
    let nobody = Settings {
        from: "Helhed".to_owned(),
        ..settings(25)
    };
    assert_eq!(refused(nobody), SettingsFault::From);
    let authority = Settings {
        encryption: Encryption::StartTls,
        authority: Some(b"no certificate".to_vec()),
        ..settings(25)
    };
    assert_eq!(refused(authority), SettingsFault::Authority);
}
