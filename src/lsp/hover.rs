//! The description of the word under the mouse.

use std::fmt::Write as _;

use lsp_types::{Contents, Hover, MarkupContent, MarkupKind};

use super::code_info::explanation;
use super::navigate::{name_at, placeholder};
use super::schema::SchemaPart;
use super::site::FileContext;
use super::template;
use super::yaml_outline::{Outline, Step};
use crate::diagnostic::{Code, Span};
use crate::model::{Model, Provenance, ReferenceId, RoleId, RowId, Symbol};
use crate::pages::{cell_text, figure_words};
use crate::parse::markdown::ParsedPlaceholder;
use crate::parse::record::{Confidence, ReadExtent};
use crate::parse::{FileKind, content_file, front_matter_range};

/// Returns what is known about an offset.
pub(super) fn hover(cx: &FileContext<'_>, offset: usize) -> Option<Hover> {
    let found = code(cx, offset)
        .or_else(|| template::hover(cx, offset))
        .or_else(|| reference(cx, offset))
        .or_else(|| fact_key(cx, offset))
        .or_else(|| name_at(cx, offset).and_then(|(span, symbol)| Some((span, about(cx, &symbol)?))))
        .or_else(|| key(cx, offset));
    let (span, text) = match (found, problem(cx, offset)) {
        (Some((span, text)), Some((_, problem))) => (span, format!("{text}\n\n---\n\n{problem}")),
        (Some(found), None) | (None, Some(found)) => found,
        (None, None) => return None,
    };
    let value = text.trim().to_string();
    let contents = Contents::MarkupContent(MarkupContent { kind: MarkupKind::Markdown, value });
    Some(Hover { contents, range: Some(cx.lines.range(span)) })
}

type Found = (Span, String);

/// A fact or figure in a text.
fn reference(cx: &FileContext<'_>, offset: usize) -> Option<Found> {
    let model = cx.snapshot().model();
    let found = placeholder(cx, offset)?;
    let text = match &found.value {
        ParsedPlaceholder::Fact(role, row) => {
            let (role, row) = (model.roles.get(role.value.as_str())?, model.rows.get(row.value.as_str())?);
            fact(model, role, row)?
        }
        ParsedPlaceholder::Pay(name) => {
            let (series, figure, statistic) = super::inlay::figure(cx, name)?;
            let record = &model.series[series];
            let mut text =
                format!("**{}**\n\n{}\n\n", record.title, figure_words(model, series, figure, statistic));
            source_lines(model, &[record.source], &mut text);
            let _ = write!(text, "\n\nLicence: {}", record.licence);
            text
        }
        ParsedPlaceholder::Judgement => "The marker of the site's own judgement.".to_string(),
        _ => return None,
    };
    Some((found.span, text))
}

/// A key of `facts` in the file of a role: its row, and the fact as readers see it.
fn fact_key(cx: &FileContext<'_>, offset: usize) -> Option<Found> {
    let Some(FileKind::Role(role)) = FileKind::of(&cx.file) else { return None };
    let model = cx.snapshot().model();
    let (span, Symbol::Row(row)) = name_at(cx, offset)? else { return None };
    let fact = model.roles.get(role).and_then(|role| fact(model, role, row));
    Some((span, format!("{}\n\n{}", row_text(model, row), fact.unwrap_or_default())))
}

/// Returns a fact with its sources and its confidence.
fn fact(model: &Model, role: RoleId, row: RowId) -> Option<String> {
    let cell = model.roles[role].cell(row)?;
    let mut text = format!(
        "**{}: {}**\n\n{}\n\n",
        model.roles[role].short,
        model.rows[row].label,
        escape(&cell_text(model, role, row))
    );
    match &cell.provenance {
        Provenance::Sources(sources) => source_lines(model, sources, &mut text),
        Provenance::Judgement => text.push_str("The site's own judgement"),
        Provenance::Nothing => text.push_str("No source"),
    }
    let confidence = match cell.confidence {
        Confidence::High => "high",
        Confidence::Medium => "medium",
        Confidence::Low => "low",
    };
    let _ = write!(text, "\n\nConfidence: {confidence}");
    if let Some(change) = cell.changes.first() {
        let _ = write!(text, "\n\nChanged on {}: {}", change.on, escape(&change.why));
    }
    Some(text)
}

