//! The parts of a form, each rendered once in a template of its own: the macros of `form.html` lead here. As macros alone they would be
//! written out again at each of some hundreds of fields.

use std::fmt::Display;

use askama::Template;

use crate::form::Form;
use crate::frame::Frame;
use crate::words::Words;

/// What every field has: its name, which is its id, too; the keys of its label and of its hint, which may be empty; what is wrong with it.
struct Field<'a> {
    w: &'a Words,
    form: &'a Form,
    name: &'a str,
    label: &'a str,
    hint: &'a str,
    error: String,
}

/// The attributes of a field that name its hint and its error.
#[derive(Template)]
#[template(path = "form/described.html")]
struct Described<'a> {
    it: Field<'a>,
}

/// The hint of a field, and what is wrong with it.
#[derive(Template)]
#[template(path = "form/notes.html")]
struct Notes<'a> {
    it: Field<'a>,
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
    it: Field<'a>,
    kind: &'a str,
    class: &'a str,
}

/// A field of several lines.
#[derive(Template)]
#[template(path = "form/area.html")]
struct Area<'a> {
    it: Field<'a>,
    rows: String,
}

/// A list to choose one from.
#[derive(Template)]
#[template(path = "form/select.html")]
struct Select<'a> {
    it: Field<'a>,
    choices: Vec<(&'a str, &'a str)>,
}

/// Radio buttons or tick-boxes.
#[derive(Template)]
#[template(path = "form/group.html")]
struct Group<'a> {
    it: Field<'a>,
    kind: &'a str,
    choices: Vec<(&'a str, &'a str)>,
}

fn texts<A: AsRef<str>, B: AsRef<str>>(choices: &[(A, B)]) -> Vec<(&str, &str)> {
    choices
        .iter()
        .map(|(value, text)| (value.as_ref(), text.as_ref()))
        .collect()
}

/// What the macros of `form.html` show.
impl Form {
    fn field<'a>(
        &'a self,
        w: &'a Words,
        name: &'a str,
        (label, hint): (&'a str, &'a str),
    ) -> Field<'a> {
        Field {
            w,
            form: self,
            name,
            label,
            hint,
            error: self.error(w, name),
        }
    }

    pub(crate) fn described<'a>(
        &'a self,
        w: &'a Words,
        name: &'a str,
        hint: &'a str,
    ) -> impl Display + 'a {
        let it = self.field(w, name, ("", hint));
        Described { it }
    }

    pub(crate) fn notes<'a>(
        &'a self,
        w: &'a Words,
        name: &'a str,
        hint: &'a str,
    ) -> impl Display + 'a {
        let it = self.field(w, name, ("", hint));
        Notes { it }
    }

    pub(crate) fn summary<'a>(&'a self, w: &'a Words, frame: &'a Frame) -> impl Display + 'a {
        let form = self;
        Summary { w, form, frame }
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
        let it = self.field(w, name, (label, hint));
        Input { it, kind, class }
    }

    pub(crate) fn area<'a>(
        &'a self,
        w: &'a Words,
        name: &'a str,
        label: &'a str,
        hint: &'a str,
        rows: impl Display,
    ) -> impl Display + 'a {
        let it = self.field(w, name, (label, hint));
        let rows = rows.to_string();
        Area { it, rows }
    }

    pub(crate) fn select<'a, A: AsRef<str>, B: AsRef<str>>(
        &'a self,
        w: &'a Words,
        name: &'a str,
        label: &'a str,
        hint: &'a str,
        choices: &'a [(A, B)],
    ) -> impl Display + 'a {
        let it = self.field(w, name, (label, hint));
        let choices = texts(choices);
        Select { it, choices }
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
        let it = self.field(w, name, (label, hint));
        let choices = texts(choices);
        Group { it, kind, choices }
    }
}
