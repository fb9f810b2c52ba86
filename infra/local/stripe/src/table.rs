//! Objects of one kind in the order of their creation, found by id or group, listed page by page.

use std::collections::HashMap;

/// What a table must know of its objects.
pub trait Row {
    /// The id, which never changes.
    fn id(&self) -> &str;
    /// Seconds since 1970.
    fn created(&self) -> i64;
    /// What lists of this kind are narrowed by: a payment intent, or an event's type. Never changes once set.
    fn group(&self) -> Option<&str>;
}

/// All objects of one kind.
pub struct Table<T> {
    rows: Vec<T>,
    places: HashMap<String, usize>,
    groups: HashMap<String, Vec<usize>>,
}

/// Which objects a list asks for; newest first.
#[derive(Debug, Default)]
pub struct Page {
    pub limit: usize,
    pub starting_after: Option<String>,
    pub ending_before: Option<String>,
    pub group: Option<String>,
    /// Both ends included.
    pub created: (Option<i64>, Option<i64>),
}

impl<T: Row> Table<T> {
    /// The object of that id.
    pub fn find(&self, id: &str) -> Option<&T> {
        self.places.get(id).and_then(|place| self.rows.get(*place))
    }

    /// The same, to be changed in place.
    pub fn find_mut(&mut self, id: &str) -> Option<&mut T> {
        self.places.get(id).and_then(|place| self.rows.get_mut(*place))
    }

    /// All objects, oldest first.
    pub fn all(&self) -> &[T] {
        &self.rows
    }

    /// Adds an object, or replaces the one of the same id. Answers the one that was there.
    pub fn put(&mut self, row: T) -> Option<T> {
        let place = self.places.get(row.id()).copied();
        let before = place.and_then(|place| self.rows.get(place));
        if before.is_none_or(|before| before.group().is_none())
            && let Some(group) = row.group()
        {
            let members = self.groups.entry(group.to_owned()).or_default();
            members.push(place.unwrap_or(self.rows.len()));
        }
        match place {
            Some(place) => self.rows.get_mut(place).map(|old| std::mem::replace(old, row)),
            None => {
                self.places.insert(row.id().to_owned(), self.rows.len());
                self.rows.push(row);
                None
            }
        }
    }

    /// One page, newest first, and whether there is more. `None`: the cursor names nothing.
    /// Time is that of the page and a binary search, whatever the number of objects.
    pub fn page(&self, page: &Page) -> Option<(Vec<&T>, bool)> {
        let members: Box<dyn Places> = match &page.group {
            Some(group) => Box::new(self.groups.get(group).map_or(&[][..], Vec::as_slice)),
            None => Box::new(self.rows.len()),
        };
        let created = |index: usize| self.rows.get(members.place(index)).map_or(0, Row::created);
        let mut from = page.created.0.map_or(0, |least| first(members.count(), |index| created(index) >= least));
        let mut to = page.created.1.map_or(members.count(), |most| first(members.count(), |index| created(index) > most));
        if let Some(cursor) = &page.starting_after {
            let place = *self.places.get(cursor)?;
            to = to.min(first(members.count(), |index| members.place(index) >= place));
        }
        let backwards = match &page.ending_before {
            Some(cursor) => {
                let place = *self.places.get(cursor)?;
                from = from.max(first(members.count(), |index| members.place(index) > place));
                true
            }
            None => false,
        };
        let size = to.saturating_sub(from);
        let (low, high) = match backwards {
            true => (from, from + size.min(page.limit)),
            false => (to - size.min(page.limit), to),
        };
        let rows = (low..high).rev().filter_map(|index| self.rows.get(members.place(index)));
        Some((rows.collect(), size > page.limit))
    }
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), places: HashMap::new(), groups: HashMap::new() }
    }
}

/// Places of rows, ascending: a group's, or all there are.
trait Places {
    fn count(&self) -> usize;
    fn place(&self, index: usize) -> usize;
}

impl Places for &[usize] {
    fn count(&self) -> usize {
        self.len()
    }

    fn place(&self, index: usize) -> usize {
        self.get(index).copied().unwrap_or(usize::MAX)
    }
}

impl Places for usize {
    fn count(&self) -> usize {
        *self
    }

    fn place(&self, index: usize) -> usize {
        index
    }
}

/// The first index for which it holds, as it does for all that follow.
fn first(count: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        match holds(middle) {
            true => high = middle,
            false => low = middle + 1,
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::{Page, Row, Table};

    struct Numbered(String, i64);

    impl Row for Numbered {
        fn id(&self) -> &str {
            &self.0
        }

        fn created(&self) -> i64 {
            self.1
        }

        fn group(&self) -> Option<&str> {
            Some(if self.1 % 2 == 0 { "even" } else { "odd" })
        }
    }

    fn listed(page: Page) -> (Vec<i64>, bool) {
        let mut table = Table::default();
        for number in 0..10 {
            table.put(Numbered(number.to_string(), number));
        }
        let (rows, more) = table.page(&page).unwrap();
        (rows.iter().map(|row| row.1).collect(), more)
    }

    #[test]
    fn pages_follow_each_other_newest_first() {
        let after = |cursor: &str| Page { limit: 4, starting_after: Some(cursor.to_owned()), ..Page::default() };
        assert_eq!(listed(Page { limit: 4, ..Page::default() }), (vec![9, 8, 7, 6], true));
        assert_eq!(listed(after("6")), (vec![5, 4, 3, 2], true));
        assert_eq!(listed(after("2")), (vec![1, 0], false));
        let before = Page { limit: 2, ending_before: Some("2".to_owned()), ..Page::default() };
        assert_eq!(listed(before), (vec![4, 3], true));
    }

    #[test]
    fn a_list_is_narrowed_by_group_and_time() {
        let even = Page { limit: 9, group: Some("even".to_owned()), created: (Some(3), Some(6)), ..Page::default() };
        assert_eq!(listed(even), (vec![6, 4], false));
        assert_eq!(listed(Page { limit: 9, group: Some("none".to_owned()), ..Page::default() }), (vec![], false));
        let past = Page { limit: 9, created: (Some(8), Some(3)), ..Page::default() };
        assert_eq!(listed(past), (vec![], false));
    }
}
