//! Numbers that are never given twice and never left out, and what stands on the papers that have them.

use super::{Open, Picker, Placed, assert_true_books, rows};
use domain::Quantity::Pieces;
use futures::future::join_all;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// An order of two milk and two cola that is packed and charged.
async fn ready(open: &Open, name: &str) -> Placed {
    let (mut ada, mut kim) = (open.shopper(name), open.staff().await);
    ada.put("milk", Pieces(1)).await;
    ada.put("cola", Pieces(1)).await;
    let placed = ada.checkout().await;
    ada.pay(&placed).await;
    open.becomes(&placed, "placed").await;
    kim.pick_all(&placed).await;
    kim.ready(&placed).await;
    open.bank().payment(&placed, "succeeded").await;
    placed
}

fn documents(rows: &std::collections::BTreeMap<(String, String), super::Row>, kind: &str) -> Vec<u64> {
    let of = rows.iter().filter(|((pk, sk), _)| pk.starts_with(&format!("F#{kind}#")) && sk != "F");
    of.map(|(_, row)| row["number"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn an_invoice_and_a_credit_note_say_what_the_law_asks_for() {
    let open = Open::shop().await;
    let mut owner = open.owner().await;
    let seller = json!({ "name": "Müßiggang & Söhne", "street": "Weg 1", "postcode": "10115", "city": "Berlin", "tax_id": "DE123456789" });
    owner.browser.post("/back-office/seller", &seller).await.good();
    open.quiet().await;
    let placed = ready(&open, "ada").await;
    open.quiet().await;
    let mut kim = open.staff().await;
    kim.hand_over(&placed).await;
    kim.hand_over(&placed).await;
    let refund = json!({ "refund": "broken", "of": "line-1", "much": "all", "reason": "the bottle was broken" });
    kim.browser.post(&format!("/back-office/orders/{}/refunds", placed.order), &refund).await.good();
    open.quiet().await;

    let key = open.key_of(&placed.id());
    let path = |name: &str| format!("/orders/{}/documents/{name}?key={key}", placed.order);
    let mut ada = open.stranger();
    let page = ada.page(&path("invoice")).await;
    for word in ["-00001", "Müßiggang &amp; Söhne", "Weg 1", "10115 Berlin", "DE123456789", "Milk", "Cola", "19", "7"] {
        assert!(page.body.contains(word), "{word} is not on {}", page.body);
    }
    let note = ada.page(&path("broken")).await;
    assert!(note.body.contains("C20") && note.body.contains("the bottle was broken") && note.body.contains("For invoice"), "{}", note.body);
    for name in ["invoice.pdf", "broken.pdf"] {
        let pdf = ada.page(&path(name)).await;
        assert_eq!((pdf.status, pdf.headers["content-type"].to_str().unwrap()), (200, "application/pdf"));
        assert!(pdf.body.starts_with("%PDF-"));
    }
    assert_eq!(ada.page(&path("nothing")).await.status, 404);
    assert_eq!(ada.page(&format!("/orders/{}/documents/invoice?key=0", placed.order)).await.status, 404);

    let list: Value = kim.browser.get("/back-office/invoices").await.good();
    let totals: Vec<i64> = list["documents"].as_array().unwrap().iter().map(|d| d["total"].as_i64().unwrap()).collect();
    assert_eq!(totals, [245, -125]);
    let csv = kim.browser.page(&format!("/back-office/invoices/{}.csv", list["month"].as_str().unwrap())).await;
    assert!(csv.body.contains("19.00,1.25,1.05,0.20") && csv.body.contains("19.00,-1.25,-1.05,-0.20"), "{}", csv.body);
    assert_true_books(&open.shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_handed_over_at_once_have_fifty_numbers_without_a_gap() {
    let open = Open::shop().await;
    let mut placed = Vec::new();
    for ten in 0..5 {
        let some = (0..10).map(|n| {
            let (open, name) = (&open, format!("buyer-{ten}-{n}"));
            async move { ready(open, &name).await }
        });
        placed.extend(join_all(some).await);
    }
    open.quiet().await;
    let kim = open.staff().await;
    let handing = placed.iter().map(|one| {
        let mut kim = Picker::new(kim.browser.clone());
        async move {
            // A counter that everybody draws from may be busy: then staff press again.
            for _ in 0..20 {
                if kim.step(one, "handover").await.status == 200 {
                    return;
                }
            }
            panic!("order {} was not handed over", one.order);
        }
    });
    join_all(handing).await;
    let numbers: BTreeSet<u64> = documents(&rows(&open.shop).await, "invoice").into_iter().collect();
    assert_eq!(numbers, (1..=50).collect(), "each once, and none left out");
    assert_true_books(&open.shop).await;
}
