//! The page of a diagnostic code.

use serde::Serialize;

use crate::diagnostic::explanation::{Example, ExampleExtent, ExampleKind, Piece, pieces};
use crate::diagnostic::{Code, Severity};
use crate::model::{Model, Route};
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::kinds::reference;
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::PageChrome;
use crate::pages::parts::own_text::{html, sentence};
use crate::pages::{Html, Views};
use crate::parse::FileKind;
use crate::parse::scalar::Date;

/// `/reference/<code>/`
pub(in crate::pages) struct RulePage;

impl PageKind for RulePage {
    type Subject = Code;
    type View = RuleView;

    const TEMPLATE: &'static str = "pages/rule.html";
    const SECTION: Option<Section> = Some(reference::SECTION);
    const GROWS: bool = false;
    const SEARCHED_AS: Option<&'static str> = None;

    fn files(_: &Model, _: Code) -> PageFiles {
        PageFiles::none()
    }

    fn of_file(_: &Model, _: FileKind<'_>) -> Option<Code> {
        None
    }

    fn name(_: &Model, _: Code) -> Option<String> {
        None
    }

    fn modified(_: &Model, _: Code) -> Option<Date> {
        None
    }

    fn alternates(_: &Model, _: Code) -> Vec<(&'static str, Route)> {
        Vec::new()
    }

    fn preview(_: &Views<'_>, _: Code) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, _: Code) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, code: Code) -> RuleView {
        view(views, code)
    }
}

/// The page of a diagnostic code.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct RuleView {
    frame: PageChrome,
    code: &'static str,
    line: Html,
    warning: bool,
    pieces: Vec<PieceView>,
}

#[derive(Debug, Hash, Serialize)]
struct PieceView {
    html: Html,
    example: Option<ExampleView>,
}

#[derive(Debug, Hash, Serialize)]
struct ExampleView {
    wrong: bool,
    file: &'static str,
    whole: bool,
}

fn view(views: &Views<'_>, code: Code) -> RuleView {
    let text = code.explanation().strip_prefix(code.describe()).unwrap_or_default();
    let pieces = pieces(text).into_iter().map(|piece| match piece {
        Piece::Text(text) => PieceView { html: Html(html(text)), example: None },
        Piece::Example(example) => PieceView {
            html: Html(render_example(&example)),
            example: Some(ExampleView {
                wrong: example.verdict == ExampleKind::Wrong,
                file: example.file,
                whole: example.extent == ExampleExtent::Whole,
            }),
        },
    });
    RuleView {
        frame: PageChrome::new(views, Route::Rule(code), code.name(), &code.describe().replace('`', "")),
        code: code.name(),
        line: sentence(code.describe()),
        warning: code.severity() == Severity::Warning,
        pieces: pieces.collect(),
    }
}

/// Renders an example. Only YAML is highlighted here, by our own parser: the grammars of other languages take longer
/// to load than everything else of a small site (see ARCHITECTURE.md), and only these pages would need them.
fn render_example(example: &Example<'_>) -> String {
    match example.language {
        "yaml" => html(example.fence),
        _ => html(&format!("`````text\n{}`````\n", example.body)),
    }
}
