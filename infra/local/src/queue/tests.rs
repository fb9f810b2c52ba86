//! The pump between a real client and the local queue.

use super::*;
use crate::aws::{Aws, Queues, create_queues};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::sync::mpsc;

struct Line {
    _aws: Aws,
    sqs: Client,
    queues: Queues,
}

impl Line {
    async fn new() -> Line {
        let aws = Aws::start(None).await.unwrap();
        let sqs = aws.sqs_client();
        let queues = create_queues(&sqs, "jobs").await.unwrap();
        Line { _aws: aws, sqs, queues }
    }

    fn pump(&self) -> Pump {
        Pump { sqs: self.sqs.clone(), queue: self.queues.jobs.clone(), concurrency: 4 }
    }

    async fn show_failures_at_once(&self) {
        let request = self.sqs.set_queue_attributes().queue_url(&self.queues.jobs);
        request.attributes(QueueAttributeName::VisibilityTimeout, "0").send().await.unwrap();
    }

    async fn send(&self, body: &str) {
        self.sqs.send_message().queue_url(&self.queues.jobs).message_body(body).send().await.unwrap();
    }

    async fn left(&self, queue: &str) -> (String, String) {
        let visible = QueueAttributeName::ApproximateNumberOfMessages;
        let held = QueueAttributeName::ApproximateNumberOfMessagesNotVisible;
        let request = self.sqs.get_queue_attributes().queue_url(queue);
        let answer = request.attribute_names(QueueAttributeName::All).send().await.unwrap();
        let known = answer.attributes.unwrap();
        (known[&visible].clone(), known[&held].clone())
    }
}

fn failing(ids: &[&str]) -> SqsBatchResponse {
    let mut response = SqsBatchResponse::default();
    for id in ids {
        response.add_failure(*id);
    }
    response
}

fn batch() -> Vec<(String, String)> {
    ["a", "b", "c"].map(|id| (id.into(), format!("receipt {id}"))).into()
}

fn ids(handled: &[(String, String)]) -> String {
    handled.iter().map(|(id, _)| id.as_str()).collect()
}

#[test]
fn only_what_did_not_fail_is_deleted() {
    assert_eq!(ids(&succeeded(batch(), &failing(&[]))), "abc");
    assert_eq!(ids(&succeeded(batch(), &failing(&["b"]))), "ac");
}

#[test]
fn a_reply_that_makes_no_sense_fails_the_whole_batch() {
    assert_eq!(ids(&succeeded(batch(), &failing(&[""]))), "");
    assert_eq!(ids(&succeeded(batch(), &failing(&["a", "x"]))), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_handled_and_deleted() {
    let line = Line::new().await;
    let (tell, mut told) = mpsc::unbounded_channel();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let handler = move |event: SqsEvent| {
        let tell = tell.clone();
        async move {
            tell.send(event).unwrap();
            Ok::<_, Error>(SqsBatchResponse::default())
        }
    };
    let running = tokio::spawn(line.pump().run(handler, async { drop(stopped.await) }));
    for n in 0..3 {
        line.send(&format!("job {n}")).await;
        let event = told.recv().await.unwrap();
        assert_eq!(event.records[0].body, Some(format!("job {n}")));
        assert_eq!(event.records[0].attributes["ApproximateReceiveCount"], "1");
        assert_eq!(event.records[0].event_source_arn.as_deref(), Some("arn:aws:sqs:eu-central-1:000000000000:jobs"));
    }
    stop.send(()).unwrap();
    running.await.unwrap().unwrap();
    assert_eq!(line.left(&line.queues.jobs).await, ("0".into(), "0".into()));
}

#[tokio::test]
async fn a_worker_that_panics_before_its_first_await_stops_nothing() {
    let line = Line::new().await;
    line.show_failures_at_once().await;
    line.send("panic").await;
    let tries = Arc::new(AtomicUsize::new(0));
    let counted = tries.clone();
    let handler = move |_| -> std::future::Ready<Result<SqsBatchResponse, Error>> {
        counted.fetch_add(1, Ordering::SeqCst);
        panic!("at once")
    };
    let until_dead = async {
        while line.left(&line.queues.dead_letters).await.0 != "1" {
            tokio::task::yield_now().await;
        }
    };
    line.pump().run(handler, until_dead).await.unwrap();
    assert_eq!(tries.load(Ordering::SeqCst), 5);
}

#[tokio::test]
async fn a_job_that_always_fails_is_tried_five_times_and_kept() {
    let line = Line::new().await;
    line.show_failures_at_once().await;
    line.send("panic").await;
    let tries = Arc::new(AtomicUsize::new(0));
    let counted = tries.clone();
    let handler = move |event: SqsEvent| {
        counted.fetch_add(1, Ordering::SeqCst);
        async move {
            assert_ne!(event.records[0].body.as_deref(), Some("panic"));
            Err::<SqsBatchResponse, _>("refused")
        }
    };
    let until_dead = async {
        while line.left(&line.queues.dead_letters).await.0 != "1" {
            tokio::task::yield_now().await;
        }
    };
    line.pump().run(handler, until_dead).await.unwrap();
    assert_eq!(tries.load(Ordering::SeqCst), 5);
}

#[tokio::test]
async fn of_a_batch_only_the_failed_message_comes_again() {
    let line = Line::new().await;
    line.show_failures_at_once().await;
    for body in ["good", "bad", "fine"] {
        line.send(body).await;
    }
    let seen = Arc::new(Mutex::new(Vec::new()));
    let noted = seen.clone();
    let handler = move |event: SqsEvent| {
        let mut response = SqsBatchResponse::default();
        for record in event.records {
            let tries = &record.attributes["ApproximateReceiveCount"];
            if record.body.as_deref() == Some("bad") && tries == "1" {
                response.add_failure(record.message_id.clone().unwrap());
            }
            noted.lock().unwrap().push((record.body.unwrap(), tries.clone()));
        }
        async { Ok::<_, Error>(response) }
    };
    let until_empty = async {
        while seen.lock().unwrap().len() < 4 {
            tokio::task::yield_now().await;
        }
    };
    let alone = Pump { concurrency: 1, ..line.pump() };
    alone.run(handler, until_empty).await.unwrap();
    let seen: Vec<_> = seen.lock().unwrap().drain(..).map(|(body, tries)| body + " " + &tries).collect();
    assert_eq!(seen, ["good 1", "bad 1", "fine 1", "bad 2"]);
    assert_eq!(line.left(&line.queues.jobs).await, ("0".into(), "0".into()));
}
