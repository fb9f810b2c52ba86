//! The list's pages: where it is typed, and what was found for each line.

use domain::Quantity;
use domain::list::MOST_TEXT;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::components::{Field, Stock, Tile, Tone, hidden, notice, picture, trail};
use web::shell::About;
use web::{Failure, Shell, View};

/// A list, and what was found for its lines.
#[derive(Default, Serialize, ToSchema)]
pub struct ListPage<'a> {
    /// As typed.
    pub text: String,
    /// Line by line; empty while nothing was looked for.
    pub lines: Vec<ListLine<'a>>,
    #[serde(skip)]
    pub(crate) errors: Vec<Failure>,
}

/// A line of the list.
#[derive(Serialize, ToSchema)]
pub struct ListLine<'a> {
    /// As typed.
    pub line: String,
    /// Which of the choices, from `0`; `none` leaves the line out.
    #[schema(value_type = String)]
    pub pick: Pick,
    /// Products that may be meant, best first.
    pub choices: Vec<ListChoice<'a>>,
}

/// A product for a line, and how much of it.
#[derive(Serialize, ToSchema)]
pub struct ListChoice<'a> {
    /// As it is offered now.
    #[serde(flatten)]
    pub tile: Tile<'a>,
    /// How much.
    #[serde(flatten)]
    pub quantity: Quantity,
    /// What was typed in place of a number.
    #[serde(skip)]
    pub(crate) typed: Option<String>,
}

/// Which choice of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Pick {
    /// This one.
    One(usize),
    /// None of them.
    Nothing,
}

impl Default for Pick {
    fn default() -> Pick {
        Pick::One(0)
    }
}

impl From<Pick> for String {
    fn from(pick: Pick) -> String {
        match pick {
            Pick::One(n) => n.to_string(),
            Pick::Nothing => "none".to_owned(),
        }
    }
}

impl TryFrom<String> for Pick {
    type Error = std::num::ParseIntError;

    fn try_from(text: String) -> Result<Pick, Self::Error> {
        if text == "none" { Ok(Pick::Nothing) } else { text.parse().map(Pick::One) }
    }
}

impl Pick {
    /// The picked one of some choices.
    pub(crate) fn of<T>(self, choices: &[T]) -> Option<(usize, &T)> {
        match self {
            Pick::One(n) => choices.get(n).map(|choice| (n, choice)),
            Pick::Nothing => None,
        }
    }
}

impl ListChoice<'_> {
    pub(crate) fn can_be_had(&self) -> bool {
        self.tile.stock != Stock::SoldOut
    }
}

impl View for ListPage<'_> {
    fn title(&self, shell: &Shell) -> String {
        shell.text("list-title").into_owned()
    }

    fn about(&self, shell: &Shell) -> About<'_> {
        let description = Some(shell.text("list-lead").into_owned());
        About { canonical: self.lines.is_empty().then(|| "/list".to_owned()), description, ..About::default() }
    }

    fn html(&self, shell: &Shell) -> Markup {
        html! {
            (trail(shell, &[("/", &shell.text("list-shop"))]))
            @if self.lines.is_empty() {
                h1 { (shell.text("list-title")) }
                p.lead { (shell.text("list-lead")) }
                (self.sheet(shell))
            } @else {
                header.heading { h1 { (shell.text("list-found-title")) } p.count { (self.count(shell)) } }
                @if !self.errors.is_empty() { (wrong(&self.errors)) }
                (self.review(shell))
                details.card { summary { (shell.text("list-change")) } (self.sheet(shell)) }
            }
        }
    }
}

impl ListPage<'_> {
    fn sheet(&self, shell: &Shell) -> Markup {
        let (label, hint) = (shell.text("list-label"), shell.text("list-hint"));
        let most = u32::try_from(MOST_TEXT).unwrap_or(u32::MAX);
        html! {
            form.stack method="post" action="/list" {
                (Field::text("text", &label, &self.text).rows(10).most(most).hint(&hint).errors(&self.errors))
                button.main type="submit" { (shell.text("list-find")) }
            }
        }
    }

    fn count(&self, shell: &Shell) -> Markup {
        let found = self.lines.iter().filter(|l| l.pick != Pick::Nothing).count();
        html! { (shell.say("list-found", [("found", found.into()), ("all", self.lines.len().into())])) }
    }

    fn review(&self, shell: &Shell) -> Markup {
        html! {
            form method="post" action="/list/basket" {
                ol.wishes { @for (n, line) in self.lines.iter().enumerate() { (wish(shell, n, line, &self.errors)) } }
                div.wishes-end {
                    button.main type="submit" { (shell.text("list-put")) }
                    p.hint { (shell.text("list-put-hint")) }
                }
            }
        }
    }
}

fn wrong(errors: &[Failure]) -> Markup {
    notice(Tone::Bad, html! { ul { @for error in errors { li { (error.message) } } } })
}

