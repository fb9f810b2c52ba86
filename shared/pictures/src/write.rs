//! Squares as files: WebP for nearly everybody, JPEG for the rest. Neither has anything in it but pixels.

use crate::read::Unusable;
use crate::square::{LARGEST, Square};
use crate::{File, Squares};
use domain::picture::{Format, MARK, SIZES};
use jpeg_encoder::{ColorType, Encoder};
use sha2::{Digest, Sha256};

/// Of 100. Nobody sees a difference to more, and a picture of 480 pixels has about 12 KB.
const WEBP_QUALITY: f32 = 78.0;
/// Of 100, for about the same.
const JPEG_QUALITY: u8 = 82;

/// All files of a square, named by what is in them.
pub fn files(square: &Square) -> Result<Squares, Unusable> {
    let mut files = Vec::with_capacity(SIZES.len() * Format::ALL.len());
    for size in SIZES {
        let side = usize::from(size);
        let smaller = (side != LARGEST).then(|| square.smaller(side));
        let one = smaller.as_ref().unwrap_or(square);
        for format in Format::ALL {
            let content = match format {
                Format::Webp => webp(one, size),
                Format::Jpeg => jpeg(one, size),
            };
            files.push(File { size, format, content: content.ok_or(Unusable::Broken("picture"))? });
        }
    }
    Ok(Squares { mark: mark(&files), files })
}

fn mark(files: &[File]) -> String {
    let mut hash = Sha256::new();
    files.iter().for_each(|file| hash.update(&file.content));
    hash.finalize().iter().take(MARK / 2).map(|byte| format!("{byte:02x}")).collect()
}

fn webp(square: &Square, size: u16) -> Option<Vec<u8>> {
    let (side, pixels) = (u32::from(size), square.pixels.as_flattened());
    let encoded = if square.is_transparent() {
        webp::Encoder::from_rgba(pixels, side, side).encode_simple(false, WEBP_QUALITY)
    } else {
        webp::Encoder::from_rgb(&on_white(square), side, side).encode_simple(false, WEBP_QUALITY)
    };
    encoded.ok().map(|file| file.to_vec())
}

fn jpeg(square: &Square, size: u16) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, JPEG_QUALITY);
    encoder.set_progressive(true);
    encoder.encode(&on_white(square), size, size, ColorType::Rgb).ok()?;
    Some(file)
}

fn on_white(square: &Square) -> Vec<u8> {
    let over = |value: u8, opaque: u8| {
        let (value, opaque) = (u16::from(value), u16::from(opaque));
        u8::try_from((value * opaque + 255 * (255 - opaque) + 127) / 255).unwrap_or(255)
    };
    square.pixels.iter().flat_map(|[r, g, b, a]| [r, g, b].map(|value| over(*value, *a))).collect()
}
