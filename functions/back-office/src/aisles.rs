//! `/back-office/aisles`: the signs over the aisles and their sections, in every language, in the order they are walked.

use crate::App;
use crate::aisles_page::AislesPage;
use crate::settings::{rewrite, stored};
use crate::who::Staff;
use axum::extract::State;
use domain::aisles::{At, Edit, Odd};
use domain::catalog::Catalog;
use domain::{AisleId, Product, Settings};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use utoipa::ToSchema;
use web::{Answer, Failure, Input, Language, Outcome, Problem, Shell, Want, done, page, refused};

/// What is to be done: exactly one of these. Everything but `picture` and `said` names an aisle or a section by its
/// address: `bakery`, `bakery/cakes`.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = AisleEdit)]
pub struct Wanted {
    /// `add`, `rename`, `place`, `into`, `remove`.
    action: String,
    /// Which one; for `add` the aisle that gets a section, empty for a new aisle.
    at: String,
    /// Its sign.
    name: String,
    /// `true`: the address follows the sign; the former one leads there.
    address: bool,
    /// From 1, as they are walked.
    place: usize,
    /// Where it all goes.
    to: String,
    /// The picture of an aisle: the name of one of a product in it.
    picture: Option<String>,
    /// The sign in other languages, by language tag.
    said: BTreeMap<String, String>,
}

/// The aisles as they are.
#[utoipa::path(get, path = "/back-office/aisles", tag = "back office", responses((status = 200, body = AislesPage)))]
pub async fn show(State(app): State<Arc<App>>, want: Want, staff: Staff) -> Outcome<Answer> {
    let (catalog, settings) = (app.catalog.catalog().await?, stored(&app).await?);
    Ok(page(want, &Shell::new(&app.site, &catalog), &AislesPage::of(&settings, &catalog, &[], &staff)))
}

/// Does one thing with the aisles, and publishes them. Sent again, it changes nothing more.
#[utoipa::path(post, path = "/back-office/aisles", tag = "back office", request_body = Wanted,
    responses((status = 200, body = AislesPage), (status = 422, body = web::problem::Details)))]
pub async fn change(State(app): State<Arc<App>>, want: Want, staff: Staff, Input(wanted): Input<Wanted>) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    let decide = |before: &Settings| {
        let mut after = before.clone();
        wanted.over(&mut after, &catalog).map(|()| after)
    };
    match rewrite(&app, decide).await? {
        Ok(after) => Ok(done(want, &AislesPage::of(&after, &catalog, &[], &staff), "/back-office/aisles")),
        Err(wrong) => {
            let (before, failures) = (stored(&app).await?, vec![wrong.failure()]);
            let view = AislesPage::of(&before, &catalog, &failures, &staff);
            Ok(refused(want, &Shell::new(&app.site, &catalog), &view, Problem::invalid(failures.clone())))
        }
    }
}

impl Wanted {
    /// The settings as this makes them.
    fn over(&self, settings: &mut Settings, catalog: &Catalog) -> Result<(), Wrong> {
        let edit = self.edit()?;
        let taken = occupied(settings, catalog);
        settings.arrange(&edit, |at| taken.contains(at)).map_err(|odd| self.wrong(odd))?;
        if let (Edit::Rename { name, at, .. }, now) = (&edit, &*settings) {
            let at = now.led_on(at);
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            self.translate(settings, &name)?;
            if let (Some(picture), None) = (&self.picture, &at.section) {
                draw(settings, catalog, &at.aisle, picture)?;
            }
        }
        Ok(())
    }

    fn edit(&self) -> Result<Edit, Wrong> {
        let place = |field: &'static str, text: &str| At::try_from(text.to_owned()).map_err(|_| Wrong::of(field, Odd::Unknown));
        let (at, name) = (|| place("at", &self.at), || self.name.clone());
        match self.action.as_str() {
            "add" if self.at.is_empty() => Ok(Edit::Add { aisle: None, name: name() }),
            "add" => Ok(Edit::Add { aisle: Some(at()?.aisle), name: name() }),
            "rename" => Ok(Edit::Rename { at: at()?, name: name(), address: self.address }),
            "place" => Ok(Edit::Place { at: at()?, place: self.place }),
            "into" => Ok(Edit::Into { at: at()?, to: place("to", &self.to)? }),
            "remove" => Ok(Edit::Remove { at: at()? }),
            _ => Err(Wrong { field: "action".into(), words: "Say what to do: add, rename, place, into or remove.".into() }),
        }
    }

    fn wrong(&self, odd: Odd) -> Wrong {
        let field = match odd {
            Odd::Name | Odd::Taken => "name",
            Odd::Itself => "to",
            Odd::Unknown if self.action == "into" => "to",
            Odd::Unknown | Odd::NotEmpty => "at",
        };
        Wrong::of(field, odd)
    }

    fn translate(&self, settings: &mut Settings, name: &str) -> Result<(), Wrong> {
        for (tag, words) in &self.said {
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            if Language::tagged(tag).is_none() || words.chars().count() > 60 {
                return Err(Wrong::of(&format!("said[{tag}]"), Odd::Name));
            }
            settings.say_in(tag, name, &words);
        }
        Ok(())
    }
}

/// What cannot be, and the field it was asked for in.
struct Wrong {
    field: String,
    words: String,
}

impl Wrong {
    fn of(field: &str, odd: Odd) -> Wrong {
        Wrong { field: field.to_owned(), words: odd.to_string() }
    }

    fn failure(self) -> Failure {
        Failure::field(self.field, "odd", self.words)
    }
}

/// Pictures are those of products: one that stands in the aisle.
fn draw(settings: &mut Settings, catalog: &Catalog, aisle: &AisleId, picture: &str) -> Result<(), Wrong> {
    let known = |a: &domain::settings::Aisle| a.picture == picture;
    let there = picture.is_empty() || settings.aisles.iter().any(known) || catalog.aisle(aisle).any(|p| p.text.picture == picture);
    if !there {
        return Err(Wrong { field: "picture".into(), words: "No product of this aisle has this picture.".into() });
    }
    settings.aisles.iter_mut().filter(|a| a.slug == *aisle).for_each(|a| picture.clone_into(&mut a.picture));
    Ok(())
}

/// Where products that are sold stand, by these settings: the published ones may be a moment behind.
pub(crate) fn occupied(settings: &Settings, catalog: &Catalog) -> BTreeSet<At> {
    let place = |p: &Product| settings.led_on(&At { aisle: p.head.aisle.clone(), section: p.text.section.clone() });
    let places = catalog.snapshot.products.iter().map(place);
    places.flat_map(|at| [At { section: None, ..at.clone() }, at]).collect()
}
