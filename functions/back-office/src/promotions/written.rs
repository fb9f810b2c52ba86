//! A promotion as the owner writes it, read strictly: all that is wrong is said at once.

use super::kind::{Kind, Part};
use crate::amount;
use domain::catalog::Catalog;
use domain::deal::{Cut, Deal, DealKind, Goods};
use domain::promotion::{Promotion, Stage};
use domain::voucher::{self, Voucher};
use domain::{AisleId, Money, Offer, OfferKind, Sku};
use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::Deserialize;
use utoipa::ToSchema;
use web::Failure;

/// A promotion as it is written: every field is text, empty where its kind does not ask for it. Amounts are written like
/// `1.99`, percentages like `12.5`, moments like `2026-11-24T08:00` in the shop's time zone, products as codes.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Written {
    #[schema(value_type = Kind)]
    pub kind: Option<Kind>,
    pub title: String,
    pub starts: String,
    pub ends: String,
    pub percent: String,
    pub off: String,
    pub price: String,
    pub take: String,
    pub free: String,
    pub from: String,
    /// One line a part, codes parted by commas.
    pub parts: String,
    pub products: String,
    pub aisles: String,
    pub but_aisles: String,
    pub full_price: String,
    pub code: String,
    pub limit: String,
    pub each: String,
    /// Free delivery instead of an amount: for vouchers.
    pub delivery: String,
    pub group: String,
}

/// What it makes.
pub(super) enum Made {
    Offer(Promotion),
    Deal(Deal),
    Voucher(Voucher),
}

/// Reads one field after the other and keeps what is wrong.
struct Reading<'a> {
    catalog: &'a Catalog,
    wrong: Vec<Failure>,
}

impl Written {
    /// The promotion it makes, or everything that is wrong with it.
    pub(super) fn read(&self, kind: Kind, catalog: &Catalog) -> Result<Made, Vec<Failure>> {
        let mut reading = Reading { catalog, wrong: Vec::new() };
        let title = reading.title(&self.title);
        let (starts, ends) = (reading.moment("starts", &self.starts), reading.moment("ends", &self.ends));
        let goods = if kind.asks(Part::Goods) { reading.goods(self) } else { Goods::default() };
        let group = Some(self.group.trim().to_owned()).filter(|group| !group.is_empty() && kind.asks(Part::Group));
        let id = || format!("{}-{}", slug(&title), starts.as_second());
        let made = match kind {
            Kind::Offer | Kind::MultiBuy => {
                let kind = if kind == Kind::Offer { reading.cut(self) } else { reading.multi_buy(self) };
                let offer = Offer { id: id(), title: title.clone(), kind, starts, ends, group };
                reading.say(offer.problem());
                Made::Offer(Promotion { skus: reading.expanded(&goods), offer, stage: Stage::Planned })
            }
            Kind::Voucher => {
                let voucher = Voucher { group, goods, ..reading.voucher(self, title.clone(), (starts, ends)) };
                reading.say(voucher.problem());
                Made::Voucher(voucher)
            }
            Kind::MemberPrice | Kind::SetPrice | Kind::CheapestFree | Kind::Bundle | Kind::Threshold | Kind::FreeDelivery => {
                let deal = Deal { id: id(), title: title.clone(), kind: reading.deal(self, kind), goods, starts, ends, group };
                reading.say(deal.problem());
                Made::Deal(deal)
            }
        };
        if reading.wrong.is_empty() { Ok(made) } else { Err(reading.wrong) }
    }
}

