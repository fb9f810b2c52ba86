use super::*;
use crate::Country;
use crate::product::PackUnit;
use crate::{AisleId, Product};
use proptest::prelude::*;

const HEADER: &str = "barcode,brand,name,unit,quantity,price,stock,aisle\n";

fn read(file: &str) -> Plan {
    parse(file.as_bytes(), &Known::default()).unwrap()
}

fn read_row(cells: &str) -> Row {
    let plan = read(&format!("{HEADER}{cells}\n"));
    assert!(plan.bad.is_empty(), "{:?}", plan.bad);
    plan.rows.into_iter().next().unwrap()
}

fn reason(cells: &str) -> String {
    let plan = read(&format!("{HEADER}{cells}\n"));
    assert!(plan.rows.is_empty(), "{:?}", plan.rows);
    plan.bad.into_iter().next().unwrap().reason
}

/// The product a row would add.
fn added(cells: &str) -> Product {
    let Change::New(product) = change(Country::De, &read_row(cells), None) else { panic!("not new") };
    *product
}

#[test]
fn a_row_becomes_a_product() {
    let product = added("4006381333931, Happy Day ,  Sok od  rajčice 100%,L,0.33,\"1,99\",12,Sokovi & Nektari");
    let head = &product.head;
    assert_eq!(
        (head.sku.as_str(), head.name.as_str(), head.price, head.available),
        ("4006381333931", "Sok od rajčice 100%", Money(199), 12)
    );
    assert_eq!((head.aisle.as_str(), head.pv, head.vat, head.active), ("sokovi-nektari", 1, VatClass::Reduced, true));
    assert_eq!((product.text.brand.as_str(), product.text.barcode.as_deref()), ("Happy Day", Some("4006381333931")));
    assert_eq!(product.text.pack, Some(Pack { amount: 330, unit: PackUnit::Ml }));
}

#[test]
fn delimiter_mark_line_ends_and_case_do_not_matter() {
    let plan = read("\u{feff}sep=;\r\nSKU;Name;PRICE;note\r\n\r\nmilk;\"Milk; fresh \"\"A\"\"\";€1,09;x\r\n");
    assert_eq!((plan.rows[0].name.as_str(), plan.rows[0].price, plan.rows[0].line), ("Milk; fresh \"A\"", Money(109), 4));
    assert_eq!((plan.ignored, plan.bad), (vec!["note".to_owned()], vec![]));
    assert_eq!(read("sku,name,price\ra,A,1\rb,B,2\r").rows.len(), 2);
    assert_eq!(read("ean\tname\tprice\n96385074\tTea\t2\n").rows[0].sku.as_str(), "96385074");
}

#[test]
fn a_file_without_the_needed_columns_is_refused_whole() {
    let refused = |file: &[u8]| parse(file, &Known::default()).unwrap_err();
    assert_eq!(refused(b"name,stock\nTea,1\n"), Unusable::Missing("sku or barcode, price".into()));
    assert_eq!(refused(b"sku,name,price,Name\n"), Unusable::Twice("Name".into()));
    assert_eq!(refused(b"\n\n"), Unusable::Empty);
    assert_eq!(refused(b"\xff\xfes\0k\0u\0"), Unusable::NotText);
}

#[test]
fn quantities_are_whole_grams_milliliters_or_pieces() {
    let pack = |unit: &str, quantity: &str| {
        let row = read_row(&format!("96385074,,Tea,{unit},\"{quantity}\",1,,"));
        row.pack.map(|p| (p.amount, p.unit))
    };
    for unit in ["kg", "KG", "Kg"] {
        assert_eq!(pack(unit, "0,5"), Some((500, PackUnit::G)));
    }
    assert_eq!(pack("G", "100.0"), Some((100, PackUnit::G)));
    assert_eq!(
        (pack("cl", "70"), pack("dl", "2.5"), pack("l", "0.075")),
        (Some((700, PackUnit::Ml)), Some((250, PackUnit::Ml)), Some((75, PackUnit::Ml)))
    );
    assert_eq!(
        (pack("kom", "10"), pack("", "6"), pack("pcs", "")),
        (Some((10, PackUnit::Piece)), Some((6, PackUnit::Piece)), Some((1, PackUnit::Piece)))
    );
    assert_eq!(pack("", ""), None);
    for (unit, quantity) in [("g", "0"), ("g", "-5"), ("g", "a few"), ("kg", "2000"), ("furlong", "1"), ("g", "1.5e3")] {
        reason(&format!("96385074,,Tea,{unit},{quantity},1,,"));
    }
}

