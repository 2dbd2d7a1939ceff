//! Rasterises the SVG drawn by a card's template to a PNG. The same SVG always gives the same bytes: no system fonts,
//! no files and no clock are used. Photographs are not supported, since a card consists of type and shapes.

use std::cell::RefCell;
use std::collections::hash_map::Entry;
use std::sync::{Arc, OnceLock};

use rapidhash::RapidHashMap;
use resvg::tiny_skia::{Color, Pixmap, Transform};
pub(super) use resvg::usvg::Tree as Card;
use resvg::usvg::fontdb::Database;
use resvg::usvg::{ImageHrefResolver, Options};

use crate::pages::{HEIGHT, WIDTH};
use crate::typeface::{FAMILY, Face};

/// Parses a card's SVG. Fails if the SVG is invalid or does not measure [`WIDTH`] × [`HEIGHT`].
pub(super) fn read(svg: &str) -> Result<Card, String> {
    let options = Options {
        font_family: FAMILY.to_string(),
        fontdb: typeface(),
        // A card is self-contained: references to images outside its own text are ignored.
        image_href_resolver: ImageHrefResolver {
            resolve_string: Box::new(|_, _| None),
            ..ImageHrefResolver::default()
        },
        ..Options::default()
    };
    let tree = Card::from_str(svg, &options).map_err(|error| error.to_string())?;
    let (width, height) = (tree.size().width(), tree.size().height());
    #[allow(clippy::cast_precision_loss, reason = "both are small whole numbers")]
    if (width, height) != (WIDTH as f32, HEIGHT as f32) {
        return Err(format!("its size is {width} × {height} instead of {WIDTH} × {HEIGHT}"));
    }
    Ok(tree)
}

/// Returns a font database of the embedded faces only.
fn typeface() -> Arc<Database> {
    static FACES: OnceLock<Arc<Database>> = OnceLock::new();
    let load = || {
        let mut faces = Database::new();
        for face in Face::ALL {
            faces.load_font_data(face.bytes().to_vec());
        }
        faces.set_serif_family(FAMILY);
        Arc::new(faces)
    };
    Arc::clone(FACES.get_or_init(load))
}

thread_local! {
    /// The canvas of the thread's cards. The system would clear 3 MB for each new one.
    static CANVAS: RefCell<Pixmap> = RefCell::new(Pixmap::new(WIDTH, HEIGHT).expect("invariant: a card has a size"));
}

/// Rasterises a card to a PNG in `out`. The background is white.
pub(super) fn draw(card: &Card, out: &mut Vec<u8>) {
    CANVAS.with_borrow_mut(|picture| {
        picture.fill(Color::WHITE);
        resvg::render(card, Transform::identity(), &mut picture.as_mut());
        encode(picture.data(), out);
    });
}

/// The DEFLATE level. Level 6 takes half as long again and saves 8%; level 3 takes a fifth less time and costs 3%.
const DEFLATE: u8 = 4;

/// Encodes a picture as PNG, with a palette if it has at most 256 colours; text in a few inks has.
fn encode(rgba: &[u8], out: &mut Vec<u8>) {
    let mut encoder = png::Encoder::new(out, WIDTH, HEIGHT);
    encoder.set_depth(png::BitDepth::Eight);
    let bytes = if let Some((palette, indices)) = indexed(rgba) {
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_palette(palette);
        // Palette indices of neighbouring pixels are unrelated, so prediction filters do not help.
        encoder.set_filter(png::Filter::NoFilter);
        indices
    } else {
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_filter(png::Filter::Adaptive);
        rgba.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect()
    };
    encoder.set_deflate_compression(png::DeflateCompression::Level(DEFLATE));
    let mut writer = encoder.write_header().expect("invariant: writing to memory cannot fail");
    writer.write_image_data(&bytes).expect("invariant: the picture has the size that its header says");
    writer.finish().expect("invariant: writing to memory cannot fail");
}

/// Number of pixels compared at once; most of a card is background.
const RUN: usize = 16;
const _: () = assert!((WIDTH as usize).is_multiple_of(RUN), "a row is made of whole runs");

