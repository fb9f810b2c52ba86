//! Ids and times out of stored items: what is left is the same on every run.

use crate::journeys::Row;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Texts that differ from run to run, and what stands in their place.
pub struct Redacted(pub Vec<(String, &'static str)>);

impl Redacted {
    /// The item with its attributes in order.
    pub fn row(&self, row: &Row) -> Row {
        match row {
            Value::String(text) => Value::String(self.text(text)),
            Value::Array(all) => all.iter().map(|value| self.row(value)).collect(),
            Value::Object(all) => {
                let sorted: BTreeMap<String, Value> = all.iter().map(|(name, value)| (self.text(name), self.row(value))).collect();
                Value::Object(sorted.into_iter().collect::<Map<_, _>>())
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => row.clone(),
        }
    }

    pub fn text(&self, text: &str) -> String {
        self.0.iter().fold(without_times(text), |text, (from, to)| text.replace(from.as_str(), to))
    }
}

/// Whole seconds in UTC are always twenty characters: `2026-11-22T14:00:00Z`.
fn without_times(text: &str) -> String {
    let shape = "0000-00-00T00:00:00Z";
    let fits = |part: &str| part.bytes().zip(shape.bytes()).all(|(is, like)| if like == b'0' { is.is_ascii_digit() } else { is == like });
    let found = (0..text.len()).find(|n| text.get(*n..n + shape.len()).is_some_and(fits));
    match found {
        Some(n) => format!("{}[time]{}", &text[..n], without_times(&text[n + shape.len()..])),
        None => text.to_owned(),
    }
}
