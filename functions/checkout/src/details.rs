//! What a shopper tells at checkout, read strictly: all that is wrong is said at once.

use domain::cart::Details;
use domain::mail::looks_like_mail;
use domain::order::{Address, Contact, Fulfillment, IfMissing, Means, Wish};
use domain::slot::{Method, open_slot, zone_for};
use domain::{Settings, Sku, Slot};
use jiff::Timestamp;
use serde::Deserialize;
use std::collections::BTreeMap;
use texts::{say, text};
use utoipa::ToSchema;
use web::Problem;
use web::problem::Failure;

/// The body of `POST /checkout`: details to be remembered, or the quote to be confirmed, or both.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Told {
    /// Who orders.
    pub contact: Option<Contact>,
    /// How and when it gets there.
    pub fulfillment: Option<Fulfillment>,
    /// When something is missing.
    #[serde(default)]
    pub wish: Wish,
    /// How it is paid.
    #[serde(default)]
    pub means: Means,
    /// The same for single products.
    #[serde(default)]
    #[schema(required = false, value_type = BTreeMap<String, IfMissing>)]
    pub instead: BTreeMap<Sku, IfMissing>,
    /// The shopper is old enough for all of it, and so is whoever receives it.
    #[serde(default)]
    #[schema(required = false)]
    pub of_age: bool,
    /// The fingerprint of the reviewed quote: places the order.
    pub quote: Option<String>,
}

/// Checks details against the shop's settings, and finds their slot.
pub(crate) fn checked(
    contact: Contact,
    fulfillment: Fulfillment,
    wish: Wish,
    settings: &Settings,
    now: Timestamp,
) -> Result<Details, Problem> {
    let contact = Contact { name: line(&contact.name), email: line(&contact.email), phone: line(&contact.phone), offers: contact.offers };
    let method = fulfillment.method;
    let address = fulfillment.address.filter(|_| method.has_address()).map(|a| Address {
        street: line(&a.street),
        postcode: line(&a.postcode),
        city: line(&a.city),
        note: line(&a.note),
    });
    let mut wrong = contact_failures(&contact);
    if method.has_address() {
        wrong.extend(address_failures(address.as_ref(), settings, method));
    }
    let fulfillment = Fulfillment { address, ..fulfillment };
    if slot(&fulfillment, settings, now).is_none() {
        wrong.push(slot_closed());
    }
    if !wrong.is_empty() {
        return Err(Problem::invalid(wrong).way("/checkout", text("checkout-back-to-details")));
    }
    Ok(Details { contact, fulfillment, wish, means: Means::default(), instead: BTreeMap::new(), shown: BTreeMap::new() })
}

/// The slot these details name, if it may be chosen now.
pub(crate) fn slot(fulfillment: &Fulfillment, settings: &Settings, now: Timestamp) -> Option<Slot> {
    let postcode = fulfillment.address.as_ref().map_or("", |a| a.postcode.as_str());
    let named = &fulfillment.slot;
    let fits = named.method() == fulfillment.method.as_str() && zone_for(settings, fulfillment.method, postcode) == Some(named.zone());
    open_slot(settings, named, now).filter(|_| fits)
}

/// The slot was open when it was shown, and is no longer.
pub(crate) fn slot_closed() -> Failure {
    Failure::field("fulfillment.slot", "slot_closed", text("checkout-slot-closed"))
}

fn contact_failures(contact: &Contact) -> Vec<Failure> {
    let mut wrong = Vec::new();
    if contact.name.is_empty() || contact.name.chars().count() > 100 {
        wrong.push(Failure::field("contact.name", "required", text("checkout-name-missing")));
    }
    if !looks_like_mail(&contact.email) {
        wrong.push(Failure::field("contact.email", "invalid", text("checkout-email-wrong")));
    }
    if contact.phone.chars().count() > 40 {
        wrong.push(Failure::field("contact.phone", "too_long", text("checkout-phone-long")));
    }
    wrong
}

fn address_failures(address: Option<&Address>, settings: &Settings, method: Method) -> Vec<Failure> {
    let Some(address) = address else {
        return vec![Failure::field("fulfillment.address", "required", text("checkout-address-missing"))];
    };
    let mut wrong = Vec::new();
    for (field, told, words) in
        [("street", &address.street, text("checkout-street-missing")), ("city", &address.city, text("checkout-city-missing"))]
    {
        if told.is_empty() || told.chars().count() > 120 {
            wrong.push(Failure::field(format!("fulfillment.address.{field}"), "required", words));
        }
    }
    if method == Method::Shipment && (address.postcode.is_empty() || address.postcode.chars().count() > 12) {
        wrong.push(Failure::field("fulfillment.address.postcode", "required", text("way-postcode-missing")));
    }
    if method == Method::Delivery && settings.zone(&address.postcode).is_none() {
        let words = say("checkout-no-delivery", [("postcode", address.postcode.as_str().into())]);
        wrong.push(Failure::field("fulfillment.address.postcode", "no_delivery", words));
    }
    if address.note.chars().count() > 300 {
        wrong.push(Failure::field("fulfillment.address.note", "too_long", text("checkout-note-long")));
    }
    wrong
}

/// One line of text without control characters.
fn line(text: &str) -> String {
    text.split(char::is_control).map(str::trim).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_no_breaks() {
        assert_eq!(line(" Ada\r\nBcc: x@y.example "), "Ada Bcc: x@y.example");
    }
}
