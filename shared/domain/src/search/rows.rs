//! Many short lists in one piece of memory.

/// Lists by number.
#[derive(Debug)]
pub struct Rows<T> {
    /// Where each list ends.
    ends: Vec<u32>,
    all: Vec<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Rows<T> {
        Rows { ends: Vec::new(), all: Vec::new() }
    }
}

impl<T: Clone> Rows<T> {
    /// Adds a list; its number is how many there were before.
    pub fn push(&mut self, row: &[T]) {
        self.all.extend_from_slice(row);
        self.ends.push(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
    }

    /// A list; empty when there is none of that number.
    pub fn row(&self, number: u32) -> &[T] {
        let number = number as usize;
        let end = self.ends.get(number).map_or(0, |end| *end as usize);
        let start = number.checked_sub(1).and_then(|n| self.ends.get(n)).map_or(0, |start| *start as usize);
        self.all.get(start..end).unwrap_or_default()
    }
}
