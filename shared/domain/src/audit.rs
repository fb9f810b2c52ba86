//! The shop's own nightly audit of a day that is over: what its rows say of each other.
//!
//! The numbers are those of the list of invariants (README). What needs more than the rows of one day is checked by the
//! independent auditor only (tests/audit): stock against the whole book of movements (I2), what clients were promised
//! (I4, I5), and the provider's own list of payments.

use crate::deal::{Promised, Reckoned, reckon};
use crate::gift::GiftSold;
use crate::order::{CHANGED, LedgerRow, Part, Rank, Refund, Returned, State, WholeOrder};
use crate::takings::TakingsFact;
use crate::{Money, SlotId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// An order with its money facts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// What was promised and picked.
    pub whole: WholeOrder,
    /// What happened to its money.
    pub ledger: Vec<LedgerRow>,
}

/// How full a slot is said to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotUse {
    /// Which slot.
    pub slot: SlotId,
    /// Points of the orders that hold it.
    pub used: u32,
    /// Points it takes.
    pub cap: u32,
    /// Points it took before the owner lowered that.
    pub was: Option<u32>,
}

/// The rows of one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Day {
    /// The orders of its slots, and those handed over on it.
    pub books: Vec<Book>,
    /// What was handed over on it.
    pub takings: Vec<TakingsFact>,
    /// Gift cards sold on it.
    pub gifts: Vec<GiftSold>,
    /// Its slots. Empty while the day is not over: orders that wait for their payment hold slots too.
    pub slots: Vec<SlotUse>,
}

/// Something that must never be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Violation {
    /// `I12`.
    pub invariant: String,
    /// The order or slot.
    pub about: String,
    /// What is wrong, with the figures.
    pub what: String,
}

/// Everything that is wrong with a day. Nothing, on every day there should ever be.
pub fn audit(day: &Day) -> Vec<Violation> {
    let mut found = Found::default();
    for book in &day.books {
        found.about(&book.whole.order.order.to_string());
        book.ledger(&mut found);
        book.payment(&mut found);
        book.promise(&mut found);
        book.outcome(&mut found);
        book.credit(&mut found);
        book.refunds(&mut found);
        book.history(&mut found);
    }
    takings(day, &mut found);
    gifts(day, &mut found);
    slots(day, &mut found);
    found.violations
}

#[derive(Default)]
struct Found {
    about: String,
    violations: Vec<Violation>,
}

impl Found {
    fn about(&mut self, about: &str) {
        about.clone_into(&mut self.about);
    }

    fn unless(&mut self, holds: bool, invariant: &str, what: impl FnOnce() -> String) {
        if !holds {
            self.violations.push(Violation { invariant: invariant.to_owned(), about: self.about.clone(), what: what() });
        }
    }
}

impl Book {
    fn ledger(&self, found: &mut Found) {
        for row in &self.ledger {
            let sum: Money = row.postings.iter().map(|(_, amount)| *amount).sum();
            found.unless(sum == Money::ZERO, "I6", || format!("the postings of {} sum to {sum}", row.fact));
        }
    }

    /// What the facts of a kind about the order's own payment moved; refunds have names of their own.
    fn told(&self, kind: &str) -> Option<Money> {
        let intent = self.whole.order.payment.intent.as_deref();
        let mine = |row: &&LedgerRow| match row.fact.split_once('#') {
            // Taken at handover: authorized and charged in one.
            Some(("taken", _)) => !matches!(kind, "voided" | "refunded" | "bounced"),
            Some(("repaid", _)) => kind == "refunded",
            Some((k, name)) => k == kind && intent.is_some_and(|intent| matches!(kind, "refunded" | "bounced") || name == intent),
            None => false,
        };
        let amounts: Vec<Money> = self.ledger.iter().filter(mine).filter_map(|row| row.postings.first()).map(|(_, m)| *m).collect();
        (!amounts.is_empty()).then(|| amounts.into_iter().sum())
    }

