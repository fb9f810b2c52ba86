//! Lists: limit, cursors and times are the same everywhere.

use serde_json::{Value, json};

use super::{Answer, Call};
use crate::{
    error::ApiError,
    table::{Page, Row, Table},
};

/// Answers one page. `group` is the parameter that narrows this kind of list.
pub fn list<T: Row>(call: &mut Call, table: &Table<T>, url: &str, group: Option<&str>, render: fn(&T) -> Value) -> Answer {
    let params = &mut call.params;
    let limit = params.optional_at_least("limit", 1)?.unwrap_or(10);
    let limit = usize::try_from(limit.min(100)).unwrap_or(100);
    let page = Page {
        limit,
        starting_after: params.text("starting_after")?,
        ending_before: params.text("ending_before")?,
        group: group.map(|group| params.text(group)).transpose()?.flatten(),
        created: created(call)?,
    };
    call.finish()?;
    let cursor = page.starting_after.as_deref().or(page.ending_before.as_deref()).unwrap_or_default();
    let missing = || ApiError::missing("object", cursor, "starting_after");
    let (rows, has_more) = table.page(&page).ok_or_else(missing)?;
    let data: Vec<Value> = rows.into_iter().map(render).collect();
    Ok(json!({"object": "list", "data": data, "has_more": has_more, "url": url}))
}

/// `created=n`, or `created[gte]`, `[gt]`, `[lte]`, `[lt]`, as an interval with both ends included.
fn created(call: &mut Call) -> Result<(Option<i64>, Option<i64>), ApiError> {
    if call.params.is_text("created") {
        let exactly = call.params.integer("created")?;
        return Ok((exactly, exactly));
    }
    let Some(mut bounds) = call.params.nested("created")? else {
        return Ok((None, None));
    };
    let least = bounds.integer("gte")?.max(bounds.integer("gt")?.map(|bound| bound.saturating_add(1)));
    let below = bounds.integer("lt")?.map(|bound| bound.saturating_sub(1));
    let most = [bounds.integer("lte")?, below].into_iter().flatten().min();
    bounds.finish()?;
    Ok((least, most))
}
