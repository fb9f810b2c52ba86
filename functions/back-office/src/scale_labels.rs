//! The patterns of the shop's scale labels, as the owner writes them: one a line. Programs send a list.

use domain::scale_label::Layout;
use serde::Deserialize;
use web::Failure;

/// Patterns as they were typed, and read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "Written")]
pub struct ScaleLabels {
    /// A line for each.
    pub typed: String,
    /// What they mean, or what is wrong with them.
    pub read: Result<Vec<Layout>, String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Lines(String),
    Patterns(Vec<String>),
}

impl From<Written> for ScaleLabels {
    fn from(written: Written) -> ScaleLabels {
        let typed = match written {
            Written::Lines(text) => text,
            Written::Patterns(patterns) => patterns.join("\n"),
        };
        let patterns = typed.lines().map(str::trim).filter(|p| !p.is_empty());
        let read = patterns.map(Layout::parse).collect::<Result<_, _>>().and_then(once);
        ScaleLabels { typed, read }
    }
}

fn once(layouts: Vec<Layout>) -> Result<Vec<Layout>, String> {
    let mut prefixes: Vec<u8> = layouts.iter().map(Layout::prefix).collect();
    prefixes.sort_unstable();
    match prefixes.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(format!("the prefix {} has two patterns", pair[0])),
        None => Ok(layouts),
    }
}

impl ScaleLabels {
    /// What is wrong with them, if something is.
    pub fn failure(&self) -> Option<Failure> {
        let why = self.read.as_ref().err()?;
        Some(Failure::field("scale_labels", "malformed", format!("That is no pattern: {why}.")))
    }
}

/// As they stand in a text field.
pub fn written(layouts: &[Layout]) -> String {
    layouts.iter().map(Layout::to_string).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_and_a_program_say_the_same() {
        let form = ScaleLabels::from(Written::Lines("22 IIIII GGGGG\r\n\n 28 iiii c ppppp\n".into()));
        let list = ScaleLabels::from(Written::Patterns(vec!["22IIIIIGGGGG".into(), "28 IIII C PPPPP".into()]));
        assert_eq!(form.read, list.read);
        assert_eq!(written(&form.read.unwrap()), "22 IIIII GGGGG\n28 IIII C PPPPP");
    }

    #[test]
    fn a_prefix_is_read_in_one_way() {
        assert!(ScaleLabels::from(Written::Lines("22 IIIII GGGGG\n22 IIIII PPPPP".into())).failure().is_some());
        assert!(ScaleLabels::from(Written::Lines("weights please".into())).failure().is_some());
        assert_eq!(ScaleLabels::from(Written::Lines(String::new())).read, Ok(Vec::new()));
    }
}
