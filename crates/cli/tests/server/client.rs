//! As much of a browser as the tests need: one request a connection, and an answer only where all of it came.

use std::io::{Error, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// What came back.
pub(crate) struct Answer {
    pub status: u16,
    pub cookie: String,
    /// Where it leads on to.
    pub location: String,
    pub body: String,
}

/// Who asks, and where.
#[derive(Clone)]
pub(crate) struct Client {
    pub port: u16,
    pub cookie: String,
}

impl Client {
    /// Signs somebody in.
    pub(crate) fn sign_in(port: u16, username: &str, phrase: &str) -> Self {
        let mut client = Self {
            port,
            cookie: String::new(),
        };
        let body = format!("username={username}&phrase={}", encoded(phrase));
        let answer = client.post("/sign-in", &body).expect("an answer");
        assert_eq!(answer.status, 303, "{username} is signed in");
        client.cookie = answer.cookie;
        client
    }

    pub(crate) fn get(&self, path: &str) -> Result<Answer, Error> {
        self.send("GET", path, "")
    }

    pub(crate) fn post(&self, path: &str, body: &str) -> Result<Answer, Error> {
        self.send("POST", path, body)
    }

    /// Sends a form with a file, of which only so many bytes leave.
    pub(crate) fn upload(&self, path: &str, body: &str, leaving: usize) -> Result<Answer, Error> {
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let head = self.head("POST", path, &kind, body.len());
        let mut stream = self.connected()?;
        stream.write_all(head.as_bytes())?;
        stream.write_all(&body.as_bytes()[..leaving])?;
        if leaving < body.len() {
            return Err(ErrorKind::ConnectionAborted.into());
        }
        answer(stream)
    }

    fn connected(&self) -> Result<TcpStream, Error> {
        let stream = TcpStream::connect(("127.0.0.1", self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(stream)
    }

    fn head(&self, method: &str, path: &str, kind: &str, length: usize) -> String {
        format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nCookie: {}\r\n\
             Content-Type: {kind}\r\nContent-Length: {length}\r\n\r\n",
            self.cookie
        )
    }

    fn send(&self, method: &str, path: &str, body: &str) -> Result<Answer, Error> {
        let kind = "application/x-www-form-urlencoded";
        let head = self.head(method, path, kind, body.len());
        let mut stream = self.connected()?;
        stream.write_all(format!("{head}{body}").as_bytes())?;
        answer(stream)
    }
}

/// What comes back, read to its end.
fn answer(mut stream: TcpStream) -> Result<Answer, Error> {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    read(&String::from_utf8_lossy(&bytes))
}

/// What stands between the parts of a form with a file.
const BOUNDARY: &str = "helhed-boundary";

/// A form with a file of this content, as a browser sends it.
pub(crate) fn with_a_file(fields: &[(&str, &str)], name: &str, content: &str) -> String {
    let part = |name: &str, rest: &str| {
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{rest}\r\n")
    };
    let mut body: String = (fields.iter())
        .map(|(name, value)| format!("{}\r\n{value}\r\n", part(name, "")))
        .collect();
    let file = part("file", &format!("; filename=\"{name}\""));
    body += &format!("{file}Content-Type: text/plain\r\n\r\n{content}\r\n--{BOUNDARY}--\r\n");
    body
}

/// Reads an answer; one that was cut off is an error.
fn read(text: &str) -> Result<Answer, Error> {
    let cut_off = || Error::from(ErrorKind::UnexpectedEof);
    let (head, body) = text.split_once("\r\n\r\n").ok_or_else(cut_off)?;
    let (first, lines) = head.split_once("\r\n").ok_or_else(cut_off)?;
    let status = first.split(' ').nth(1).and_then(|it| it.parse().ok());
    let header = |name: &str| {
        lines.lines().find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then_some(value)
        })
    };
    if let Some(length) = header("content-length")
        && length.parse() != Ok(body.len())
    {
        return Err(cut_off());
    }
    let cookie = header("set-cookie").and_then(|it| it.split(';').next());
    Ok(Answer {
        status: status.ok_or_else(cut_off)?,
        cookie: cookie.unwrap_or_default().to_owned(),
        location: header("location").unwrap_or_default().to_owned(),
        body: body.to_owned(),
    })
}

/// A text as a form sends it.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
