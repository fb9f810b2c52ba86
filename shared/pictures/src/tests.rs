//! Pictures are made here, brought in, and read again: what goes out is looked at with the same decoders.

use crate::read::{Pixels, read};
use crate::{Unusable, squares};
use domain::picture::{Format, SIZES};

const RED: [u8; 3] = [200, 30, 20];
const GREEN: [u8; 3] = [20, 160, 60];
const BLUE: [u8; 3] = [30, 50, 190];
const YELLOW: [u8; 3] = [230, 200, 30];

/// Rows of a picture whose quarters are red, green (above), blue, yellow (below).
fn quarters(width: usize, height: usize) -> Vec<u8> {
    let color = |x: usize, y: usize| match (x < width / 2, y < height / 2) {
        (true, true) => RED,
        (false, true) => GREEN,
        (true, false) => BLUE,
        (false, false) => YELLOW,
    };
    (0..height).flat_map(|y| (0..width).flat_map(move |x| color(x, y))).collect()
}

fn as_jpeg(width: u16, height: u16, exif: Option<&[u8]>) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = jpeg_encoder::Encoder::new(&mut file, 90);
    if let Some(exif) = exif {
        encoder.add_exif_metadata(exif).unwrap();
    }
    encoder.encode(&quarters(width.into(), height.into()), width, height, jpeg_encoder::ColorType::Rgb).unwrap();
    file
}

fn as_png(width: u32, height: u32, color: png::ColorType, bytes: &[u8]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(color);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().unwrap().write_image_data(bytes).unwrap();
    file
}

/// A description with an orientation and, as phones write it, a place: 52.5 north.
fn exif(orientation: u16) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [&tag.to_le_bytes()[..], &kind.to_le_bytes(), &count.to_le_bytes(), &value].concat()
    };
    tiff.extend(2u16.to_le_bytes());
    tiff.extend(entry(0x0112, 3, 1, [orientation.to_le_bytes()[0], 0, 0, 0]));
    tiff.extend(entry(0x8825, 4, 1, 38u32.to_le_bytes()));
    tiff.extend([0; 4]);
    tiff.extend(1u16.to_le_bytes());
    tiff.extend(entry(0x0001, 2, 2, *b"N\0\0\0"));
    tiff.extend(b"\0\0\0\0GPS-52.5200N-13.4050E");
    tiff
}

/// The largest WebP of an upload, as pixels.
fn shown(upload: &[u8]) -> Pixels {
    let squares = squares(upload).unwrap();
    let file = squares.files.iter().find(|f| f.size == 960 && f.format == Format::Webp).unwrap();
    read(&file.content).unwrap().0
}

#[track_caller]
fn at(pixels: &Pixels, x: u32, y: u32, color: [u8; 3]) {
    let start = (y * pixels.width + x) as usize * pixels.channels;
    let found = &pixels.bytes[start..start + 3];
    assert!(found.iter().zip(color).all(|(a, b)| a.abs_diff(b) < 20), "{found:?} at {x}, {y}, not {color:?}");
}

#[track_caller]
fn corners(pixels: &Pixels, colors: [[u8; 3]; 4]) {
    let [near, far] = [200, 760];
    for ((x, y), color) in [(near, near), (far, near), (near, far), (far, far)].into_iter().zip(colors) {
        at(pixels, x, y, color);
    }
}

#[test]
fn every_kind_becomes_the_same_squares() {
    let rows = quarters(400, 400);
    let webp = webp::Encoder::from_rgb(&rows, 400, 400).encode_lossless().to_vec();
    for upload in [as_jpeg(400, 400, None), as_png(400, 400, png::ColorType::Rgb, &rows), webp] {
        corners(&shown(&upload), [RED, GREEN, BLUE, YELLOW]);
        let made = squares(&upload).unwrap();
        assert_eq!(made.files.len(), 6);
        for file in &made.files {
            let (pixels, _) = read(&file.content).unwrap();
            assert_eq!((pixels.width, pixels.height), (u32::from(file.size), u32::from(file.size)));
            assert_eq!(file.content[0] == 0xFF, file.format == Format::Jpeg);
        }
        assert_eq!(squares(&upload).unwrap(), made, "again is the same");
    }
}

