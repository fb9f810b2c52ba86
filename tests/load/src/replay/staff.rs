//! The staff: one looks at the list of orders, the others pick what is on it.

use super::Plan;
use super::picking::Picking;
use crate::Outcome;
use crate::client::Client;
use crate::wire::Ask;
use futures::future::try_join_all;
use serde_json::Value;
use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Mutex, mpsc};

/// Between two looks at the list.
const PAUSE: Duration = Duration::from_millis(700);

/// Orders on their way from the list to a picker.
type Crate = Arc<Mutex<mpsc::UnboundedReceiver<String>>>;

/// Works until the last shopper left and nothing is left to do.
pub async fn work(plan: &Plan, pickers: usize) -> Outcome<()> {
    let (sender, receiver) = mpsc::unbounded_channel();
    let shared: Crate = Arc::new(Mutex::new(receiver));
    let picking = try_join_all((0..pickers).map(|n| pick(plan, n, Arc::clone(&shared))));
    let looking = look(plan, sender);
    futures::future::try_join(looking, picking).await.map(drop)
}

/// Puts every order that is to be picked into a crate, once. Ends, and with it the pickers, when the shop is quiet.
async fn look(plan: &Plan, crates: mpsc::UnboundedSender<String>) -> Outcome<()> {
    let mut client = plan.staff("list");
    let mut seen = HashSet::new();
    let mut quiet = 0;
    while quiet < 3 {
        let days = client.ask("days", Ask::get("/back-office/orders")?).await?.json();
        let open = |day: &&Value| ["to_pick", "picking", "ready"].iter().any(|name| day[*name].as_u64() > Some(0));
        let days: Vec<&str> = array(&days["days"]).iter().filter(open).filter_map(|day| day["day"].as_str()).collect();
        for day in &days {
            for order in placed(&mut client, day).await? {
                if seen.insert(order.clone()) {
                    crates.send(order)?;
                }
            }
        }
        let idle = days.is_empty() && plan.closed.get().is_some() && plan.orders.all_seen(&seen);
        quiet = if idle { quiet + 1 } else { 0 };
        if plan.is_late() {
            client.book.wrong(format!("orders are left on the list of {days:?}, or never came there"));
            return Ok(());
        }
        tokio::time::sleep(PAUSE).await;
    }
    Ok(())
}

async fn placed(client: &mut Client, day: &str) -> Outcome<Vec<String>> {
    let list = client.ask("list", Ask::get(&format!("/back-office/orders?day={day}"))?).await?.json();
    let placed = array(&list["orders"]).iter().filter(|order| order["state"] == "placed");
    Ok(placed.filter_map(|order| order["order"].as_str()).map(str::to_owned).collect())
}

async fn pick(plan: &Plan, number: usize, crates: Crate) -> Outcome<()> {
    let mut client = plan.staff(&format!("picker {number}"));
    loop {
        // One picker waits at the list at a time; the lock goes with the order.
        let next = crates.lock().await.recv().await;
        let Some(order) = next else { return Ok(()) };
        Picking { client: &mut client, plan, order: &order }.pick().await?;
    }
}

/// The elements of an array; none when it is none.
pub(super) fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
