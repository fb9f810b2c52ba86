//! Credit accounts: moved once, never below zero, whoever spends at the same time.

use super::Open;
use cloud::store::credit::Moved;
use domain::Money;
use domain::credit::{CreditCode, CreditMove};
use futures::future::join_all;

fn moved(open: &Open, code: &CreditCode, name: &str, cents: i64) -> CreditMove {
    CreditMove {
        credit: code.account(),
        name: name.to_owned(),
        amount: Money(cents),
        currency: "EUR".to_owned(),
        by: "owner@larder.example".to_owned(),
        at: open.shop.clock.now(),
        order: None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_who_spend_the_same_credit_at_once_only_what_there_is_is_spent() {
    let open = Open::shop().await;
    let (store, code) = (&open.shop.worker.store, cloud::random::credit_code());
    assert_eq!(store.move_credit(&moved(&open, &code, "issued#gift", 1_000)).await.unwrap(), Moved::Yes);
    let names: Vec<String> = (0..20).map(|n| format!("spent#{n}")).collect();
    let spendings: Vec<CreditMove> = names.iter().map(|name| moved(&open, &code, name, -300)).collect();
    let all = join_all(spendings.iter().map(async |one| {
        loop {
            // Busy is an honest answer when twenty hands reach for one item: they try again.
            if let Ok(outcome) = store.move_credit(one).await {
                break outcome;
            }
        }
    }));
    let spent = all.await.into_iter().filter(|outcome| *outcome == Moved::Yes).count();
    assert_eq!((spent, store.credit(&code.account()).await.unwrap().unwrap().balance), (3, Money(100)));
}

#[tokio::test]
async fn credit_moves_once_under_its_name_and_only_in_its_currency() {
    let open = Open::shop().await;
    let (store, code) = (&open.shop.worker.store, cloud::random::credit_code());
    let spend = moved(&open, &code, "spent#1", -1);
    assert_eq!(store.move_credit(&spend).await.unwrap(), Moved::TooLittle, "there is no such account");
    let issue = moved(&open, &code, "issued#claim-1", 500);
    assert_eq!(store.move_credit(&issue).await.unwrap(), Moved::Yes);
    assert_eq!(store.move_credit(&issue).await.unwrap(), Moved::Known);
    let dollars = CreditMove { currency: "USD".to_owned(), ..moved(&open, &code, "issued#claim-2", 500) };
    assert_eq!(store.move_credit(&dollars).await.unwrap(), Moved::TooLittle);
    assert_eq!(store.credit(&code.account()).await.unwrap().unwrap().balance, Money(500));
}
