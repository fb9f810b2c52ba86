//! The queue of work. A message only points at a job row in the table: losing it or sending it twice changes nothing.

use crate::store::orders::Decision;
use crate::{Call, Env, Fault, aws};
use serde::{Deserialize, Serialize};

/// Names a job row.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct JobRef {
    /// `X#order` and the like.
    pub pk: String,
    /// The step.
    pub sk: String,
}

/// The sending end of the queue.
#[derive(Clone, Debug)]
pub struct Jobs {
    client: aws::Late<aws_sdk_sqs::Client>,
    queue_url: String,
}

impl Jobs {
    /// Late: no call is made before the first message.
    pub fn new(env: &Env) -> Jobs {
        Jobs { client: aws::sqs(env), queue_url: env.queue_url.clone() }
    }

    /// Sends messages for the jobs a decision started.
    pub async fn follow<E>(&self, decision: &Decision<E>) {
        self.announce(&decision.jobs()).await;
    }

    /// Sends messages for jobs just committed. A failure is logged and otherwise ignored: the sweep sends them again.
    pub async fn announce(&self, jobs: &[JobRef]) {
        for job in jobs {
            if let Err(fault) = self.send(job).await {
                tracing::warn!(job = ?job, error = &fault as &dyn std::error::Error, "left to the sweep");
            }
        }
    }

    /// Sends one message.
    pub fn send<'a>(&'a self, job: &'a JobRef) -> Call<'a, ()> {
        Box::pin(async move {
            let body = serde_json::json!({ "pk": job.pk, "sk": job.sk }).to_string();
            let sent = self.client.send_message().queue_url(&self.queue_url).message_body(body).send().await;
            sent.map(|_| ()).map_err(Fault::call(|| format!("sending {} {}", job.pk, job.sk)))
        })
    }
}
