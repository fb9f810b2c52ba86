//! `/back-office/credit`: gift cards and credit that the owner issues, and what became of them.
//!
//! Issuing is the sale of a multi-purpose voucher, or a present: no VAT is due before it is spent (`domain/src/gift.rs`), so
//! it is no turnover and on no invoice; what the till took for it is a line of its own in the day's takings. The code is
//! shown in one answer and mailed; the table keeps its hash.

use crate::App;
use crate::amount::{Amount, written};
use crate::days;
use crate::who::Staff;
use axum::extract::State;
use cloud::store::credit::{Issue, Moved};
use domain::credit::{Credit, CreditCode, CreditId, CreditMove};
use domain::gift::GiftSold;
use domain::order::Tender;
use domain::{Money, OrderId, RefundId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Failure, Input, Language, Outcome, Problem, Query, Shell, Want, page, refused};

/// What to look at.
#[derive(Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Asked {
    /// An account, by its name.
    #[param(value_type = Option<String>)]
    account: Option<CreditId>,
    /// The credit that has to do with an order.
    #[serde(default)]
    order: String,
}

/// A code to look up: in a body, because addresses are logged.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreditAsked {
    /// As it stands in the letter.
    code: String,
}

/// Credit to be issued.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreditWanted {
    /// A name for it, letters and digits: the same name is the same credit. One is made up when it is absent.
    issue: Option<RefundId>,
    /// Cents as a number, or text like `25,00`.
    #[schema(value_type = i64)]
    amount: Option<Amount>,
    /// What was taken for it.
    pub paid: Option<Paid>,
    /// Why; the shop's own note.
    #[serde(default)]
    pub reason: String,
    /// Who gets the code by mail.
    #[serde(default)]
    pub email: String,
    /// The language of that mail, as a tag.
    #[serde(default)]
    pub language: String,
}

/// What was taken for credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Paid {
    /// Cash: a gift card was sold.
    Cash,
    /// A card on the shop's terminal: the same.
    Terminal,
    /// Nothing: a present, an apology.
    Nothing,
}

impl Paid {
    /// As in forms.
    pub fn as_str(self) -> &'static str {
        match self {
            Paid::Cash => "cash",
            Paid::Terminal => "terminal",
            Paid::Nothing => "nothing",
        }
    }
}

/// What is to be issued, once nothing is wrong with it.
struct Checked {
    amount: Money,
    sold: Option<Tender>,
    language: Language,
}

/// Credit, as the owner sees it.
#[derive(Serialize, ToSchema)]
pub struct CreditView<'a> {
    /// The code that was just issued: it is not shown again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// What was looked at.
    pub accounts: Vec<CreditAccount>,
    #[serde(skip)]
    pub wanted: CreditWanted,
    #[serde(skip)]
    pub errors: Vec<Failure>,
    /// Something was looked for.
    #[serde(skip)]
    pub looked: bool,
    #[serde(skip)]
    pub staff: &'a Staff,
}

/// An account with its movements.
#[derive(Serialize, ToSchema)]
pub struct CreditAccount {
    /// The hash of its code.
    pub account: CreditId,
    /// What is on it.
    pub balance: Money,
    /// ISO 4217.
    pub currency: String,
    /// The latest first.
    pub moves: Vec<CreditMoved>,
}

/// A movement.
#[derive(Serialize, ToSchema)]
pub struct CreditMoved {
    /// `issued#…`, `spent#…`, `unused#…`, `returned#…`.
    pub name: String,
    /// Onto the account, or off it when negative.
    pub amount: Money,
    /// Who did it.
    pub by: String,
    /// When.
    pub at: jiff::Timestamp,
    /// For which order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// Why.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// What a gift card was paid with.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tender: Option<Tender>,
}

/// Shows the form, and what was looked at.
#[utoipa::path(get, path = "/back-office/credit", tag = "back office", params(Asked), responses((status = 200, body = CreditView)))]
pub async fn show(State(app): State<Arc<App>>, want: Want, staff: Staff, Query(asked): Query<Asked>) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    let mut view = CreditView::blank(&staff);
    view.wanted.language = Language::of(catalog.settings()).tag().to_owned();
    let wanted: Vec<CreditId> = match (asked.account, OrderId::parse(asked.order.trim())) {
        (Some(account), _) => vec![account],
        (None, Ok(order)) => of_order(&app, &order).await?,
        (None, Err(_)) => Vec::new(),
    };
    view.looked = !wanted.is_empty() || !asked.order.trim().is_empty();
    view.accounts = accounts(&app, &wanted).await?;
    Ok(page(want, &Shell::new(&app.site, &catalog), &view).unkept())
}

/// Looks a code up.
#[utoipa::path(post, path = "/back-office/credit/look", tag = "back office", request_body = CreditAsked,
    responses((status = 200, body = CreditView), (status = 422, body = web::problem::Details)))]
pub async fn look(State(app): State<Arc<App>>, want: Want, staff: Staff, Input(asked): Input<CreditAsked>) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    let shell = Shell::new(&app.site, &catalog);
    let blank = CreditView::blank(&staff);
    let Some(code) = CreditCode::parse(&asked.code) else {
        let errors = vec![Failure::field("code", "malformed", "A code has 32 digits and letters from a to f.")];
        return Ok(refused(want, &shell, &CreditView { errors: errors.clone(), ..blank }, Problem::invalid(errors)).unkept());
    };
    let accounts = accounts(&app, &[code.account()]).await?;
    Ok(page(want, &shell, &CreditView { accounts, looked: true, ..blank }).unkept())
}

