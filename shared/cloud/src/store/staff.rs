//! Staff, their sign-in links and sessions. Tokens are stored as hashes only.

use super::tx::{Change, Ended, Tx};
use super::{Store, item_of, keys, number, text};
use crate::{Fault, random};
use domain::StaffId;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// What somebody may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Orders, picking, stock.
    Staff,
    /// Everything.
    Owner,
}

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "who and what they may do")]
pub struct Member {
    pub staff: StaffId,
    pub role: Role,
}

#[derive(Serialize, Deserialize)]
struct Pass {
    #[serde(flatten)]
    member: Member,
    until: Timestamp,
}

const LINK: SignedDuration = SignedDuration::from_mins(15);
const SESSION: SignedDuration = SignedDuration::from_hours(12);
/// Sign-in mails to one member within [`LINK`].
const LINKS: u8 = 5;

impl Store {
    /// The member of that address, if there is one.
    pub async fn member(&self, email: &str) -> Result<Option<Member>, Fault> {
        self.read(&keys::staff(&email.trim().to_lowercase())).await
    }

    /// Adds a member of staff, or changes their role.
    pub async fn save_member(&self, member: &Member) -> Result<(), Fault> {
        let key = keys::staff(member.staff.as_str());
        self.put(item_of(&key, member)?).await
    }

    /// Removes a member of staff. Who asks for the member at every step ends their sessions with it.
    pub async fn remove_member(&self, staff: &StaffId) -> Result<(), Fault> {
        self.delete(&keys::staff(staff.as_str())).await
    }

    /// Counts a sign-in mail. `false`: the member had five within a quarter of an hour. The condition counts, so that
    /// a thousand requests at once are counted one by one.
    pub async fn may_have_link(&self, member: &Member, now: Timestamp) -> Result<bool, Fault> {
        let (now, fresh) = (text(now.to_string()), text((now + LINK).to_string()));
        let another = Change {
            set: "SET #links = #links + :one",
            when: "#links_until > :now AND #links < :most",
            values: vec![(":one", number(1)), (":now", now.clone()), (":most", number(LINKS))],
        };
        let first = Change {
            set: "SET #links = :one, #links_until = :fresh",
            when: "attribute_exists(pk) AND (attribute_not_exists(#links_until) OR #links_until <= :now)",
            values: vec![(":one", number(1)), (":now", now), (":fresh", fresh)],
        };
        for change in [another, first] {
            let mut tx = Tx::new("counting sign-in mails");
            tx.update(keys::staff(member.staff.as_str()), change);
            if matches!(tx.run(self).await?, Ended::Done) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A token that signs a member in once, within a quarter of an hour.
    pub async fn sign_in_token(&self, member: &Member, now: Timestamp) -> Result<String, Fault> {
        let token = random::token();
        let key = keys::sign_in(&random::hashed(&token));
        self.put(item_of(&key, &Pass { member: member.clone(), until: now + LINK })?).await?;
        Ok(token)
    }

    /// Trades a sign-in token for a session. `None`: it was used, or is too old.
    pub async fn sign_in(&self, token: &str, now: Timestamp) -> Result<Option<(String, Member)>, Fault> {
        let link = keys::sign_in(&random::hashed(token));
        let Some(pass) = self.read::<Pass>(&link).await?.filter(|p| now < p.until) else { return Ok(None) };
        let session = random::token();
        let key = keys::session(&random::hashed(&session));
        let mut tx = Tx::new("signing in");
        tx.delete_if(link, "staff", pass.member.staff.as_str());
        tx.create(key.clone(), item_of(&key, &Pass { member: pass.member.clone(), until: now + SESSION })?);
        Ok(match tx.run(self).await? {
            Ended::Done => Some((session, pass.member)),
            Ended::Refused(_) => None,
        })
    }

    /// A session for programs of a member, valid as long as any.
    pub async fn bearer(&self, member: &Member, now: Timestamp) -> Result<String, Fault> {
        let token = random::token();
        let key = keys::session(&random::hashed(&token));
        self.put(item_of(&key, &Pass { member: member.clone(), until: now + SESSION })?).await?;
        Ok(token)
    }

    /// Who a session belongs to, if it still counts.
    pub async fn session(&self, token: &str, now: Timestamp) -> Result<Option<Member>, Fault> {
        let pass: Option<Pass> = self.read(&keys::session(&random::hashed(token))).await?;
        Ok(pass.filter(|p| now < p.until).map(|p| p.member))
    }

    /// Ends a session.
    pub async fn sign_out(&self, token: &str) -> Result<(), Fault> {
        self.delete(&keys::session(&random::hashed(token))).await
    }
}
