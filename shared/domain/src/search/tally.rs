//! Adds up, word by word, how well each product matches.

/// What matched, so far.
pub struct Tally {
    /// Per product: the word being counted. `u8::MAX` is no match.
    word: Vec<u8>,
    touched: Vec<u32>,
    /// Per product: words matched, and their costs added up.
    total: Vec<(u8, u16)>,
    /// Words ended.
    words: u8,
}

impl Tally {
    pub fn new(products: usize) -> Tally {
        Tally { word: vec![u8::MAX; products], touched: Vec::new(), total: vec![(0, 0); products], words: 0 }
    }

    /// No product has the word that is being counted, so far.
    pub fn is_empty(&self) -> bool {
        self.touched.is_empty()
    }

    /// A product has the word; of several costs the lowest counts.
    pub fn note(&mut self, product: u32, cost: u8) {
        let Some(best) = self.word.get_mut(product as usize) else { return };
        if *best == u8::MAX {
            self.touched.push(product);
        }
        *best = cost.min(*best);
    }

    /// Ends a word.
    pub fn close(&mut self) {
        for product in self.touched.drain(..) {
            let cost = std::mem::replace(&mut self.word[product as usize], u8::MAX);
            let total = &mut self.total[product as usize];
            *total = (total.0 + 1, total.1 + u16::from(cost));
        }
        self.words += 1;
    }

    /// The most words any product has.
    pub fn most(&self) -> u8 {
        self.total.iter().map(|total| total.0).max().unwrap_or(0)
    }

    /// How many products have that many.
    pub fn most_have(&self) -> usize {
        let most = self.most();
        self.total.iter().filter(|total| total.0 == most && most > 0).count()
    }

    /// Some product has every word.
    pub fn is_full(&self) -> bool {
        self.words > 0 && self.most() == self.words
    }

    /// Products that have so many words, and what that cost.
    pub fn with(&self, words: u8) -> impl Iterator<Item = (u32, u16)> {
        self.total.iter().zip(0..).filter(move |(total, _)| total.0 == words && words > 0).map(|(total, product)| (product, total.1))
    }
}
