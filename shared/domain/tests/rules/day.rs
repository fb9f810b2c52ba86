//! Shopper, owner, staff, provider and worker, each doing what it does, in any order. Steps that the rules refuse are
//! part of the day.

use crate::provider::{Provider, Status};
use crate::shop::{Basket, account, at, loose, noon, packed, placed, placed_with, placed_with_credit, quoted, staff};
use crate::store::{JobKey, Store, Stored};
use domain::fees::Fee;
use domain::order::{
    AgeSeen, Amended, Back, Bounds, Fact, FactKind, Goods, Grant, HowMuch, Of, Pick, Picked, Placement, Rank, Refusal, Returned, State,
    Step, Tender, Trust, Way, WholeOrder,
};
use domain::{Money, Product, ProductHead, ProductText, Quantity, RefundId, Sku, Slot};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// The payment the shop asked for.
pub const PAYMENT: &str = "pi_1";

/// Part of something, in thousandths.
pub type Part = u32;

/// What a picker may say, before it is known of which order.
#[derive(Clone, Copy, Debug)]
pub struct Hint {
    pub line: usize,
    pub kind: u8,
    pub part: Part,
    pub given: usize,
}

/// What may happen.
#[derive(Clone, Debug)]
pub enum Event {
    /// The shopper pays on the page.
    Pay,
    /// The shopper tries, and the payment is canceled before it is authorized.
    Abandon,
    /// Somebody else's payment names this order.
    Stranger {
        name: u8,
        amount: i64,
        currency: &'static str,
        captured: bool,
    },
    /// The owner takes part of the money by hand.
    OwnerTakes(Part),
    /// The owner lets go of the money by hand, or it lapses.
    OwnerReleases,
    /// The owner gives back part of what was taken.
    OwnerReturns(Part),
    /// The shopper got everything, and their bank takes the money back all the same.
    BankTakes,
    /// The bank decides: the shop's, or the shopper's.
    BankDecides(bool),
    /// The provider tells something it has said, so many times.
    Told {
        which: usize,
        times: usize,
    },
    /// Something is told that the provider never said.
    Invented(Fact),
    /// The worker does a job.
    Job(usize),
    Cancel,
    /// Staff end it while it waits for its payment.
    GiveUp,
    Pick(Vec<Hint>),
    /// Everything not picked yet is there.
    PickRest,
    Ready,
    SendOff,
    HandOver,
    /// Handed over, and paid with this at the door.
    Take(Tender),
    /// Somebody looks at a card.
    CheckAge(AgeSeen),
    /// Staff ask about something else instead.
    Propose(Hint),
    /// The shopper answers.
    Answer {
        which: usize,
        yes: bool,
    },
    /// Staff give something back, under a name: of a line or fee, all of it, some units, or an amount.
    Grant {
        name: u8,
        parts: Vec<(usize, u8, Part)>,
    },
    /// The shopper wants other amounts of their goods, and so much of something else, in a slot of so many points.
    Amend {
        parts: Vec<Part>,
        more: u32,
        points: u32,
    },
    /// The shopper pays on the page they were sent to for a change.
    PayAgain,
    /// The shopper keeps the order as it was.
    Keep,
    /// Nobody fetched it: what keeps goes back to the shelf, or all of it to the bin.
    ComeBack {
        keeps: bool,
    },
    Wait(i64),
}

pub struct Day {
    pub store: Store,
    pub provider: Provider,
    pub now: Timestamp,
    /// Products that may be given instead, and those they stand in for.
    pub products: Vec<Product>,
    page_open: bool,
    basket: Basket,
    /// The page of a change, while it is open: which, and of how much.
    again: Option<(u16, Money)>,
}

/// Things to give instead: cheap, dear with a deposit, loose, and from eighteen years on.
fn instead() -> Vec<ProductHead> {
    vec![
        packed("s-cheap", 50),
        ProductHead { deposit: Money(25), ..packed("s-dear", 1_990) },
        loose("s-loose", 890, 150),
        ProductHead { age: Some(18), ..packed("s-beer", 120) },
    ]
}

impl Day {
    /// An order just placed; `spare` units of everything are left on the shelf.
    pub fn new(basket: &Basket, fees: Vec<Fee>, spare: i64) -> Day {
        Day::of(placed(basket, fees), basket, spare)
    }

