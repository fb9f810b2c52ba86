//! What a document says, in the words of its language.

use domain::invoice::{Drawn, Issued, Kind, Row, rows, rows_back};
use domain::order::{Refund, WholeOrder};
use domain::{Money, VatPart};
use jiff::civil::Date;
use texts::Language;

/// A document, ready to be drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The language it is in, as a tag.
    pub language: &'static str,
    /// `Invoice 2026-00042`.
    pub title: String,
    /// Who sells: name, street, city, tax number.
    pub seller: Vec<String>,
    /// Who bought.
    pub buyer: Vec<String>,
    /// Date, date of supply, order: a name and its value.
    pub facts: Vec<(String, String)>,
    /// The headings of the rows.
    pub head: [String; 4],
    /// What was sold, or given back.
    pub lines: Vec<Line>,
    /// In all.
    pub total: (String, String),
    /// The headings of the rates.
    pub vat_head: [String; 4],
    /// Per rate: the rate, net, tax, gross.
    pub vat: Vec<[String; 4]>,
    /// Sentences below.
    pub notes: Vec<String>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What.
    pub what: String,
    /// How much of it.
    pub quantity: String,
    /// The rate in it.
    pub rate: String,
    /// With VAT.
    pub amount: String,
}

impl Document {
    /// What a number in the register stands for, in the language of its order.
    pub fn of(whole: &WholeOrder, issued: &Issued) -> Option<Document> {
        let language = Language::tagged(&whole.order.language).unwrap_or_default();
        let refund = whole.order.refunds.iter().find(|r| Some(&r.refund) == issued.refund.as_ref());
        match (issued.kind, refund) {
            (Kind::Invoice, _) => Some(Document::invoice(whole, issued, language)),
            (Kind::CreditNote, Some(refund)) => Some(Document::credit_note(whole, refund, issued, language)),
            (Kind::CreditNote, None) => None,
        }
    }

    /// The invoice of an order.
    fn invoice(whole: &WholeOrder, issued: &Issued, language: Language) -> Document {
        let said = Said { language, currency: &issued.currency };
        let mut document = said.document(whole, issued);
        document.title = said.titled("invoice-title", &issued.drawn, Kind::Invoice);
        document.lines = rows(whole).iter().map(|row| said.line(row)).collect();
        document.notes = vec![language.text("invoice-paid").into_owned()];
        if whole.order.invoiced_credit() > Money::ZERO {
            let amount = said.money(whole.order.invoiced_credit());
            document.notes.push(language.say("invoice-paid-with-credit", [("amount", amount.into())]).into_owned());
        }
        if rows(whole).iter().any(|row| row.deposit > Money::ZERO) {
            document.notes.push(language.text("invoice-deposit").into_owned());
        }
        document
    }

    /// The credit note of a refund.
    fn credit_note(whole: &WholeOrder, refund: &Refund, issued: &Issued, language: Language) -> Document {
        let said = Said { language, currency: &issued.currency };
        let mut document = said.document(whole, issued);
        document.title = said.titled("invoice-credit-title", &issued.drawn, Kind::CreditNote);
        if let Some(drawn) = &whole.order.invoice {
            document.facts.push((language.text("invoice-of").into_owned(), drawn.name(Kind::Invoice)));
        }
        document.lines = rows_back(whole, refund).iter().map(|row| said.line(row)).collect();
        document.notes = vec![language.say("invoice-credit-reason", [("reason", refund.reason.as_str().into())]).into_owned()];
        document
    }
}

/// How amounts are written.
struct Said<'a> {
    language: Language,
    currency: &'a str,
}

impl Said<'_> {
    fn text(&self, name: &str) -> String {
        self.language.text(name).into_owned()
    }

    fn money(&self, amount: Money) -> String {
        self.language.plain_money(amount, self.currency)
    }

    fn titled(&self, name: &str, drawn: &Drawn, kind: Kind) -> String {
        self.language.say(name, [("number", drawn.name(kind).into())]).into_owned()
    }

    fn day(&self, day: &str) -> String {
        let Ok(date) = day.parse::<Date>() else { return day.to_owned() };
        let two = |n: i8| format!("{n:02}");
        let parts = [("year", date.year().to_string().into()), ("month", two(date.month()).into()), ("day", two(date.day()).into())];
        self.language.say("invoice-day", parts).into_owned()
    }

    /// What invoices and credit notes have in common. On both, amounts are what the shopper reads: never negative.
    fn document(&self, whole: &WholeOrder, issued: &Issued) -> Document {
        let (order, seller) = (&whole.order, &issued.seller);
        let supplied = order.invoice.as_ref().map_or(&issued.drawn.day, |drawn| &drawn.day);
        let facts = [
            ("invoice-date", self.day(&issued.drawn.day)),
            ("invoice-supplied", self.day(supplied)),
            ("invoice-order", order.order.to_string()),
        ];
        let mut buyer = vec![order.contact.name.clone()];
        if let Some(address) = &order.fulfillment.address {
            buyer.extend([address.street.clone(), format!("{} {}", address.postcode, address.city)]);
        }
        let tax = self.language.say("invoice-tax-id", [("id", seller.tax_id.as_str().into())]).into_owned();
        let lines = [seller.name.clone(), seller.street.clone(), format!("{} {}", seller.postcode, seller.city)];
        let tax = (!seller.tax_id.is_empty()).then_some(tax);
        Document {
            language: self.language.tag(),
            title: String::new(),
            seller: lines.into_iter().filter(|line| !line.trim().is_empty()).chain(tax).collect(),
            buyer,
            facts: facts.map(|(name, value)| (self.text(name), value)).to_vec(),
            head: ["invoice-what", "invoice-quantity", "invoice-rate", "invoice-amount"].map(|name| self.text(name)),
            lines: Vec::new(),
            total: (self.text("invoice-total"), self.money(positive(issued.total))),
            vat_head: ["invoice-rate", "invoice-net", "invoice-vat", "invoice-gross"].map(|name| self.text(name)),
            vat: issued.vat.iter().map(|part| self.part(part)).collect(),
            notes: Vec::new(),
        }
    }

    fn part(&self, part: &VatPart) -> [String; 4] {
        let (gross, vat) = (positive(part.gross), positive(part.vat));
        [self.language.percent(part.bp), self.money(gross - vat), self.money(vat), self.money(gross)]
    }

    /// What it is, and why it costs less than its label says.
    fn what(&self, row: &Row) -> String {
        let what = row.what.clone().unwrap_or_else(|| self.text("invoice-delivery"));
        let reasons: Vec<String> = row.reasons.iter().map(|reason| format!("{} −{}", reason.title, self.money(reason.off))).collect();
        if reasons.is_empty() { what } else { format!("{what} ({})", reasons.join("; ")) }
    }

    fn line(&self, row: &Row) -> Line {
        Line {
            what: self.what(row),
            quantity: row.quantity.map(|q| self.language.quantity(q)).unwrap_or_default(),
            rate: self.language.percent(row.bp),
            amount: self.money(row.gross),
        }
    }
}

fn positive(amount: Money) -> Money {
    amount.max(-amount)
}
