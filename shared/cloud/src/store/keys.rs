//! Every key of the table. Nowhere else is one spelled.

use aws_sdk_dynamodb::types::AttributeValue;
use domain::credit::CreditId;
use domain::gift::GiftSold;
use domain::invoice::{Kind, year};
use domain::order::Step;
use domain::takings::TakingsFact;
use domain::{CartId, OrderId, RefundId, Sku, SlotId};
use std::collections::HashMap;

/// An item: attribute names and values.
pub(crate) type Item = HashMap<String, AttributeValue>;

/// A primary key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub pk: String,
    pub sk: String,
}

impl Key {
    fn new(pk: String, sk: impl Into<String>) -> Key {
        Key { pk, sk: sk.into() }
    }

    /// As DynamoDB wants it.
    pub fn item(&self) -> Item {
        let text = |t: &str| AttributeValue::S(t.to_owned());
        HashMap::from([("pk".to_owned(), text(&self.pk)), ("sk".to_owned(), text(&self.sk))])
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.pk, self.sk)
    }
}

pub(crate) fn product_head(sku: &Sku) -> Key {
    Key::new(format!("P#{sku}"), "S")
}

pub(crate) fn product_text(sku: &Sku) -> Key {
    Key::new(format!("P#{sku}"), "M")
}

pub(crate) fn movement(sku: &Sku, at: &str, id: &str) -> Key {
    Key::new(format!("P#{sku}"), format!("V#{at}#{id}"))
}

/// A price label that came down.
pub(crate) fn label(sku: &Sku, until: &str, pv: u32) -> Key {
    Key::new(format!("P#{sku}"), format!("{LABEL}{until}#{pv:08}"))
}
pub(crate) const LABEL: &str = "L#";

/// Where the labels that came down since a moment start and end: partition, first, last.
pub(crate) fn labels_since(sku: &Sku, since: &str) -> (String, String, String) {
    (format!("P#{sku}"), format!("{LABEL}{since}"), format!("{LABEL}~"))
}

/// Where the movements of a day (UTC) start: partition and prefix.
pub(crate) fn movements_of_day(sku: &Sku, day: &str) -> (String, String) {
    (format!("P#{sku}"), format!("V#{day}T"))
}

/// One small row per product: how the catalog is listed without a scan.
pub(crate) fn directory(sku: &Sku) -> Key {
    Key::new(DIRECTORY.to_owned(), sku.as_str())
}
pub(crate) const DIRECTORY: &str = "C#catalog";

pub(crate) fn cart(cart: &CartId) -> Key {
    Key::new(format!("K#{cart}"), "C")
}

pub(crate) fn order_pk(order: &OrderId) -> String {
    format!("O#{order}")
}

pub(crate) const HEAD: &str = "H";
pub(crate) const LINES: &str = "L";
pub(crate) const AMENDED: &str = "A";
pub(crate) const REPORT: &str = "K#";
pub(crate) const FACT: &str = "J#";
pub(crate) const LISTENER: &str = "N#";

pub(crate) fn order_head(order: &OrderId) -> Key {
    Key::new(order_pk(order), HEAD)
}

pub(crate) fn order_lines(order: &OrderId) -> Key {
    Key::new(order_pk(order), LINES)
}

/// The change that waits for its payment.
pub(crate) fn order_amended(order: &OrderId) -> Key {
    Key::new(order_pk(order), AMENDED)
}

/// What an order was before a change, by the version it had then.
pub(crate) fn former_order(order: &OrderId, version: u64) -> Key {
    Key::new(order_pk(order), format!("B#{version:06}"))
}

pub(crate) fn pick_report(order: &OrderId, report: u16) -> Key {
    Key::new(order_pk(order), format!("{REPORT}{report:04}"))
}

pub(crate) fn fact(order: &OrderId, fact: &str) -> Key {
    Key::new(order_pk(order), format!("{FACT}{fact}"))
}

/// A browser that listens, by the hash of its address.
pub(crate) fn listener(order: &OrderId, hash: &str) -> Key {
    Key::new(order_pk(order), format!("{LISTENER}{hash}"))
}

/// Steps about a payment or a refund are one for each: `void#pi_1`.
/// Waiting for the payment and what follows it never wait at once: they share a row, so that being paid writes one.
pub(crate) fn order_job(order: &OrderId, step: Step, intent: Option<&str>) -> Key {
    let payment = intent.map(|intent| format!("#{intent}")).unwrap_or_default();
    let step = match step {
        Step::Expire | Step::Placed => "payment",
        Step::Approved | Step::Capture | Step::Void | Step::Refund | Step::RefundPart => step.as_str(),
        Step::ClaimMail | Step::CanceledMail | Step::ReviewMail | Step::OnItsWay | Step::HandedOverMail | Step::ShippedMail => {
            step.as_str()
        }
        Step::ChangedMail | Step::AskMail | Step::Authorize | Step::AskingEnd | Step::ProposalMail | Step::ProposalEnd => step.as_str(),
        Step::MoneyBackMail | Step::TooLateMail => step.as_str(),
    };
    Key::new(format!("X#{order}"), format!("{step}{payment}"))
}

/// A job that is not about an order: `X#catalog`/`publish`.
pub(crate) fn shop_job(about: &str, step: &str) -> Key {
    Key::new(format!("X#{about}"), step)
}

pub(crate) fn slot(slot: &SlotId) -> Key {
    Key::new(slot_day(slot.date()), format!("{}#{}#{}", slot.window(), slot.method(), slot.zone()))
}

