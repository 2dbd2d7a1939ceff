//! The words for readers: every message is used and has the arguments that its use gives, in every language; a site
//! overrides single messages; and style sheets have no left and right.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::Project;
use rolebook::locale::{Locale, LocaleReview};
use rolebook::render::{script_keys, uses};
use rolebook::source::Sources;

/// The built-in languages besides `en-GB`.
const LANGUAGES: &[&str] = &["ar", "de"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the files below a folder that end in one of `endings`, with their texts.
fn texts(folder: &str, endings: &[&str]) -> Vec<(PathBuf, String)> {
    let entries = walkdir::WalkDir::new(root().join(folder)).sort_by_file_name().into_iter();
    entries
        .map(|entry| entry.expect("an entry").into_path())
        .filter(|path| endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)))
        .map(|path| (path.clone(), fs::read_to_string(&path).expect("a text")))
        .collect()
}

/// Returns the names before `separator` that are at the top level of an argument list, up to its closing bracket.
fn names<'t>(list: &'t str, separator: &str) -> BTreeSet<&'t str> {
    let (mut depth, mut string, mut start, mut names) = (0, false, 0, BTreeSet::new());
    let mut push = |part: &'t str| {
        let name = part.split(separator).next().unwrap_or_default().trim();
        if !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_') {
            names.insert(name);
        }
    };
    for (at, c) in list.char_indices() {
        match c {
            '"' if !list[..at].ends_with('\\') => string = !string,
            _ if string => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' if depth == 0 => {
                push(&list[start..at]);
                break;
            }
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    names
}

/// Returns the uses of messages in the program: `words!(locale, "key", name = …)`.
fn in_program() -> Vec<(String, BTreeSet<String>)> {
    let mut found = Vec::new();
    for (_, text) in texts("src", &[".rs"]) {
        let code: String =
            text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        for (at, _) in code.match_indices("words!(") {
            let Some((_, rest)) = code[at..].split_once('"') else { continue };
            let Some((key, rest)) = rest.split_once('"') else { continue };
            let arguments = names(rest, "=").into_iter().map(ToString::to_string).collect();
            found.push((key.to_string(), arguments));
        }
    }
    // Kinds of pages declare the keys of their names.
    for (_, text) in texts("src/pages/kinds", &[".rs"]) {
        for (before, after) in [("label: \"", "\" }"), ("= Some(\"", "\");"), ("(\"", "\", Route::")] {
            let declared = text.split(before).skip(1).filter_map(|rest| rest.split_once(after));
            let is_key = |key: &str| key.chars().all(|c| c.is_ascii_lowercase() || c == '-');
            let keys = declared.map(|(key, _)| key).filter(|key| is_key(key));
            found.extend(keys.map(|key| (key.to_string(), BTreeSet::new())));
        }
    }
    // Months are looked up by their number.
    found.extend((1..=12).map(|month| (format!("month-{month}"), BTreeSet::new())));
    found
}

/// Returns the uses of messages in scripts: `t("key", { name, other: … })`. Without an object there, only the key.
fn in_scripts() -> Vec<(String, Option<BTreeSet<String>>)> {
    let mut found = Vec::new();
    for (_, text) in texts("static/assets", &[".js"]) {
        for (range, key) in script_keys(&text) {
            let rest = &text[range.end + 1..];
            let arguments = match rest.strip_prefix(", {") {
                Some(list) => Some(names(list, ":").into_iter().map(ToString::to_string).collect()),
                None if rest.starts_with(')') => Some(BTreeSet::new()),
                None => None,
            };
            found.push((key.to_string(), arguments));
        }
    }
    found
}

/// Returns the uses of messages in templates and style sheets.
fn in_templates() -> Vec<(String, BTreeSet<String>)> {
    let files = [texts("templates", &[".html"]), texts("static/assets", &[".css"])].concat();
    files.iter().flat_map(|(_, text)| uses(text)).collect()
}

