//! A document as a PDF on A4. Rows go on over as many pages as they need.

use crate::font::Font;
use crate::{Document, Line};
use pdf_writer::{Content, Finish, Pdf, Rect, Ref, Str, TextStr};

const WIDTH: f32 = 595.0;
const HEIGHT: f32 = 842.0;
const LEFT: f32 = 56.0;
const RIGHT: f32 = WIDTH - 56.0;
const TOP: f32 = HEIGHT - 64.0;
const BOTTOM: f32 = 72.0;
const SIZE: f32 = 9.5;
const STEP: f32 = 14.5;
/// The right edges of the columns of numbers.
const QUANTITY: f32 = RIGHT - 150.0;
const RATE: f32 = RIGHT - 80.0;

impl Document {
    /// The PDF; nothing only if the fonts that are built in could not be read.
    pub fn pdf(&self) -> Option<Vec<u8>> {
        let mut paper = Paper { regular: Font::regular()?, bold: Font::bold()?, pages: Vec::new(), content: Content::new(), y: TOP };
        paper.header(self);
        paper.rows(self);
        paper.rates(self);
        for note in &self.notes {
            paper.paragraph(note);
        }
        Some(paper.finished(self))
    }
}

/// What is drawn so far, and where the pen is.
struct Paper {
    regular: Font,
    bold: Font,
    pages: Vec<Content>,
    content: Content,
    y: f32,
}

/// Where a text stands.
#[derive(Clone, Copy)]
enum At {
    From(f32),
    To(f32),
}

impl Paper {
    fn write(&mut self, at: At, size: f32, bold: bool, text: &str) {
        let font = if bold { &self.bold } else { &self.regular };
        let x = match at {
            At::From(x) => x,
            At::To(x) => x - font.width(text, size),
        };
        let (name, glyphs) = (font.name, font.encoded(text));
        self.content.begin_text().set_font(name, size).next_line(x, self.y).show(Str(&glyphs)).end_text();
    }

    fn rule(&mut self) {
        self.content.set_line_width(0.5).move_to(LEFT, self.y - 4.0).line_to(RIGHT, self.y - 4.0).stroke();
    }

    /// Down by a line; onto the next page where this one ends.
    fn down(&mut self, by: f32) {
        self.y -= by;
        if self.y < BOTTOM {
            self.pages.push(std::mem::replace(&mut self.content, Content::new()));
            self.y = TOP;
        }
    }

    fn header(&mut self, document: &Document) {
        for (n, line) in document.seller.iter().enumerate() {
            self.write(At::To(RIGHT), if n == 0 { 12.0 } else { SIZE }, n == 0, line);
            self.down(STEP);
        }
        self.down(STEP);
        for line in &document.buyer {
            self.write(At::From(LEFT), 10.5, false, line);
            self.down(STEP);
        }
        self.down(STEP * 1.5);
        self.write(At::From(LEFT), 18.0, true, &document.title);
        self.down(STEP * 1.6);
        for (name, value) in &document.facts {
            self.write(At::From(LEFT), SIZE, false, name);
            self.write(At::From(LEFT + 130.0), SIZE, false, value);
            self.down(STEP);
        }
        self.down(STEP);
    }

    fn rows(&mut self, document: &Document) {
        let [what, quantity, rate, amount] = &document.head;
        let heads = Line { what: what.clone(), quantity: quantity.clone(), rate: rate.clone(), amount: amount.clone() };
        self.row(&heads, true);
        self.rule();
        self.down(STEP * 1.3);
        for line in &document.lines {
            self.row(line, false);
            self.down(STEP);
        }
        self.y += STEP * 0.6;
        self.rule();
        self.down(STEP * 1.2);
        for (n, (words, amount)) in document.totals.iter().enumerate() {
            let last = n + 1 == document.totals.len();
            let (size, step) = if last { (11.0, STEP * 2.0) } else { (SIZE, STEP) };
            self.write(At::From(LEFT), size, last, words);
            self.write(At::To(RIGHT), size, last, amount);
            self.down(step);
        }
    }

    fn row(&mut self, line: &Line, bold: bool) {
        let what = self.fitted(&line.what, QUANTITY - LEFT - 60.0);
        self.write(At::From(LEFT), SIZE, bold, &what);
        self.write(At::To(QUANTITY), SIZE, bold, &line.quantity);
        self.write(At::To(RATE), SIZE, bold, &line.rate);
        self.write(At::To(RIGHT), SIZE, bold, &line.amount);
    }