    fn payment(&self, found: &mut Found) {
        let (order, paid) = (&self.whole.order, &self.whole.order.payment);
        let bounded = Money::ZERO <= paid.refunded && paid.refunded <= paid.captured && paid.captured <= paid.authorized;
        found.unless(bounded, "I7", || format!("refunded {}, captured {}, authorized {}", paid.refunded, paid.captured, paid.authorized));
        let agreed = order.total <= order.upper && order.settled.is_none_or(|settled| settled <= order.upper);
        found.unless(agreed, "I7", || {
            format!("comes to {}, where {} and at most {} was agreed", said(order.settled), order.total, order.upper)
        });
        let rank = [("captured", Rank::Captured), ("voided", Rank::Voided), ("authorized", Rank::Authorized)];
        let rank = rank.into_iter().find(|(kind, _)| self.told(kind).is_some()).map_or(Rank::None, |(_, rank)| rank);
        found.unless(paid.rank == rank, "I8", || format!("its payment is {:?}, and its facts say {rank:?}", paid.rank));
        let (captured, authorized) = (self.told("captured").unwrap_or_default(), self.told("authorized").unwrap_or_default());
        found.unless(paid.captured == captured, "I8", || format!("captured {}, and its facts say {captured}", paid.captured));
        // Money that somebody else captured counts as authorized by that, and is under review.
        let same = paid.authorized == authorized || order.review.is_some() && paid.authorized == captured;
        found.unless(same, "I8", || format!("authorized {}, and its facts say {authorized}", paid.authorized));
        // Refunds of a strange payment are in the ledger too, and under review.
        let refunded = self.told("refunded").unwrap_or_default() - self.told("bounced").unwrap_or_default();
        let same = paid.refunded == refunded || order.review.is_some();
        found.unless(same, "I8", || format!("refunded {}, and its facts say {refunded}", paid.refunded));
    }

    fn promise(&self, found: &mut Found) {
        let whole = &self.whole;
        let items: Vec<_> = whole.lines.iter().map(|l| l.item.clone()).collect();
        let promised = whole.order.promised.clone().unwrap_or_else(|| Promised::on_the_shelf(&items));
        for (line, Reckoned { priced, .. }) in whole.lines.iter().zip(reckon(&items, &promised)) {
            found.unless(line.priced == priced, "I11", || {
                format!("line {} was promised at {:?}, and comes to {priced:?}", line.line, line.priced)
            });
        }
        let fees: Money = whole.order.fees.iter().map(|f| f.amount).sum();
        let sum = whole.lines.iter().map(|l| l.priced.total()).sum::<Money>() + fees;
        found
            .unless(whole.order.total == sum, "I11", || format!("its total is {}, and its lines and fees sum to {sum}", whole.order.total));
    }

    fn outcome(&self, found: &mut Found) {
        let order = &self.whole.order;
        let captured = order.payment.captured;
        let kept = captured - order.payment.refunded + order.credit_kept() - order.credited_anew();
        match &order.state {
            State::Canceled { .. } | State::Expired { .. } => {
                found.unless(kept == Money::ZERO, "I12", || format!("is {}, and {kept} of it is kept", order.state.name()));
            }
            State::Ready { .. } | State::OutForDelivery { .. } | State::HandedOver { .. } => {
                let worth = self.whole.settlement().total;
                found.unless(order.settled == Some(worth), "I12", || {
                    format!("is settled at {}, and what was picked is worth {worth}", said(order.settled))
                });
                let paid = captured + order.credit_spent();
                let charged = matches!(order.state, State::Ready { .. }) || order.due().is_some() || paid == worth;
                found.unless(charged, "I12", || format!("was handed over for {paid}, and is worth {worth}"));
            }
            State::AwaitingPayment { .. } | State::Placed { .. } | State::Picking { .. } => {}
        }
    }

    /// Credit is put back at most once, and the ledger has what of it is spent.
    fn credit(&self, found: &mut Found) {
        let order = &self.whole.order;
        for credit in &order.credit {
            let bounded = Money::ZERO <= credit.returned && credit.returned <= credit.reserved;
            found
                .unless(bounded, "I7", || format!("{} of the credit {} went back to {}", credit.returned, credit.reserved, credit.account));
        }
        let posted = self.ledger.iter().flat_map(|row| &row.postings).filter(|(account, _)| account == "credit").map(|(_, m)| *m);
        let (posted, kept) = (posted.sum::<Money>(), order.credit_kept() - order.credited_anew());
        let spent = if order.settled.is_some() { kept } else { Money::ZERO };
        found.unless(posted == spent, "I12", || format!("{spent} of its credit is spent, and the ledger says {posted}"));
    }

    /// What was granted back is in the ledger, came from what was charged, and was paid as granted.
    fn refunds(&self, found: &mut Found) {
        let whole = &self.whole;
        if whole.order.refunds.is_empty() {
            return;
        }
        for left in whole.left() {
            let rest = left.rest;
            let enough = rest.units >= 0 && rest.goods >= Money::ZERO && rest.deposit >= Money::ZERO;
            found.unless(enough, "I7", || format!("{:?} was given back more than once: {rest:?} is left of {:?}", rest.of, left.charged));
        }
        for refund in &whole.order.refunds {
            let (parts, vat): (Money, Money) = (refund.parts.iter().map(Part::amount).sum(), refund.vat.iter().map(|p| p.gross).sum());
            found.unless(parts == refund.amount && vat == refund.amount, "I11", || {
                format!("the refund {} is {}, its parts sum to {parts}, its rates to {vat}", refund.refund, refund.amount)
            });
            self.refund_in_the_ledger(refund, found);
        }
    }

