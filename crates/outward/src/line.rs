//! One question and its answer.

use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1;
use hyper::header::{CONNECTION, HOST, HeaderMap, HeaderName, HeaderValue};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use crate::Target;

/// How long an answer is waited for, in all.
const PATIENCE: Duration = Duration::from_secs(20);
/// The most that is read of an answer, bytes.
const MOST_READ: usize = 1 << 20;

/// What is asked.
#[derive(Clone, Default)]
pub struct Ask {
    /// `GET` without, `POST` with.
    pub body: Option<Vec<u8>>,
    /// Header lines; a value that cannot stand in one refuses the question.
    pub headers: Vec<(&'static str, String)>,
}

/// Redacted: secrets stand in it.
impl std::fmt::Debug for Ask {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ask")
    }
}

/// What was answered.
#[derive(Clone)]
pub struct Answer {
    /// The HTTP status; a redirect is an answer as any other.
    pub status: u16,
    /// Its header lines.
    pub headers: HeaderMap,
    /// What it holds, at most a megabyte.
    pub body: Vec<u8>,
}

/// Redacted: what comes back may be personal data.
impl std::fmt::Debug for Answer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Answer({})", self.status)
    }
}

/// Why there is no answer. The log may have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// The question cannot be put.
    #[error("the question cannot be written as HTTP")]
    Question,
    /// Nobody is there, or it is not whom its certificate says.
    #[error("no connection")]
    Connection,
    /// It took too long.
    #[error("it took too long")]
    TooLong,
    /// It broke off, spoke no HTTP, or had too much to say.
    #[error("the answer broke off or was too much")]
    BrokenOff,
}

/// A certificate authority of one's own that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the certificate authority is no PEM certificate")]
pub struct AuthorityFault;

/// A way out of the house.
#[derive(Clone)]
pub struct Line {
    tls: TlsConnector,
    patience: Duration,
}

impl std::fmt::Debug for Line {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Line")
    }
}

impl Line {
    /// A way out that trusts whom browsers trust, and a certificate authority of the municipality's own (PEM) where one is given.
    ///
    /// # Errors
    /// The authority is none.
    pub fn new(authority: Option<&[u8]>) -> Result<Self, AuthorityFault> {
        let mut roots = RootCertStore {
            roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
        };
        if let Some(pem) = authority {
            let before = roots.len();
            for certificate in CertificateDer::pem_slice_iter(pem) {
                let certificate = certificate.map_err(|_| AuthorityFault)?;
                roots.add(certificate).map_err(|_| AuthorityFault)?;
            }
            // A file without any certificate would be taken for a list of none.
            if roots.len() == before {
                return Err(AuthorityFault);
            }
        }
        let config = ClientConfig::builder()
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self {
            tls: TlsConnector::from(Arc::new(config)),
            patience: PATIENCE,
        })
    }

    /// The same way out, with another patience.
    #[must_use]
    pub fn waiting(mut self, patience: Duration) -> Self {
        self.patience = patience;
        self
    }

    /// Asks once, over a connection of its own, and follows nothing.
    ///
    /// # Errors
    /// There was no answer, or none that could be read.
    pub async fn ask(&self, target: &Target, ask: Ask) -> Result<Answer, NoAnswer> {
        let request = request(target, ask).ok_or(NoAnswer::Question)?;
        let asked = tokio::time::timeout(self.patience, self.over(target, request));
        asked.await.unwrap_or(Err(NoAnswer::TooLong))
    }

    async fn over(
        &self,
        target: &Target,
        request: Request<Full<Bytes>>,
    ) -> Result<Answer, NoAnswer> {
        let address = (target.host.as_str(), target.port);
        let stream = TcpStream::connect(address).await;
        let stream = stream.map_err(|_| NoAnswer::Connection)?;
        if !target.encrypted {
            return talk(stream, request).await;
        }
        let name = ServerName::try_from(target.host.clone()).map_err(|_| NoAnswer::Question)?;
        let stream = self.tls.connect(name, stream).await;
        talk(stream.map_err(|_| NoAnswer::Connection)?, request).await
    }
}

fn request(target: &Target, ask: Ask) -> Option<Request<Full<Bytes>>> {
    let method = match ask.body {
        Some(_) => Method::POST,
        None => Method::GET,
    };
    let body = Full::new(Bytes::from(ask.body.unwrap_or_default()));
    let mut request = Request::builder()
        .method(method)
        .uri(&target.path)
        .body(body)
        .ok()?;
    let headers = request.headers_mut();
    headers.insert(HOST, HeaderValue::try_from(target.named()).ok()?);
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    for (name, value) in ask.headers {
        let mut value = HeaderValue::try_from(value).ok()?;
        value.set_sensitive(true);
        headers.insert(HeaderName::try_from(name).ok()?, value);
    }
    Some(request)
}

async fn talk(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    request: Request<Full<Bytes>>,
) -> Result<Answer, NoAnswer> {
    let (mut asking, talking) = http1::handshake(TokioIo::new(stream))
        .await
        .map_err(|_| NoAnswer::BrokenOff)?;
    let read = async {
        let answer = asking.send_request(request).await;
        let (head, body) = answer.map_err(|_| NoAnswer::BrokenOff)?.into_parts();
        let body = Limited::new(body, MOST_READ).collect().await;
        Ok(Answer {
            status: head.status.as_u16(),
            headers: head.headers,
            body: body.map_err(|_| NoAnswer::BrokenOff)?.to_bytes().to_vec(),
        })
    };
    tokio::pin!(read);
    // The connection is worked in the same task: when the question is given up, so is it.
    tokio::select! {
        answer = &mut read => answer,
        _ = talking => read.await,
    }
}
