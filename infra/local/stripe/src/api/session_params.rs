//! The parameters of a new Checkout Session.

use crate::{
    error::ApiError,
    ids,
    objects::{Capture, IntentOptions, Item, Metadata, Mode},
    params::{Params, missing},
};

/// What Stripe accepts at most, in the smallest unit.
const LARGEST: i64 = 99_999_999;
/// A session lives between half an hour and a day; clocks may differ by a few seconds.
const SHORTEST: i64 = 30 * 60 - 10;
const LONGEST: i64 = 24 * 3600;

/// The least Stripe lets somebody pay, by currency. Other currencies are known, without a least amount here.
const LEAST: [(&str, i64); 14] = [
    ("eur", 50),
    ("usd", 50),
    ("gbp", 30),
    ("chf", 50),
    ("sek", 300),
    ("nok", 300),
    ("dkk", 250),
    ("pln", 200),
    ("czk", 1500),
    ("huf", 17500),
    ("ron", 200),
    ("bgn", 100),
    ("cad", 50),
    ("jpy", 50),
];
const OTHER_CURRENCIES: [&str; 10] = ["aud", "nzd", "brl", "mxn", "inr", "isk", "sgd", "hkd", "try", "zar"];
const LOCALES: [&str; 41] = [
    "auto", "bg", "cs", "da", "de", "el", "en", "en-GB", "es", "es-419", "et", "fi", "fil", "fr", "fr-CA", "hr", "hu", "id", "it", "ja",
    "ko", "lt", "lv", "ms", "mt", "nb", "nl", "pl", "pt", "pt-BR", "ro", "ru", "sk", "sl", "sv", "th", "tr", "vi", "zh", "zh-HK", "zh-TW",
];

/// What a new session shall be.
pub struct Wanted {
    pub mode: Mode,
    pub customer: Option<String>,
    pub creates_customer: bool,
    /// Description and metadata of the setup intent.
    pub setup: (Option<String>, Metadata),
    pub amount: i64,
    pub currency: String,
    pub items: Vec<Item>,
    pub success_url: String,
    pub cancel_url: Option<String>,
    pub client_reference_id: Option<String>,
    pub customer_email: Option<String>,
    pub locale: Option<String>,
    pub submit_type: Option<String>,
    pub metadata: Metadata,
    pub intent_options: IntentOptions,
    pub expires_at: i64,
}

impl Wanted {
    /// Reads and checks all parameters.
    pub fn read(params: &mut Params, now: i64) -> Result<Self, ApiError> {
        let mode = only_hosted_pages_for_cards(params)?;
        let currency = params.text("currency")?;
        let (items, currency, amount) = match mode {
            Mode::Payment => {
                let (items, currency) = line_items(params, currency)?;
                let amount = total(&items, &currency)?;
                (items, currency, amount)
            }
            Mode::Setup => (Vec::new(), nothing_to_pay(params, currency)?, 0),
        };
        let (customer, creates_customer) = customer(params)?;
        let setup = setup_options(params, mode)?;
        let success_url = params.required("success_url").and_then(|url| web_address("success_url", url))?;
        let cancel_url = params.text("cancel_url")?.map(|url| web_address("cancel_url", url)).transpose()?;
        Ok(Self {
            mode,
            customer,
            creates_customer,
            setup,
            amount,
            currency,
            items,
            success_url,
            cancel_url,
            client_reference_id: params.text("client_reference_id")?.map(reference).transpose()?,
            customer_email: params.text("customer_email")?.map(email).transpose()?,
            locale: params.choice("locale", &LOCALES)?.map(str::to_owned),
            submit_type: params.choice("submit_type", &["auto", "book", "donate", "pay"])?.map(str::to_owned),
            metadata: params.metadata("metadata")?.unwrap_or_default(),
            intent_options: intent_options(params)?,
            expires_at: expires_at(params, now)?,
        })
    }
}

