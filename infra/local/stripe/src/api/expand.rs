//! `expand[]`: ids in an answer replaced by their objects.

use serde_json::Value;

use crate::{draft::Draft, error::ApiError, state::State};

/// Replaces what the paths name. `data.` reaches into every element of a list.
pub fn expand(state: &State, draft: &Draft, mut answer: Value, paths: &[String]) -> Result<Value, ApiError> {
    for path in paths {
        let keys: Vec<&str> = path.split('.').collect();
        if keys.len() > 4 {
            return Err(ApiError::invalid(format!("You cannot expand more than 4 levels of a property ({path}).")));
        }
        expand_one(state, draft, &mut answer, &keys)
            .ok_or_else(|| ApiError::invalid(format!("This property cannot be expanded ({path}).")))?;
    }
    Ok(answer)
}

fn expand_one(state: &State, draft: &Draft, value: &mut Value, keys: &[&str]) -> Option<()> {
    let Some((key, rest)) = keys.split_first() else {
        return Some(());
    };
    if let (Value::Array(elements), "data") = (&mut value["data"], *key) {
        return elements.iter_mut().try_for_each(|element| expand_one(state, draft, element, rest));
    }
    if *key == "line_items" && value["object"] == "checkout.session" {
        let items = state.sessions.find(value["id"].as_str()?).map(|session| session.line_items());
        value[*key] = items.or_else(|| draft.line_items(value["id"].as_str()?))?;
        return Some(());
    }
    let known = matches!(*key, "payment_intent" | "latest_charge" | "charge" | "setup_intent" | "customer" | "payment_method");
    let field = value.as_object_mut()?.get_mut(*key).filter(|_| known)?;
    if let Value::String(id) = field {
        *field = draft.look_up(state, id)?;
    }
    match field {
        Value::Null => Some(()),
        object => expand_one(state, draft, object, rest),
    }
}
