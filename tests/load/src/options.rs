//! What stands on the command line: `--name value`, and flags.

use crate::Outcome;
use std::collections::BTreeMap;
use std::str::FromStr;

/// The words of a command line.
#[derive(Debug, Default)]
pub struct Options(BTreeMap<String, String>);

impl Options {
    /// Reads this program's command line. Anything not `known` is refused with the `usage`.
    pub fn read(known: &[&str], flags: &[&str], usage: &str) -> Outcome<Options> {
        Options::parse(std::env::args().skip(1), known, flags).map_err(|what| format!("{what}\n{usage}").into())
    }

    fn parse(mut words: impl Iterator<Item = String>, known: &[&str], flags: &[&str]) -> Result<Options, String> {
        let mut options = Options::default();
        while let Some(word) = words.next() {
            let name = word.strip_prefix("--").ok_or_else(|| format!("what is {word:?}?"))?;
            let value = match () {
                () if flags.contains(&name) => "yes".to_owned(),
                () if known.contains(&name) => words.next().ok_or_else(|| format!("{word} needs a value"))?,
                () => return Err(format!("there is no option {word}")),
            };
            options.0.insert(name.to_owned(), value);
        }
        Ok(options)
    }

    /// The value of an option, or what holds without it.
    pub fn or<T: FromStr>(&self, name: &str, otherwise: T) -> Outcome<T> {
        match self.0.get(name) {
            None => Ok(otherwise),
            Some(text) => text.parse().map_err(|_| format!("--{name} cannot be {text:?}").into()),
        }
    }

    /// Whether a flag stands there.
    pub fn has(&self, flag: &str) -> bool {
        self.0.contains_key(flag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Options, String> {
        Options::parse(line.split_whitespace().map(str::to_owned), &["orders"], &["race"])
    }

    #[test]
    fn options_and_flags() {
        let options = parsed("--orders 5 --race").unwrap();
        assert_eq!(options.or("orders", 1593).unwrap(), 5);
        assert!(options.has("race"));
        assert!(parsed("--order 5").is_err() && parsed("--orders").is_err() && parsed("5").is_err());
        assert!(parsed("--orders many").unwrap().or("orders", 1).is_err());
    }
}
