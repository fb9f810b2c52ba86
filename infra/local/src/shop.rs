//! Opening the shop: emulators, post office, payment stand-in, every router, the queue and the schedules.

use crate::aws::{Aws, Doing, Error, REGION, chain, create_bucket, create_queues, create_table};
use crate::options::Options;
use crate::post_office::PostOffice;
use crate::queue::Pump;
use crate::schedules::{Period, Schedules};
use crate::secrets::Secrets;
use crate::{seed, surface};
use axum::Router;
use cloud::store::staff::{Member, Role};
use cloud::{Clock, Endpoints, Env, PayPalAccount, Store};
use fulfillment_worker::Event;
use jiff::civil::time;
use paypal_stand_in::StandIn as PayPal;
use std::path::Path;
use std::pin::Pin;
use stripe_stand_in::StandIn;
use tokio::net::TcpListener;
use tokio::sync::watch;

const TABLE: &str = "larder";
const BUCKET: &str = "larder";
const OWNER: &str = "owner@larder.example";
/// Who the shop is at `PayPal`'s stand-in.
const CLIENT: &str = "larder";
/// Messages worked on at a time.
const WORKERS: usize = 4;

/// A running shop. Everything stops when it is dropped.
pub struct Shop {
    /// `http://localhost:8080`
    pub origin: String,
    /// Where mails are read.
    pub post_office_url: String,
    /// Where the payment stand-in answers.
    pub stripe_url: String,
    /// Where `PayPal`'s stand-in answers.
    pub paypal_url: String,
    /// The emulators.
    pub aws: Aws,
    /// Every mail sent.
    pub post_office: PostOffice,
    /// The payment stand-in.
    pub stand_in: StandIn,
    /// `PayPal`'s.
    pub paypal: PayPal,
    /// Everybody's time.
    pub clock: Clock,
    /// The worker, to be called directly by tests.
    pub worker: fulfillment_worker::App,
    /// The schedules by name.
    pub schedules: Schedules,
    /// Signs the owner in, once, within a quarter of an hour.
    pub sign_in_url: String,
    /// The owner's token for the JSON API.
    pub owner_token: String,
    /// What the functions were told.
    pub env: Env,
    _stop: watch::Sender<()>,
}

/// Boxed, so that a shop is compiled once, and not again in each program that opens one.
pub type Opening<'a> = Pin<Box<dyn Future<Output = Result<Shop, Error>> + Send + 'a>>;

struct Ports {
    shop: TcpListener,
    stripe: TcpListener,
    post: TcpListener,
    paypal: TcpListener,
}

impl Shop {
    /// Opens it, and answers once it serves.
    ///
    /// # Errors
    /// When a port is taken, the folder is in use, or something stored cannot be read.
    pub fn open(options: &Options) -> Opening<'_> {
        Box::pin(async move {
            let ports = bind(options.port).await?;
            let data = options.data.as_deref();
            if options.fresh {
                empty(data)?;
            }
            let aws = Aws::start(data).await?;
            let secrets = Secrets::open(data)?;
            let clock = Clock::default();
            let now = {
                let clock = clock.clone();
                move || clock.now()
            };
            let post_office = PostOffice::open(data, now.clone())?;
            let urls = [local(&ports.shop)?, local(&ports.stripe)?, local(&ports.post)?, local(&ports.paypal)?];
            let queues = infrastructure(&aws).await?;
            let env = environment(&aws, &secrets, &urls, queues);
            let stand_in = stand_in(&secrets, &urls, data)?;
            let paypal = paypal(&secrets, &urls, data)?;
            let (stop, stopped) = watch::channel(());
            serve(ports.stripe, stand_in.router(), &stopped);
            serve(ports.paypal, paypal.router(), &stopped);
            serve(ports.post, post_office.router(), &stopped);
            let worker = fulfillment_worker::App { clock: clock.clone(), ..fulfillment_worker::App::new(&env) };
            if options.seeded {
                seed::seed(&worker).await?;
            }
            let schedules = schedules(&worker, now);
            serve(ports.shop, surface::router(&worker, &env, [&urls[1], &urls[3]], &schedules), &stopped);
            stand_in.start();
            paypal.start();
            pump(&aws, &worker, &env, &stopped);
            spawn_schedules(&schedules, &stopped);
            let (sign_in_url, owner_token) = owner(&worker.store, &clock, &urls[0]).await?;
            let [origin, stripe_url, post_office_url, paypal_url] = urls;
            Ok(Shop {
                origin,
                post_office_url,
                stripe_url,
                paypal_url,
                aws,
                post_office,
                stand_in,
                paypal,
                clock,
                worker,
                schedules,
                sign_in_url,
                owner_token,
                env,
                _stop: stop,
            })
        })
    }
}