#[test]
fn a_camera_held_any_way_shows_what_is_up() {
    let upright = [RED, GREEN, BLUE, YELLOW];
    let seen = [(1, upright), (2, [GREEN, RED, YELLOW, BLUE]), (3, [YELLOW, BLUE, GREEN, RED]), (4, [BLUE, YELLOW, RED, GREEN])];
    let turned = [
        (5, [RED, BLUE, GREEN, YELLOW]),
        (6, [BLUE, RED, YELLOW, GREEN]),
        (7, [YELLOW, GREEN, BLUE, RED]),
        (8, [GREEN, YELLOW, RED, BLUE]),
    ];
    for (orientation, colors) in seen.into_iter().chain(turned) {
        corners(&shown(&as_jpeg(400, 400, Some(&exif(orientation)))), colors);
    }
}

#[test]
fn where_it_was_taken_is_in_no_file_that_goes_out() {
    let upload = as_jpeg(640, 480, Some(&exif(6)));
    let has = |file: &[u8], word: &[u8]| file.windows(word.len()).any(|part| part == word);
    assert!(has(&upload, b"GPS-52.5200N") && has(&upload, b"Exif"));
    for file in squares(&upload).unwrap().files {
        for word in [&b"Exif"[..], b"EXIF", b"GPS", b"II*\0", b"XMP", b"ICCP"] {
            assert!(!has(&file.content, word), "{:?} {}", file.format, file.size);
        }
    }
}

#[test]
fn a_pack_on_a_plain_background_is_shown_whole() {
    let (width, height) = (300, 600);
    let pack = |x: usize, y: usize| if (60..240).contains(&x) && (30..570).contains(&y) { RED } else { [255; 3] };
    let rows: Vec<u8> = (0..height).flat_map(|y| (0..width).flat_map(move |x| pack(x, y))).collect();
    let pixels = shown(&as_png(300, 600, png::ColorType::Rgb, &rows));
    at(&pixels, 480, 70, RED);
    at(&pixels, 480, 890, RED);
    at(&pixels, 20, 480, [255; 3]);
    at(&pixels, 940, 480, [255; 3]);
}

#[test]
fn of_another_picture_the_middle_is_kept() {
    let pixels = shown(&as_jpeg(900, 450, None));
    corners(&pixels, [RED, GREEN, BLUE, YELLOW]);
    at(&pixels, 5, 5, RED);
    at(&pixels, 955, 955, YELLOW);
}

#[test]
fn what_is_cut_out_stays_cut_out() {
    let disk = |x: i32, y: i32| if (x - 150).pow(2) + (y - 150).pow(2) < 10_000 { [20, 160, 60, 255] } else { [0; 4] };
    let rows: Vec<u8> = (0..300).flat_map(|y| (0..300).flat_map(move |x| disk(x, y))).collect();
    let made = squares(&as_png(300, 300, png::ColorType::Rgba, &rows)).unwrap();
    for file in made.files {
        let (pixels, _) = read(&file.content).unwrap();
        let middle = pixels.width / 2;
        at(&pixels, middle, middle, GREEN);
        match file.format {
            Format::Webp => assert_eq!((pixels.channels, pixels.bytes[3]), (4, 0)),
            Format::Jpeg => at(&pixels, 0, 0, [255; 3]),
        }
    }
}

#[test]
fn gray_palette_and_sixteen_bits_are_pictures_too() {
    at(&shown(&as_png(200, 200, png::ColorType::Grayscale, &[90; 40_000])), 100, 100, [90; 3]);
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 200, 200);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette([RED, BLUE].concat());
    encoder.write_header().unwrap().write_image_data(&[1; 40_000]).unwrap();
    at(&shown(&file), 100, 100, BLUE);
    let mut deep = Vec::new();
    let mut encoder = png::Encoder::new(&mut deep, 200, 200);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Sixteen);
    encoder.write_header().unwrap().write_image_data(&[120; 240_000]).unwrap();
    at(&shown(&deep), 100, 100, [120; 3]);
}

#[test]
fn too_many_pixels_are_refused_before_they_are_read() {
    let mut bomb = Vec::new();
    let mut encoder = png::Encoder::new(&mut bomb, 60_000, 60_000);
    encoder.set_color(png::ColorType::Rgba);
    drop(encoder.write_header().unwrap());
    assert!(bomb.len() < 200);
    assert_eq!(squares(&bomb), Err(Unusable::TooLarge(60_000, 60_000)));
    let mut jpeg = as_jpeg(400, 400, None);
    let frame = jpeg.windows(2).position(|two| two == [0xFF, 0xC0]).unwrap();
    jpeg[frame + 5..frame + 9].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0xFF]);
    assert_eq!(squares(&jpeg), Err(Unusable::TooLarge(65_535, 65_535)));
}

