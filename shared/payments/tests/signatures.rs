//! Our verification against the verdicts of Stripe's official Python and Node libraries. `tests/stripe/vectors.py` makes
//! them, and notices when a newer library judges otherwise.

use jiff::Timestamp;
use larder_payments::{Untrusted, verify};
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors {
    now: i64,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    header: String,
    body: Option<String>,
    hex: Option<String>,
    secrets: Vec<String>,
    python: bool,
    node: bool,
    stricter: Option<String>,
}

impl Case {
    fn bytes(&self) -> Vec<u8> {
        let hex = self.hex.as_deref().unwrap_or_default();
        let bytes = (0..hex.len()).step_by(2).map(|n| u8::from_str_radix(&hex[n..n + 2], 16).expect("pairs of hexadecimal digits"));
        self.body.as_ref().map_or_else(|| bytes.collect(), |body| body.as_bytes().to_vec())
    }
}

fn vectors() -> Vectors {
    serde_json::from_str(include_str!("../../../tests/stripe/signatures.json")).expect("a list of cases")
}

#[test]
fn what_stripes_own_libraries_accept_is_accepted_and_what_either_refuses_is_refused() {
    let Vectors { now, cases } = vectors();
    let now = Timestamp::from_second(now).unwrap();
    assert!(cases.len() >= 30 && cases.iter().filter(|case| case.python && case.node).count() >= 15);
    for case in cases {
        let ours = verify(&case.bytes(), &case.header, &case.secrets, now);
        match &case.stricter {
            None => assert_eq!(ours.is_ok(), case.python && case.node, "{}: {ours:?}", case.name),
            Some(why) => assert_eq!(ours, Err(Untrusted::Stale), "{}: {why}", case.name),
        }
    }
}

#[test]
fn we_are_stricter_than_stripe_only_about_the_future() {
    let stricter: Vec<Case> = vectors().cases.into_iter().filter(|case| case.stricter.is_some()).collect();
    assert!(!stricter.is_empty() && stricter.iter().all(|case| case.python && case.node), "else nothing would be stricter");
}
