//! Fewer pixels, or more: each new one is the mean of what it covers of the old, nearer ones counting more.
//!
//! Colors count as much as they are opaque, or what nobody sees would shine through at the edges.

use crate::read::Pixels;

/// A part of a picture.
#[derive(Clone, Copy, Debug)]
pub struct Cut {
    pub left: usize,
    pub top: usize,
    pub width: usize,
    pub height: usize,
}

/// A part of a picture at another size. Rows first, so that only a narrow picture is kept between the two steps.
pub fn scaled(picture: &Pixels, cut: Cut, width: usize, height: usize) -> Vec<[u8; 4]> {
    let (across, down) = (shares(cut.width, width), shares(cut.height, height));
    let row_bytes = picture.width as usize * picture.channels;
    let narrow: Vec<[f32; 4]> = picture
        .bytes
        .chunks_exact(row_bytes)
        .skip(cut.top)
        .take(cut.height)
        .flat_map(|row| {
            let row = &row[cut.left * picture.channels..];
            across.iter().map(|share| share.mean(|x| weighed(&row[x * picture.channels..(x + 1) * picture.channels])))
        })
        .collect();
    let column = |x: usize, share: &Share| visible(share.mean(|y| narrow[y * width + x]));
    down.iter().flat_map(|share| (0..width).map(move |x| column(x, share))).collect()
}

/// Which old pixels a new one is made of, and how much each counts.
struct Share {
    first: usize,
    weights: Vec<f32>,
}

impl Share {
    fn mean(&self, at: impl Fn(usize) -> [f32; 4]) -> [f32; 4] {
        let mut sum = [0.0; 4];
        for (n, weight) in self.weights.iter().enumerate() {
            let pixel = at(self.first + n);
            for (total, value) in sum.iter_mut().zip(pixel) {
                *total += weight * value;
            }
        }
        sum
    }
}

/// A tent over each new pixel, as wide as the pixel to both sides of its middle.
fn shares(old: usize, new: usize) -> Vec<Share> {
    let step = old as f32 / new as f32;
    let reach = step.max(1.0);
    (0..new)
        .map(|n| {
            let center = (n as f32 + 0.5) * step - 0.5;
            let first = (center - reach).ceil().max(0.0) as usize;
            let last = ((center + reach).floor() as usize).min(old - 1).max(first);
            let raw: Vec<f32> = (first..=last).map(|at| (1.0 - (at as f32 - center).abs() / reach).max(1e-6)).collect();
            let sum: f32 = raw.iter().sum();
            Share { first, weights: raw.into_iter().map(|weight| weight / sum).collect() }
        })
        .collect()
}

fn weighed(bytes: &[u8]) -> [f32; 4] {
    let opaque = bytes.get(3).map_or(255.0, |a| f32::from(*a));
    let part = |n: usize| f32::from(bytes[n]) * opaque / 255.0;
    [part(0), part(1), part(2), opaque]
}

fn visible(mean: [f32; 4]) -> [u8; 4] {
    let whole = |value: f32| value.round().clamp(0.0, 255.0) as u8;
    let opaque = mean[3];
    if opaque < 0.5 {
        return [0; 4];
    }
    let part = |n: usize| whole(mean[n] * 255.0 / opaque);
    [part(0), part(1), part(2), whole(opaque)]
}