fn wish(shell: &Shell, n: usize, line: &ListLine, errors: &[Failure]) -> Markup {
    let name = |part: &str| format!("lines[{n}][{part}]");
    let picked = line.pick.of(&line.choices).map_or(0, |(at, _)| at);
    let (first, others) = line.choices.split_at(line.choices.len().min(1));
    let option = |at: usize, choice: &ListChoice| option(shell, (n, at), choice, (line.pick == Pick::One(at), errors));
    html! {
        li.wish {
            fieldset {
                legend { (shell.say("list-line", [("line", line.line.as_str().into())])) }
                (hidden(&name("line"), &line.line))
                @if line.choices.is_empty() {
                    p.hint { (shell.text("list-nothing")) " " a href={ (shell.path("/search?")) (query(&line.line)) } { (shell.text("list-look")) } }
                } @else {
                    @for choice in first { (option(0, choice)) }
                    @if !others.is_empty() {
                        details open[picked > 0 || !first.iter().all(ListChoice::can_be_had)] {
                            summary { (shell.say("list-others", [("count", others.len().into())])) }
                            @for (at, choice) in (1..).zip(others) { (option(at, choice)) }
                        }
                    }
                    label.choice.leave {
                        input type="radio" name=(name("pick")) value="none" checked[line.pick == Pick::Nothing];
                        span { (shell.text("list-leave-out")) }
                    }
                }
            }
        }
    }
}

/// `at`: which line, which choice. `chosen`: it is picked; what is wrong.
fn option(shell: &Shell, at: (usize, usize), choice: &ListChoice, chosen: (bool, &[Failure])) -> Markup {
    let tile = &choice.tile;
    let field = format!("lines[{}][choices][{}]", at.0, at.1);
    let (unit, sign, most) = match choice.quantity {
        Quantity::Pieces(_) => ("pieces", "×".into(), Quantity::MOST_PIECES),
        Quantity::Grams(_) => ("grams", shell.text("tile-gram-sign"), Quantity::MOST_GRAMS),
    };
    let value = choice.typed.clone().unwrap_or_else(|| choice.quantity.amount().to_string());
    let wrong = chosen.1.iter().any(|e| e.field.as_deref() == Some(field.as_str()));
    html! {
        div.option .wrong[wrong] {
            (hidden(&format!("{field}[sku]"), tile.sku.as_str()))
            label.choice .closed[!choice.can_be_had()] {
                input type="radio" name={ "lines[" (at.0) "][pick]" } value=(at.1) checked[chosen.0] disabled[!choice.can_be_had()];
                (picture(tile.picture, tile.name, false))
                span { (tile.name) small { (fine(shell, tile)) } }
            }
            label.much {
                span.sr-only { (shell.say("list-amount-label", [("name", tile.name.into())])) }
                input type="number" name={ (field) "[" (unit) "]" } value=(value) min="1" max=(most) required inputmode="numeric"
                    aria-invalid=[wrong.then_some("true")];
                span.unit aria-hidden="true" { (sign) }
            }
        }
    }
}

/// Maker, content, price; or that it is sold out.
fn fine(shell: &Shell, tile: &Tile) -> Markup {
    let label = tile.label();
    html! {
        @if !tile.brand.is_empty() { (tile.brand) " · " }
        @if let Some(pack) = tile.pack { (shell.language.pack(pack)) " · " }
        @if tile.by_weight.is_none() { (shell.money(label.pays)) }
        @if let Some(unit) = label.unit_price { @if tile.by_weight.is_none() { " · " } (shell.unit_price(unit)) }
        @if label.vat_bp.is_some() { " " (shell.text("tax-plus")) }
        @if tile.stock == Stock::SoldOut { " · " (shell.text("list-sold-out")) }
    }
}

fn query(words: &str) -> String {
    let words: String = words.chars().take(80).collect();
    form_urlencoded::Serializer::new(String::new()).append_pair("q", &words).finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::list::Chosen;
    use axum::extract::{FromRequest, Request};
    use web::Input;

    #[tokio::test(flavor = "current_thread")]
    async fn a_form_and_a_program_choose_alike() {
        let form = "lines[0][line]=milk&lines[0][pick]=1&lines[0][choices][0][sku]=milk&lines[0][choices][0][pieces]=1\
            &lines[0][choices][1][sku]=oat-milk&lines[0][choices][1][pieces]=2\
            &lines[1][line]=tuba&lines[2][line]=salt&lines[2][pick]=none&lines[2][choices][0][sku]=0815&lines[2][choices][0][grams]=";
        let json = r#"{"lines":[{"line":"milk","pick":"1","choices":[{"sku":"milk","pieces":1},{"sku":"oat-milk","pieces":2}]},
            {"line":"tuba"},{"line":"salt","pick":"none","choices":[{"sku":"0815","grams":""}]}]}"#;
        for (kind, body) in [("application/x-www-form-urlencoded", form), ("application/json", json)] {
            let request = Request::post("/").header("content-type", kind).body(body.to_owned().into()).unwrap();
            let Input(chosen) = Input::<Chosen>::from_request(request, &()).await.unwrap();
            assert_eq!(chosen.lines.len(), 3, "{kind}");
            assert_eq!(chosen.lines[0].pick.of(&chosen.lines[0].choices).unwrap().1.sku.as_str(), "oat-milk");
            assert!(chosen.lines[1].pick.of(&chosen.lines[1].choices).is_none());
            assert_eq!((chosen.lines[2].pick, chosen.lines[2].choices[0].sku.as_str()), (Pick::Nothing, "0815"));
        }
    }
}
