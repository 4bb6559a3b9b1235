//! What is written of a meeting, when it is called and when it is moved.

use helhed_casework::appointment::{ChangeAppointmentError, SetAppointmentError};
use helhed_casework::choices::{Choices, Kin};
use helhed_casework::collision::CollisionLine;
use helhed_casework::domain::appointment::{AppointmentError, AppointmentFacts};
use helhed_casework::domain::day::{instant_of, parse_hour};
use helhed_casework::domain::ids::{AccountId, FamilyId};
use helhed_casework::domain::meeting::{Interpreter, MeetingFacts, MeetingKind, VideoLink};
use helhed_casework::domain::text::{Line, Name};

use crate::case::choose::{self, Pairs};
use crate::collision::ahead::Ahead;
use crate::form::Form;
use crate::place::Place;
use crate::words::Words;

/// What the fields let people choose from.
pub(super) struct Chosen {
    pub(super) kinds: Pairs,
    pub(super) chairs: Pairs,
    pub(super) people: Pairs,
    pub(super) ahead: Ahead,
}

impl Chosen {
    pub(super) fn of(place: &Place, choices: &Choices, collided: &[CollisionLine]) -> Self {
        let w = place.w();
        let kinds = MeetingKind::ALL.iter();
        let chairs = choices.professionals.iter();
        Self {
            kinds: kinds
                .map(|it| (it.code().to_owned(), w.t(it.label_key())))
                .collect(),
            chairs: chairs
                .map(|(id, name)| (id.to_string(), name.as_str().to_owned()))
                .collect(),
            people: choose::people(&choices.kin),
            ahead: ahead(place, (choices.family, &choices.kin), collided),
        }
    }
}

fn ahead(place: &Place, around: (FamilyId, &[Kin]), collided: &[CollisionLine]) -> Ahead {
    Ahead::of(place.w(), around, collided, place.today())
}

/// Reads the fields, or tells at each what is wrong. A meeting without a title of its own is called by its kind.
pub(super) fn parse(form: &mut Form, w: Words) -> Option<(AppointmentFacts, MeetingFacts)> {
    let mut hour = |field: &'static str, label: &'static str| {
        let at = form.take(field, label, parse_hour(form.text(field)))?;
        form.take(field, label, instant_of(at).ok_or("field-day-impossible"))
    };
    let starts = hour("starts", "appointment-starts");
    let ends = hour("ends", "appointment-ends");
    let kind = MeetingKind::from_code(form.text("kind")).ok_or("field-choose");
    let kind = form.take("kind", "meeting-what-kind", kind);
    let title = match form.text("title").trim() {
        "" => Line::parse(&kind.map_or(String::new(), |kind| w.t(kind.label_key()))),
        title => Line::parse(title),
    };
    let title = match kind {
        Some(_) => form.take("title", "meeting-title", title),
        None => None,
    };
    let place = Line::parse_optional(form.text("place"));
    let place = form.take("place", "appointment-place", place);
    let video = VideoLink::parse_optional(form.text("video")).map_err(|_| "field-https");
    let video = form.take("video", "meeting-video", video);
    let language = Name::parse_optional(form.text("language"));
    let language = form.take("language", "meeting-interpreter-language", language);
    let chair = AccountId::parse(form.text("chair")).ok_or("field-choose");
    let chair = form.take("chair", "meeting-chair", chair);
    let people = choose::ticked(form);
    let booked = form.has("booked", "yes");
    let appointment = AppointmentFacts {
        starts: starts?,
        ends: ends?,
        title: title?,
        place: place?,
        people: people?,
        others: None,
    };
    let facts = MeetingFacts {
        kind: kind?,
        chair: chair?,
        video: video?,
        interpreter: language?.map(|language| Interpreter { language, booked }),
    };
    Some((appointment, facts))
}

/// Tells at its field what is wrong with the hours or the people.
pub(super) fn told(form: &mut Form, error: Option<AppointmentError>) {
    let (field, label, key) = match error {
        Some(AppointmentError::EndsBeforeStart) => {
            ("ends", "appointment-ends", "appointment-ends-before")
        }
        Some(AppointmentError::TooLong) => ("ends", "appointment-ends", "appointment-too-long"),
        Some(AppointmentError::Past) => ("starts", "appointment-starts", "appointment-past"),
        Some(AppointmentError::Annulled) => ("title", "meeting-title", "appointment-is-annulled"),
        None => ("people", "case-people", "field-choose"),
    };
    form.fault(field, label, key);
}

/// What is wrong with an appointment that was to be set; none, somebody is not of the family.
pub(super) fn of_setting(error: &SetAppointmentError) -> Option<AppointmentError> {
    match error {
        SetAppointmentError::Wrong(error) => Some(*error),
        SetAppointmentError::NotOfFamily | SetAppointmentError::Stopped(_) => None,
    }
}

/// The same of one that was to be changed.
pub(super) fn of_changing(error: &ChangeAppointmentError) -> Option<AppointmentError> {
    match error {
        ChangeAppointmentError::Wrong(error) => Some(*error),
        _ => None,
    }
}
