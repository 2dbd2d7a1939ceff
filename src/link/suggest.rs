//! Suggestions for names that are no ids, such as the label of a tool instead of its id. A file is parsed without
//! knowledge of the others, so what was meant is known only here.

use std::rc::Rc;

use crate::diagnostic::{Diagnostic, Edit, UnreadName, is_sure, nearest};
use crate::model::Model;
use crate::parse::FileKind;
use crate::source::Sources;
use crate::url::Id;

use super::salary_names::SalaryNames;
use super::symbols::EntityKind;

/// Adds suggestions to the diagnostics about invalid names. An edit is machine-applicable only if it writes ids that the
/// site has.
pub fn suggest_names(diagnostics: &mut [Diagnostic], model: &Model, sources: &Sources) {
    let mut site = SiteNames { model, lists: Vec::new() };
    for diagnostic in diagnostics {
        let Some(name) = diagnostic.unread.take() else { continue };
        let text = sources.text(&name.place.file).unwrap_or_default();
        let suggestion = match name.key {
            "=" => fact(&name, &mut site),
            "@" => citation(&name, &site.list(NameKind::Entity(EntityKind::Source))),
            // A footnote with the id of a source is a citation.
            "^" => {
                let sources = site.list(NameKind::Entity(EntityKind::Source));
                let is_source = sources.all.iter().any(|(id, _)| *id == name.text);
                is_source.then(|| Suggestion::write(format!("[@{}]", name.text), false))
            }
            _ => match NameKind::of(&name).map(|kind| site.list(kind)) {
                Some(names) if !names.all.is_empty() => Some(reference(&name, &names, text)),
                _ => continue,
            },
        };
        let Some(Suggestion { help, replacement, is_certain }) = suggestion else { continue };
        // The stage that found it has suggested the same id, with a reason.
        if let (Some(edit), Some(replacement)) = (&mut diagnostic.edit, &replacement)
            && edit.replacement.trim_matches('"') == *replacement
            && is_certain
        {
            edit.machine_applicable = true;
            continue;
        }
        diagnostic.help = Some(help);
        diagnostic.edit = replacement.map(|replacement| Edit {
            place: name.place,
            replacement,
            machine_applicable: is_certain,
        });
    }
}

struct Suggestion {
    help: String,
    replacement: Option<String>,
    is_certain: bool,
}

impl Suggestion {
    fn write(replacement: String, is_certain: bool) -> Suggestion {
        let help = if is_certain {
            format!("write `{replacement}`")
        } else {
            format!("did you mean `{replacement}`?")
        };
        Suggestion { help, replacement: Some(replacement), is_certain }
    }
}

/// The kinds of ids that a name can refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NameKind {
    Entity(EntityKind),
    /// A level of any row.
    Level,
}

impl NameKind {
    /// The kind that a key refers to; `None` if it defines a name.
    fn of(name: &UnreadName) -> Option<NameKind> {
        if name.key == "level" { Some(NameKind::Level) } else { kind_of(name).map(NameKind::Entity) }
    }
}

/// The names of a site, by kind. A list is made when it is first needed.
struct SiteNames<'m> {
    model: &'m Model,
    lists: Vec<Rc<Names<'m>>>,
}

impl<'m> SiteNames<'m> {
    fn list(&mut self, kind: NameKind) -> Rc<Names<'m>> {
        if let Some(known) = self.lists.iter().find(|names| names.kind == kind) {
            return Rc::clone(known);
        }
        let slug = |label: &str| Id::slugify(label);
        let entry =
            |(id, labels): (&'m str, Vec<&'m str>)| (id, labels.into_iter().filter_map(slug).collect());
        let all = Names::all(kind, self.model).into_iter().map(entry).collect();
        let names = Rc::new(Names { kind, all });
        self.lists.push(Rc::clone(&names));
        names
    }
}

/// The ids that a name can refer to, each with its labels, written as ids.
struct Names<'m> {
    kind: NameKind,
    all: Vec<(&'m str, Vec<String>)>,
}

/// An id that was meant, and whether that is certain.
type Found<'m> = (&'m str, bool);

