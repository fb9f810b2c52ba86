//! Prices without VAT: what is read is another figure, what is charged is the same, and all of it adds up to the cent.

use crate::shop::{basket, cases, delivery, noon, packed, placed_as, whole};
use domain::figures::{Charged, Figures, net};
use domain::quote::{Quote, Terms, quote};
use domain::tax::Prices;
use domain::{Money, ProductHead, Quantity, Rates, VatClass, VatPart};
use proptest::prelude::*;

/// Britain's rates: a third of the amounts are rounded in the middle.
const ROUND: Rates = Rates { standard: 2000, reduced: 500, basic: None };

fn shown(basket: &[(ProductHead, Quantity)], prices: Prices, rates: Rates) -> Quote {
    let asked: Vec<(&ProductHead, Quantity)> = basket.iter().map(|(head, quantity)| (head, *quantity)).collect();
    let ancillary = domain::fees::Ancillary::AsGoods;
    quote(&asked, Terms { now: noon(), fees: delivery(390), rates, prices, ancillary, ..Terms::default() })
}

#[test]
fn a_basket_without_vat_adds_up_to_what_is_charged() {
    let cola = ProductHead { vat: VatClass::Standard, deposit: Money(25), ..packed("cola", 100) };
    let basket = [(packed("milk", 120), Quantity::Pieces(2)), (cola, Quantity::Pieces(1))];
    let quote = shown(&basket, Prices::Net, Rates::default());
    let figures = quote.figures();
    // 1.25 at 19 % and its share of delivery, 1.34; 2.40 at 7 % and 2.56.
    let taxes: Vec<_> = figures.on_top.iter().map(|part| (part.bp, part.gross.0, part.vat.0)).collect();
    assert_eq!(taxes, [(1900, 259, 41), (700, 496, 32)]);
    assert_eq!((figures.sum, quote.total), (Money(682), Money(755)));
    let line = |n: usize| (figures.lines[n].goods.0, figures.lines[n].deposit.0, figures.lines[n].total.0);
    assert_eq!((line(0), line(1), figures.fees[0].0), ((84, 21, 105), (225, 0, 225), 352));
}

#[test]
fn a_price_alone_is_rounded_once_and_its_tax_is_the_rest() {
    let cents = [(199, 700), (3, 2000), (1, 1900), (0, 700), (1_000, 0)];
    let net = cents.map(|(cents, bp)| Prices::Net.shown(Money(cents), bp).0);
    assert_eq!(net, [186, 2, 1, 0, 1_000]);
    assert_eq!(cents.map(|(cents, bp)| Prices::Gross.shown(Money(cents), bp).0), cents.map(|(cents, _)| cents));
}

#[test]
fn the_rows_of_a_document_share_what_its_taxes_leave() {
    let part = |class, bp, gross: i64| VatPart { class, bp, gross: Money(gross), vat: Money(gross).tax_within(bp) };
    let rows = [(700, Money(101)), (1900, Money(50)), (700, Money(101)), (700, Money(101))];
    let net = net(&rows, &[part(VatClass::Standard, 1900, 50), part(VatClass::Reduced, 700, 303)]);
    assert_eq!(net.iter().map(|m| m.0).collect::<Vec<_>>(), [95, 42, 94, 94], "94.39 three times is 283.18");
}

/// Everything a shopper is asked to agree to.
fn charged(quote: &Quote) -> String {
    format!("{:?}", Quote { prices: Prices::Gross, ..quote.clone() })
}

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn how_prices_are_shown_never_changes_what_is_charged(basket in basket(10)) {
        let (gross, net) = (shown(&basket, Prices::Gross, ROUND), shown(&basket, Prices::Net, ROUND));
        prop_assert_eq!(charged(&gross), charged(&net));
        prop_assert_eq!(gross.fingerprint("slot"), net.fingerprint("slot"));
    }

    #[test]
    fn figures_with_vat_are_the_quotes_own(basket in basket(10)) {
        let quote = shown(&basket, Prices::Gross, ROUND);
        let figures = quote.figures();
        prop_assert_eq!((figures.goods(), figures.discount(), figures.deposit()), (quote.goods, quote.discount, quote.deposit));
        prop_assert_eq!((figures.sum, figures.savings(), figures.on_top.len()), (quote.total, quote.savings(), 0));
    }

    #[test]
    fn figures_without_vat_and_the_vat_of_each_rate_are_what_is_charged(basket in basket(10), german in any::<bool>()) {
        let quote = shown(&basket, Prices::Net, if german { Rates::default() } else { ROUND });
        let figures = quote.figures();
        prop_assert_eq!(&figures.on_top, &quote.vat, "one truth");
        prop_assert_eq!(figures.sum + figures.on_top.iter().map(|part| part.vat).sum(), quote.total);
        let fees: Money = figures.fees.iter().copied().sum();
        prop_assert_eq!(figures.goods() - figures.discount() + figures.deposit() + fees, figures.sum);
        let saved: Money = figures.savings().into_iter().map(|(_, off)| off).sum();
        prop_assert_eq!(saved, figures.discount());
        for (line, shown) in quote.lines.iter().zip(&figures.lines) {
            prop_assert_eq!(shown.goods - shown.discount + shown.deposit, shown.total);
            let alone = line.priced.total().without_tax(quote.rates.of(line.item.vat));
            prop_assert!((shown.total - alone).0.abs() <= 1, "{} of a rate, {} alone", shown.total, alone);
        }
        for part in &quote.vat {
            prop_assert_eq!(part.net() + part.vat, part.gross);
        }
    }

    #[test]
    fn an_order_stays_as_it_was_shown_and_settles_to_the_cent(basket in basket(6)) {
        let quote = shown(&basket, Prices::Net, ROUND);
        let whole = whole(placed_as(quote));
        prop_assert_eq!(whole.order.prices, Prices::Net);
        let settled = whole.settlement();
        let order = &whole.order;
        let figures = Figures::of(order.prices, order.rates, settled.lines.iter().map(Charged::from), &order.fees);
        prop_assert_eq!(&figures.on_top, &settled.vat);
        prop_assert_eq!(figures.sum + settled.vat.iter().map(|part| part.vat).sum(), settled.total);
    }
}
