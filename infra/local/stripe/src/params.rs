//! Form-encoded parameters with Stripe's bracket nesting, taken one by one: what nobody took is unknown.

use std::collections::BTreeMap;

use crate::error::ApiError;

const DEEPEST: usize = 8;

/// The parameters of one request, or of one bracket inside it.
#[derive(Debug, Default)]
pub struct Params {
    /// The name this stands under, such as `line_items[0][price_data]`; empty at the top.
    path: String,
    fields: BTreeMap<String, Node>,
}

#[derive(Debug)]
enum Node {
    Text(String),
    Map(BTreeMap<String, Node>),
}

impl Params {
    /// Reads a query string or a form body.
    pub fn parse(encoded: &[u8]) -> Result<Self, ApiError> {
        let mut fields = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(encoded) {
            let keys = keys_of(&name)?;
            insert(&mut fields, &keys, value.into_owned()).ok_or_else(|| ApiError::invalid(format!("Invalid parameter: {name}")))?;
        }
        let path = String::new();
        Ok(Self { path, fields })
    }

    /// The full name of a field, as errors spell it.
    pub fn name(&self, field: &str) -> String {
        match self.path.as_str() {
            "" => field.to_owned(),
            path => format!("{path}[{field}]"),
        }
    }

    /// An optional text. An empty one counts as absent, as Stripe unsets with it.
    pub fn text(&mut self, field: &str) -> Result<Option<String>, ApiError> {
        match self.fields.remove(field) {
            None => Ok(None),
            Some(Node::Text(text)) if text.is_empty() => Ok(None),
            Some(Node::Text(text)) => Ok(Some(text)),
            Some(Node::Map(_)) => Err(self.wrong(field, "Invalid string")),
        }
    }

    /// A text that must be there.
    pub fn required(&mut self, field: &str) -> Result<String, ApiError> {
        let empty = matches!(self.fields.get(field), Some(Node::Text(text)) if text.is_empty());
        let name = self.name(field);
        self.text(field)?.ok_or_else(|| match empty {
            true => ApiError::parameter(
                "parameter_invalid_empty",
                &name,
                format!("You passed an empty string for '{name}'. We assume empty values are an attempt to unset a parameter; however '{name}' cannot be unset."),
            ),
            false => missing(&name),
        })
    }

    /// An optional whole number.
    pub fn integer(&mut self, field: &str) -> Result<Option<i64>, ApiError> {
        let name = self.name(field);
        let Some(text) = self.text(field)? else {
            return Ok(None);
        };
        let wrong = || ApiError::parameter("parameter_invalid_integer", &name, format!("Invalid integer: {text}"));
        text.parse().map(Some).map_err(|_| wrong())
    }

    /// Whether a name holds a text rather than brackets.
    pub fn is_text(&self, field: &str) -> bool {
        matches!(self.fields.get(field), Some(Node::Text(_)))
    }

    /// A whole number of at least `least` that must be there.
    pub fn at_least(&mut self, field: &str, least: i64) -> Result<i64, ApiError> {
        let name = self.name(field);
        let number = self.optional_at_least(field, least)?;
        number.ok_or_else(|| missing(&name))
    }

    /// An optional whole number of at least `least`.
    pub fn optional_at_least(&mut self, field: &str, least: i64) -> Result<Option<i64>, ApiError> {
        let name = self.name(field);
        match self.integer(field)? {
            Some(number) if number < least => Err(ApiError::parameter(
                "parameter_invalid_integer",
                &name,
                format!("This value must be greater than or equal to {least}."),
            )),
            number => Ok(number),
        }
    }

