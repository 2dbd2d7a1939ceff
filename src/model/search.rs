//! The number of shards of the search index. It is estimated from the sizes of names and texts, because the addresses of
//! all files are known before their content; `pages/outputs/search` divides the index into as many.

use super::{CellValue, Model, Prose, ProsePart};

/// A part of the search index that the browser fetches when a query needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SearchShard {
    /// The words of names that the first file has no room for.
    Names(u32),
    /// The names, descriptions, facts and headings themselves.
    Entries(u32),
    /// The words of texts, and of descriptions and headings that the first file has no room for.
    Texts(u32),
}

impl SearchShard {
    /// Returns the name of the file without its extension: `names-0`.
    pub fn file(self) -> String {
        match self {
            SearchShard::Names(number) => format!("names-{number}"),
            SearchShard::Entries(number) => format!("entries-{number}"),
            SearchShard::Texts(number) => format!("texts-{number}"),
        }
    }

    /// Returns the shards of a site's index.
    pub fn all(model: &Model) -> Vec<SearchShard> {
        let SearchShards { names, entries, texts } = SearchShards::of(model);
        let names = (0..names).map(SearchShard::Names);
        let entries = (0..entries).map(SearchShard::Entries);
        names.chain(entries).chain((0..texts).map(SearchShard::Texts)).collect()
    }
}

/// The number of shards of each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SearchShards {
    /// The number of [`SearchShard::Names`]; 0 if the first file has all names.
    pub names: u32,
    /// The number of [`SearchShard::Entries`]; 0 if the first file has all names, descriptions, facts and headings.
    pub entries: u32,
    /// The number of [`SearchShard::Texts`]; 0 if the first file has the words of all texts.
    pub texts: u32,
}

/// The most bytes of names, descriptions, facts and headings that the first file always has room for.
const FIRST: usize = 100_000;

/// The most bytes of HTML whose words the first file has room for.
const SHORT: usize = 60_000;

/// The bytes of entries for each shard of them; 20 to 25 KB when compressed.
const ENTRIES: usize = 60_000;

/// The bytes of names for each shard of their words; a word of a name takes about as many bytes as a place.
const NAMES: usize = 80_000;

/// The bytes of HTML for each shard of its words; about 20 KB when compressed.
const TEXTS: usize = 160_000;

/// The bytes of an entry beside its name and description, and those of a fact that is no text and of a level's name, on average.
const EACH: usize = 12;
const FACT: usize = 16;
const LEVEL: usize = 90;

impl SearchShards {
    /// Estimates how many shards a site needs.
    pub fn of(model: &Model) -> SearchShards {
        let (named, described) = Self::bytes_of_entries(model);
        let prose: usize = texts(model).map(bytes_of_prose).sum();
        let count = |bytes: usize, each: usize| u32::try_from(bytes.div_ceil(each)).unwrap_or(u32::MAX);
        let is_small = named + described <= FIRST;
        SearchShards {
            names: if is_small { 0 } else { count(named, NAMES) },
            entries: if is_small { 0 } else { count(named + described, ENTRIES) },
            texts: if is_small && prose <= SHORT { 0 } else { count(prose + described, TEXTS).max(1) },
        }
    }

    /// Returns the bytes of all names, and those of descriptions, facts and headings.
    fn bytes_of_entries(model: &Model) -> (usize, usize) {
        let (mut named, mut described) = (0, 0);
        let mut add = |names: usize, line: usize| {
            named += names + EACH;
            described += line;
        };
        let sum = |names: &[String]| names.iter().map(|name| name.len() + 3).sum::<usize>();
        let mut facts = 0;
        for role in model.roles.values() {
            add(role.name.len() + role.short.len() + sum(&role.also_known_as), role.summary.len());
            let cells = model.rows.indices().filter_map(|row| role.cell(row));
            facts += cells.map(|cell| bytes_of_fact(&cell.value)).sum::<usize>();
        }
        for tool in model.tools.values() {
            add(tool.name.len() + sum(&tool.also_known_as), tool.line.len());
        }
        for term in model.terms.values() {
            add(term.name.len() + sum(&term.also_known_as), term.line.len());
        }
        for article in model.articles.values() {
            add(article.title.len(), article.summary.len());
        }
        for page in model.pages.values() {
            add(page.title.len(), page.summary.len());
        }
        for tag in model.tags.values() {
            add(2 * tag.name.len(), 0);
        }
        let levels_of =
            |role| model.scale.indices().filter(move |level| model.has_role_level(role, *level)).count();
        let levels: usize = model.roles_with_ladder().into_iter().map(|role| 2 * levels_of(role)).sum();
        let headings = |prose: &Prose| prose.headings.iter().map(|heading| heading.id.len()).sum::<usize>();
        described += facts + texts(model).map(headings).sum::<usize>();
        (named + levels * LEVEL, described)
    }
}

fn texts(model: &Model) -> impl Iterator<Item = &Prose> {
    let guides = model.guides.iter().map(|(_, guide)| &guide.prose);
    let terms = model.terms.values().map(|term| &term.prose);
    let articles = model.articles.values().map(|article| &article.prose);
    let pages = model.pages.values().map(|page| &page.prose);
    guides.chain(terms).chain(articles).chain(pages).chain(model.pairs.values().map(|words| &words.prose))
}

fn bytes_of_fact(value: &CellValue) -> usize {
    match value {
        CellValue::Text(text) | CellValue::Link { text, .. } => text.len(),
        CellValue::Items(items) => items.iter().map(|item| item.len() + 2).sum(),
        _ => FACT,
    }
}

fn bytes_of_prose(prose: &Prose) -> usize {
    let bytes = |part: &ProsePart| if let ProsePart::Html(html) = part { html.len() } else { 0 };
    prose.parts.iter().map(bytes).sum()
}
