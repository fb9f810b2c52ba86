//! Push: a browser that asked to be told about an order. As the browser's own `PushSubscription` has it (W3C Push API).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Where a browser is told, and the keys that only it can read with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Subscription {
    /// The address at the browser's push service.
    pub endpoint: String,
    /// The browser's public key on P-256, uncompressed, in base64url without padding.
    pub p256dh: String,
    /// 16 secret bytes, in base64url without padding.
    pub auth: String,
}

/// Browsers that may listen to one order.
pub const MOST_LISTENERS: usize = 5;

/// The push services of the browsers there are: nothing else is ever called, whatever somebody sends.
const SERVICES: [&str; 2] = ["fcm.googleapis.com", "updates.push.services.mozilla.com"];
/// Services with many hosts.
const FAMILIES: [&str; 2] = [".notify.windows.com", ".push.apple.com"];

impl Subscription {
    /// As a browser sends it; none when it is not well-formed, or at no service that is known. `also` is one more
    /// origin: the stand-in's on this machine.
    pub fn parse(endpoint: &str, p256dh: &str, auth: &str, also: Option<&str>) -> Option<Subscription> {
        let keys = is_key(p256dh, 87) && is_key(auth, 22);
        let plain = endpoint.len() <= 1_000 && endpoint.bytes().all(|b| b.is_ascii_graphic());
        let stand_in = also.is_some_and(|origin| endpoint.strip_prefix(origin).is_some_and(|rest| rest.starts_with('/')));
        (keys && plain && (stand_in || is_known(endpoint))).then(|| Subscription {
            endpoint: endpoint.to_owned(),
            p256dh: p256dh.to_owned(),
            auth: auth.to_owned(),
        })
    }

    /// `https://fcm.googleapis.com`: whom a message is signed for.
    pub fn origin(&self) -> &str {
        let from = self.endpoint.find("://").map_or(0, |n| n + 3);
        let to = self.endpoint[from..].find('/').map_or(self.endpoint.len(), |n| n + from);
        &self.endpoint[..to]
    }
}

fn is_key(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

fn is_known(endpoint: &str) -> bool {
    let Some((host, _)) = endpoint.strip_prefix("https://").and_then(|rest| rest.split_once('/')) else { return false };
    let plain = host.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-');
    plain && (SERVICES.contains(&host) || FAMILIES.iter().any(|family| host.ends_with(family)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "BLn9b-VR0ca83knDNZ32dCHGyjJp-1riX9ZTN40MqV8K_LpQmLqxC_DoHvqvFXO_nGdAB4W9dogZb_sM-uV4JbY";
    const AUTH: &str = "_ordMnz7uTCmrpBTeUV4Bw";

    fn at(endpoint: &str) -> Option<Subscription> {
        Subscription::parse(endpoint, KEY, AUTH, Some("http://localhost:8082"))
    }

    #[test]
    fn only_push_services_are_ever_called() {
        for known in [
            "https://fcm.googleapis.com/fcm/send/abc:123",
            "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
            "https://wns2-par02p.notify.windows.com/w/?token=BQ",
            "https://web.push.apple.com/QGu",
            "http://localhost:8082/push/1",
        ] {
            assert!(at(known).is_some(), "{known}");
        }
        for other in [
            "http://fcm.googleapis.com/x",
            "https://fcm.googleapis.com.evil.example/x",
            "https://fcm.googleapis.com:8443/x",
            "https://evil@fcm.googleapis.com/x",
            "https://169.254.169.254/latest/meta-data",
            "https://evilpush.apple.com.example/",
            "http://localhost:80820/push/1",
            "http://localhost:8082@evil.example/",
            "https://web.push.apple.com",
            "",
        ] {
            assert_eq!(at(other), None, "{other}");
        }
        let family = "https://web.push.apple.com/QGu";
        assert_eq!(Subscription::parse(family, "short", AUTH, None), None);
        assert_eq!(Subscription::parse(family, KEY, &AUTH.replace('_', "+"), None), None);
    }

    #[test]
    fn a_message_is_signed_for_the_service_alone() {
        assert_eq!(at("https://web.push.apple.com/QGu").unwrap().origin(), "https://web.push.apple.com");
        assert_eq!(at("http://localhost:8082/push/1").unwrap().origin(), "http://localhost:8082");
    }
}
