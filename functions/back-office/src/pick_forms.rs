//! What a picker can say about a line. Each button is a form of its own, so all of it works without JavaScript.

use crate::instead::{Candidate, Instead, May};
use crate::order::{LineView, OrderView, path};
use domain::order::{Choice, PickResult, Wish};
use domain::{Money, Quantity};
use maud::{Markup, html};
use web::Shell;
use web::components::{hidden, picture};

/// The buttons of a line; behind "Change" once it has a result.
pub fn controls(order: &OrderView, line: &LineView) -> Markup {
    html! {
        @match line.result {
            None => (buttons(order, line)),
            Some(_) => details { summary { "Change" span.sr-only { " " (line.name) } } (buttons(order, line)) },
        }
    }
}

fn buttons(order: &OrderView, line: &LineView) -> Markup {
    html! {
        div.row {
            @if line.by_weight.is_some() { (weigh(order, line)) } @else { (found(order, line)) }
            @if order.wish == Wish::Similar { (look_for(order, line)) }
        }
        details {
            summary { "Not all of it there" span.sr-only { ": " (line.name) } }
            div.row {
                (short(order, line))
                (none(order, line))
                @if order.wish == Wish::LeaveOut { (look_for(order, line)) }
            }
        }
    }
}

/// A form about one line, posting a result.
fn about(order: &OrderView, line: &LineView, fields: &Markup) -> Markup {
    html! {
        form.act method="post" action={ (path(order.order)) "/picks" } {
            (hidden("results[0][line]", &line.line.to_string()))
            (fields)
        }
    }
}

fn found(order: &OrderView, line: &LineView) -> Markup {
    let button = html! { button.main type="submit" name="results[0][pick]" value="found" aria-label={ "Found: " (line.name) } { "Found" } };
    about(order, line, &button)
}

fn weigh(order: &OrderView, line: &LineView) -> Markup {
    let id = format!("grams-{}", line.line);
    let fields = html! {
        label for=(id) { "Grams " span.hint { "up to " (line.reserved) } }
        input id=(id) name="results[0][pick][weighed][grams]" type="number" inputmode="numeric" min="1" max=(line.reserved) required
            value=[match line.result { Some(PickResult::Weighed(grams)) => Some(grams), _ => None }];
        button.main type="submit" aria-label={ "Weighed: " (line.name) } { "Weighed" }
    };
    about(order, line, &fields)
}

/// Some of it: nothing but a smaller number makes sense, so a single piece has only "None there".
fn short(order: &OrderView, line: &LineView) -> Markup {
    let ordered = domain::product::units(line.by_weight, line.quantity);
    let id = format!("short-{}", line.line);
    let unit = if line.by_weight.is_some() { "The last grams" } else { "Only" };
    let fields = html! {
        label for=(id) { (unit) " " span.hint { "fewer than " (ordered) } }
        input id=(id) name="results[0][pick][short][found]" type="number" inputmode="numeric" min="1" max=(ordered - 1) required;
        button type="submit" aria-label={ "Fewer: " (line.name) } { "Take these" }
    };
    html! { @if ordered > 1 { (about(order, line, &fields)) } }
}

fn none(order: &OrderView, line: &LineView) -> Markup {
    let words = format!("None there: {}", line.name);
    about(order, line, &html! { button type="submit" name="results[0][pick][short][found]" value="0" aria-label=(words) { "None there" } })
}

fn look_for(order: &OrderView, line: &LineView) -> Markup {
    let href = format!("{}?line={1}#line-{1}", path(order.order), line.line);
    html! { a.button href=(href) { "Something instead" span.sr-only { " of " (line.name) } } }
}

/// All packed goods without a result at once. Loose goods need the scale.
pub fn all_found(order: &OrderView) -> Markup {
    let rest: Vec<&LineView> = order.lines.iter().filter(|l| l.result.is_none() && l.by_weight.is_none()).collect();
    html! {
        @if rest.len() > 1 {
            form method="post" action={ (path(order.order)) "/picks" } {
                @for (n, line) in rest.iter().enumerate() {
                    (hidden(&format!("results[{n}][line]"), &line.line.to_string()))
                    (hidden(&format!("results[{n}][pick]"), "found"))
                }
                button type="submit" { "Found the other " (rest.len()) " as well" }
            }
            @if rest.len() < order.open.len() { p.hint { "Loose goods are weighed one by one." } }
        }
    }
}