impl<'m> Names<'m> {
    fn all(kind: NameKind, model: &'m Model) -> Vec<(&'m str, Vec<&'m str>)> {
        fn entries<'m, K: crate::model::Idx, V>(
            table: &'m crate::model::Table<K, V>,
            labels: impl Fn(&'m V) -> Vec<&'m str>,
        ) -> Vec<(&'m str, Vec<&'m str>)> {
            table.iter().map(|(id, value)| (table.id(id).as_str(), labels(value))).collect()
        }
        let kind = match kind {
            NameKind::Entity(kind) => kind,
            NameKind::Level => {
                let levels = model.rows.values().flat_map(|row| &row.levels);
                return levels.map(|(id, label)| (id.as_str(), vec![label.as_str()])).collect();
            }
        };
        match kind {
            EntityKind::Role => entries(&model.roles, |role| vec![&role.name, &role.short]),
            EntityKind::Family => entries(&model.families, |family| vec![&family.label]),
            EntityKind::Group => entries(&model.groups, |label| vec![label]),
            EntityKind::Row => entries(&model.rows, |row| vec![&row.label]),
            EntityKind::Region => entries(&model.regions, |region| vec![&region.label]),
            EntityKind::Source => {
                entries(&model.references, |reference| vec![&reference.title, &reference.url])
            }
            EntityKind::Tool => entries(&model.tools, |tool| vec![&tool.name]),
            EntityKind::Category => entries(&model.categories, |label| vec![label]),
            EntityKind::Skill => entries(&model.skills, |skill| vec![&skill.name]),
            EntityKind::Series => entries(&model.series, |series| vec![&series.title]),
            EntityKind::Framework => entries(&model.frameworks, |framework| vec![&framework.name]),
            EntityKind::ScaleLevel => entries(&model.scale, |level| vec![&level.label]),
            EntityKind::Aspect => entries(&model.aspects, |aspect| vec![&aspect.label]),
            EntityKind::Grade => entries(&model.grades, |grade| vec![&grade.label]),
            EntityKind::Term => entries(&model.terms, |term| vec![&term.name]),
            EntityKind::Page => entries(&model.pages, |page| vec![&page.title]),
        }
    }

    /// Returns the id with this spelling or this label, or the nearest one.
    fn find(&self, text: &str) -> Option<Found<'m>> {
        self.exact(text).map(|id| (id, true)).or_else(|| self.near(text))
    }

    /// Returns the id with the most similar spelling.
    fn near(&self, text: &str) -> Option<Found<'m>> {
        let slug = Id::slugify(text)?;
        let ids = || self.all.iter().map(|(id, _)| *id);
        let near = nearest(&slug, ids())?;
        Some((near, is_sure(&slug, near, ids())))
    }

    /// Returns the only id with this spelling or this label.
    fn exact(&self, text: &str) -> Option<&'m str> {
        let slug = Id::slugify(text)?;
        if let Some((id, _)) = self.all.iter().find(|(id, _)| *id == slug) {
            return Some(id);
        }
        let mut found: Vec<&str> =
            self.all.iter().filter(|(_, labels)| labels.contains(&slug)).map(|(id, _)| *id).collect();
        found.dedup();
        if let [only] = found[..] { Some(only) } else { None }
    }

    /// Returns the ids of several names without commas between them: `kubernetes. helm`, `kubernetes and helm`.
    fn several(&self, text: &str) -> Option<Vec<&'m str>> {
        let separated = |parts: &mut dyn Iterator<Item = &str>| {
            let parts = parts.map(bare).filter(|part| !part.is_empty());
            let parts: Vec<&str> = parts.take(MAX_NAMES + 1).collect();
            if !(2..=MAX_NAMES).contains(&parts.len()) {
                return None;
            }
            parts.iter().map(|part| self.exact(part)).collect::<Option<Vec<&'m str>>>()
        };
        separated(&mut text.split(['.', '/', '|', '&', ',', ';', '+', '\n']))
            .or_else(|| separated(&mut text.split(" and ")))
            .or_else(|| separated(&mut text.split_whitespace()))
    }
}

/// The maximum number of names in one text.
const MAX_NAMES: usize = 12;

/// Removes quotes, brackets and marks of citations around a name.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || "\"'`“”„‘’«»[](){}@=".contains(c))
}

/// The kind of entity that a key refers to; `None` if the key defines an id.
fn kind_of(name: &UnreadName) -> Option<EntityKind> {
    let is_list_file = name.place.file.matches('/').count() == 1 && &*name.place.file != "content/fit.yaml";
    let is_framework = matches!(FileKind::of(&name.place.file), Some(FileKind::Framework(_)));
    Some(match (name.key, name.is_key) {
        ("at", false) => EntityKind::ScaleLevel,
        ("facts", true) if is_framework => EntityKind::Aspect,
        ("skills", false) if is_framework => EntityKind::Grade,
        ("roles", true) if is_framework => EntityKind::Role,
        ("family", false) => EntityKind::Family,
        ("group", false) => EntityKind::Group,
        ("region", false) => EntityKind::Region,
        ("category", false) => EntityKind::Category,
        ("tools", true) if !is_list_file => EntityKind::Category,
        ("tools" | "tool", false) => EntityKind::Tool,
        ("source" | "sources", false) => EntityKind::Source,
        ("skills" | "skill" | "learn", false) => EntityKind::Skill,
        ("facts", true) | ("row" | "rows", false) => EntityKind::Row,
        ("role" | "roles", false) | ("weights", true) => EntityKind::Role,
        ("term" | "see", false) => EntityKind::Term,
        ("series", false) => EntityKind::Series,
        ("limits", false) => EntityKind::Page,
        _ => return None,
    })
}