#[test]
fn what_cannot_be_kept_is_left_out_and_said() {
    for (unit, quantity) in [("g", "16.5"), ("kg", "0.0735"), ("m", "10"), ("kom", "1.5"), ("g", "")] {
        let plan = read(&format!("{HEADER}96385074,,Tea,{unit},{quantity},1,,\n"));
        assert_eq!((plan.rows[0].pack, plan.bad.len(), plan.hints[0].line), (None, 0, 2));
    }
}

#[test]
fn loose_goods_are_counted_in_grams() {
    let product = added("96385074,,Apples,kg-loose,0.17,2.99,12.5,");
    assert_eq!((product.head.by_weight.map(|w| w.nominal), product.head.available), (Some(170), 12_500));
    assert!(reason("96385074,,Apples,kg-loose,,2.99,12.5,").contains("what one piece weighs"));
}

#[test]
fn prices_are_cents_and_more_than_nothing() {
    let price = |text: &str| read_row(&format!("96385074,,Tea,,,\"{text}\",,")).price;
    for text in ["1.99", "1,99", "€1.99", "1,99 €", "EUR 1.99", "1.99 EUR"] {
        assert_eq!(price(text), Money(199));
    }
    assert_eq!((price("2"), price("2.5")), (Money(200), Money(250)));
    for text in ["", "0", "0.00", "-1", "1.999", "1.299,00", "free", "100000", "99999999999999999999", "1.-5", "."] {
        assert!(reason(&format!("96385074,,Tea,,,\"{text}\",,")).contains("price"));
    }
}

#[test]
fn stock_is_a_whole_number() {
    let stock = |text: &str| read_row(&format!("96385074,,Tea,,,1,\"{text}\",")).stock;
    assert_eq!((stock(""), stock("0"), stock("12"), stock("12.0")), (None, Some(0), Some(12), Some(12)));
    for text in ["-1", "1.5", "many", "99999999999"] {
        assert!(reason(&format!("96385074,,Tea,,,1,{text},")).contains("stock"));
    }
}

#[test]
fn a_barcode_is_checked() {
    assert!(reason("4006381333932,,Tea,,,1,,").contains("wrong check digit"));
    assert!(reason("1234567,,Tea,,,1,,").contains("has 7 digits"));
    assert!(reason("4.00638E+12,,Tea,,,1,,").contains("a spreadsheet made"));
    assert!(reason(",,Tea,,,1,,").contains("neither sku nor barcode"));
    let sku = "sku,barcode,name,price\ntea-1,96385074,Tea,1\n7,,Mug,1\nno#sku,,Mug,1\n";
    let plan = read(sku);
    assert_eq!((plan.rows[0].sku.as_str(), plan.rows[0].barcode.as_deref(), plan.rows[1].sku.as_str()), ("tea-1", Some("96385074"), "7"));
    assert!(plan.bad[0].reason.contains("the sku"));
}

#[test]
fn a_code_that_comes_again_names_the_first() {
    let plan = read("sku,barcode,name,price\n,036000291452,A,1\nx,96385074,B,1\n,0036000291452,C,1\nx,,D,1\n,96385074,E,1\n");
    assert_eq!(plan.rows.len(), 2);
    let reasons: Vec<_> = plan.bad.iter().map(|b| (b.line, b.reason.as_str())).collect();
    assert_eq!(reasons, [(4, "same code as line 2"), (5, "same code as line 3"), (6, "same code as line 3")]);
}

#[test]
fn everything_wrong_with_a_row_is_said_at_once() {
    assert_eq!(
        reason("4006381333932,,,stone,1,0,-1,"),
        "the barcode 4006381333932 has a wrong check digit; the unit \"stone\" is not known; the price is zero; \
         the stock \"-1\" is not a whole number from 0; the name is missing"
    );
    assert!(reason(&format!("96385074,,{},,,1,,", "x".repeat(201))).contains("201 characters"));
    assert!(reason("96385074,,Te\u{7}a,,,1,,").contains("cannot be printed"));
}

