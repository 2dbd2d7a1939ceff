//! Sanitises a drawing: parses it as XML and writes it again from the elements and attributes of a still picture that
//! loads nothing.
//!
//! Only this output is published. An attack would have to survive being parsed into names and values and rebuilt from
//! allow-lists, however it was encoded (prefixes, entities, CDATA, encodings). Each part is written, or left out
//! because it draws nothing (editor metadata, foreign namespaces, comments), or reported as an error because it would
//! run, animate or load something and its author should know.

use std::fmt::Write as _;
use std::ops::Range;

use roxmltree::{Attribute, Document, Node, ParsingOptions};

use super::StaticError;
use super::vocabulary::{
    ATTRIBUTES, ELEMENTS, FREE_TEXT, LIMITS, NOT_DRAWN, PROPERTIES, WITH_LINK, WITH_TEXT,
};
use super::{css, data, expansion};
use crate::invisible;
use crate::source::image::MAX_PIXELS;

pub(super) const SVG: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The maximum nesting, and the maximum number of nodes.
const MAX_DEPTH: usize = 128;
const MAX_NODES: u32 = 200_000;
/// The number of errors reported per file.
const MAX_ERRORS: usize = 20;

/// Returns the sanitised drawing, or its errors.
pub(super) fn rewrite(text: &str) -> Result<String, Vec<StaticError>> {
    let text = without_doctype(text).map_err(|error| vec![error])?;
    let options = ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, entity_resolver: None };
    let document = Document::parse_with_options(&text, options).map_err(|error| {
        let at = offset(&text, error.pos());
        let help = "open it in a vector graphics editor and save it as plain SVG";
        vec![StaticError::new(at..at, format!("is not well-formed XML: {error}"), help)]
    })?;
    let root = document.root_element();
    if root.tag_name().namespace() != Some(SVG) || root.tag_name().name() != "svg" {
        let help = "begin it with `<svg xmlns=\"http://www.w3.org/2000/svg\">`";
        return Err(vec![StaticError::new(start_tag(&text, root), "is not an SVG".to_string(), help)]);
    }
    let mut writer =
        SvgWriter { text: &text, out: String::with_capacity(text.len()), errors: Vec::new(), pixels: 0 };
    for instruction in
        document.root().children().filter(|node| node.pi().is_some_and(|pi| pi.target == "xml-stylesheet"))
    {
        writer.error(
            instruction.range(),
            "would load a style sheet",
            "put the styles into a `<style>` element",
        );
    }
    writer.element(root, 0, false);
    if writer.errors.is_empty()
        && let Some(what) = expansion::error(&writer.out)
    {
        let help = "remove repeated references and filters, or publish a PNG";
        writer.errors.push(StaticError::new(start_tag(&text, root), what.to_string(), help));
    }
    if writer.errors.is_empty() { Ok(writer.out) } else { Err(writer.errors) }
}

/// Replaces by spaces a document type without declarations, as editors write it.
fn without_doctype(text: &str) -> Result<String, StaticError> {
    let mut at = if text.starts_with('\u{feff}') { 3 } else { 0 };
    loop {
        let rest = &text[at..];
        let (skipped, end) = match rest {
            _ if rest.starts_with(char::is_whitespace) => (rest.len() - rest.trim_start().len(), ""),
            _ if rest.starts_with("<!--") => (0, "-->"),
            _ if rest.starts_with("<?") => (0, "?>"),
            _ => break,
        };
        at += match end {
            "" => skipped,
            end => rest.find(end).map_or(rest.len(), |at| at + end.len()),
        };
    }
    let rest = &text[at..];
    if !rest.starts_with("<!DOCTYPE") {
        return Ok(text.to_string());
    }
    let mut quote = None;
    for (length, c) in rest.char_indices() {
        match (quote, c) {
            (Some(mark), c) => quote = (mark != c).then_some(mark),
            (None, '"' | '\'') => quote = Some(c),
            (None, '[') => break,
            (None, '>') => {
                return Ok(format!("{}{}{}", &text[..at], " ".repeat(length + 1), &rest[length + 1..]));
            }
            _ => {}
        }
    }
    let help = "save it as plain SVG, in Illustrator without “Preserve Illustrator Editing Capabilities”";
    Err(StaticError::new(at..at + "<!DOCTYPE".len(), "declares entities".to_string(), help))
}