pub(crate) fn slot_day(date: &str) -> String {
    format!("T#{date}")
}

/// Whose shopper came last to a bay on a day.
pub(crate) fn bay(date: &str, bay: u16) -> Key {
    Key::new(format!("H#{date}"), bay.to_string())
}

pub(crate) fn shelf() -> Key {
    Key::new("A#shelf".to_owned(), "A")
}

pub(crate) fn settings() -> Key {
    Key::new("A#settings".to_owned(), "A")
}

/// Until when the providers' lists were compared with the books.
pub(crate) fn reconciled() -> Key {
    Key::new("A#reconciled".to_owned(), "A")
}

/// One row for what an order brought, and one for each refund of it.
pub(crate) fn takings(fact: &TakingsFact) -> Key {
    let refund = fact.refund.as_ref().map(|refund| format!("#{refund}")).unwrap_or_default();
    Key::new(takings_day(&fact.day), format!("{}{refund}", fact.order))
}

pub(crate) fn takings_day(day: &str) -> String {
    format!("D#{day}")
}

/// A gift card that was sold.
pub(crate) fn gift(sold: &GiftSold) -> Key {
    Key::new(gifts_day(&sold.day), sold.gift.to_string())
}

pub(crate) fn gifts_day(day: &str) -> String {
    format!("D#{day}#gifts")
}

/// A claim that waits for an answer, the oldest first.
pub(crate) fn claim(at: &str, order: &OrderId, claim: &RefundId) -> Key {
    Key::new(CLAIMS.to_owned(), format!("{at}#{order}#{claim}"))
}
pub(crate) const CLAIMS: &str = "M#claims";

/// The last number of a kind of document in a year.
pub(crate) fn register_counter(kind: Kind, year: &str) -> Key {
    Key::new(format!("F#{}#{year}", kind.as_str()), "F")
}

/// A document, by month and number.
pub(crate) fn register(kind: Kind, day: &str, number: u32) -> Key {
    let (pk, month) = register_month(kind, day);
    Key::new(pk, format!("{month}{number:08}"))
}

/// Where the documents of a day's month start: partition and prefix.
pub(crate) fn register_month(kind: Kind, day: &str) -> (String, String) {
    let month = day.get(..7).unwrap_or(day);
    (format!("F#{}#{}", kind.as_str(), year(day)), format!("{month}#"))
}

pub(crate) fn staff(email: &str) -> Key {
    Key::new(format!("U#{email}"), "U")
}

pub(crate) fn sign_in(hash: &str) -> Key {
    Key::new(format!("G#{hash}"), "G")
}

pub(crate) fn session(hash: &str) -> Key {
    Key::new(format!("Z#{hash}"), "Z")
}

pub(crate) fn promotion(id: &str) -> Key {
    Key::new(PROMOTIONS.to_owned(), id)
}
pub(crate) const PROMOTIONS: &str = "R#promotions";

/// A voucher: its terms, and how often it was used.
pub(crate) fn voucher(code: &str) -> Key {
    Key::new(format!("Q#{code}"), VOUCHER)
}
pub(crate) const VOUCHER: &str = "Q";

/// How often one customer used it, by the hash of their address.
pub(crate) fn voucher_uses(code: &str, hash: &str) -> Key {
    Key::new(format!("Q#{code}"), format!("U#{hash}"))
}

/// One small row per voucher: how they are listed without a scan.
pub(crate) fn listed_voucher(code: &str) -> Key {
    Key::new(VOUCHERS.to_owned(), code)
}
pub(crate) const VOUCHERS: &str = "C#vouchers";

/// Marks that a run happened: `R#run`/`offer-mail#2026-W47`.
pub(crate) fn run(id: &str) -> Key {
    Key::new("R#run".to_owned(), id)
}

pub(crate) fn subscriber(email: &str) -> Key {
    Key::new(SUBSCRIBERS.to_owned(), email)
}
pub(crate) const SUBSCRIBERS: &str = "N#subscribers";

/// Who waits for a product that is sold out.
pub(crate) fn queue(sku: &Sku) -> Key {
    Key::new(format!("W#{sku}"), "W")
}

/// What somebody waits for, by the hash of their address.
pub(crate) fn waiter(hash: &str) -> Key {
    Key::new(format!("Y#{hash}"), "Y")
}

pub(crate) fn import(id: &str) -> Key {
    Key::new(format!("I#{id}"), "I")
}

/// What is remembered of whoever ordered, by the hash of their address.
pub(crate) fn known(hash: &str) -> Key {
    Key::new(format!("M#{hash}"), "M")
}

/// A credit account, by the hash of its code.
pub(crate) fn credit(credit: &CreditId) -> Key {
    Key::new(format!("B#{credit}"), "B")
}

/// A movement of credit: `B#account`/`V#issued#claim-1`.
pub(crate) fn credit_move(credit: &CreditId, name: &str) -> Key {
    Key::new(format!("B#{credit}"), format!("V#{name}"))
}

/// Where the movements of an account start: partition and prefix.
pub(crate) fn credit_moves(credit: &CreditId) -> (String, String) {
    (format!("B#{credit}"), "V#".to_owned())
}

/// The sparse index of jobs by the time they are due.
pub(crate) const DUE_INDEX: &str = "due";
/// Its one partition: a small shop's outbox is short.
pub(crate) const DUE: &str = "job";
/// The sparse index of orders by the day of their slot.
pub(crate) const DAY_INDEX: &str = "day";
