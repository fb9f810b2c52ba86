//! `GET /orders/{order}/documents/{document}`: the invoice, or the credit note of a refund, as a page to print or as a PDF.

use crate::App;
use crate::order::{Key, opened};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use domain::OrderId;
use domain::invoice::Issued;
use http::header;
use maud::Markup;
use paper::Document;
use serde::Serialize;
use std::sync::Arc;
use texts::text;
use utoipa::ToSchema;
use web::{Outcome, Path, Problem, Query, Shell, View, Want, page};

/// A document as its shopper sees it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Shown {
    /// As the register has it.
    #[serde(flatten)]
    issued: Issued,
    #[serde(skip)]
    document: Document,
    #[serde(skip)]
    pdf: String,
}

/// Shows `invoice`, `invoice.pdf`, or the credit note of a refund by the refund's name, with or without `.pdf`.
#[utoipa::path(get, path = "/orders/{order}/documents/{document}",
    params(("order" = String, Path), ("document" = String, Path), ("key" = String, Query)), responses(
    (status = 200, description = "The document", body = Shown),
    (status = 404, description = "There is none, or a wrong key", body = web::problem::Details)))]
pub(crate) async fn show(
    State(app): State<Arc<App>>,
    want: Want,
    Path((order, name)): Path<(OrderId, String)>,
    Query(key): Query<Key>,
) -> Outcome<Response> {
    let catalog = want.reader.catalog(app.catalog.catalog().await?);
    let whole = opened(&app, &order, &key.key).await?;
    let (name, as_pdf) = name.strip_suffix(".pdf").map_or((name.as_str(), false), |name| (name, true));
    let missing = || Problem::not_found(text("order-not-found"));
    let (kind, drawn) = whole.order.document(name).ok_or_else(missing)?;
    let issued = app.store.issued(kind, drawn).await?.ok_or_else(missing)?;
    let document = Document::of(&whole, &issued).ok_or_else(missing)?;
    if as_pdf {
        return pdf(&document, &drawn.name(kind));
    }
    let pdf = format!("/orders/{order}/documents/{name}.pdf?key={}", key.key);
    let view = Shown { issued, document, pdf };
    Ok(page(want, &Shell::new(&app.site, &catalog), &view).unkept().into_response())
}

fn pdf(document: &Document, number: &str) -> Outcome<Response> {
    let content = document.pdf().ok_or_else(|| Problem::broken("the fonts of documents cannot be read"))?;
    let headers = [
        (header::CONTENT_TYPE, "application/pdf".to_owned()),
        (header::CONTENT_DISPOSITION, format!("inline; filename=\"{number}.pdf\"")),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, content).into_response())
}

impl View for Shown {
    fn title(&self, _: &Shell) -> String {
        self.document.title.clone()
    }

    fn html(&self, shell: &Shell) -> Markup {
        self.document.html((&self.pdf, &shell.text("invoice-as-pdf")))
    }
}
