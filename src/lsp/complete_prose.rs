//! Completion in Markdown: citations, facts, links, and the keys of fences that draw something.

use super::complete::{Choice, ChoiceKind, Choices, MAX, codes, fits_name, fits_word, ids, word_span};
use super::site::FileContext;
use crate::diagnostic::Span;
use crate::model::{Model, RoleId, Routes, STATISTICS};
use crate::pages::{IdSource, fact_words};
use crate::parse::markdown::Heading;
use crate::parse::record::RowKind;
use crate::source::Area;
use crate::url::{relative_path, resolve_path};

/// Returns the choices at a cursor in a text.
pub(super) fn choices(cx: &FileContext<'_>, cursor: usize) -> Option<Choices> {
    let line = cx.text[..cursor].rfind('\n').map_or(0, |newline| newline + 1);
    let before = &cx.text[line..cursor];
    let model = cx.snapshot().model();
    if let Some(fence) = fence(&cx.text[..line]) {
        return in_fence(cx, fence, line, cursor);
    }
    if let Some(name) = before.find("<!--").map(|at| &before[at + 4..]).and_then(|comment| {
        comment.trim_start().strip_prefix("allow ").filter(|name| !name.contains([':', ' ']))
    }) {
        return Some(found(cx.text, cursor - name.len(), cursor, codes()));
    }
    let bracket = before.rfind('[').filter(|at| !before[*at..].contains(']'));
    if let Some(at) = bracket {
        let inner = &before[at + 1..];
        let start = line + at + 1;
        if inner.starts_with('@') {
            return Some(found(cx.text, start + 1, cursor, ids(model, IdSource::Source, None)));
        }
        if let Some(name) = inner.strip_prefix('=') {
            return Some(fact(cx, name, cursor));
        }
    }
    let opened = before.rfind("](").filter(|at| !before[*at..].contains([')', ' ']))?;
    link_target(cx, &before[opened + 2..], cursor)
}

fn found(text: &str, start: usize, cursor: usize, list: Vec<Choice>) -> Choices {
    Choices { span: word_span(text, start, cursor), list }
}

/// Returns the rest of `[=role.row]` and `[=role.salary.series.region.statistic]`.
fn fact(cx: &FileContext<'_>, name: &str, cursor: usize) -> Choices {
    let model = cx.snapshot().model();
    let names: Vec<&str> = name.split('.').collect();
    let written = names.last().map_or(0, |name| name.len());
    let role = model.roles.get(names[0]);
    let list = match (&names[..], role) {
        ([_], _) => {
            let mut choices = ids(model, IdSource::Role, None);
            for choice in &mut choices {
                choice.insert = Some(format!("{}.", choice.label));
            }
            choices.push(Choice {
                label: "judgement".to_string(),
                detail: "the marker of the site's own judgement".to_string(),
                kind: ChoiceKind::Word,
                ..Choice::default()
            });
            choices
        }
        ([_, _], Some(role)) => rows_of(model, role),
        ([_, salary, rest @ ..], Some(role)) if *salary == "salary" => figures(model, role, rest),
        _ => Vec::new(),
    };
    found(cx.text, cursor - written, cursor, list)
}

/// Returns the rows in which a role has a fact, each with the words that it prints.
fn rows_of(model: &Model, role: RoleId) -> Vec<Choice> {
    let rows = model.rows.iter().filter(|(_, row)| !matches!(row.kind, RowKind::Tools | RowKind::Salary));
    let row = |(id, row): (crate::model::RowId, &crate::model::Row)| {
        let words = fact_words(model, role, id)?;
        Some(Choice {
            label: model.rows.id(id).to_string(),
            detail: row.label.clone(),
            documentation: words,
            ..Choice::default()
        })
    };
    let mut list: Vec<Choice> = rows.filter_map(row).collect();
    if model.series.values().any(|series| series.figures_of(role).next().is_some()) {
        list.push(Choice {
            label: "salary".to_string(),
            detail: "a salary figure".to_string(),
            insert: Some("salary.".to_string()),
            kind: ChoiceKind::Word,
            ..Choice::default()
        });
    }
    list
}