impl Reading<'_> {
    fn fail(&mut self, field: &str, words: impl Into<String>) {
        self.wrong.push(Failure::field(field.to_owned(), "invalid", words.into()));
    }

    /// What the rules say, once the fields can be read.
    fn say(&mut self, problem: Option<&'static str>) {
        if let (Some(problem), true) = (problem, self.wrong.is_empty()) {
            self.fail("kind", format!("This cannot be: {problem}."));
        }
    }

    fn title(&mut self, written: &str) -> String {
        let title = written.split_whitespace().collect::<Vec<_>>().join(" ");
        if title.is_empty() || title.chars().count() > 80 {
            self.fail("title", "A title has 1 to 80 characters: it is what shoppers read.");
        }
        title
    }

    fn moment(&mut self, field: &str, written: &str) -> Timestamp {
        let at = written.trim().parse::<DateTime>().ok();
        let at = at.and_then(|at| at.to_zoned(self.catalog.settings().tz()).ok()).map(|zoned| zoned.timestamp());
        at.unwrap_or_else(|| {
            self.fail(field, "A day and a time, like 2026-11-24T08:00.");
            Timestamp::UNIX_EPOCH
        })
    }

    fn money(&mut self, field: &str, written: &str) -> Money {
        amount::parse(written, &self.catalog.settings().currency).unwrap_or_else(|odd| {
            self.fail(field, format!("That is no amount: {odd}."));
            Money(1)
        })
    }

    fn number<N: std::str::FromStr + From<u8>>(&mut self, field: &str, written: &str) -> N {
        written.trim().parse().unwrap_or_else(|_| {
            self.fail(field, "A whole number.");
            N::from(2)
        })
    }

    /// `12.5` percent are 1250 basis points: read like an amount.
    fn basis_points(&mut self, written: &str) -> u16 {
        let read = amount::decimal(written.trim().trim_end_matches('%').trim(), 2).and_then(|hundredths| u16::try_from(hundredths).ok());
        read.filter(|bp| (1..=10_000).contains(bp)).unwrap_or_else(|| {
            self.fail("percent", "A percentage between 0.01 and 100.");
            1
        })
    }

    fn cut(&mut self, w: &Written) -> OfferKind {
        match (w.percent.trim(), w.off.trim(), w.price.trim()) {
            (percent, "", "") if !percent.is_empty() => OfferKind::Percent { bp: self.basis_points(percent) },
            ("", off, "") if !off.is_empty() => OfferKind::Amount { off: self.money("off", off) },
            ("", "", price) if !price.is_empty() => OfferKind::Price { price: self.money("price", price) },
            _ => {
                self.fail("percent", "Write one of them: a percentage, an amount off, or a price.");
                OfferKind::Percent { bp: 1 }
            }
        }
    }

    fn order_cut(&mut self, w: &Written) -> Cut {
        match (w.percent.trim(), w.off.trim(), w.delivery.is_empty()) {
            (percent, "", true) if !percent.is_empty() => Cut::Percent { bp: self.basis_points(percent) },
            ("", off, true) if !off.is_empty() => Cut::Amount { off: self.money("off", off) },
            ("", "", false) => Cut::Delivery,
            _ => {
                self.fail("percent", "Write one of them: a percentage, or an amount off.");
                Cut::Delivery
            }
        }
    }

    fn multi_buy(&mut self, w: &Written) -> OfferKind {
        let take: u8 = self.number("take", &w.take);
        OfferKind::MultiBuy { take, pay: take.saturating_sub(1) }
    }

    fn deal(&mut self, w: &Written, kind: Kind) -> DealKind {
        match kind {
            Kind::MemberPrice => DealKind::MemberPrice { cut: self.cut(w) },
            Kind::SetPrice => DealKind::SetPrice { take: self.number("take", &w.take), price: self.money("price", &w.price) },
            Kind::CheapestFree => DealKind::CheapestFree { take: self.number("take", &w.take), free: self.number("free", &w.free) },
            Kind::Bundle => DealKind::Bundle { parts: self.parts(&w.parts), price: self.money("price", &w.price) },
            Kind::FreeDelivery => DealKind::Threshold { from: self.money("from", &w.from), cut: Cut::Delivery },
            Kind::Threshold | Kind::Offer | Kind::MultiBuy | Kind::Voucher => {
                DealKind::Threshold { from: self.money("from", &w.from), cut: self.order_cut(w) }
            }
        }
    }

    fn voucher(&mut self, w: &Written, title: String, (starts, ends): (Timestamp, Timestamp)) -> Voucher {
        let code = voucher::code(&w.code).unwrap_or_else(|| {
            self.fail("code", "A code has 4 to 24 letters and digits.");
            String::new()
        });
        let minimum = if w.from.trim().is_empty() { Money::ZERO } else { self.money("from", &w.from) };
        let cut = self.order_cut(w);
        let (limit, each) = (self.limit("limit", &w.limit), self.limit("each", &w.each));
        Voucher { code, title, cut, minimum, goods: Goods::default(), starts, ends, limit, each, group: None, used: 0, version: 1 }
    }

    fn limit(&mut self, field: &str, written: &str) -> Option<u32> {
        (!written.trim().is_empty()).then(|| self.number(field, written))
    }

    fn goods(&mut self, w: &Written) -> Goods {
        Goods {
            skus: self.skus("products", &w.products),
            aisles: self.aisles("aisles", &w.aisles),
            but_aisles: self.aisles("but_aisles", &w.but_aisles),
            full_price: !w.full_price.is_empty(),
        }
    }

    fn parts(&mut self, written: &str) -> Vec<Vec<Sku>> {
        let parts: Vec<Vec<Sku>> = written.lines().filter(|line| !line.trim().is_empty()).map(|line| self.skus("parts", line)).collect();
        let loose = |sku: &&Sku| self.catalog.product(sku).is_some_and(|product| product.head.by_weight.is_some());
        let loose: Vec<&str> = parts.iter().flatten().filter(loose).map(Sku::as_str).collect();
        if !loose.is_empty() {
            self.wrong.push(Failure::field(
                "parts",
                "loose",
                format!("Loose goods have no pieces, so they make no set: {}.", loose.join(", ")),
            ));
        }
        parts
    }

    fn skus(&mut self, field: &str, written: &str) -> Vec<Sku> {
        let mut skus = Vec::new();
        for code in words(written) {
            match Sku::parse(code).ok().filter(|sku| self.catalog.product(sku).is_some()) {
                Some(sku) => skus.push(sku),
                None => self.fail(field, format!("There is no product {code}.")),
            }
        }
        skus
    }

    fn aisles(&mut self, field: &str, written: &str) -> Vec<AisleId> {
        let mut aisles = Vec::new();
        for slug in words(written) {
            match AisleId::parse(slug).ok().filter(|id| self.catalog.settings().aisles.iter().any(|aisle| aisle.slug == *id)) {
                Some(aisle) => aisles.push(aisle),
                None => self.fail(field, format!("There is no aisle {slug}.")),
            }
        }
        aisles
    }

    /// An offer hangs on products, each by its code.
    fn expanded(&mut self, goods: &Goods) -> Vec<Sku> {
        let mut skus = goods.skus.clone();
        skus.extend(goods.aisles.iter().flat_map(|aisle| self.catalog.aisle(aisle)).map(|product| product.head.sku.clone()));
        skus.sort();
        skus.dedup();
        if skus.is_empty() && self.wrong.is_empty() {
            self.fail("products", "Which products? Write their codes, or aisles.");
        }
        skus
    }
}

fn words(written: &str) -> impl Iterator<Item = &str> {
    written.split([',', ';', ' ', '\n', '\r', '\t']).filter(|word| !word.is_empty())
}

/// A title as part of a name: `any-3-yogurts`.
fn slug(title: &str) -> String {
    let plain: String = title.to_lowercase().chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    plain.split('-').filter(|part| !part.is_empty()).take(6).collect::<Vec<_>>().join("-")
}