async fn bind(port: u16) -> Result<Ports, Error> {
    let at = |offset: u16| if port == 0 { 0 } else { port.saturating_add(offset) };
    Ok(Ports { shop: listen(at(0)).await?, stripe: listen(at(1)).await?, post: listen(at(2)).await?, paypal: listen(at(3)).await? })
}

async fn listen(port: u16) -> Result<TcpListener, Error> {
    let opened = TcpListener::bind(("127.0.0.1", port)).await;
    opened.map_err(|fault| match fault.kind() {
        std::io::ErrorKind::AddrInUse => Error::new(format!("opening port {port}"), "another program has it; choose another with PORT="),
        _ => Error::new(format!("opening port {port}"), fault),
    })
}

fn local(listener: &TcpListener) -> Result<String, Error> {
    let address = listener.local_addr().doing(|| "looking at a port".into())?;
    Ok(format!("http://localhost:{}", address.port()))
}

fn empty(data: Option<&Path>) -> Result<(), Error> {
    let Some(folder) = data.filter(|f| f.join("lock").exists()) else { return Ok(()) };
    for entry in std::fs::read_dir(folder).doing(|| format!("emptying {}", folder.display()))?.flatten() {
        let path = entry.path();
        let gone = if path.is_dir() { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
        gone.doing(|| format!("removing {}", path.display()))?;
    }
    Ok(())
}

async fn infrastructure(aws: &Aws) -> Result<String, Error> {
    create_table(&aws.dynamodb_client(), TABLE).await?;
    create_bucket(&aws.s3_client(), BUCKET).await?;
    Ok(create_queues(&aws.sqs_client(), "larder-jobs").await?.jobs)
}

fn environment(aws: &Aws, secrets: &Secrets, urls: &[String; 4], queue_url: String) -> Env {
    let at = |url: &String| Some(url.clone());
    Env {
        region: REGION.into(),
        endpoints: Endpoints { dynamodb: at(&aws.dynamodb), sqs: at(&aws.sqs), s3: at(&aws.s3), ses: at(&urls[2]) },
        credentials: Env::local_credentials(),
        table: TABLE.into(),
        queue_url,
        bucket: BUCKET.into(),
        mail_from: "Larder <hello@larder.example>".into(),
        owner_mail: OWNER.into(),
        origin: urls[0].clone(),
        link_secret: secrets.links.clone(),
        push_service: at(&urls[2]),
        stripe_api: urls[1].clone(),
        stripe_key: secrets.stripe_key.clone(),
        stripe_webhook_secrets: vec![secrets.webhook.clone()],
        paypal: Some(PayPalAccount {
            api: urls[3].clone(),
            client: CLIENT.into(),
            secret: secrets.paypal.secret.clone(),
            webhook: secrets.paypal.webhook.clone(),
        }),
    }
}

fn stand_in(secrets: &Secrets, urls: &[String; 4], data: Option<&Path>) -> Result<StandIn, Error> {
    let config = stripe_stand_in::Config {
        public_url: urls[1].clone(),
        journal: data.map(|folder| folder.join("stripe.jsonl")),
        webhook_url: format!("{}/webhooks/stripe", urls[0]),
        webhook_secret: secrets.webhook.clone(),
        api_key: secrets.stripe_key.clone(),
        delivery: stripe_stand_in::Delivery::default(),
    };
    StandIn::open(config).doing(|| "opening the payment stand-in".into())
}

fn paypal(secrets: &Secrets, urls: &[String; 4], data: Option<&Path>) -> Result<PayPal, Error> {
    let config = paypal_stand_in::Config {
        public_url: urls[3].clone(),
        file: data.map(|folder| folder.join("paypal.json")),
        webhook_url: format!("{}/webhooks/paypal", urls[0]),
        webhook_id: secrets.paypal.webhook.clone(),
        client: (CLIENT.into(), secrets.paypal.secret.clone()),
    };
    PayPal::open(config).doing(|| "opening PayPal's stand-in".into())
}

fn serve(listener: TcpListener, router: Router, stopped: &watch::Receiver<()>) {
    let mut stopped = stopped.clone();
    tokio::spawn(async move {
        let until = async move { drop(stopped.changed().await) };
        let listener = axum::serve::ListenerExt::tap_io(listener, |tcp| drop(tcp.set_nodelay(true)));
        if let Err(fault) = axum::serve(listener, router).with_graceful_shutdown(until).await {
            tracing::error!(%fault, "a server stopped");
        }
    });
}

fn pump(aws: &Aws, worker: &fulfillment_worker::App, env: &Env, stopped: &watch::Receiver<()>) {
    let pump = Pump { sqs: aws.sqs_client(), queue: env.queue_url.clone(), concurrency: WORKERS };
    let (worker, mut stopped) = (worker.clone(), stopped.clone());
    tokio::spawn(async move {
        let handler = move |batch| {
            let worker = worker.clone();
            async move { fulfillment_worker::handle(&worker, Event::Queue(batch)).await }
        };
        if let Err(fault) = pump.run(handler, async move { drop(stopped.changed().await) }).await {
            tracing::error!(fault = chain(&fault), "the queue stopped");
        }
    });
}

fn schedules(worker: &fulfillment_worker::App, now: impl Fn() -> jiff::Timestamp + Send + Sync + 'static) -> Schedules {
    let reports = reports::App {
        store: worker.store.clone(),
        files: worker.files.clone(),
        published: worker.published.clone(),
        clock: worker.clock.clone(),
    };
    let promotions = promotions::App {
        store: worker.store.clone(),
        jobs: worker.jobs.clone(),
        published: worker.published.clone(),
        clock: worker.clock.clone(),
    };
    let (sweeper, reconciler, reports, weekly, promotions) = (
        worker.clone(),
        worker.clone(),
        std::sync::Arc::new(reports),
        std::sync::Arc::new(promotions.clone()),
        std::sync::Arc::new(promotions),
    );
    let night = Period::Daily { at: time(3, 0, 0, 0), zone: jiff::tz::TimeZone::get("Europe/Berlin").unwrap_or(jiff::tz::TimeZone::UTC) };
    let morning = Period::Daily { at: time(9, 0, 0, 0), zone: jiff::tz::TimeZone::get("Europe/Berlin").unwrap_or(jiff::tz::TimeZone::UTC) };
    Schedules::new(now)
        .every("sweep", Period::minute(), move || {
            let worker = sweeper.clone();
            async move { fulfillment_worker::sweep(&worker).await.map(drop) }
        })
        .every("reconcile", Period::hour(), move || {
            let worker = reconciler.clone();
            async move { fulfillment_worker::handle(&worker, Event::Reconcile { reconcile: true }).await.map(drop) }
        })
        .every("promotions", Period::minute(), move || {
            let app = promotions.clone();
            async move { promotions::handle(&app, promotions::Event::default()).await.map(drop) }
        })
        .every("reports", night, move || {
            let app = reports.clone();
            async move { reports::handle(&app, reports::Event::default()).await.map(drop) }
        })
        .every("weekly-offers", morning, move || {
            let app = weekly.clone();
            async move { promotions::handle(&app, promotions::Event { weekly: true }).await.map(drop) }
        })
}

fn spawn_schedules(schedules: &Schedules, stopped: &watch::Receiver<()>) {
    let (schedules, mut stopped) = (schedules.clone(), stopped.clone());
    tokio::spawn(async move { schedules.run(async move { drop(stopped.changed().await) }).await });
}

async fn owner(store: &Store, clock: &Clock, origin: &str) -> Result<(String, String), Error> {
    let staff = domain::StaffId::parse(OWNER).doing(|| "naming the owner".into())?;
    let member = Member { staff, role: Role::Owner };
    let doing = || "signing the owner in".to_owned();
    store.save_member(&member).await.doing(doing)?;
    let link = store.sign_in_token(&member, clock.now()).await.doing(doing)?;
    let bearer = store.bearer(&member, clock.now()).await.doing(doing)?;
    Ok((format!("{origin}/back-office/sign-in/{link}"), bearer))
}
