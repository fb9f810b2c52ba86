//! Credit was issued: whoever gets it is told the code. It stands nowhere in the table: it is worked out again from the
//! shop's secret and the credit's name, and compared with the account before anybody is written to.

use crate::{App, Worked, letters};
use cloud::Fault;
use cloud::store::jobs::Row;
use domain::credit::CreditCode;
use texts::Language;

pub(crate) async fn letter(app: &App, email: &str, row: &Row) -> Result<Worked, Fault> {
    let name = row.intent.as_deref().unwrap_or_default();
    let code = app.links.credit_code(name);
    let moves = app.store.credit_moves(&code.account()).await?;
    let issued = moves.iter().find(|moved| moved.name == format!("issued#{name}"));
    let issued = issued.ok_or_else(|| Fault::Absent(format!("the credit {name} under the shop's secret")))?;
    let language = row.language.as_deref().and_then(Language::tagged).unwrap_or_default();
    app.mail.send(&letters::credit(app, (email, language), &code, issued)).await?;
    Ok(Worked::Done)
}

/// The code of credit that was issued because of an order, if it still opens that account.
pub(crate) fn code_for(app: &App, order: &domain::OrderId, name: &str, account: &domain::credit::CreditId) -> Result<CreditCode, Fault> {
    let code = app.links.credit_code(&format!("{order}-{name}"));
    if code.account() == *account { Ok(code) } else { Err(Fault::Absent(format!("the code of the credit {name} of order {order}"))) }
}
