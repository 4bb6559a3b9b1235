//! Somebody who visits pages as a browser does, without JavaScript: signed in, following redirects, sending the forms as they stand.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use jiff::Timestamp;
use scraper::{ElementRef, Html, Selector};
use tower::ServiceExt;

use helhed_casework::domain::account::PassPhrase;
use helhed_casework::sign_in::sign_in;
use helhed_casework::testing::House;
use helhed_web::{App, Clock, Settings, router};

struct Stopped(Timestamp);

impl Clock for Stopped {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// The server of a house, at the house's hour.
pub(crate) fn server(house: &House) -> Router {
    router(App {
        metrics: helhed_web::Metrics::default(),
        stopping: helhed_web::Stopping::default(),
        casework: house.casework.clone(),
        clock: Arc::new(Stopped(house.now())),
        settings: Arc::new(Settings {
            https: false,
            municipality: "Prøveby".into(),
            accessibility_statement: None,
            letters_from: Some("https://helhed.example.dk".to_owned()),
            letters_sender: helhed_casework::post::EmailAddress::parse("helhed@example.dk").ok(),
            texts: true,
            extracts: None,
            providers: Arc::default(),
            development_sign_in: false,
        }),
    })
}

/// A page that was answered.
pub(crate) struct Page {
    pub(crate) status: StatusCode,
    /// Where it is, after redirects.
    pub(crate) path: String,
    pub(crate) html: String,
}

impl Page {
    /// Whether the text stands on it.
    pub(crate) fn says(&self, text: &str) -> bool {
        self.text().contains(text)
    }

    /// Its text, white space folded.
    pub(crate) fn text(&self) -> String {
        let page = Html::parse_document(&self.html);
        let words: Vec<&str> = page
            .root_element()
            .text()
            .flat_map(str::split_whitespace)
            .collect();
        words.join(" ")
    }

    /// The fields of the form that has a button or a field of this name and value, as a browser would send it untouched.
    pub(crate) fn form(&self, name: &str, value: &str) -> Vec<(String, String)> {
        let page = Html::parse_document(&self.html);
        let forms = select("form");
        let has = |form: &ElementRef| {
            let named = select("button, input, select, textarea");
            form.select(&named).any(|it| {
                it.attr("name") == Some(name)
                    && (value.is_empty() || it.attr("value") == Some(value))
            })
        };
        let form = page
            .select(&forms)
            .find(has)
            .expect("such a form on the page");
        let mut fields = Vec::new();
        for it in form.select(&select("input, textarea, select")) {
            let Some(name) = it.attr("name") else {
                continue;
            };
            let kind = it.attr("type").unwrap_or("text");
            if matches!(kind, "checkbox" | "radio") && it.attr("checked").is_none() {
                continue;
            }
            let value = match it.value().name() {
                "textarea" => it
                    .text()
                    .collect::<String>()
                    .trim_start_matches('\n')
                    .to_owned(),
                "select" => {
                    let chosen = it.select(&select("option[selected]")).next();
                    let first = it.select(&select("option")).next();
                    chosen
                        .or(first)
                        .and_then(|it| it.attr("value"))
                        .unwrap_or_default()
                        .to_owned()
                }
                _ => it.attr("value").unwrap_or_default().to_owned(),
            };
            fields.push((name.to_owned(), value));
        }
        fields
    }
}

fn select(text: &str) -> Selector {
    Selector::parse(text).expect("a selector")
}

/// Fields with some of them filled in.
pub(crate) fn filled(
    mut fields: Vec<(String, String)>,
    with: &[(&str, &str)],
) -> Vec<(String, String)> {
    for (name, value) in with {
        match fields.iter_mut().find(|(field, _)| field == name) {
            Some(field) => field.1 = (*value).to_owned(),
            None => fields.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    fields
}

/// Somebody signed in.
pub(crate) struct Visitor {
    server: Router,
    cookie: String,
}

impl Visitor {
    /// Signs in.
    pub(crate) async fn new(house: &House, username: &str) -> Self {
        let phrase = PassPhrase::typed(House::PHRASE);
        let (_, token) = sign_in(&house.casework, username, &phrase, "127.0.0.1", house.now())
            .await
            .expect("signed in");
        Self {
            server: server(house),
            cookie: format!("helhed={}", token.secret()),
        }
    }

    async fn ask(&self, request: Request<Body>) -> (StatusCode, Option<String>, String) {
        let mut request = request;
        request
            .extensions_mut()
            .insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 1))));
        let answer = self
            .server
            .clone()
            .oneshot(request)
            .await
            .expect("an answer");
        let status = answer.status();
        let to = answer
            .headers()
            .get(header::LOCATION)
            .and_then(|to| to.to_str().ok())
            .map(str::to_owned);
        let body = to_bytes(answer.into_body(), 1 << 24).await.expect("a body");
        (status, to, String::from_utf8_lossy(&body).into_owned())
    }

    /// Opens a page.
    pub(crate) async fn get(&self, path: &str) -> Page {
        let mut path = path.to_owned();
        loop {
            let asked = path.split('#').next().unwrap_or_default();
            let request = Request::get(asked)
                .header(header::COOKIE, &self.cookie)
                .body(Body::empty())
                .expect("a request");
            match self.ask(request).await {
                (status, Some(to), _) if status.is_redirection() => path = to,
                (status, _, html) => return Page { status, path, html },
            }
        }
    }

    /// Sends a form and follows where it leads.
    pub(crate) async fn send(&self, path: &str, fields: &[(String, String)]) -> Page {
        match self.post(path, fields).await {
            (status, Some(to), _) if status.is_redirection() => self.get(&to).await,
            (status, _, html) => Page {
                status,
                path: path.to_owned(),
                html,
            },
        }
    }

    /// Sends a form; where it leads.
    pub(crate) async fn post(
        &self,
        path: &str,
        fields: &[(String, String)],
    ) -> (StatusCode, Option<String>, String) {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .expect("a request");
        self.ask(request).await
    }
}
