//! The colours of both schemes: the built-in ones, and those computed from the accents of a site.

#![allow(clippy::unreadable_literal, reason = "colours are written as style sheets write them")]

use std::fmt::Write as _;

use serde::Serialize;

use super::colour::{Colour, Lch, contrast};

macro_rules! tokens {
    ($($(#[doc = $doc:literal])+ $field:ident = $name:literal, $light:literal, $dark:literal;)+) => {
        /// The colours of a scheme.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
        pub struct Scheme {
            $($(#[doc = $doc])+ pub $field: Colour,)+
        }

        impl Scheme {
            /// The name of each token in style sheets, without `--`, and its use.
            pub const TOKENS: &'static [(&'static str, &'static str)] = &[$(($name, concat!($($doc),+))),+];

            /// Returns each token with its colour, in order.
            pub fn colours(&self) -> [(&'static str, Colour); Scheme::TOKENS.len()] {
                [$(($name, self.$field)),+]
            }
        }

        impl Default for Palette {
            fn default() -> Palette {
                Palette {
                    light: Scheme { $($field: Colour::hex($light)),+ },
                    dark: Scheme { $($field: Colour::hex($dark)),+ },
                }
            }
        }
    };
}

tokens! {
    /// The background of pages.
    paper = "paper", 0xfaf7f0, 0x181613;
    /// The background of tables, fields and lists of results.
    sheet = "sheet", 0xfffdf8, 0x201d19;
    /// The background of notes, code and headings of groups.
    wash = "wash", 0xf2ecdf, 0x282420;
    /// The background of marked text and of the target of a link.
    mark = "mark", 0xfdecb5, 0x45390f;
    /// Text.
    ink = "ink", 0x211d17, 0xece6da;
    /// Secondary text.
    quiet = "quiet", 0x62594b, 0xb0a695;
    /// Lines between parts.
    rule = "rule", 0xddd4c2, 0x3b362e;
    /// Borders of controls, and underlines of links.
    edge = "edge", 0x8d8069, 0x81776a;
    /// The first accent: the role on the left of a comparison.
    left = "left", 0x1c5385, 0x8fbfec;
    /// A background in the first accent.
    left_wash = "left-wash", 0xe4edf5, 0x1d2c3a;
    /// The second accent: the role on the right of a comparison.
    right = "right", 0xa63b17, 0xf2a488;
    /// A background in the second accent.
    right_wash = "right-wash", 0xf9e7de, 0x3a251c;
    /// The outline of the focused element.
    focus = "focus", 0x8a5a00, 0xe9b949;
    /// Comments in code.
    code_comment = "code-comment", 0x6a6152, 0xa0968a;
    /// Strings in code.
    code_string = "code-string", 0x2d662c, 0x9ccb8f;
    /// Numbers and other values in code.
    code_value = "code-value", 0x8f4700, 0xe8ab6d;
    /// Keywords in code.
    code_key = "code-key", 0x8d1b52, 0xf09dbf;
    /// Names of functions in code.
    code_name = "code-name", 0x1c5385, 0x8fbfec;
    /// Types in code.
    code_type = "code-type", 0x5b3d96, 0xc3aaf0;
    /// Attributes and other parts of code.
    code_part = "code-part", 0x6d5200, 0xd9c06e;
}

/// The colours of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// The light scheme.
    pub light: Scheme,
    /// The dark scheme.
    pub dark: Scheme,
}

/// The names of the schemes, as in messages.
pub const SCHEMES: [&str; 2] = ["light", "dark"];

/// The colours that a site chooses, each for the light and the dark scheme.
#[derive(Debug, Clone, Copy, Default)]
pub struct ColourWishes {
    /// The first accent.
    pub accent: [Option<Colour>; 2],
    /// The second accent.
    pub second_accent: [Option<Colour>; 2],
    /// The background of pages.
    pub paper: [Option<Colour>; 2],
}

/// A colour that could not be used as it was chosen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Correction {
    /// The key of the colour.
    pub key: &'static str,
    /// The scheme, as an index of [`SCHEMES`].
    pub scheme: usize,
    /// The chosen colour.
    pub wanted: Colour,
    /// The colour that is used instead.
    pub used: Colour,
    /// The contrast of the chosen colour with the background, or `None` if it is a background of the wrong lightness.
    pub contrast: Option<f64>,
}

/// The least contrast of text (WCAG 2.2, 1.4.3).
pub(super) const TEXT: f64 = 4.5;
/// The least contrast of borders and marks (WCAG 2.2, 1.4.11).
pub(super) const MARKS: f64 = 3.0;

impl Scheme {
    /// Returns the declarations of the named tokens, separated by spaces, or of all.
    pub(super) fn declarations(&self, tokens: &str) -> String {
        let mut out = String::new();
        for (name, colour) in self.colours() {
            if tokens.trim().is_empty() || tokens.split_whitespace().any(|token| token == name) {
                let _ = write!(out, "--{name}: {colour}; ");
            }
        }
        out.trim_end().to_string()
    }
}

impl Palette {
    /// The colours on paper: the light accents, and the rest in black and white.
    pub(super) fn print(&self) -> Scheme {
        let hex = Colour::hex;
        Scheme {
            paper: hex(0xffffff),
            sheet: hex(0xffffff),
            wash: hex(0xf3f3f3),
            ink: hex(0x000000),
            quiet: hex(0x444444),
            rule: hex(0xbbbbbb),
            edge: hex(0x666666),
            ..self.light
        }
    }

    /// Computes the colours of both schemes from those that a site chooses, and returns the corrections that were
    /// needed. Without an accent, the accents are the built-in ones.
    pub fn compute(wishes: &ColourWishes) -> (Palette, Vec<Correction>) {
        let mut corrections = Vec::new();
        let [light, dark] = [0, 1].map(|scheme| compute(wishes, scheme, &mut corrections));
        (Palette { light, dark }, corrections)
    }
}

/// The lightness of the parts of a scheme.
struct Levels {
    /// The lightness of pages, and the range in which a site may choose it.
    paper: f64,
    allowed: [f64; 2],
    /// Differences to the lightness of pages.
    sheet: f64,
    wash: f64,
    rule: f64,
    tint: f64,
    mark: (f64, f64),
    ink: f64,
    quiet: f64,
    edge: f64,
    code: f64,
    accent: f64,
}

const LEVELS: [Levels; 2] = [
    Levels {
        paper: 0.985,
        allowed: [0.9, 1.0],
        sheet: 0.012,
        wash: -0.022,
        rule: -0.11,
        tint: -0.03,
        mark: (0.96, 0.065),
        ink: 0.22,
        quiet: 0.46,
        edge: 0.62,
        code: 0.45,
        accent: 0.45,
    },
    Levels {
        paper: 0.19,
        allowed: [0.0, 0.3],
        sheet: 0.03,
        wash: 0.06,
        rule: 0.15,
        tint: 0.09,
        mark: (0.36, 0.06),
        ink: 0.93,
        quiet: 0.74,
        edge: 0.58,
        code: 0.8,
        accent: 0.78,
    },
];

fn compute(wishes: &ColourWishes, scheme: usize, corrections: &mut Vec<Correction>) -> Scheme {
    let levels = &LEVELS[scheme];
    let is_dark = scheme == 1;
    let built_in = Palette::default().light;
    let accent = wishes.accent[0].or(wishes.accent[1]).unwrap_or(built_in.left).lch();
    // The background: chosen, or hardly tinted by the accent.
    let own_paper = wishes.paper[scheme];
    let tint = own_paper.or(wishes.paper[0]).map_or(
        Lch { lightness: 0.0, chroma: (accent.chroma * 0.05).min(0.006), hue: accent.hue },
        Colour::lch,
    );
    let at = |lightness: f64, chroma: f64, hue: f64| {
        Lch { lightness: lightness.clamp(0.0, 1.0), chroma, hue }.colour()
    };
    let [least, most] = levels.allowed;
    let paper = match own_paper {
        Some(wanted) => {
            let lightness = wanted.lch().lightness;
            if lightness < least - 0.001 || lightness > most + 0.001 {
                let used = Lch { lightness: lightness.clamp(least, most), ..wanted.lch() }.colour();
                corrections.push(Correction { key: "background", scheme, wanted, used, contrast: None });
                used
            } else {
                wanted
            }
        }
        None => {
            at(levels.paper, if is_dark { tint.chroma.min(0.012) } else { tint.chroma.min(0.02) }, tint.hue)
        }
    };
    let base = paper.lch();
    let near = |difference: f64, chroma: f64| {
        at(base.lightness + difference, base.chroma.max(tint.chroma) * chroma, tint.hue)
    };
    let (sheet, wash, rule) = (near(levels.sheet, 0.8), near(levels.wash, 1.4), near(levels.rule, 1.8));
    let (mark_lightness, mark_chroma) = levels.mark;
    let mark = at(mark_lightness.min(base.lightness + 0.2), mark_chroma, 95.0);
    let backgrounds = [paper, sheet, wash, mark];

    // An accent: chosen for this scheme, or that of the other scheme made readable here, without a message.
    let mut accent_of = |key: &'static str, wanted: [Option<Colour>; 2], default: Lch| {
        let own = if is_dark { wanted[1] } else { wanted[0] };
        let start = own.or(wanted[0]).or(wanted[1]).unwrap_or_else(|| default.colour());
        let hue = start.lch();
        let wash =
            at(base.lightness + levels.tint, hue.chroma.min(if is_dark { 0.04 } else { 0.025 }), hue.hue);
        let all = [paper, sheet, backgrounds[2], mark, wash];
        let begin = match own {
            Some(own) => own.lch(),
            // A colour of the other scheme starts where it looks like an accent of this one.
            None if lowest(start, &all) >= TEXT => hue,
            None => Lch { lightness: levels.accent, ..hue },
        };
        let used = readable(own.unwrap_or_else(|| begin.colour()), begin, &all, TEXT, is_dark);
        if let Some(wanted) = own.filter(|own| *own != used) {
            let contrast = Some(lowest(wanted, &all));
            corrections.push(Correction { key, scheme, wanted, used, contrast });
        }
        (used, wash)
    };
    let (left, left_wash) = accent_of("accent", wishes.accent, accent);
    // Without a second accent: the opposite hue, as strong as the first.
    let opposite = Lch {
        lightness: levels.accent,
        chroma: accent.chroma.max(0.1),
        hue: if accent.chroma < 0.02 { 40.0 } else { accent.hue + 170.0 },
    };
    let (right, right_wash) = accent_of("second_accent", wishes.second_accent, opposite);

    let all = [paper, sheet, wash, mark, left_wash, right_wash];
    let text = |lightness: f64, chroma: f64, hue: f64, ratio: f64| {
        let start = Lch { lightness, chroma, hue };
        readable(start.colour(), start, &all, ratio, is_dark)
    };
    let code = |chroma: f64, hue: f64| text(levels.code, chroma, hue, TEXT);
    let quiet = text(levels.quiet, tint.chroma.min(0.02) * 1.6, tint.hue, TEXT);
    Scheme {
        paper,
        sheet,
        wash,
        mark,
        ink: text(levels.ink, tint.chroma.min(0.015), tint.hue, 7.0),
        quiet,
        rule,
        edge: text(levels.edge, tint.chroma.min(0.02) * 1.6, tint.hue, MARKS),
        left,
        left_wash,
        right,
        right_wash,
        focus: left,
        code_comment: quiet,
        code_string: code(0.11, 145.0),
        code_value: code(0.12, 60.0),
        code_key: code(0.15, 0.0),
        code_name: left,
        code_type: code(0.14, 300.0),
        code_part: code(0.1, 95.0),
    }
}

/// The lowest contrast of a colour with any background.
fn lowest(colour: Colour, backgrounds: &[Colour]) -> f64 {
    backgrounds.iter().map(|background| contrast(colour, *background)).fold(f64::INFINITY, f64::min)
}

/// Returns the colour if its contrast with all backgrounds is sufficient, and otherwise the nearest of its hue that has it:
/// lighter on dark backgrounds, darker on light ones.
fn readable(colour: Colour, start: Lch, backgrounds: &[Colour], ratio: f64, is_dark: bool) -> Colour {
    let step = if is_dark { 0.002 } else { -0.002 };
    let candidates = (0..=500u16).map(|n| {
        let lightness = (start.lightness + f64::from(n) * step).clamp(0.0, 1.0);
        if n == 0 { colour } else { Lch { lightness, ..start }.colour() }
    });
    let limit = if is_dark { Colour::hex(0xffffff) } else { Colour::hex(0x000000) };
    candidates.into_iter().find(|candidate| lowest(*candidate, backgrounds) >= ratio).unwrap_or(limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asserts the contrasts that the style sheets rely on.
    fn assert_readable(name: &str, palette: &Palette) {
        for (scheme, colours) in SCHEMES.iter().zip([palette.light, palette.dark]) {
            let Scheme { paper, sheet, wash, mark, left_wash, right_wash, .. } = colours;
            let least = |token: &str, colour: Colour, backgrounds: &[Colour], ratio: f64| {
                let lowest = lowest(colour, backgrounds);
                assert!(
                    lowest >= ratio,
                    "{name}, {scheme}: {token} {colour} has {lowest:.2}:1 instead of {ratio}:1"
                );
            };
            let pages = [paper, sheet, wash, mark];
            for (token, colour) in [("ink", colours.ink), ("quiet", colours.quiet)] {
                least(token, colour, &[paper, sheet, wash, mark, left_wash, right_wash], TEXT);
            }
            least("left", colours.left, &[paper, sheet, wash, left_wash], TEXT);
            least("right", colours.right, &[paper, sheet, wash, right_wash], TEXT);
            least("focus", colours.focus, &pages, MARKS);
            least("edge", colours.edge, &[paper, sheet], MARKS);
            for (token, colour) in
                colours.colours().into_iter().filter(|(token, _)| token.starts_with("code-"))
            {
                least(token, colour, &[wash], TEXT);
            }
        }
    }

    #[test]
    fn any_colours_give_readable_schemes() {
        assert_readable("built-in", &Palette::default());
        let colours = (0..=0xff_ffff).step_by(263_167).map(Colour::hex);
        for (n, colour) in colours.enumerate() {
            let other = Colour([colour.0[2], 255 - colour.0[0], colour.0[1]]);
            let [on, off] = if n % 2 == 0 { [Some(other), None] } else { [None, Some(other)] };
            for wishes in [
                ColourWishes { accent: [Some(colour), None], ..ColourWishes::default() },
                ColourWishes { accent: [Some(colour), off], second_accent: [on, off], paper: [on, off] },
                ColourWishes { accent: [None, Some(colour)], paper: [None, on], ..ColourWishes::default() },
                ColourWishes { paper: [Some(colour), Some(colour)], ..ColourWishes::default() },
            ] {
                let (palette, _) = Palette::compute(&wishes);
                assert_readable(&format!("{wishes:?}"), &palette);
            }
        }
    }

    #[test]
    fn a_readable_accent_is_used_as_it_is_and_another_is_corrected() {
        let of = |accent: &str| {
            let accent = Colour::parse(accent).expect("a colour");
            Palette::compute(&ColourWishes { accent: [Some(accent), None], ..ColourWishes::default() })
        };
        let (green, none) = of("#0b6e4f");
        assert_eq!((green.light.left.to_string().as_str(), none.len()), ("#0b6e4f", 0));
        // The dark scheme has a lighter variant of the hue, without a message.
        let (light, dark) = (green.light.left.lch(), green.dark.left.lch());
        assert!((light.hue - dark.hue).abs() < 3.0 && dark.lightness > 0.7, "{light:?} {dark:?}");
        let (yellow, corrections) = of("#ffcc00");
        let [correction] = corrections[..] else { panic!("one correction: {corrections:?}") };
        assert_eq!((correction.key, correction.scheme, correction.used), ("accent", 0, yellow.light.left));
        assert!(correction.contrast.is_some_and(|contrast| contrast < 1.6));
        // The dark scheme can use the colour itself.
        assert_eq!(yellow.dark.left.to_string(), "#ffcc00");
    }

    #[test]
    fn built_in_colours_do_not_appear_in_a_palette_of_another_accent() {
        let accent = Colour::parse("#0b6e4f");
        let (palette, _) =
            Palette::compute(&ColourWishes { accent: [accent, None], ..ColourWishes::default() });
        let built_in = Palette::default();
        let own: Vec<Colour> = [palette.light, palette.dark]
            .iter()
            .flat_map(|scheme| scheme.colours().map(|(_, colour)| colour))
            .collect();
        for (token, colour) in [built_in.light, built_in.dark].iter().flat_map(Scheme::colours) {
            assert!(!own.contains(&colour), "{token} {colour}");
        }
    }
}
