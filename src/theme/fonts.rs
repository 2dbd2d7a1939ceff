//! The fonts of a theme.

use std::fmt::Write as _;

/// The fonts of a site. What is absent is as in the built-in style sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Fonts {
    /// The font of headings.
    pub headings: Option<Font>,
    /// The font of guides, articles and other running text.
    pub text: Option<Font>,
    /// The font of facts, tables and controls.
    pub interface: Option<Font>,
}

/// A font: its files, or a font of the reader's system.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Font {
    /// The path of the regular or variable face on the site.
    pub regular: Option<String>,
    /// The path of the bold face. Without it, the regular face is taken for a variable one.
    pub bold: Option<String>,
    /// The path of the italic face.
    pub italic: Option<String>,
    /// The font of the system while the files load, and without files.
    pub fallback: GenericFont,
}

/// A generic font of the reader's system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GenericFont {
    /// With serifs.
    Serif,
    /// Without serifs.
    SansSerif,
    /// With letters of equal width.
    Monospace,
}

impl GenericFont {
    fn families(self) -> &'static str {
        match self {
            GenericFont::Serif => "Georgia, \"Noto Serif\", \"Liberation Serif\", \"Times New Roman\", serif",
            GenericFont::SansSerif => {
                "-apple-system, \"Segoe UI\", Roboto, \"Noto Sans\", \"Liberation Sans\", \"Helvetica Neue\", Arial, sans-serif"
            }
            GenericFont::Monospace => {
                "ui-monospace, \"SF Mono\", \"Cascadia Mono\", Menlo, Consolas, \"Liberation Mono\", monospace"
            }
        }
    }
}

impl Fonts {
    fn all(&self) -> [(&'static str, Option<&Font>); 3] {
        [
            ("heading", self.headings.as_ref()),
            ("text", self.text.as_ref()),
            ("interface", self.interface.as_ref()),
        ]
    }

    /// Returns the `@font-face` rules, for a style sheet in `assets/`.
    pub(super) fn faces(&self) -> String {
        let mut rules = String::new();
        for (name, font) in self.all() {
            let Some(Font { regular, bold, italic, .. }) = font else { continue };
            let weights = if bold.is_some() { "400" } else { "100 900" };
            let faces = [
                (regular.as_ref(), weights, "normal"),
                (bold.as_ref(), "600 900", "normal"),
                (italic.as_ref(), "100 900", "italic"),
            ];
            for (path, weight, style) in faces {
                let Some(path) = path else { continue };
                let _ = writeln!(
                    rules,
                    "@font-face {{ font-family: \"Theme {name}\"; font-weight: {weight}; font-style: {style}; font-display: optional; src: url(\"../{path}\") format(\"woff2\"); }}",
                );
            }
        }
        rules
    }

    /// Returns the declarations of the families.
    pub(super) fn families(&self) -> String {
        let mut out = String::new();
        for (name, font) in self.all() {
            let Some(font) = font else { continue };
            let has_file = [&font.regular, &font.bold, &font.italic].iter().any(|face| face.is_some());
            let own = if has_file { format!("\"Theme {name}\", ") } else { String::new() };
            let _ = write!(out, "--font-{name}: {own}{}; ", font.fallback.families());
        }
        out.trim_end().to_string()
    }

    /// Returns the paths of the font files that every page needs first: those of headings and text.
    pub fn preloads(&self) -> Vec<String> {
        let mut paths = Vec::new();
        let built_in = |face: &str| format!("assets/serif-{face}.woff2");
        match &self.headings {
            None => paths.push(built_in("600")),
            Some(font) => paths.extend(font.bold.as_ref().or(font.regular.as_ref()).cloned()),
        }
        match &self.text {
            None => paths.push(built_in("400")),
            Some(font) => paths.extend(font.regular.clone()),
        }
        paths.dedup();
        paths
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_become_faces_and_families() {
        let file = |name: &str| Some(format!("fonts/{name}.woff2"));
        let fonts = Fonts {
            headings: Some(Font {
                regular: file("a"),
                bold: file("b"),
                italic: None,
                fallback: GenericFont::SansSerif,
            }),
            text: Some(Font { regular: None, bold: None, italic: None, fallback: GenericFont::Serif }),
            interface: None,
        };
        let faces = fonts.faces();
        assert_eq!(faces.lines().count(), 2);
        assert!(faces.contains(
            "font-weight: 600 900; font-style: normal; font-display: optional; src: url(\"../fonts/b.woff2\")"
        ));
        assert!(fonts.families().starts_with("--font-heading: \"Theme heading\", -apple-system"));
        assert!(fonts.families().contains("--font-text: Georgia"));
        assert_eq!(fonts.preloads(), ["fonts/b.woff2"]);
        assert_eq!(Fonts::default().preloads(), ["assets/serif-600.woff2", "assets/serif-400.woff2"]);
    }
}