/// What this stand-in plays: the hosted page, one payment or one saved card.
fn only_hosted_pages_for_cards(params: &mut Params) -> Result<Mode, ApiError> {
    let mode = match params.choice("mode", &["payment", "setup"])?.ok_or_else(|| missing("mode"))? {
        "setup" => Mode::Setup,
        _ => Mode::Payment,
    };
    params.choice("ui_mode", &["hosted_page", "hosted"])?;
    match params.texts("payment_method_types")?.iter().find(|kind| *kind != "card") {
        None => Ok(mode),
        Some(kind) => Err(ApiError {
            param: Some("payment_method_types".to_owned()),
            ..ApiError::invalid(format!("The payment method type provided: {kind} is invalid."))
        }),
    }
}

/// A page that saves a card names a currency, and nothing to pay.
fn nothing_to_pay(params: &mut Params, currency: Option<String>) -> Result<String, ApiError> {
    let refused =
        |name: &str| ApiError { param: Some(name.to_owned()), ..ApiError::invalid(format!("You can not pass `{name}` in `setup` mode.")) };
    if !params.objects("line_items")?.is_empty() {
        return Err(refused("line_items"));
    }
    if params.nested("payment_intent_data")?.is_some() {
        return Err(refused("payment_intent_data"));
    }
    known("currency", currency.ok_or_else(|| missing("currency"))?)
}

/// A customer that is there, or one to be made.
fn customer(params: &mut Params) -> Result<(Option<String>, bool), ApiError> {
    let customer = params.text("customer")?;
    let creation = params.choice("customer_creation", &["always", "if_required"])?;
    match (&customer, creation, params.is_text("customer_email")) {
        (Some(_), Some(_), _) => Err(ApiError::invalid("You may only specify one of these parameters: customer, customer_creation.")),
        (Some(_), _, true) => Err(ApiError::invalid("You may only specify one of these parameters: customer, customer_email.")),
        _ => Ok((customer, creation == Some("always"))),
    }
}

fn setup_options(params: &mut Params, mode: Mode) -> Result<(Option<String>, Metadata), ApiError> {
    let Some(mut options) = params.nested("setup_intent_data")? else { return Ok((None, Metadata::new())) };
    if mode != Mode::Setup {
        let message = "You can only pass `setup_intent_data` in `setup` mode.";
        return Err(ApiError { param: Some("setup_intent_data".to_owned()), ..ApiError::invalid(message) });
    }
    let read = (options.text("description")?, options.metadata("metadata")?.unwrap_or_default());
    options.finish()?;
    Ok(read)
}

fn line_items(params: &mut Params, currency: Option<String>) -> Result<(Vec<Item>, String), ApiError> {
    let mut currency = currency.map(|code| known("currency", code)).transpose()?;
    let mut items = Vec::new();
    for mut line in params.objects("line_items")? {
        if let Some(price) = line.text("price")? {
            return Err(ApiError::missing("price", &price, &line.name("price")));
        }
        let quantity = line.at_least("quantity", 1)?;
        let name = line.name("price_data");
        let mut price = line.nested("price_data")?.ok_or_else(|| missing(&name))?;
        let code = price.required("currency")?;
        let code = known(&price.name("currency"), code)?;
        if currency.get_or_insert_with(|| code.clone()) != &code {
            return Err(ApiError::invalid("All line items of a Checkout Session must have the same currency."));
        }
        let unit_amount = price.at_least("unit_amount", 0)?;
        let name = price.name("product_data");
        let mut product = price.nested("product_data")?.ok_or_else(|| missing(&name))?;
        items.push(Item {
            id: ids::fresh("li_1S", 22),
            price: ids::fresh("price_1S", 22),
            product: ids::fresh("prod_", 14),
            name: product.required("name")?,
            quantity,
            unit_amount,
        });
        product.text("description")?;
        product.texts("images")?;
        product.metadata("metadata")?;
        [product, price, line].into_iter().try_for_each(Params::finish)?;
    }
    let currency = currency.filter(|_| !items.is_empty()).ok_or_else(|| missing("line_items"))?;
    Ok((items, currency))
}

