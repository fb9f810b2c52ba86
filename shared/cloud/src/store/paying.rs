//! What payments need beside their orders: what is to be asked of a provider, and what it calls a page.

use super::tx::Tx;
use super::{Store, item_of, jobs, keys, text};
use crate::{Fault, JobRef};
use domain::order::{Job, Step};
use domain::{Order, OrderId};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// Until the sweep takes over from the message sent at once.
const GRACE: SignedDuration = SignedDuration::from_secs(60);

#[derive(Serialize, Deserialize)]
struct Reconciled {
    until: Timestamp,
}

impl Store {
    /// Until when the providers' lists were compared with the books.
    pub async fn reconciled(&self) -> Result<Option<Timestamp>, Fault> {
        Ok(self.read::<Reconciled>(&keys::reconciled()).await?.map(|row| row.until))
    }

    /// The providers' lists were compared until then. Told twice, or out of order, some of it is compared again.
    pub async fn note_reconciled(&self, until: Timestamp) -> Result<(), Fault> {
        self.put(item_of(&keys::reconciled(), &Reconciled { until })?).await
    }

    /// Asks for a look at a payment at the provider.
    pub async fn ask_to_look(&self, intent: &str, now: Timestamp) -> Result<JobRef, Fault> {
        let key = keys::shop_job(&format!("payment#{intent}"), "look");
        let mut item = key.item();
        item.insert("intent".to_owned(), text(intent));
        jobs::due(&mut item, now + GRACE);
        let mut tx = Tx::new(format!("asking to look at {intent}"));
        tx.put(key.clone(), item);
        tx.run(self).await?;
        Ok(JobRef { pk: key.pk, sk: key.sk })
    }

    /// Asks for an order's payment to be authorized, which its shopper approved of. Asked again, it is the same job.
    pub async fn ask_to_authorize(&self, order: &OrderId, intent: &str, now: Timestamp) -> Result<JobRef, Fault> {
        let job = Job::for_payment(Step::Approved, intent, now);
        let mut tx = Tx::new(format!("asking to authorize {intent}"));
        tx.put(keys::order_job(order, job.step, Some(intent)), jobs::item(order, &job)?);
        tx.run(self).await?;
        Ok(jobs::reference(order, &job))
    }

    /// Notes what an order's shopper is asked to approve of. `false`: the order changed meanwhile.
    pub async fn name_page(&self, order: &Order, page: &str) -> Result<bool, Fault> {
        let Some(named) = order.named(page) else { return Ok(true) };
        self.replace(item_of(&keys::order_head(&order.order), &named.order)?, order.version).await
    }
}
