//! What a country's law asks of a grocer, in one table with its sources.
//!
//! A shop is in one country: [`crate::Settings::country`]. The table knows what is in force; a rate that changes gets a
//! row with the day it counts from. It is no legal advice, and the owner's tax adviser has the last word.

use crate::fees::Ancillary;
use crate::tax::Rates;
use crate::{Money, Product, VatClass};
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The countries the shop knows, by ISO 3166.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Country {
    /// Germany.
    #[default]
    De,
    /// Austria.
    At,
    /// France.
    Fr,
    /// Great Britain.
    Gb,
    /// Switzerland.
    Ch,
}

/// One country's rules.
#[derive(Clone, Copy, Debug)]
pub struct Law {
    /// What it is called in the back office.
    pub name: &'static str,
    /// What prices there may be in: ISO 4217. One where a second is no tender of its own.
    pub currencies: &'static [&'static str],
    /// VAT rates, the latest last.
    pub vat: &'static [Rate],
    /// Where the rates are written.
    pub vat_source: &'static str,
    /// How delivery and the like are taxed.
    pub fees: Ancillary,
    /// Where that is written.
    pub fees_source: &'static str,
    /// What a unit price is per.
    pub unit_price: Reference,
    /// What is charged back for empties.
    pub deposit: Deposit,
    /// Who may buy alcohol.
    pub ages: Ages,
    /// Where it is written that a reduction names the lowest price of the 30 days before; absent: it need not.
    pub lowest_price: Option<&'static str>,
}

/// A VAT rate.
#[derive(Clone, Copy, Debug)]
pub struct Rate {
    /// Whose.
    pub class: VatClass,
    /// In basis points.
    pub bp: i64,
    /// First day it counts.
    pub from: Date,
}

/// What a unit price is per: always a kilogram, a liter or a piece.
#[derive(Clone, Copy, Debug)]
pub struct Reference {
    /// Loose goods may be priced per 100 g instead.
    pub loose_per_100_g: bool,
    /// Where it is written.
    pub source: &'static str,
}

/// Deposits on drinks.
#[derive(Clone, Copy, Debug)]
pub struct Deposit {
    /// On what is used once; absent: there is none by law.
    pub one_way: Option<Money>,
    /// Where it is written.
    pub source: &'static str,
}

/// Youngest ages.
#[derive(Clone, Copy, Debug)]
pub struct Ages {
    /// For beer, wine and what is like them.
    pub beer_and_wine: u8,
    /// For spirits.
    pub spirits: u8,
    /// Where it is written.
    pub source: &'static str,
}

impl Country {
    /// All of them.
    pub const ALL: [Country; 5] = [Country::De, Country::At, Country::Fr, Country::Gb, Country::Ch];

    /// Its rules.
    pub fn law(self) -> &'static Law {
        match self {
            Country::De => &GERMANY,
            Country::At => &AUSTRIA,
            Country::Fr => &FRANCE,
            Country::Gb => &BRITAIN,
            Country::Ch => &SWITZERLAND,
        }
    }

    /// Youngest age that may buy a drink with so many tenths of a percent of alcohol. Up to 1.2 % is none; what is stronger
    /// than fortified wine, 22 %, is spirits.
    pub fn age_for(self, alcohol: u16) -> Option<u8> {
        match alcohol {
            0..=12 => None,
            13..=220 => Some(self.law().ages.beer_and_wine),
            _ => Some(self.law().ages.spirits),
        }
    }

    /// Gives a product the age limit its alcohol asks for, where it has none. The error: it has a lower one.
    pub fn age(self, product: &mut Product) -> Result<(), String> {
        let Some(least) = product.text.alcohol.and_then(|alcohol| self.age_for(alcohol)) else { return Ok(()) };
        match product.head.age {
            Some(age) if age < least => Err(format!("with so much alcohol it is for {least} and older ({})", self.law().ages.source)),
            Some(_) => Ok(()),
            None => {
                product.head.age = Some(least);
                Ok(())
            }
        }
    }

    /// Why prices there are not in a currency, in words for the owner.
    pub fn foreign(self, currency: &str) -> Option<String> {
        let Law { name, currencies, .. } = self.law();
        (!currencies.contains(&currency)).then(|| format!("prices in {name} are in {}", currencies.join(" or ")))
    }

    /// What the owner should know of a deposit that is not what the law asks for, or several of it in a pack. It may be
    /// right: on what is refilled, traders agree on their own.
    pub fn odd_deposit(self, deposit: Money) -> Option<String> {
        let Law { name, deposit: Deposit { one_way, source }, .. } = self.law();
        match one_way {
            _ if deposit <= Money::ZERO => None,
            Some(each) if deposit.0 % each.0 == 0 => None,
            Some(each) => Some(format!(
                "a deposit of {deposit} is not on what is used once: that is {each} in {name} ({source}); on what is refilled it may be"
            )),
            None => Some(format!("there is no deposit on what is used once in {name} ({source}); on what is refilled there may be")),
        }
    }

    /// What the law says of deposits, for who types one in.
    pub fn on_deposits(self) -> String {
        let Law { name, deposit: Deposit { one_way, source }, .. } = self.law();
        let on = one_way.map_or_else(|| "none".to_owned(), |each| each.to_string());
        format!("On each piece, VAT included. On what is used once in {name}: {on} ({source}).")
    }

    /// The VAT rates of a day.
    pub fn rates(self, day: Date) -> Rates {
        let on = |class| self.vat_on(class, day).unwrap_or(0);
        Rates { standard: on(VatClass::Standard), reduced: on(VatClass::Reduced), basic: self.vat_on(VatClass::Basic, day) }
    }

    /// The rate of a class in basis points on a day, where it has one of its own.
    pub fn vat_on(self, class: VatClass, day: Date) -> Option<i64> {
        self.law().vat.iter().rev().find(|r| r.class == class && r.from <= day).map(|r| r.bp)
    }
}

