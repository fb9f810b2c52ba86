//! Cookies, written and read by hand: a shop needs five.

use crate::Site;
use crate::reader::REMEMBERED_SECONDS;
use domain::CartId;
use http::{HeaderMap, HeaderValue, header};

/// One cookie of the site. Made by [`Site::cookie`].
///
/// On https its name gets the prefix `__Host-`, so that no sibling domain can set it.
#[derive(Clone, Copy, Debug)]
pub struct Cookie {
    name: &'static str,
    secure: bool,
    readable: bool,
}

impl Cookie {
    pub(crate) fn new(name: &'static str, secure: bool) -> Cookie {
        Cookie { name, secure, readable: false }
    }

    /// Lets scripts read it; nothing secret then.
    pub fn readable(mut self) -> Cookie {
        self.readable = true;
        self
    }

    /// The `Set-Cookie` header that keeps a value for so many seconds. The value is URL-safe text.
    pub fn set(&self, value: &str, seconds: u32) -> HeaderValue {
        let (prefix, secure) = if self.secure { (self.prefix(), "; Secure") } else { ("", "") };
        let hidden = if self.readable { "" } else { "; HttpOnly" };
        let text = format!("{prefix}{}={value}; Path=/; Max-Age={seconds}; SameSite=Lax{hidden}{secure}", self.name);
        HeaderValue::from_str(&text).unwrap_or_else(|_| HeaderValue::from_static("invalid=; Max-Age=0"))
    }

    /// The `Set-Cookie` header that forgets it.
    pub fn clear(&self) -> HeaderValue {
        self.set("", 0)
    }

    /// The value a request came with.
    pub fn read<'h>(&self, headers: &'h HeaderMap) -> Option<&'h str> {
        let pairs = headers.get_all(header::COOKIE).into_iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(';'));
        pairs.filter_map(|pair| pair.trim().split_once('=')).find(|(name, _)| self.is_named(name)).map(|(_, value)| value)
    }

    /// A cookie that scripts read keeps its plain name: one name for the script on every site.
    fn prefix(&self) -> &'static str {
        if self.secure && !self.readable { "__Host-" } else { "" }
    }

    fn is_named(&self, name: &str) -> bool {
        name.strip_prefix(self.prefix()) == Some(self.name)
    }
}

/// A basket is kept for 60 days after it was last touched.
const CART_SECONDS: u32 = 60 * 24 * 3600;

/// A cookie the shop sets, for the page that tells people about it.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    /// Its name, without `__Host-`.
    pub name: &'static str,
    /// How long a browser keeps it.
    pub seconds: u32,
}

/// A browser is a member's for a year.
const MEMBER_SECONDS: u32 = 365 * 24 * 3600;

/// All cookies the shop sets: the basket, the number on it, the chosen language, whose member's prices it shows, and the
/// session of staff. A test reads the code for others.
pub const KEPT: [Kept; 5] = [
    Kept { name: "cart", seconds: CART_SECONDS },
    Kept { name: "items", seconds: CART_SECONDS },
    Kept { name: "lang", seconds: REMEMBERED_SECONDS },
    Kept { name: "member", seconds: MEMBER_SECONDS },
    Kept { name: "session", seconds: 12 * 3600 },
];

/// The basket this browser holds.
pub fn cart_token(headers: &HeaderMap, site: &Site) -> Option<CartId> {
    CartId::parse(site.cookie("cart").read(headers)?).ok()
}

/// The two cookies of a basket: its secret name, and how many items lie in it for the badge that larder.js fills.
///
/// `answer.cookies(web::cookies::set_cart(&site, &cart, items))`
pub fn set_cart(site: &Site, cart: &CartId, items: u32) -> [HeaderValue; 2] {
    [site.cookie("cart").set(cart.as_str(), CART_SECONDS), set_items(site, items)]
}

/// Only the number in the badge.
pub fn set_items(site: &Site, items: u32) -> HeaderValue {
    site.cookie("items").readable().set(&items.to_string(), CART_SECONDS)
}

/// Remembers the proof that a mail address is this browser's: a key and the address, as a query writes it.
pub fn set_member(site: &Site, proof: &str) -> HeaderValue {
    site.cookie("member").set(proof, MEMBER_SECONDS)
}

/// The proof of a mail address this browser has.
pub fn member<'h>(headers: &'h HeaderMap, site: &Site) -> Option<&'h str> {
    site.cookie("member").read(headers)
}

/// Forgets the basket: the order is placed, or the shopper starts anew.
pub fn clear_cart(site: &Site) -> [HeaderValue; 2] {
    [site.cookie("cart").clear(), site.cookie("items").readable().clear()]
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "0123456789abcdef0123456789abcdef";

    fn headers(cookie: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::COOKIE, cookie.parse().unwrap())])
    }

    #[test]
    fn on_https_the_basket_is_bound_to_the_host() {
        let site = Site::new("https://shop.example");
        let [cart, items] = set_cart(&site, &CartId::parse(TOKEN).unwrap(), 3);
        assert_eq!(cart, "__Host-cart=0123456789abcdef0123456789abcdef; Path=/; Max-Age=5184000; SameSite=Lax; HttpOnly; Secure");
        assert_eq!(items, "items=3; Path=/; Max-Age=5184000; SameSite=Lax; Secure");
        assert!(cart_token(&headers(&format!("a=b; __Host-cart={TOKEN}")), &site).is_some());
        assert!(cart_token(&headers(&format!("cart={TOKEN}")), &site).is_none());
    }

    #[test]
    fn on_http_the_names_are_plain() {
        let site = Site::new("http://localhost:8080");
        assert!(set_cart(&site, &CartId::parse(TOKEN).unwrap(), 0)[0].to_str().unwrap().starts_with("cart=0123"));
        assert!(cart_token(&headers(&format!("cart={TOKEN}")), &site).is_some());
    }

    #[test]
    fn people_are_told_of_every_cookie() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut folders = vec![root.join("functions"), root.join("shared/web")];
        while let Some(folder) = folders.pop() {
            for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|e| e == "rs") {
                    let code = std::fs::read_to_string(&path).unwrap();
                    for used in code.split(".cookie(\"").skip(1).filter_map(|rest| rest.split_once('"')).filter(|(n, _)| !n.contains(')')) {
                        assert!(KEPT.iter().any(|kept| kept.name == used.0), "{} sets {:?}", path.display(), used.0);
                    }
                }
            }
        }
    }

    #[test]
    fn a_token_that_is_none_is_no_basket() {
        assert!(cart_token(&headers("cart=drop-table"), &Site::new("http://localhost")).is_none());
    }
}
