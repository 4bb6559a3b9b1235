//! A browser without a window: the server in process, signed in as somebody.
#![allow(unreachable_pub, reason = "a test file is a crate of its own")]
#![allow(dead_code, reason = "each test file uses its part")]

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use helhed_casework::testing::House;
use helhed_web::{App, Clock, Providers, Settings, router};
use jiff::{SignedDuration, Timestamp};
use scraper::{Html, Selector};
use tower::ServiceExt;

/// A clock that a test sets.
pub struct SetClock(AtomicI64);

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::Relaxed)).expect("an instant")
    }
}

/// A house with a server before it.
pub struct Site {
    pub house: House,
    pub router: Router,
    clock: Arc<SetClock>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub body: String,
}

/// Somebody signed in, or nobody.
pub struct Client<'s> {
    site: &'s Site,
    pub cookie: Option<String>,
}

impl Site {
    pub async fn new() -> Self {
        Self::of(House::new().await).await
    }

    /// A site that offers its accounts for trying, as the demo does.
    pub async fn for_trying() -> Self {
        Self::with(House::new().await, true, None, Providers::default()).await
    }

    pub async fn of(house: House) -> Self {
        Self::with(house, false, None, Providers::default()).await
    }

    /// A site whose evaluators may choose among extracts.
    pub async fn with_extracts(folder: PathBuf) -> Self {
        let none = Providers::default();
        Self::with(House::new().await, false, Some(folder), none).await
    }

    /// A site whose people sign in at providers. It goes by the clock of this machine, as they do.
    pub async fn with_providers(house: House, providers: Providers) -> Self {
        let site = Self::with(house, false, None, providers).await;
        let now = helhed_web::SystemClock.now().as_millisecond();
        site.clock.0.store(now, Ordering::Relaxed);
        site
    }

    async fn with(
        house: House,
        development_sign_in: bool,
        extracts: Option<PathBuf>,
        providers: Providers,
    ) -> Self {
        let clock = Arc::new(SetClock(AtomicI64::new(house.now().as_millisecond())));
        let settings = Settings {
            https: false,
            municipality: "Prøvekøbing".to_owned(),
            accessibility_statement: None,
            letters_from: Some("https://helhed.example.dk".to_owned()),
            letters_sender: helhed_casework::post::EmailAddress::parse("helhed@example.dk").ok(),
            texts: true,
            extracts,
            providers: Arc::new(providers),
            development_sign_in,
        };
        let app = App {
            metrics: helhed_web::Metrics::default(),
            stopping: helhed_web::Stopping::default(),
            casework: house.casework.clone(),
            clock: clock.clone(),
            settings: Arc::new(settings),
        };
        Self {
            router: router(app),
            house,
            clock,
        }
    }

    /// Time passes.
    pub fn later(&self, by: SignedDuration) {
        self.clock
            .0
            .fetch_add(by.as_millis() as i64, Ordering::Relaxed);
    }

    pub fn nobody(&self) -> Client<'_> {
        Client {
            site: self,
            cookie: None,
        }
    }

    /// Signs one of the house's accounts in.
    pub async fn signed_in(&self, username: &str) -> Client<'_> {
        let client = self.try_sign_in(username).await;
        client.unwrap_or_else(|| panic!("{username} is signed in"))
    }

    /// Signs an account in, if it may.
    pub async fn try_sign_in(&self, username: &str) -> Option<Client<'_>> {
        let mut client = self.nobody();
        let fields = [("username", username), ("phrase", House::PHRASE)];
        let answer = client.post("/sign-in", &fields).await;
        if answer.status != StatusCode::SEE_OTHER {
            return None;
        }
        let cookie = answer.headers[header::SET_COOKIE]
            .to_str()
            .expect("a cookie");
        client.cookie = cookie.split(';').next().map(str::to_owned);
        Some(client)
    }
}

impl Client<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).expect("a request"))
            .await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        self.post_body(path, body.finish()).await
    }

    pub async fn post_body(&self, path: &str, body: String) -> Answer {
        let request =
            Request::post(path).header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).expect("a request"))
            .await
    }

    pub async fn send(&self, mut request: Request<Body>) -> Answer {
        request
            .headers_mut()
            .insert(header::HOST, "localhost".parse().expect("a host"));
        if let Some(cookie) = &self.cookie {
            request
                .headers_mut()
                .insert(header::COOKIE, cookie.parse().expect("a cookie"));
        }
        let address = SocketAddr::from(([127, 0, 0, 1], 40_000));
        request.extensions_mut().insert(ConnectInfo(address));
        let response = self
            .site
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("an answer");
        let (parts, body) = response.into_parts();
        // A stream of notices has no end.
        let is_stream = parts
            .headers
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
        let bytes = match is_stream {
            true => axum::body::Bytes::new(),
            false => axum::body::to_bytes(body, usize::MAX)
                .await
                .expect("a body"),
        };
        let body = String::from_utf8(bytes.to_vec()).unwrap_or_default();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }
}

impl Answer {
    /// Where it leads.
    pub fn location(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .map_or("", |it| it.to_str().expect("a path"))
    }

    /// The text of everything a selector finds, white space folded.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let selector = Selector::parse(selector).expect("a selector");
        let folded = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        page.select(&selector)
            .map(|found| folded(found.text().collect()))
            .collect()
    }

    /// The values of an attribute of everything a selector finds.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let selector = Selector::parse(selector).expect("a selector");
        page.select(&selector)
            .filter_map(|found| found.attr(name).map(str::to_owned))
            .collect()
    }
}