    /// A name that is too long for its column ends in an ellipsis.
    fn fitted(&self, text: &str, width: f32) -> String {
        if self.bold.width(text, SIZE) <= width {
            return text.to_owned();
        }
        let mut short = text.to_owned();
        while short.pop().is_some() {
            let dotted = format!("{}…", short.trim_end());
            if self.bold.width(&dotted, SIZE) <= width {
                return dotted;
            }
        }
        short
    }

    fn rates(&mut self, document: &Document) {
        let columns = [At::From(LEFT), At::To(LEFT + 150.0), At::To(LEFT + 240.0), At::To(LEFT + 330.0)];
        let heads = (&document.vat_head, true);
        for (cells, bold) in std::iter::once(heads).chain(document.vat.iter().map(|part| (part, false))) {
            for (at, cell) in columns.into_iter().zip(cells) {
                self.write(at, SIZE, bold, cell);
            }
            self.down(STEP);
        }
        self.down(STEP);
    }

    /// Words that go on in the next line.
    fn paragraph(&mut self, text: &str) {
        let mut line = String::new();
        for word in text.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.regular.width(&longer, SIZE) > RIGHT - LEFT {
                self.write(At::From(LEFT), SIZE, false, &line);
                self.down(STEP);
                word.clone_into(&mut line);
            } else {
                line = longer;
            }
        }
        self.write(At::From(LEFT), SIZE, false, &line);
        self.down(STEP);
    }

    fn finished(mut self, document: &Document) -> Vec<u8> {
        self.pages.push(self.content);
        let (catalog, tree, told, regular, bold) = (Ref::new(1), Ref::new(2), Ref::new(3), Ref::new(10), Ref::new(20));
        let ids: Vec<(Ref, Ref)> = (15..).take(self.pages.len()).map(|n| (Ref::new(2 * n), Ref::new(2 * n + 1))).collect();
        let mut pdf = Pdf::new();
        pdf.catalog(catalog).pages(tree).lang(TextStr(document.language));
        pdf.document_info(told).title(TextStr(&document.title));
        let count = i32::try_from(ids.len()).unwrap_or(i32::MAX);
        pdf.pages(tree).kids(ids.iter().map(|(page, _)| *page)).count(count);
        for ((page, stream), content) in ids.into_iter().zip(self.pages) {
            let mut drawn = pdf.page(page);
            drawn.media_box(Rect::new(0.0, 0.0, WIDTH, HEIGHT)).parent(tree).contents(stream);
            drawn.resources().fonts().pair(self.regular.name, regular).pair(self.bold.name, bold);
            drawn.finish();
            pdf.stream(stream, &content.finish());
        }
        self.regular.write(&mut pdf, regular);
        self.bold.write(&mut pdf, bold);
        pdf.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> String {
        words.to_owned()
    }

    fn document(lines: usize) -> Document {
        let line = Line { what: text("Äpfel, rot & süß"), quantity: text("500 g"), rate: text("7 %"), amount: text("1,50 €") };
        Document {
            language: "de",
            title: text("Rechnung 2026-00042"),
            seller: vec![text("Larder Müßiggang"), text("Weg 1"), text("10115 Berlin"), text("USt-IdNr. DE1")],
            buyer: vec![text("Ada Groß")],
            facts: vec![(text("Datum"), text("23. November 2026"))],
            head: ["Was", "Menge", "USt.", "Betrag"].map(text),
            lines: vec![line; lines],
            totals: vec![(text("Summe"), text("1,50 €"))],
            vat_head: ["USt.", "Netto", "Steuer", "Brutto"].map(text),
            vat: vec![["7 %", "1,40 €", "0,10 €", "1,50 €"].map(text)],
            notes: vec![text("Bezahlt. Danke!")],
        }
    }

    #[test]
    fn it_is_a_whole_pdf_of_as_many_pages_as_it_needs() {
        for (lines, pages) in [(1, 1), (100, 3)] {
            let pdf = document(lines).pdf().unwrap();
            assert!(pdf.starts_with(b"%PDF-1.7") && pdf.trim_ascii_end().ends_with(b"%%EOF"));
            let told = String::from_utf8_lossy(&pdf);
            assert!(told.contains(&format!("/Count {pages}")), "{lines} lines");
        }
    }

    #[test]
    fn every_letter_of_a_german_invoice_has_its_glyph() {
        let font = Font::regular().unwrap();
        let unknown = font.encoded("?");
        for letter in "ÄÖÜäöüß€–„“×…½ČŁőž".chars().filter(|l| *l != '½') {
            assert_ne!(font.encoded(&letter.to_string()), unknown, "{letter}");
        }
    }
}
