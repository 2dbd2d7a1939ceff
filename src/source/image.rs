//! The displayed size of images, so that pages reserve space while images load.

use std::io::Cursor;

use exif::{In, Reader, Tag};
use imagesize::ImageType;

/// The size of an image in CSS pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImageSize {
    /// The width.
    pub width: u32,
    /// The height.
    pub height: u32,
}

/// A drawing without a size uses that of its `viewBox`, unless a side is smaller than this: such units are unrelated
/// to pixels.
const MIN_VIEW_BOX: f64 = 16.0;

/// Returns the size at which a browser shows an image; `None` if the bytes are no image or have no intrinsic size.
pub(super) fn size(path: &str, bytes: &[u8]) -> Option<ImageSize> {
    match path.rsplit_once('.')?.1 {
        "svg" => svg_size(std::str::from_utf8(bytes).ok()?),
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" => raster_size(bytes),
        _ => None,
    }
}

/// The most pixels of an image that are published: a browser needs four bytes for each, however small the file is.
pub(super) const MAX_PIXELS: u64 = 100_000_000;

/// Returns the number of pixels of a raster image; 0 if it cannot be read.
pub(super) fn pixel_count(bytes: &[u8]) -> u64 {
    let size = imagesize::blob_size(bytes).ok();
    size.map_or(0, |size| (size.width as u64).saturating_mul(size.height as u64))
}

fn raster_size(bytes: &[u8]) -> Option<ImageSize> {
    let size = imagesize::blob_size(bytes).ok()?;
    let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
    let is_rotated =
        imagesize::image_type(bytes).is_ok_and(|kind| kind == ImageType::Jpeg) && has_rotation(bytes);
    let (width, height) = if is_rotated { (height, width) } else { (width, height) };
    (width > 0 && height > 0).then_some(ImageSize { width, height })
}

/// Returns `true` if the EXIF orientation swaps width and height, as browsers do for a photograph taken on its side.
fn has_rotation(bytes: &[u8]) -> bool {
    let Ok(exif) = Reader::new().read_from_container(&mut Cursor::new(bytes)) else { return false };
    let orientation = exif.get_field(Tag::Orientation, In::PRIMARY).and_then(|field| field.value.get_uint(0));
    matches!(orientation, Some(5..=8))
}

fn svg_size(text: &str) -> Option<ImageSize> {
    let drawing = roxmltree::Document::parse(text).ok()?;
    let root = drawing.root_element();
    let side = |name: &str| root.attribute(name).and_then(pixels);
    let numbers = root.attribute("viewBox").unwrap_or_default().split([' ', ',', '\n', '\t']);
    let numbers: Vec<f64> = numbers.filter_map(|number| number.parse().ok()).collect();
    let view_box = match numbers[..] {
        [_, _, width, height] if width > 0.0 && height > 0.0 => Some((width, height)),
        _ => None,
    };
    let (width, height) = match (side("width"), side("height"), view_box) {
        (Some(width), Some(height), _) => (width, height),
        (Some(width), None, Some((w, h))) => (width, width * h / w),
        (None, Some(height), Some((w, h))) => (height * w / h, height),
        (None, None, Some((w, h))) if w >= MIN_VIEW_BOX && h >= MIN_VIEW_BOX => (w, h),
        _ => return None,
    };
    Some(ImageSize { width: round_pixels(width)?, height: round_pixels(height)? })
}

/// Converts a CSS length to pixels. Relative lengths give `None`.
fn pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    let digits = length.trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == '%');
    let number: f64 = digits.parse().ok()?;
    let pixels = match &length[digits.len()..] {
        "" | "px" => number,
        "pt" => number * 96.0 / 72.0,
        "pc" => number * 16.0,
        "in" => number * 96.0,
        "cm" => number * 96.0 / 2.54,
        "mm" => number * 96.0 / 25.4,
        _ => return None,
    };
    (pixels > 0.0).then_some(pixels)
}

