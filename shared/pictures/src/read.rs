//! What was uploaded, as pixels. Which kind of file it is, its first bytes say; neither its name nor its sender is asked.
//!
//! How many pixels there are is read first, and too many are refused before memory is taken for them: a file of a few
//! kilobytes can say that it is a square kilometer.

use crate::frames::is_as_large_as_it_says;
use crate::orientation::Orientation;
use image_webp::WebPDecoder;
use png::{ColorType, Transformations};
use std::io::Cursor;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

/// Most pixels. A phone's camera makes 12 to 24 million; these become at most 100 MB.
const MOST_PIXELS: u64 = 25_000_000;
/// Fewest pixels of a side: less cannot be shown.
const FEWEST: u32 = 160;
/// Most bytes for what is decoded.
const MOST_BYTES: usize = 160_000_000;

/// Why a file cannot become a picture.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// Another kind of file; known by name, or not at all.
    #[error("this is {0}: send a JPEG, PNG or WebP file")]
    Foreign(&'static str),
    /// It begins like a picture, but is none.
    #[error("this {0} file is damaged and cannot be read")]
    Broken(&'static str),
    /// More pixels than are taken.
    #[error("this picture has {0} × {1} pixels, and the most is 25 million: make it smaller first")]
    TooLarge(u32, u32),
    /// Too few of them.
    #[error("this picture has {0} × {1} pixels: it needs at least 160 each way")]
    TooSmall(u32, u32),
}

/// Pixels in rows, of three bytes (red, green, blue) or four (and how opaque).
#[derive(Clone, Debug)]
pub struct Pixels {
    /// In a row.
    pub width: u32,
    /// How many rows.
    pub height: u32,
    /// Bytes of a pixel: 3 or 4.
    pub channels: usize,
    /// All of them.
    pub bytes: Vec<u8>,
}

/// The pixels of a file, and how it was held.
pub fn read(file: &[u8]) -> Result<(Pixels, Orientation), Unusable> {
    match file {
        [0xFF, 0xD8, 0xFF, ..] => jpeg(file),
        [0x89, b'P', b'N', b'G', ..] => png(file),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => webp(file),
        _ => Err(Unusable::Foreign(kind(file))),
    }
}

/// What other people's cameras and programs make.
fn kind(file: &[u8]) -> &'static str {
    match file {
        [] => "an empty file",
        [b'G', b'I', b'F', b'8', ..] => "a GIF",
        [_, _, _, _, b'f', b't', b'y', b'p', b'a', b'v', b'i', ..] => "an AVIF picture",
        [_, _, _, _, b'f', b't', b'y', b'p', b'h', b'e', ..] | [_, _, _, _, b'f', b't', b'y', b'p', b'm', b'i', b'f', ..] => {
            "a HEIC picture"
        }
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => "a TIFF or a raw picture",
        [b'B', b'M', ..] => "a BMP",
        [b'%', b'P', b'D', b'F', ..] => "a PDF",
        [b'<', ..] => "a drawing or a web page",
        _ => "no picture we know",
    }
}

fn fits(width: u32, height: u32) -> Result<(), Unusable> {
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Unusable::TooLarge(width, height));
    }
    if width.min(height) < FEWEST { Err(Unusable::TooSmall(width, height)) } else { Ok(()) }
}

fn jpeg(file: &[u8]) -> Result<(Pixels, Orientation), Unusable> {
    let broken = |_| Unusable::Broken("JPEG");
    let options = DecoderOptions::default().set_max_width(65_535).set_max_height(65_535).jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(file), options);
    decoder.decode_headers().map_err(broken)?;
    let info = decoder.info().ok_or(Unusable::Broken("JPEG"))?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    fits(width, height)?;
    let orientation = decoder.exif().map(|exif| Orientation::of(exif)).unwrap_or_default();
    let bytes = decoder.decode().map_err(broken)?;
    whole(Pixels { width, height, channels: 3, bytes }, "JPEG").map(|pixels| (pixels, orientation))
}

fn png(file: &[u8]) -> Result<(Pixels, Orientation), Unusable> {
    let broken = |_| Unusable::Broken("PNG");
    let mut decoder = png::Decoder::new_with_limits(Cursor::new(file), png::Limits { bytes: MOST_BYTES });
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    let info = decoder.read_header_info().map_err(broken)?;
    fits(info.width, info.height)?;
    let mut reader = decoder.read_info().map_err(broken)?;
    let mut bytes = vec![0; reader.output_buffer_size().filter(|n| *n <= MOST_BYTES).ok_or(Unusable::Broken("PNG"))?];
    let frame = reader.next_frame(&mut bytes).map_err(broken)?;
    bytes.truncate(frame.buffer_size());
    let orientation = reader.info().exif_metadata.as_deref().map(Orientation::of).unwrap_or_default();
    let (bytes, channels) = match reader.output_color_type().0 {
        ColorType::Grayscale => (bytes.iter().flat_map(|gray| [*gray; 3]).collect(), 3),
        ColorType::GrayscaleAlpha => (bytes.chunks_exact(2).flat_map(|p| [p[0], p[0], p[0], p[1]]).collect(), 4),
        ColorType::Rgb | ColorType::Indexed => (bytes, 3),
        ColorType::Rgba => (bytes, 4),
    };
    whole(Pixels { width: frame.width, height: frame.height, channels, bytes }, "PNG").map(|pixels| (pixels, orientation))
}

/// Of one that moves, the first picture.
fn webp(file: &[u8]) -> Result<(Pixels, Orientation), Unusable> {
    let broken = |_| Unusable::Broken("WebP");
    let mut decoder = WebPDecoder::new(Cursor::new(file)).map_err(broken)?;
    let (width, height) = decoder.dimensions();
    fits(width, height)?;
    if !is_as_large_as_it_says(file, (width, height)) {
        return Err(Unusable::Broken("WebP"));
    }
    decoder.set_memory_limit(MOST_BYTES);
    let orientation = decoder.exif_metadata().ok().flatten().map(|exif| Orientation::of(&exif)).unwrap_or_default();
    let channels = if decoder.has_alpha() { 4 } else { 3 };
    let mut bytes = vec![0; decoder.output_buffer_size().ok_or(Unusable::Broken("WebP"))?];
    decoder.read_image(&mut bytes).map_err(broken)?;
    whole(Pixels { width, height, channels, bytes }, "WebP").map(|pixels| (pixels, orientation))
}

/// A decoder that gives fewer pixels than it said would make the rest of this crate read beyond them.
fn whole(pixels: Pixels, kind: &'static str) -> Result<Pixels, Unusable> {
    let Pixels { width, height, channels, .. } = pixels;
    let said = width as usize * height as usize * channels;
    if pixels.bytes.len() == said { Ok(pixels) } else { Err(Unusable::Broken(kind)) }
}
