//! Why a step cannot be taken.

/// Why a step cannot be taken, in words for the person who tried.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The order is somewhere else.
    #[error("the order is {0}, so it cannot be {1}")]
    NotNow(&'static str, &'static str),
    /// No such line.
    #[error("the order has no line {0}")]
    NoSuchLine(u16),
    /// A weighed line needs a weight, a packed one has none.
    #[error("line {line}: {why}")]
    Impossible {
        /// Which line.
        line: u16,
        /// What is wrong with the result.
        why: String,
    },
    /// Lines without a result.
    #[error("not picked yet: line {}", join(.0))]
    Unpicked(Vec<u16>),
    /// Lines the shopper is being asked about.
    #[error("the shopper has not answered yet: line {}", join(.0))]
    Asked(Vec<u16>),
    /// There is no such question, or it was answered, or its time is over.
    #[error("this question is not open any more")]
    NotAsked,
    /// The saved card has not been asked.
    #[error("the card is asked on the day before the order is due; until then nothing of it is picked")]
    CardUnasked,
    /// The card has not been charged.
    #[error("the card has not been charged yet; this takes a few seconds after the order is ready")]
    NotCharged,
    /// Nobody looked at a card yet.
    #[error("somebody must be {0} or older: look at a card first, and say what you saw")]
    AgeUnchecked(u8),
    /// It cannot be given back.
    #[error("{0}")]
    NotRefundable(&'static str),
    /// The form takes no claims any more.
    #[error("the days for claims are over")]
    TooLate,
}

fn join(lines: &[u16]) -> String {
    lines.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
}
