//! A question with a few answers, as large cards; its error is part of the group, so that it is read with the question.

use super::forms::wrong;
use crate::problem::Failure;
use maud::{Markup, Render, html};
use texts::{Language, Words};

/// One of several answers to a question.
#[derive(Clone, Debug)]
pub struct Choice<'a> {
    /// What is sent.
    pub value: &'a str,
    /// What is read.
    pub label: Markup,
    /// Why it cannot be chosen, if it cannot.
    pub closed: Option<&'a str>,
}

/// Radio buttons as large cards, with their question as the legend:
/// `(Choices::of("fault", "What happened?", &faults).chosen(said).errors(&errors, shell.language))`
#[derive(Clone, Copy, Debug)]
pub struct Choices<'a> {
    name: &'a str,
    legend: &'a str,
    all: &'a [Choice<'a>],
    chosen: Option<&'a str>,
    error: Option<&'a Words>,
    language: Language,
}

impl<'a> Choices<'a> {
    /// A question, sent under this name.
    pub fn of(name: &'a str, legend: &'a str, all: &'a [Choice<'a>]) -> Choices<'a> {
        Choices { name, legend, all, chosen: None, error: None, language: Language::default() }
    }

    /// The answer so far.
    pub fn chosen(mut self, value: Option<&'a str>) -> Self {
        self.chosen = value;
        self
    }

    /// What is wrong with the answer, if one of these is about it, and what that is said in.
    pub fn errors(mut self, errors: &'a [Failure], language: Language) -> Self {
        self.error = wrong(errors, self.name);
        self.language = language;
        self
    }
}

impl Render for Choices<'_> {
    fn render(&self) -> Markup {
        let id = self.error.map(|_| format!("{}-error", self.name));
        html! {
            fieldset.choices .wrong[self.error.is_some()] role="radiogroup" aria-invalid=[self.error.map(|_| "true")] aria-describedby=[&id] {
                legend { (self.legend) }
                @for choice in self.all {
                    label.choice .closed[choice.closed.is_some()] {
                        input type="radio" name=(self.name) value=(choice.value) required
                            checked[self.chosen == Some(choice.value)] disabled[choice.closed.is_some()];
                        span { (choice.label) @if let Some(why) = choice.closed { small { (why) } } }
                    }
                }
                @if let Some(error) = self.error { p.error id=[&id] { (error.said(self.language)) } }
            }
        }
    }
}

/// A question nothing is wrong with: `choices(name, legend, chosen, all)`.
pub fn choices(name: &str, legend: &str, chosen: Option<&str>, all: &[Choice]) -> Markup {
    Choices::of(name, legend, all).chosen(chosen).render()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_is_tied_to_its_question() {
        let errors = [Failure::field("fulfillment.slot", "slot_closed", "That time is over.")];
        let all = [Choice { value: "a", label: html! { "At nine" }, closed: None }];
        let text = Choices::of("fulfillment[slot]", "When?", &all).errors(&errors, Language::default()).render().into_string();
        assert!(text.contains("aria-invalid=\"true\" aria-describedby=\"fulfillment[slot]-error\""), "{text}");
        assert!(text.contains("<p class=\"error\" id=\"fulfillment[slot]-error\">That time is over.</p>"), "{text}");
        assert!(!choices("a", "When?", None, &all).into_string().contains("aria-"));
    }
}
