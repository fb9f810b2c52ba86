//! A photo somebody sends: what it really is, and without what it says about them.
//!
//! A phone writes into a picture where and when it was taken, and with what. The shop asked for none of that: only what is
//! needed to draw the picture is kept. A picture that its own parts do not add up to is refused.

/// What a photo is, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the formats browsers draw")]
pub enum Photo {
    Jpeg,
    Png,
    Webp,
}

impl Photo {
    /// As `Content-Type` has it.
    pub fn content_type(self) -> &'static str {
        match self {
            Photo::Jpeg => "image/jpeg",
            Photo::Png => "image/png",
            Photo::Webp => "image/webp",
        }
    }

    /// What a file is, if it is a photo.
    pub fn of(file: &[u8]) -> Option<Photo> {
        match file {
            [0xFF, 0xD8, 0xFF, ..] => Some(Photo::Jpeg),
            [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Some(Photo::Png),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Photo::Webp),
            _ => None,
        }
    }
}

/// The picture alone: no place, no time, no camera, no words. `None`: it is no whole picture of a known kind.
pub fn bare(file: &[u8]) -> Option<Vec<u8>> {
    match Photo::of(file)? {
        Photo::Jpeg => jpeg(file),
        Photo::Png => png(file),
        Photo::Webp => webp(file),
    }
}

/// Segments, then scans. Kept: all that is no application segment or comment, JFIF and Adobe's, which tells the colors.
fn jpeg(file: &[u8]) -> Option<Vec<u8>> {
    let (mut kept, mut at) = (file.get(..2)?.to_vec(), 2);
    loop {
        let [0xFF, marker] = *file.get(at..at + 2)? else { return None };
        match marker {
            0xFF => at += 1,
            0xD9 => {
                kept.extend([0xFF, 0xD9]);
                return Some(kept);
            }
            _ => {
                let length = usize::from(u16::from_be_bytes(file.get(at + 2..at + 4)?.try_into().ok()?));
                let mut end = at + 2 + length;
                if marker == 0xDA {
                    end = end_of_scan(file, end)?;
                }
                let segment = file.get(at..end)?;
                if !matches!(marker, 0xE1..=0xED | 0xEF | 0xFE) {
                    kept.extend(segment);
                }
                at = end;
            }
        }
        if at >= file.len() {
            return None;
        }
    }
}

/// Within a scan, a marker is what follows `FF` and is neither a stuffed zero nor a restart.
fn end_of_scan(file: &[u8], from: usize) -> Option<usize> {
    let scan = file.get(from..)?;
    let marker = scan.windows(2).position(|two| two[0] == 0xFF && !matches!(two[1], 0x00 | 0xD0..=0xD7 | 0xFF));
    marker.map(|n| from + n)
}

/// Kept: what must be understood, and transparency and color.
fn png(file: &[u8]) -> Option<Vec<u8>> {
    let (mut kept, mut at) = (file.get(..8)?.to_vec(), 8);
    loop {
        let length = usize::try_from(u32::from_be_bytes(file.get(at..at + 4)?.try_into().ok()?)).ok()?;
        let name = file.get(at + 4..at + 8)?;
        let chunk = file.get(at..at.checked_add(12)?.checked_add(length)?)?;
        if name[0].is_ascii_uppercase() || [&b"tRNS"[..], b"gAMA", b"sRGB", b"cHRM"].contains(&name) {
            kept.extend(chunk);
        }
        if name == b"IEND" {
            return Some(kept);
        }
        at += chunk.len();
    }
}

/// Kept: the frames and their transparency. The header says that nothing else is there, and how long the rest is.
fn webp(file: &[u8]) -> Option<Vec<u8>> {
    let (mut kept, mut at) = (file.get(..12)?.to_vec(), 12);
    while at < file.len() {
        let name: [u8; 4] = file.get(at..at + 4)?.try_into().ok()?;
        let length = usize::try_from(u32::from_le_bytes(file.get(at + 4..at + 8)?.try_into().ok()?)).ok()?;
        let end = at.checked_add(8)?.checked_add(length)?.checked_add(length % 2)?;
        let chunk = file.get(at..end)?;
        if [*b"VP8 ", *b"VP8L", *b"VP8X", *b"ALPH", *b"ANIM", *b"ANMF"].contains(&name) {
            let flags = kept.len() + 8;
            kept.extend(chunk);
            if name == *b"VP8X" {
                // Neither color profile, nor EXIF, nor XMP.
                *kept.get_mut(flags)? &= !0b0010_1100;
            }
        }
        at = end;
    }
    let size = u32::try_from(kept.len() - 8).ok()?;
    kept[4..8].copy_from_slice(&size.to_le_bytes());
    (kept.len() > 12).then_some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
        let length = u16::try_from(content.len() + 2).unwrap();
        [&[0xFF, marker][..], &length.to_be_bytes(), content].concat()
    }

    fn a_jpeg(extra: &[u8]) -> Vec<u8> {
        let scan = [segment(0xDA, b"head"), b"data\xFF\x00more\xFF\xD0end".to_vec()].concat();
        [&[0xFF, 0xD8][..], &segment(0xE0, b"JFIF"), extra, &segment(0xDB, b"table"), &scan, &[0xFF, 0xD9]].concat()
    }

    #[test]
    fn where_a_photo_was_taken_is_not_kept() {
        let told = a_jpeg(&[segment(0xE1, b"Exif GPS 52.5"), segment(0xFE, b"a comment"), segment(0xE2, b"MPF")].concat());
        assert_eq!(bare(&told).unwrap(), a_jpeg(b""));
        let followed = [a_jpeg(b""), b"and a film with its place".to_vec()].concat();
        assert_eq!(bare(&followed).unwrap(), a_jpeg(b""));
    }

    fn chunk(name: &[u8], content: &[u8]) -> Vec<u8> {
        [&u32::try_from(content.len()).unwrap().to_be_bytes()[..], name, content, b"crc!"].concat()
    }

    #[test]
    fn words_in_a_png_are_not_kept() {
        let png = |extra: Vec<u8>| {
            [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"IHDR", b"13 bytes"), extra, chunk(b"IDAT", b"x"), chunk(b"IEND", b"")].concat()
        };
        assert_eq!(bare(&png([chunk(b"eXIf", b"here"), chunk(b"tEXt", b"me")].concat())).unwrap(), png(Vec::new()));
    }

    #[test]
    fn what_a_webp_says_beside_the_picture_is_not_kept() {
        let part = |name: &[u8], content: &[u8]| [name, &u32::try_from(content.len()).unwrap().to_le_bytes()[..], content].concat();
        let webp = |parts: Vec<u8>| [b"RIFF", &u32::try_from(parts.len() + 4).unwrap().to_le_bytes()[..], b"WEBP", &parts].concat();
        let told = webp([part(b"VP8X", b"\x0C123456789"), part(b"VP8L", b"ab"), part(b"EXIF", b"here")].concat());
        let bared = webp([part(b"VP8X", b"\x00123456789"), part(b"VP8L", b"ab")].concat());
        assert_eq!(bare(&told).unwrap(), bared);
    }

    #[test]
    fn what_is_no_whole_picture_is_refused() {
        let jpeg = a_jpeg(b"");
        for cut in 0..jpeg.len() {
            assert_eq!(bare(&jpeg[..cut]), None, "cut at {cut}");
        }
        for other in [&b"GIF89a"[..], b"%PDF-1.7", b"<svg onload=alert(1)>", b"\xFF\xD8\xFF", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"] {
            assert_eq!(bare(other), None, "{other:?}");
        }
    }
}
