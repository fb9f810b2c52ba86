//! The way of an order: what it takes of its slot, the code it is handed over for, who waits in which bay, which parcel
//! it left in.

use super::{Job, Order, State, Step, WholeOrder, Write};
use crate::slot::Method;
use jiff::{SignedDuration, Timestamp, Zoned};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What the order's way needs beside method, slot and address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Way {
    /// What it takes of its slot, and gives back.
    pub points: u32,
    /// Whoever says it gets the goods.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Wrong codes so far.
    #[serde(default, skip_serializing_if = "is_none")]
    pub tries: u8,
    /// The shopper waits outside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub here: Option<Here>,
    /// The parcel it left in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel: Option<Parcel>,
    /// When its slot closes, as it was when it was taken: whatever the calendar says since, until then it may be changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes: Option<Timestamp>,
    /// It was handed over without its code: the name on an ID was the order's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_id: Option<Timestamp>,
}

/// A shopper who waits outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Here {
    /// The number on the sign.
    pub bay: u16,
    /// Color, make, plate: whatever they said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub car: String,
    /// They said so first.
    pub since: Timestamp,
}

/// A parcel on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Parcel {
    /// Who carries it.
    pub carrier: String,
    /// What the carrier calls it.
    pub number: String,
}

/// How long before its window a shopper may say that they wait.
const BEFORE: SignedDuration = SignedDuration::from_hours(1);

/// Most codes that are looked at.
pub const MOST_TRIES: u8 = 5;

/// What a code said at the handover comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// It is the one, or none is needed.
    Right,
    /// One is needed, and none was said.
    Nothing,
    /// It is another: that it was tried is to be stored.
    Wrong(Box<Write>),
    /// Too many were tried: this one was not looked at.
    Spent,
}

impl Default for Way {
    fn default() -> Way {
        Way { points: 1, code: None, tries: 0, here: None, parcel: None, closes: None, by_id: None }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_none(tries: &u8) -> bool {
    *tries == 0
}

impl Order {
    /// What it takes of its slot. Orders from before there were points took one.
    pub fn points(&self) -> u32 {
        self.way.as_ref().map_or(1, |way| way.points)
    }

    /// Until when its shopper may change it. Orders from before go by the calendar's word for their slot, `listed`.
    pub fn closes(&self, listed: Option<Timestamp>) -> Option<Timestamp> {
        self.way.as_ref().and_then(|way| way.closes).or(listed)
    }

    /// The code whoever fetches it is asked for.
    pub fn code(&self) -> Option<&str> {
        self.way.as_ref().and_then(|way| way.code.as_deref())
    }

    /// The shopper waits for it outside.
    pub fn here(&self) -> Option<&Here> {
        let waits = matches!(self.state, State::Placed { .. } | State::Picking { .. } | State::Ready { .. });
        self.way.as_ref().and_then(|way| way.here.as_ref()).filter(|_| waits)
    }

    /// True while it may be said that one waits for it: on its day, from an hour before its window. Times are the shop's.
    pub fn may_arrive(&self, now: &Zoned) -> bool {
        let open = matches!(self.state, State::Placed { .. } | State::Picking { .. } | State::Ready { .. });
        let slot = &self.fulfillment.slot;
        let today = slot.day() == Some(now.date());
        let soon = slot.times().is_some_and(|(from, _)| now.time().duration_until(from) <= BEFORE);
        open && today && soon && self.fulfillment.method == Method::Curbside
    }

    fn on(&self, way: Way) -> Order {
        Order { way: Some(way), ..self.touched() }
    }
}

impl WholeOrder {
    /// The shopper is there. Said again, only what is new counts: they wait since they said it first.
    pub fn arrive(&self, bay: u16, car: &str, now: &Zoned) -> Option<Write> {
        let way = self.order.way.clone().unwrap_or_default();
        let since = way.here.as_ref().map_or(now.timestamp(), |here| here.since);
        let here = Some(Here { bay, car: car.to_owned(), since });
        (self.order.may_arrive(now) && way.here != here).then(|| Write::of(self.order.on(Way { here, ..way })))
    }

    /// Looks at a code, at most five times whoever asks: that one was wrong is stored under the order's version.
    pub fn told(&self, code: Option<&str>) -> Told {
        let way = self.order.way.clone().unwrap_or_default();
        let Some(right) = &way.code else { return Told::Right };
        match code.map(str::trim).filter(|code| !code.is_empty()) {
            _ if way.tries >= MOST_TRIES => Told::Spent,
            None => Told::Nothing,
            Some(code) if code == right => Told::Right,
            Some(_) => Told::Wrong(Box::new(Write::of(self.order.on(Way { tries: way.tries + 1, ..way })))),
        }
    }
}

impl Write {
    /// How many codes were wrong so far, where this is that one more was.
    pub fn wrong_codes(&self) -> Option<u8> {
        let tries = self.order.way.as_ref().map_or(0, |way| way.tries);
        (tries > 0 && self.takings.is_none()).then_some(tries)
    }

    /// The same, noting that it was handed over for a name on an ID instead of its code.
    pub fn for_an_id(mut self, now: Timestamp) -> Write {
        let way = self.order.way.take().unwrap_or_default();
        self.order.way = Some(Way { by_id: Some(now), ..way });
        self
    }

    /// The same, with the parcel the order left in; the shopper is told.
    pub fn in_parcel(mut self, parcel: Parcel, now: Timestamp) -> Write {
        let way = self.order.way.take().unwrap_or_default();
        self.order.way = Some(Way { parcel: Some(parcel), ..way });
        self.start.push(Job::now(Step::ShippedMail, now));
        self
    }
}

impl Parcel {
    /// Where the carrier says where it is, for those whose pages are known.
    pub fn link(&self) -> Option<String> {
        let page = match self.carrier.to_lowercase().as_str() {
            "dhl" => "https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode=",
            "dpd" => "https://tracking.dpd.de/status/de_DE/parcel/",
            "gls" => "https://gls-group.com/DE/de/paketverfolgung?match=",
            "hermes" => "https://www.myhermes.de/empfangen/sendungsverfolgung/sendungsinformation#",
            "ups" => "https://www.ups.com/track?tracknum=",
            _ => return None,
        };
        let number: String = self.number.chars().filter(char::is_ascii_alphanumeric).collect();
        Some(format!("{page}{number}"))
    }
}