const fn rate(class: VatClass, bp: i64, from: Date) -> Rate {
    Rate { class, bp, from }
}

const GERMANY: Law = Law {
    name: "Germany",
    currencies: &["EUR"],
    vat: &[rate(VatClass::Standard, 1900, date(2021, 1, 1)), rate(VatClass::Reduced, 700, date(2021, 1, 1))],
    vat_source: "section 12 (1) and (2) UStG",
    fees: Ancillary::AsGoods,
    fees_source: "UStAE 3.10 (5): what goes with a supply is taxed like it; delivery with goods of several rates is split",
    unit_price: Reference { loose_per_100_g: true, source: "sections 4 and 5 PAngV; 100 g: section 5 (2)" },
    deposit: Deposit { one_way: Some(Money(25)), source: "section 31 VerpackG: 0.1 to 3 l; apart from the price: section 7 PAngV" },
    ages: Ages { beer_and_wine: 16, spirits: 18, source: "section 9 (1) JuSchG" },
    lowest_price: Some("section 11 PAngV"),
};

/// Some basic foods have a rate of their own since 1 July 2026: milk, yogurt, butter, eggs, vegetables, some fruit, rice,
/// flour, pasta, bread, salt, by their codes of the combined nomenclature. Which products those are, the owner says.
const AUSTRIA: Law = Law {
    name: "Austria",
    currencies: &["EUR"],
    vat: &[
        rate(VatClass::Standard, 2000, date(2016, 1, 1)),
        rate(VatClass::Reduced, 1000, date(2016, 1, 1)),
        rate(VatClass::Basic, 490, date(2026, 7, 1)),
    ],
    vat_source: "section 10 (1) and (2) UStG 1994; 4.9 % on basic food: its amendment of 2026, in force on 1 July 2026",
    fees: Ancillary::AsGoods,
    fees_source: "UStR 2000 Rz 348 and 1234: what goes with a supply is taxed like it",
    unit_price: Reference { loose_per_100_g: true, source: "sections 10a to 10d PrAG" },
    deposit: Deposit {
        one_way: Some(Money(25)),
        source: "Pfandverordnung für Einweggetränkeverpackungen, BGBl. II 283/2023: since 2025, 0.1 to 3 l",
    },
    ages: Ages { beer_and_wine: 16, spirits: 18, source: "the youth protection acts of the states, harmonized 2019" },
    lowest_price: Some("section 9a PrAG"),
};

const FRANCE: Law = Law {
    name: "France",
    currencies: &["EUR"],
    vat: &[rate(VatClass::Standard, 2000, date(2014, 1, 1)), rate(VatClass::Reduced, 550, date(2014, 1, 1))],
    vat_source: "articles 278 and 278-0 bis CGI",
    fees: Ancillary::AsGoods,
    fees_source: "article 267 (I) (2) CGI: costs that go with a supply belong to its price",
    unit_price: Reference { loose_per_100_g: true, source: "arrêté du 16 novembre 1999, articles 1 to 3" },
    deposit: Deposit { one_way: None, source: "article L541-10-11 code de l'environnement allows one; none is in force" },
    ages: Ages { beer_and_wine: 18, spirits: 18, source: "article L3342-1 code de la santé publique" },
    lowest_price: Some("article L112-1-1 code de la consommation"),
};

const BRITAIN: Law = Law {
    name: "Great Britain",
    currencies: &["GBP"],
    vat: &[
        rate(VatClass::Standard, 2000, date(2011, 1, 4)),
        rate(VatClass::Reduced, 500, date(1997, 9, 1)),
        rate(VatClass::Zero, 0, date(1973, 4, 1)),
    ],
    vat_source: "VAT Act 1994: sections 2, 29A and 30; most food is zero-rated: schedule 8, group 1",
    fees: Ancillary::Standard,
    fees_source: "HMRC notice 700/24, section 2: delivery that a shopper may do without is a supply of its own, at the standard rate",
    unit_price: Reference { loose_per_100_g: false, source: "Price Marking Order 2004 as amended by SI 2024/1055, in force 6 April 2026" },
    deposit: Deposit {
        one_way: None,
        source: "schemes of England, Scotland and Northern Ireland start in October 2027; apart from the price: SI 2024/1055",
    },
    ages: Ages {
        beer_and_wine: 18,
        spirits: 18,
        source: "sections 146 and 191 Licensing Act 2003; section 102 Licensing (Scotland) Act 2005",
    },
    lowest_price: None,
};

const SWITZERLAND: Law = Law {
    name: "Switzerland",
    currencies: &["CHF"],
    vat: &[
        rate(VatClass::Standard, 770, date(2018, 1, 1)),
        rate(VatClass::Reduced, 250, date(2018, 1, 1)),
        rate(VatClass::Standard, 810, date(2024, 1, 1)),
        rate(VatClass::Reduced, 260, date(2024, 1, 1)),
    ],
    vat_source: "article 25 MWSTG",
    fees: Ancillary::AsGoods,
    fees_source: "article 19 (4) MWSTG: what goes with a supply is taxed like it",
    unit_price: Reference { loose_per_100_g: true, source: "articles 5 and 6 PBV (SR 942.211)" },
    deposit: Deposit { one_way: None, source: "VGV (SR 814.621): a deposit on refillable packaging only" },
    ages: Ages { beer_and_wine: 16, spirits: 18, source: "article 14 LMG (SR 817.0); article 41 (1) (i) AlkG (SR 680)" },
    lowest_price: None,
};