struct SvgWriter<'t> {
    text: &'t str,
    out: String,
    errors: Vec<StaticError>,
    /// The number of pixels of the embedded images so far.
    pixels: u64,
}

impl SvgWriter<'_> {
    fn error(&mut self, range: Range<usize>, what: impl Into<String>, help: impl Into<String>) {
        if self.errors.len() < MAX_ERRORS {
            self.errors.push(StaticError::new(range, what.into(), help));
        }
    }

    /// Writes an element and its children. `in_text` is `true` inside drawn text.
    fn element(&mut self, node: Node<'_, '_>, depth: usize, in_text: bool) {
        if depth > MAX_DEPTH {
            return self.error(
                start_tag(self.text, node),
                "is nested more than 128 elements deep",
                "flatten its groups",
            );
        }
        let name = node.tag_name().name();
        match node.tag_name().namespace() {
            Some(SVG) => {}
            None | Some("") => {
                let what = format!("has `<{name}>`, which is in no namespace");
                return self.error(
                    start_tag(self.text, node),
                    what,
                    "remove it, or save the file as plain SVG",
                );
            }
            Some(namespace) if is_rendered_namespace(namespace) => {
                let what = format!("has `<{name}>`, which is not part of a drawing");
                return self.error(start_tag(self.text, node), what, "remove it; write text as `<text>`");
            }
            // Metadata of an editor.
            Some(_) => return,
        }
        let written = match name {
            // Links do not work in an image, so only their contents are kept.
            "a" if in_text => "tspan",
            "a" => "g",
            "foreignObject" if has_fallback(node) => return,
            name if ELEMENTS.contains(&name) => name,
            name if NOT_DRAWN.contains(&name) => return,
            name => {
                let (what, help) = rejection(name);
                return self.error(start_tag(self.text, node), what, help);
            }
        };
        if name == "style" {
            return self.style(node);
        }
        self.out.push('<');
        self.out.push_str(written);
        if depth == 0 {
            let _ = write!(self.out, " xmlns=\"{SVG}\"");
        }
        self.attributes(node);
        let before = self.out.len();
        self.out.push('>');
        let takes_text = WITH_TEXT.contains(&written);
        for child in node.children() {
            if child.is_element() {
                self.element(child, depth + 1, in_text || written == "text");
            } else if takes_text && child.is_text() {
                escape(child.text().unwrap_or_default(), &mut self.out);
            }
        }
        if self.out.len() == before + 1 {
            self.out.truncate(before);
            self.out.push_str("/>");
        } else {
            let _ = write!(self.out, "</{written}>");
        }
    }

    fn style(&mut self, node: Node<'_, '_>) {
        if !matches!(plain_attribute(node, "type").map(|kind| kind.value()), None | Some("" | "text/css")) {
            return;
        }
        let text: String =
            node.children().filter_map(|child| child.is_text().then(|| child.text()).flatten()).collect();
        match css::sheet(&text) {
            Ok(rules) if rules.is_empty() => {}
            Ok(rules) => {
                self.out.push_str("<style");
                if let Some(media) = plain_attribute(node, "media") {
                    self.plain(media);
                }
                self.out.push('>');
                escape(&rules, &mut self.out);
                self.out.push_str("</style>");
            }
            Err(why) => self.error(start_tag(self.text, node), format!("{why} in its `<style>`"), STYLES),
        }
    }

    fn attributes(&mut self, node: Node<'_, '_>) {
        for attribute in node.attributes() {
            let name = attribute.name();
            match attribute.namespace() {
                None if name == "style" => match css::declarations(attribute.value()) {
                    Ok(style) if style.is_empty() => {}
                    Ok(style) => self.write("style", &style),
                    Err(why) => self.error(attribute.range(), format!("{why} in a `style`"), STYLES),
                },
                None if is_handler(name) => {
                    self.error(attribute.range(), format!("has `{name}`, which runs a script"), "remove it");
                }
                None if name == "href" => self.link(node, attribute),
                Some(XLINK) if name == "href" && plain_attribute(node, "href").is_none() => {
                    self.link(node, attribute);
                }
                None if ATTRIBUTES.contains(&name) || PROPERTIES.contains(&name) => {
                    if let Some(largest) = limit(node.tag_name().name(), name)
                        && !are_at_most(attribute.value(), largest)
                    {
                        let what = format!("has `{name}` with more than {largest}");
                        self.error(attribute.range(), what, "write a smaller number, or publish a PNG");
                        continue;
                    }
                    self.plain(attribute);
                }
                Some(XML) if name == "space" || name == "lang" => {
                    self.write(&format!("xml:{name}"), attribute.value());
                }
                _ => {}
            }
        }
    }

    /// Writes an attribute unchanged after checking its value.
    fn plain(&mut self, attribute: Attribute<'_, '_>) {
        let (name, value) = (attribute.name(), attribute.value());
        if FREE_TEXT.contains(&name) {
            return self.write(name, value);
        }
        match css::property(name, value, false) {
            Ok(value) => self.write(name, &value),
            Err(why) => self.error(attribute.range(), format!("{why} (`{name}`)"), STYLES),
        }
    }

    /// Writes a link to another part of the drawing or to an embedded image.
    fn link(&mut self, node: Node<'_, '_>, attribute: Attribute<'_, '_>) {
        let (element, target) = (node.tag_name().name(), attribute.value().trim());
        let is_plain_link =
            || matches!(crate::url::scheme(target).as_deref(), None | Some("http" | "https" | "mailto"));
        if element == "a" && is_plain_link() || target.is_empty() {
            return;
        }
        let is_picture = matches!(element, "image" | "feImage");
        if WITH_LINK.contains(&element) {
            let is_name = |c: char| !c.is_whitespace() && !c.is_control();
            if target.strip_prefix('#').is_some_and(|id| !id.is_empty() && id.chars().all(is_name)) {
                return self.write("href", target);
            }
            if is_picture && let Some((picture, pixels)) = data::picture(target) {
                self.pixels = self.pixels.saturating_add(pixels);
                if self.pixels > MAX_PIXELS {
                    return self.error(attribute.range(), super::TOO_MANY_PIXELS, "scale its images down");
                }
                return self.write("href", &picture);
            }
        }
        let help = if is_picture {
            "embed the image as PNG, JPEG, GIF or WebP (`data:image/png;base64,…`)"
        } else {
            "only parts of the same drawing can be referenced: `#id`"
        };
        self.error(attribute.range(), css::would_load(target), help);
    }

    fn write(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        // An XML parser reads every whitespace character of an attribute as a space, unless it is written as a
        // character reference.
        escape(&value.replace(['\n', '\r', '\t'], " "), &mut self.out);
        self.out.push('"');
    }
}