/// Suggests the id for a name of YAML or of a link.
fn reference(name: &UnreadName, names: &Names<'_>, text: &str) -> Suggestion {
    let written = bare(&name.text);
    if let Some(id) = names.exact(written) {
        return Suggestion::write(id.to_string(), true);
    }
    if let Some(ids) = names.several(written) {
        let start = name.place.span.start as usize;
        let before = text.get(..start).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        let shown: Vec<String> = ids.iter().map(|id| format!("`{id}`")).collect();
        let separator = if before.trim_end().ends_with(['[', ',']) {
            Some(", ".to_string())
        } else {
            (line.trim() == "-").then(|| format!("\n{line}"))
        };
        return Suggestion {
            help: match &separator {
                Some(_) => format!("write a comma between the names: {}", shown.join(", ")),
                None => format!("write one of {}", shown.join(", ")),
            },
            replacement: separator.map(|separator| ids.join(&separator)),
            is_certain: true,
        };
    }
    if let Some((id, is_certain)) = names.near(written) {
        return Suggestion { is_certain, ..Suggestion::write(id.to_string(), false) };
    }
    let help = match names.kind {
        NameKind::Entity(kind) => format!("write the id of a {}{}", kind.word(), kind.home()),
        NameKind::Level => "write one of the levels of its row in `content/comparison.yaml`".to_string(),
    };
    Suggestion { help, replacement: None, is_certain: false }
}

/// Suggests a citation for `[@Title]` and `[@a, b]`.
fn citation(name: &UnreadName, names: &Names<'_>) -> Option<Suggestion> {
    let written = bare(&name.text);
    if let Some(ids) = names.exact(written).map(|id| vec![id]).or_else(|| names.several(written)) {
        let citations: Vec<String> = ids.iter().map(|id| format!("[@{id}]")).collect();
        return Some(Suggestion::write(citations.join(" "), true));
    }
    let (id, is_certain) = names.near(written)?;
    Some(Suggestion { is_certain, ..Suggestion::write(format!("[@{id}]"), false) })
}

/// Suggests a reference for `[=judgment]`, `[=sre on-call]` and `[=on-call]`.
fn fact(name: &UnreadName, site: &mut SiteNames<'_>) -> Option<Suggestion> {
    let written = bare(&name.text);
    if let Some(word) = nearest(written, [JUDGEMENT]) {
        let is_certain = is_sure(written, word, [JUDGEMENT]);
        return Some(Suggestion { is_certain, ..Suggestion::write(format!("[={word}]"), false) });
    }
    let rows = site.list(NameKind::Entity(EntityKind::Row));
    if let Some(row) = rows.exact(written) {
        // In the guide to a role, its own fact is probably meant.
        let role = match FileKind::of(&name.place.file) {
            Some(FileKind::Guide(role)) => Some(role).filter(|role| site.model.roles.get(role).is_some()),
            _ => None,
        };
        return Some(match role {
            Some(role) => Suggestion::write(format!("[={role}.{row}]"), false),
            None => Suggestion {
                help: format!("name the role as well: `[=role.{row}]`"),
                replacement: None,
                is_certain: false,
            },
        });
    }
    let roles = site.list(NameKind::Entity(EntityKind::Role));
    if let Some((role, rest)) = written.split_once(".salary")
        && let Some(role) = roles.exact(role).and_then(|role| site.model.roles.get(role))
    {
        let names: Vec<&str> = rest.split('.').filter(|name| !name.is_empty()).collect();
        let (help, replacement) = SalaryNames::of(site.model).help((role, site.model.roles.id(role)), &names);
        return Some(Suggestion { help, replacement, is_certain: false });
    }
    for (at, separator) in written.match_indices(['.', '/', ':', ' ', ',', '#']) {
        let (role, row) = (written[..at].trim(), written[at + separator.len()..].trim());
        if let (Some((role, role_is_certain)), Some((row, row_is_certain))) =
            (roles.find(role), rows.find(row))
        {
            let is_certain = role_is_certain && row_is_certain;
            return Some(Suggestion::write(format!("[={role}.{row}]"), is_certain));
        }
    }
    None
}

/// The reference that marks the site's own judgement.
const JUDGEMENT: &str = "judgement";