/// Returns the next name of a salary figure, after those in `names`.
fn figures(model: &Model, role: RoleId, names: &[&str]) -> Vec<Choice> {
    let mut list: Vec<Choice> = Vec::new();
    let mut add = |label: &str, detail: &str, is_last: bool| {
        if list.iter().all(|known| known.label != label) {
            list.push(Choice {
                label: label.to_string(),
                detail: detail.to_string(),
                insert: (!is_last).then(|| format!("{label}.")),
                ..Choice::default()
            });
        }
    };
    for (id, series) in model.series.iter() {
        for (_, figure) in series.figures_of(role).filter(|(_, figure)| figure.level.is_none()) {
            let (series_id, region) =
                (model.series.id(id).as_str(), model.regions.id(figure.region).as_str());
            match names {
                [_] => add(series_id, &series.title, false),
                [own, _] if *own == series_id => add(region, &model.regions[figure.region].label, false),
                [own, own_region, _] if *own == series_id && *own_region == region => {
                    for (statistic, _) in
                        STATISTICS.iter().zip(figure.amounts).filter(|(_, amount)| amount.is_some())
                    {
                        add(statistic, "", true);
                    }
                }
                _ => {}
            }
        }
    }
    list
}

/// The schemes of links to things of the site.
const SCHEMES: [(&str, &str); 5] = [
    ("role:", "the page of a role"),
    ("tool:", "the page of a tool"),
    ("term:", "a term of the glossary"),
    ("source:", "an entry of the list of sources"),
    ("compare:", "the comparison of two roles: `compare:first/second`"),
];

/// Returns the rest of a link.
fn link_target(cx: &FileContext<'_>, written: &str, cursor: usize) -> Option<Choices> {
    let model = cx.snapshot().model();
    if let Some((target, anchor)) = written.split_once('#') {
        return Some(found(cx.text, cursor - anchor.len(), cursor, anchors(cx, target)));
    }
    let of = |name: &str, source| Some(found(cx.text, cursor - name.len(), cursor, ids(model, source, None)));
    match written.split_once(':') {
        Some(("role", name)) => return of(name, IdSource::Role),
        Some(("tool", name)) => return of(name, IdSource::Tool),
        Some(("term", name)) => return of(name, IdSource::Term),
        Some(("source", name)) => return of(name, IdSource::Source),
        Some(("compare", names)) => {
            let name = names.rsplit('/').next().unwrap_or_default();
            let mut choices = of(name, IdSource::Role)?;
            for choice in choices.list.iter_mut().filter(|_| !names.contains('/')) {
                choice.insert = Some(format!("{}/", choice.label));
            }
            return Some(choices);
        }
        Some(_) => return None,
        None => {}
    }
    let mut list: Vec<Choice> = if written.starts_with('/') {
        let pages = Routes::new(model);
        let pages = pages.iter_single().map(|route| (route.url(model), route));
        let pages = pages.filter(|(address, _)| address.ends_with('/'));
        let page = |(address, route)| Choice {
            label: address,
            detail: crate::pages::page_name(model, route).unwrap_or_default(),
            kind: ChoiceKind::File,
            ..Choice::default()
        };
        pages.map(page).collect()
    } else {
        let scheme = |(scheme, about): (&str, &str)| Choice {
            label: scheme.to_string(),
            detail: about.to_string(),
            kind: ChoiceKind::Word,
            ..Choice::default()
        };
        SCHEMES.map(scheme).to_vec()
    };
    if !written.starts_with('/') {
        list.extend(files(cx, written));
    }
    let end = cx.text[cursor..].find([')', ' ', '#', '\n']).unwrap_or(0);
    Some(Choices { span: Span::new(cursor - written.len(), cursor + end), list })
}

/// Returns files that a link may lead to, by their paths from this file: those whose path or name fits a word, and no more than are sent.
fn files(cx: &FileContext<'_>, word: &str) -> Vec<Choice> {
    let (snapshot, model) = (cx.snapshot(), cx.snapshot().model());
    let texts = snapshot
        .documents()
        .iter()
        .filter(|document| document.body.prose().is_some() && !document.body.is_draft());
    let texts = texts.map(|document| &document.file);
    let statics = snapshot.sources().area(Area::Static).filter(|file| !file.built_in).map(|file| &file.path);
    let file = |path: &std::sync::Arc<str>| {
        let label = relative_path(&cx.file, path);
        let name = || crate::pages::page_name(model, crate::pages::page_of_file(model, path)?);
        let detail = name().unwrap_or_default();
        (fits_word(word, &label) || fits_name(word, &detail)).then(|| Choice {
            label,
            detail,
            kind: ChoiceKind::File,
            ..Choice::default()
        })
    };
    texts.chain(statics).filter(|path| **path != cx.file).filter_map(file).take(MAX + 1).collect()
}