/// Returns an attribute without a namespace. The tree's own lookup accepts any namespace.
fn plain_attribute<'d, 'i>(node: Node<'d, 'i>, name: &str) -> Option<Attribute<'d, 'i>> {
    node.attributes().find(|attribute| attribute.namespace().is_none() && attribute.name() == name)
}

/// The largest number that is accepted in an attribute of a filter, if there is a limit.
fn limit(element: &str, attribute: &str) -> Option<f64> {
    let mut limits = LIMITS.iter().filter(|(own, name, _)| (*own, *name) == (element, attribute));
    limits.next().map(|(.., largest)| *largest)
}

/// Returns `true` if a text is a list of numbers of which none is larger.
fn are_at_most(text: &str, largest: f64) -> bool {
    let numbers =
        text.split(|c: char| c.is_ascii_whitespace() || c == ',').filter(|number| !number.is_empty());
    numbers.map(str::parse::<f64>).all(|number| number.is_ok_and(|number| number <= largest))
}

const STYLES: &str = "use plain properties, and in `url(…)` only references within the drawing: `url(#id)`";

/// Returns `true` if browsers interpret elements of a namespace. Only RDF, in which editors store licences, is
/// excluded.
fn is_rendered_namespace(namespace: &str) -> bool {
    namespace.starts_with("http://www.w3.org/")
        && !namespace.starts_with("http://www.w3.org/1999/02/22-rdf-syntax-ns")
        && !namespace.starts_with("http://www.w3.org/2000/01/rdf-schema")
}

fn is_handler(name: &str) -> bool {
    name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on"))
}