#[test]
fn what_is_no_picture_is_called_what_it_is() {
    let foreign = |file: &[u8]| squares(file).unwrap_err().to_string();
    assert_eq!(foreign(b""), "this is an empty file: send a JPEG, PNG or WebP file");
    assert!(foreign(b"GIF89a").contains("a GIF"));
    assert!(foreign(b"\0\0\0\x18ftypheic").contains("HEIC"));
    assert!(foreign(b"<svg onload=alert(1)>").contains("drawing"));
    assert!(foreign(b"sku,name,price\n").contains("no picture"));
    assert_eq!(squares(&as_png(159, 500, png::ColorType::Grayscale, &[0; 159 * 500])), Err(Unusable::TooSmall(159, 500)));
}

#[test]
fn a_file_that_broke_off_or_was_scratched_is_an_answer() {
    let whole = [as_jpeg(300, 300, Some(&exif(3))), as_png(300, 300, png::ColorType::Rgb, &quarters(300, 300))];
    let lossy = webp::Encoder::from_rgb(&quarters(300, 300), 300, 300).encode(80.0).to_vec();
    for file in whole.into_iter().chain([lossy]) {
        for cut in (0..file.len()).step_by(file.len() / 12) {
            // A JPEG without its end is still read by many: what counts is that nothing falls over.
            let _ = squares(&file[..cut]);
            let mut scratched = file.clone();
            scratched[cut] ^= 0x5A;
            let _ = squares(&scratched);
        }
        assert!(squares(&file[..20]).is_err());
    }
}

/// A file of a frame of 300 x 300 pixels, with this in it.
fn framed(parts: &[(&[u8; 4], &[u8])]) -> Vec<u8> {
    let canvas: &[u8] = &[0, 0, 0, 0, 0x2B, 1, 0, 0x2B, 1, 0];
    let chunk = |(kind, body): (&[u8; 4], &[u8])| {
        let padding = vec![0; body.len() % 2];
        [&kind[..], &u32::try_from(body.len()).unwrap().to_le_bytes()[..], body, &padding].concat()
    };
    let parts: Vec<u8> = std::iter::once((b"VP8X", canvas)).chain(parts.iter().copied()).flat_map(chunk).collect();
    [b"RIFF", &u32::try_from(parts.len() + 4).unwrap().to_le_bytes()[..], b"WEBP", &parts].concat()
}

#[test]
fn a_webp_whose_picture_is_larger_than_its_frame_is_refused_before_it_is_made() {
    let rows = quarters(300, 300);
    let body = |file: Vec<u8>| file[20..].to_vec();
    let lossy = body(webp::Encoder::from_rgb(&rows, 300, 300).encode(80.0).to_vec());
    let lossless = body(webp::Encoder::from_rgb(&rows, 300, 300).encode_lossless().to_vec());
    assert!(squares(&framed(&[(b"VP8 ", &lossy)])).is_ok() && squares(&framed(&[(b"VP8L", &lossless)])).is_ok());
    let mut bomb = lossy.clone();
    bomb[6..10].copy_from_slice(&[0xFF, 0x3F, 0xFF, 0x3F]);
    let place: &[u8] = &[0, 0, 0, 0, 0, 0, 0x2B, 1, 0, 0x2B, 1, 0, 100, 0, 0, 0];
    let inside = [place, b"VP8 ", &u32::try_from(bomb.len()).unwrap().to_le_bytes()[..], &bomb].concat();
    let mut wide = lossless;
    wide[1..3].copy_from_slice(&[0xFF, 0x3F]);
    for parts in [(b"VP8 ", &bomb), (b"VP8L", &wide), (b"ANMF", &inside)] {
        assert_eq!(squares(&framed(&[(parts.0, parts.1)])), Err(Unusable::Broken("WebP")), "{:?}", parts.0);
    }
}

#[test]
fn the_sizes_are_the_ones_pages_ask_for() {
    assert_eq!(usize::from(SIZES[2]), crate::square::LARGEST);
}