fn locale(language: &str) -> Locale {
    let (locale, LocaleReview { diagnostics, .. }) = Locale::load(&Sources::default(), language, None);
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    locale
}

/// Returns the arguments of a message; scripts and the program give no elements.
fn arguments(locale: &Locale, key: &str, with_elements: bool) -> BTreeSet<String> {
    let message = locale.message(key).unwrap_or_else(|| panic!("there is no message `{key}`"));
    let arguments = message.arguments();
    arguments.iter().filter(|name| with_elements || !name.starts_with('<')).map(ToString::to_string).collect()
}

#[test]
fn every_message_is_used_with_its_arguments() {
    let locale = locale("en-GB");
    let mut used = BTreeSet::new();
    for (key, given) in in_templates() {
        assert_eq!(given, arguments(&locale, &key, true), "`{key}` in a template");
        used.insert(key);
    }
    for (key, given) in in_program() {
        assert_eq!(given, arguments(&locale, &key, false), "`{key}` in the program");
        used.insert(key);
    }
    for (key, given) in in_scripts() {
        let expected = arguments(&locale, &key, false);
        assert_eq!(given.unwrap_or_else(|| expected.clone()), expected, "`{key}` in a script");
        used.insert(key);
    }
    let unused: Vec<&str> = locale.keys().filter(|key| !used.contains(*key)).collect();
    assert!(unused.is_empty(), "no page, script or file uses {unused:?}");
}

#[test]
fn every_language_has_every_message_with_the_same_arguments() {
    let keys = |language: &str| -> BTreeMap<String, BTreeSet<String>> {
        let path = root().join(format!("templates/locales/{language}.ftl"));
        let text = fs::read_to_string(path).expect("a locale");
        let locale = locale(language);
        let is_key = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
        let own = text.lines().filter(is_key).filter_map(|line| Some(line.split_once(" =")?.0.to_string()));
        own.map(|key| (key.clone(), arguments(&locale, &key, true))).collect()
    };
    let english = keys("en-GB");
    for language in LANGUAGES.iter().chain(&["en-GB"]) {
        // A file that differs from the built-in one is reviewed as a site's own.
        let path = format!("templates/locales/{language}.ftl");
        let text = fs::read_to_string(root().join(&path)).expect("a locale") + "\n# The same.\n";
        let (_, LocaleReview { diagnostics, .. }) =
            Locale::load(&Sources::from_texts([(path.as_str(), text.as_str())]).0, language, None);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let own = keys(language);
        let missing: Vec<_> = english.keys().filter(|key| !own.contains_key(*key)).collect();
        assert!(missing.is_empty(), "{language} lacks {missing:?}");
        for (key, arguments) in own {
            assert_eq!(Some(&arguments), english.get(&key), "`{key}` in {language}");
        }
    }
    let files = texts("templates/locales", &[".ftl"]).len();
    assert_eq!(files, LANGUAGES.len() + 1, "a locale is not tested");
}

#[test]
fn a_page_is_in_the_language_of_the_site_and_in_its_direction() {
    for (language, direction, skip, toward) in
        [("de", "ltr", "Zum Inhalt springen", ""), ("ar", "rtl", "انتقل إلى المحتوى", "/assets/rtl.css")]
    {
        let site = Project::new().edit("content/site.yaml", "en-GB", language).build();
        let page = site.page("/roles/sre/");
        assert!(page.contains(&format!("<html lang=\"{language}\" dir=\"{direction}\">")), "{page}");
        assert!(page.contains(&format!(">{skip}</a>")), "{page}");
        assert_eq!(page.contains("rtl.css"), !toward.is_empty(), "{page}");
        // Isolates are for text that is read from right to left.
        assert_eq!(page.contains('\u{2068}'), direction == "rtl", "{page}");
    }
}

