//! Plays AWS between SQS and Lambda: fetches messages, calls the worker with an event, deletes what
//! succeeded.
//!
//! A failed message is not deleted: it shows again when its visibility runs out, and the queue
//! itself moves it to the dead letters after five receives. Nothing here counts or retries.

use std::error::Error as StdError;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use aws_lambda_events::event::sqs::{SqsBatchResponse, SqsEvent, SqsMessage, SqsMessageAttribute};
use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::{DeleteMessageBatchRequestEntry, Message, MessageSystemAttributeName, QueueAttributeName};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::aws::{Error, chain};

/// The worker's timeout in the template, a sixth of the queue's visibility.
const TIMEOUT: Duration = Duration::from_secs(30);

/// How long a receive waits for a first message; AWS allows no more.
const WAIT_SECONDS: i32 = 20;

/// The pause after the queue could not be reached.
const PAUSE: Duration = Duration::from_secs(1);

type Fault = Box<dyn StdError + Send + Sync>;

/// The event source mapping of one queue.
#[derive(Debug, Clone)]
pub struct Pump {
    /// A client of the queue service.
    pub sqs: Client,
    /// The queue's address.
    pub queue: String,
    /// How many batches are handled at a time, like the mapping's maximum concurrency.
    pub concurrency: usize,
}

impl Pump {
    /// Fetches and handles until `shutdown` resolves, then waits for the batches in hand.
    ///
    /// # Errors When the queue does not exist or cannot be reached at the start. Later faults are
    /// logged and tried again.
    pub async fn run<H, F, E>(self, handler: H, shutdown: impl Future<Output = ()>) -> Result<(), Error>
    where
        H: Fn(SqsEvent) -> F + Send + Sync + 'static,
        F: Future<Output = Result<SqsBatchResponse, E>> + Send + 'static,
        E: Into<Fault> + Send + 'static,
    {
        let arn = self.arn().await?;
        let (stop, stopped) = watch::channel(false);
        let handler = Arc::new(handler);
        let mut pollers = JoinSet::new();
        for _ in 0..self.concurrency {
            let poller = Poller { pump: self.clone(), arn: arn.clone(), handler: handler.clone() };
            pollers.spawn(poller.run(stopped.clone()));
        }
        shutdown.await;
        stop.send_replace(true);
        while pollers.join_next().await.is_some() {}
        Ok(())
    }

    async fn arn(&self) -> Result<String, Error> {
        let asked = self.sqs.get_queue_attributes().queue_url(&self.queue);
        let answer = asked.attribute_names(QueueAttributeName::QueueArn).send().await;
        let answer = answer.map_err(|fault| Error::new(format!("looking at the queue {}", self.queue), fault))?;
        let mut known = answer.attributes.unwrap_or_default();
        Ok(known.remove(&QueueAttributeName::QueueArn).unwrap_or_default())
    }

    async fn receive(&self) -> Result<Vec<Message>, aws_sdk_sqs::Error> {
        let request = self.sqs.receive_message().queue_url(&self.queue);
        let request = request.max_number_of_messages(10).wait_time_seconds(WAIT_SECONDS);
        let request = request.message_system_attribute_names(MessageSystemAttributeName::All);
        Ok(request.message_attribute_names("All").send().await?.messages.unwrap_or_default())
    }

    async fn delete(&self, handled: Vec<(String, String)>) {
        let entry = |(n, (_, receipt)): (usize, (String, String))| {
            let entry = DeleteMessageBatchRequestEntry::builder().id(n.to_string());
            entry.receipt_handle(receipt).build()
        };
        let entries: Result<Vec<_>, _> = handled.into_iter().enumerate().map(entry).collect();
        let entries = entries.expect("id and receipt handle are set");
        if entries.is_empty() {
            return;
        }
        let request = self.sqs.delete_message_batch().queue_url(&self.queue);
        match request.set_entries(Some(entries)).send().await {
            Ok(answer) => {
                for entry in answer.failed() {
                    tracing::warn!(code = entry.code(), "a handled message was not deleted and will come again");
                }
            }
            Err(fault) => {
                tracing::warn!(fault = chain(&fault), "handled messages were not deleted and will come again");
            }
        }
    }
}

/// One of the loops that fetch and handle.
struct Poller<H> {
    pump: Pump,
    arn: String,
    handler: Arc<H>,
}

