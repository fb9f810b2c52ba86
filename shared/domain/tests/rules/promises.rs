//! What was agreed for a line when it is missing, and what the shopper is asked while the order is picked.

use crate::day::{Day, Event, Hint};
use crate::picking::{found, given, hint, is_consistent, paid, reports, shelf, short, total};
use crate::shop::{Basket, cases, fees, loose, packed, placed, quoted, sku, staff};
use crate::store::Stored;
use domain::order::{Agreed, Answer, Choice, IfMissing, PickResult, Refusal, State, Verdict, Wish, agreed, breaks};
use domain::product::{Allergen, Diet};
use domain::{Money, Product, ProductText, Quantity, Sku};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn tea() -> Basket {
    vec![(packed("tea", 300), Quantity::Pieces(2))]
}

/// A paid order whose shopper said this about its first line.
fn said(basket: &Basket, choice: Choice, more: i64) -> Day {
    let mut day = paid(basket, vec![], 50);
    day.store.whole.order.promise.instead.insert(1, Agreed { choice, more: Money(more) });
    day
}

fn asked(day: &mut Day, code: &str, quantity: Quantity) -> Result<Option<Stored>, Refusal> {
    let (products, now, sku) = (day.products.clone(), day.now, sku(code));
    day.store.decide(0, |whole| whole.propose(1, (&sku, quantity), &staff(), &products, now))
}

fn is_refused<T>(result: &Result<T, Refusal>) -> bool {
    matches!(result, Err(Refusal::Impossible { .. }))
}

#[test]
fn what_is_to_be_left_out_is_given_only_after_asking() {
    let mut day = said(&tea(), Choice::LeaveOut, 0);
    assert!(is_refused(&day.pick(&[given(1, "s-cheap", Quantity::Pieces(1))], 0)));
    assert_eq!(asked(&mut day, "s-cheap", Quantity::Pieces(1)), Ok(Some(Stored::Yes)));
    assert_eq!(asked(&mut day, "s-cheap", Quantity::Pieces(1)), Ok(None), "asked once");
    assert_eq!(day.answer(1, true, 0), Ok(Some(Stored::Yes)));
    assert_eq!(day.answer(1, true, 0), Ok(None), "answered once");
    assert_eq!(day.answer(1, false, 0), Err(Refusal::NotAsked), "and not otherwise");
    assert_eq!(total(&day), Money(50));
}

#[test]
fn this_one_means_nothing_else() {
    let mut day = said(&tea(), Choice::This(sku("s-cheap")), 0);
    assert!(is_refused(&day.pick(&[given(1, "s-loose", Quantity::Grams(100))], 0)));
    assert_eq!(day.pick(&[given(1, "s-cheap", Quantity::Pieces(1))], 0), Ok(Some(Stored::Yes)));
}

#[test]
fn it_costs_more_only_as_far_as_was_agreed() {
    let told = BTreeMap::from([(sku("tea"), IfMissing { choice: Choice::Similar, dearer: true })]);
    let quote = quoted(&tea(), vec![]);
    let with = quote.clone().with_leeway(&told, Wish::LeaveOut);
    assert_eq!((quote.upper, with.upper, with.total), (Money(600), Money(720), Money(600)), "a fifth more is authorized, not charged");
    assert_ne!(quote.fingerprint("x"), with.fingerprint("x"), "the shopper confirms it");
    assert_eq!(agreed(&quote.lines, &told, Wish::LeaveOut)[&1], Agreed { choice: Choice::Similar, more: Money(120) });
    let mut day = said(&tea(), Choice::Similar, 120);
    day.store.whole.order.upper = with.upper;
    day.pick(&[given(1, "s-dear", Quantity::Pieces(1))], 0).unwrap();
    assert_eq!(total(&day), Money(720));
    let unwanted = BTreeMap::from([(sku("tea"), IfMissing { choice: Choice::AsWished, dearer: true })]);
    assert_eq!(quoted(&tea(), vec![]).with_leeway(&unwanted, Wish::LeaveOut).upper, Money(600), "nothing is given, so nothing costs more");
}

