//! What goes wrong with which call. Plans are values: the same plan and the same calls make the same faults.

use serde_json::Value;
use std::collections::HashSet;
use std::sync::Mutex;

/// A call on its way to the table.
#[derive(Debug)]
pub struct Call {
    /// `TransactWriteItems`, `GetItem` ...
    pub operation: String,
    pub body: Value,
    /// How many calls there were before this one.
    pub nth: u64,
    /// How often exactly this call was tried before: the SDK repeats a transaction under the same token.
    pub tries: u32,
}

/// What is done to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    Pass,
    /// 500, and it never reached the table.
    Reject,
    /// It is done, and the answer is 500.
    FailAfter,
    /// It is done, and the answer breaks off.
    LoseReply,
    /// It is done twice.
    Repeat,
    /// It waits a little first.
    Delay,
    /// Somebody else writes the same item at this moment.
    Conflict,
    /// Too many calls at once.
    Throttle,
    /// A batch comes back undone.
    Unprocessed,
}

pub type Plan = Box<dyn Fn(&Call) -> Fault + Send + Sync>;

impl Call {
    /// A transaction that touches an item of this sort key (`L`) or of one that starts so (`J#authorized`).
    pub fn writes(&self, sk: &str) -> bool {
        let actions = self.body["TransactItems"].as_array().into_iter().flatten();
        let keys = actions.flat_map(|action| ["Put", "Update", "Delete"].map(|kind| key(&action[kind])));
        self.operation == "TransactWriteItems" && keys.flatten().any(|is| is == sk || (sk.contains('#') && is.starts_with(sk)))
    }

    pub fn is_transaction(&self) -> bool {
        self.operation == "TransactWriteItems"
    }
}

fn key(action: &Value) -> Option<&str> {
    action["Key"]["sk"]["S"].as_str().or(action["Item"]["sk"]["S"].as_str())
}

/// The table as it should be.
pub fn fair() -> Plan {
    Box::new(|_| Fault::Pass)
}

/// The first `count` calls like this meet the fault; what the SDK tries after that is rejected, so that the caller
/// never learns how they ended. The ones after them pass.
pub fn first(count: usize, fault: Fault, like: impl Fn(&Call) -> bool + Send + Sync + 'static) -> Plan {
    let met: Mutex<HashSet<String>> = Mutex::default();
    Box::new(move |call| {
        if !like(call) {
            return Fault::Pass;
        }
        let (token, mut met) = (call.body["ClientRequestToken"].to_string(), met.lock().unwrap());
        match (met.contains(&token), met.len() < count) {
            (true, _) => Fault::Reject,
            (false, true) => {
                met.insert(token);
                fault
            }
            (false, false) => Fault::Pass,
        }
    })
}

/// Every call like this meets the fault the first time; the SDK's own repeat passes.
pub fn once(fault: Fault, like: impl Fn(&Call) -> bool + Send + Sync + 'static) -> Plan {
    Box::new(move |call| if like(call) && call.tries == 0 { fault } else { Fault::Pass })
}

/// All calls like this.
pub fn always(fault: Fault, like: impl Fn(&Call) -> bool + Send + Sync + 'static) -> Plan {
    Box::new(move |call| if like(call) { fault } else { Fault::Pass })
}

/// So many of a hundred calls meet something, the same ones for the same seed.
pub fn weather(seed: u64, percent: u64) -> Plan {
    use Fault::{Conflict, Delay, FailAfter, LoseReply, Reject, Repeat, Throttle, Unprocessed};
    let all = [Reject, FailAfter, LoseReply, Repeat, Delay, Conflict, Conflict, Throttle, Unprocessed];
    Box::new(move |call| {
        let chance = mixed(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ call.nth);
        let which = usize::try_from(chance / 100 % 9).unwrap();
        if chance % 100 < percent { all[which] } else { Fault::Pass }
    })
}

/// SplitMix64: a number that looks like chance.
pub fn mixed(from: u64) -> u64 {
    let a = from.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let b = (a ^ (a >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let c = (b ^ (b >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    c ^ (c >> 31)
}
