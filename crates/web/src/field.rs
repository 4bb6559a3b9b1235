//! The parts of a form, each rendered once in a template of its own: the macros of `form.html` lead here. As macros alone they would be
//! written out again at each of some hundreds of fields.

use std::fmt::Display;

use askama::Template;

use crate::form::Form;
use crate::frame::Frame;
use crate::words::Words;

/// The attributes of a field that name its hint and its error.
#[derive(Template)]
#[template(path = "form/described.html")]
struct Described<'a> {
    name: &'a str,
    hint: &'a str,
    error: String,
}

/// The hint of a field, and what is wrong with it.
#[derive(Template)]
#[template(path = "form/notes.html")]
struct Notes<'a> {
    w: &'a Words,
    name: &'a str,
    hint: &'a str,
    error: String,
}

/// What is wrong with a form, and that a draft was brought back.
#[derive(Template)]
#[template(path = "form/summary.html")]
struct Summary<'a> {
    w: &'a Words,
    form: &'a Form,
    frame: &'a Frame,
}

/// A field of one line.
#[derive(Template)]
#[template(path = "form/input.html")]
struct Input<'a> {
    w: &'a Words,
    form: &'a Form,
    name: &'a str,
    label: &'a str,
    hint: &'a str,
    kind: &'a str,
    class: &'a str,
    error: String,
}

/// A field of several lines.
#[derive(Template)]
#[template(path = "form/area.html")]
struct Area<'a> {
    w: &'a Words,
    form: &'a Form,
    name: &'a str,
    label: &'a str,
    hint: &'a str,
    rows: String,
    error: String,
}

/// A list to choose one from.
#[derive(Template)]
#[template(path = "form/select.html")]
struct Select<'a> {
    w: &'a Words,
    form: &'a Form,
    name: &'a str,
    label: &'a str,
    hint: &'a str,
    choices: Vec<(&'a str, &'a str)>,
    error: String,
}

/// Radio buttons or tick-boxes.
#[derive(Template)]
#[template(path = "form/group.html")]
struct Group<'a> {
    w: &'a Words,
    form: &'a Form,
    name: &'a str,
    label: &'a str,
    hint: &'a str,
    kind: &'a str,
    choices: Vec<(&'a str, &'a str)>,
    error: String,
}

fn texts<A: AsRef<str>, B: AsRef<str>>(choices: &[(A, B)]) -> Vec<(&str, &str)> {
    choices
        .iter()
        .map(|(value, text)| (value.as_ref(), text.as_ref()))
        .collect()
}

impl Form {
    pub(crate) fn described<'a>(
        &self,
        w: &Words,
        name: &'a str,
        hint: &'a str,
    ) -> impl Display + 'a {
        let error = self.error(w, name);
        Described { name, hint, error }
    }

    pub(crate) fn notes<'a>(
        &self,
        w: &'a Words,
        name: &'a str,
        hint: &'a str,
    ) -> impl Display + 'a {
        let error = self.error(w, name);
        Notes {
            w,
            name,
            hint,
            error,
        }
    }

    pub(crate) fn summary<'a>(&'a self, w: &'a Words, frame: &'a Frame) -> impl Display + 'a {
        Summary {
            w,
            form: self,
            frame,
        }
    }

    pub(crate) fn input<'a>(
        &'a self,
        w: &'a Words,
        name: &'a str,
        label: &'a str,
        hint: &'a str,
        kind: &'a str,
        class: &'a str,
    ) -> impl Display + 'a {
        Input {
            w,
            form: self,
            name,
            label,
            hint,
            kind,
            class,
            error: self.error(w, name),
        }
    }

    pub(crate) fn area<'a>(
        &'a self,
        w: &'a Words,
        name: &'a str,
        label: &'a str,
        hint: &'a str,
        rows: impl Display,
    ) -> impl Display + 'a {
        Area {
            w,
            form: self,
            name,
            label,
            hint,
            rows: rows.to_string(),
            error: self.error(w, name),
        }
    }

    pub(crate) fn select<'a, A: AsRef<str>, B: AsRef<str>>(
        &'a self,
        w: &'a Words,
        name: &'a str,
        label: &'a str,
        hint: &'a str,
        choices: &'a [(A, B)],
    ) -> impl Display + 'a {
        Select {
            w,
            form: self,
            name,
            label,
            hint,
            choices: texts(choices),
            error: self.error(w, name),
        }
    }

    pub(crate) fn group<'a, A: AsRef<str>, B: AsRef<str>>(
        &'a self,
        w: &'a Words,
        name: &'a str,
        label: &'a str,
        hint: &'a str,
        kind: &'a str,
        choices: &'a [(A, B)],
    ) -> impl Display + 'a {
        Group {
            w,
            form: self,
            name,
            label,
            hint,
            kind,
            choices: texts(choices),
            error: self.error(w, name),
        }
    }
}