    /// The same, of an order that is paid at handover.
    pub fn at_handover(basket: &Basket, fees: Vec<Fee>, spare: i64) -> Day {
        let trust = Trust { most: Money(1_000_000), after_orders: 0, open_at_once: 1 };
        Day::of(placed_with(basket, fees, Some(trust)), basket, spare)
    }

    /// The same, of an order that is paid with credit as far as that goes, and then by card or at handover.
    pub fn with_credit(basket: &Basket, fees: Vec<Fee>, balances: &[Money], at_handover: bool) -> Day {
        let trust = at_handover.then_some(Trust { most: Money(1_000_000), after_orders: 0, open_at_once: 1 });
        Day::of(placed_with_credit(basket, fees, trust, balances), basket, 2_000)
    }

    /// The same, of a basket that was placed under promotions.
    pub fn of(placement: Placement, basket: &Basket, spare: i64) -> Day {
        let mut start: BTreeMap<Sku, i64> = instead().into_iter().map(|head| (head.sku, spare)).collect();
        start.extend(placement.lines.iter().map(|line| (line.item.sku.clone(), line.reserved + spare)));
        let plain = |head| Product::new(head, ProductText::default());
        let products = instead().into_iter().chain(basket.iter().map(|(head, _)| head.clone())).map(plain).collect();
        let provider = Provider::new(placement.order.order.clone());
        let page_open = placement.order.awaits_payment();
        Day { store: Store::new(placement, start), provider, now: noon(), products, page_open, basket: basket.clone(), again: None }
    }

    pub fn happen(&mut self, event: &Event, stale: usize) {
        self.now += SignedDuration::from_secs(1);
        if let Some(asking) = self.store.whole.order.awaited() {
            self.again = Some((asking.attempt, asking.amount));
        }
        let upper = self.store.whole.order.by_card();
        let of = |amount: Money, part: Part| amount.scaled(part.into(), 1_000);
        match event {
            Event::Pay if self.page_open => drop(self.provider.authorize(PAYMENT, upper, "EUR")),
            Event::Abandon if self.page_open => self.provider.abandon(PAYMENT, upper, "EUR"),
            Event::Pay | Event::Abandon => {}
            Event::Stranger { name, amount, currency, captured } => {
                let (name, amount) = (format!("pi_{name}"), Money((upper.0 + amount).max(1)));
                self.provider.authorize(&name, amount, currency);
                if *captured {
                    self.provider.capture(&name, amount);
                }
            }
            Event::OwnerTakes(part) => drop(self.provider.capture(PAYMENT, of(upper, *part))),
            Event::OwnerReleases => drop(self.provider.void(PAYMENT)),
            // Only of the payment that counts: what the shop itself gives back is given back within seconds.
            Event::OwnerReturns(part) if self.store.whole.order.payment.intent.as_deref() == Some(PAYMENT) => {
                drop(self.provider.refund(PAYMENT, Some(of(upper, *part))));
            }
            Event::OwnerReturns(_) => {}
            Event::BankTakes if self.is_paid_and_gone() => drop(self.provider.dispute(PAYMENT)),
            Event::BankTakes => {}
            Event::BankDecides(won) => drop(self.provider.decide(PAYMENT, *won)),
            Event::Told { which, times } => {
                if let Some(fact) = self.provider.said.get(which % self.provider.said.len().max(1)).cloned() {
                    (0..*times).for_each(|_| self.learn(&fact, stale));
                }
            }
            Event::Invented(fact) => self.learn(fact, stale),
            Event::Job(which) => {
                if let Some(job) = self.store.jobs.iter().nth(which % self.store.jobs.len().max(1)).cloned() {
                    self.work(&job, stale);
                }
            }
            Event::Cancel => self.cancel(stale),
            Event::GiveUp => drop(self.store.decide(stale, |whole| whole.give_up("nobody can deliver", self.now))),
            Event::Pick(hints) => {
                let findings: Vec<Picked> = hints.iter().map(|hint| self.finding(*hint)).collect();
                drop(self.pick(&findings, stale));
            }
            Event::PickRest => drop(self.pick(&self.rest(), stale)),
            Event::Ready => drop(self.store.decide(stale, |whole| whole.ready(self.now).map(Some))),
            Event::CheckAge(seen) => drop(self.check_age(*seen, stale)),
            Event::SendOff => drop(self.store.decide(stale, |whole| whole.send_off(&staff(), self.now).map(Some))),
            Event::HandOver => drop(self.store.decide(stale, |whole| whole.hand_over(&staff(), "2026-11-24", self.now).map(Some))),
            Event::Take(tender) => {
                drop(self.store.decide(stale, |whole| whole.hand_over_paid(*tender, &staff(), "2026-11-24", self.now).map(Some)));
            }
            Event::ComeBack { keeps } => {
                let goods = if *keeps { Goods::Restocked } else { Goods::Wasted };
                let goods = self.store.whole.lines.iter().map(|line| (line.line, goods)).collect();
                drop(self.store.decide(stale, |whole| whole.come_back(&goods, &staff(), self.now).map(Some)));
            }
            Event::Grant { name, parts } => self.grant(*name, parts, stale),
            Event::Propose(hint) => drop(self.propose(*hint, stale)),
            Event::Answer { which, yes } => drop(self.answer(*which, *yes, stale)),
            Event::Amend { parts, more, points } => drop(self.amend((parts, *more, *points), stale)),
            Event::PayAgain => {
                if let Some((attempt, amount)) = self.again {
                    drop(self.provider.authorize(&page(attempt), amount, "EUR"));
                }
            }
            Event::Keep => self.keep(stale),
            Event::Wait(minutes) => self.now += SignedDuration::from_mins(*minutes),
        }
    }