/// Returns `true` if a `switch` has an alternative for browsers that do not support its first child: draw.io writes
/// each text twice.
fn has_fallback(node: Node<'_, '_>) -> bool {
    let is_switch =
        |node: &Node<'_, '_>| node.tag_name().namespace() == Some(SVG) && node.tag_name().name() == "switch";
    let others = node.next_siblings().skip(1);
    let drawn = |other: &Node<'_, '_>| {
        other.tag_name().namespace() == Some(SVG) && ELEMENTS.contains(&other.tag_name().name())
    };
    node.parent().as_ref().is_some_and(is_switch) && others.into_iter().any(|other| drawn(&other))
}

/// The message and help for a rejected element.
fn rejection(name: &str) -> (String, &'static str) {
    match name {
        "animate" | "animateColor" | "animateMotion" | "animateTransform" | "set" | "mpath" | "discard" => {
            (format!("is animated (`<{name}>`)"), "remove the animation")
        }
        "script" | "handler" | "listener" => (format!("runs a script (`<{name}>`)"), "remove it"),
        "foreignObject" => (
            "contains HTML (`<foreignObject>`)".to_string(),
            "write the text as `<text>`: in draw.io turn off “Formatted Text”, in Mermaid set `htmlLabels: false`",
        ),
        name => {
            (format!("has `<{name}>`, which is not part of a still drawing"), "remove it, or publish a PNG")
        }
    }
}

/// The byte range of an element's start tag, or at least of its name.
fn start_tag(text: &str, node: Node<'_, '_>) -> Range<usize> {
    let range = node.range();
    let name = text[range.start..range.end].find(|c: char| c.is_whitespace() || c == '>' || c == '/');
    range.start..name.map_or(range.end, |length| range.start + length.max(1))
}

/// Converts the parser's row and column to a byte offset.
fn offset(text: &str, position: roxmltree::TextPos) -> usize {
    let row = (position.row as usize).saturating_sub(1);
    let line: usize = text.split_inclusive('\n').take(row).map(str::len).sum();
    let column = (position.col as usize).saturating_sub(1);
    text[line..].char_indices().nth(column).map_or(text.len(), |(at, _)| line + at)
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
}