/// Isolates are for text that a browser or a feed reader shows. Programs and spreadsheets get none.
#[test]
fn data_has_no_isolates() {
    let shown = [".html", ".js", ".xml", ".png", ".woff2"];
    let site = Project::new().edit("content/site.yaml", "en-GB", "ar").build();
    for (path, bytes) in site.tree() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains(['\u{2066}', '\u{2067}']), "{path}");
        let is_shown = shown.iter().any(|ending| path.ends_with(ending));
        assert!(is_shown || !text.contains(['\u{2068}', '\u{2069}']), "{path}");
        for data in text.split("<script type=\"application/ld+json\">").skip(1) {
            let data = data.split("</script>").next().unwrap_or_default();
            assert!(!data.contains(['\u{2068}', '\u{2069}']), "{path}: {data}");
        }
    }
}

/// Returns `text` without the parts from `open` to the next `close`.
fn without(text: &str, open: &str, close: &str) -> String {
    let mut parts = text.split(open);
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |out, part| out + " " + part.split_once(close).map_or("", |(_, rest)| rest))
}

fn has_word(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 1)
}

/// Names that are the same in every language.
const NAMES: &[&str] = &["CC BY", "CSV", "Markdown", "DuckDB", "pandas", "jq", "p10", "p90", "JSON Schema"];

/// Texts about the program are English in every language, in an element with `lang="en"`.
#[test]
fn templates_have_no_words_of_their_own() {
    const SHOWN: &[&str] = &["aria-label=\"", "title=\"", "alt=\"", "placeholder=\"", "label=\""];
    let names = |text: &str| NAMES.iter().fold(text.to_string(), |text, name| text.replace(name, ""));
    let mut marked = 0;
    for (path, text) in texts("templates", &[".html"]) {
        let mut text =
            without(&without(&without(&text, "{#", "#}"), "{% block kind %}", "{% endblock %}"), "[[", "]]");
        text = without(&without(&text, "{%", "%}"), "{{", "}}");
        for tag in ["code", "style", "script"] {
            text = without(&text, &format!("<{tag}"), &format!("</{tag}>"));
        }
        for tag in ["article", "div", "span", "td"] {
            let open = format!("<{tag} lang=\"en\" dir=\"ltr\">");
            marked += text.matches(&open).count();
            // Up to the end tag at the same depth, which is the only one with an empty line's indentation.
            while let Some(at) = text.find(&open) {
                let (mut depth, mut end) = (0usize, text.len());
                for (place, _) in text[at..].match_indices('<') {
                    let rest = &text[at + place + 1..];
                    if rest.strip_prefix(tag).is_some_and(|rest| rest.starts_with([' ', '>'])) {
                        depth += 1;
                    } else if rest.strip_prefix('/').is_some_and(|rest| rest.starts_with(tag)) {
                        depth -= 1;
                        if depth == 0 {
                            end = at + place;
                            break;
                        }
                    }
                }
                text.replace_range(at..end, "");
            }
        }
        for attribute in SHOWN {
            for value in text.split(attribute).skip(1) {
                let value = names(value.split('"').next().unwrap_or_default());
                assert!(!has_word(&value), "{}: {attribute}{value}", path.display());
            }
        }
        let words = names(&without(&text, "<", ">"));
        for line in words.lines() {
            assert!(!has_word(line), "{}: {line}", path.display());
        }
    }
    assert_eq!(marked, 6, "the elements with English texts");
}

/// Returns the string literals of Rust or JavaScript code, without comments and tests, with the code before each.
fn literals(text: &str) -> Vec<(String, String)> {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    let is_comment =
        |line: &&str| ["//", "* ", "/*", "#["].iter().any(|mark| line.trim_start().starts_with(mark));
    let code: Vec<&str> = text.lines().filter(|line| !is_comment(line)).collect();
    let code = code.join("\n").replace("'\"'", "' '").replace("'\\\"'", "' '");
    let (mut found, mut before, mut literal) = (Vec::new(), String::new(), None::<String>);
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match (&mut literal, c) {
            (Some(text), '\\') => text.push(chars.next().filter(|c| *c == '"').map_or(' ', |_| '\'')),
            (Some(text), '"') => found.push((std::mem::take(&mut before), std::mem::take(text))),
            (Some(text), c) => text.push(c),
            (None, '"') => {}
            (None, c) => before.push(c),
        }
        if c == '"' {
            literal = if literal.is_some() { None } else { Some(String::new()) };
        }
    }
    found
}