    /// The shopper has everything, and the payment that was asked for paid it.
    fn is_paid_and_gone(&self) -> bool {
        let order = &self.store.whole.order;
        matches!(order.state, State::HandedOver { .. }) && order.payment.intent.as_deref() == Some(PAYMENT)
    }

    pub fn learn(&mut self, fact: &Fact, stale: usize) {
        let now = self.now;
        let learned = self.store.decide(stale, |whole| Ok(whole.learn(fact, now)));
        assert_ne!(learned, Ok(Some(Stored::TooLittle)));
    }

    pub fn pick(&mut self, findings: &[Picked], stale: usize) -> Result<Option<Stored>, Refusal> {
        let (products, now) = (&self.products, self.now);
        self.store.decide(stale, |whole| whole.pick(findings, &staff(), products, now))
    }

    fn grant(&mut self, name: u8, hints: &[(usize, u8, Part)], stale: usize) {
        let left = self.store.whole.left();
        let part = |(at, kind, part): &(usize, u8, Part)| {
            let line = &left[at % left.len()];
            let units = u32::try_from(line.charged.units * i64::from(*part) / 1_000).unwrap();
            let much = match kind % 3 {
                0 => HowMuch::All,
                1 => HowMuch::Units(units),
                _ => HowMuch::Amount(line.charged.amount().scaled((*part).into(), 1_000)),
            };
            (line.charged.of, much)
        };
        let parts: Vec<(Of, HowMuch)> = hints.iter().map(part).collect();
        let (refund, now) = (RefundId::parse(format!("r-{name}")).unwrap(), self.now);
        let anew = || Back::Credit(account(100 + name));
        let back = match (self.store.whole.order.at_handover.is_some(), name) {
            (true, 0..3) => Back::Till(Tender::Cash),
            (false, 0..5) => Back::AsPaid,
            (true | false, _) => anew(),
        };
        let grant = Grant { refund: &refund, by: "kim", reason: "sorry", parts: &parts, back: &back, day: "2026-11-24" };
        drop(self.store.decide(stale, |whole| whole.refund_part(&grant, now)));
    }

    /// A finding about this order. Some are impossible.
    pub fn finding(&self, hint: Hint) -> Picked {
        let line = &self.store.whole.lines[hint.line % self.store.whole.lines.len()];
        let loose = line.item.by_weight.is_some();
        let part = |of: i64| u32::try_from(of * i64::from(hint.part) / 1_000).unwrap();
        let (given, quantity) = self.something(hint);
        let pick = match hint.kind % 4 {
            0 if loose => Pick::Weighed { grams: part(line.reserved + 1) },
            0 => Pick::Found,
            1 => Pick::Short { found: part(line.item.quantity.amount().into()) },
            2 => Pick::Short { found: 0 },
            _ => Pick::Substituted { sku: given, quantity },
        };
        Picked { line: line.line, pick }
    }

