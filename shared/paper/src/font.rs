//! The two fonts: Noto Sans, cut down to what is written in Latin letters (fonts/LICENSE: SIL Open Font License 1.1).

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Name, Pdf, Rect, Ref, Str};
use std::collections::BTreeSet;
use ttf_parser::{Face, GlyphId};

/// A font that is embedded whole: it is 23 KB.
pub(crate) struct Font {
    /// Its name in the pages' resources.
    pub name: Name<'static>,
    full_name: Name<'static>,
    file: &'static [u8],
    face: Face<'static>,
}

const REGULAR: &[u8] = include_bytes!("../fonts/regular.ttf");
const BOLD: &[u8] = include_bytes!("../fonts/bold.ttf");
const IDENTITY: SystemInfo<'static> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

impl Font {
    pub fn regular() -> Option<Font> {
        Font::of(REGULAR, Name(b"F0"), Name(b"NotoSans-Regular"))
    }

    pub fn bold() -> Option<Font> {
        Font::of(BOLD, Name(b"F1"), Name(b"NotoSans-Bold"))
    }

    fn of(file: &'static [u8], name: Name<'static>, full_name: Name<'static>) -> Option<Font> {
        Some(Font { name, full_name, file, face: Face::parse(file, 0).ok()? })
    }

    /// A letter that is not there is shown as a question mark.
    fn glyph(&self, letter: char) -> GlyphId {
        let spaces = if letter.is_whitespace() { ' ' } else { letter };
        self.face.glyph_index(spaces).or_else(|| self.face.glyph_index('?')).unwrap_or(GlyphId(0))
    }

    /// Text as the glyphs of this font, two bytes each.
    pub fn encoded(&self, text: &str) -> Vec<u8> {
        text.chars().flat_map(|letter| self.glyph(letter).0.to_be_bytes()).collect()
    }

    /// How wide a text is at a size, in points.
    pub fn width(&self, text: &str, size: f32) -> f32 {
        let units: u32 = text.chars().map(|letter| u32::from(self.advance(self.glyph(letter)))).sum();
        self.scaled(units) * size / 1000.0
    }

    fn advance(&self, glyph: GlyphId) -> u16 {
        self.face.glyph_hor_advance(glyph).unwrap_or(0)
    }

    /// Font units as thousandths. The fonts have a few thousand units to the em, so this is exact.
    fn scaled(&self, units: u32) -> f32 {
        let thousandths = units * 1000 / u32::from(self.face.units_per_em());
        f32::from(u16::try_from(thousandths).unwrap_or(u16::MAX))
    }

    /// Writes the font's objects, five of them from `first` on. The first is the font itself.
    pub fn write(&self, pdf: &mut Pdf, first: Ref) {
        let [cid, descriptor, file, unicode] = [1, 2, 3, 4].map(|n| Ref::new(first.get() + n));
        let mut font = pdf.type0_font(first);
        font.base_font(self.full_name).encoding_predefined(Name(b"Identity-H")).descendant_font(cid).to_unicode(unicode);
        drop(font);
        let mut widths = pdf.cid_font(cid);
        widths.subtype(CidFontType::Type2).base_font(self.full_name).system_info(IDENTITY).font_descriptor(descriptor);
        widths.default_width(0.0).cid_to_gid_map_predefined(Name(b"Identity"));
        let advances = (0..self.face.number_of_glyphs()).map(|n| self.scaled(self.advance(GlyphId(n)).into()));
        widths.widths().consecutive(0, advances);
        drop(widths);
        let ascent = |units: i16| self.scaled(units.unsigned_abs().into()) * if units < 0 { -1.0 } else { 1.0 };
        let mut described = pdf.font_descriptor(descriptor);
        described.name(self.full_name).flags(FontFlags::NON_SYMBOLIC).bbox(Rect::new(-600.0, -300.0, 2000.0, 1100.0)).italic_angle(0.0);
        described.ascent(ascent(self.face.ascender())).descent(ascent(self.face.descender()));
        described.cap_height(714.0).stem_v(80.0).font_file2(file);
        drop(described);
        pdf.stream(file, self.file);
        self.write_unicode(pdf, unicode);
    }

    /// Which letter a glyph is, so that text can be copied and found.
    fn write_unicode(&self, pdf: &mut Pdf, unicode: Ref) {
        let mut map = UnicodeCmap::new(Name(b"Custom"), IDENTITY);
        let mut known = BTreeSet::new();
        for letter in (0x20..=0x2212_u32).filter_map(char::from_u32) {
            // Several letters may share a glyph: the first counts, so a space stays a space, and a hyphen a hyphen.
            if let Some(glyph) = self.face.glyph_index(letter).filter(|glyph| known.insert(glyph.0)) {
                map.pair(glyph.0, letter);
            }
        }
        pdf.cmap(unicode, &map.finish());
    }
}
