//! How a camera was held: the one thing of a picture's description that its pixels need.
//!
//! It is tag 0x0112 of the first directory of a TIFF structure: Exif 2.32, section 4.6.4.

use crate::square::Square;

/// How a picture is to be turned before it is upright.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Orientation {
    /// Rows become columns; before the others.
    turned: bool,
    /// Left becomes right.
    mirrored: bool,
    /// Top becomes bottom.
    upside_down: bool,
}

impl Orientation {
    /// What a description says; upright where it says nothing that can be read.
    pub fn of(exif: &[u8]) -> Orientation {
        let tiff = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
        let (turned, mirrored, upside_down) = match tag(tiff).unwrap_or(1) {
            2 => (false, true, false),
            3 => (false, true, true),
            4 => (false, false, true),
            5 => (true, false, false),
            6 => (true, true, false),
            7 => (true, true, true),
            8 => (true, false, true),
            _ => (false, false, false),
        };
        Orientation { turned, mirrored, upside_down }
    }

    /// A square, upright.
    pub fn turn(self, square: Square) -> Square {
        let last = square.side - 1;
        let from = |x: usize, y: usize| {
            let (x, y) = (if self.mirrored { last - x } else { x }, if self.upside_down { last - y } else { y });
            if self.turned { (y, x) } else { (x, y) }
        };
        let turned = (0..square.side).flat_map(|y| (0..square.side).map(move |x| (x, y))).map(|(x, y)| square.at(from(x, y)));
        Square { pixels: turned.collect(), ..square }
    }
}

fn tag(tiff: &[u8]) -> Option<u16> {
    let little = match tiff.get(..4)? {
        [b'I', b'I', 42, 0] => true,
        [b'M', b'M', 0, 42] => false,
        _ => return None,
    };
    let short = |at: usize| {
        let two: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    };
    let long = |at: usize| {
        let four: [u8; 4] = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        usize::try_from(if little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) }).ok()
    };
    let directory = long(4)?;
    let entries = usize::from(short(directory)?);
    let mut rows = (0..entries).map_while(|n| directory.checked_add(2 + 12 * n));
    rows.find(|row| short(*row) == Some(0x0112)).and_then(|row| short(row + 8))
}