    /// As the order's page does it: what waits is ended first.
    pub fn amend(&mut self, (parts, more, points): (&[Part], u32, u32), stale: usize) -> Option<Stored> {
        self.keep(0);
        let scaled = |n: u32, part: Part| u32::try_from(u64::from(n) * u64::from(part) / 1_000).unwrap();
        let wanted = self.basket.iter().zip(parts.iter().cycle()).map(|((head, quantity), part)| {
            let quantity = match quantity {
                Quantity::Pieces(n) => Quantity::Pieces(scaled(*n, *part)),
                Quantity::Grams(n) => Quantity::Grams(scaled(*n, *part)),
            };
            (head.clone(), quantity)
        });
        let wanted: Basket = wanted.chain([(packed("s-cheap", 50), Quantity::Pieces(more))]).filter(|(_, q)| !q.is_zero()).collect();
        let now = self.now;
        let stored = self.store.decide(stale, |whole| {
            let quote = quoted(&wanted, whole.order.fees.clone());
            let plain = whole.order.promised.is_none() && !quote.lines.is_empty();
            let way = Way { points, ..whole.order.way.clone().unwrap_or_default() };
            let amended =
                Amended { lines: quote.lines.clone(), total: quote.total, upper: quote.upper, way, rates: quote.rates, ..whole.as_it_is() };
            if !plain {
                return Ok(None);
            }
            Ok(whole.amend(amended, &bounds(whole, now)).ok())
        });
        stored.ok().flatten()
    }

    /// The change that waits is ended: its page is closed first.
    fn keep(&mut self, stale: usize) {
        if self.store.whole.amended.is_some() && !self.close_again(stale) {
            drop(self.store.decide(stale, |whole| Ok(whole.end_asking(self.now))));
        }
    }

    fn close_again(&mut self, stale: usize) -> bool {
        let Some((attempt, amount)) = self.again.take() else { return false };
        let Some(Status::Authorized) = self.provider.intents.get(&page(attempt)).map(|intent| intent.status) else { return false };
        let order = self.store.whole.order.order.clone();
        self.learn(&Fact { order, intent: page(attempt), kind: FactKind::Authorized, amount, currency: "EUR".into() }, stale);
        true
    }

    /// The end of waiting for a further payment, as the worker does it.
    fn stop_asking(&mut self, job: &JobKey, stale: usize) {
        let over = match &self.store.whole.order.asking {
            None => true,
            Some(asking) if !asking.over && self.now < asking.until => return,
            Some(asking) => asking.over,
        };
        let learned = self.close_again(stale);
        if over {
            self.store.jobs.remove(job);
        } else if !learned {
            drop(self.store.decide(stale, |whole| Ok(whole.end_asking(self.now))));
        }
    }

    fn rest(&self) -> Vec<Picked> {
        let open = self.store.whole.lines.iter().filter(|l| self.store.whole.result(l.line).is_none());
        open.map(|l| Picked { line: l.line, pick: if l.item.by_weight.is_some() { weighed(l.reserved) } else { Pick::Found } }).collect()
    }

    /// As the shopper's own way back does it: the payment page is closed first.
    fn cancel(&mut self, stale: usize) {
        if matches!(self.store.whole.order.state, State::AwaitingPayment { .. }) {
            self.close(stale);
        }
        drop(self.store.decide(stale, |whole| whole.cancel("by the shopper", self.now).map(Some)));
    }

    /// Closes the payment page. What was paid in the last moment is learned.
    fn close(&mut self, stale: usize) -> bool {
        self.page_open = false;
        let Some(intent) = self.provider.intents.get(PAYMENT).filter(|i| i.status == Status::Authorized) else { return false };
        let (amount, currency) = (intent.amount, intent.currency.to_owned());
        let order = self.store.whole.order.order.clone();
        self.learn(&Fact { order, intent: PAYMENT.into(), kind: FactKind::Authorized, amount, currency }, stale);
        true
    }

