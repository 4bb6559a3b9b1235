//! The fields of an answer, alike for whoever signs in and whoever holds a link.

use helhed_casework::domain::text::{Line, Prose};
use helhed_casework::request::Reply;

use crate::form::Form;
use crate::words::Words;

/// The ways to reply, in order.
const WAYS: [&str; 3] = ["statement", "refuse", "not_known"];

/// The ways to reply as choices.
pub(super) fn ways(w: Words) -> Vec<(String, String)> {
    WAYS.iter()
        .map(|way| ((*way).to_owned(), w.join("reply-", way)))
        .collect()
}

/// The reply that was written; what is wrong is noted at its field.
pub(super) fn parse(form: &mut Form) -> Option<Reply> {
    let why = form.take("why", "reply-why", Line::parse_optional(form.text("why")));
    match form.text("reply") {
        "statement" => {
            let body = Prose::parse(form.text("body"));
            form.take("body", "reply-body", body).map(Reply::Statement)
        }
        "refuse" => match why? {
            Some(why) => Some(Reply::Refuse(why)),
            None => {
                form.fault("why", "reply-why", "reply-why-missing");
                None
            }
        },
        "not_known" => why.map(Reply::NotKnown),
        _ => {
            form.fault("reply", "reply-way", "field-choose");
            None
        }
    }
}
