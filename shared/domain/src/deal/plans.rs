//! The ways to make sets: which deals make how many, in which order.

use super::reckon::with_sets;
use super::{Counted, Deal};
use crate::price::Item;

const MOST_CONTESTED: usize = 3;

/// Ways to make sets of these deals, as many as there may be first, in each order of up to three that share products.
/// Where that need not be the best, because deals share products or something looks at what is left, every other way
/// too, fewest sets first, until there are `most`.
pub(super) fn plans(items: &[Item], deals: &[Deal], has_cut: bool, most: usize) -> Vec<Vec<Counted>> {
    let (contested, alone): (Vec<usize>, Vec<usize>) = (0..deals.len()).partition(|n| (0..deals.len()).any(|m| meet(items, deals, *n, m)));
    let all = |order: Vec<usize>| order.into_iter().map(|n| Counted { deal: deals[n].clone(), times: u32::MAX }).collect();
    let orders = if contested.len() > MOST_CONTESTED { vec![contested.clone()] } else { permutations(&contested) };
    let orders = orders.into_iter().map(|order| alone.iter().copied().chain(order).collect::<Vec<_>>());
    let mut plans: Vec<Vec<Counted>> =
        if contested.len() > MOST_CONTESTED { vec![all((0..deals.len()).collect())] } else { orders.map(all).collect() };
    if has_cut || !contested.is_empty() {
        plans.extend(one_by_one(items, deals, most));
    }
    plans
}

/// Every way to make one set after the other. Deals that share no product make theirs in the order they are written.
fn one_by_one(items: &[Item], deals: &[Deal], most: usize) -> Vec<Vec<Counted>> {
    let mut found: Vec<Vec<usize>> = vec![Vec::new()];
    let mut next = 0;
    while next < found.len() && found.len() < most {
        for n in 0..deals.len() {
            let before = found[next].last().copied();
            let other_way_round = before.is_some_and(|last| n < last && !meet(items, deals, n, last));
            let longer: Vec<usize> = found[next].iter().copied().chain([n]).collect();
            if !other_way_round && made(items, &merged(deals, &longer)) == longer.len() {
                found.push(longer);
            }
        }
        next += 1;
    }
    found.iter().map(|order| merged(deals, order)).collect()
}

/// Sets of one deal that are made one after the other are made together.
fn merged(deals: &[Deal], order: &[usize]) -> Vec<Counted> {
    let count = |same: &[usize]| Counted { deal: deals[same[0]].clone(), times: u32::try_from(same.len()).unwrap_or(u32::MAX) };
    order.chunk_by(|a, b| a == b).map(count).collect()
}

fn made(items: &[Item], sets: &[Counted]) -> usize {
    let (_, counted) = with_sets(items, sets.to_vec());
    counted.iter().map(|one| usize::try_from(one.times).unwrap_or(usize::MAX)).sum()
}

/// True where two deals may want the same piece.
fn meet(items: &[Item], deals: &[Deal], one: usize, other: usize) -> bool {
    one != other && items.iter().any(|item| deals[one].is_for(item) && deals[other].is_for(item))
}

/// All orders of a few things, the given one first.
fn permutations(of: &[usize]) -> Vec<Vec<usize>> {
    if of.is_empty() {
        return vec![Vec::new()];
    }
    let with_first = |n: usize| {
        let rest: Vec<usize> = of.iter().enumerate().filter(|(m, _)| *m != n).map(|(_, one)| *one).collect();
        permutations(&rest).into_iter().map(move |rest| std::iter::once(of[n]).chain(rest).collect())
    };
    (0..of.len()).flat_map(with_first).collect()
}