    /// A job, as the worker does it. A call the provider refuses leaves the job where it is.
    fn work(&mut self, job: &JobKey, stale: usize) {
        let done = match job {
            (Step::Expire, _) => return self.expire(job, stale),
            (Step::Placed, _) if self.store.whole.order.given_up.is_some() => {
                drop(self.store.decide(stale, |whole| whole.cancel("nobody can deliver", self.now).map(Some)));
                Some(None)
            }
            (Step::Placed, _) => return drop(self.store.decide(stale, |whole| Ok(Some(whole.order.listed())))),
            (Step::ClaimMail | Step::CanceledMail | Step::ChangedMail | Step::ReviewMail | Step::OnItsWay | Step::HandedOverMail, _) => {
                Some(None)
            }
            // The provider of these days needs no word of ours: what is approved there is set aside.
            (Step::Approved | Step::ProposalMail | Step::ShippedMail | Step::AskMail | Step::Authorize, _) => Some(None),
            (Step::MoneyBackMail | Step::TooLateMail, _) => Some(None),
            (Step::ProposalEnd, _) => return self.silence(stale),
            (Step::AskingEnd, _) => return self.stop_asking(job, stale),
            (Step::Capture, _) => self.charge(),
            (Step::Void, intent) => self.provider.void(intent.as_deref().unwrap()).map(Some),
            (Step::RefundPart, name) => self.refund_part(name.as_deref().unwrap(), stale),
            (Step::Refund, intent) => self.provider.shops_refund(intent.as_deref().unwrap()).map(Some),
        };
        if let Some(told) = done {
            told.iter().for_each(|fact| self.learn(fact, stale));
            self.store.jobs.remove(job);
        }
    }

    /// Asks for the refund, learns of it, and notes it; or notes that the provider refused.
    fn refund_part(&mut self, name: &str, stale: usize) -> Option<Option<Fact>> {
        let (order, now) = (&self.store.whole.order, self.now);
        let refund = order.refunds.iter().find(|r| r.refund.as_str() == name && r.money == Returned::Owed).cloned();
        let (Some(refund), Some(intent)) = (refund, order.payment.intent.clone()) else { return Some(None) };
        let paid = self.provider.refund_part(&intent, name, refund.by_card());
        if let Some(fact) = &paid {
            self.learn(fact, stale);
        }
        let note = |whole: &domain::order::WholeOrder| match &paid {
            Some(Fact { kind: FactKind::Refunded(name), .. }) => Ok(whole.order.refund_paid(&refund.refund, name, now)),
            _ => Ok(whole.order.refund_refused(&refund.refund, "too much", now)),
        };
        drop(self.store.decide(stale, note));
        Some(None)
    }

    /// Charges what was picked. Where that is nothing, the money is let go of. `None`: the provider refused.
    fn charge(&mut self) -> Option<Option<Fact>> {
        let order = &self.store.whole.order;
        match (order.payment.rank, order.payment.intent.clone(), order.rest_due()) {
            (Rank::Authorized, Some(intent), Some(Money::ZERO)) => self.provider.void(&intent).map(Some),
            (Rank::Authorized, Some(intent), Some(amount)) => self.provider.capture(&intent, amount).map(Some),
            _ => Some(None),
        }
    }

    fn expire(&mut self, job: &JobKey, stale: usize) {
        match self.store.whole.order.state {
            State::AwaitingPayment { until } if until <= self.now => {}
            State::AwaitingPayment { .. } => return,
            _ => {
                self.store.jobs.remove(job);
                return;
            }
        }
        if !self.close(stale) {
            drop(self.store.decide(stale, |whole| whole.expire(self.now).map(Some)));
        }
    }

    /// Faults stop: everything said is told, forwards or backwards, and the worker comes to an end.
    pub fn quiet(&mut self, backwards: bool) {
        for _ in 0..8 {
            // What was lost in the meantime is asked for, and that is waited for too.
            self.now += SignedDuration::from_hours(21);
            let mut said = self.provider.said.clone();
            if backwards {
                said.reverse();
            }
            said.iter().for_each(|fact| self.learn(fact, 0));
            let jobs: Vec<JobKey> = self.store.jobs.iter().cloned().collect();
            jobs.iter().for_each(|job| {
                if self.store.jobs.contains(job) {
                    self.work(job, 0)
                }
            });
        }
    }
}

/// The payment made on a further page.
fn page(attempt: u16) -> String {
    format!("pi_again_{attempt}")
}

fn bounds(whole: &WholeOrder, now: Timestamp) -> Bounds {
    let closes = at("2026-11-24T07:00:00Z");
    let (id, starts, ends) = (whole.order.fulfillment.slot.clone(), at("2026-11-24T09:00:00Z"), at("2026-11-24T11:00:00Z"));
    let slot = Slot { id, starts, ends, closes, capacity: 5, express: Money::ZERO };
    Bounds { slot, trusted: Money::ZERO, listed: Some(closes), now }
}

fn weighed(reserved: i64) -> Pick {
    Pick::Weighed { grams: u32::try_from(reserved).unwrap() }
}
