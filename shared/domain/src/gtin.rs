//! Global Trade Item Numbers: GS1 General Specifications, section 7.9 (check digit).

/// True for 8, 12, 13 or 14 digits of which the last is the right check digit.
pub fn is_valid(code: &str) -> bool {
    matches!(code.len(), 8 | 12 | 13 | 14) && code.bytes().all(|b| b.is_ascii_digit()) && checksum(code).is_multiple_of(10)
}

/// From the right, digits weigh 1, 3, 1, 3, ...
fn checksum(code: &str) -> u32 {
    code.bytes().rev().zip([1, 3].into_iter().cycle()).map(|(b, weight)| u32::from(b - b'0') * weight).sum()
}

#[cfg(test)]
mod tests {
    use super::is_valid;

    #[test]
    fn the_check_digit_decides() {
        assert!(is_valid("4006381333931"));
        assert!(!is_valid("4006381333932"));
        assert!(is_valid("96385074"));
        assert!(is_valid("036000291452"));
        assert!(!is_valid("12345"));
        assert!(!is_valid(""));
    }
}