/// Returns the headings of the text of a file.
pub(super) fn headings<'c>(cx: &'c FileContext<'_>, file: &str) -> &'c [Heading] {
    let document = if *file == *cx.file { cx.document() } else { cx.site.document(file) };
    document.and_then(|document| document.body.prose()).map_or(&[], |prose| &prose.headings)
}

/// Returns the anchors of the page that a link leads to.
fn anchors(cx: &FileContext<'_>, target: &str) -> Vec<Choice> {
    use crate::parse::FileKind;
    let model = cx.snapshot().model();
    let of_rows = || ids(model, IdSource::Row, None);
    let file = match target.split_once(':') {
        None if target.is_empty() => cx.file.to_string(),
        None if target.starts_with('/') => return Vec::new(),
        None => resolve_path(&cx.file, target).unwrap_or_default(),
        Some(("role", id)) => FileKind::Guide(id).path(),
        Some(("term", id)) => FileKind::Term(id).path(),
        Some(("compare", _)) => return of_rows(),
        Some(_) => return Vec::new(),
    };
    let heading = |heading: &Heading| Choice {
        label: heading.id.clone(),
        detail: heading.text.clone(),
        kind: ChoiceKind::Word,
        ..Choice::default()
    };
    headings(cx, &file).iter().map(heading).collect()
}

/// Returns the language of the fence that is open at the end of a text, and the lines in it.
fn fence(text: &str) -> Option<(&str, &str)> {
    let mut open: Option<(&str, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        at += line.len();
        if let Some(info) = line.trim_start().strip_prefix("```") {
            open = if open.is_some() { None } else { Some((info.trim(), at)) };
        }
    }
    open.map(|(language, start)| (language, &text[start..]))
}

/// Returns the keys of a fence and the ids that they take.
fn in_fence(
    cx: &FileContext<'_>,
    (language, _): (&str, &str),
    line: usize,
    cursor: usize,
) -> Option<Choices> {
    let model = cx.snapshot().model();
    let keys: &[(&str, &str, IdSource)] = match language {
        "compare" => {
            &[("roles", "two to four roles", IdSource::Role), ("rows", "the rows to show", IdSource::Row)]
        }
        "salary" => &[
            ("series", "the salary dataset", IdSource::New),
            ("roles", "the roles to show; by default all", IdSource::Role),
            ("region", "the region to show; by default all", IdSource::Region),
        ],
        _ => return None,
    };
    let before = &cx.text[line..cursor];
    let Some((key, value)) = before.split_once(':') else {
        let key = |(key, about, source): &(&str, &str, IdSource)| {
            let is_list = matches!(source, IdSource::Role | IdSource::Row);
            Choice {
                label: (*key).to_string(),
                detail: (*about).to_string(),
                kind: ChoiceKind::Key,
                insert: Some(format!("{key}: ")),
                snippet: Some(if is_list { format!("{key}: [$1]$0") } else { format!("{key}: $1$0") }),
                ..Choice::default()
            }
        };
        return Some(found(cx.text, line, cursor, keys.iter().map(key).collect()));
    };
    let (_, _, source) = keys.iter().find(|(own, ..)| *own == key.trim())?;
    let word = value.rsplit(['[', ',', ' ']).next().unwrap_or_default();
    let list = if *source == IdSource::New {
        let series = |(id, series): (crate::model::SeriesId, &crate::model::Series)| Choice {
            label: model.series.id(id).to_string(),
            detail: series.title.clone(),
            ..Choice::default()
        };
        model.series.iter().map(series).collect()
    } else {
        ids(model, *source, None)
    };
    Some(found(cx.text, cursor - word.len(), cursor, list))
}
