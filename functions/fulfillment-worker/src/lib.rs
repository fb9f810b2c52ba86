//! The queue: one job, one file. A message points at a job row; the transaction that does the job deletes the row,
//! so a message that comes twice finds nothing to do, and one that got lost is sent again by the sweep.

mod back;
pub mod catalog;
mod claim;
mod credit;
mod import;
mod letters;
mod offer_mail;
mod paper;
mod payment;
mod placed;
mod push_notice;
mod question;
mod receipt;
mod reconcile;
mod refund;
mod tell;

use aws_lambda_events::event::sqs::{BatchItemFailure, SqsBatchResponse, SqsEvent};
use cloud::store::jobs::Row;
use cloud::{Clock, Env, Fault, Files, JobRef, Jobs, Mail, Published, Store, Variable};
use domain::link::Links;
use domain::order::Step;
use payments::{Account, Provider, Trouble};
use push::Push;
use serde::Deserialize;

/// What this function may touch.
#[derive(Clone)]
#[expect(missing_docs, reason = "each field is what it may touch")]
pub struct App {
    pub store: Store,
    pub jobs: Jobs,
    pub files: Files,
    pub mail: Mail,
    pub provider: Provider,
    pub published: Published,
    pub clock: Clock,
    /// The provider's time. Another one only where tests move ours.
    pub provider_clock: Clock,
    pub links: Links,
    pub push: Push,
    /// `https://shop.example`
    pub origin: String,
    pub owner_mail: String,
}

/// What it is told.
pub const NEEDS: &[Variable] = &[
    Variable::Table,
    Variable::QueueUrl,
    Variable::Bucket,
    Variable::MailFrom,
    Variable::OwnerMail,
    Variable::Origin,
    Variable::LinkSecret,
    Variable::StripeKey,
    Variable::PayPal,
];

impl App {
    /// From the environment. Nothing is called yet.
    pub fn new(env: &Env) -> App {
        let files = Files::new(env);
        App {
            store: Store::new(env),
            jobs: Jobs::new(env),
            published: Published::new(files.clone()),
            files,
            mail: Mail::new(env),
            provider: provider(env),
            clock: Clock::default(),
            provider_clock: Clock::default(),
            links: Links::new(&env.link_secret),
            push: Push::new(&env.link_secret, &env.origin, env.push_service.clone()),
            origin: env.origin.clone(),
            owner_mail: env.owner_mail.clone(),
        }
    }

    /// The link that opens an order without signing in.
    pub(crate) fn order_link(&self, order: &domain::OrderId) -> String {
        format!("{}/orders/{order}?key={}", self.origin, self.links.order_key(order))
    }
}

/// Stripe, and `PayPal` where the shop has an account there.
fn provider(env: &Env) -> Provider {
    let account = env.paypal.as_ref();
    let account = account.map(|a| Account { api: &a.api, client: &a.client, secret: &a.secret, webhook: &a.webhook });
    Provider::new(&env.stripe_api, &env.stripe_key, account.as_ref())
}

/// What wakes this function.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Event {
    /// The clock: `{"sweep": true}`.
    Sweep {
        /// Always true.
        sweep: bool,
    },
    /// The clock, by the hour: `{"reconcile": true}`.
    Reconcile {
        /// Always true.
        reconcile: bool,
    },
    /// Messages.
    Queue(SqsEvent),
}