/// In these files texts are documentation for programmers, in English.
const DOCUMENTATION: &[&str] = &[
    "outputs/addresses.rs",
    "outputs/open_data/",
    "outputs/schemas.rs",
    "kinds/reference.rs",
    "kinds/rule.rs",
];

#[test]
fn code_has_no_words_for_readers() {
    // Words with a space between, as prose has them. Two of lower case are classes, or a selector.
    let is_prose = |text: &str| {
        let text = without(text, "<", ">");
        let words: Vec<&str> = text.split(' ').collect();
        let is_word = |word: &str| {
            word.len() > 1 && word.trim_end_matches(['.', ':']).chars().all(|c| c.is_ascii_alphabetic())
        };
        let names = ["CC BY", "JSON Schema", "User-agent"].iter().any(|name| text.contains(name));
        !names
            && (words.len() > 2 || text.starts_with(char::is_uppercase))
            && words.windows(2).any(|pair| is_word(pair[0]) && is_word(pair[1]))
    };
    let is_documentation =
        |path: &Path| DOCUMENTATION.iter().any(|part| path.to_string_lossy().contains(part));
    let mut read = 0;
    for (path, text) in [texts("src/pages", &[".rs"]), texts("src/parse/markdown", &[".rs"])].concat() {
        for (_, literal) in literals(&text) {
            for attribute in ["aria-label='", "title='", "alt='"] {
                let value = literal.split_once(attribute).map_or("", |(_, value)| value);
                assert!(!value.starts_with(char::is_alphabetic), "{}: {literal:?}", path.display());
            }
            let literal = without(&literal, "{", "}");
            let mut contents = literal.split('>').skip(1).filter_map(|rest| rest.split_once('<'));
            assert!(!contents.any(|(content, _)| has_word(content)), "{}: {literal:?}", path.display());
        }
    }
    for (path, text) in texts("src/pages", &[".rs"]).into_iter().filter(|(path, _)| !is_documentation(path)) {
        for (before, literal) in literals(&text) {
            read += 1;
            // Messages about bugs and about templates that take too long.
            let is_for_developers =
                ["expect(", "unreachable!(", "debug_assert!("].iter().any(|call| before.ends_with(call));
            let is_for_developers = is_for_developers || literal.starts_with("while drawing");
            assert!(is_for_developers || !is_prose(&literal), "{}: {literal:?}", path.display());
        }
    }
    for (path, text) in texts("static/assets", &[".js"]) {
        for (before, literal) in literals(&text) {
            read += 1;
            let is_selector = literal.contains(['.', '#', '[', '>', ':', '(']) || before.ends_with("find(");
            assert!(is_selector || !is_prose(&literal), "{}: {literal:?}", path.display());
        }
    }
    for (path, text) in texts("static/assets", &[".css"]) {
        for content in without(&without(&text, "/*", "*/"), "[[", "]]").split("content:").skip(1) {
            let content = content.split([';', '}']).next().unwrap_or_default();
            let strings: Vec<&str> = content.split('"').skip(1).step_by(2).collect();
            assert!(!has_word(&strings.join(" ")), "{}: {content}", path.display());
        }
    }
    assert!(read > 1000, "{read}");
}

#[test]
fn a_site_overrides_single_messages() {
    let site = Project::new().file("templates/locales/en-GB.ftl", "skip-link = Jump to the text\n").build();
    let page = site.page("/");
    assert!(page.contains(">Jump to the text</a>"), "{page}");
    assert!(page.contains("aria-label=\"Search\""), "the other messages are the built-in ones");
}

