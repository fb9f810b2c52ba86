//! What a document says, in the words of its language.

use domain::deal::Reason;
use domain::figures::net;
use domain::invoice::{Drawn, Issued, Kind, Row, rows, rows_back};
use domain::order::{Refund, WholeOrder};
use domain::tax::Prices;
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
    /// What they add up to: where they are without VAT, with that. The last is what is paid, or given back.
    pub totals: Vec<(String, String)>,
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
    /// What it comes to.
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
        document.lines = said.lines(rows(whole), issued, whole.order.prices);
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
        document.lines = said.lines(rows_back(whole, refund), issued, whole.order.prices);
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
        let amount = if order.prices == Prices::Net { "invoice-net-amount" } else { "invoice-amount" };
        let tax = self.language.say("invoice-tax-id", [("id", seller.tax_id.as_str().into())]).into_owned();
        let lines = [seller.name.clone(), seller.street.clone(), format!("{} {}", seller.postcode, seller.city)];
        let tax = (!seller.tax_id.is_empty()).then_some(tax);
        Document {
            language: self.language.tag(),
            title: String::new(),
            seller: lines.into_iter().filter(|line| !line.trim().is_empty()).chain(tax).collect(),
            buyer,
            facts: facts.map(|(name, value)| (self.text(name), value)).to_vec(),
            head: ["invoice-what", "invoice-quantity", "invoice-rate", amount].map(|name| self.text(name)),
            lines: Vec::new(),
            totals: self.totals(issued, order.prices),
            vat_head: ["invoice-rate", "invoice-net", "invoice-vat", "invoice-gross"].map(|name| self.text(name)),
            vat: issued.vat.iter().map(|part| self.part(part)).collect(),
            notes: Vec::new(),
        }
    }

    fn totals(&self, issued: &Issued, prices: Prices) -> Vec<(String, String)> {
        let total = (self.text("invoice-total"), self.money(positive(issued.total)));
        if prices == Prices::Gross {
            return vec![total];
        }
        let sum = issued.vat.iter().map(|part| positive(part.net())).sum();
        let rate = |part: &VatPart| format!("{} {}", self.text("invoice-rate"), self.language.percent(part.bp));
        let taxes = issued.vat.iter().map(|part| (rate(part), self.money(positive(part.vat))));
        [(self.text("invoice-net"), self.money(sum))].into_iter().chain(taxes).chain([total]).collect()
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

    /// The rows with their amounts as the order shows them.
    fn lines(&self, rows: Vec<Row>, issued: &Issued, prices: Prices) -> Vec<Line> {
        if prices == Prices::Gross {
            return rows.iter().map(|row| self.line(row, row.gross)).collect();
        }
        let vat: Vec<VatPart> =
            issued.vat.iter().map(|part| VatPart { gross: positive(part.gross), vat: positive(part.vat), ..part.clone() }).collect();
        let nets = net(&rows.iter().map(|row| (row.bp, row.gross)).collect::<Vec<_>>(), &vat);
        let less = |row: &Row| row.reasons.iter().map(|r| Reason { off: r.off.without_tax(row.bp), ..r.clone() }).collect();
        rows.iter().zip(nets).map(|(row, net)| self.line(&Row { reasons: less(row), ..row.clone() }, net)).collect()
    }

    fn line(&self, row: &Row, amount: Money) -> Line {
        Line {
            what: self.what(row),
            quantity: row.quantity.map(|q| self.language.quantity(q)).unwrap_or_default(),
            rate: self.language.percent(row.bp),
            amount: self.money(amount),
        }
    }
}

fn positive(amount: Money) -> Money {
    amount.max(-amount)
}
