//! Forms with a file, as a browser sends them.

use axum::body::Body;
use axum::http::{Request, header};

use crate::support::{Answer, Client};

const BOUNDARY: &str = "----formboundary7MA4YWxkTrZu0gW";

/// A file of a form: its name as the browser gives it, and what is in it.
pub(crate) type File<'f> = (&'f str, &'f [u8]);

/// The body of a form.
pub(crate) fn body(fields: &[(&str, &str)], file: Option<File<'_>>) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
        );
        body.extend(head.as_bytes());
    }
    if let Some((name, content)) = file {
        // What the browser says of the kind is nobody's proof.
        let head = format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/pdf\r\n\r\n"
        );
        body.extend(head.as_bytes());
        body.extend(content);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

/// Sends a form with a file.
pub(crate) async fn send(
    client: &Client<'_>,
    path: &str,
    fields: &[(&str, &str)],
    file: Option<File<'_>>,
) -> Answer {
    send_body(client, path, body(fields, file)).await
}

/// Sends a body that says it is a form with a file.
pub(crate) async fn send_body(client: &Client<'_>, path: &str, body: Vec<u8>) -> Answer {
    let kind = format!("multipart/form-data; boundary={BOUNDARY}");
    let request = Request::post(path).header(header::CONTENT_TYPE, kind);
    client
        .send(request.body(Body::from(body)).expect("a request"))
        .await
}
