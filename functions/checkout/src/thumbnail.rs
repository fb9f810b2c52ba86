//! The small picture beside a line of an order.

use domain::Sku;
use maud::Markup;
use web::Shell;
use web::components::{Picture, picture};

/// As the product looks now; its first letter once it is no longer sold.
pub(crate) fn thumbnail(shell: &Shell, sku: &Sku, name: &str) -> Markup {
    let product = shell.catalog.as_deref().and_then(|catalog| catalog.product(sku));
    let slug = product.map(|product| product.text.picture.as_str()).filter(|slug| !slug.is_empty());
    picture(slug.map(Picture), name, false)
}
