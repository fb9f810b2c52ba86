//! Promotions, runs of the clock that happen once, and who wants the weekly offers.

use super::keys;
use super::tx::{Change, Ended, Tx};
use super::{Store, attribute, item_of, parsed, text};
use crate::{Fault, JobRef};
use domain::promotion::Promotion;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct Subscriber {
    email: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    language: String,
    since: Timestamp,
}

impl Store {
    /// All promotions, past ones too.
    pub async fn promotions(&self) -> Result<Vec<Promotion>, Fault> {
        self.partition(keys::PROMOTIONS, "").await?.into_iter().map(parsed).collect()
    }

    /// Stores a promotion whole.
    pub async fn save_promotion(&self, promotion: &Promotion) -> Result<(), Fault> {
        let key = keys::promotion(&promotion.offer.id);
        self.put(item_of(&key, promotion)?).await
    }

    /// Moves a promotion to its next stage. `false`: somebody planned it anew, or another run did this.
    pub async fn advance_promotion(&self, before: &Promotion, after: &Promotion) -> Result<bool, Fault> {
        let key = keys::promotion(&before.offer.id);
        let values = vec![
            (":stage", attribute(&key, &after.stage)?),
            (":before", attribute(&key, &before.stage)?),
            (":starts", attribute(&key, &before.offer.starts)?),
            (":ends", attribute(&key, &before.offer.ends)?),
        ];
        let when = "#stage = :before AND #starts = :starts AND #ends = :ends";
        let mut tx = Tx::new(format!("moving promotion {} on", before.offer.id));
        tx.update(key, Change { set: "SET #stage = :stage", when, values });
        Ok(matches!(tx.run(self).await?, Ended::Done))
    }

    /// True the first time for a run of this name.
    pub async fn first_run(&self, id: &str) -> Result<bool, Fault> {
        let mut tx = Tx::new(format!("starting run {id}"));
        tx.create(keys::run(id), keys::run(id).item());
        Ok(matches!(tx.run(self).await?, Ended::Done))
    }

    /// Somebody wants the weekly offers, in a language: a BCP 47 tag.
    pub async fn subscribe(&self, email: &str, language: &str, since: Timestamp) -> Result<(), Fault> {
        let key = keys::subscriber(&email.trim().to_lowercase());
        self.put(item_of(&key, &Subscriber { email: email.trim().to_owned(), language: language.to_owned(), since })?).await
    }

    /// Somebody does not want them any more.
    pub async fn unsubscribe(&self, email: &str) -> Result<(), Fault> {
        self.delete(&keys::subscriber(&email.trim().to_lowercase())).await
    }

    /// Everybody who wants the weekly offers.
    pub async fn subscribers(&self) -> Result<Vec<String>, Fault> {
        let rows = self.partition(keys::SUBSCRIBERS, "").await?;
        rows.into_iter().map(|row| parsed::<Subscriber>(row).map(|s| s.email)).collect()
    }

    /// The language somebody wants the weekly offers in, while they want them.
    pub async fn subscribed_in(&self, email: &str) -> Result<Option<String>, Fault> {
        let row: Option<Subscriber> = self.read(&keys::subscriber(&email.trim().to_lowercase())).await?;
        Ok(row.map(|subscriber| subscriber.language))
    }

    /// Puts one subscriber's weekly mail into the outbox, once per week.
    pub async fn ask_for_offer_mail(&self, week: &str, email: &str, now: Timestamp) -> Result<Option<JobRef>, Fault> {
        let key = keys::shop_job(&format!("offer-mail#{week}#{email}"), "offer-mail");
        let mut item = key.item();
        super::jobs::due(&mut item, now + SignedDuration::from_secs(60));
        item.insert("email".to_owned(), text(email));
        let mut tx = Tx::new(format!("asking for the offer mail of {week}"));
        let run = keys::run(&format!("offer-mail#{week}#{email}"));
        tx.create(run.clone(), run.item());
        tx.put(key.clone(), item);
        Ok(match tx.run(self).await? {
            Ended::Done => Some(JobRef { pk: key.pk, sk: key.sk }),
            Ended::Refused(_) => None,
        })
    }
}