fn source_lines(model: &Model, sources: &[ReferenceId], text: &mut String) {
    let lines: Vec<String> =
        sources.iter().map(|source| format!("- {}", source_line(model, *source))).collect();
    text.push_str(&lines.join("\n"));
}

fn source_line(model: &Model, source: ReferenceId) -> String {
    let source = &model.references[source];
    let date = source.published.map_or(String::new(), |date| format!(", {}", date.year));
    format!("[{}]({}), {}{date}", escape(&source.title), source.url, escape(&source.publisher))
}

fn row_text(model: &Model, row: RowId) -> String {
    let own = &model.rows[row];
    let mut text = format!("**{}** ({})\n\n{}", own.label, own.kind.word(), escape(&own.question));
    if let Some(read) = &own.read {
        let _ = write!(text, "\n\n{}", escape(read));
    }
    if !own.levels.is_empty() {
        let levels: Vec<String> =
            own.levels.iter().map(|(id, label)| format!("`{id}` ({})", escape(label))).collect();
        let _ = write!(text, "\n\nLevels, from lowest to highest: {}", levels.join(", "));
    }
    if !own.unit.is_empty() {
        let _ = write!(text, "\n\nUnit: {}", escape(&own.unit));
    }
    text
}

/// Returns what is known about a symbol.
fn about(cx: &FileContext<'_>, symbol: &Symbol) -> Option<String> {
    let model = cx.snapshot().model();
    let named = |name: &str, line: &str| format!("**{}**\n\n{}", escape(name), escape(line));
    Some(match symbol {
        Symbol::Role(id) => {
            let role = &model.roles[*id];
            let family = &model.families[role.family].label;
            format!(
                "**{}**\n\nSomeone who {}\n\nFamily: {}",
                role.name,
                lower_first(&role.summary),
                escape(family)
            )
        }
        Symbol::Family(id) => named(&model.families[*id].label, &model.families[*id].line),
        Symbol::Group(id) => named(&model.groups[*id], "A group of rows."),
        Symbol::Row(id) => row_text(model, *id),
        Symbol::Level(row, level) => {
            let row = &model.rows[*row];
            let (_, label) = row.levels.get(*level)?;
            let number = level + 1;
            format!(
                "**{}**\n\nLevel {number} of {} of {}",
                escape(label),
                row.levels.len(),
                escape(&row.label)
            )
        }
        Symbol::Region(id) => named(&model.regions[*id].label, "A region of salary figures."),
        Symbol::Source(id) => {
            let source = &model.references[*id];
            let extent = match source.seen {
                ReadExtent::Full => "in full",
                ReadExtent::Excerpt => "its introduction",
                ReadExtent::Section => "the section that is cited",
                ReadExtent::Secondary => "another document that quotes it",
            };
            let mut text = format!("{}\n\nRead on {}: {extent}", source_line(model, *id), source.accessed);
            if let Some(note) = &source.note {
                let _ = write!(text, "\n\n{}", escape(note));
            }
            text
        }
        Symbol::Tool(id) => {
            let tool = &model.tools[*id];
            let category = &model.categories[tool.category];
            format!(
                "**[{}]({})**\n\n{}\n\nCategory: {}",
                escape(&tool.name),
                tool.url,
                escape(&tool.line),
                escape(category)
            )
        }
        Symbol::Category(id) => named(&model.categories[*id], "A category of tools."),
        Symbol::Skill(id) => named(&model.skills[*id].name, &model.skills[*id].line),
        Symbol::Series(id) => {
            let series = &model.series[*id];
            let mut text = format!("**{}**\n\n{}\n\n", escape(&series.title), escape(&series.method));
            source_lines(model, &[series.source], &mut text);
            text
        }
        Symbol::ScaleLevel(id) => named(&model.scale[*id].label, &model.scale[*id].line),
        Symbol::Aspect(id) => named(&model.aspects[*id].label, &model.aspects[*id].question),
        Symbol::Grade(id) => named(&model.grades[*id].label, &model.grades[*id].line),
        Symbol::Framework(id) => named(&model.frameworks[*id].name, &model.frameworks[*id].publisher),
        Symbol::Term(id) => named(&model.terms[*id].name, &model.terms[*id].line),
        Symbol::Article(id) => named(&model.articles[*id].title, &model.articles[*id].summary),
        Symbol::Page(id) => named(&model.pages[*id].title, &model.pages[*id].summary),
        Symbol::Heading(file, anchor) => {
            let headings = super::complete_prose::headings(cx, file);
            let heading = headings.iter().find(|heading| *heading.id == **anchor)?;
            format!("**{}**, a heading of `{file}`", escape(&heading.text))
        }
        Symbol::Static(path) => format!("`static/{path}`"),
        Symbol::Address(route) => {
            let name = crate::pages::page_name(model, *route)?;
            format!("**{}**\n\n`{}`", escape(&name), route.url(model))
        }
        Symbol::FrameworkSkill(..) | Symbol::LadderLevel(..) | Symbol::Question(_) | Symbol::Answer(_) => {
            return None;
        }
    })
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
    escape(&format!("{first}{}", letters.as_str()))
}

