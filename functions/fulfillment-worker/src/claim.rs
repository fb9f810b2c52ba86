//! A claim was made, or answered: its shopper is told how it stands. What was granted as a refund is told when it is paid.

use crate::{App, Failed, Worked, credit, letters};
use domain::OrderId;

pub(crate) async fn mail(app: &App, order: &OrderId, claim: Option<&str>) -> Result<Worked, Failed> {
    let Some(whole) = app.store.whole_order(order).await? else { return Ok(Worked::Done) };
    if let Some(claim) = whole.order.claims.iter().find(|c| Some(c.claim.as_str()) == claim) {
        let given = claim.answer.as_ref().and_then(|answer| answer.credit.as_ref());
        let code = match given {
            Some(given) => Some(credit::code_for(app, order, claim.claim.as_str(), &given.account)?),
            None => None,
        };
        app.mail.send(&letters::claim(app, &whole.order, claim, code.as_ref())).await?;
    }
    Ok(Worked::Done)
}
