//! A shop whose functions reach the table through the proxy. Its worker has a queue of its own, and its provider too.

use super::plan::{Plan, fair};
use super::proxy::Proxy;
use crate::journeys::{Bank, Browser, Open, Picker, Placed, Shopper, assert_true_books, eventually, rows};
use aws_sdk_sqs::types::QueueAttributeName;
use axum::Router;
use axum::routing::get;
use cloud::store::staff::Role;
use cloud::{Clock, Endpoints, Env};
use fulfillment_worker::Event;
use larder::aws::create_queues;
use larder::queue::Pump;
use stripe_stand_in::{Config, Delivery, StandIn};
use tokio::net::TcpListener;
use web::{Site, guarded};

pub struct Fragile {
    /// The same shop with a table as it should be: what is true is read from here.
    pub open: Open,
    pub proxy: Proxy,
    pub stand_in: StandIn,
    origin: String,
    stripe: String,
    queue: String,
    worker: fulfillment_worker::App,
}

impl Fragile {
    pub async fn shop() -> Fragile {
        Fragile::around(Open::shop().await).await
    }

    pub async fn around(open: Open) -> Fragile {
        let proxy = Proxy::before(&open.shop.aws.dynamodb).await;
        let ((shop, origin), (bank, stripe)) = (port().await, port().await);
        let queue = create_queues(&open.shop.aws.sqs_client(), "fragile-jobs").await.unwrap().jobs;
        let endpoints = Endpoints { dynamodb: Some(proxy.url().to_owned()), ..open.shop.env.endpoints.clone() };
        let (own, api) = (origin.clone(), stripe.clone());
        let env = Env { endpoints, queue_url: queue.clone(), origin: own, stripe_api: api, ..open.shop.env.clone() };
        let stand_in = provider(&env);
        serve(bank, stand_in.router());
        stand_in.start();
        let worker = fulfillment_worker::App { clock: open.shop.clock.clone(), ..fulfillment_worker::App::new(&env) };
        serve(shop, router(&worker, &env));
        work(&open, &worker, &env);
        Fragile { open, proxy, stand_in, origin, stripe, queue, worker }
    }

    pub fn follow(&self, plan: Plan) {
        self.proxy.follow(plan);
    }

    pub fn shopper(&self, name: &str) -> Shopper {
        Shopper::new(Browser::at(&self.open.http, &self.origin), name)
    }

    pub async fn staff(&self) -> Picker {
        let token = self.open.token("kim@larder.example", Role::Staff).await;
        Picker::new(Browser::at(&self.open.http, &self.origin).bearer(&token))
    }

    pub fn bank(&self) -> Bank {
        Bank::at(&self.open.http, &self.stripe, &self.open.shop.env.stripe_key)
    }

    /// What the sweep of every minute does.
    pub async fn sweep(&self) -> usize {
        fulfillment_worker::sweep(&self.worker).await.unwrap_or_default()
    }

    /// The faults stop. Within two minutes and the retries nothing is pending, and the books are true.
    pub async fn recovers(&self) {
        self.follow(fair());
        eventually("the provider is heard", async || (self.stand_in.undelivered() == 0).then_some(())).await;
        for _ in 0..4 {
            // Two minutes pass for a worker in the middle of a job only if it died.
            eventually("nobody is at work", async || self.is_still().await.then_some(())).await;
            self.open.advance(121);
            self.sweep().await;
            eventually("the queue is worked off", async || self.is_worked_off().await.then_some(())).await;
        }
        self.open.quiet().await;
        assert_true_books(&self.open.shop).await;
    }

    /// No message waits, and no job is claimed.
    async fn is_still(&self) -> bool {
        let asked = self.open.shop.aws.sqs_client().get_queue_attributes().queue_url(&self.queue);
        let known = asked.attribute_names(QueueAttributeName::ApproximateNumberOfMessages).send().await.unwrap();
        let waiting = known.attributes.unwrap_or_default().into_values().any(|count| count != "0");
        let claimed = rows(&self.open.shop).await.into_values().any(|row| row.get("claim").is_some());
        !waiting && !claimed
    }

    /// Nothing is due now, or was sent a moment ago and is being done.
    async fn is_worked_off(&self) -> bool {
        let now = self.open.shop.clock.now() + jiff::SignedDuration::from_mins(10);
        self.open.shop.worker.store.overdue(now, 500).await.unwrap().is_empty()
    }

    /// The orders that exist.
    pub async fn orders(&self) -> usize {
        rows(&self.open.shop).await.keys().filter(|(_, sk)| sk == "H").count()
    }

    /// The money facts of an order.
    pub async fn facts(&self, placed: &Placed) -> Vec<String> {
        let pk = format!("O#{}", placed.order);
        let all = rows(&self.open.shop).await.into_keys().filter(|(p, sk)| *p == pk && sk.starts_with("J#"));
        all.map(|(_, sk)| sk.split('#').nth(1).unwrap_or_default().to_owned()).collect()
    }
}

async fn port() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    (listener, url)
}

fn serve(listener: TcpListener, router: Router) {
    tokio::spawn(async move { axum::serve(listener, router).await });
}

fn provider(env: &Env) -> StandIn {
    let config = Config {
        public_url: env.stripe_api.clone(),
        journal: None,
        webhook_url: format!("{}/webhooks/stripe", env.origin),
        webhook_secret: env.stripe_webhook_secrets[0].clone(),
        api_key: env.stripe_key.clone(),
        delivery: Delivery::default(),
    };
    StandIn::open(config).unwrap()
}

/// As the shop on this machine puts them together.
fn router(worker: &fulfillment_worker::App, env: &Env) -> Router {
    let site = Site::paying_at(&env.origin, [env.stripe_api.clone()]);
    let (store, jobs, clock) = (worker.store.clone(), worker.jobs.clone(), worker.clock.clone());
    let (catalog, files, mail) = (worker.published.clone(), worker.files.clone(), worker.mail.clone());
    let (provider, links) = (worker.provider.clone(), worker.links.clone());
    let secrets = env.stripe_webhook_secrets.clone();
    let hook = payment_webhook::App {
        store: store.clone(),
        jobs: jobs.clone(),
        clock: clock.clone(),
        provider_clock: Clock::default(),
        secrets,
        paypal: None,
    };
    let basket = cart::App { store: store.clone(), catalog: catalog.clone(), clock: clock.clone(), site: site.clone() };
    let till = checkout::App {
        store: store.clone(),
        jobs: jobs.clone(),
        catalog: catalog.clone(),
        files: files.clone(),
        provider,
        clock: clock.clone(),
        links: links.clone(),
        push: worker.push.clone(),
        site: site.clone(),
    };
    let office = back_office::App { store, jobs, catalog, files, mail, clock, links, site: site.clone() };
    let pages = cart::router(basket).merge(checkout::router(till)).merge(back_office::router(office)).merge(payment_webhook::router(hook));
    guarded(pages.route("/fragile", get(async || "yes")), site)
}

fn work(open: &Open, worker: &fulfillment_worker::App, env: &Env) {
    let pump = Pump { sqs: open.shop.aws.sqs_client(), queue: env.queue_url.clone(), concurrency: 4 };
    let worker = worker.clone();
    let handler = move |batch| {
        let worker = worker.clone();
        async move { fulfillment_worker::handle(&worker, Event::Queue(batch)).await }
    };
    tokio::spawn(pump.run(handler, std::future::pending()));
}