/// A key of YAML, with its documentation.
fn key(cx: &FileContext<'_>, offset: usize) -> Option<Found> {
    let (yaml, start) = if cx.file.ends_with(".yaml") {
        (cx.text, 0)
    } else {
        let range = front_matter_range(cx.text).filter(|range| range.contains(&offset))?;
        (&cx.text[range.clone()], range.start)
    };
    let outline = Outline::new(yaml);
    let at = outline.at(offset - start)?;
    let entry = &outline.entries[at];
    let path = outline.path(Some(at));
    let part = SchemaPart::of_file(&cx.file)?.at(&path)?;
    let Some(Step::Key(name)) = path.last() else { return None };
    let in_key = (entry.span.start..=entry.span.end).contains(&(offset - start));
    let span = if in_key { &entry.span } else { &entry.value };
    // A word of a fixed list.
    let word = yaml.get(entry.value.clone()).filter(|_| !in_key);
    let words = part.words();
    if let Some((word, about)) = words.iter().find(|(own, _)| Some(*own) == word) {
        return Some((Span::new(span.start, span.end).shifted(start), format!("`{word}`\n\n{about}")));
    }
    if !in_key || part.description().is_empty() {
        return None;
    }
    let mut text = format!("`{name}`");
    if let Some(title) = part.title() {
        let _ = write!(text, ": {title}");
    }
    let _ = write!(text, "\n\n{}", part.description());
    if !words.is_empty() {
        let words: Vec<String> = words.iter().map(|(word, about)| format!("- `{word}`: {about}")).collect();
        let _ = write!(text, "\n\n{}", words.join("\n"));
    }
    Some((Span::new(span.start, span.end).shifted(start), text))
}

/// A diagnostic code in a suppression, or in `allow` of `site.yaml`.
fn code(cx: &FileContext<'_>, offset: usize) -> Option<Found> {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let start = cx.text.get(..offset)?.rfind(|c| !is_part(c)).map_or(0, |at| at + 1);
    let end = offset + cx.text[offset..].find(|c| !is_part(c)).unwrap_or(cx.text.len() - offset);
    let word = cx.text.get(start..end)?;
    let code = Code::find(word).or_else(|| Code::find_former(word))?;
    let line = cx.text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    let before = &cx.text[line..start];
    let in_comment = before.trim_end().ends_with("allow") && before.contains(['#', '!', '/', '*']);
    let in_list = &*cx.file == content_file::SITE && {
        let outline = Outline::new(cx.text);
        outline
            .at(offset)
            .is_some_and(|at| outline.path(Some(at)).first() == Some(&Step::Key("allow".to_string())))
    };
    (in_comment || in_list).then(|| (Span::new(start, end), explanation(code)))
}

/// The diagnostics at an offset, each with the rule in one sentence.
fn problem(cx: &FileContext<'_>, offset: usize) -> Option<Found> {
    let report = cx.site.report();
    let here = report.diagnostics().iter().filter_map(|diagnostic| {
        let place = diagnostic.place.as_ref().filter(|place| place.file == cx.file)?;
        let range = place.span.start as usize..place.span.end as usize;
        (range.contains(&offset)).then_some((place.span, diagnostic.code))
    });
    let mut found: Vec<(Span, Code)> = here.collect();
    found.sort_by_key(|(span, code)| (span.end - span.start, *code));
    found.dedup_by_key(|(_, code)| *code);
    let (span, _) = found.first()?;
    let rules: Vec<String> =
        found.iter().map(|(_, code)| format!("`{}`: {}", code.name(), code.describe())).collect();
    Some((*span, rules.join("\n\n")))
}

/// Escapes what Markdown would read as markup in a text of the site.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '*' | '_' | '[' | ']' | '<' | '>' | '`' | '\\' | '#') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
