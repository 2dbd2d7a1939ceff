//! The look that a site chooses: its colours with the contrast that text needs, its fonts, its logo. Colours are computed
//! here, without files and without the model.

mod colour;
mod fonts;
mod palette;

use std::hash::{Hash, Hasher};

pub use colour::{Colour, contrast};
pub use fonts::{Font, Fonts, GenericFont};
pub use palette::{ColourWishes, Correction, Palette, SCHEMES, Scheme};

/// The theme of a site.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Theme {
    /// The colours.
    pub palette: Palette,
    /// The fonts.
    pub fonts: Fonts,
    /// The logo in the header.
    pub logo: Option<Logo>,
    /// The icon of the site: its path on the site.
    pub favicon: Option<String>,
}

/// A few values are floating point numbers, which have no `Hash` of their own.
impl Hash for Theme {
    fn hash<H: Hasher>(&self, state: &mut H) {
        format!("{self:?}").hash(state);
    }
}

/// The logo of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// The image.
    pub image: LogoImage,
    /// The image for the dark scheme, if it is another one.
    pub dark: Option<LogoImage>,
    /// The words of a logo that contains the name of the site; a logo without words stands before the name.
    pub alt: Option<String>,
}

/// An image of a logo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogoImage {
    /// Its path on the site.
    pub path: String,
    /// Its width and height in pixels.
    pub size: Option<(u32, u32)>,
}

/// The statement in a style sheet that the theme replaces: `@theme light;`, `@theme dark: paper ink;`, `@theme fonts;`.
const STATEMENT: &str = "@theme ";

/// Replaces the `@theme` statements of a style sheet by the declarations of a theme. Returns `None` for a sheet without any.
///
/// `light`, `dark` and `print` become the colours of a scheme, or those that are named after a colon; `fonts` becomes the
/// `@font-face` rules and `families` the families of the site's fonts.
pub fn bind_style(text: &str, theme: &Theme) -> Option<String> {
    let mut rest = text;
    let mut out = String::new();
    while let Some(at) = rest.find(STATEMENT) {
        let statement = &rest[at + STATEMENT.len()..];
        let Some(end) =
            statement.find([';', '{', '}', '\n']).filter(|end| statement[*end..].starts_with(';'))
        else {
            out.push_str(&rest[..at + STATEMENT.len()]);
            rest = statement;
            continue;
        };
        out.push_str(&rest[..at]);
        let (name, tokens) = statement[..end].split_once(':').unwrap_or((&statement[..end], ""));
        match name.trim() {
            "light" => out.push_str(&theme.palette.light.declarations(tokens)),
            "dark" => out.push_str(&theme.palette.dark.declarations(tokens)),
            "print" => out.push_str(&theme.palette.print().declarations(tokens)),
            "fonts" => out.push_str(&theme.fonts.faces()),
            "families" => out.push_str(&theme.fonts.families()),
            _ => out.push_str(&rest[at..=at + STATEMENT.len() + end]),
        }
        rest = &statement[end + 1..];
    }
    if out.is_empty() {
        return None;
    }
    out.push_str(rest);
    Some(out)
}

/// Returns the built-in icon, whose colours are those of the default palette, in the colours of a theme.
pub fn bind_icon(svg: &str, theme: &Theme) -> String {
    let (from, to) = (Palette::default().light, theme.palette.light);
    let swap = |text: String, from: Colour, to: Colour| text.replace(&from.to_string(), &to.to_string());
    swap(swap(svg.to_string(), from.left, to.left), from.right, to.right)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_become_declarations() {
        let theme = Theme::default();
        let bind = |text: &str| bind_style(text, &theme).unwrap_or_default();
        assert_eq!(bind("a{@theme light: paper ink;b}"), "a{--paper: #faf7f0; --ink: #211d17;b}");
        assert!(bind(":root { @theme dark; }").contains("--code-part: #d9c06e;"));
        assert_eq!(bind(":root { @theme families; }"), ":root {  }");
        // Everything else stays.
        assert_eq!(bind("@theme lihgt; @theme light { a }"), "@theme lihgt; @theme light { a }");
        assert_eq!(bind_style("a { color: red }", &theme), None);
    }
}
