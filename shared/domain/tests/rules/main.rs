//! The rules of the shop, each as a fact that is tried on many made-up baskets, orders and days.
//!
//! The same cases run everywhere. `PROPTEST_CASES` and `PROPTEST_RNG_SEED` try more and others.

extern crate larder_domain as domain;

/// Products, baskets and orders to try the rules on.
#[cfg(test)]
mod shop;

/// Prices a second time, the long way.
#[cfg(test)]
mod second;

/// Promotions a second time.
#[cfg(test)]
mod second_deals;

/// The store, as far as an order touches it, and what must always be true in it.
#[cfg(test)]
mod store;

/// The payment provider, as strict as the real one.
#[cfg(test)]
mod provider;

/// What happens to an order between its placement and its end.
#[cfg(test)]
mod day;

/// Questions to the shopper, and a look at a card.
#[cfg(test)]
mod asking;

#[cfg(test)]
mod ages;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod credit;
#[cfg(test)]
mod deals;
#[cfg(test)]
mod deals_tried;
#[cfg(test)]
mod facts;
#[cfg(test)]
mod fees;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod handover;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod labels;
#[cfg(test)]
mod law;
#[cfg(test)]
mod money;
#[cfg(test)]
mod multi_buy;
#[cfg(test)]
mod offers;
#[cfg(test)]
mod orders;
#[cfg(test)]
mod payments;
#[cfg(test)]
mod picking;
#[cfg(test)]
mod products;
#[cfg(test)]
mod promises;
#[cfg(test)]
mod promotions;
#[cfg(test)]
mod quotes;
#[cfg(test)]
mod rebooking;
#[cfg(test)]
mod refunds;
#[cfg(test)]
mod slots;
#[cfg(test)]
mod stock;
#[cfg(test)]
mod takings;
#[cfg(test)]
mod ways;
#[cfg(test)]
mod worked;
#[cfg(test)]
mod zones;
