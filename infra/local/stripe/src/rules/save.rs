//! Saving a card: what a press of a button does to an open page in setup mode.

use crate::{
    draft::Draft,
    objects::{Card, Customer, PaymentMethod, Session, SessionStatus, SetupIntent, SetupStatus},
    state::State,
};

/// The card is typed in and kept for the customer, who is made of whoever typed it where the page says so.
pub fn keep(state: &State, draft: &mut Draft, session: &Session, card: Card) {
    let mut session = session.clone();
    let Some(mut setup) = setup_of(state, &session) else { return };
    if session.creates_customer && session.customer.is_none() {
        let customer = Customer::new(session.customer_email.clone(), draft.now);
        draft.emit("customer.created", &customer);
        session.customer = Some(customer.id.clone());
        draft.put(customer);
    }
    let method = PaymentMethod::new(card, session.customer.clone(), draft.now);
    if method.customer.is_some() {
        draft.emit("payment_method.attached", &method);
    }
    (setup.payment_method, setup.customer) = (Some(method.id.clone()), session.customer.clone());
    setup.status = SetupStatus::Succeeded;
    session.status = SessionStatus::Complete;
    draft.emit("setup_intent.succeeded", &setup);
    draft.emit("checkout.session.completed", &session);
    draft.put(method);
    draft.put(setup);
    draft.put(session);
}

/// The page is over: nothing will be saved through it.
pub fn abandon(state: &State, draft: &mut Draft, session: &Session) {
    let Some(mut setup) = setup_of(state, session) else { return };
    setup.status = SetupStatus::Canceled;
    setup.canceled = Some("abandoned".to_owned());
    draft.emit("setup_intent.canceled", &setup);
    draft.put(setup);
}

fn setup_of(state: &State, session: &Session) -> Option<SetupIntent> {
    session.setup.as_deref().and_then(|id| state.setup_intents.find(id)).cloned()
}
