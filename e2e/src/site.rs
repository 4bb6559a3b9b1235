//! A few pages in memory, served on the loopback address: for testing the harness, and markup that no page of Helhed has yet.

use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::error::E2eError;

/// Pages by path. Serves until dropped.
#[derive(Debug)]
pub struct Site {
    address: String,
    serving: JoinHandle<()>,
}

/// The policy that Helhed's own pages have: everything from here, nothing inline.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; form-action 'self'";

impl Site {
    /// Serves `pages` (path, HTML) and, under `/assets/`, the files of `crates/web/assets`.
    ///
    /// # Errors
    ///
    /// When no port is free.
    pub async fn serve<const N: usize>(pages: [(&str, String); N]) -> Result<Self, E2eError> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        let address = format!("http://{}", listener.local_addr()?);
        let pages: Arc<HashMap<String, String>> = Arc::new(
            pages
                .into_iter()
                .map(|(path, html)| (path.to_owned(), html))
                .collect(),
        );
        let serving = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(answer(stream, Arc::clone(&pages)));
            }
        });
        Ok(Self { address, serving })
    }

    /// The address of a page.
    #[must_use]
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.address)
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

/// One request per connection; a browser that goes away in the middle is no error of ours.
async fn answer(mut stream: TcpStream, pages: Arc<HashMap<String, String>>) {
    let mut request = Vec::new();
    let mut chunk = [0; 4096];
    while !request.windows(4).any(|window| window == b"\r\n\r\n") {
        match stream.read(&mut chunk).await {
            Ok(0) | Err(_) => return,
            Ok(read) => request.extend_from_slice(&chunk[..read]),
        }
    }
    let head = String::from_utf8_lossy(&request);
    let path = head
        .split(' ')
        .nth(1)
        .unwrap_or("/")
        .split(['?', '#'])
        .next()
        .unwrap_or("/");
    let (status, kind, body) = match pages.get(path) {
        Some(html) => (
            "200 OK",
            "text/html; charset=utf-8",
            html.clone().into_bytes(),
        ),
        None => match asset(path).await {
            Some((kind, body)) => ("200 OK", kind, body),
            None => ("404 Not Found", "text/plain", b"not found".to_vec()),
        },
    };
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\ncontent-security-policy: {POLICY}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    if stream.write_all(head.as_bytes()).await.is_ok() {
        let _ = stream.write_all(&body).await;
        let _ = stream.shutdown().await;
    }
}

async fn asset(path: &str) -> Option<(&'static str, Vec<u8>)> {
    let name = path
        .strip_prefix("/assets/")
        .filter(|name| !name.contains(".."))?;
    let kind = match name.rsplit('.').next()? {
        "css" => "text/css",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    };
    Some((
        kind,
        tokio::fs::read(crate::root().join("crates/web/assets").join(name))
            .await
            .ok()?,
    ))
}