#[test]
fn silence_follows_the_wish() {
    // Similar was wished, so it is given at the promised price; the slack for asking comes from the apples left out.
    let basket = vec![(loose("apples", 900, 200), Quantity::Grams(1_000)), (packed("tea", 300), Quantity::Pieces(1))];
    for (wish, worth, result) in [(Wish::Similar, 300, "substituted"), (Wish::LeaveOut, 0, "short")] {
        let mut day = paid(&basket, vec![], 5_000);
        day.store.whole.order.wish = wish;
        day.pick(&[short(1, 0)], 0).unwrap();
        let (products, now) = (day.products.clone(), day.now);
        let loose = sku("s-loose");
        day.store.decide(0, |w| w.propose(2, (&loose, Quantity::Grams(600)), &staff(), &products, now)).unwrap();
        assert_eq!(day.store.whole.ready(day.now), Err(Refusal::Asked(vec![2])));
        day.happen(&Event::Wait(21), 0);
        assert_eq!(day.answer(1, true, 0), Err(Refusal::NotAsked), "too late");
        day.happen(&Event::Job(day.store.jobs.len() - 1), 0);
        assert_eq!(day.store.whole.order.promise.proposals[0].answered.map(|(how, _)| how), Some(Answer::Silence));
        let settled = day.store.whole.settlement();
        assert_eq!(settled.lines[1].priced.total(), Money(worth), "{result}");
        assert!(day.store.whole.ready(day.now).is_ok());
    }
}

#[test]
fn no_to_what_costs_more_is_yes_to_what_was_agreed() {
    let basket = vec![(loose("apples", 900, 200), Quantity::Grams(1_000)), (packed("tea", 300), Quantity::Pieces(1))];
    for (wish, worth) in [(Wish::Similar, 300), (Wish::LeaveOut, 0)] {
        let mut day = paid(&basket, vec![], 5_000);
        day.store.whole.order.wish = wish;
        day.pick(&[short(1, 0)], 0).unwrap();
        let (products, now, loose) = (day.products.clone(), day.now, sku("s-loose"));
        day.store.decide(0, |w| w.propose(2, (&loose, Quantity::Grams(600)), &staff(), &products, now)).unwrap();
        assert_eq!(day.answer(1, false, 0), Ok(Some(Stored::Yes)));
        assert_eq!(day.store.whole.settlement().lines[1].priced.total(), Money(worth));
    }
}

#[test]
fn the_picker_takes_a_question_back_by_picking() {
    let mut day = said(&tea(), Choice::LeaveOut, 0);
    asked(&mut day, "s-cheap", Quantity::Pieces(2)).unwrap();
    day.pick(&[found(1)], 0).unwrap();
    assert_eq!(day.store.whole.order.promise.proposals[0].answered.map(|(how, _)| how), Some(Answer::Withdrawn));
    assert_eq!(day.answer(1, true, 0), Err(Refusal::NotAsked));
    assert_eq!((total(&day), day.store.whole.result(1)), (Money(600), Some(&PickResult::Found)));
    day.happen(&Event::Ready, 0);
    assert!(matches!(day.store.whole.order.state, State::Ready { .. }));
}

#[test]
fn what_does_not_fit_the_authorization_is_not_asked() {
    let mut day = paid(&tea(), vec![], 50);
    assert!(is_refused(&asked(&mut day, "s-dear", Quantity::Pieces(1))), "20.15 where 6.00 is authorized");
    assert!(is_refused(&asked(&mut day, "s-cheap", Quantity::Pieces(2))), "that was agreed: no need to ask");
    assert!(is_refused(&asked(&mut day, "s-beer", Quantity::Pieces(1))), "an age limit is not a question");
}

fn facts() -> impl Strategy<Value = (Vec<Allergen>, Vec<Diet>, Option<u8>)> {
    let allergens = prop::sample::subsequence(&Allergen::ALL[..5], 0..=3);
    let diets = prop::sample::subsequence(&Diet::ALL[..4], 0..=3);
    (allergens, diets, prop::option::of(prop_oneof![Just(16), Just(18)]))
}

fn product(code: &str, (allergens, diet, age): (Vec<Allergen>, Vec<Diet>, Option<u8>)) -> Product {
    let mut product =
        Product::new(packed(code, 250), ProductText { allergens, diet, ingredients: "as on the pack".into(), ..ProductText::default() });
    product.head.age = age;
    product
}

#[test]
fn what_nobody_declared_stands_in_for_nothing_that_is_declared() {
    let of = |code: &str, ingredients: &str, traces: &[Allergen]| {
        let text = ProductText { ingredients: ingredients.into(), traces: traces.to_vec(), ..ProductText::default() };
        Product::new(packed(code, 250), text)
    };
    let (tea, soap, other_soap) = (of("tea", "tea", &[]), of("soap", "", &[]), of("other-soap", "", &[]));
    assert!(breaks(&tea, &soap).unwrap().contains("nobody has said"));
    assert_eq!((breaks(&soap, &other_soap), breaks(&soap, &tea)), (None, None), "of both, or of the first, nothing was promised");
    let nutty = of("nutty", "tea", &[Allergen::Nuts]);
    assert!(breaks(&tea, &nutty).unwrap().contains("may contain"));
    assert_eq!(breaks(&nutty, &tea), None);
}

