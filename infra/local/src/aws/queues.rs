//! SQS, with two of the emulator's habits put right.
//!
//! - It looks for messages every 50 ms while a client long-polls; here a send rings a bell and the
//!   client has its message at once.
//! - It counts a receive twice when a message's visibility runs out, which would dead-letter after
//!   three tries instead of five.

use std::pin::pin;
use std::time::Duration;

use async_trait::async_trait;
use awsim_core::{AwsError, Protocol, RequestContext, ServiceHandler};
use awsim_sqs::SqsService;
use awsim_sqs::state::Queue;
use serde_json::Value;
use tokio::sync::Notify;
use tokio::time::Instant;

use super::REGION;

/// How long a waiting client sleeps at most before it looks again:
/// nothing rings when a delay or a visibility timeout ends.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// The longest wait AWS permits.
const LONGEST_WAIT: u64 = 20;

/// The queues of the one region.
pub(super) struct Queues {
    awsim: SqsService,
    bell: Notify,
}

impl Default for Queues {
    fn default() -> Queues {
        Queues { awsim: SqsService::new(), bell: Notify::new() }
    }
}

#[async_trait]
impl ServiceHandler for Queues {
    fn service_name(&self) -> &str {
        "sqs"
    }

    fn protocol(&self) -> Protocol {
        self.awsim.protocol()
    }

    async fn handle(&self, operation: &str, input: Value, ctx: &RequestContext) -> Result<Value, AwsError> {
        let ctx = RequestContext { region: REGION.into(), ..ctx.clone() };
        if operation == "ReceiveMessage" {
            return self.receive(input, &ctx).await;
        }
        if operation == "GetQueueAttributes" {
            self.put_back_expired(&ctx);
        }
        let answer = self.awsim.handle(operation, input, &ctx).await;
        if makes_visible(operation) {
            self.bell.notify_waiters();
        }
        answer
    }
}

impl Queues {
    async fn receive(&self, mut input: Value, ctx: &RequestContext) -> Result<Value, AwsError> {
        let asked = input["WaitTimeSeconds"].as_u64().filter(|seconds| *seconds <= LONGEST_WAIT);
        let Some(seconds) = asked else {
            self.put_back_expired(ctx);
            return self.awsim.handle("ReceiveMessage", input, ctx).await;
        };
        input["WaitTimeSeconds"] = 0.into();
        let deadline = Instant::now() + Duration::from_secs(seconds);
        loop {
            let mut rung = pin!(self.bell.notified());
            rung.as_mut().enable();
            self.put_back_expired(ctx);
            let answer = self.awsim.handle("ReceiveMessage", input.clone(), ctx).await?;
            let empty = answer["Messages"].as_array().is_none_or(Vec::is_empty);
            if !empty || Instant::now() >= deadline {
                return Ok(answer);
            }
            let next = deadline.min(Instant::now() + LOOK_AGAIN);
            tokio::select! {
                () = rung => {}
                () = tokio::time::sleep_until(next) => {}
            }
        }
    }

    /// Makes messages visible again whose time has run out, before the emulator does it and counts
    /// a receive for it.
    fn put_back_expired(&self, ctx: &RequestContext) {
        let state = self.awsim.store().get(&ctx.account_id, &ctx.region);
        for mut queue in state.queues.iter_mut() {
            put_back(&mut queue);
        }
    }
}

fn put_back(queue: &mut Queue) {
    if queue.inflight.is_empty() {
        return;
    }
    let now = std::time::Instant::now();
    let expired = queue.inflight.extract_if(|_, held| held.visible_at.is_none_or(|at| at <= now));
    let expired: Vec<_> = expired.map(|(_, held)| held.message).collect();
    for message in expired {
        queue.messages.push_front(message);
    }
}

fn makes_visible(operation: &str) -> bool {
    matches!(
        operation,
        "SendMessage" | "SendMessageBatch" | "ChangeMessageVisibility" | "ChangeMessageVisibilityBatch" | "StartMessageMoveTask"
    )
}

#[cfg(test)]
mod tests {
    use aws_sdk_sqs::types::{MessageSystemAttributeName, QueueAttributeName};

    use crate::aws::{Aws, create_queues};

    #[tokio::test]
    async fn the_fifth_failure_makes_a_dead_letter() {
        let aws = Aws::start(None).await.unwrap();
        let client = aws.sqs_client();
        let queues = create_queues(&client, "jobs").await.unwrap();
        let impatient = client.set_queue_attributes().queue_url(&queues.jobs);
        impatient.attributes(QueueAttributeName::VisibilityTimeout, "0").send().await.unwrap();
        client.send_message().queue_url(&queues.jobs).message_body("capture").send().await.unwrap();
        let mut counts = Vec::new();
        for _ in 0..6 {
            let receive = client.receive_message().queue_url(&queues.jobs).wait_time_seconds(0);
            let got = receive.message_system_attribute_names(MessageSystemAttributeName::All).send().await.unwrap();
            let count = |message: &aws_sdk_sqs::types::Message| {
                message.attributes().unwrap()[&MessageSystemAttributeName::ApproximateReceiveCount].clone()
            };
            counts.extend(got.messages().iter().map(count));
        }
        assert_eq!(counts, ["1", "2", "3", "4", "5"]);
        let dead = client.receive_message().queue_url(&queues.dead_letters).send().await.unwrap();
        assert_eq!(dead.messages()[0].body(), Some("capture"));
    }

    #[tokio::test]
    async fn queues_are_created_once() {
        let aws = Aws::start(None).await.unwrap();
        let first = create_queues(&aws.sqs_client(), "jobs").await.unwrap();
        let again = create_queues(&aws.sqs_client(), "jobs").await.unwrap();
        assert_eq!((first.jobs, first.dead_letters), (again.jobs, again.dead_letters));
    }
}
