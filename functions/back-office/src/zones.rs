//! `/back-office/zones`: where the shop delivers and what that costs. Zones are added, changed and removed one by one; what
//! two of them both claim is listed with who delivers there.

use crate::App;
use crate::amount::{parse, written};
use crate::settings::{rewrite, rewritten, stored};
use crate::who::Staff;
use crate::zones_page::ZonesPage;
use axum::extract::State;
use domain::zone::{Area, SmallBasket};
use domain::{Money, Settings, Zone};
use serde::Deserialize;
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Failure, Input, Outcome, Problem, Query, Shell, Want, done, page, refused};

/// A zone as the owner writes it. Without an id it is a new one.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Wanted {
    /// Which zone is changed.
    pub zone: String,
    /// What shoppers read.
    pub name: String,
    /// Postcodes, prefixes (`10*`) and ranges (`10115-10179`), parted by commas, blanks or lines.
    pub postcodes: String,
    /// Amounts like `2,90`.
    pub fee: String,
    /// Goods worth this much are delivered free; empty: never.
    pub free_from: String,
    /// Least worth of goods; empty: none.
    pub minimum: String,
    /// Goods worth less than this pay the fee below; empty: no such fee.
    pub small_below: String,
    /// The fee for a small basket.
    pub small_fee: String,
    /// Points its windows take, where that is not what every zone's do.
    pub capacity: String,
}

/// Which zone goes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Unwanted {
    /// By its id.
    zone: String,
}

/// Nothing costs more.
const MOST: Money = Money(100_000);

/// Which zone stands in the form.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct Asked {
    /// By its id; a new one when absent.
    zone: String,
}

/// Where the shop delivers.
#[utoipa::path(get, path = "/back-office/zones", tag = "back office", params(Asked), responses((status = 200, body = ZonesPage)))]
pub async fn show(State(app): State<Arc<App>>, want: Want, staff: Staff, Query(asked): Query<Asked>) -> Outcome<Answer> {
    let (catalog, settings) = (app.catalog.catalog().await?, stored(&app).await?);
    let form =
        settings.zones.iter().find(|zone| zone.id == asked.zone).map(|zone| Wanted::of(zone, &settings.currency)).unwrap_or_default();
    Ok(page(want, &Shell::new(&app.site, &catalog), &ZonesPage { form, ..ZonesPage::of(&settings, &staff) }))
}

/// Adds a zone, or changes one. Sent again, it is the same.
#[utoipa::path(post, path = "/back-office/zones", tag = "back office", request_body = Wanted,
    responses((status = 200, body = ZonesPage), (status = 422, body = web::problem::Details)))]
pub async fn change(State(app): State<Arc<App>>, want: Want, staff: Staff, Input(wanted): Input<Wanted>) -> Outcome<Answer> {
    match rewrite(&app, |before| wanted.applied(before)).await? {
        Ok(after) => Ok(done(want, &ZonesPage::of(&after, &staff), "/back-office/zones")),
        Err(failures) => {
            let (catalog, before) = (app.catalog.catalog().await?, stored(&app).await?);
            let view = ZonesPage { form: wanted, errors: &failures, ..ZonesPage::of(&before, &staff) };
            Ok(refused(want, &Shell::new(&app.site, &catalog), &view, Problem::invalid(failures.clone())))
        }
    }
}

/// Removes a zone. Orders that go there stay as they are.
#[utoipa::path(post, path = "/back-office/zones/remove", tag = "back office", request_body = Unwanted,
    responses((status = 200, body = ZonesPage)))]
pub async fn remove(State(app): State<Arc<App>>, want: Want, staff: Staff, Input(unwanted): Input<Unwanted>) -> Outcome<Answer> {
    let without = |before: &Settings| {
        let mut after = before.clone();
        after.zones.retain(|zone| zone.id != unwanted.zone);
        after
    };
    let after = rewritten(&app, without).await?;
    Ok(done(want, &ZonesPage::of(&after, &staff), "/back-office/zones"))
}

impl Wanted {
    /// A zone as it stands, to be changed.
    pub fn of(zone: &Zone, currency: &str) -> Wanted {
        let said = |amount: Money| written(amount, currency);
        let above_nothing = |amount: Money| if amount > Money::ZERO { said(amount) } else { String::new() };
        Wanted {
            zone: zone.id.clone(),
            name: zone.name.clone(),
            postcodes: zone.postcodes.join(", "),
            fee: said(zone.fee),
            free_from: zone.free().map(said).unwrap_or_default(),
            minimum: above_nothing(zone.minimum),
            small_below: zone.small.map(|small| said(small.below)).unwrap_or_default(),
            small_fee: zone.small.map(|small| said(small.fee)).unwrap_or_default(),
            capacity: zone.capacity.map(|points| points.to_string()).unwrap_or_default(),
        }
    }

    fn applied(&self, settings: &Settings) -> Result<Settings, Vec<Failure>> {
        let zone = self.read(&settings.currency)?;
        let mut after = settings.clone();
        match after.zones.iter_mut().find(|known| known.id == zone.id) {
            Some(known) if !self.zone.is_empty() || *known == zone => *known = zone,
            Some(_) => {
                return Err(vec![Failure::field(
                    "name",
                    "taken",
                    "There is a zone of that name. Change that one, or choose another name.",
                )]);
            }
            None if self.zone.is_empty() => after.zones.push(zone),
            None => return Err(vec![Failure::field("zone", "unknown", "That zone is gone. Somebody may have removed it.")]),
        }
        Ok(after)
    }

