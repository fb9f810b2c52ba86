//! `/back-office/staff`: who works here. People are added and removed by their mail address; there is deliberately no
//! list of them, which would need an index for a handful of rows.

use crate::App;
use crate::who::Staff;
use axum::extract::State;
use cloud::store::staff::{Member, Role};
use domain::StaffId;
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;
use web::components::{Choice, Field, Tone, button, choices, notice};
use web::{Answer, Failure, Input, Outcome, Problem, Query, Shell, View, Want, done, page, refused};

/// Who is to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Newcomer {
    /// Where sign-in links are sent.
    email: String,
    /// `staff` or `owner`.
    #[schema(value_type = String)]
    role: Role,
}

/// Who is to be removed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Leaver {
    /// As they were added.
    email: String,
}

/// What happened last, for the page after it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    added: String,
    removed: String,
}

/// Who was added or removed.
#[derive(Default, Serialize, ToSchema)]
pub struct Changed {
    /// May sign in now.
    #[serde(skip_serializing_if = "String::is_empty")]
    added: String,
    /// Is out at once.
    #[serde(skip_serializing_if = "String::is_empty")]
    removed: String,
}

#[derive(Serialize)]
struct Page<'a> {
    #[serde(flatten)]
    changed: Changed,
    #[serde(skip)]
    errors: &'a [Failure],
    #[serde(skip)]
    email: &'a str,
    #[serde(skip)]
    staff: &'a Staff,
}

/// `GET /back-office/staff`
pub async fn show(State(app): State<Arc<App>>, want: Want, staff: Staff, Query(asked): Query<Asked>) -> Outcome<Answer> {
    let changed = Changed { added: asked.added, removed: asked.removed };
    let catalog = app.catalog.catalog().await?;
    Ok(page(want, &Shell::new(&app.site, &catalog), &Page { changed, errors: &[], email: "", staff: &staff }))
}

/// Adds somebody, or changes what they may do.
#[utoipa::path(post, path = "/back-office/staff", tag = "back office", request_body = Newcomer,
    responses((status = 200, body = Changed), (status = 422, body = web::problem::Details)))]
pub async fn add(State(app): State<Arc<App>>, want: Want, staff: Staff, Input(newcomer): Input<Newcomer>) -> Outcome<Answer> {
    match someone_else(&newcomer.email, &staff) {
        Err(failure) => refuse(&app, want, &staff, (&newcomer.email, *failure)).await,
        Ok(id) => {
            app.store.save_member(&Member { staff: id.clone(), role: newcomer.role }).await?;
            let changed = Changed { added: id.to_string(), ..Changed::default() };
            Ok(done(want, &changed, &after("added", &id)))
        }
    }
}

/// Removes somebody. Their sessions end with it.
#[utoipa::path(post, path = "/back-office/staff/remove", tag = "back office", request_body = Leaver,
    responses((status = 200, body = Changed), (status = 422, body = web::problem::Details)))]
pub async fn remove(State(app): State<Arc<App>>, want: Want, staff: Staff, Input(leaver): Input<Leaver>) -> Outcome<Answer> {
    match someone_else(&leaver.email, &staff) {
        Err(failure) => refuse(&app, want, &staff, (&leaver.email, *failure)).await,
        Ok(id) => {
            app.store.remove_member(&id).await?;
            let changed = Changed { removed: id.to_string(), ..Changed::default() };
            Ok(done(want, &changed, &after("removed", &id)))
        }
    }
}

/// Nobody changes themselves here, so that there is always an owner.
fn someone_else(email: &str, staff: &Staff) -> Result<StaffId, Box<Failure>> {
    let id = StaffId::parse(email.trim().to_lowercase());
    let id = id.map_err(|_| Box::new(Failure::field("email", "malformed", "This is not a mail address.")))?;
    if id == *staff.id() {
        let why = "This is you. Another owner has to do that, so that there always is one.";
        return Err(Box::new(Failure::field("email", "yourself", why)));
    }
    Ok(id)
}

async fn refuse(app: &App, want: Want, staff: &Staff, (email, failure): (&str, Failure)) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    let problem = Problem::invalid(vec![failure]);
    let view = Page { changed: Changed::default(), errors: &problem.errors, email, staff };
    Ok(refused(want, &Shell::new(&app.site, &catalog), &view, problem.clone()))
}

fn after(what: &str, id: &StaffId) -> String {
    let query: String = form_urlencoded::Serializer::new(String::new()).append_pair(what, id.as_str()).finish();
    format!("/back-office/staff?{query}")
}

impl View for Page<'_> {
    fn title(&self, _: &Shell) -> String {
        "Who works here".into()
    }

    fn staff(&self) -> Option<&str> {
        Some(self.staff.name())
    }

    fn html(&self, _: &Shell) -> Markup {
        let address = Field::text("email", "Mail address", self.email).kind("email").most(254).autocomplete("off").errors(self.errors);
        let roles = [
            Choice { value: "staff", label: html! { "Staff" small { "Orders, picking, stock" } }, closed: None },
            Choice { value: "owner", label: html! { "Owner" small { "Everything: prices, settings, who works here" } }, closed: None },
        ];
        html! {
            h1 { "Who works here" }
            @if !self.changed.added.is_empty() {
                (notice(Tone::Good, html! { p { (self.changed.added) " may sign in now, by a link to that address." } }))
            }
            @if !self.changed.removed.is_empty() { (notice(Tone::Good, html! { p { (self.changed.removed) " is out, on all devices." } })) }
            @for failure in self.errors { (notice(Tone::Bad, html! { p { (failure.message) } })) }
            section.card {
                h2 { "Add somebody" }
                form.stack method="post" action="/back-office/staff" {
                    (address)
                    (choices("role", "They may do", Some("staff"), &roles))
                    (button("Add"))
                }
                p.hint { "Adding somebody again changes what they may do." }
            }
            section.card {
                h2 { "Remove somebody" }
                form.stack method="post" action="/back-office/staff/remove" {
                    label for="leaver" { "Mail address" }
                    input #leaver name="email" type="email" maxlength="254" autocomplete="off" required;
                    button type="submit" { "Remove" }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_removes_themselves() {
        let ada = Staff(Member { staff: StaffId::parse("ada@shop.example").unwrap(), role: Role::Owner });
        assert_eq!(someone_else(" Ada@Shop.example ", &ada).unwrap_err().code, "yourself");
        assert_eq!(someone_else("nobody", &ada).unwrap_err().code, "malformed");
        assert_eq!(someone_else("Bo@Shop.example", &ada).unwrap().as_str(), "bo@shop.example");
    }
}
