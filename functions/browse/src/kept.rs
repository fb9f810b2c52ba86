//! Finished pages, kept for as long as everything they were made from is unchanged, and at most 5 seconds.
//!
//! Pages here are the same for everybody, so one made and compressed a moment ago is the answer to the next request.

use crate::App;
use crate::scene::Scene;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::response::Parts;
use http::uri::PathAndQuery;
use http::{HeaderValue, Method, StatusCode, header};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use web::{Content, Problem};

/// Most bytes kept. Beyond that, pages are made anew until the scene changes.
const ROOM: usize = 24 * 1024 * 1024;

/// The app, and the pages of the current scene.
pub struct Keeper {
    app: App,
    kept: Kept,
}

#[derive(Default)]
struct Kept(Mutex<Option<Pages>>);

struct Pages {
    scene: Scene,
    room: usize,
    pages: HashMap<Key, (Parts, Bytes)>,
}

/// What one answer may differ by. The language is part of the address.
#[derive(PartialEq, Eq, Hash)]
struct Key {
    address: PathAndQuery,
    content: Content,
    encoding: Option<HeaderValue>,
}

/// Answers from what is kept, or sets the scene, lets the page be made, and keeps it.
pub async fn answer(State(keeper): State<Arc<Keeper>>, mut request: Request, next: Next) -> Response {
    let scene = match Scene::set(&keeper.app).await {
        Ok(scene) => scene,
        Err(problem) => return problem.into_response(),
    };
    let scene = match scene.read_at(request.uri()) {
        Ok(scene) => scene,
        // Not for good: the owner may choose another language.
        Err(there) => return web::moved(&there).into_response(),
    };
    let key = Key::of(&request);
    if let Some((parts, body)) = key.as_ref().and_then(|key| keeper.kept.find(&scene, key)) {
        return Response::from_parts(parts, Body::from(body));
    }
    request.extensions_mut().insert(scene.clone());
    let response = next.run(request).await;
    match key.filter(|_| response.status() == StatusCode::OK) {
        Some(key) => keeper.kept.keep(&scene, key, response).await,
        None => response,
    }
}

impl Key {
    fn of(request: &Request) -> Option<Key> {
        let address = request.uri().path_and_query().filter(|a| request.method() == Method::GET && a.as_str().len() < 256)?;
        let encoding = request.headers().get(header::ACCEPT_ENCODING).cloned();
        Some(Key { address: address.clone(), content: Content::of(request.headers()), encoding })
    }
}

impl Keeper {
    /// Nothing is kept yet.
    pub fn new(app: App) -> Keeper {
        Keeper { app, kept: Kept::default() }
    }
}

impl Kept {
    fn find(&self, scene: &Scene, key: &Key) -> Option<(Parts, Bytes)> {
        let pages = self.lock();
        pages.as_ref().filter(|p| scene.is_like(&p.scene))?.pages.get(key).cloned()
    }

    async fn keep(&self, scene: &Scene, key: Key, response: Response) -> Response {
        let (mut parts, body) = response.into_parts();
        let body = match to_bytes(body, ROOM).await {
            Ok(body) => body,
            Err(err) => return Problem::from(err).into_response(),
        };
        parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        let mut pages = self.lock();
        if pages.as_ref().is_none_or(|p| !scene.is_like(&p.scene)) {
            *pages = Some(Pages { scene: scene.clone(), room: ROOM, pages: HashMap::new() });
        }
        if let Some(pages) = pages.as_mut().filter(|p| p.room > body.len()) {
            pages.room -= body.len();
            pages.pages.insert(key, (parts.clone(), body.clone()));
        }
        drop(pages);
        Response::from_parts(parts, Body::from(body))
    }

    fn lock(&self) -> MutexGuard<'_, Option<Pages>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::scene;
    use jiff::ToSpan;

    fn asked(path: &str) -> Key {
        Key::of(&Request::get(path).body(Body::empty()).unwrap()).unwrap()
    }

    #[tokio::test]
    async fn a_page_is_kept_while_nothing_it_was_made_from_changes() {
        let (kept, scene) = (Kept::default(), scene());
        kept.keep(&scene, asked("/a"), Response::new(Body::from("page"))).await;
        assert_eq!(kept.find(&scene, &asked("/a")).unwrap().1, "page");
        assert!(kept.find(&scene, &asked("/b")).is_none());
        let later = |seconds: i64| Scene { now: scene.now + seconds.seconds(), ..scene.clone() };
        assert!(kept.find(&later(4), &asked("/a")).is_some());
        assert!(kept.find(&later(5), &asked("/a")).is_none());
        let restocked = Scene { shelf: Arc::default(), ..scene.clone() };
        assert!(kept.find(&restocked, &asked("/a")).is_none());
    }
}