impl<H> Poller<H> {
    async fn run<F, E>(self, mut stopped: watch::Receiver<bool>)
    where
        H: Fn(SqsEvent) -> F + Send + Sync + 'static,
        F: Future<Output = Result<SqsBatchResponse, E>> + Send + 'static,
        E: Into<Fault> + Send + 'static,
    {
        while !*stopped.borrow() {
            let received = tokio::select! {
                received = self.pump.receive() => received,
                _ = stopped.changed() => return,
            };
            match received {
                Ok(messages) if messages.is_empty() => {}
                Ok(messages) => self.batch(messages).await,
                Err(fault) => {
                    tracing::warn!(fault = chain(&fault), "the queue cannot be read");
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }

    async fn batch<F, E>(&self, messages: Vec<Message>)
    where
        H: Fn(SqsEvent) -> F + Send + Sync + 'static,
        F: Future<Output = Result<SqsBatchResponse, E>> + Send + 'static,
        E: Into<Fault> + Send + 'static,
    {
        let in_hand: Vec<(String, String)> = messages.iter().map(identity).collect();
        let event = event(messages, &self.arn);
        let handled = match self.call(event).await {
            Ok(response) => succeeded(in_hand, &response),
            Err(fault) => {
                tracing::error!(fault = chain(&*fault), "a batch failed and will come again");
                return;
            }
        };
        self.pump.delete(handled).await;
    }

    /// Calls the worker as Lambda does: with a timeout, and a panic is a failure of the batch.
    async fn call<F, E>(&self, event: SqsEvent) -> Result<SqsBatchResponse, Fault>
    where
        H: Fn(SqsEvent) -> F + Send + Sync + 'static,
        F: Future<Output = Result<SqsBatchResponse, E>> + Send + 'static,
        E: Into<Fault> + Send + 'static,
    {
        let handler = self.handler.clone();
        let work = tokio::time::timeout(TIMEOUT, async move { handler(event).await });
        tokio::spawn(work).await??.map_err(Into::into)
    }
}

/// What may be deleted, by Lambda's rules: all for an empty list; nothing when an identifier is
/// empty or not of this batch.
fn succeeded(mut in_hand: Vec<(String, String)>, response: &SqsBatchResponse) -> Vec<(String, String)> {
    for failure in &response.batch_item_failures {
        let failed = &failure.item_identifier;
        if failed.is_empty() || !in_hand.iter().any(|(id, _)| id == failed) {
            tracing::error!(failed, "a reply named a message that is not in its batch: the batch will come again");
            return Vec::new();
        }
    }
    in_hand.retain(|(id, _)| !response.batch_item_failures.iter().any(|failure| failure.item_identifier == *id));
    in_hand
}

fn identity(message: &Message) -> (String, String) {
    let text = |part: Option<&str>| part.unwrap_or_default().to_owned();
    (text(message.message_id()), text(message.receipt_handle()))
}

fn event(messages: Vec<Message>, arn: &str) -> SqsEvent {
    let mut event = SqsEvent::default();
    event.records = messages.into_iter().map(|message| record(message, arn)).collect();
    event
}

fn record(message: Message, arn: &str) -> SqsMessage {
    let system = message.attributes.unwrap_or_default();
    let own = message.message_attributes.unwrap_or_default();
    let mut record = SqsMessage::default();
    record.message_id = message.message_id;
    record.receipt_handle = message.receipt_handle;
    record.body = message.body;
    record.md5_of_body = message.md5_of_body;
    record.md5_of_message_attributes = message.md5_of_message_attributes;
    record.attributes = system.into_iter().map(|(name, value)| (name.to_string(), value)).collect();
    record.message_attributes = own.into_iter().map(|(name, value)| (name, attribute(value))).collect();
    record.event_source = Some("aws:sqs".into());
    record.event_source_arn = Some(arn.into());
    record.aws_region = arn.split(':').nth(3).map(str::to_owned);
    record
}

fn attribute(value: aws_sdk_sqs::types::MessageAttributeValue) -> SqsMessageAttribute {
    let mut attribute = SqsMessageAttribute::default();
    attribute.data_type = Some(value.data_type);
    attribute.string_value = value.string_value;
    attribute
}

#[cfg(test)]
mod tests;