/// What could be given for a line, and a way to look for something else.
pub fn choices(order: &OrderView, line: &LineView, instead: &Instead, shell: &Shell) -> Markup {
    html! {
        section.card {
            h3 { "Instead of " (line.name) }
            p.hint {
                "Promised: " (shell.money(line.promised)) ". " (agreed(line, shell))
            }
            form.row role="search" action={ (path(order.order)) "#line-" (line.line) } {
                (hidden("line", &line.line.to_string()))
                label.sr-only for="instead-q" { "Name, code or barcode" }
                input #instead-q name="q" type="search" value=(instead.q) placeholder="Name, code or barcode" maxlength="80" autocomplete="off";
                button type="submit" { "Look" }
            }
            @if instead.candidates.is_empty() { p { "Nothing suitable is in stock." } }
            ul.lines { @for candidate in &instead.candidates { li.line { (choice(order, line, candidate, shell)) } } }
            p { a href={ (path(order.order)) "#line-" (line.line) } { "Back without giving anything" } }
        }
    }
}

fn choice(order: &OrderView, line: &LineView, candidate: &Candidate, shell: &Shell) -> Markup {
    let id = format!("much-{}", candidate.sku);
    let available = u32::try_from(candidate.available).unwrap_or(u32::MAX);
    let (field, unit, n, there) = match candidate.quantity {
        Quantity::Pieces(n) => ("pieces", "pieces", n, Quantity::Pieces(available)),
        Quantity::Grams(n) => ("grams", "g", n, Quantity::Grams(available)),
    };
    let much = |id: &str, name: &str| {
        html! {
            label for=(id) { span.sr-only { "How much, in " } (unit) }
            input id=(id) name={ (name) "[" (field) "]" } type="number" inputmode="numeric" min="1" max=(candidate.available) value=(n) required;
        }
    };
    let give = html! {
        (hidden("results[0][pick][substituted][sku]", candidate.sku.as_str()))
        (much(&id, "results[0][pick][substituted][quantity]"))
        button.main type="submit" aria-label={ "Give " (candidate.name) } { "Give this" }
    };
    let ask = html! {
        form.act method="post" action={ (path(order.order)) "/proposals" } {
            (hidden("line", &line.line.to_string()))
            (hidden("sku", candidate.sku.as_str()))
            (much(&format!("ask-{id}"), "quantity"))
            button type="submit" aria-label={ "Ask the shopper about " (candidate.name) } { "Ask for " (shell.money(candidate.worth)) }
        }
    };
    html! {
        (picture(candidate.picture, candidate.name, false))
        div.what {
            strong { (candidate.name) } @if !candidate.brand.is_empty() { span.hint { " " (candidate.brand) } }
            p.hint {
                @if candidate.may == May::Never { (candidate.why) }
                @else if candidate.worth > candidate.charged { (shell.money(candidate.worth)) " on the shelf, charged as agreed" }
                @else if candidate.charged < line.promised { (shell.money(line.promised - candidate.charged)) " less than promised" }
                @else if candidate.charged > line.promised { (shell.money(candidate.charged - line.promised)) " more than promised" }
                @else { "the same price" }
                " · " (there) " there"
            }
        }
        div.amount { (shell.money(candidate.charged)) }
        div.how-much {
            @match candidate.may {
                May::Give => {
                    (about(order, line, &give))
                    @if candidate.worth > candidate.charged { details { summary { "Ask the shopper" } (ask) } }
                },
                May::Ask => (ask),
                May::Never => strong { "Not for this order" },
            }
        }
    }
}

/// What the shopper agreed to for a line, for the picker.
pub fn agreed(line: &LineView, shell: &Shell) -> Markup {
    let more = line.agreed.more;
    html! {
        @match &line.agreed.choice {
            Choice::LeaveOut => "If missing: leave it out, or ask.",
            Choice::This(sku) => { "If missing: " (sku) " and nothing else." },
            Choice::Similar | Choice::AsWished => "If missing: something similar.",
        }
        @if more > Money::ZERO { " It may cost up to " (shell.money(more)) " more." }
    }
}

/// What a picker said, in words.
pub fn result_words(result: &PickResult) -> Markup {
    html! {
        @match result {
            PickResult::Found => "✓ Found",
            PickResult::Weighed(grams) => { "✓ " (grams) " g" },
            PickResult::Short(0) => "✗ None there",
            PickResult::Short(found) => { "Only " (found) },
            PickResult::Substituted(given) => { "Instead: " (given.item.quantity) " " (given.item.name) },
            PickResult::Proposed(asked) => { "Asked about " (asked.item.quantity) " " (asked.item.name) },
        }
    }
}
