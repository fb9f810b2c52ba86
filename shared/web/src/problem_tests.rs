use super::*;

#[test]
fn it_is_the_document_of_rfc_9457() {
    let sku = domain::Sku::parse("apple").unwrap();
    let failure = Failure::sku(&sku, "sold_out", "Apples are sold out.").with("available", 0);
    let problem = Problem::conflict("sold-out", "Sold out").errors(vec![failure]);
    assert_eq!(
        serde_json::to_value(&problem).unwrap(),
        serde_json::json!({"type": "/problems/sold-out", "title": "Sold out", "status": 409,
            "errors": [{"sku": "apple", "code": "sold_out", "message": "Apples are sold out.", "available": 0}]})
    );
}

#[test]
fn a_fault_keeps_its_cause_to_itself() {
    let problem = Problem::from(std::io::Error::other("table larder is on fire"));
    assert_eq!(problem.status, 500);
    assert!(!serde_json::to_string(&problem).unwrap().contains("fire"));
    assert!(problem.cause.as_ref().unwrap().contains("fire"));
}

#[test]
fn a_name_that_is_none_is_the_clients_mistake() {
    let refused = || -> Outcome<domain::Sku> { Ok(domain::Sku::parse("a b")?) };
    assert_eq!(refused().unwrap_err().kind, "/problems/malformed");
}