/// Returns the first hidden character of a published drawing.
pub(super) fn hidden_character(published: &str) -> Option<invisible::HiddenCharacter> {
    invisible::find(published).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exports_of_common_editors_keep_their_content() {
        for (editor, text, published) in [
            (
                "Inkscape",
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n<!-- Created with Inkscape -->\n<svg width=\"9mm\" version=\"1.1\" id=\"svg1\" inkscape:version=\"1.3\" sodipodi:docname=\"a.svg\" xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" xmlns:sodipodi=\"http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" xmlns=\"http://www.w3.org/2000/svg\" xmlns:svg=\"http://www.w3.org/2000/svg\" xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n  <sodipodi:namedview id=\"n\"><inkscape:grid/></sodipodi:namedview>\n  <defs id=\"d\"><linearGradient id=\"a\"/><linearGradient id=\"b\" xlink:href=\"#a\"/><inkscape:path-effect effect=\"spiro\"/></defs>\n  <metadata><rdf:RDF/></metadata>\n  <g inkscape:label=\"Layer 1\" inkscape:groupmode=\"layer\"><path style=\"fill:url(#b);-inkscape-stroke:none\" d=\"M 0,0\n 9,9\" sodipodi:nodetypes=\"cc\"/><use xlink:href=\"#a\"/></g>\n</svg>\n",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9mm\" id=\"svg1\"><defs id=\"d\"><linearGradient id=\"a\"/><linearGradient id=\"b\" href=\"#a\"/></defs><g><path style=\"fill:url(#b)\" d=\"M 0,0  9,9\"/><use href=\"#a\"/></g></svg>",
            ),
            (
                "Illustrator",
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<!-- Generator: Adobe Illustrator 24.0.1 -->\r\n<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd\">\r\n<svg version=\"1.1\" id=\"Layer_1\" xmlns=\"http://www.w3.org/2000/svg\" x=\"0px\" viewBox=\"0 0 9 9\" style=\"enable-background:new 0 0 9 9;\" xml:space=\"preserve\">\r\n<style type=\"text/css\">\r\n\t.st0{fill:#F00;stroke-miterlimit:10;}\r\n\t.st1{font-family:'MyriadPro-Regular';}\r\n</style>\r\n<text transform=\"matrix(1 0 0 1 0 9)\" class=\"st0 st1\">A  B</text>\r\n</svg>",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"Layer_1\" x=\"0px\" viewBox=\"0 0 9 9\" xml:space=\"preserve\"><style>.st0{fill:#F00;stroke-miterlimit:10}.st1{font-family:'MyriadPro-Regular'}</style><text transform=\"matrix(1 0 0 1 0 9)\" class=\"st0 st1\">A  B</text></svg>",
            ),
            (
                "Figma",
                "<svg width=\"9\" height=\"9\" fill=\"none\" xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\"><g style=\"mix-blend-mode:multiply\" filter=\"url(#filter0_d_1_2)\"><rect width=\"9\" height=\"9\" fill=\"url(#pattern0)\"/></g><defs><pattern id=\"pattern0\" patternContentUnits=\"objectBoundingBox\"><use xlink:href=\"#image0\" transform=\"scale(0.5)\"/></pattern><filter id=\"filter0_d_1_2\" color-interpolation-filters=\"sRGB\"><feFlood flood-opacity=\"0\" result=\"BackgroundImageFix\"/></filter><image id=\"image0\" data-name=\"a.png\" width=\"2\" height=\"2\" preserveAspectRatio=\"none\" xlink:href=\"data:image/png;base64,iVBORw0KGgo=\"/></defs></svg>",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\" fill=\"none\"><g style=\"mix-blend-mode:multiply\" filter=\"url(#filter0_d_1_2)\"><rect width=\"9\" height=\"9\" fill=\"url(#pattern0)\"/></g><defs><pattern id=\"pattern0\" patternContentUnits=\"objectBoundingBox\"><use href=\"#image0\" transform=\"scale(0.5)\"/></pattern><filter id=\"filter0_d_1_2\" color-interpolation-filters=\"sRGB\"><feFlood flood-opacity=\"0\" result=\"BackgroundImageFix\"/></filter><image id=\"image0\" width=\"2\" height=\"2\" preserveAspectRatio=\"none\" href=\"data:image/png;base64,iVBORw0KGgo=\"/></defs></svg>",
            ),
            (
                "draw.io",
                "<svg host=\"65bd71144e\" xmlns=\"http://www.w3.org/2000/svg\" style=\"background: #ffffff; background-color: light-dark(#ffffff, var(--ge-dark-color, #121212)); color-scheme: light dark;\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" width=\"9px\" content=\"&lt;mxfile&gt;\"><defs/><g data-cell-id=\"0\"><switch><foreignObject style=\"overflow: visible;\" pointer-events=\"none\" requiredFeatures=\"http://www.w3.org/TR/SVG11/feature#Extensibility\"><div xmlns=\"http://www.w3.org/1999/xhtml\">A</div></foreignObject><text x=\"1\" font-family=\"&quot;Helvetica&quot;\" text-anchor=\"middle\">A</text></switch></g><switch><g requiredFeatures=\"http://www.w3.org/TR/SVG11/feature#Extensibility\"/><a transform=\"translate(0,-5)\" xlink:href=\"https://www.drawio.com/doc/faq/svg-export-text-problems\" target=\"_blank\"><text>Text is not SVG - cannot display</text></a></switch></svg>",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" style=\"background:#ffffff;background-color:light-dark(#ffffff, var(--ge-dark-color, #121212));color-scheme:light dark\" width=\"9px\"><defs/><g><switch><text x=\"1\" font-family=\"&quot;Helvetica&quot;\" text-anchor=\"middle\">A</text></switch></g><switch><g/><g transform=\"translate(0,-5)\"><text>Text is not SVG - cannot display</text></g></switch></svg>",
            ),
        ] {
            assert_eq!(rewrite(text).as_deref(), Ok(published), "{editor}");
            assert_eq!(rewrite(published).as_deref(), Ok(published), "{editor}");
        }
    }

    #[test]
    fn nested_use_elements_are_limited() {
        let nested = |levels: u32, each: usize| {
            let groups = (1..=levels).map(|n| {
                format!("<g id=\"l{n}\">{}</g>", format!("<use href=\"#l{}\"/>", n - 1).repeat(each))
            });
            format!("<svg xmlns=\"{SVG}\"><path id=\"l0\"/>{}</svg>", groups.collect::<String>())
        };
        assert!(rewrite(&nested(3, 10)).is_ok());
        assert!(rewrite(&nested(6, 10)).is_err());
        assert!(rewrite(&nested(60, 2)).is_err());
    }
}
