//! A connection that is kept, and opened again when the server has closed it.

use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A browser's connection.
pub struct Client {
    door: SocketAddr,
    cookie: String,
    socket: Option<TcpStream>,
}

impl Client {
    /// Signs somebody in.
    pub async fn sign_in(door: SocketAddr, name: &str, phrase: &str) -> Self {
        let mut client = Self {
            door,
            cookie: String::new(),
            socket: None,
        };
        let body = format!("username={name}&phrase={phrase}");
        let (head, _) = client
            .ask("POST", "/sign-in", &body)
            .await
            .expect("an answer");
        let cookie = head
            .lines()
            .find_map(|line| line.strip_prefix("set-cookie: "))
            .and_then(|it| it.split(';').next())
            .unwrap_or_else(|| panic!("{name} is signed in: {head}"));
        client.cookie = cookie.to_owned();
        client
    }

    /// A page.
    pub async fn get(&mut self, path: &str) -> Result<String, String> {
        let (head, body) = self.ask("GET", path, "").await?;
        match head.starts_with("HTTP/1.1 200") {
            true => Ok(body),
            false => Err(head.lines().next().unwrap_or_default().to_owned()),
        }
    }

    /// A form: it leads on, or says that it was kept.
    pub async fn post(&mut self, path: &str, body: &str) -> Result<(), String> {
        let (head, _) = self.ask("POST", path, body).await?;
        let taken = ["HTTP/1.1 303", "HTTP/1.1 200", "HTTP/1.1 204"];
        match taken.iter().any(|it| head.starts_with(it)) {
            true => Ok(()),
            false => Err(head.lines().next().unwrap_or_default().to_owned()),
        }
    }

    async fn ask(
        &mut self,
        method: &str,
        path: &str,
        body: &str,
    ) -> Result<(String, String), String> {
        // One that was closed while nobody asked is opened again, as browsers do; a question that was cut off is an error.
        let kept = self.socket.is_some();
        match self.try_ask(method, path, body).await {
            Err(error) if kept && error == "closed" => self.try_ask(method, path, body).await,
            asked => asked,
        }
    }

    async fn try_ask(
        &mut self,
        method: &str,
        path: &str,
        body: &str,
    ) -> Result<(String, String), String> {
        let words = |error: std::io::Error| error.to_string();
        let mut socket = match self.socket.take() {
            Some(socket) => socket,
            None => {
                let socket = TcpStream::connect(self.door).await.map_err(words)?;
                socket.set_nodelay(true).map_err(words)?;
                socket
            }
        };
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: localhost\r\ncookie: {}\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             content-length: {}\r\n\r\n{body}",
            self.cookie,
            body.len()
        );
        socket
            .write_all(request.as_bytes())
            .await
            .map_err(|_| "closed".to_owned())?;
        let (mut read, mut bytes) = (Vec::new(), vec![0; 64 * 1024]);
        loop {
            let count = socket
                .read(&mut bytes)
                .await
                .map_err(|_| "closed".to_owned())?;
            if count == 0 {
                return Err(if read.is_empty() { "closed" } else { "cut off" }.to_owned());
            }
            read.extend_from_slice(&bytes[..count]);
            let Some(end) = read.windows(4).position(|it| it == b"\r\n\r\n") else {
                continue;
            };
            let head = String::from_utf8_lossy(&read[..end]).into_owned();
            let length = head
                .lines()
                .find_map(|it| it.strip_prefix("content-length: "));
            let length: usize = length.map_or(0, |it| it.parse().unwrap_or(0));
            if read.len() >= end + 4 + length {
                self.socket = Some(socket);
                let body = String::from_utf8_lossy(&read[end + 4..]).into_owned();
                return Ok((head, body));
            }
        }
    }
}
