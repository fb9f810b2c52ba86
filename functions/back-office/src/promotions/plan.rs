//! Making a promotion: a form for its kind, and one way in for all of them. Sent again, it makes the same one again.

use super::kind::{Kind, Part};
use super::written::{Made, Written};
use super::{Promotions, all};
use crate::App;
use crate::settings::rewrite;
use crate::who::Staff;
use axum::extract::State;
use domain::Settings;
use domain::deal::Deal;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use web::components::{Field, Tone, button, hidden, notice};
use web::{Answer, Failure, Input, Outcome, Problem, Query, Shell, View, Want, done, page, refused};

/// Deals are published with the settings, one item: more than these nobody reads anyway.
const MOST_DEALS: usize = 100;

/// Which form.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    kind: Option<Kind>,
}

/// `GET /back-office/promotions/new?kind=voucher`
pub async fn form(State(app): State<Arc<App>>, want: Want, staff: Staff, Query(asked): Query<Asked>) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    let kind = asked.kind.unwrap_or(Kind::Offer);
    let today = app.clock.now().to_zoned(catalog.settings().tz()).date();
    let written = Written {
        starts: format!("{today}T00:00"),
        ends: format!("{}T00:00", today.saturating_add(jiff::Span::new().days(7))),
        ..Written::default()
    };
    Ok(page(want, &Shell::new(&app.site, &catalog), &Form { kind, written: &written, errors: &[], staff: &staff }))
}

/// Makes a promotion.
#[utoipa::path(post, path = "/back-office/promotions", tag = "back office", request_body = Written,
    responses((status = 200, body = Promotions), (status = 422, body = web::problem::Details)))]
pub async fn make(State(app): State<Arc<App>>, want: Want, staff: Staff, Input(written): Input<Written>) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    let kind = written.kind.ok_or_else(|| Problem::invalid(vec![Failure::field("kind", "required", "Which kind of promotion?")]))?;
    let stored = match written.read(kind, &catalog) {
        Ok(made) => store(&app, made).await?,
        Err(wrong) => Err(wrong),
    };
    if let Err(wrong) = stored {
        let view = Form { kind, written: &written, errors: &wrong, staff: &staff };
        return Ok(refused(want, &Shell::new(&app.site, &catalog), &view, Problem::invalid(wrong.clone())));
    }
    Ok(done(want, &all(&app, &staff).await?, "/back-office/promotions"))
}

/// Stores it, or says what stands in its way.
async fn store(app: &App, made: Made) -> Outcome<Result<(), Vec<Failure>>> {
    match made {
        Made::Offer(promotion) => {
            let same = app.store.promotions().await?.into_iter().any(|p| p.offer == promotion.offer && p.skus == promotion.skus);
            if !same {
                app.store.save_promotion(&promotion).await?;
            }
            Ok(Ok(()))
        }
        Made::Deal(deal) => add(app, deal).await,
        Made::Voucher(voucher) => {
            if app.store.add_voucher(&voucher).await? {
                return Ok(Ok(()));
            }
            let there = app.store.voucher(&voucher.code, None).await?.map(|(there, _)| domain::voucher::Voucher { used: 0, ..there });
            let why = "There is a voucher of this code already. Codes are not used twice.";
            Ok(if there.as_ref() == Some(&voucher) { Ok(()) } else { Err(vec![Failure::field("code", "taken", why)]) })
        }
    }
}

/// Puts a deal among the others. What ended long ago goes.
async fn add(app: &App, deal: Deal) -> Outcome<Result<(), Vec<Failure>>> {
    let long_ago = app.clock.now().saturating_sub(jiff::SignedDuration::from_hours(60 * 24)).unwrap_or(jiff::Timestamp::MIN);
    let with_it = |before: &Settings| {
        let mut settings = before.clone();
        if settings.deals.contains(&deal) {
            return Ok(settings);
        }
        settings.deals.retain(|other| other.id != deal.id && other.ends > long_ago);
        if settings.deals.len() >= MOST_DEALS {
            let why = format!("There are {MOST_DEALS} deals; end some, and come back when they are two months old.");
            return Err(vec![Failure::field("kind", "too_many", why)]);
        }
        settings.deals.push(deal.clone());
        Ok(settings)
    };
    Ok(rewrite(app, with_it).await?.map(drop))
}

#[derive(Serialize)]
struct Form<'a> {
    kind: Kind,
    #[serde(skip)]
    written: &'a Written,
    #[serde(skip)]
    errors: &'a [Failure],
    #[serde(skip)]
    staff: &'a Staff,
}