fn choice() -> impl Strategy<Value = Choice> {
    let this = prop_oneof![Just("s-cheap"), Just("s-dear")].prop_map(|code| Choice::This(sku(code)));
    prop_oneof![Just(Choice::AsWished), Just(Choice::LeaveOut), Just(Choice::Similar), this]
}

#[derive(Clone, Debug)]
enum Step {
    Pick(Vec<Hint>),
    Ask(Hint),
    Answer(usize, bool),
    Wait,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => reports().prop_map(Step::Pick),
        4 => hint().prop_map(Step::Ask),
        3 => (0_usize..6, any::<bool>()).prop_map(|(which, yes)| Step::Answer(which, yes)),
        1 => Just(Step::Wait),
    ]
}

proptest! {
    #![proptest_config(cases(1024))]

    #[test]
    fn a_substitute_never_breaks_allergens_diet_or_age(original in facts(), candidate in facts(), choice in choice()) {
        let basket = vec![(product("tea", original.clone()).head, Quantity::Pieces(2))];
        let mut whole = crate::shop::whole(placed(&basket, vec![]));
        whole.order.promise.instead.insert(1, Agreed { choice, more: Money(70) });
        let products = [product("tea", original), product("s-cheap", candidate)];
        let verdict = whole.judge(&whole.lines[0], &sku("s-cheap"), Quantity::Pieces(2), &products);
        let [own, other] = &products;
        let safe = other.text.allergens.iter().all(|a| own.text.allergens.contains(a))
            && own.text.diet.iter().all(|d| other.text.diet.contains(d))
            && other.head.age.unwrap_or(0) <= own.head.age.unwrap_or(0);
        prop_assert_eq!(breaks(own, other).is_none(), safe);
        prop_assert_eq!(!matches!(verdict, Verdict::Never(_)), safe);
        if let Verdict::Give(given) = verdict {
            prop_assert!(given.agreed.priced.total() <= whole.lines[0].priced.total() + Money(70));
        }
    }

    /// Stock, holds and the book are looked at after each step; see `store`.
    #[test]
    fn no_sequence_of_picks_and_questions_costs_more_than_was_agreed(
        basket in shelf(), fees in fees(), said in prop::collection::vec((choice(), any::<bool>()), 5), wish in any::<bool>(),
        spare in 0_i64..=9_000, steps in prop::collection::vec(step(), 1..14),
    ) {
        let told: BTreeMap<Sku, IfMissing> = basket.iter().zip(said)
            .map(|((head, _), (choice, dearer))| (head.sku.clone(), IfMissing { choice, dearer })).collect();
        let wish = if wish { Wish::Similar } else { Wish::LeaveOut };
        let quote = quoted(&basket, fees.clone()).with_leeway(&told, wish);
        let mut day = Day::new(&basket, fees, spare);
        (day.store.whole.order.wish, day.store.whole.order.upper) = (wish, quote.upper);
        day.store.whole.order.promise.instead = agreed(&quote.lines, &told, wish);
        day.store.whole.lines = quote.lines;
        day.happen(&Event::Pay, 0);
        day.happen(&Event::Told { which: 0, times: 1 }, 0);
        for step in steps {
            match step {
                Step::Pick(hints) => day.happen(&Event::Pick(hints), 0),
                Step::Ask(hint) => drop(day.propose(hint, 0)),
                Step::Answer(which, yes) => drop(day.answer(which, yes, 0)),
                Step::Wait => day.happen(&Event::Wait(21), 0),
            }
            is_consistent(&day.store.whole)?;
        }
        day.quiet(false);
        is_consistent(&day.store.whole)?;
        prop_assert_eq!(day.store.whole.order.promise.open().count(), 0, "every question ends");
        day.happen(&Event::PickRest, 0);
        day.happen(&Event::Ready, 0);
        day.quiet(false);
        let order = &day.store.whole.order;
        prop_assert!(order.payment.captured <= order.payment.authorized);
        prop_assert!(order.settled.is_none_or(|settled| settled <= order.upper));
    }
}

#[test]
fn the_words_of_a_choice_are_stored_as_they_are_read() {
    for choice in [Choice::AsWished, Choice::LeaveOut, Choice::Similar, Choice::This(sku("oat-milk"))] {
        assert_eq!(Choice::try_from(String::from(choice.clone())), Ok(choice));
    }
    assert!(Choice::try_from("this:no such thing".to_owned()).is_err() && Choice::try_from("dearer".to_owned()).is_err());
}
