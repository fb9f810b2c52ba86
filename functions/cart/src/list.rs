//! A shopping list, put into the basket at once: `GET /list` asks for it, `POST /list` shows what was found,
//! `POST /list/basket` puts what is chosen into the basket.

use crate::basket::{Basket, is_finished, stock};
use crate::list_page::{ListChoice, ListLine, ListPage, Pick};
use crate::{App, lines};
use axum::extract::State;
use cloud::random;
use cloud::store::cart::Changed;
use cloud::store::shelf::Shelf;
use domain::cart::MOST_LINES;
use domain::catalog::Catalog;
use domain::list::{self, Entry, MOST_TEXT};
use domain::search::{Find, Found, Reading};
use domain::{Product, Quantity, Sku};
use http::HeaderMap;
use serde::Deserialize;
use std::sync::Arc;
use utoipa::ToSchema;
use web::components::Tile;
use web::problem::Failure;
use web::{Answer, Input, Outcome, Problem, Shell, Want, page, refused};

/// Products offered for a line.
const CHOICES: usize = 5;
/// Matches looked at: sold-out ones come last.
const LOOKED_AT: usize = 20;

/// A list as it was typed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Typed {
    /// One thing per line, or between commas.
    pub text: String,
}

/// What of a list is to go into the basket. The answer of `POST /list` may be sent as it is.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Chosen {
    /// Line by line.
    #[serde(default)]
    pub lines: Vec<ChosenLine>,
}

/// A line of the list, and what is chosen for it.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ChosenLine {
    /// As typed.
    #[serde(default)]
    pub line: String,
    /// Which of the choices, from `0`; `none` leaves the line out.
    #[serde(default)]
    #[schema(value_type = String)]
    pub pick: Pick,
    /// What was found.
    #[serde(default)]
    pub choices: Vec<Choice>,
}

/// A product for a line, and how much of it.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Choice {
    /// Which product.
    pub sku: Sku,
    /// Packs, or pieces of loose goods.
    #[serde(default)]
    #[schema(value_type = Option<u32>)]
    pub pieces: Option<Number>,
    /// Grams of loose goods.
    #[serde(default)]
    #[schema(value_type = Option<u32>)]
    pub grams: Option<Number>,
}

/// A number, or what was typed in place of one.
#[derive(Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Number {
    Whole(u32),
    Typed(String),
    /// A field left empty.
    Nothing(()),
}

/// Asks for a list.
#[utoipa::path(get, path = "/list", responses((status = 200, body = ListPage)))]
pub async fn show(State(app): State<Arc<App>>, want: Want) -> Outcome<Answer> {
    let catalog = want.reader.catalog(app.catalog.catalog().await?);
    Ok(page(want, &Shell::new(&app.site, &catalog), &ListPage::default()))
}

/// Looks for everything on a list.
#[utoipa::path(post, path = "/list", request_body = Typed, responses(
    (status = 200, description = "Line by line, what was found", body = ListPage),
    (status = 422, description = "No list, or a very long one", body = web::problem::Details)))]
pub async fn read(State(app): State<Arc<App>>, want: Want, Input(typed): Input<Typed>) -> Outcome<Answer> {
    let catalog = want.reader.catalog(app.catalog.catalog().await?);
    let shell = Shell::new(&app.site, &catalog).read_by(&want.reader);
    let entries = list::parse(&typed.text);
    let wrong = match entries.len() {
        _ if typed.text.chars().count() > MOST_TEXT => Some(shell.say("list-too-long", [("most", MOST_TEXT.into())])),
        0 => Some(shell.text("list-empty")),
        n if n > MOST_LINES => Some(shell.say("list-too-many", [("most", MOST_LINES.into())])),
        _ => None,
    };
    if let Some(wrong) = wrong {
        let problem = Problem::invalid(vec![Failure::field("text", "invalid", wrong)]);
        let view = ListPage { text: typed.text, errors: problem.errors.clone(), ..ListPage::default() };
        return Ok(refused(want, &shell, &view, problem));
    }
    let shelf = app.store.shelf().await?;
    let lines = entries.into_iter().map(|entry| found(&app, &catalog, &shelf, entry)).collect();
    let view = ListPage { text: typed.text, lines, ..ListPage::default() };
    Ok(page(want, &shell, &view).unkept())
}

/// Puts what is chosen into the basket: a line that already holds as much stays, any other is set. Safe to repeat.
#[utoipa::path(post, path = "/list/basket", request_body = Chosen, responses(
    (status = 200, description = "The basket as it is now", body = Basket),
    (status = 409, description = "It does not all fit, or the basket waits for its payment", body = web::problem::Details),
    (status = 422, description = "No such product, or not so much of it", body = web::problem::Details)))]
pub async fn put(State(app): State<Arc<App>>, want: Want, headers: HeaderMap, Input(chosen): Input<Chosen>) -> Outcome<Answer> {
    let catalog = want.reader.catalog(app.catalog.catalog().await?);
    let shell = Shell::new(&app.site, &catalog).read_by(&want.reader);
    let picked = match picked(&catalog, &shell, &chosen) {
        Ok(picked) => picked,
        Err(problem) => return again(&app, want, &shell, &chosen, problem).await,
    };
    let token = web::cookies::cart_token(&headers, &app.site).unwrap_or_else(random::cart_id);
    let changed = match app.store.fill_basket(&token, |held| list::put_into(held, &picked)).await? {
        Changed::Ordered(cart) if is_finished(&app, &cart).await? => {
            app.store.fill_basket(&random::cart_id(), |held| list::put_into(held, &picked)).await?
        }
        other => other,
    };
    match changed {
        Changed::Yes(cart) => lines::answer(&app, want, &catalog, &cart).await,
        Changed::Full => again(&app, want, &shell, &chosen, lines::full()).await,
        Changed::Ordered(_) => Err(lines::ordered()),
    }
}