impl View for Form<'_> {
    fn title(&self, _: &Shell) -> String {
        self.kind.title().into()
    }

    fn staff(&self) -> Option<&str> {
        Some(self.staff.name())
    }

    fn html(&self, _: &Shell) -> Markup {
        let w = self.written;
        let whole: Vec<&Failure> = self.errors.iter().filter(|failure| failure.field.as_deref() == Some("kind")).collect();
        html! {
            p { a href="/back-office/promotions" { "All promotions" } }
            h1 { (self.kind.title()) }
            @if !self.errors.is_empty() {
                (notice(Tone::Bad, html! {
                    p { "Please correct what is marked. Nothing was made." }
                    @for failure in whole { p { (failure.message) } }
                }))
            }
            section.card {
                form.stack method="post" action="/back-office/promotions" {
                    (hidden("kind", self.kind.name()))
                    (self.field("title", "Title", &w.title).most(80).hint("What shoppers read in the basket and on the receipt: “Any 3 yogurts for 2.00”."))
                    @for part in self.kind.parts() { (self.part(*part)) }
                    (self.field("starts", "Starts", &w.starts).kind("datetime-local"))
                    (self.field("ends", "Ends", &w.ends).kind("datetime-local").hint("The first moment it no longer counts."))
                    (button("Make it"))
                }
            }
        }
    }
}

impl Form<'_> {
    fn field<'f>(&'f self, name: &'f str, label: &'f str, value: &'f str) -> Field<'f> {
        Field::text(name, label, value).errors(self.errors).autocomplete("off")
    }

    fn part(&self, part: Part) -> Markup {
        let w = self.written;
        let amount = |name, label, value| self.field(name, label, value).inputmode("decimal").most(12);
        let number = |name, label, value| self.field(name, label, value).inputmode("numeric").most(6);
        let codes = "Product codes, parted by commas or spaces.";
        html! {
            @match part {
                Part::Cut => {
                    (amount("percent", "Percent off", &w.percent).optional().hint("One of these three."))
                    (amount("off", "Amount off each", &w.off).optional())
                    (amount("price", "Price of each", &w.price).optional())
                }
                Part::OrderCut => {
                    (amount("percent", "Percent off the order", &w.percent).optional().hint("One of these."))
                    (amount("off", "Amount off the order", &w.off).optional())
                    @if self.kind == Kind::Voucher { (tick("delivery", "Free delivery instead", &w.delivery)) }
                }
                Part::Take => (number("take", "Pieces of a set", &w.take).hint("3 for “3 for 2” or “any 3 for 5.00”.")),
                Part::Free => (number("free", "Of them free", &w.free).hint("The cheapest.")),
                Part::Price => (amount("price", "Price of the set", &w.price)),
                Part::From if self.kind == Kind::Voucher => (amount("from", "Least worth of goods", &w.from).optional()),
                Part::From => (amount("from", "From a worth of goods", &w.from).hint("After other promotions, without deposits.")),
                Part::Parts => (self.field("parts", "Parts", &w.parts).rows(4).most(4000).hint("One line a part: the codes of products of which one is taken, parted by commas.")),
                Part::Goods => {
                    (self.field("products", "Products", &w.products).rows(3).most(8000).optional().hint(codes))
                    (self.field("aisles", "Aisles", &w.aisles).rows(2).most(2000).optional().hint("By the name in their address. Neither products nor aisles: everything."))
                }
                Part::Exclusions => {
                    (self.field("but_aisles", "Never these aisles", &w.but_aisles).rows(2).most(2000).optional())
                    (tick("full_price", "Only on what no offer reduces already", &w.full_price))
                }
                Part::Code => {
                    (self.field("code", "Code", &w.code).most(30).hint("4 to 24 letters and digits. Long ones are not guessed."))
                    (number("limit", "Times it can be used, by all together", &w.limit).optional().hint("1: a single voucher. Empty: without limit."))
                    (number("each", "Times one customer may use it", &w.each).optional().hint("By mail address."))
                }
                Part::Group => (self.field("group", "Not together with", &w.group).most(40).optional().hint("A word of your choice: of all promotions with the same word, only the best counts.")),
            }
        }
    }
}

fn tick(name: &str, words: &str, value: &str) -> Markup {
    html! { label.check { input type="checkbox" name=(name) value="yes" checked[!value.is_empty()]; " " (words) } }
}
