//! The forms of a page, as a browser would send them, filled with something plausible: for tests.

use scraper::{ElementRef, Html, Selector};

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A line.
    Line,
    /// Several lines.
    Area,
    /// A day.
    Day,
    /// A day and an hour.
    Hour,
    /// A pass phrase: never shown again.
    Phrase,
    /// One of several, or nothing to write in: hidden fields, lists, buttons, boxes.
    Choice,
}

/// A field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it takes.
    pub kind: Kind,
    /// What is sent where nothing else is said.
    pub value: Option<String>,
    /// What a box that nobody has ticked would send.
    pub offered: Option<String>,
}

/// A form with one of its buttons pressed.
#[derive(Debug, Clone, Default)]
pub struct PageForm {
    /// Its fields, the pressed button among them.
    pub fields: Vec<Field>,
    /// Whether it is the button that the form is for.
    pub first: bool,
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).expect("a selector")
}

/// The forms of a page that are sent to its own address, once for each button.
pub fn forms_of(body: &str, path: &str) -> Vec<PageForm> {
    let page = Html::parse_document(body);
    let form = select("form[method=post]");
    let own = |form: &ElementRef<'_>| form.attr("action").is_none_or(|action| action == path);
    let mut forms = Vec::new();
    for form in page.select(&form).filter(own) {
        let fields = fields(form);
        let selector = select("button[type=submit], button:not([type])");
        let buttons: Vec<_> = form.select(&selector).collect();
        let is_main = |button: &ElementRef<'_>| {
            button
                .value()
                .classes()
                .any(|class| class == "button-primary")
        };
        let main = buttons.iter().position(is_main).unwrap_or(0);
        for (at, button) in buttons.into_iter().enumerate() {
            let pressed = button.attr("name").map(|name| Field {
                name: name.to_owned(),
                kind: Kind::Choice,
                value: button.attr("value").map(str::to_owned),
                offered: None,
            });
            forms.push(PageForm {
                fields: fields.iter().cloned().chain(pressed).collect(),
                first: at == main,
            });
        }
    }
    forms
}

fn fields(form: ElementRef<'_>) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for control in form.select(&select("input, select, textarea")) {
        let Some(name) = control.attr("name") else {
            continue;
        };
        let (kind, value) = read(control);
        let offered = match control.attr("type") {
            Some("checkbox") if value.is_none() => control.attr("value").map(str::to_owned),
            _ => None,
        };
        match fields.iter_mut().find(|field| field.name == name) {
            // Of a group the first that holds something is sent.
            Some(field) => field.value = field.value.take().or(value),
            None => fields.push(Field {
                name: name.to_owned(),
                kind,
                value,
                offered,
            }),
        }
    }
    fields
}

fn read(control: ElementRef<'_>) -> (Kind, Option<String>) {
    let held = control.attr("value").unwrap_or_default().to_owned();
    let or = |plausible: &str| {
        Some(if held.is_empty() {
            plausible.to_owned()
        } else {
            held.clone()
        })
    };
    match (
        control.value().name(),
        control.attr("type").unwrap_or("text"),
    ) {
        ("textarea", _) => (Kind::Area, Some("Prøve af tekst".to_owned())),
        ("select", _) => {
            let options = select("option");
            let chosen = control
                .select(&options)
                .find(|option| option.attr("selected").is_some())
                .or_else(|| {
                    let mut options = control.select(&options);
                    options.find(|option| option.attr("value") != Some(""))
                });
            let value = chosen.and_then(|option| option.attr("value"));
            (Kind::Choice, value.map(str::to_owned))
        }
        // Sent as fields alone, a form has no file.
        ("input", "file") => (Kind::Choice, None),
        ("input", "hidden" | "radio") => (Kind::Choice, Some(held)),
        // Nobody writes in it.
        ("input", _) if control.attr("readonly").is_some() => (Kind::Choice, Some(held)),
        ("input", "checkbox") => (Kind::Choice, control.attr("checked").map(|_| held)),
        ("input", "password") => (Kind::Phrase, Some("en lang sætning til test".to_owned())),
        ("input", "date") => (Kind::Day, or("2026-11-24")),
        ("input", "datetime-local") => (Kind::Hour, or("2026-11-24T09:00")),
        _ => match control.attr("inputmode") {
            Some("numeric" | "decimal") => (Kind::Line, or("12")),
            _ => (Kind::Line, or("Prøve")),
        },
    }
}

impl PageForm {
    /// The form with its days and hours on another day.
    #[must_use]
    pub fn on(mut self, day: &str) -> Self {
        for field in &mut self.fields {
            match field.kind {
                Kind::Day => field.value = Some(day.to_owned()),
                Kind::Hour => field.value = Some(format!("{day}T09:00")),
                _ => {}
            }
        }
        self
    }

    /// The form with every box ticked.
    #[must_use]
    pub fn ticked(mut self) -> Self {
        for field in &mut self.fields {
            field.value = field.value.take().or(field.offered.take());
        }
        self
    }

    /// The form with something of one's own in one field, encoded; `number` makes it a form of its own.
    pub fn with(&self, name: &str, value: &str, number: usize) -> String {
        let mut body = form_urlencoded::Serializer::new(String::new());
        for field in &self.fields {
            if field.name == name {
                body.append_pair(name, value);
            } else if field.name == "form-id" {
                let id = format!("00000000-0000-7000-8000-{number:012x}");
                body.append_pair("form-id", &id);
            } else if let Some(value) = &field.value {
                body.append_pair(&field.name, value);
            }
        }
        body.finish()
    }
}
