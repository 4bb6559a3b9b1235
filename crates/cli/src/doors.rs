//! The connections of the server: how many, how long each may take to say what it wants, and how they end.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;
use tower_http::timeout::TimeoutBody;

/// How long a connection may take to say what it wants, in all; one that is kept and says nothing more goes, too.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long it may take from one piece of what is sent to the next: a slow line goes on, one that went silent ends.
const PIECE: Duration = Duration::from_secs(20);
/// How long what is under way may take once the server is asked to stop.
const LAST: Duration = Duration::from_secs(30);
/// How long nobody is let in where the machine has no more room.
const PAUSE: Duration = Duration::from_millis(50);
/// The most connections at once, where the machine allows as many open files.
const MOST: u64 = 16_384;
/// Open files that are left for the database, for files and for asking others.
const LEFT: u64 = 256;

/// As many open files as the machine allows, for a door that 10,000 who say nothing do not shut; how many connections that makes.
fn room() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    let wanted = maximum.unwrap_or(MOST + LEFT).min(MOST + LEFT);
    let has = current.unwrap_or(u64::MAX);
    let raised = Rlimit {
        current: Some(wanted),
        maximum,
    };
    let files = match has < wanted && setrlimit(Resource::Nofile, raised).is_ok() {
        true => wanted,
        false => has.min(MOST + LEFT),
    };
    usize::try_from(files.saturating_sub(LEFT)).map_or(64, |it| it.max(64))
}

/// Answers until `until` is over, then lets what is under way finish. Of more connections than there is room for, the rest wait at the door;
/// one that says nothing makes room after [`PATIENCE`].
pub(crate) async fn answer(listener: TcpListener, router: Router, until: impl Future<Output = ()>) {
    let room = Arc::new(Semaphore::new(room()));
    let open = GracefulShutdown::new();
    tokio::pin!(until);
    loop {
        let place = room.clone().acquire_owned();
        let come = async { (place.await, listener.accept().await) };
        let (place, accepted) = tokio::select! {
            come = come => come,
            () = &mut until => break,
        };
        let Ok((stream, from)) = accepted else {
            // Most likely no more open files: those that end make room.
            tokio::time::sleep(PAUSE).await;
            continue;
        };
        let connection = open.watch(connection(stream, from, router.clone()));
        tokio::spawn(async move {
            // How a connection ends is its other side's business.
            let _ = connection.await;
            drop(place);
        });
    }
    drop(listener);
    if tokio::time::timeout(LAST, open.shutdown()).await.is_err() {
        tracing::warn!("what was under way for half a minute is cut off");
    }
}

/// One connection, HTTP/1.1. A request that can be read in two ways is refused by the library that reads it (RFC 9112, 6.1 and 6.3).
fn connection(
    stream: TcpStream,
    from: SocketAddr,
    router: Router,
) -> impl hyper_util::server::graceful::GracefulConnection<Error = hyper::Error> {
    // Answers are whole: waiting for more to send would only make them late.
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(|body| Body::new(TimeoutBody::new(PIECE, body)));
        request.extensions_mut().insert(ConnectInfo(from));
        router.clone().oneshot(request)
    });
    http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .serve_connection(TokioIo::new(stream), service)
}