fn known(name: &str, code: String) -> Result<String, ApiError> {
    let code = code.to_lowercase();
    let found = LEAST.iter().map(|(known, _)| known).chain(&OTHER_CURRENCIES).any(|known| *known == code);
    let message = || format!("Invalid currency: {code}. Stripe supports other currencies than this; this stand-in knows a few.");
    match found {
        true => Ok(code),
        false => Err(ApiError { param: Some(name.to_owned()), ..ApiError::invalid(message()) }),
    }
}

/// The least that can be paid in a currency.
pub fn least(currency: &str) -> i64 {
    LEAST.iter().find(|(known, _)| *known == currency).map_or(1, |(_, least)| *least)
}

fn total(items: &[Item], currency: &str) -> Result<i64, ApiError> {
    let sum = items.iter().try_fold(0_i64, |sum, item| sum.checked_add(item.unit_amount.checked_mul(item.quantity)?));
    let least = least(currency);
    match sum {
        Some(sum) if sum < least => Err(ApiError::parameter(
            "amount_too_small",
            "line_items",
            format!("The Checkout Session's total amount must be at least {least} {currency} in the smallest unit."),
        )),
        Some(sum) if sum <= LARGEST => Ok(sum),
        _ => Err(ApiError::parameter(
            "amount_too_large",
            "line_items",
            format!("The Checkout Session's total amount must be at most {LARGEST} in the smallest unit."),
        )),
    }
}

fn web_address(name: &str, url: String) -> Result<String, ApiError> {
    let web = matches!(reqwest::Url::parse(&url), Ok(url) if matches!(url.scheme(), "http" | "https"));
    match web && url.chars().count() <= 5000 {
        true => Ok(url),
        false => Err(ApiError::parameter("url_invalid", name, "Not a valid URL")),
    }
}

fn email(address: String) -> Result<String, ApiError> {
    let right = address.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    match right && address.len() <= 512 && !address.contains(char::is_whitespace) {
        true => Ok(address),
        false => Err(ApiError::parameter("email_invalid", "customer_email", format!("Invalid email address: {address}"))),
    }
}

fn reference(text: String) -> Result<String, ApiError> {
    match text.chars().count() {
        0..=200 => Ok(text),
        _ => Err(ApiError {
            param: Some("client_reference_id".to_owned()),
            ..ApiError::invalid("Invalid string: client_reference_id can have up to 200 characters.")
        }),
    }
}

fn intent_options(params: &mut Params) -> Result<IntentOptions, ApiError> {
    let mut options = params.nested("payment_intent_data")?.unwrap_or_default();
    let capture = match options.choice("capture_method", &["automatic", "automatic_async", "manual"])? {
        Some("manual") => Capture::Manual,
        Some("automatic") => Capture::Automatic,
        _ => Capture::AutomaticAsync,
    };
    let metadata = options.metadata("metadata")?.unwrap_or_default();
    let description = options.text("description")?;
    let receipt_email = options.text("receipt_email")?;
    options.finish()?;
    Ok(IntentOptions { capture, metadata, description, receipt_email })
}

fn expires_at(params: &mut Params, now: i64) -> Result<i64, ApiError> {
    let wrong = |rule: &str| ApiError {
        param: Some("expires_at".to_owned()),
        ..ApiError::invalid(format!("The `expires_at` timestamp must be {rule} from Checkout Session creation."))
    };
    match params.integer("expires_at")? {
        None => Ok(now + LONGEST),
        Some(at) if at.saturating_sub(now) < SHORTEST => Err(wrong("at least 30 minutes")),
        Some(at) if at.saturating_sub(now) > LONGEST => Err(wrong("less than 24 hours")),
        Some(at) => Ok(at),
    }
}
