//! Servers whose certificate is of an authority of the municipality's own.

use std::net::SocketAddr;
use std::sync::Arc;

use helhed_outward::{Ask, Line, NoAnswer, Target};
use rcgen::{BasicConstraints, Certificate, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// An authority.
fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new([]).expect("an authority has no names");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let key = KeyPair::generate().expect("a key");
    CertifiedIssuer::self_signed(params, key).expect("a certificate")
}

/// A certificate for a name, and its key.
fn certificate(
    of: &CertifiedIssuer<'static, KeyPair>,
    name: &str,
    ended: bool,
) -> (Certificate, KeyPair) {
    let mut params = CertificateParams::new([name.to_owned()]).expect("a name");
    if ended {
        params.not_after = rcgen::date_time_ymd(2020, 1, 1);
    }
    let key = KeyPair::generate().expect("a key");
    let certificate = params.signed_by(&key, of).expect("a certificate");
    (certificate, key)
}

/// A server that shows a certificate and says yes.
async fn server((certificate, key): (Certificate, KeyPair)) -> SocketAddr {
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .expect("they belong together");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            // Whoever does not trust us hangs up before a word is said.
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let mut asked = [0; 4096];
            let _ = stream.read(&mut asked).await;
            let answer = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nja";
            stream.write_all(answer).await.expect("written");
            stream.shutdown().await.expect("ended");
        }
    });
    address
}

async fn asked(address: SocketAddr, line: &Line) -> Result<u16, NoAnswer> {
    let target = Target::parse(&format!("https://localhost:{}/", address.port()));
    let target = target.expect("an address");
    line.ask(&target, Ask::default()).await.map(|it| it.status)
}

#[tokio::test]
async fn an_authority_of_ones_own_is_trusted_where_it_is_set_and_for_its_names_only() {
    let (own, other) = (authority(), authority());
    let trusting = Line::new(Some(own.pem().as_bytes())).expect("an authority");
    let usual = Line::new(None).expect("a line");
    let there = server(certificate(&own, "localhost", false)).await;
    assert_eq!(asked(there, &trusting).await, Ok(200));
    assert_eq!(asked(there, &usual).await, Err(NoAnswer::Connection));

    for wrong in [
        certificate(&other, "localhost", false),
        certificate(&own, "gateway.example.dk", false),
        certificate(&own, "localhost", true),
    ] {
        let there = server(wrong).await;
        assert_eq!(asked(there, &trusting).await, Err(NoAnswer::Connection));
    }
}