/// A job that could not be done. The message comes again.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "whose word it is")]
pub enum Failed {
    #[error(transparent)]
    Fault(#[from] Fault),
    #[error(transparent)]
    Trouble(#[from] Trouble),
}

/// Does what is asked, and names the messages that must come again.
pub async fn handle(app: &App, event: Event) -> Result<SqsBatchResponse, Failed> {
    let mut answer = SqsBatchResponse::default();
    match event {
        Event::Sweep { .. } => {
            sweep(app).await?;
        }
        Event::Reconcile { .. } => {
            reconcile::reconcile(app).await?;
        }
        Event::Queue(batch) => {
            for message in batch.records {
                if let Err(failed) = one(app, message.body.as_deref().unwrap_or_default()).await {
                    tracing::error!(error = &failed as &dyn std::error::Error, "a job failed; it comes again");
                    let mut failure = BatchItemFailure::default();
                    failure.item_identifier = message.message_id.unwrap_or_default();
                    answer.batch_item_failures.push(failure);
                }
            }
        }
    }
    Ok(answer)
}

/// Sends overdue jobs again. Returns how many.
pub async fn sweep(app: &App) -> Result<usize, Fault> {
    let now = app.clock.now();
    let mut sent = 0;
    for job in app.store.overdue(now, 500).await? {
        if app.store.take(&job, now).await? {
            app.jobs.send(&job).await?;
            sent += 1;
        }
    }
    Ok(sent)
}

/// What became of a job whose work went well.
pub(crate) enum Worked {
    /// It is done, and its row can go.
    Done,
    /// The transaction that did it deleted the row, or there is more to come.
    Settled,
}

async fn one(app: &App, message: &str) -> Result<(), Failed> {
    let job: JobRef = serde_json::from_str(message).map_err(Fault::unreadable(|| format!("the message {message:?}")))?;
    let Some(row) = app.store.claim(&job, app.clock.now()).await? else { return Ok(()) };
    match work(app, &row).await {
        Ok(Worked::Done) => Ok(app.store.finish(&row).await?),
        Ok(Worked::Settled) => Ok(()),
        Err(failed) => {
            // Else the next try waits until the claim runs out.
            if let Err(fault) = app.store.give_back(&row).await {
                tracing::warn!(error = &fault as &dyn std::error::Error, "a claim was not given back");
            }
            Err(failed)
        }
    }
}

async fn work(app: &App, row: &Row) -> Result<Worked, Failed> {
    match (&row.order, row.step) {
        (Some(order), Some(step)) => match step {
            Step::Expire => payment::expire(app, order).await,
            Step::Approved => payment::set_aside(app, order, row.intent.as_deref()).await,
            Step::Placed => placed::placed(app, order).await,
            Step::Capture => payment::capture(app, order).await,
            Step::AskingEnd => payment::asking_end(app, order).await,
            Step::Authorize => payment::authorize(app, order).await,
            Step::AskMail => tell::pay_again(app, order).await,
            Step::Void => payment::void(app, order, row.intent.as_deref()).await,
            Step::Refund => payment::refund(app, order, row.intent.as_deref()).await,
            Step::RefundPart => refund::refund_part(app, order, row.intent.as_deref()).await,
            Step::ClaimMail => claim::mail(app, order, row.intent.as_deref()).await,
            Step::CanceledMail => tell::canceled(app, order).await,
            Step::ChangedMail => tell::changed(app, order).await,
            Step::MoneyBackMail => tell::money_back(app, order).await,
            Step::TooLateMail => tell::too_late(app, order).await,
            Step::ReviewMail => tell::review(app, order).await,
            Step::ShippedMail => tell::shipped(app, order).await,
            Step::ProposalMail => question::ask(app, order).await,
            Step::ProposalEnd => question::end(app, order).await,
            Step::OnItsWay => tell::on_its_way(app, order).await,
            Step::HandedOverMail => tell::handed_over(app, order).await,
        },
        _ => match (row.job.sk.as_str(), &row.import, &row.email) {
            ("publish", _, _) => Ok(catalog::publish_now(app).await.map(|()| Worked::Done)?),
            ("import", Some(import), _) => Ok(import::import(app, &row.job, import).await?),
            ("look", _, _) => Ok(reconcile::look(app, row.intent.as_deref().unwrap_or_default()).await?),
            ("back", _, _) => Ok(back::call(app, row).await?),
            ("back-mail", _, Some(email)) => Ok(back::letter(app, email, row).await?),
            ("credit-mail", _, Some(email)) => Ok(credit::letter(app, email, row).await?),
            ("offer-mail", _, Some(email)) => Ok(offer_mail::offer_mail(app, email).await?),
            (other, _, _) => Err(Fault::Absent(format!("the work called {other}")).into()),
        },
    }
}
