//! The reference for contributors: every diagnostic code, and the keys of every content file. These texts document the
//! program: they are English in every language, and the template marks them with `lang="en"`. Titles are messages.

use serde::Serialize;
use serde_json::Value;

use crate::diagnostic::{Code, Severity};
use crate::model::{Model, Route, SchemaFile};
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::pages::parts::own_text::sentence;
use crate::pages::{Html, Views, schemas};
use crate::parse::FileKind;
use crate::parse::scalar::Date;
use crate::words;

/// The section of this page and those below it.
pub(in crate::pages) const SECTION: Section = Section { page: Route::Reference, label: "reference" };

/// `/reference/`
pub(in crate::pages) struct ReferencePage;

impl PageKind for ReferencePage {
    type Subject = ();
    type View = ReferenceView;

    const TEMPLATE: &'static str = "pages/reference.html";
    const SECTION: Option<Section> = Some(SECTION);
    const GROWS: bool = false;
    const SEARCHED_AS: Option<&'static str> = Some("reference-for-contributors");

    fn files(_: &Model, (): ()) -> PageFiles {
        PageFiles::none()
    }

    fn of_file(_: &Model, _: FileKind<'_>) -> Option<()> {
        None
    }

    fn name(_: &Model, (): ()) -> Option<String> {
        None
    }

    fn modified(_: &Model, (): ()) -> Option<Date> {
        None
    }

    fn alternates(_: &Model, (): ()) -> Vec<(&'static str, Route)> {
        Vec::new()
    }

    fn preview(_: &Views<'_>, (): ()) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, (): ()) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, (): ()) -> ReferenceView {
        view(views)
    }
}

/// The list of diagnostic codes and content files.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct ReferenceView {
    frame: PageChrome,
    groups: Vec<CodeGroup>,
    files: Vec<ContentFileView>,
}

/// Codes about the same subject.
#[derive(Debug, Hash, Serialize)]
struct CodeGroup {
    about: &'static str,
    codes: Vec<CodeCard>,
}

#[derive(Debug, Hash, Serialize)]
struct CodeCard {
    link: Link,
    warning: bool,
    line: Html,
}

/// A type of content file.
#[derive(Debug, Hash, Serialize)]
struct ContentFileView {
    /// The id, such as `role`.
    id: String,
    /// The path, such as `content/roles/<id>.yaml`.
    name: Html,
    about: Html,
    schema: String,
    fields: Vec<Field>,
}

/// A key and the values it takes, followed by the keys of nested records.
#[derive(Debug, Hash, Serialize)]
struct Field {
    /// The path of the key, such as `facts.<id>.level`.
    path: String,
    takes: Html,
    required: bool,
    about: Html,
    words: Vec<KeywordView>,
}

/// A value of an enumeration.
#[derive(Debug, Hash, Serialize)]
struct KeywordView {
    word: String,
    about: Html,
}

fn view(views: &Views<'_>) -> ReferenceView {
    let card = |code: &Code| CodeCard {
        link: Link { text: code.name().to_string(), url: views.url(Route::Rule(*code)) },
        warning: code.severity() == Severity::Warning,
        line: sentence(code.describe()),
    };
    let groups = Code::GROUPS.iter();
    ReferenceView {
        frame: PageChrome::new(
            views,
            Route::Reference,
            &words!(views.model().locale, "reference-for-contributors"),
            &words!(views.model().locale, "reference-description"),
        ),
        groups: groups
            .map(|(about, codes)| CodeGroup { about, codes: codes.iter().map(card).collect() })
            .collect(),
        files: SchemaFile::ALL.iter().map(|file| content_file(views, *file)).collect(),
    }
}

fn content_file(views: &Views<'_>, file: SchemaFile) -> ContentFileView {
    let schema = schemas::schema(file);
    let mut fields = Vec::new();
    fields_of(&schema, "", &mut fields);
    ContentFileView {
        id: file.file().trim_end_matches(".json").to_string(),
        name: sentence(file.describe()),
        about: sentence(schema["description"].as_str().unwrap_or_default()),
        schema: views.url(Route::Schema(file)),
        fields,
    }
}

/// Adds the keys of a record, each followed by those of nested records.
fn fields_of(record: &Value, path: &str, fields: &mut Vec<Field>) {
    let (Some(properties), required) = (record["properties"].as_object(), &record["required"]) else {
        return;
    };
    for (name, schema) in properties {
        let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
        let scalar = innermost(schema);
        let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
        let words = scalar["enum"].as_array().into_iter().flatten();
        let meanings = scalar["enumDescriptions"].as_array().into_iter().flatten();
        fields.push(Field {
            takes: sentence(&takes(schema)),
            required: required.as_array().is_some_and(|names| names.iter().any(|known| known == name)),
            about: sentence(schema["description"].as_str().unwrap_or_default()),
            words: words
                .zip(meanings)
                .map(|(word, about)| KeywordView { word: text(word), about: sentence(&text(about)) })
                .collect(),
            path: path.clone(),
        });
        fields_of(scalar, &format!("{path}{}", if is_map(schema) { ".<id>" } else { "" }), fields);
    }
}

fn is_map(schema: &Value) -> bool {
    schema["additionalProperties"].is_object()
}

/// Unwraps lists and maps to the schema of their innermost values.
fn innermost(schema: &Value) -> &Value {
    if schema["items"].is_object() {
        innermost(&schema["items"])
    } else if is_map(schema) {
        innermost(&schema["additionalProperties"])
    } else {
        schema
    }
}

/// Describes the type of a key's value in words.
fn takes(schema: &Value) -> String {
    if schema["items"].is_object() {
        format!("list: {}", takes(&schema["items"]))
    } else if is_map(schema) {
        format!("by id: {}", takes(&schema["additionalProperties"]))
    } else if schema["properties"].is_object() {
        "the keys below".to_string()
    } else {
        schema["title"].as_str().unwrap_or_default().to_string()
    }
}
