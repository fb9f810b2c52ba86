//! How large the pictures inside a WebP file say they are.
//!
//! The file's frame has a size, and each picture in it has one of its own. The decoder compares them only after it has
//! made the pixels of a lossy picture: a few kilobytes could ask for a gigabyte. Here they are compared first.

/// Width and height.
type Size = (u32, u32);

/// True when every picture in the file is as large as its place in the frame, and no place is larger than the frame.
pub(crate) fn is_as_large_as_it_says(file: &[u8], canvas: Size) -> bool {
    Chunks(file.get(12..).unwrap_or_default()).all(|(kind, body)| match &kind {
        b"ANMF" => place(body).is_some_and(|size| size.0 <= canvas.0 && size.1 <= canvas.1 && all_are(body.get(16..), size)),
        _ => own(kind, body).is_none_or(|size| size == Some(canvas)),
    })
}

fn all_are(chunks: Option<&[u8]>, size: Size) -> bool {
    Chunks(chunks.unwrap_or_default()).all(|(kind, body)| own(kind, body).is_none_or(|own| own == Some(size)))
}

/// The size a picture says itself; nothing for what is no picture.
fn own(kind: [u8; 4], body: &[u8]) -> Option<Option<Size>> {
    match &kind {
        b"VP8 " => Some(lossy(body)),
        b"VP8L" => Some(lossless(body)),
        _ => None,
    }
}

/// A key frame: RFC 6386, section 9.1.
fn lossy(body: &[u8]) -> Option<Size> {
    let side = |at: usize| body.get(at..at + 2).map(|b| u32::from(u16::from_le_bytes([b[0], b[1]]) & 0x3FFF));
    (body.get(3..6)? == [0x9D, 0x01, 0x2A]).then_some(())?;
    Some((side(6)?, side(8)?))
}

/// Two sides less one, of 14 bits each.
fn lossless(body: &[u8]) -> Option<Size> {
    let [0x2F, a, b, c, d, ..] = *body else { return None };
    let bits = u32::from_le_bytes([a, b, c, d]);
    Some(((bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1))
}

/// The place of a picture that moves, after its position: two sides less one, of 24 bits each.
fn place(body: &[u8]) -> Option<Size> {
    let side = |at: usize| body.get(at..at + 3).map(|b| u32::from_le_bytes([b[0], b[1], b[2], 0]) + 1);
    Some((side(6)?, side(9)?))
}

/// The parts of a RIFF file. One that breaks off is as long as there is of it.
struct Chunks<'a>(&'a [u8]);

impl<'a> Iterator for Chunks<'a> {
    type Item = ([u8; 4], &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let [a, b, c, d, e, f, g, h, rest @ ..] = self.0 else { return None };
        let length = usize::try_from(u32::from_le_bytes([*e, *f, *g, *h])).unwrap_or(usize::MAX);
        let body = &rest[..length.min(rest.len())];
        self.0 = rest.get(length.saturating_add(length % 2)..).unwrap_or_default();
        Some(([*a, *b, *c, *d], body))
    }
}