    /// One of a few words.
    pub fn choice(&mut self, field: &str, words: &[&'static str]) -> Result<Option<&'static str>, ApiError> {
        let name = self.name(field);
        let Some(text) = self.text(field)? else {
            return Ok(None);
        };
        match words.iter().find(|word| **word == text) {
            Some(word) => Ok(Some(word)),
            None => Err(ApiError {
                param: Some(name.clone()),
                ..ApiError::invalid(format!("Invalid {name}: must be one of {}", words.join(", ")))
            }),
        }
    }

    /// What is nested under a name; nothing there is an empty set.
    pub fn nested(&mut self, field: &str) -> Result<Option<Params>, ApiError> {
        match self.fields.remove(field) {
            None => Ok(None),
            Some(Node::Text(text)) if text.is_empty() => Ok(None),
            Some(Node::Text(_)) => Err(self.wrong(field, "Invalid object")),
            Some(Node::Map(fields)) => Ok(Some(Params { path: self.name(field), fields })),
        }
    }

    /// The elements of an array of objects, in the order of their numbers.
    pub fn objects(&mut self, field: &str) -> Result<Vec<Params>, ApiError> {
        let Some(mut array) = self.nested(field)? else {
            return Ok(Vec::new());
        };
        let mut indexes: Vec<String> = array.fields.keys().cloned().collect();
        indexes.sort_by_key(|index| index.parse::<u64>().unwrap_or(u64::MAX));
        if indexes.iter().any(|index| index.parse::<u64>().is_err()) {
            return Err(self.wrong(field, "Invalid array"));
        }
        let elements = indexes.iter().map(|index| array.nested(index));
        Ok(elements.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }

    /// The elements of an array of texts (`x[]=` or `x[0]=`).
    pub fn texts(&mut self, field: &str) -> Result<Vec<String>, ApiError> {
        let Some(mut array) = self.nested(field)? else {
            return Ok(Vec::new());
        };
        let mut indexes: Vec<String> = array.fields.keys().cloned().collect();
        indexes.sort_by_key(|index| index.parse::<u64>().unwrap_or(u64::MAX));
        let texts = indexes.iter().map(|index| array.text(index));
        Ok(texts.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }

    /// Stripe's metadata: up to 50 keys of 40 characters, values of 500. An empty value unsets its key.
    pub fn metadata(&mut self, field: &str) -> Result<Option<BTreeMap<String, String>>, ApiError> {
        let Some(map) = self.nested(field)? else {
            return Ok(None);
        };
        let mut metadata = BTreeMap::new();
        let path = map.path.clone();
        for (key, node) in map.fields {
            let Node::Text(value) = node else {
                return Err(ApiError::invalid(format!("Invalid string: {path}[{key}]")));
            };
            if key.chars().count() > 40 || value.chars().count() > 500 {
                let message = format!("Metadata keys can have up to 40 characters, values up to 500: {key}");
                return Err(ApiError::parameter("parameter_invalid_string", &path, message));
            }
            metadata.insert(key, value);
        }
        match metadata.len() {
            0..=50 => Ok(Some(metadata)),
            _ => Err(self.wrong(field, "Metadata can have up to 50 keys")),
        }
    }

    /// The end of the reading: whatever is left was not known.
    pub fn finish(self) -> Result<(), ApiError> {
        let names: Vec<String> = self.fields.keys().map(|field| self.name(field)).collect();
        let plural = if names.len() > 1 { "s" } else { "" };
        match names.first() {
            None => Ok(()),
            Some(first) => {
                Err(ApiError::parameter("parameter_unknown", first, format!("Received unknown parameter{plural}: {}", names.join(", "))))
            }
        }
    }

    fn wrong(&self, field: &str, what: &str) -> ApiError {
        let name = self.name(field);
        let message = format!("{what}: {name}");
        ApiError { param: Some(name), ..ApiError::invalid(message) }
    }
}

/// The error of a parameter that must be given.
pub fn missing(name: &str) -> ApiError {
    ApiError::parameter("parameter_missing", name, format!("Missing required param: {name}."))
}

/// `a[b][0]` into `a`, `b`, `0`.
fn keys_of(name: &str) -> Result<Vec<String>, ApiError> {
    let wrong = || ApiError::invalid(format!("Invalid parameter name: {name}"));
    let (first, rest) = name.split_at(name.find('[').unwrap_or(name.len()));
    let mut keys = vec![first.to_owned()];
    if !rest.is_empty() {
        let inner = rest.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).ok_or_else(wrong)?;
        keys.extend(inner.split("][").map(str::to_owned));
    }
    match keys.len() <= DEEPEST && !first.is_empty() {
        true => Ok(keys),
        false => Err(wrong()),
    }
}

/// Puts a value under its keys; `None` if a text stands where a bracket is, or twice under one name.
fn insert(fields: &mut BTreeMap<String, Node>, keys: &[String], value: String) -> Option<()> {
    let (first, rest) = keys.split_first()?;
    let key = match first.as_str() {
        "" => fields.len().to_string(),
        key => key.to_owned(),
    };
    if rest.is_empty() {
        return fields.insert(key, Node::Text(value)).is_none().then_some(());
    }
    match fields.entry(key).or_insert_with(|| Node::Map(BTreeMap::new())) {
        Node::Map(inner) => insert(inner, rest, value),
        Node::Text(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Params;

    #[test]
    fn brackets_nest_and_what_is_left_is_named_in_full() {
        let mut params = Params::parse(b"a[0][b]=1&a[0][c][d]=x&e[]=1&e[]=2").unwrap();
        let mut first = params.objects("a").unwrap().remove(0);
        assert_eq!(first.integer("b").unwrap(), Some(1));
        assert_eq!(params.texts("e").unwrap(), ["1", "2"]);
        let error = first.finish().unwrap_err();
        assert_eq!(error.param.as_deref(), Some("a[0][c]"));
        assert_eq!(error.code, Some("parameter_unknown"));
        params.finish().unwrap();
    }

    #[test]
    fn a_text_is_not_a_bracket() {
        assert!(Params::parse(b"a=1&a[b]=2").is_err());
        assert!(Params::parse(b"a[b=2").is_err());
        assert!(Params::parse(b"a=1&a=2").is_err());
    }
}