#[test]
fn an_open_quotation_mark_costs_one_row() {
    let plan = read("sku,name,price\na,\"Tea,1\nb,Milk,2\nc,\"Bread \"\"x\"\"\",3\n");
    assert_eq!(plan.rows.iter().map(|r| r.sku.as_str()).collect::<Vec<_>>(), ["b", "c"]);
    assert_eq!(
        plan.bad,
        [BadRow { line: 2, reason: "2 columns where the header has 3; a quotation mark is not closed".into(), text: "a,\"Tea,1".into() }]
    );
}

#[test]
fn two_rows_on_one_line_are_not_half_read() {
    let plan = read("sku,name,price\na,A,1\rb,B,2\nc,C,3\n");
    assert_eq!((plan.rows[0].sku.as_str(), plan.bad[0].line), ("c", 2));
}

#[test]
fn an_unquoted_decimal_comma_is_not_read_as_another_price() {
    assert!(reason("96385074,,Tea,,,1,99,5,Drinks").contains("9 columns"));
    assert_eq!(read_row("96385074,,Tea,,,1,,,,,").price, Money(100));
}

#[test]
fn aisles_are_found_by_name_or_made() {
    let name = |text: &str| slug(text).to_string();
    assert_eq!((name("Käse & Wurst"), name("Čaj, Đumbir"), name("Straße")), ("kase-wurst".into(), "caj-dumbir".into(), "strasse".into()));
    assert!(name("Молоко").starts_with("aisle-") && name("Молоко") != name("Хлеб"));
    assert!(name(&"long ".repeat(30)).len() <= 48);
    let dairy = Aisle {
        slug: AisleId::parse("dairy").unwrap(),
        name: "Dairy, Eggs & Plant-Based".into(),
        picture: "milk".into(),
        sections: Vec::new(),
    };
    let mut shop = Settings { aisles: vec![dairy], ..Settings::default() };
    let former = |text: &str| crate::aisles::At::try_from(text.to_owned()).unwrap();
    shop.moved = [(former("milk-things"), former("dairy"))].into();
    let known = Known { shop: Some(&shop), barcodes: HashMap::new() };
    let file = "sku,name,price,aisle\na,A,1,\"dairy, eggs & plant-based\"\nb,B,1,Dairy\nc,C,1,Tea\nd,D,1,\n";
    let plan = parse(file.as_bytes(), &known).unwrap();
    let report = Report::of(Country::De, &plan, &HashMap::new(), &shop.aisles);
    assert_eq!(
        plan.rows[..2].iter().map(|r| r.aisle.clone().unwrap()).collect::<Vec<_>>(),
        [shop.aisles[0].clone(), shop.aisles[0].clone()]
    );
    assert_eq!(
        report.new_aisles.iter().map(|a| (a.slug.as_str(), a.name.as_str())).collect::<Vec<_>>(),
        [("tea", "Tea"), ("other", "Other")]
    );
    let names = |pairs: &[(String, String)]| pairs.iter().map(|(a, b)| format!("{a} > {b}")).collect::<Vec<_>>();
    assert_eq!(names(&report.otherwise), ["Dairy > Dairy, Eggs & Plant-Based"]);
    let file = "sku,name,price,aisle\na,A,1,Milk things\nb,B,1,Dayry\nc,C,1,Dairy Eggs\n";
    let report = Report::of(Country::De, &parse(file.as_bytes(), &known).unwrap(), &HashMap::new(), &shop.aisles);
    assert_eq!(names(&report.otherwise), ["Milk things > Dairy, Eggs & Plant-Based"], "what it was called before");
    assert_eq!(names(&report.lookalikes), ["Dayry > Dairy, Eggs & Plant-Based", "Dairy Eggs > Dairy, Eggs & Plant-Based"]);
}

#[test]
fn a_deposit_that_the_country_does_not_know_is_told_and_taken() {
    let file = "sku,name,price,deposit\na,Cola,1,0.25\nb,Beer,1,0.08\nc,Milk,1,\n";
    let plan = parse(file.as_bytes(), &Known::default()).unwrap();
    let report = Report::of(Country::De, &plan, &HashMap::new(), &[]);
    let hints: Vec<_> = report.hints.iter().map(|hint| (hint.line, hint.reason.starts_with("a deposit of 0.08"))).collect();
    assert_eq!((report.new, hints), (3, vec![(3, true)]));
    let beer = match change(Country::De, &plan.rows[1], None) {
        Change::New(beer) => *beer,
        other => panic!("{other:?}"),
    };
    let again = Report::of(Country::De, &plan, &HashMap::from([(beer.head.sku.clone(), beer)]), &[]);
    assert_eq!(again.hints, [], "it is told once");
}

