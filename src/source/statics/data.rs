//! Images and fonts embedded in a drawing as `data:` URLs.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::kinds::embedded_image;
use crate::source::image::pixel_count;

/// Fonts: the media type and the magic bytes of its files.
const FONTS: &[(&str, &[u8])] = &[
    ("font/woff2", b"wOF2"),
    ("font/woff", b"wOFF"),
    ("font/otf", b"OTTO"),
    ("font/ttf", b"\0\x01\0\0"),
    ("font/ttf", b"true"),
];

/// Returns the `data:` URL of an image with the media type that its bytes have, and its number of pixels. `None` for
/// anything else, such as an SVG, an HTML page or another scheme.
pub(super) fn picture(address: &str) -> Option<(String, u64)> {
    typed(address, "image/", embedded_image).map(|(url, bytes)| (url, pixel_count(&bytes)))
}

/// Returns the `data:` URL of a font with the media type that its bytes have.
pub(super) fn font(address: &str) -> Option<String> {
    let font = typed(address, "font/", font_type).or_else(|| typed(address, "application/", font_type));
    font.map(|(url, _)| url)
}

fn font_type(bytes: &[u8]) -> Option<&'static str> {
    FONTS.iter().find(|(_, magic)| bytes.starts_with(magic)).map(|(media, _)| *media)
}

/// Returns a `data:` URL with the media type of its bytes, and the bytes.
fn typed(
    address: &str,
    family: &str,
    media_type: fn(&[u8]) -> Option<&'static str>,
) -> Option<(String, Vec<u8>)> {
    let (head, payload) = address.trim().split_once(',')?;
    let head = head.to_ascii_lowercase();
    let media = head.strip_prefix("data:")?.strip_suffix(";base64")?;
    if !media.starts_with(family) {
        return None;
    }
    // Editors wrap the lines of embedded data.
    let payload: String = payload.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    let bytes = STANDARD.decode(&payload).ok()?;
    let media = media_type(&bytes)?;
    Some((format!("data:{media};base64,{payload}"), bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn magic_bytes_determine_the_media_type() {
        let png = "data:image/png;base64,iVBORw0KGgo=";
        let url = |address| picture(address).map(|(url, _)| url);
        assert_eq!(url(png).as_deref(), Some(png));
        assert_eq!(url("DATA:image/jpg;BASE64, iVBO\nRw0KGgo=").as_deref(), Some(png));
        for other in [
            "data:image/svg+xml;base64,PHN2Zz4=",
            "data:image/png;base64,PHN2Zz4=",
            "data:image/webp;base64,UklGRgAAAABXQVZF",
            "data:image/png,x",
            "data:text/html;base64,iVBORw0KGgo=",
            "https://example.org/a.png",
        ] {
            assert_eq!(picture(other), None, "{other}");
        }
        assert_eq!(
            font("data:application/font-woff2;base64,d09GMg==").as_deref(),
            Some("data:font/woff2;base64,d09GMg==")
        );
    }
}
