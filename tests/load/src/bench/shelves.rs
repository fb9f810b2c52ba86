//! Products for a benchmark: as many as wanted, never sold out.

use crate::Outcome;
use crate::assortment::{Assortment, Good};
use crate::chance::Chance;
use std::path::Path;

const MAKERS: [&str; 24] = [
    "Alpenhof",
    "Birkenfeld",
    "Casa Verde",
    "Dorfmühle",
    "Elbland",
    "Fjordgold",
    "Gutsherr",
    "Heidekrone",
    "Inselglück",
    "Jura",
    "Kornblume",
    "Lindenhof",
    "Morgentau",
    "Nordlicht",
    "Olivia",
    "Pfälzer",
    "Quellbach",
    "Rosenau",
    "Sonnental",
    "Tante Emma",
    "Uferland",
    "Vitale",
    "Waldrand",
    "Zirbel",
];
const KINDS: [&str; 16] = [
    "Organic",
    "Fresh",
    "Smoked",
    "Roasted",
    "Whole Grain",
    "Unsalted",
    "Spicy",
    "Sweet",
    "Low Fat",
    "Classic",
    "Farmhouse",
    "Wild",
    "Sliced",
    "Creamy",
    "Crunchy",
    "Natural",
];
const THINGS: [&str; 40] = [
    "Butter",
    "Milk",
    "Yogurt",
    "Gouda",
    "Bread",
    "Rolls",
    "Apples",
    "Bananas",
    "Tomatoes",
    "Carrots",
    "Potatoes",
    "Spaghetti",
    "Rice",
    "Lentils",
    "Olive Oil",
    "Honey",
    "Strawberry Jam",
    "Coffee",
    "Green Tea",
    "Orange Juice",
    "Mineral Water",
    "Lemonade",
    "Pilsner",
    "Red Wine",
    "Chocolate",
    "Cookies",
    "Crisps",
    "Almonds",
    "Salmon",
    "Chicken",
    "Minced Beef",
    "Salami",
    "Pizza",
    "Peas",
    "Ice Cream",
    "Dish Soap",
    "Detergent",
    "Shampoo",
    "Cat Food",
    "Candles",
];

/// So many products: those of the data set where it is at hand, made-up ones for the rest.
pub fn stocked(data: &Path, many: usize) -> Outcome<Assortment> {
    let file = data.join("products.csv");
    let mut goods = if file.exists() { Assortment::read(&file)?.goods } else { Vec::new() };
    goods.truncate(many);
    let more = many.saturating_sub(goods.len());
    goods.extend((0..more).filter_map(made));
    // No order of a benchmark is to fail for want of goods.
    goods.iter_mut().for_each(|good| good.stock = good.loose.map_or(1_000_000, |_| 9_000_000));
    Ok(Assortment::of(goods))
}

fn made(number: usize) -> Option<Good> {
    let of = |question: &str| Chance::of(question, number);
    let thing = of("thing").one(&THINGS)?;
    Some(Good {
        sku: format!("made-{number}"),
        name: format!("{} {} {thing} No. {number}", of("maker").one(&MAKERS)?, of("kind").one(&KINDS)?),
        aisle: format!("{thing} and more"),
        price: of("price").within(49, 1999),
        vat: "reduced",
        loose: None,
        stock: 0,
    })
}