#[test]
fn prices_have_the_decimals_of_the_shops_currency() {
    let prices = |currency: &str, cells: &str| {
        let shop = Settings { currency: currency.into(), ..Settings::default() };
        let known = Known { shop: Some(&shop), barcodes: HashMap::new() };
        let plan = parse(format!("sku,name,price\n{cells}").as_bytes(), &known).unwrap();
        (plan.rows.iter().map(|row| row.price.0).collect::<Vec<_>>(), plan.bad.len())
    };
    assert_eq!(prices("JPY", "a,A,500\nb,B,¥500\nc,C,5.00\n"), (vec![500, 500], 1));
    assert_eq!(prices("KWD", "a,A,1.005\nb,B,2 KWD\n"), (vec![1_005, 2_000], 0));
    assert_eq!(prices("EUR", "a,A,1.005\nb,B,2 EUR\n"), (vec![200], 1));
}

#[test]
fn a_barcode_finds_the_product_that_has_it() {
    let mut tea = added("96385074,,Tea,,,1,3,");
    tea.head.sku = Sku::parse("tea").unwrap();
    let known = Known { shop: None, barcodes: HashMap::from([(gtin14("96385074"), &tea.head.sku)]) };
    let plan = parse(b"barcode,name,price\n0000096385074,Tea,1\n", &known).unwrap();
    assert_eq!(plan.rows[0].sku.as_str(), "tea");
}

#[test]
fn what_a_row_does_not_say_stays() {
    let before = added("96385074,Hill,Tea,g,100,1.50,3,Drinks");
    assert_eq!(change(Country::De, &read_row("96385074,,Tea,,,1.50,,"), Some(&before)), Change::Same);
    let Change::Changed { fields, product: Some(after), units } =
        change(Country::De, &read_row("96385074,,Green tea,g,120,1.60,5,Tea"), Some(&before))
    else {
        panic!("not changed")
    };
    let names: Vec<_> = fields.iter().map(|f| (f.field.as_str(), f.from.as_str(), f.to.as_str())).collect();
    assert_eq!(
        names,
        [
            ("name", "Tea", "Green tea"),
            ("aisle", "drinks", "tea"),
            ("content", "100 g", "120 g"),
            ("price", "1.50", "1.60"),
            ("stock", "3", "5")
        ]
    );
    assert_eq!((after.head.available, after.text.brand.as_str(), units), (3, "Hill", 2));
}

#[test]
fn stock_alone_leaves_the_price_version() {
    let before = added("96385074,,Tea,,,1.50,3,");
    let Change::Changed { product, units, .. } = change(Country::De, &read_row("96385074,,Tea,,,1.50,1,"), Some(&before)) else {
        panic!("not changed")
    };
    assert_eq!((product, units), (None, -2));
}

#[test]
fn pieces_do_not_become_grams() {
    let apples = added("96385074,,Apples,kg-loose,0.17,2.99,,");
    let plan = read(&format!("{HEADER}96385074,,Apples,kom,1,2.99,,\n"));
    let report = Report::of(Country::De, &plan, &HashMap::from([(apples.head.sku.clone(), apples)]), &[]);
    assert_eq!((report.bad.len(), report.changed, report.same), (1, 0, 0));
    assert!(String::from_utf8(report.sheet()).unwrap().contains("2,no,"));
}

#[test]
fn importing_twice_changes_nothing_the_second_time() {
    let plan = read(&format!("{HEADER}96385074,Hill,Tea,g,100,1.50,3,Drinks\n4006381333931,,Pen,,,2,,\n"));
    let products: HashMap<Sku, Product> = plan
        .rows
        .iter()
        .map(|row| {
            (
                row.sku.clone(),
                match change(Country::De, row, None) {
                    Change::New(product) => *product,
                    other => panic!("{other:?}"),
                },
            )
        })
        .collect();
    let report = Report::of(Country::De, &plan, &products, &[]);
    assert_eq!((report.new, report.changed, report.same), (0, 0, 2));
}

