//! The provider of the tests as a process, and as much of a browser as signs in at it.
#![allow(unreachable_pub, reason = "a test file is a crate of its own")]
#![allow(dead_code, reason = "each test file uses its part")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use helhed_openid::{ForWhom, Settings};

/// A provider that runs; it ends with the test, also when that is killed.
pub struct TestProvider {
    child: Child,
    pub issuer: String,
}

impl TestProvider {
    pub fn start() -> Self {
        let script =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../openid/tests/provider/provider.mjs");
        let mut child = Command::new("node")
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("node starts; `npm ci` has fetched what it needs");
        let out = BufReader::new(child.stdout.take().expect("piped"));
        let mut lines = out.lines().map_while(Result::ok);
        let issuer = lines
            .find_map(|line| line.strip_prefix("issuer: ").map(str::to_owned))
            .expect("it says where it listens");
        // It goes on talking to nobody.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, issuer }
    }

    /// Tells it who signs in and what is said of them; gives how often each path was asked.
    pub fn control(&self, told: &str) -> String {
        let mut nobody = Visitor::default();
        nobody
            .send("POST", &format!("{}/control", self.issuer), told)
            .2
    }

    /// How often a path was asked.
    pub fn asked(&self, path: &str) -> u64 {
        let told = self.control("{}");
        let counts: serde_json::Value = serde_json::from_str(&told).expect("counts");
        counts
            .get(path)
            .and_then(serde_json::Value::as_u64)
            .unwrap_or(0)
    }

    /// It is gone, and nobody listens where it was.
    pub fn stop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// What an installation says of it.
    pub fn settings(&self, id: &str, for_whom: ForWhom) -> Settings {
        Settings {
            id: id.to_owned(),
            name: "Kommunens login".to_owned(),
            for_whom,
            issuer: self.issuer.clone(),
            also_at: Vec::new(),
            client_id: "helhed".to_owned(),
            client_secret: Some("a+secret:of/more%than-nothing".to_owned()),
            scopes: Vec::new(),
            acr_levels: ["low", "substantial", "high"].map(str::to_owned).to_vec(),
            acr_floor: Some("substantial".to_owned()),
            userinfo: false,
            cpr_claim: None,
            clock_skew: 60,
            authority: None,
        }
    }
}

impl Drop for TestProvider {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A browser at the provider, with its cookies.
#[derive(Default)]
pub struct Visitor {
    cookies: BTreeMap<String, String>,
}

impl Visitor {
    /// Signs in where an address of ours leads; where the provider sends back to.
    pub fn signs_in(&mut self, at: &str) -> String {
        let origin: String = at.split('/').take(3).collect::<Vec<_>>().join("/");
        let mut at = at.to_owned();
        for _ in 0..6 {
            let (status, location, body) = self.send("GET", &at, "");
            if status == 200 {
                let page = at.split('?').next().unwrap_or_default();
                at = format!("{page}/go");
                continue;
            }
            assert!((300..400).contains(&status), "{status} {body}");
            at = match location.starts_with('/') {
                true => format!("{origin}{location}"),
                false => location,
            };
            if !at.starts_with(&origin) {
                return at;
            }
        }
        panic!("the provider leads back");
    }

    /// One request: status, where it leads, body.
    pub fn send(&mut self, method: &str, address: &str, body: &str) -> (u16, String, String) {
        let rest = address
            .strip_prefix("http://")
            .expect("an address of this machine");
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let mut stream = TcpStream::connect(host).expect("somebody listens");
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .expect("set");
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, it)| format!("{name}={it}"))
            .collect();
        let (cookies, length) = (cookies.join("; "), body.len());
        let request = format!(
            "{method} /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nCookie: {cookies}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).expect("sent");
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).expect("an answer");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").expect("an answer");
        let status = head.split(' ').nth(1).and_then(|it| it.parse().ok());
        let mut location = String::new();
        for line in head.lines() {
            let (name, value) = line.split_once(": ").unwrap_or_default();
            if name.eq_ignore_ascii_case("location") {
                location = value.to_owned();
            } else if name.eq_ignore_ascii_case("set-cookie") {
                let pair = value.split(';').next().unwrap_or_default();
                let (name, value) = pair.split_once('=').unwrap_or_default();
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        // The control answers in one piece or in chunks; both hold the JSON.
        let body = match (body.find('{'), body.rfind('}')) {
            (Some(start), Some(end)) if head.contains("chunked") => body[start..=end].to_owned(),
            _ => body.to_owned(),
        };
        (status.expect("a status"), location, body)
    }
}

/// The value of a name in an address.
pub fn of_address(address: &str, name: &str) -> String {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    form_urlencoded::parse(query.as_bytes())
        .find(|(known, _)| known == name)
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}
