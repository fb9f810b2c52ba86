//! `/back-office/promotions`: everything that makes the shop cheaper for a while: offers on products, deals on baskets,
//! vouchers; what runs, how often vouchers were used, and how each is ended.

mod kind;
mod plan;
mod written;

pub use plan::{__path_make, form, make};

use crate::App;
use crate::settings::rewrite;
use crate::table::head;
use crate::who::Staff;
use axum::extract::State;
use domain::deal::{Deal, DealKind};
use domain::promotion::{Promotion, Stage};
use domain::voucher::Voucher;
use domain::{OfferKind, Settings};
use jiff::Timestamp;
use kind::Kind;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use web::components::{Tone, badge, hidden};
use web::{Answer, Input, Outcome, Problem, Shell, View, Want, done, page};

/// All promotions, past ones too.
#[derive(Serialize, ToSchema)]
pub struct Promotions<'a> {
    /// Offers that hang on products.
    offers: Vec<Promotion>,
    /// Deals on baskets.
    deals: Vec<Deal>,
    /// Vouchers, with how often they were used.
    vouchers: Vec<Voucher>,
    #[serde(skip)]
    now: Timestamp,
    #[serde(skip)]
    staff: &'a Staff,
}

/// Which one is to end.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// `offer`, `deal` or `voucher`.
    of: Of,
    /// Its id, or its code.
    id: String,
}

/// What kind of thing ends.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Of {
    /// On products.
    Offer,
    /// On baskets.
    Deal,
    /// A code.
    Voucher,
}

/// All promotions.
#[utoipa::path(get, path = "/back-office/promotions", tag = "back office", responses((status = 200, body = Promotions)))]
pub async fn show(State(app): State<Arc<App>>, want: Want, staff: Staff) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    Ok(page(want, &Shell::new(&app.site, &catalog), &all(&app, &staff).await?))
}

/// Ends a promotion now. Orders that were placed with it keep it.
#[utoipa::path(post, path = "/back-office/promotions/end", tag = "back office", request_body = Ending,
    responses((status = 200, body = Promotions), (status = 404, body = web::problem::Details)))]
pub async fn end(State(app): State<Arc<App>>, want: Want, staff: Staff, Input(ending): Input<Ending>) -> Outcome<Answer> {
    let now = app.clock.now();
    let known = match ending.of {
        Of::Offer => end_offer(&app, &ending.id, now).await?,
        Of::Deal => end_deal(&app, &ending.id, now).await?,
        Of::Voucher => app.store.end_voucher(&ending.id, now).await?,
    };
    if !known {
        return Err(Problem::not_found("There is no such promotion.").way("/back-office/promotions", "To the promotions"));
    }
    Ok(done(want, &all(&app, &staff).await?, "/back-office/promotions"))
}

/// The clock takes it down from its products within a minute.
async fn end_offer(app: &App, id: &str, now: Timestamp) -> Outcome<bool> {
    let Some(mut promotion) = app.store.promotions().await?.into_iter().find(|p| p.offer.id == id) else { return Ok(false) };
    if promotion.offer.ends > now {
        promotion.offer.ends = now;
        promotion.offer.starts = promotion.offer.starts.min(now);
        app.store.save_promotion(&promotion).await?;
    }
    Ok(true)
}

async fn end_deal(app: &App, id: &str, now: Timestamp) -> Outcome<bool> {
    let ended = |before: &Settings| {
        let mut settings = before.clone();
        let deal = settings.deals.iter_mut().find(|deal| deal.id == id).ok_or(())?;
        deal.ends = deal.ends.min(now);
        Ok::<_, ()>(settings)
    };
    Ok(rewrite(app, ended).await?.is_ok())
}

/// From the table: the published ones may be a moment behind.
async fn stored(app: &App) -> Outcome<Settings> {
    app.store.settings().await?.ok_or_else(|| Problem::broken("the shop has no settings"))
}

/// Those that end last come first.
async fn all<'a>(app: &App, staff: &'a Staff) -> Outcome<Promotions<'a>> {
    let (mut offers, mut deals, mut vouchers) = (app.store.promotions().await?, stored(app).await?.deals, app.store.vouchers().await?);
    offers.sort_by(|a, b| b.offer.ends.cmp(&a.offer.ends).then_with(|| a.offer.id.cmp(&b.offer.id)));
    deals.sort_by(|a, b| b.ends.cmp(&a.ends).then_with(|| a.id.cmp(&b.id)));
    vouchers.sort_by(|a, b| b.ends.cmp(&a.ends).then_with(|| a.code.cmp(&b.code)));
    Ok(Promotions { offers, deals, vouchers, now: app.clock.now(), staff })
}

impl View for Promotions<'_> {
    fn title(&self, _: &Shell) -> String {
        "Promotions".into()
    }

    fn staff(&self) -> Option<&str> {
        Some(self.staff.name())
    }

    fn html(&self, shell: &Shell) -> Markup {
        let group = |title: &str, hint: &str, kinds: &[Kind]| {
            html! {
                h3 { (title) }
                p.hint { (hint) }
                ul { @for kind in kinds { li { a href={ "/back-office/promotions/new?kind=" (kind.name()) } { (kind.title()) } } } }
            }
        };
        html! {
            h1 { "Promotions" }
            section.card {
                h2 { "Make one" }
                (group("On products", "Changes the price label. The lowest price of 30 days is worked out by itself.", &Kind::ON_PRODUCTS))
                (group("On baskets", "Counts in the basket, best for the shopper. A product is in one set at a time.", &Kind::ON_BASKETS))
                (group("With a code", "Counted exactly, however many use it at once.", &[Kind::Voucher]))
            }
            (self.offers(shell))
            (self.deals(shell))
            (self.vouchers(shell))
        }
    }
}

