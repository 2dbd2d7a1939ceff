//! Links the theme of a site: its files are those of `static/`, and its colours are computed.

use super::linker::Linker;
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::model::Symbol;
use crate::parse::Spanned;
use crate::parse::record::{Fallback, FontRecord, LogoRecord, ThemeRecord};
use crate::parse::scalar::TextLine;
use crate::source::StaticFile;
use crate::theme::{
    Colour, ColourWishes, Correction, Font, Fonts, GenericFont, Logo, LogoImage, Palette, SCHEMES, Theme,
};

/// Formats of images and of fonts, by extension.
const IMAGES: &[&str] = &["svg", "png", "webp", "avif", "jpg", "jpeg", "gif"];
const ICONS: &[&str] = &["svg", "png", "ico"];
const FONTS: &[&str] = &["woff2"];

/// Links a theme.
pub(super) fn link(record: &ThemeRecord, linker: &mut Linker<'_>) -> Theme {
    let fonts = record.fonts.as_ref();
    Theme {
        palette: palette(record, linker),
        fonts: Fonts {
            headings: fonts.and_then(|fonts| fonts.headings.as_ref()).map(|record| font(record, linker)),
            text: fonts.and_then(|fonts| fonts.text.as_ref()).map(|record| font(record, linker)),
            interface: fonts.and_then(|fonts| fonts.interface.as_ref()).map(|record| font(record, linker)),
        },
        logo: record.logo.as_ref().and_then(|record| logo(record, linker)),
        favicon: record
            .favicon
            .as_ref()
            .and_then(|path| file(path, ICONS, linker))
            .map(|file| file.path.clone()),
    }
}

/// Computes the colours, and reports those that are not used as they were chosen.
fn palette(record: &ThemeRecord, linker: &mut Linker<'_>) -> Palette {
    let keys = [
        ("accent", [&record.accent, &record.accent_dark]),
        ("second_accent", [&record.second_accent, &record.second_accent_dark]),
        ("background", [&record.background, &record.background_dark]),
    ];
    if keys.iter().all(|(_, chosen)| chosen.iter().all(|colour| colour.is_none())) {
        return Palette::default();
    }
    let (palette, corrections) = Palette::compute(&wishes(record));
    for correction in corrections {
        let chosen = keys.iter().find(|(key, _)| *key == correction.key);
        if let Some(diagnostic) = chosen.and_then(|(_, chosen)| report(&correction, *chosen, record, linker))
        {
            linker.add(diagnostic);
        }
    }
    palette
}

/// The colours that a theme chooses.
fn wishes(record: &ThemeRecord) -> ColourWishes {
    let value = |colour: &Option<Spanned<Colour>>| colour.as_ref().map(|colour| colour.value);
    ColourWishes {
        accent: [value(&record.accent), value(&record.accent_dark)],
        second_accent: [value(&record.second_accent), value(&record.second_accent_dark)],
        paper: [value(&record.background), value(&record.background_dark)],
    }
}

/// Returns `true` if the colour that has too little contrast in the light scheme has enough in the dark one.
fn passes_in_dark(correction: &Correction, record: &ThemeRecord) -> bool {
    let mut wishes = wishes(record);
    let chosen = match correction.key {
        "accent" => &mut wishes.accent,
        "second_accent" => &mut wishes.second_accent,
        _ => return false,
    };
    *chosen = [Some(correction.used), Some(correction.wanted)];
    let (_, corrections) = Palette::compute(&wishes);
    corrections.iter().all(|own| own.key != correction.key || own.scheme == 0)
}

