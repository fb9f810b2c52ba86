//! Forms that work without JavaScript, with labels, hints and errors tied to their fields.

use crate::problem::Failure;
use maud::{Markup, Render, html};
use texts::{Language, Words};

/// A labeled input. `(Field::text("contact[mail]", "E-mail", &mail).kind("email").errors(&errors))`
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    name: &'a str,
    label: &'a str,
    value: &'a str,
    kind: &'a str,
    hint: Option<&'a str>,
    error: Option<&'a Words>,
    autocomplete: Option<&'a str>,
    inputmode: Option<&'a str>,
    most: u32,
    rows: u8,
    optional: bool,
    language: Language,
}

impl<'a> Field<'a> {
    /// A required line of text. `name` nests by brackets, as [`crate::Input`] reads it.
    pub fn text(name: &'a str, label: &'a str, value: &'a str) -> Field<'a> {
        Field {
            name,
            label,
            value,
            kind: "text",
            hint: None,
            error: None,
            autocomplete: None,
            inputmode: None,
            most: 200,
            rows: 1,
            optional: false,
            language: Language::default(),
        }
    }

    /// The input's type: `email`, `tel`, `number`, `password`, `date` ...
    pub fn kind(mut self, kind: &'a str) -> Self {
        self.kind = kind;
        self
    }

    /// One sentence below the label.
    pub fn hint(mut self, hint: &'a str) -> Self {
        self.hint = Some(hint);
        self
    }

    /// What browsers may fill in: `email`, `postal-code`, `given-name` ...
    pub fn autocomplete(mut self, token: &'a str) -> Self {
        self.autocomplete = Some(token);
        self
    }

    /// Which keyboard a phone shows: `numeric`, `decimal`.
    pub fn inputmode(mut self, mode: &'a str) -> Self {
        self.inputmode = Some(mode);
        self
    }

    /// Most characters; 200 unless told.
    pub fn most(mut self, characters: u32) -> Self {
        self.most = characters;
        self
    }

    /// Several lines of text.
    pub fn rows(mut self, rows: u8) -> Self {
        self.rows = rows;
        self
    }

    /// May stay empty; the label says so.
    pub fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    /// What "optional" and the error are said in; English unless told.
    pub fn language(mut self, language: Language) -> Self {
        self.language = language;
        self
    }

    /// The error of this field, if one of these is about it.
    pub fn errors(mut self, errors: &'a [Failure]) -> Self {
        self.error = wrong(errors, self.name);
        self
    }

    fn about(&self) -> Option<String> {
        match (self.hint, self.error) {
            (None, None) => None,
            (Some(_), None) => Some(format!("{}-hint", self.name)),
            (None, Some(_)) => Some(format!("{}-error", self.name)),
            (Some(_), Some(_)) => Some(format!("{0}-error {0}-hint", self.name)),
        }
    }

    fn input(&self) -> Markup {
        let invalid = self.error.map(|_| "true");
        html! {
            @if self.rows > 1 {
                textarea id=(self.name) name=(self.name) rows=(self.rows) maxlength=(self.most) required[!self.optional]
                    aria-invalid=[invalid] aria-describedby=[self.about()] { (self.value) }
            } @else {
                input id=(self.name) name=(self.name) type=(self.kind) value=(self.value) maxlength=(self.most) required[!self.optional]
                    autocomplete=[self.autocomplete] inputmode=[self.inputmode] aria-invalid=[invalid] aria-describedby=[self.about()];
            }
        }
    }
}

/// What is wrong with a field, if one of these is about it. `contact[mail]` and `contact.mail` are the same field.
pub fn wrong<'a>(errors: &'a [Failure], name: &str) -> Option<&'a Words> {
    errors.iter().find(|f| f.field.as_deref().is_some_and(|field| same(field, name))).map(|f| &f.message)
}

/// `contact[mail]` and `contact.mail` name the same field.
fn same(a: &str, b: &str) -> bool {
    let flat = |text: &str| text.replace(']', "").replace('[', ".");
    a == b || flat(a) == flat(b)
}

impl Render for Field<'_> {
    fn render(&self) -> Markup {
        html! {
            div.field .wrong[self.error.is_some()] {
                label for=(self.name) { (self.label) @if self.optional { " " span.optional { (self.language.text("frame-optional")) } } }
                @if let Some(hint) = self.hint { p.hint id={ (self.name) "-hint" } { (hint) } }
                (self.input())
                @if let Some(error) = self.error { p.error id={ (self.name) "-error" } { (error.said(self.language)) } }
            }
        }
    }
}

/// A hidden input.
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

/// The one main button of a form.
pub fn button(words: &str) -> Markup {
    html! { button.main type="submit" { (words) } }
}

/// A form of hidden values and one button: `post("/orders/X/cancel", &[("key", key)], "Cancel the order")`.
pub fn post(action: &str, values: &[(&str, &str)], words: &str) -> Markup {
    html! {
        form.act method="post" action=(action) {
            @for (name, value) in values { (hidden(name, value)) }
            button type="submit" { (words) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_tied_to_its_field() {
        let errors = [Failure::field("contact.mail", "required", "We need an address for the receipt.")];
        let text = Field::text("contact[mail]", "E-mail", "<b>").errors(&errors).render().into_string();
        assert!(text.contains("aria-describedby=\"contact[mail]-error\"") && text.contains("aria-invalid=\"true\""));
        assert!(text.contains("We need an address") && text.contains("&lt;b&gt;"));
    }
}