/// The chosen products, or everything that is wrong with them.
fn picked<'a>(catalog: &'a Catalog, shell: &Shell, chosen: &Chosen) -> Outcome<Vec<(&'a Product, Quantity)>> {
    let (mut picked, mut failures) = (Vec::new(), Vec::new());
    for (n, line) in chosen.lines.iter().enumerate() {
        let Some((at, choice)) = line.pick.of(&line.choices) else { continue };
        let field = format!("lines[{n}][choices][{at}]");
        match catalog.product(&choice.sku).map(|product| (product, choice.quantity(product))) {
            Some((product, Some(quantity))) => picked.push((product, quantity)),
            Some((product, None)) => {
                let name = product.head.name.as_str();
                failures.push(Failure::field(field, "amount", shell.say("list-amount-wrong", [("name", name.into())])));
            }
            None => failures.push(Failure::field(field, "unknown", shell.text("list-unknown"))),
        }
    }
    match (failures.is_empty(), picked.is_empty()) {
        (false, _) => Err(Problem::invalid(failures)),
        (true, true) => Err(Problem::invalid(vec![Failure::field("lines", "required", shell.text("list-none-chosen"))])),
        (true, false) => Ok(picked),
    }
}

/// The list as it was sent, with what is wrong with it.
async fn again(app: &App, want: Want, shell: &Shell, chosen: &Chosen, problem: Problem) -> Outcome<Answer> {
    let catalog = want.reader.catalog(app.catalog.catalog().await?);
    let shelf = app.store.shelf().await?;
    let line = |line: &ChosenLine| {
        let choice = |c: &Choice| {
            let product = catalog.product(&c.sku)?;
            let quantity = c.quantity(product).unwrap_or(Quantity::Pieces(1));
            let typed = c.typed().filter(|_| c.quantity(product).is_none());
            Some(ListChoice { typed, ..offered((app, &catalog), &shelf, product, quantity) })
        };
        ListLine { line: line.line.clone(), pick: line.pick, choices: line.choices.iter().filter_map(choice).collect() }
    };
    let text = chosen.lines.iter().map(|l| l.line.as_str()).collect::<Vec<_>>().join("\n");
    let mut errors = problem.errors.clone();
    if errors.is_empty() {
        errors.push(Failure::field("lines", "refused", problem.detail.clone()));
    }
    let view = ListPage { text, lines: chosen.lines.iter().map(line).collect(), errors };
    Ok(refused(want, shell, &view, problem))
}

/// What may be meant by an entry, best first; what is sold out comes last and is not picked. Neither is a guess: no
/// product has all the words.
fn found<'a>(app: &App, catalog: &'a Catalog, shelf: &Shelf, entry: Entry) -> ListLine<'a> {
    let find = Find { words: entry.words.clone(), take: LOOKED_AT, ..Find::default() };
    let Found { mut products, reading, .. } = catalog.find(&find, &shelf.out, app.clock.now());
    products.sort_by_key(|p| shelf.out.contains(&p.head.sku));
    let is_guess = matches!(reading, Reading::Partly | Reading::Nothing(_));
    let choice = |p: &&'a Product| offered((app, catalog), shelf, p, list::quantity(p, entry.amount));
    let choices: Vec<_> = products.iter().take(CHOICES).map(choice).collect();
    let can_be_had = choices.first().is_some_and(ListChoice::can_be_had);
    let pick = if can_be_had && !is_guess { Pick::One(0) } else { Pick::Nothing };
    ListLine { line: entry.line, pick, choices }
}

fn offered<'a>((app, catalog): (&App, &Catalog), shelf: &Shelf, product: &'a Product, quantity: Quantity) -> ListChoice<'a> {
    let tile = Tile::of(product, stock(shelf, &product.head.sku), (catalog.settings(), app.clock.now()));
    ListChoice { tile, quantity, typed: None }
}

impl Choice {
    /// How much is asked for, if this product can be had so, in such an amount.
    fn quantity(&self, product: &Product) -> Option<Quantity> {
        let quantity = match (&self.pieces, &self.grams) {
            (Some(n), None) => Quantity::Pieces(n.whole()?),
            (None, Some(g)) => Quantity::Grams(g.whole()?),
            (None, None) | (Some(_), Some(_)) => return None,
        };
        Some(quantity).filter(|q| !q.is_zero() && !q.is_too_much() && product.head.accepts(*q))
    }

    fn typed(&self) -> Option<String> {
        match self.pieces.as_ref().or(self.grams.as_ref())? {
            Number::Whole(n) => Some(n.to_string()),
            Number::Typed(text) => Some(text.chars().take(12).collect()),
            Number::Nothing(()) => None,
        }
    }
}

impl Number {
    fn whole(&self) -> Option<u32> {
        match self {
            Number::Whole(n) => Some(*n),
            Number::Typed(text) => text.trim().parse().ok(),
            Number::Nothing(()) => None,
        }
    }
}
