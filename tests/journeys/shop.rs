//! A shop, opened for one test, and the verbs of who runs it.

use super::shelf::{assortment, received, settings};
use super::{Bank, Browser, Picker, Placed, Shopper};
use cloud::JobRef;
use cloud::store::staff::{Member, Role};
use domain::Quantity::Pieces;
use domain::order::Order;
use domain::{OrderId, Product, Settings, Sku, StaffId};
use jiff::SignedDuration;
use larder::options::Options;
use larder::post_office::Mail;
use larder::shop::Shop;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// An open shop.
pub struct Open {
    pub shop: Shop,
    pub http: reqwest::Client,
}

/// What happens by itself happens within this, on a busy machine too.
const PATIENCE: Duration = Duration::from_secs(40);
/// Between two looks.
const PAUSE: Duration = Duration::from_millis(5);

/// Looks until there is something to see.
pub async fn eventually<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(seen) = look().await {
            return seen;
        }
        assert!(began.elapsed() < PATIENCE, "not within {} s: {what}", PATIENCE.as_secs());
        tokio::time::sleep(PAUSE).await;
    }
}

impl Open {
    /// With the assortment of these tests.
    pub async fn shop() -> Open {
        Open::with(assortment(), settings()).await
    }

    /// With these products and settings.
    pub async fn with(products: Vec<Product>, settings: Settings) -> Open {
        let open = Open::empty(&Options { seeded: false, ..Options::in_memory() }).await;
        open.stock(products, settings).await;
        open
    }

    /// As it opens by itself.
    pub async fn empty(options: &Options) -> Open {
        let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none());
        let shop = Shop::open(options).await.unwrap_or_else(|fault| panic!("the shop does not open: {fault:?}"));
        Open { shop, http: http.build().unwrap() }
    }

    async fn stock(&self, products: Vec<Product>, settings: Settings) {
        let (store, now) = (&self.shop.worker.store, self.shop.clock.now());
        let heads: Vec<_> = products.iter().map(|product| product.head.clone()).collect();
        let products: Vec<_> = products.into_iter().map(|product| received(product, now)).collect();
        for chunk in products.chunks(20) {
            assert!(store.add_products(chunk).await.unwrap());
        }
        store.note_shelf(&heads).await;
        let publication = store.save_settings(&settings, now).await.unwrap();
        fulfillment_worker::catalog::publish_now(&self.shop.worker).await.unwrap();
        let row = store.claim(&publication, now).await.unwrap().unwrap();
        store.finish(&row).await.unwrap();
    }

    pub fn shopper(&self, name: &str) -> Shopper {
        Shopper::new(Browser::at(&self.http, &self.shop.origin), name)
    }

    /// Somebody without cookies or token.
    pub fn stranger(&self) -> Browser {
        Browser::at(&self.http, &self.shop.origin)
    }

    /// The owner, signed in anew: a session ends after twelve hours of the shop's time.
    pub async fn owner(&self) -> Picker {
        self.signed_in("owner@larder.example", Role::Owner).await
    }

    /// A member of staff who is not the owner.
    pub async fn staff(&self) -> Picker {
        self.signed_in("kim@larder.example", Role::Staff).await
    }

    async fn signed_in(&self, who: &str, role: Role) -> Picker {
        Picker::new(self.stranger().bearer(&self.token(who, role).await))
    }

    /// A session for somebody, who works here from now on.
    pub async fn token(&self, who: &str, role: Role) -> String {
        let (store, now) = (&self.shop.worker.store, self.shop.clock.now());
        let member = Member { staff: StaffId::parse(who).unwrap(), role };
        store.save_member(&member).await.unwrap();
        store.bearer(&member, now).await.unwrap()
    }

    pub fn bank(&self) -> Bank {
        Bank::of(&self.http, &self.shop)
    }

    /// Everybody's clock goes ahead.
    pub fn advance(&self, seconds: i64) {
        self.shop.clock.advance(seconds);
    }

    /// What the clock does by itself when it is time.
    pub async fn fire(&self, schedule: &str) {
        self.shop.schedules.run_now(schedule).await.unwrap_or_else(|fault| panic!("{schedule}: {fault:?}"));
    }

    pub async fn order(&self, placed: &Placed) -> Order {
        let order = self.shop.worker.store.order(&placed.id()).await.unwrap();
        order.unwrap_or_else(|| panic!("there is no order {}", placed.order))
    }

    /// Waits until an order is `placed`, `expired` ...
    pub async fn becomes(&self, placed: &Placed, state: &str) -> Order {
        let what = format!("order {} becomes {state}", placed.order);
        eventually(&what, async || Some(self.order(placed).await).filter(|order| order.state.name() == state)).await
    }

    /// A shopper whose order of two bottles of milk is paid, and nothing is left to do about it.
    pub async fn paid(&self, name: &str) -> (Shopper, Placed) {
        let mut shopper = self.shopper(name);
        shopper.put("milk", Pieces(2)).await;
        let placed = shopper.checkout().await;
        shopper.pay(&placed).await;
        self.becomes(&placed, "placed").await;
        self.quiet().await;
        (shopper, placed)
    }

    /// Waits until no work is left but what the clock will bring.
    pub async fn quiet(&self) {
        eventually("all jobs are done", async || self.jobs().await.is_empty().then_some(())).await;
    }

    /// Work that is due within a quarter of an hour.
    pub async fn jobs(&self) -> Vec<JobRef> {
        let soon = self.shop.clock.now() + SignedDuration::from_mins(15);
        self.shop.worker.store.overdue(soon, 500).await.unwrap()
    }

    /// What can be sold of it now.
    pub async fn available(&self, code: &str) -> i64 {
        let sku = Sku::parse(code).unwrap();
        self.shop.worker.store.heads([&sku]).await.unwrap().pop().unwrap().available
    }

    /// Mails to this address, oldest first.
    pub fn mails(&self, to: &str) -> Vec<Arc<Mail>> {
        let mut mails: Vec<_> = self.shop.post_office.mails().into_iter().filter(|mail| mail.is_to(to)).collect();
        mails.reverse();
        mails
    }

    /// The mail whose subject is this, once it has come.
    pub async fn mail(&self, to: &str, subject: &str) -> Arc<Mail> {
        let what = format!("a mail {subject:?} to {to}");
        eventually(&what, async || self.mails(to).into_iter().find(|mail| mail.subject == subject)).await
    }

    /// What can be said to the order's shopper.
    pub fn key_of(&self, order: &OrderId) -> String {
        self.shop.worker.links.order_key(order)
    }
}
