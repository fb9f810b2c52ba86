//! The slots a product can be had in, by the hour they begin: bread before it is sold, rolls once they are baked.

use jiff::civil::Time;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// When a slot must begin to have the product. One side may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Times {
    /// Not before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub from: Option<Time>,
    /// Before this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub before: Option<Time>,
}

impl Times {
    /// Reads `before 11:00`, `from 14:00`, `08:00-11:00`. An empty text: any time.
    pub fn parse(text: &str) -> Result<Option<Times>, String> {
        let wrong = || format!("{text:?} is none of: before 11:00, from 14:00, 08:00-11:00");
        let words = text.trim().to_lowercase();
        let time = |text: &str| clock(text.trim()).ok_or_else(wrong);
        let times = match (words.strip_prefix("before "), words.strip_prefix("from "), words.split_once(['-', '–'])) {
            _ if words.is_empty() => return Ok(None),
            (Some(before), ..) => Times { from: None, before: Some(time(before)?) },
            (_, Some(from), _) => Times { from: Some(time(from)?), before: None },
            (_, _, Some((from, before))) => Times { from: Some(time(from)?), before: Some(time(before)?) },
            _ => return Err(wrong()),
        };
        match times {
            Times { from: Some(from), before: Some(before) } if from >= before => Err(format!("{text:?} ends before it begins")),
            times => Ok(Some(times)),
        }
    }

    /// True for a slot that begins then.
    pub fn has(self, start: Time) -> bool {
        self.from.is_none_or(|from| from <= start) && self.before.is_none_or(|before| start < before)
    }
}

/// `9:30` or `09:30`.
pub fn clock(text: &str) -> Option<Time> {
    let (hour, minute) = text.split_once(':')?;
    let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let whole = digits(hour) && digits(minute) && minute.len() == 2;
    whole.then(|| Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()).flatten()
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let clock = |time: Time| time.strftime("%H:%M").to_string();
        match (self.from, self.before) {
            (Some(from), Some(before)) => write!(f, "{}-{}", clock(from), clock(before)),
            (Some(from), None) => write!(f, "from {}", clock(from)),
            (None, Some(before)) => write!(f, "before {}", clock(before)),
            (None, None) => Ok(()),
        }
    }
}
