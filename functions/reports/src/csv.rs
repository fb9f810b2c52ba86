//! A report as files for spreadsheets.

use crate::Report;
use domain::sheet::Cell::{Amount, Empty, Number, Percent, Text};
use domain::sheet::{Cell, Sheet};
use domain::takings::Sold;

/// What comes after the day in a file's name, and the file: one of everything, and one of each part.
pub(crate) fn files(report: &Report) -> [(&'static str, Vec<u8>); 5] {
    [
        ("", summary(report)),
        ("/takings", takings(report)),
        ("/vat", vat(report)),
        ("/best-sellers", best_sellers(report)),
        ("/sold-out", sold_out(report)),
    ]
}

fn takings(report: &Report) -> Vec<u8> {
    let t = &report.takings;
    let mut sheet = Sheet::new(&["day", "orders", "total", "given_back", "fees", "average", "currency", "gift_cards"]);
    let orders = Number(t.orders.into());
    let (day, currency) = (Text(&report.day), Text(&report.currency));
    sheet.row(&[day, orders, Amount(t.total), Amount(t.given_back), Amount(t.fees), Amount(t.average), currency, Amount(t.gifts.total())]);
    sheet.file()
}

fn vat(report: &Report) -> Vec<u8> {
    let mut sheet = Sheet::new(&["class", "percent", "gross", "net", "vat"]);
    for part in &report.takings.vat {
        let net = part.gross - part.vat;
        sheet.row(&[Text(part.class.as_str()), Percent(part.bp), Amount(part.gross), Amount(net), Amount(part.vat)]);
    }
    sheet.file()
}

fn best_sellers(report: &Report) -> Vec<u8> {
    let mut sheet = Sheet::new(&["rank", "sku", "name", "sold", "unit", "amount"]);
    for (rank, sold) in (1..).zip(&report.takings.best_sellers) {
        sheet.row(&[Number(rank), Text(sold.sku.as_str()), Text(&sold.name), Number(sold.units), Text(unit(sold)), Amount(sold.amount)]);
    }
    sheet.file()
}

fn sold_out(report: &Report) -> Vec<u8> {
    let mut sheet = Sheet::new(&["sku", "name", "aisle"]);
    for product in &report.sold_out {
        sheet.row(&[Text(product.sku.as_str()), Text(&product.name), Text(&product.aisle)]);
    }
    sheet.file()
}

/// Everything in one file: the first column says which part a row belongs to.
fn summary(report: &Report) -> Vec<u8> {
    let t = &report.takings;
    let mut sheet = Sheet::new(&["part", "code", "name", "quantity", "unit", "amount"]);
    sheet.row(&[Text("takings"), Empty, Text("Orders handed over"), Number(t.orders.into()), Text("orders"), Empty]);
    let ways =
        [("Paid online", t.online()), ("Taken in cash", t.cash), ("Taken by card at handover", t.terminal), ("Paid with credit", t.credit)];
    let sums = [("Total", t.total), ("Given back, taken off it", t.given_back), ("Fees within it", t.fees), ("Average basket", t.average)];
    for (name, amount) in sums.into_iter().chain(ways) {
        sheet.row(&[Text("takings"), Empty, Text(name), Empty, Text(&report.currency), Amount(amount)]);
    }
    let gifts = [
        ("Sold for cash", t.gifts.cash),
        ("Sold by card", t.gifts.terminal),
        ("Cash in all", t.cash_in_all()),
        ("By card in all", t.terminal_in_all()),
    ];
    for (name, amount) in gifts {
        sheet.row(&[Text("gift cards"), Empty, Text(name), Empty, Text(&report.currency), Amount(amount)]);
    }
    for part in &t.vat {
        let (code, net) = (part.class.as_str(), part.gross - part.vat);
        for (name, amount) in [("Gross", part.gross), ("Net", net), ("VAT", part.vat)] {
            sheet.row(&[Text("vat"), Text(code), Text(name), Percent(part.bp), Text("%"), Amount(amount)]);
        }
    }
    for sold in &t.best_sellers {
        let row: [Cell; 6] =
            [Text("best sellers"), Text(sold.sku.as_str()), Text(&sold.name), Number(sold.units), Text(unit(sold)), Amount(sold.amount)];
        sheet.row(&row);
    }
    for product in &report.sold_out {
        sheet.row(&[Text("sold out"), Text(product.sku.as_str()), Text(&product.name), Empty, Empty, Empty]);
    }
    sheet.file()
}

fn unit(sold: &Sold) -> &'static str {
    if sold.by_weight { "g" } else { "pieces" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SoldOut;
    use domain::gift::Gifts;
    use domain::takings::Takings;
    use domain::{Money, Sku, VatClass, VatPart};

    fn sku(code: &str) -> Sku {
        Sku::parse(code).unwrap()
    }

    fn sold(code: &str, name: &str, units: i64, by_weight: bool, amount: i64) -> Sold {
        Sold { sku: sku(code), name: name.into(), units, by_weight, amount: Money(amount) }
    }

    fn report() -> Report {
        let takings = Takings {
            orders: 2,
            total: Money(2505),
            given_back: Money(100),
            fees: Money(290),
            average: Money(1253),
            vat: vec![VatPart { class: VatClass::Reduced, bp: 700, gross: Money(2215), vat: Money(145) }],
            cash: Money(505),
            terminal: Money::ZERO,
            credit: Money::ZERO,
            gifts: Gifts { sold: 2, cash: Money(2500), terminal: Money(1000) },
            best_sellers: vec![sold("tea", "=HYPERLINK(\"x\")", 3, false, 1500), sold("apples", "Apples, loose", 1250, true, -715)],
        };
        let out = SoldOut { sku: sku("milk"), name: "@milk".into(), aisle: "Dairy".into() };
        Report { day: "2026-11-22".into(), currency: "EUR".into(), takings, sold_out: vec![out], violations: Vec::new() }
    }

    fn lines(name: &str) -> Vec<String> {
        let (_, file) = files(&report()).into_iter().find(|(n, _)| *n == name).unwrap();
        String::from_utf8(file).unwrap().trim_start_matches('\u{feff}').lines().map(str::to_owned).collect()
    }

    #[test]
    fn each_part_is_a_file() {
        assert_eq!(
            lines("/takings"),
            ["day,orders,total,given_back,fees,average,currency,gift_cards", "2026-11-22,2,25.05,1.00,2.90,12.53,EUR,35.00"]
        );
        assert_eq!(lines("/vat"), ["class,percent,gross,net,vat", "reduced,7.00,22.15,20.70,1.45"]);
        assert_eq!(
            lines("/best-sellers"),
            [
                "rank,sku,name,sold,unit,amount",
                "1,tea,\"'=HYPERLINK(\"\"x\"\")\",3,pieces,15.00",
                "2,apples,\"Apples, loose\",1250,g,-7.15"
            ]
        );
        assert_eq!(lines("/sold-out"), ["sku,name,aisle", "milk,'@milk,Dairy"]);
    }

    #[test]
    fn the_summary_has_all_of_it() {
        let lines = lines("");
        assert_eq!(lines.len(), 1 + 9 + 4 + 3 + 2 + 1);
        assert_eq!(lines[2], "takings,,Total,,EUR,25.05");
        assert_eq!(
            lines[6..9],
            ["takings,,Paid online,,EUR,20.00", "takings,,Taken in cash,,EUR,5.05", "takings,,Taken by card at handover,,EUR,0.00"]
        );
        assert_eq!(
            lines[10..13],
            ["gift cards,,Sold for cash,,EUR,25.00", "gift cards,,Sold by card,,EUR,10.00", "gift cards,,Cash in all,,EUR,30.05"]
        );
        assert_eq!(lines[19], "sold out,milk,'@milk,,,");
    }

    #[test]
    fn no_cell_of_any_file_starts_a_formula() {
        for (_, file) in files(&report()) {
            let text = String::from_utf8(file).unwrap();
            let cells = text.lines().flat_map(|line| line.split(',')).map(|cell| cell.trim_start_matches('"'));
            for cell in cells.filter(|cell| cell.parse::<i64>().is_err() && !cell.starts_with("-7.15")) {
                assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
            }
        }
    }

    #[test]
    fn a_report_made_twice_is_the_same() {
        assert_eq!(files(&report()), files(&report()));
    }
}