    fn refund_in_the_ledger(&self, refund: &Refund, found: &mut Found) {
        let posted = |fact: &str| self.ledger.iter().find(|row| row.fact == fact).and_then(|row| row.postings.first()).map(|(_, m)| *m);
        let granted = posted(&format!("returned#{}", refund.refund));
        found.unless(granted == Some(-refund.amount), "I12", || {
            format!("the refund {} is {}, and the ledger says {}", refund.refund, refund.amount, said(granted))
        });
        let fact = match &refund.money {
            Returned::Paid { name, .. } => Some(format!("refunded#{name}")),
            Returned::Till { .. } => Some(format!("repaid#{}", refund.refund)),
            Returned::Owed | Returned::Refused { .. } | Returned::Credited { .. } => None,
        };
        if let Some(name) = fact {
            let paid = posted(&name);
            found.unless(paid == Some(refund.by_card()), "I12", || {
                format!("the refund {} of {} was paid as {name} of {}", refund.refund, refund.by_card(), said(paid))
            });
        }
    }

    fn history(&self, found: &mut Found) {
        let order = &self.whole.order;
        // That it was changed is no state of its own: it stands where the order was placed and nobody picked it yet.
        let names: Vec<&str> = order.history.iter().map(|(name, _)| name.as_str()).collect();
        let in_time = names.windows(2).all(|step| step[1] != CHANGED || [CHANGED, "placed"].contains(&step[0]));
        found.unless(in_time, "I14", || format!("was changed in {}", names.join(", ")));
        let names: Vec<&str> = names.into_iter().filter(|name| *name != CHANGED).collect();
        let path = names.first() == Some(&"awaiting_payment") && names.windows(2).all(|step| State::leads(step[0], step[1]));
        let ends = names.last() == Some(&order.state.name());
        found.unless(path && ends, "I14", || format!("is {} after {}", order.state.name(), names.join(", ")));
        let forward = order.history.windows(2).all(|step| step[0].1 <= step[1].1);
        found.unless(forward, "I14", || "its history goes back in time".to_owned());
    }
}

fn said(amount: Option<Money>) -> String {
    amount.map_or_else(|| "nothing".to_owned(), |amount| amount.to_string())
}

/// Gift cards are in the till and owed, and in no turnover.
fn gifts(day: &Day, found: &mut Found) {
    for sale in &day.gifts {
        found.about(sale.gift.as_str());
        found.unless(sale.postings == sale.owed(), "I6", || format!("a gift card of {} is posted as {:?}", sale.amount, sale.postings));
    }
}

/// One fact per order handed over, and it says what was charged; one per refund, and it says what was given back.
fn takings(day: &Day, found: &mut Found) {
    let orders: HashMap<_, _> = day.books.iter().map(|b| (&b.whole.order.order, &b.whole.order)).collect();
    for fact in &day.takings {
        found.about(&fact.order.to_string());
        let order = orders.get(&fact.order);
        if let Some(name) = &fact.refund {
            let refund = order.and_then(|o| o.refunds.iter().find(|r| r.refund == *name));
            let same = refund.is_some_and(|r| r.amount == -fact.total);
            found.unless(same, "I13", || {
                format!("takings of {}, where the refund {name} is {}", fact.total, said(refund.map(|r| r.amount)))
            });
            continue;
        }
        let order = order.filter(|o| matches!(o.state, State::HandedOver { .. }));
        found.unless(order.is_some(), "I13", || format!("takings of {} for an order that was not handed over", fact.total));
        let same = order.is_none_or(|o| o.invoiced() == fact.total && o.invoiced_credit() == fact.credit);
        found.unless(same, "I13", || format!("takings of {}, where {} is invoiced", fact.total, said(order.map(|o| o.invoiced()))));
    }
}

/// `used` is the points of the orders that hold the slot, and fits.
fn slots(day: &Day, found: &mut Found) {
    let mut holding: BTreeMap<&SlotId, u32> = BTreeMap::new();
    for book in &day.books {
        let order = &book.whole.order;
        if !matches!(order.state, State::Canceled { .. } | State::Expired { .. }) {
            *holding.entry(&order.fulfillment.slot).or_default() += order.points();
        }
    }
    for slot in &day.slots {
        found.about(slot.slot.as_str());
        let held = holding.get(&slot.slot).copied().unwrap_or(0);
        found.unless(slot.used == held, "I9", || format!("used is {}, and orders hold {held} points of it", slot.used));
        found.unless(slot.used <= slot.cap.max(slot.was.unwrap_or(0)), "I9", || format!("used is {} of {}", slot.used, slot.cap));
    }
}
