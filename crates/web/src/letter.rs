//! One-time links on their way to a reader: as a letter, and as a picture for a telephone.

use std::fmt::Write as _;

use axum::http::{HeaderMap, header};
use qrcodegen::{QrCode, QrCodeEcc};

use helhed_casework::domain::one_time_link::LinkPurpose;
use helhed_casework::domain::post::{EmailAddress, Letter};
use helhed_casework::domain::text::Line;
use helhed_casework::one_time_link::MadeLink;

use crate::app::App;
use crate::form::Form;
use crate::words::Words;

/// The address of this server as the browser knows it: to be shown to that browser, never to be sent to others.
pub(crate) fn here(app: &App, headers: &HeaderMap) -> String {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or("localhost");
    let scheme = if app.settings.https { "https" } else { "http" };
    format!("{scheme}://{host}")
}

/// To whom a letter is to go, from the field `email`: nobody where it is empty or letters are not sent from here.
pub(crate) fn reader(app: &App, form: &mut Form) -> Option<EmailAddress> {
    let written = form.text("email").trim().to_owned();
    if written.is_empty() || app.settings.letters_from.is_none() {
        return None;
    }
    let read = EmailAddress::parse(&written).map_err(|_| "field-email");
    form.take("email", "letter-email", read)
}

/// A letter with a link: that somebody asks for an answer, where it is given, and until when. Nobody of a family is named, and neither
/// is who asks; the code stands in it nowhere. None where letters are not sent or the municipality's name fits in no subject.
pub(crate) fn letter(
    app: &App,
    w: Words,
    (to, path, link): (EmailAddress, &str, &MadeLink),
) -> Option<Letter> {
    let begins = app.settings.letters_from.as_deref()?;
    let municipality = app.settings.municipality.as_str();
    let address = format!("{begins}{path}");
    let values = [
        ("municipality", municipality),
        ("address", address.as_str()),
        ("until", &w.day_at(link.expires_at)),
    ];
    let (subject, asks) = match link.purpose {
        LinkPurpose::Rate => ("letter-subject-rate", "letter-asks-rate"),
        LinkPurpose::Approve => ("letter-subject-approve", "letter-asks-approve"),
        LinkPurpose::Join => ("letter-subject-join", "letter-asks-join"),
        LinkPurpose::Answer => ("letter-subject-answer", "letter-asks-answer"),
    };
    let lines = [
        asks,
        "letter-open",
        "letter-code",
        "letter-until",
        "letter-wrong",
    ];
    let text: Vec<_> = lines.map(|key| w.args(key, &values)).into();
    Some(Letter {
        to,
        subject: Line::parse(&w.args(subject, &values)).ok()?,
        text: text.join("\n\n"),
        calendar: None,
    })
}

/// An address as a QR code, drawn as one path: dark on white with the quiet zone of four modules that readers need. None where it is too long.
pub(crate) fn qr(address: &str, title: &str) -> Option<String> {
    const QUIET: i32 = 4;
    let code = QrCode::encode_text(address, QrCodeEcc::Medium).ok()?;
    let side = code.size() + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
            let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    let title = title.replace('&', "&amp;").replace('<', "&lt;");
    Some(format!(
        "<svg class=\"hh-qr\" viewBox=\"0 0 {side} {side}\" role=\"img\" aria-labelledby=\"qr-t\" shape-rendering=\"crispEdges\">\
         <title id=\"qr-t\">{title}</title><rect width=\"{side}\" height=\"{side}\" fill=\"#ffffff\"/><path d=\"{path}\" fill=\"#000000\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_fits_with_its_quiet_zone() {
        let address = format!("https://helhed.example.dk/rate/{}", "0f".repeat(32));
        let drawn = qr(&address, "Hent <skemaet>").expect("a picture");
        // Version 6 holds 106 bytes at medium correction: 41 modules and four on each side.
        assert!(drawn.contains("viewBox=\"0 0 49 49\""), "{}", &drawn[..80]);
        assert!(drawn.contains("Hent &lt;skemaet>"));
        // The three corners that readers look for: seven dark modules in the first row of the code.
        assert!((4..11).all(|x| drawn.contains(&format!("M{x} 4h"))));
        assert!(!drawn.contains("M11 4h"));
        assert!(qr(&"x".repeat(4000), "").is_none());
    }
}
