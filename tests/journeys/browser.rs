//! A browser, or a program: cookies kept by hand, redirects not followed, so that every step is seen.

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use http::{HeaderMap, Method};
use serde_json::Value;
use std::collections::BTreeMap;

/// Somebody at the shop's door. A clone has the same cookies.
#[derive(Clone)]
pub struct Browser {
    http: reqwest::Client,
    origin: String,
    cookies: BTreeMap<String, String>,
    headers: Vec<(&'static str, String)>,
}

/// A whole answer.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

/// What a request carries.
pub enum Content<'a> {
    Nothing,
    Json(&'a Value),
    Form(&'a [(&'a str, &'a str)]),
    Text(&'static str, &'a str),
    Bytes(&'static str, &'a [u8]),
}

impl Browser {
    pub fn at(http: &reqwest::Client, origin: &str) -> Browser {
        Browser { http: http.clone(), origin: origin.to_owned(), cookies: BTreeMap::new(), headers: Vec::new() }
    }

    /// Sends this header with everything from now on.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Browser {
        self.headers.push((name, value.into()));
        self
    }

    pub fn bearer(self, token: &str) -> Browser {
        self.with(AUTHORIZATION.as_str(), format!("Bearer {token}"))
    }

    pub fn cookie(&self, name: &str) -> Option<&str> {
        self.cookies.get(name).map(String::as_str)
    }

    /// As a program asks.
    pub async fn get(&mut self, path: &str) -> Reply {
        self.ask(Method::GET, path, "application/json", Content::Nothing).await
    }

    pub async fn post(&mut self, path: &str, body: &Value) -> Reply {
        self.ask(Method::POST, path, "application/json", Content::Json(body)).await
    }

    pub async fn patch(&mut self, path: &str, body: &Value) -> Reply {
        self.ask(Method::PATCH, path, "application/json", Content::Json(body)).await
    }

    /// As a browser asks.
    pub async fn page(&mut self, path: &str) -> Reply {
        self.ask(Method::GET, path, "text/html", Content::Nothing).await
    }

    pub async fn form(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        self.ask(Method::POST, path, "text/html", Content::Form(fields)).await
    }

    /// A path is the shop's; a whole address is somebody else's, who gets no cookies.
    pub async fn ask(&mut self, method: Method, path: &str, accept: &str, content: Content<'_>) -> Reply {
        let ours = path.starts_with('/');
        let address = if ours { format!("{}{path}", self.origin) } else { path.to_owned() };
        let mut request = self.http.request(method.clone(), &address).header(ACCEPT, accept);
        if ours {
            request = self.headers.iter().fold(request, |request, (name, value)| request.header(*name, value));
            let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = if cookies.is_empty() { request } else { request.header(COOKIE, cookies.join("; ")) };
        }
        let request = match content {
            Content::Nothing => request,
            Content::Json(body) => request.json(body),
            Content::Form(fields) => request.form(fields),
            Content::Text(kind, text) => request.header(CONTENT_TYPE, kind).body(text.to_owned()),
            Content::Bytes(kind, bytes) => request.header(CONTENT_TYPE, kind).body(bytes.to_vec()),
        };
        let answer = request.send().await.unwrap_or_else(|fault| panic!("{method} {address}: {fault:?}"));
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let body = answer.text().await.unwrap_or_else(|fault| panic!("{method} {address} broke off: {fault:?}"));
        if ours {
            self.keep_cookies(&headers);
        }
        Reply { status, headers, body }
    }

    fn keep_cookies(&mut self, headers: &HeaderMap) {
        for line in headers.get_all(SET_COOKIE).into_iter().filter_map(|v| v.to_str().ok()) {
            let (name, value) = line.split(';').next().and_then(|pair| pair.split_once('=')).unwrap_or_default();
            match line.contains("Max-Age=0") {
                true => drop(self.cookies.remove(name)),
                false => drop(self.cookies.insert(name.to_owned(), value.to_owned())),
            }
        }
    }
}

impl Reply {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }

    pub fn location(&self) -> &str {
        self.headers.get(LOCATION).and_then(|v| v.to_str().ok()).unwrap_or_default()
    }

    /// The JSON of a good answer.
    #[track_caller]
    pub fn good(&self) -> Value {
        assert!(matches!(self.status, 200 | 201), "{} {}", self.status, self.body);
        self.json()
    }

    /// Where a form leads.
    #[track_caller]
    pub fn leads(&self) -> String {
        assert_eq!(self.status, 303, "{}", self.body);
        self.location().to_owned()
    }

    /// The failures of a refusal: `(sku or field or line, code)`, sorted.
    #[track_caller]
    pub fn refused(&self, status: u16, kind: &str) -> Vec<(String, String)> {
        let problem = self.json();
        assert_eq!((self.status, problem["type"].as_str()), (status, Some(format!("/problems/{kind}").as_str())), "{}", self.body);
        let about =
            |e: &Value| ["sku", "field"].iter().find_map(|k| e[k].as_str().map(str::to_owned)).unwrap_or_else(|| e["line"].to_string());
        let failures = problem["errors"].as_array().cloned().unwrap_or_default();
        let mut failures: Vec<_> = failures.iter().map(|e| (about(e), e["code"].as_str().unwrap_or_default().to_owned())).collect();
        failures.sort();
        failures
    }

    /// All texts between these two, in the order of the page.
    pub fn between(&self, start: &str, end: &str) -> Vec<String> {
        self.body.split(start).skip(1).filter_map(|rest| rest.split_once(end)).map(|(text, _)| text.to_owned()).collect()
    }
}