#[test]
fn a_language_of_its_own_has_its_plural_forms_and_numbers() {
    let polish = "roles-count =\n    { $count ->\n        [one] { NUMBER($count) } rola\n        [few] { NUMBER($count) } role\n       *[other] { NUMBER($count) } ról\n    }\n";
    let sources = Sources::from_texts([("templates/locales/pl.ftl", polish)]).0;
    let (locale, LocaleReview { diagnostics, .. }) = Locale::load(&sources, "pl", None);
    let shown = [1u64, 2, 5, 22, 12_345]
        .map(|count| locale.format("roles-count", &[("count", rolebook::locale::Value::Number(count))]));
    assert_eq!(shown, ["1 rola", "2 role", "5 ról", "22 role", "12\u{a0}345 ról"]);
    assert_eq!(locale.format("search", &[]), "Search", "what is missing is English");
    assert!(diagnostics[0].message.contains("more are missing"), "{diagnostics:?}");
}

#[test]
fn mistakes_in_messages_are_reported_where_they_are() {
    let file = "templates/locales/en-GB.ftl";
    for (text, line, message) in [
        ("skip-link = Jump\nsearch Find\n", 2, "this is not a message: expected a token starting with \"=\""),
        ("skip-link = Jump to { $target }\n", 1, "`skip-link` has no argument `target`"),
        ("# Ours\nskip-lnk = Jump\n", 2, "no page uses the message `skip-lnk`"),
        ("as-of = now\n", 1, "`as-of` leaves out `date`"),
        ("search = A\nsearch = B\n", 2, "`search` is defined twice"),
        (
            "search = { DATETIME($x) }\n",
            1,
            "`search` cannot be used: the only function is `NUMBER($argument)`",
        ),
        (
            "search = { search }\n",
            1,
            "`search` cannot be used: its references are nested too deep, or refer to itself",
        ),
    ] {
        let checked = Project::new().file(file, text).build().formatted_report();
        assert!(checked.contains(message), "{text}\n{checked}");
        assert!(checked.contains(&format!("{file}:{line}:")), "{text}\n{checked}");
    }
}

#[test]
fn a_warning_about_a_message_is_suppressed_above_it() {
    let file = "templates/locales/en-GB.ftl";
    let report = |text: &str| Project::new().file(file, text).build().formatted_report();
    let text = "# allow unused-message: the date is in the title\nas-of = { \"\" }\n    now\n";
    assert_eq!(report(text), report("as-of = as of { $date }\n"));
    let unused = report("# allow unused-message: why\nas-of = as of { $date }\nas-of-now = now\n");
    assert!(unused.contains("no page uses the message `as-of-now`"), "{unused}");
    assert!(unused.contains(&format!("{file}:1:")) && unused.contains("unused suppression"), "{unused}");
    let former = report("# allow unused-mesage: why\nas-of = now\n");
    assert!(former.contains("unknown warning `unused-mesage`"), "{former}");
    // What a translation lacks is reported at its first byte.
    let polish = |text: &str| {
        let site =
            Project::new().edit("content/site.yaml", "en-GB", "pl").file("templates/locales/pl.ftl", text);
        site.build().formatted_report()
    };
    assert!(polish("search = Szukaj\n").contains("more are missing"));
    let suppressed = polish("# Ours.\n# allow missing-message: in progress\n\nsearch = Szukaj\n");
    assert!(!suppressed.contains("missing") && !suppressed.contains("unused"), "{suppressed}");
}

/// The other words that a language uses around two roles are in its file, so that no script has any.
#[test]
fn words_of_a_search_query_are_of_the_language() {
    let site = Project::new().edit("content/site.yaml", "en-GB", "de").build();
    let script = String::from_utf8(site.tree()["assets/search/find.js"].clone()).expect("a text");
    assert!(script.contains("\"search-fillers\":\"unterschied "), "{script}");
}