/// Reports a colour that is not used as it was chosen.
fn report(
    correction: &Correction,
    [light, dark]: [&Option<Spanned<Colour>>; 2],
    record: &ThemeRecord,
    linker: &Linker<'_>,
) -> Option<Diagnostic> {
    let has_dark = dark.is_some();
    let Correction { key, scheme, wanted, used, contrast } = *correction;
    let scheme_name = SCHEMES[scheme];
    let place = linker.at([light, dark][scheme].as_ref()?.span);
    let (message, help) = match contrast {
        Some(contrast) => (
            format!(
                "`{wanted}` has a contrast of {:.1}:1 with the {scheme_name} backgrounds, where text needs 4.5:1; `{used}` is used",
                // Rounded down, so that no insufficient contrast looks sufficient.
                (contrast * 10.0).floor() / 10.0,
            ),
            if scheme == 0 && !has_dark && passes_in_dark(correction, record) {
                format!(
                    "write `{key}: \"{used}\"`, and `{key}_dark: \"{wanted}\"` to keep the colour in the dark scheme"
                )
            } else {
                format!("write `{key}{}: \"{used}\"`", if scheme == 0 { "" } else { "_dark" })
            },
        ),
        None => (
            format!(
                "`{wanted}` is too {} for the background of the {scheme_name} scheme; `{used}` is used",
                if scheme == 0 { "dark" } else { "light" },
            ),
            format!("write `{key}{}: \"{used}\"`", if scheme == 0 { "" } else { "_dark" }),
        ),
    };
    Some(Diagnostic::new(Code::LowContrast, place, message).help(help))
}

fn font(record: &FontRecord, linker: &mut Linker<'_>) -> Font {
    let FontRecord { regular, bold, italic, fallback } = record;
    if let (None, Some(other)) = (regular, bold.as_ref().or(italic.as_ref())) {
        let message = "a font with a bold or an italic face needs the key `regular`";
        let diagnostic = Diagnostic::new(Code::MissingKey, linker.at(other.span), message);
        linker.add(diagnostic.help("add its regular face, or all text would be set in this one"));
    }
    let mut face = |path: &Option<Spanned<TextLine<200>>>| {
        path.as_ref().and_then(|path| file(path, FONTS, linker)).map(|file| file.path.clone())
    };
    Font {
        regular: face(regular),
        bold: face(bold),
        italic: face(italic),
        fallback: match fallback {
            Some(Fallback::Serif) => GenericFont::Serif,
            Some(Fallback::Monospace) => GenericFont::Monospace,
            Some(Fallback::SansSerif) | None => GenericFont::SansSerif,
        },
    }
}

fn logo(record: &LogoRecord, linker: &mut Linker<'_>) -> Option<Logo> {
    let mut image = |path: &Spanned<TextLine<200>>| {
        let file = file(path, IMAGES, linker)?;
        let size = file.image.map(|size| (size.width, size.height));
        Some(LogoImage { path: file.path.clone(), size })
    };
    let (light, dark) = (image(&record.file), record.dark.as_ref().and_then(&mut image));
    Some(Logo { image: light?, dark, alt: record.alt.as_ref().map(|alt| alt.0.clone()) })
}

/// Returns a file of `static/`, or reports that it is missing or of another format.
fn file<'l>(
    path: &Spanned<TextLine<200>>,
    endings: &[&str],
    linker: &mut Linker<'l>,
) -> Option<&'l StaticFile> {
    let written = path.value.0.as_str();
    if written.is_empty() {
        return None;
    }
    let symbols = linker.symbols;
    let published = written.strip_prefix("static/");
    let found = published.and_then(|published| symbols.static_file(published));
    let place = linker.at(path.span);
    let Some(found) = found else {
        if linker.symbols.is_broken(written) {
            return None;
        }
        let message = format!("there is no file `{written}`");
        let files: Vec<String> =
            symbols.inputs.statics.iter().map(|file| format!("static/{}", file.path)).collect();
        let named = format!("static/{}", written.trim_start_matches('/'));
        let diagnostic = Diagnostic::new(Code::UnknownName, place.clone(), message);
        let fits = |name: &&str| endings.iter().any(|ending| name.ends_with(ending));
        let near = nearest(written, files.iter().map(String::as_str).filter(fits)).map(str::to_string);
        linker.add(if published.is_none() && files.contains(&named) {
            diagnostic.with_fix(place, &named, format!("write `{named}`"))
        } else if let Some(near) = near {
            diagnostic.help(format!("did you mean `{near}`?"))
        } else {
            diagnostic.help("write its path below the folder of the site, such as `static/assets/logo.svg`")
        });
        return None;
    };
    if !endings.iter().any(|ending| written.rsplit('.').next() == Some(*ending)) {
        let message = format!("`{written}` has a format that is not used here");
        linker.add(
            Diagnostic::new(Code::UnknownName, place, message)
                .help(format!("formats: {}", endings.join(", "))),
        );
        return None;
    }
    linker.refer(path.span, Symbol::Static(found.path.as_str().into()));
    Some(found)
}
