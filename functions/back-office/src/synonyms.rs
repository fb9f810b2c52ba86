//! Words that mean the same, as the owner writes them: one group a line, words parted by commas. Programs send lists.

use serde::Deserialize;
use web::Failure;

/// Groups of words for the same thing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Written")]
pub struct Synonyms(pub Vec<Vec<String>>);

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Lines(String),
    Groups(Vec<Vec<String>>),
}

const MOST_GROUPS: usize = 300;
const MOST_IN_A_GROUP: usize = 12;
const LONGEST: usize = 60;

impl From<Written> for Synonyms {
    fn from(written: Written) -> Synonyms {
        let trimmed = |group: Vec<String>| -> Vec<String> {
            group.iter().map(|words| words.trim().to_owned()).filter(|words| !words.is_empty()).collect()
        };
        let groups: Vec<Vec<String>> = match written {
            Written::Lines(text) => text.lines().map(|line| line.split([',', ';']).map(str::to_owned).collect()).collect(),
            Written::Groups(groups) => groups,
        };
        Synonyms(groups.into_iter().map(trimmed).filter(|group| !group.is_empty()).collect())
    }
}

impl Synonyms {
    /// What is wrong with them, if something is.
    pub fn failure(&self) -> Option<Failure> {
        let wrong = |code: &'static str, words: String| Some(Failure::field("synonyms", code, words));
        if self.0.len() > MOST_GROUPS {
            return wrong("out_of_range", format!("At most {MOST_GROUPS} lines."));
        }
        for group in &self.0 {
            match group.as_slice() {
                [alone] => {
                    return wrong(
                        "malformed",
                        format!("“{alone}” stands alone: write what else it is called on the same line, after a comma."),
                    );
                }
                many if many.len() > MOST_IN_A_GROUP => {
                    return wrong("out_of_range", format!("At most {MOST_IN_A_GROUP} words on a line."));
                }
                _ => {}
            }
            if let Some(long) = group.iter().find(|words| words.chars().count() > LONGEST) {
                return wrong("out_of_range", format!("“{long}” is longer than {LONGEST} letters."));
            }
        }
        None
    }
}

/// As they stand in a text field.
pub fn written(groups: &[Vec<String>]) -> String {
    groups.iter().map(|group| group.join(", ")).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Synonyms {
        Synonyms::from(Written::Lines(text.to_owned()))
    }

    #[test]
    fn what_is_written_is_read_back() {
        let groups = lines("zucchini,  courgette\r\n\n spring onion, scallion ,\n");
        assert_eq!(written(&groups.0), "zucchini, courgette\nspring onion, scallion");
        assert_eq!(lines(&written(&groups.0)), groups);
        assert_eq!(groups.failure(), None);
    }

    #[test]
    fn a_word_alone_has_no_synonym() {
        assert!(lines("zucchini").failure().unwrap().message.to_string().contains("“zucchini” stands alone"));
        assert!(lines(&"a, b\n".repeat(301)).failure().is_some() && lines(&"a,".repeat(13)).failure().is_some());
    }
}
