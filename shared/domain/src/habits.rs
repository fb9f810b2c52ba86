//! What shoppers bought lately: for ranking, and for "goes well with".
//!
//! Counted in two walks over the orders: first how many had each product, then how many had each pair of those that
//! sell well. What is kept of a pair is only that it is bought together more often than chance explains.

use crate::Sku;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// Counted over the orders of the last weeks. No order and no person can be told from it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Habits {
    /// Orders that had the product.
    pub sold: BTreeMap<Sku, u32>,
    /// What was bought together with it more often than chance, best first.
    pub together: BTreeMap<Sku, Vec<Sku>>,
}

/// Days that are looked back.
pub const DAYS: u8 = 28;

/// Pairs are looked for among so many products, those in most orders: at most half a million pairs.
const WIDEST: usize = 1_000;
/// Of one order, so many products make pairs: a bulk order is not a habit.
const MOST_OF_ORDER: usize = 40;
/// So many orders have both, at least. It also keeps any one household from being told from the pairs.
const SUPPORT: u32 = 4;
/// So many companions are kept for a product.
const MOST_KEPT: usize = 12;
/// Chi-squared at one degree of freedom, in hundredths: chance does this once in a thousand.
const UNLIKELY: u128 = 1_083;

/// The habits that these orders show. Each order is the products in it.
pub fn habits(orders: &[Vec<Sku>]) -> Habits {
    let orders: Vec<Vec<&Sku>> = orders.iter().map(|order| distinct(order)).collect();
    let mut sold: BTreeMap<Sku, u32> = BTreeMap::new();
    for sku in orders.iter().flatten() {
        *sold.entry((*sku).clone()).or_default() += 1;
    }
    let together = together(&orders, &sold);
    Habits { sold, together }
}

fn distinct(order: &[Sku]) -> Vec<&Sku> {
    let mut skus: Vec<&Sku> = order.iter().collect();
    skus.sort_unstable();
    skus.dedup();
    skus
}

fn together(orders: &[Vec<&Sku>], sold: &BTreeMap<Sku, u32>) -> BTreeMap<Sku, Vec<Sku>> {
    let mut popular: Vec<(&Sku, u32)> = sold.iter().map(|(sku, n)| (sku, *n)).filter(|(_, n)| *n >= SUPPORT).collect();
    popular.sort_by_key(|(sku, n)| (std::cmp::Reverse(*n), *sku));
    popular.truncate(WIDEST);
    let place: HashMap<&Sku, usize> = popular.iter().enumerate().map(|(n, (sku, _))| (*sku, n)).collect();
    let mut found: BTreeMap<Sku, Vec<(u128, Sku)>> = BTreeMap::new();
    for ((a, b), both) in pairs(orders, &place) {
        let (one, other) = (popular[a], popular[b]);
        let Some(strength) = strength(Pair { both, one: one.1, other: other.1, orders: orders.len() }) else { continue };
        found.entry(one.0.clone()).or_default().push((strength, other.0.clone()));
        found.entry(other.0.clone()).or_default().push((strength, one.0.clone()));
    }
    found.into_iter().map(|(sku, companions)| (sku, best(companions))).collect()
}

/// How many orders have both of each pair.
fn pairs(orders: &[Vec<&Sku>], place: &HashMap<&Sku, usize>) -> HashMap<(usize, usize), u32> {
    let mut pairs = HashMap::new();
    for order in orders {
        let mut places: Vec<usize> = order.iter().filter_map(|sku| place.get(sku).copied()).collect();
        places.sort_unstable();
        places.truncate(MOST_OF_ORDER);
        for (n, a) in places.iter().enumerate() {
            for b in &places[n + 1..] {
                *pairs.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    pairs
}

struct Pair {
    both: u32,
    one: u32,
    other: u32,
    orders: usize,
}

/// Pearson's chi-squared of a pair, in hundredths, if it is bought together more often than chance explains.
/// Unlike lift alone it does not prefer what hardly anybody buys.
fn strength(pair: Pair) -> Option<u128> {
    let (both, one, other) = (u128::from(pair.both), u128::from(pair.one), u128::from(pair.other));
    let orders = u128::try_from(pair.orders).ok()?;
    let more = (both * orders).checked_sub(one * other)?;
    let spread = one * other * orders.checked_sub(one)? * orders.checked_sub(other)?;
    let chi = (100 * orders * more * more).checked_div(spread)?;
    (pair.both >= SUPPORT && more > 0 && chi >= UNLIKELY).then_some(chi)
}

fn best(mut companions: Vec<(u128, Sku)>) -> Vec<Sku> {
    companions.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
    companions.truncate(MOST_KEPT);
    companions.into_iter().map(|(_, sku)| sku).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn orders(list: &[(&str, usize)]) -> Vec<Vec<Sku>> {
        let order = |words: &str| words.split(' ').map(|w| Sku::parse(w).unwrap()).collect::<Vec<_>>();
        list.iter().flat_map(|(words, times)| std::iter::repeat_n(order(words), *times)).collect()
    }

    fn companions(habits: &Habits, sku: &str) -> Vec<String> {
        habits.together.get(&Sku::parse(sku).unwrap()).into_iter().flatten().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_bought_together_is_found() {
        let habits = habits(&orders(&[("pasta pesto milk", 20), ("pasta pesto", 10), ("milk bread", 80), ("milk", 80), ("pasta", 10)]));
        assert_eq!(habits.sold[&Sku::parse("milk").unwrap()], 180);
        assert_eq!(companions(&habits, "pesto"), ["pasta"], "milk is in most orders, that is no habit");
        assert_eq!(companions(&habits, "bread"), ["milk"]);
    }

    #[test]
    fn a_few_orders_are_no_habit() {
        let habits = habits(&orders(&[("caviar champagne", 3), ("milk", 100)]));
        assert_eq!(habits.together, BTreeMap::new());
        assert_eq!(habits.sold[&Sku::parse("caviar").unwrap()], 3);
    }

    #[test]
    fn what_everybody_buys_goes_with_nothing() {
        let habits = habits(&orders(&[("bag milk", 50), ("bag bread", 50)]));
        assert_eq!(habits.together, BTreeMap::new());
    }

    #[test]
    fn the_same_orders_give_the_same_habits_in_any_order() {
        let forth = orders(&[("a b", 9), ("a c", 9), ("d", 60), ("b a b", 3)]);
        let mut back = forth.clone();
        back.reverse();
        assert_eq!(habits(&forth), habits(&back));
        assert_eq!(habits(&forth).sold[&Sku::parse("b").unwrap()], 12, "twice in an order is one order");
    }

    #[test]
    fn the_strongest_come_first_and_not_too_many() {
        let mut list: Vec<(String, usize)> = (0..30).map(|n| (format!("ham extra-{n}"), 4 + n)).collect();
        list.push(("milk".to_owned(), 5_000));
        let list: Vec<(&str, usize)> = list.iter().map(|(words, n)| (words.as_str(), *n)).collect();
        let found = companions(&habits(&orders(&list)), "ham");
        assert_eq!((found.len(), found[0].as_str()), (MOST_KEPT, "extra-29"));
    }

    #[test]
    fn nothing_sold_is_no_habit() {
        assert_eq!(habits(&[]), Habits::default());
    }
}
