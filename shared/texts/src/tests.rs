//! Every file can be read, every language is complete, every message that code names exists.

use super::*;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Per language: each message's name, and the variables it uses.
fn messages(folder: &'static Dir) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for file in folder.files() {
        let resource = FluentResource::try_new(file.contents_utf8().unwrap().to_owned());
        let resource = resource.unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", file.path().display()));
        let source = resource.source();
        for block in entries(source) {
            assert!(all.insert(block.0.clone(), block.1).is_none(), "{} is written twice", block.0);
        }
    }
    all
}

/// The messages of a piece of a file: a name at the start of a line, and the lines indented below it.
fn entries(text: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut found: Vec<(String, BTreeSet<String>)> = Vec::new();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" =").filter(|(name, _)| name.starts_with(|c: char| c.is_ascii_lowercase())) {
            found.push((name.to_owned(), BTreeSet::new()));
        }
        if let Some(last) = found.last_mut() {
            last.1.extend(line.split('$').skip(1).map(|v| v.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap().to_owned()));
        }
    }
    found
}

#[test]
fn every_language_says_everything_with_the_same_values() {
    let english = messages(FILES.get_dir(COMPLETE).unwrap());
    for folder in FILES.dirs() {
        let own = messages(folder);
        let missing: Vec<_> = english.keys().filter(|name| !own.contains_key(*name)).collect();
        let unknown: Vec<_> = own.keys().filter(|name| !english.contains_key(*name)).collect();
        assert!(missing.is_empty() && unknown.is_empty(), "{}: lacks {missing:?}, alone has {unknown:?}", folder.path().display());
        for (name, values) in &own {
            assert_eq!(values, &english[name], "{}: {name} uses other values", folder.path().display());
        }
    }
}

#[test]
fn every_message_that_code_names_exists_and_is_named() {
    let english = messages(FILES.get_dir(COMPLETE).unwrap());
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut code = String::new();
    for place in ["functions", "shared", "infra/local"] {
        gather(&root.join(place), &mut code);
    }
    let named: BTreeSet<&str> =
        ["text(\"", "say(\""].iter().flat_map(|call| code.split(call).skip(1)).map(|c| c.split('"').next().unwrap()).collect();
    let unknown: Vec<_> =
        named.iter().filter(|n| n.contains('-') && n.starts_with(|c: char| c.is_ascii_lowercase()) && !english.contains_key(**n)).collect();
    assert!(unknown.is_empty(), "no such messages: {unknown:?}");
    let unused: Vec<_> = english.keys().filter(|name| !code.contains(&format!("\"{name}\""))).collect();
    assert!(unused.is_empty(), "messages nobody says: {unused:?}");
}

fn gather(folder: &Path, code: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        match entry.path() {
            path if path.is_dir() => gather(&path, code),
            path if path.extension().is_some_and(|e| e == "rs")
                && !path.ends_with("texts/src/lib.rs")
                && !path.ends_with("texts/src/tests.rs") =>
            {
                let text = std::fs::read_to_string(&path).unwrap();
                code.extend(text.lines().filter(|l| !l.trim_start().starts_with("//")));
            }
            _ => {}
        }
    }
}

#[test]
fn what_a_language_lacks_is_said_in_english() {
    assert_eq!(Language::default().tag(), "en");
    assert_eq!(Language::tagged("DE").unwrap().tag(), "de");
    assert_eq!(Language::tagged("xx"), None);
}
