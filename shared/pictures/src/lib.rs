//! Pixels and nothing but: what somebody uploads becomes squares in three sizes and two formats.
//!
//! Only pixels pass through here. Where and when a picture was taken, with what, and a thumbnail of what it showed before
//! it was cropped are in the file that comes in, and in none that goes out.

mod frames;
mod orientation;
mod read;
mod scale;
mod square;
mod write;

#[cfg(test)]
mod tests;

pub use read::Unusable;

/// A picture as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Squares {
    /// Tells these files from all others of the same product: the beginning of their hash.
    pub mark: String,
    /// One for each size and format.
    pub files: Vec<File>,
}

/// One of its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Pixels of each side.
    pub size: u16,
    /// How it is written.
    pub format: domain::picture::Format,
    /// What is in it.
    pub content: Vec<u8>,
}

/// The squares of a picture that was uploaded: JPEG, PNG or WebP, whatever it says it is. The same bytes give the same
/// squares.
///
/// # Errors
/// It cannot be read, is too small to show, or larger than anything a camera makes.
pub fn squares(upload: &[u8]) -> Result<Squares, Unusable> {
    let (pixels, orientation) = read::read(upload)?;
    let square = orientation.turn(square::square(pixels));
    write::files(&square)
}