/// Returns the palette in order of first appearance and a palette index for each pixel, or `None` for more than 256
/// colours.
fn indexed(rgba: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let row = WIDTH as usize;
    let mut palette: Vec<u8> = Vec::new();
    let mut numbers: RapidHashMap<[u8; 4], u8> = RapidHashMap::default();
    // A direct-mapped cache of recent colours, keyed by a hash of their bytes.
    let mut recent: [Option<([u8; 4], u8)>; 256] = [None; 256];
    let mut indices: Vec<u8> = Vec::with_capacity(rgba.len() / 4);
    let (mut above, mut same, mut last) = (&rgba[..0], [0; 4 * RUN], 0);
    for pixels in rgba.chunks_exact(4 * row) {
        if pixels == above {
            indices.extend_from_within(indices.len() - row..);
            continue;
        }
        above = pixels;
        for run in pixels.as_chunks::<{ 4 * RUN }>().0 {
            if *run == same {
                indices.extend_from_slice(&[last; RUN]);
                continue;
            }
            for pixel in run.as_chunks::<4>().0 {
                let slot =
                    &mut recent[usize::from(pixel[0] ^ pixel[1].rotate_left(3) ^ pixel[2].rotate_left(5))];
                last = match *slot {
                    Some((known, number)) if known == *pixel => number,
                    _ => {
                        let new = u8::try_from(numbers.len());
                        let number = match numbers.entry(*pixel) {
                            Entry::Occupied(known) => *known.get(),
                            Entry::Vacant(entry) => {
                                palette.extend_from_slice(&pixel[..3]);
                                *entry.insert(new.ok()?)
                            }
                        };
                        *slot = Some((*pixel, number));
                        number
                    }
                };
                indices.push(last);
            }
            same = run.last_chunk::<4>().map_or(same, |pixel| repeated(*pixel));
        }
    }
    Some((palette, indices))
}

fn repeated(pixel: [u8; 4]) -> [u8; 4 * RUN] {
    let mut run = [0; 4 * RUN];
    run.as_chunks_mut::<4>().0.fill(pixel);
    run
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(svg: &str) -> (png::ColorType, Vec<u8>) {
        let mut out = Vec::new();
        draw(&read(svg).expect("a card"), &mut out);
        let mut decoder = png::Decoder::new(std::io::Cursor::new(out));
        decoder.set_transformations(png::Transformations::IDENTITY);
        let mut reader = decoder.read_info().expect("a PNG");
        let kind = reader.info().color_type;
        let palette = reader.info().palette.clone();
        let mut bytes = vec![0; reader.output_buffer_size().expect("a size")];
        reader.next_frame(&mut bytes).expect("a picture");
        let rgb = match palette {
            Some(palette) => bytes.iter().flat_map(|n| palette[3 * *n as usize..][..3].to_vec()).collect(),
            None => bytes,
        };
        (kind, rgb)
    }

    fn svg(inside: &str) -> String {
        format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\">{inside}</svg>")
    }

    #[test]
    fn few_colours_are_numbered_and_many_are_not() {
        let (kind, rgb) =
            decoded(&svg("<rect x=\"7\" y=\"3\" width=\"600\" height=\"500\" fill=\"#1c5385\"/>"));
        assert_eq!(kind, png::ColorType::Indexed);
        let at = |x: usize, y: usize| &rgb[3 * (y * 1200 + x)..][..3];
        assert_eq!((at(6, 3), at(7, 2), at(7, 3)), (&[255; 3][..], &[255; 3][..], &[0x1c, 0x53, 0x85][..]));
        assert_eq!(
            (at(606, 502), at(607, 502), at(606, 503)),
            (&[0x1c, 0x53, 0x85][..], &[255; 3][..], &[255; 3][..])
        );
        let gradient = "<linearGradient id=\"g\" x1=\"0\" y1=\"0\" x2=\"1\" y2=\"1\"><stop stop-color=\"#f00\"/><stop offset=\".5\" stop-color=\"#0f0\"/><stop offset=\"1\" stop-color=\"#00f\"/></linearGradient><rect width=\"1200\" height=\"630\" fill=\"url(#g)\"/>";
        let (kind, rgb) = decoded(&svg(gradient));
        assert_eq!((kind, rgb.len()), (png::ColorType::Rgb, 1200 * 630 * 3));
        assert!(rgb[0] > 250 && rgb[rgb.len() - 1] > 250, "from red to blue");
    }

    #[test]
    fn a_card_has_one_size_and_reads_no_file() {
        let small = read("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"100\"/>");
        assert_eq!(small.expect_err("too small"), "its size is 100 × 100 instead of 1200 × 630");
        read("nothing").expect_err("no SVG");
        let (_, rgb) = decoded(&svg("<image href=\"/etc/passwd\" width=\"1200\" height=\"630\"/>"));
        assert!(rgb.iter().all(|byte| *byte == 255));
    }
}
