//! A product is back: everybody who waits for it gets one letter, in their language.

use crate::paper::{self, Page};
use crate::{App, Worked};
use cloud::store::jobs::Row;
use cloud::store::shelf::is_out;
use cloud::{Fault, Letter};
use domain::{Product, Sku, address};
use maud::{Markup, html};
use texts::Language;

/// Starts a letter for everybody in the queue, unless it is sold out again: then they go on waiting.
pub(crate) async fn call(app: &App, row: &Row) -> Result<Worked, Fault> {
    let Some(sku) = &row.sku else { return Ok(Worked::Done) };
    if app.store.heads([sku]).await?.first().is_some_and(|head| !is_out(head)) {
        let jobs = app.store.call_everybody(sku, app.clock.now()).await?;
        app.jobs.announce(&jobs).await;
    }
    Ok(Worked::Done)
}

/// Sends one letter. A product that is no longer sold is not written about.
pub(crate) async fn letter(app: &App, email: &str, row: &Row) -> Result<Worked, Fault> {
    let catalog = app.published.catalog().await?;
    if let Some(product) = row.sku.as_ref().and_then(|sku: &Sku| catalog.product(sku)) {
        let language = row.language.as_deref().and_then(Language::tagged).unwrap_or_default();
        let said = catalog.read_in(language.tag());
        let product = said.product(&product.head.sku).unwrap_or(product);
        // In another language than the shop's own, the page stands behind its tag.
        let folder = language.folder(Language::of(catalog.settings()));
        let link = format!("{}{folder}{}", app.origin, address::product(&product.head.sku, &product.head.name));
        app.mail.send(&written(app, product, (email, link), language)).await?;
    }
    Ok(Worked::Done)
}

/// What the letter says.
struct Words {
    subject: String,
    lead: String,
    look: String,
    why: String,
    stop: String,
    link: String,
    cancel: String,
}

fn written(app: &App, product: &Product, (email, link): (&str, String), language: Language) -> Letter {
    let name = || [("name", product.head.name.as_str().into())];
    let words = Words {
        subject: language.say("stock-mail-subject", name()).into_owned(),
        lead: language.say("stock-mail-lead", name()).into_owned(),
        look: language.text("stock-mail-look").into_owned(),
        why: language.text("stock-mail-why").into_owned(),
        stop: language.text("stock-mail-stop").into_owned(),
        link,
        cancel: cancel(app, email),
    };
    let text = format!("{}\n\n{}: {}\n\n{}\n{}: {}\n", words.lead, words.look, words.link, words.why, words.stop, words.cancel);
    let headers = vec![("List-Unsubscribe", format!("<{}>", words.cancel))];
    Letter { to: email.to_owned(), text, html: html(&words, language).into_string(), subject: words.subject, headers }
}

fn html(words: &Words, language: Language) -> Markup {
    let body = html! {
        p { (words.lead) }
        (paper::button(&words.link, &words.look))
    };
    let foot = html! { (words.why) " " (paper::link(&words.cancel, &words.stop)) "." };
    paper::write(&Page { language, title: &words.subject, body, foot: Some(foot) })
}

/// The address is part of the link, so it is written as a query must be.
fn cancel(app: &App, email: &str) -> String {
    let key = app.links.key("waiting", email);
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("email", email).append_pair("key", &key).finish();
    format!("{}/waiting/cancel?{query}", app.origin)
}