proptest! {
    /// Whatever bytes stand between good rows, the good rows are read and keep their line numbers.
    #[test]
    fn good_rows_survive_around_a_bad_one(
        before in 0_u32..5, after in 0_u32..5,
        junk in proptest::collection::vec(any::<u8>().prop_filter("one line of text", |b| !matches!(b, 0 | b'\n')), 0..60),
    ) {
        let good = |n: u32| format!("p-{n},Product \"{n}\",1.{n:02},{n}\n").into_bytes();
        let mut file = b"sku,name,price,stock\n".to_vec();
        (0..before).for_each(|n| file.extend(good(n)));
        file.extend(&junk);
        file.push(b'\n');
        (0..after).for_each(|n| file.extend(good(before + n)));
        let plan = parse(&file, &Known::default()).unwrap();
        let kept: Vec<(u32, String)> = plan.rows.iter().filter(|r| r.line != before + 2).map(|r| (r.line, r.sku.to_string())).collect();
        let line = |n: u32| if n < before { n + 2 } else { n + 3 };
        let wanted: Vec<(u32, String)> = (0..before + after).map(|n| (line(n), format!("p-{n}"))).collect();
        prop_assert_eq!(kept, wanted);
        prop_assert!(plan.bad.len() <= 1);
    }

    /// No file makes the reader fail in another way than it says.
    #[test]
    fn any_file_is_read_or_refused(file in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = parse(&file, &Known::default());
        let _ = parse(&[b"sku,name,price,unit,quantity\n".as_slice(), &file].concat(), &Known::default());
    }
}

#[test]
fn a_column_may_be_in_another_language() {
    let known = Known::default();
    let file = "sku;name;price;name:de;Description:DE;name:xx yy;ingredients:de;origin:de;keeping:de\n\
        milk;Whole Milk;1.19;Frische Vollmilch;none;what;Vollmilch, pasteurisiert;Brandenburg;Kalt stellen.\n";
    let plan = parse(file.as_bytes(), &known).unwrap();
    assert_eq!(plan.ignored, ["name:xx yy"]);
    let Change::New(product) = change(Country::De, &plan.rows[0], None) else { panic!("{:?}", plan.rows) };
    assert_eq!((product.head.name.as_str(), product.text.read_in("de", Told::Name)), ("Whole Milk", "Frische Vollmilch"));
    let read = [Told::Description, Told::Ingredients, Told::Origin, Told::Keeping].map(|told| product.text.read_in("de", told));
    assert_eq!(read, ["", "Vollmilch, pasteurisiert", "Brandenburg", "Kalt stellen."]);
    let again = parse(b"sku;name;price;name:de\nmilk;Whole Milk;1.19;Vollmilch\n", &known).unwrap();
    let Change::Changed { fields, .. } = change(Country::De, &again.rows[0], Some(&product)) else { panic!("it changed") };
    assert_eq!((fields[0].field.as_str(), fields[0].from.as_str(), fields[0].to.as_str()), ("name:de", "Frische Vollmilch", "Vollmilch"));
    let long = format!("sku;name;price;name:de\nmilk;Whole Milk;1.19;{}\n", "x".repeat(201));
    assert!(parse(long.as_bytes(), &known).unwrap().bad[0].reason.contains("the name (de) has 201 characters"));
}

#[test]
fn a_long_file_goes_in_parts_that_are_files() {
    let rows: Vec<String> = (0..100).map(|n| format!("sku-{n},Product {n},1.{n:02}\n")).collect();
    let file = format!("sku,name,price\n{}", rows.concat());
    let parts = parts(file.as_bytes(), 500);
    assert!(parts.len() > 4 && parts.iter().all(|part| part.len() <= 500));
    let read = parts.iter().flat_map(|part| parse(part, &Known::default()).unwrap().rows).map(|row| row.sku.to_string());
    assert_eq!(read.collect::<Vec<_>>(), (0..100).map(|n| format!("sku-{n}")).collect::<Vec<_>>());
    assert_eq!((super::parts(b"", 9).len(), super::parts(b"sep=;\nsku;name\n", 1)), (1, vec![b"sep=;\nsku;name\n".to_vec()]));
}
