//! Icons, in the page itself: the content policy allows no others from elsewhere.

use maud::PreEscaped;

/// A drawing. Decoration only: words stand beside it.
pub type Icon = PreEscaped<&'static str>;

/// Two leaves on a stem, the shop's sign.
pub const SPRIG: Icon = PreEscaped(
    r#"<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 22V11" stroke="currentColor" stroke-width="2" stroke-linecap="round" fill="none"/><path class="leaf-a" d="M12 13C5 13 3 8 3 3c6 0 9 3 9 10z"/><path class="leaf-b" d="M12 17c6 0 9-3.5 9-9-6 0-9 3.5-9 9z"/></svg>"#,
);

/// A looking glass.
pub const SEARCH: Icon = PreEscaped(
    r#"<svg width="20" height="20" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.2" stroke-linecap="round" aria-hidden="true"><circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5 21 21"/></svg>"#,
);

/// A basket.
pub const BASKET: Icon = PreEscaped(
    r#"<svg width="22" height="22" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M3 10h18l-1.8 9.2a2 2 0 0 1-2 1.8H6.8a2 2 0 0 1-2-1.8z"/><path d="m7.5 10 3-6.5M16.5 10l-3-6.5M9.5 14v3M14.5 14v3"/></svg>"#,
);

/// More.
pub const PLUS: Icon = PreEscaped(r#"<svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path d="M12 5v14M5 12h14"/></svg>"#);

/// Less.
pub const MINUS: Icon = PreEscaped(r#"<svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12h14"/></svg>"#);

/// Away with it.
pub const CLOSE: Icon = PreEscaped(r#"<svg class="sign" viewBox="0 0 24 24" aria-hidden="true"><path d="m6 6 12 12M18 6 6 18"/></svg>"#);

/// A paper bag: a product of which there is no picture.
pub const BAG: Icon = PreEscaped(
    r#"<svg class="bag" viewBox="0 0 64 64" aria-hidden="true"><path class="paper" d="M15 20h34l3 36a3 3 0 0 1-3 3H15a3 3 0 0 1-3-3z"/><path class="fold" d="m15 20 3.4-5 3.4 5 3.4-5 3.4 5 3.4-5 3.4 5 3.4-5 3.4 5 3.4-5L49 20z"/></svg>"#,
);
