//! A picture as a square, since that is what shelves hold.
//!
//! A thing on a plain background, as makers photograph their packs, is shown whole: the background goes on to both sides.
//! Of any other picture the middle is kept.

use crate::read::Pixels;
use crate::scale::{Cut, scaled};

/// Pixels of each side of the largest square.
pub const LARGEST: usize = 960;

/// Pixels with how opaque they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Square {
    /// Of each side.
    pub side: usize,
    /// In rows: red, green, blue, opaque.
    pub pixels: Vec<[u8; 4]>,
}

impl Square {
    /// The pixel of a column and a row.
    pub fn at(&self, (x, y): (usize, usize)) -> [u8; 4] {
        self.pixels[y * self.side + x]
    }

    /// The same, smaller.
    pub fn smaller(&self, side: usize) -> Square {
        let bytes = self.pixels.as_flattened().to_vec();
        let whole = Cut { left: 0, top: 0, width: self.side, height: self.side };
        let pixels = Pixels { width: self.side as u32, height: self.side as u32, channels: 4, bytes };
        Square { side, pixels: scaled(&pixels, whole, side, side) }
    }

    /// Whether something behind it would be seen.
    pub fn is_transparent(&self) -> bool {
        self.pixels.iter().any(|p| p[3] < 255)
    }
}

/// The largest square of a picture.
pub fn square(picture: Pixels) -> Square {
    match background(&picture) {
        Some(color) => surrounded(&picture, color),
        None => middle(&picture),
    }
}

fn middle(picture: &Pixels) -> Square {
    let (width, height) = (picture.width as usize, picture.height as usize);
    let side = width.min(height);
    let cut = Cut { left: (width - side) / 2, top: (height - side) / 2, width: side, height: side };
    Square { side: LARGEST, pixels: scaled(picture, cut, LARGEST, LARGEST) }
}

fn surrounded(picture: &Pixels, color: [u8; 4]) -> Square {
    let (width, height) = (picture.width as usize, picture.height as usize);
    let long = width.max(height);
    let (across, down) = ((width * LARGEST / long).max(1), (height * LARGEST / long).max(1));
    let whole = scaled(picture, Cut { left: 0, top: 0, width, height }, across, down);
    let (left, top) = ((LARGEST - across) / 2, (LARGEST - down) / 2);
    let mut pixels = vec![color; LARGEST * LARGEST];
    for (row, line) in whole.chunks_exact(across).enumerate() {
        let start = (top + row) * LARGEST + left;
        pixels[start..start + across].copy_from_slice(line);
    }
    Square { side: LARGEST, pixels }
}

/// The color all around a picture, if it is one color: nearly all pixels of its edge are like the one in its corner.
fn background(picture: &Pixels) -> Option<[u8; 4]> {
    let (last_x, last_y) = (picture.width as usize - 1, picture.height as usize - 1);
    let corner = at(picture, 0, 0);
    let rows = (0..=last_x).flat_map(|x| [(x, 0), (x, last_y)]);
    let edge: Vec<_> = rows.chain((0..=last_y).flat_map(|y| [(0, y), (last_x, y)])).collect();
    let like = edge.iter().filter(|(x, y)| alike(at(picture, *x, *y), corner)).count();
    let color = if corner[3] < 16 { [0; 4] } else { corner };
    (like * 100 >= edge.len() * 97).then_some(color)
}

/// What is seen through is alike, whatever its color.
fn alike(one: [u8; 4], other: [u8; 4]) -> bool {
    (one[3] < 16 && other[3] < 16) || one.iter().zip(other).all(|(a, b)| a.abs_diff(b) <= 12)
}

fn at(picture: &Pixels, x: usize, y: usize) -> [u8; 4] {
    let start = (y * picture.width as usize + x) * picture.channels;
    let bytes = &picture.bytes[start..start + picture.channels];
    [bytes[0], bytes[1], bytes[2], bytes.get(3).copied().unwrap_or(255)]
}