    /// All that is wrong with it, at once.
    fn read(&self, currency: &str) -> Result<Zone, Vec<Failure>> {
        let mut wrong = Vec::new();
        let name = self.name.trim();
        let id = if self.zone.is_empty() { named(name) } else { self.zone.clone() };
        if id.is_empty() || name.chars().count() > 60 {
            wrong.push(Failure::field("name", "required", "A name of up to 60 characters, for shoppers."));
        }
        let postcodes = self.areas(&mut wrong);
        let zone = Zone {
            id,
            name: name.to_owned(),
            postcodes,
            fee: amount(("fee", &self.fee, currency), Money::ZERO, &mut wrong),
            free_from: amount(("free_from", &self.free_from, currency), Zone::NEVER, &mut wrong),
            minimum: amount(("minimum", &self.minimum, currency), Money::ZERO, &mut wrong),
            small: self.small(currency, &mut wrong),
            capacity: self.capacity(&mut wrong),
        };
        if wrong.is_empty() { Ok(zone) } else { Err(wrong) }
    }

    fn areas(&self, wrong: &mut Vec<Failure>) -> Vec<String> {
        let (mut areas, mut odd) = (Vec::new(), Vec::new());
        for one in Area::listed(&self.postcodes) {
            match Area::parse(&one) {
                Ok(area) => areas.push(area.to_string()),
                Err(why) => odd.push(why),
            }
        }
        areas.dedup();
        match (areas.len(), odd.is_empty()) {
            (0, true) => wrong.push(Failure::field("postcodes", "required", "Which postcodes? 10115, 10117 or 101* or 10115-10179.")),
            (1_001.., _) => wrong.push(Failure::field("postcodes", "out_of_range", "At most 1000 of them; a range or prefix says more.")),
            (_, false) => wrong.push(Failure::field("postcodes", "malformed", format!("{}.", odd.join("; ")))),
            (_, true) => {}
        }
        areas
    }

    fn small(&self, currency: &str, wrong: &mut Vec<Failure>) -> Option<SmallBasket> {
        let said = |text: &str| !text.trim().is_empty();
        match (said(&self.small_below), said(&self.small_fee)) {
            (false, false) => None,
            (true, true) => Some(SmallBasket {
                below: amount(("small_below", &self.small_below, currency), Money::ZERO, wrong),
                fee: amount(("small_fee", &self.small_fee, currency), Money::ZERO, wrong),
            }),
            (below, _) => {
                let field = if below { "small_fee" } else { "small_below" };
                wrong.push(Failure::field(field, "required", "Both, or none of the two."));
                None
            }
        }
    }

    fn capacity(&self, wrong: &mut Vec<Failure>) -> Option<u32> {
        let text = self.capacity.trim();
        let number = text.parse::<u32>().ok().filter(|n| *n <= 10_000);
        if number.is_none() && !text.is_empty() {
            wrong.push(Failure::field("capacity", "malformed", "A whole number up to 10000."));
        }
        number
    }
}

/// An amount of a field as people write it in a currency; an empty one is as said.
pub fn amount((field, text, currency): (&'static str, &str, &str), empty: Money, wrong: &mut Vec<Failure>) -> Money {
    if text.trim().is_empty() {
        return empty;
    }
    match parse(text, currency) {
        Ok(amount) if amount <= MOST => return amount,
        Ok(_) => wrong.push(Failure::field(field, "out_of_range", format!("At most {}.", written(MOST, currency)))),
        Err(odd) => wrong.push(Failure::field(field, "malformed", format!("That is no amount: {odd}."))),
    }
    empty
}

/// A zone's id from its name: letters and digits, as slot names want it.
fn named(name: &str) -> String {
    let plain = name.to_lowercase().replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('ß', "ss");
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mitte() -> Wanted {
        let text = |text: &str| text.to_owned();
        Wanted { name: text("Mitte"), postcodes: text("10115 - 10179, 102*\n10405"), fee: text("2,90"), ..Wanted::default() }
    }

    #[test]
    fn what_is_shown_is_what_is_read() {
        let full = Wanted {
            free_from: "40".into(),
            minimum: "15".into(),
            small_below: "20".into(),
            small_fee: "1,50".into(),
            capacity: "6".into(),
            ..mitte()
        };
        for wanted in [mitte(), full] {
            let zone = wanted.read("EUR").unwrap();
            assert_eq!((zone.id.as_str(), zone.postcodes.len()), ("mitte", 3));
            assert_eq!(Wanted::of(&zone, "EUR").read("EUR").unwrap(), zone);
        }
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        let wanted = Wanted { name: "!".into(), postcodes: "10*, ?".into(), fee: "1.999".into(), small_fee: "1".into(), ..mitte() };
        let fields: Vec<_> = wanted.read("EUR").unwrap_err().into_iter().filter_map(|f| f.field).collect();
        assert_eq!(fields, ["name", "postcodes", "fee", "small_below"]);
    }

    #[test]
    fn a_new_zone_does_not_take_anothers_name() {
        let settings = Settings { zones: vec![mitte().read("EUR").unwrap()], currency: "EUR".into(), ..Settings::default() };
        assert_eq!(mitte().applied(&settings).unwrap(), settings);
        let other = Wanted { fee: "9".into(), ..mitte() };
        assert_eq!(other.applied(&settings).unwrap_err()[0].code, "taken");
        let changed = Wanted { zone: "mitte".into(), ..other }.applied(&settings).unwrap();
        assert_eq!((changed.zones.len(), changed.zones[0].fee), (1, Money(900)));
        let gone = Wanted { zone: "gone".into(), ..mitte() };
        assert_eq!(gone.applied(&settings).unwrap_err()[0].code, "unknown");
    }
}
