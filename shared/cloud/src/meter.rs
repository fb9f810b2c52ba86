//! Counts what a request costs: DynamoDB capacity units, as the table reports them.

use aws_sdk_dynamodb::types::ConsumedCapacity;
use std::cell::Cell;
use std::future::Future;

tokio::task_local! {
    static UNITS: Cell<Units>;
}

/// Capacity units, in halves for reads so that they stay integers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Units {
    /// Half read units.
    pub half_reads: u64,
    /// Write units.
    pub writes: u64,
}

/// Runs a request and tells what it consumed.
pub async fn metered<T>(work: impl Future<Output = T>) -> (T, Units) {
    UNITS
        .scope(Cell::default(), async {
            let answer = work.await;
            (answer, UNITS.with(Cell::get))
        })
        .await
}

pub(crate) fn read(capacity: Option<&ConsumedCapacity>) {
    add(capacity, |units, halves| units.half_reads += halves);
}

pub(crate) fn write(capacity: Option<&ConsumedCapacity>) {
    add(capacity, |units, halves| units.writes += halves / 2);
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "units are small and positive")]
fn add(capacity: Option<&ConsumedCapacity>, into: impl FnOnce(&mut Units, u64)) {
    let Some(units) = capacity.and_then(|c| c.capacity_units) else { return };
    // Outside of a metered request there is nothing to count for.
    let _ = UNITS.try_with(|cell| {
        let mut sum = cell.get();
        into(&mut sum, (units * 2.0).round() as u64);
        cell.set(sum);
    });
}