/// Issues credit: the code is in this answer and in a mail. The same name again is the same credit.
#[utoipa::path(post, path = "/back-office/credit", tag = "back office", request_body = CreditWanted,
    responses((status = 200, body = CreditView), (status = 422, body = web::problem::Details)))]
pub async fn issue(State(app): State<Arc<App>>, want: Want, staff: Staff, Input(wanted): Input<CreditWanted>) -> Outcome<Answer> {
    let catalog = app.catalog.catalog().await?;
    let (shell, now) = (Shell::new(&app.site, &catalog), app.clock.now());
    let Checked { amount, sold, language } = match wanted.checked(&catalog.settings().currency) {
        Ok(checked) => checked,
        Err(errors) => {
            let view = CreditView { wanted, errors: errors.clone(), ..CreditView::blank(&staff) };
            return Ok(refused(want, &shell, &view, Problem::invalid(errors)).unkept());
        }
    };
    let name = match wanted.issue {
        Some(name) => name,
        None => RefundId::parse(cloud::random::token()).map_err(|err| Problem::broken(err.to_string()))?,
    };
    let code = app.links.credit_code(name.as_str());
    let (currency, by) = (catalog.settings().currency.clone(), staff.name().to_owned());
    let moved = CreditMove {
        credit: code.account(),
        name: format!("issued#{name}"),
        amount,
        currency,
        by,
        at: now,
        order: None,
        reason: wanted.reason.trim().to_owned(),
        tender: sold,
    };
    let day = days::today(catalog.settings(), now).to_string();
    let sold = sold.map(|tender| GiftSold::of(&moved, &name, tender, day));
    let issue = Issue { moved: &moved, name: name.as_str(), email: wanted.email.trim(), language: language.tag(), sold: sold.as_ref() };
    let (moved_now, job) = app.store.issue_credit(&issue, now).await?;
    if moved_now == Moved::Yes {
        app.jobs.announce(&[job]).await;
    }
    let accounts = accounts(&app, &[code.account()]).await?;
    let view = CreditView { code: Some(code.shown()), accounts, looked: true, ..CreditView::blank(&staff) };
    Ok(page(want, &shell, &view).unkept())
}

/// Accounts that paid for an order, and those issued because of it.
async fn of_order(app: &App, order: &OrderId) -> Outcome<Vec<CreditId>> {
    let Some(order) = app.store.order(order).await? else { return Ok(Vec::new()) };
    Ok(order.credit_accounts())
}

async fn accounts(app: &App, wanted: &[CreditId]) -> Outcome<Vec<CreditAccount>> {
    let held: Vec<Credit> = app.store.credits(&wanted.iter().collect::<Vec<_>>()).await?;
    let mut accounts = Vec::new();
    for credit in held {
        let mut moves: Vec<CreditMoved> = app.store.credit_moves(&credit.credit).await?.into_iter().map(CreditMoved::of).collect();
        moves.sort_by_key(|moving| std::cmp::Reverse(moving.at));
        accounts.push(CreditAccount { account: credit.credit, balance: credit.balance, currency: credit.currency, moves });
    }
    Ok(accounts)
}

impl CreditMoved {
    fn of(moved: CreditMove) -> CreditMoved {
        let CreditMove { name, amount, by, at, order, reason, tender, .. } = moved;
        CreditMoved { name, amount, by, at, order, reason, tender }
    }
}

impl CreditWanted {
    /// No gift is larger than this: a slip of the finger is caught.
    const MOST: Money = Money(50_000);

    /// What was asked for, as it was written.
    pub fn amount_written(&self, currency: &str) -> String {
        match &self.amount {
            None => String::new(),
            Some(Amount::Minor(amount)) => written(*amount, currency),
            Some(Amount::Typed(text)) => text.clone(),
        }
    }

    fn checked(&self, currency: &str) -> Result<Checked, Vec<Failure>> {
        let mut wrong = Vec::new();
        let amount = match self.amount.as_ref().map(|amount| amount.read(currency)) {
            Some(Ok(amount)) if amount > Money::ZERO && amount <= Self::MOST => amount,
            Some(Ok(_)) | None => {
                let (least, most) = (written(Money(1), currency), written(Self::MOST, currency));
                wrong.push(Failure::field("amount", "out_of_range", format!("Between {least} and {most}.")));
                Money::ZERO
            }
            Some(Err(odd)) => {
                wrong.push(Failure::field("amount", "malformed", format!("That is no amount: {odd}.")));
                Money::ZERO
            }
        };
        let sold = match self.paid {
            Some(Paid::Cash) => Some(Tender::Cash),
            Some(Paid::Terminal) => Some(Tender::Terminal),
            Some(Paid::Nothing) => None,
            None => {
                wrong.push(Failure::field("paid", "required", "Please say what was taken for it."));
                None
            }
        };
        let reason = self.reason.trim();
        if reason.is_empty() || reason.chars().count() > 200 {
            wrong.push(Failure::field("reason", "required", "Please note why, in up to 200 characters. Only the shop reads it."));
        }
        if !domain::mail::looks_like_mail(self.email.trim()) {
            wrong.push(Failure::field("email", "malformed", "The code goes to this address: please look at it again."));
        }
        let language = Language::tagged(&self.language).unwrap_or_default();
        if wrong.is_empty() { Ok(Checked { amount, sold, language }) } else { Err(wrong) }
    }
}

impl<'a> CreditView<'a> {
    fn blank(staff: &'a Staff) -> CreditView<'a> {
        CreditView { code: None, accounts: Vec::new(), wanted: CreditWanted::default(), errors: Vec::new(), looked: false, staff }
    }
}