impl Promotions<'_> {
    fn offers(&self, shell: &Shell) -> Markup {
        let row = |p: &Promotion| {
            let said = html! { (of_offer(p.offer.kind, shell)) " · " (p.skus.len()) @if p.skus.len() == 1 { " product" } @else { " products" }
            @if let Some(group) = &p.offer.group { " · excludes others of “" (group) "”" } };
            let ends = if p.stage == Stage::Over { p.offer.ends.min(self.now) } else { p.offer.ends };
            Row { title: &p.offer.title, said, runs: (p.offer.starts, ends), ending: ("offer", &p.offer.id), used: None }
                .html(self.now, shell)
        };
        table("On products", &[], &self.offers.iter().map(row).collect::<Vec<_>>())
    }

    fn deals(&self, shell: &Shell) -> Markup {
        let row = |d: &Deal| {
            let said = of_deal(d, shell);
            Row { title: &d.title, said, runs: (d.starts, d.ends), ending: ("deal", &d.id), used: None }.html(self.now, shell)
        };
        table("On baskets", &[], &self.deals.iter().map(row).collect::<Vec<_>>())
    }

    fn vouchers(&self, shell: &Shell) -> Markup {
        let row = |v: &Voucher| {
            let said = html! { code { (v.code) } @if let Some(each) = v.each { " · " (each) " per customer" } };
            let used = Some(v.limit.map_or_else(|| v.used.to_string(), |limit| format!("{} of {limit}", v.used)));
            Row { title: &v.title, said, runs: (v.starts, v.ends), ending: ("voucher", &v.code), used }.html(self.now, shell)
        };
        table("Vouchers", &["Used"], &self.vouchers.iter().map(row).collect::<Vec<_>>())
    }
}

fn table(title: &str, numbers: &[&str], rows: &[Markup]) -> Markup {
    html! {
        section.card {
            h2 { (title) }
            @if rows.is_empty() { p.hint { "None yet." } } @else {
                div.scroll { table.table { (head(&["Promotion", "End"], numbers)) tbody { @for row in rows { (row) } } } }
            }
        }
    }
}

/// A promotion in its list.
struct Row<'a> {
    title: &'a str,
    said: Markup,
    runs: (Timestamp, Timestamp),
    /// What to send to end it: what it is, and its name.
    ending: (&'a str, &'a str),
    used: Option<String>,
}

impl Row<'_> {
    fn html(&self, now: Timestamp, shell: &Shell) -> Markup {
        let (starts, ends) = self.runs;
        let (tone, state) = match () {
            () if ends <= now => (Tone::Plain, "over"),
            () if starts > now => (Tone::Warn, "planned"),
            () => (Tone::Good, "running"),
        };
        html! {
            tr {
                th scope="row" {
                    (self.title) " " (badge(tone, state))
                    p.hint { (self.said) }
                    p.hint { (moment(starts, shell)) " to " (moment(ends, shell)) }
                }
                td {
                    @if ends > now {
                        form.act method="post" action="/back-office/promotions/end" {
                            (hidden("of", self.ending.0)) (hidden("id", self.ending.1))
                            button.quiet type="submit" { "End now" span.sr-only { ": " (self.title) } }
                        }
                    }
                }
                @if let Some(used) = &self.used { td.number { (used) } }
            }
        }
    }
}

fn moment(at: Timestamp, shell: &Shell) -> String {
    let zone = shell.settings().map_or(jiff::tz::TimeZone::UTC, Settings::tz);
    at.to_zoned(zone).strftime("%a %-d %b %Y, %H:%M").to_string()
}

fn of_offer(kind: OfferKind, shell: &Shell) -> Markup {
    html! {
        @match kind {
            OfferKind::Percent { bp } => { (shell.language.percent(i64::from(bp))) " off" }
            OfferKind::Amount { off } => { (shell.money(off)) " off" }
            OfferKind::Price { price } => { "for " (shell.money(price)) }
            OfferKind::MultiBuy { take, pay } => { (take) " for " (pay) }
        }
    }
}

fn of_deal(deal: &Deal, shell: &Shell) -> Markup {
    html! {
        @match &deal.kind {
            DealKind::MemberPrice { cut } => { "members: " (of_offer(*cut, shell)) }
            DealKind::CheapestFree { take, free } => { "of " (take) ", the cheapest " (free) " free" }
            DealKind::SetPrice { take, price } => { "any " (take) " for " (shell.money(*price)) }
            DealKind::Bundle { parts, price } => { (parts.len()) " parts for " (shell.money(*price)) }
            DealKind::Threshold { from, .. } => { "from " (shell.money(*from)) }
        }
        @if let Some(group) = &deal.group { " · excludes others of “" (group) "”" }
    }
}