#[test]
fn a_style_sheet_names_messages() {
    let css = "a::before { content: \"[[search]]\"; }\nb { content: \"[[serch]]\"; }\n";
    let report = Project::new().file("static/a.css", css).build().formatted_report();
    assert!(report.contains("there is no message `serch`") && report.contains("static/a.css:2:"), "{report}");
    let site = Project::new().edit("content/site.yaml", "en-GB", "de").build();
    let sheet = String::from_utf8(site.tree()["assets/figures.css"].clone()).expect("a text");
    assert!(sheet.contains("content: \"Niedrig\""), "{sheet}");
}

#[test]
fn a_template_that_names_a_wrong_message_is_reported_at_its_line() {
    for (word, message) in [
        ("[[not-fund]]", "there is no message `not-fund`"),
        ("[[not-found count=1]]", "the message `not-found` has no argument `count`"),
        ("[[as-of]]", "the message `as-of` needs the argument `date`"),
        ("{{ \"[[as-of]]\" }}", "the message `as-of` has arguments"),
    ] {
        let page = format!(
            "{{% extends \"shared/base.html\" %}}\n{{% block main %}}\n<h1>{word}</h1>\n{{% endblock %}}\n"
        );
        let checked = Project::new().file("templates/pages/404.html", page).build().formatted_report();
        assert!(checked.contains(message), "{word}\n{checked}");
        assert!(checked.contains("templates/pages/404.html:3:"), "{word}\n{checked}");
    }
    // Errors of the engine are at the position in the author's text, not behind the words.
    let page = "{% extends \"shared/base.html\" %}\n{% block main %}\n<h1>[[not-found]]</h1><p>{{ frame.titel }}</p>\n{% endblock %}\n";
    let checked = Project::new().file("templates/pages/404.html", page).build().formatted_report();
    assert!(checked.contains("templates/pages/404.html:3:35"), "{checked}");
}

/// Left and right differ between languages; start and end do not.
#[test]
fn style_sheets_have_logical_properties_only() {
    const PHYSICAL: &[&str] = &["left", "right", "top", "bottom", "width", "height"];
    for (path, text) in texts("static/assets", &[".css"]) {
        let code: String = text.split("/*").enumerate().fold(String::new(), |code, (n, part)| {
            code + if n == 0 { part } else { part.split_once("*/").map_or("", |(_, rest)| rest) }
        });
        // Conditions of at-rules are about the screen, which has no direction.
        let blocks = code.split(['{', ';', '}']).filter(|part| !part.trim_start().starts_with('@'));
        for declaration in blocks {
            let Some((property, value)) = declaration.split_once(':') else { continue };
            let (property, value) = (property.trim(), value.trim());
            if property.starts_with("--") || property.contains([' ', '.', '#', '[', '>']) {
                continue;
            }
            let is_physical = PHYSICAL.contains(&property)
                || [
                    "margin-",
                    "padding-",
                    "border-",
                    "inset-",
                    "scroll-margin-",
                    "scroll-padding-",
                    "min-",
                    "max-",
                ]
                .iter()
                .filter_map(|prefix| property.strip_prefix(prefix))
                .any(|rest| {
                    PHYSICAL.iter().any(|side| {
                        rest == *side || rest.strip_prefix(side).is_some_and(|more| more.starts_with('-'))
                    })
                });
            assert!(!is_physical, "{}: `{property}` is physical", path.display());
            // Keywords such as those of `text-align` and of positions; `var(--left)` is a colour, and `.left` a class.
            let mut words = value.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '.');
            assert!(
                !words.any(|word| ["left", "right"].contains(&word)),
                "{}: `{property}: {value}` is physical",
                path.display()
            );
            let sides: Vec<&str> =
                if value.contains('(') { Vec::new() } else { value.split_whitespace().collect() };
            if let [_, right, _, left] = sides[..]
                && ["margin", "padding", "inset"].contains(&property)
            {
                assert_eq!(right, left, "{}: `{property}: {value}` has a left side", path.display());
            }
        }
    }
}
