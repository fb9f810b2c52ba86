//! One keep-alive connection to one server. Nothing is pooled: who wants two requests at once takes two wires.

use crate::Outcome;
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri, header};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use std::time::{Duration, Instant};
use tokio::net::TcpStream;

/// Nothing takes longer than this, or something hangs.
const PATIENCE: Duration = Duration::from_secs(60);

/// A connection, opened when it is first needed and again when it broke.
pub struct Wire {
    host: String,
    open: Option<SendRequest<Full<Bytes>>>,
}

/// A request, before it is known who sends it.
#[derive(Clone, Debug)]
pub struct Ask {
    method: Method,
    target: Uri,
    headers: HeaderMap,
    body: Bytes,
}

/// A whole answer.
#[derive(Debug)]
pub struct Reply {
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body, as it came: perhaps compressed.
    pub body: Bytes,
    /// From the first byte sent to the last one received.
    pub took: Duration,
}

impl Wire {
    /// To the server of this address; what follows the port is ignored.
    pub fn to(url: &str) -> Wire {
        let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
        Wire { host: rest.split('/').next().unwrap_or_default().to_owned(), open: None }
    }

    /// Asks, and waits for the whole answer. A broken connection is an error, and the next request opens a new one.
    pub async fn ask(&mut self, ask: Ask) -> Outcome<Reply> {
        let what = format!("{} http://{}{}", ask.method, self.host, ask.target.path());
        match tokio::time::timeout(PATIENCE, self.send(ask)).await {
            Ok(Ok(reply)) => Ok(reply),
            Ok(Err(fault)) => {
                self.open = None;
                Err(format!("{what}: {fault}").into())
            }
            Err(_) => {
                self.open = None;
                Err(format!("{what}: no answer within {} s", PATIENCE.as_secs()).into())
            }
        }
    }

    /// The same without a word about which request failed: nothing is allocated for that.
    pub async fn send(&mut self, ask: Ask) -> Outcome<Reply> {
        let request = ask.addressed(&self.host)?;
        let mut open = self.ready().await?;
        let began = Instant::now();
        let answer = open.send_request(request).await?;
        let (parts, body) = answer.into_parts();
        let body = body.collect().await?.to_bytes();
        let took = began.elapsed();
        self.open = Some(open);
        Ok(Reply { status: parts.status.as_u16(), headers: parts.headers, body, took })
    }

    async fn ready(&mut self) -> Outcome<SendRequest<Full<Bytes>>> {
        if let Some(mut open) = self.open.take()
            && open.ready().await.is_ok()
        {
            return Ok(open);
        }
        let stream = TcpStream::connect(&self.host).await?;
        stream.set_nodelay(true)?;
        let (open, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(open)
    }
}

impl Ask {
    /// `GET`, as a browser asks for a page.
    pub fn page(target: &str) -> Outcome<Ask> {
        let ask = Ask { method: Method::GET, target: target.parse()?, headers: HeaderMap::new(), body: Bytes::new() };
        Ok(ask.with(header::ACCEPT, "text/html").with(header::ACCEPT_ENCODING, "br, gzip"))
    }

    /// `GET`, as a program asks.
    pub fn get(target: &str) -> Outcome<Ask> {
        let ask = Ask { method: Method::GET, target: target.parse()?, headers: HeaderMap::new(), body: Bytes::new() };
        Ok(ask.with(header::ACCEPT, "application/json"))
    }

    /// `POST` with JSON, for JSON.
    pub fn post(target: &str, body: &Value) -> Outcome<Ask> {
        Ok(Ask::upload(target, "application/json", body.to_string().into())?.with(header::ACCEPT, "application/json"))
    }

    /// `PATCH` with JSON, for JSON.
    pub fn patch(target: &str, body: &Value) -> Outcome<Ask> {
        Ok(Ask { method: Method::PATCH, ..Ask::post(target, body)? })
    }

    /// `POST` with a form of one field, whose value needs no escapes.
    pub fn form(target: &str, name: &str, value: &str) -> Outcome<Ask> {
        Ask::upload(target, "application/x-www-form-urlencoded", format!("{name}={value}").into())
    }

    /// `POST` with whatever this is.
    pub fn upload(target: &str, kind: &'static str, body: Bytes) -> Outcome<Ask> {
        let ask = Ask { method: Method::POST, target: target.parse()?, headers: HeaderMap::new(), body };
        Ok(ask.with(header::CONTENT_TYPE, kind))
    }

    /// One header more.
    #[must_use]
    pub fn with(mut self, name: HeaderName, value: &str) -> Ask {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(name, value);
        }
        self
    }

    fn addressed(self, host: &str) -> Outcome<Request<Full<Bytes>>> {
        let mut request = Request::new(Full::new(self.body));
        *request.method_mut() = self.method;
        *request.uri_mut() = self.target;
        *request.headers_mut() = self.headers;
        request.headers_mut().insert(header::HOST, HeaderValue::from_str(host)?);
        Ok(request)
    }
}

impl Reply {
    /// The body as JSON; null when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or(Value::Null)
    }

    /// 2xx and 3xx.
    pub fn is_good(&self) -> bool {
        (200..400).contains(&self.status)
    }

    /// Where it leads.
    pub fn location(&self) -> Option<&str> {
        self.headers.get(header::LOCATION)?.to_str().ok()
    }

    /// An entry of `Server-Timing`: `app;dur=0.4` or `read;desc="0.5"`.
    pub fn timing(&self, name: &str) -> Option<f64> {
        let lines = self.headers.get_all("server-timing").into_iter().filter_map(|v| v.to_str().ok());
        let entry = lines.flat_map(|line| line.split(',')).map(str::trim).find_map(|entry| {
            let (found, parameters) = entry.split_once(';')?;
            (found == name).then_some(parameters)
        })?;
        let (_, value) = entry.split_once('=')?;
        value.trim_matches('"').parse().ok()
    }
}