/// The largest side that a page states, in pixels.
const MAX_SIDE: f64 = 65_535.0;

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it lies between 1 and 65,535")]
fn round_pixels(side: f64) -> Option<u32> {
    let side = side.round();
    (1.0..=MAX_SIDE).contains(&side).then_some(side as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &str, bytes: &[u8]) -> Option<(u32, u32)> {
        size(path, bytes).map(|size| (size.width, size.height))
    }

    /// A JPEG of 40 × 30 without pixel data, with an EXIF orientation if one is given.
    fn jpeg(orientation: Option<u8>) -> Vec<u8> {
        let mut bytes = vec![0xff, 0xd8];
        if let Some(orientation) = orientation {
            bytes.extend(b"\xff\xe1\x00\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0");
            bytes.push(orientation);
            bytes.extend(b"\0\0\0\0\0\0");
        }
        bytes.extend(b"\xff\xc0\x00\x0b\x08\x00\x1e\x00\x28\x01\x01\x11\x00\xff\xd9");
        bytes
    }

    #[test]
    fn pixels_are_counted() {
        let png =
            |side: &[u8; 4]| [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &side[..], side, b"\x08\x02\0\0\0"].concat();
        assert_eq!(pixel_count(&png(b"\0\0\x03\xe8")), 1_000_000);
        assert!(pixel_count(&png(b"\0\0\xea\x60")) > MAX_PIXELS);
        assert_eq!(pixel_count(b"GIF"), 0);
    }

    #[test]
    fn image_sizes_match_browsers() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x28\0\0\0\x1e\x08\x02\0\0\0\0\0\0\0";
        assert_eq!(of("a.png", png), Some((40, 30)));
        assert_eq!(of("a.gif", b"GIF89a\x28\0\x1e\0\0\0\0;"), Some((40, 30)));
        let webp = b"RIFF\x1e\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x27\0\0\x1d\0\0\0\0";
        assert_eq!(of("a.webp", webp), Some((40, 30)));
        let avif = b"\0\0\0\x14ftypavif\0\0\0\0avif\0\0\0\x34meta\0\0\0\0\0\0\0\x28iprp\0\0\0\x20ipco\
            \0\0\0\x14ispe\0\0\0\0\0\0\0\x28\0\0\0\x1e";
        assert_eq!(of("a.avif", avif), Some((40, 30)));
        assert_eq!(of("a.jpg", &jpeg(None)), Some((40, 30)));
    }

    #[test]
    fn exif_orientation_swaps_width_and_height() {
        for (orientation, size) in [(1, (40, 30)), (3, (40, 30)), (6, (30, 40)), (8, (30, 40))] {
            assert_eq!(of("a.jpeg", &jpeg(Some(orientation))), Some(size), "{orientation}");
        }
    }

    #[test]
    fn svg_size_comes_from_attributes_or_view_box() {
        for (attributes, size) in [
            (r#"width="40" height="30""#, Some((40, 30))),
            (r#"width="1in" height="12pt" viewBox="0 0 1 1""#, Some((96, 16))),
            (r#"viewBox="0 0 400 300""#, Some((400, 300))),
            (r#"viewBox="-1,-1,400.4,299.6""#, Some((400, 300))),
            (r#"width="100%" height="100%" viewBox="0 0 400 300""#, Some((400, 300))),
            (r#"width="40" viewBox="0 0 4 3""#, Some((40, 30))),
            (r#"height="30px" viewBox="0 0 4 3""#, Some((40, 30))),
            (r#"viewBox="0 0 1 1""#, None),
            (r#"width="-4" height="3""#, None),
            (r#"width="1e9" height="3""#, None),
            (r#"viewBox="0 0 nan 3""#, None),
            ("", None),
        ] {
            let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" {attributes}/>");
            assert_eq!(of("a.svg", svg.as_bytes()), size, "{attributes}");
        }
    }

    #[test]
    fn other_files_have_no_size() {
        for bytes in [&b""[..], b"GIF89a", b"\xff\xd8\xff", b"<svg", b"RIFF\0\0\0\0WEBPVP8 "] {
            for path in ["a.png", "a.svg", "a.txt", "a"] {
                assert_eq!(of(path, bytes), None);
            }
        }
    }
}
