//! Generates `/search/index.json`, everything that the browser needs to answer a query. It is fetched once, as a whole,
//! when the reader begins to search; `static/assets/search/index.js` reads it. Pairs are not included: the browser combines
//! them, and their addresses, from two roles.
//!
//! | key | content |
//! |---|---|
//! | `kinds` | for each kind of entry, most relevant first: its name, its address with `*` for the id, and its entries: id, names (a role's second is its short name), description. The id is empty if it is the first name in the usual form ([`dashed`]) |
//! | `anchors` | for each row, the anchor of its fact on the page of a role |
//! | `facts` | for each role and row, the text of the cell without its note; `1` for a fact without text here, `0` for none |
//! | `turned` | the pairs of roles, by number, whose page shows the second role first |
//! | `featured` | the featured pairs |
//! | `regions` | the regions with salary figures: id, name, and the numbers of the roles that have figures there |
//! | `asked` | the words that readers search with (`search_words` of `site.yaml`), and where they lead: the number of a row, a role or a region, the name of a section, the address of a page |
//! | `scale`, `publishers` | the levels of the common scale as id and name, and the publishers of frameworks |
//! | `headings` | every distinct heading: its text, or its anchor and its text if the anchor is not the text in the usual form |
//! | `texts` | for each text: the number of its kind, its number there, and its headings by number; the text of a pair has `-1` and the numbers of both roles |
//! | `words`, `places` | an inverted index of the texts by section, with the sections numbered through all texts: the part before the first heading, then the part below each. See [`super::places`] for the encoding |
//!
//! The size is limited for large sites. Names, rows and pairs are always included. Descriptions are included up to
//! [`SENTENCES`] bytes, in the order of the kinds; the words of facts, all of them or, beyond [`FACTS`] bytes, none. Texts
//! beyond [`SECTIONS`] sections have no headings and count as one section each. Of the postings of texts, as many as fit into
//! [`SIZE`] are included, rarest words first ([`super::places`]), but at least [`LEAST`] and at least eight for each text.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::places::Places;
use super::text::sections;
use crate::model::{Idx as _, Model, Pair, Prose, RegionId, RoleId, RowId, SearchWords};
use crate::pages::parts::cell::cell_words;
use crate::pages::parts::prose::heading_words;
use crate::parse::record::RowKind;

/// The most bytes of descriptions.
const SENTENCES: usize = 256 * 1024;

/// The most bytes of facts.
const FACTS: usize = 128 * 1024;

/// The most sections indexed separately.
const SECTIONS: usize = 16 * 1024;

/// Target size of the file in bytes after compression by the host: with the scripts that read it, less than 60 KB.
/// Prose gets what the other parts leave.
const SIZE: usize = 42_000;

/// The fewest postings kept for prose, whatever the size.
const LEAST: usize = 5_400;

/// Positions of kinds in `kinds`.
const ROLE: i32 = 0;
const TERM: i32 = 2;
const ARTICLE: i32 = 3;
const PAGE: i32 = 6;

/// Builds the search index of a site.
pub(in crate::pages) fn index(model: &Model) -> String {
    let numbers = |pair: &Pair| {
        let (a, b) = pair.roles();
        json!([a.index(), b.index()])
    };
    let turned = model.pairs.keys().filter(|pair| model.display_order(**pair) != pair.roles());
    let SearchTexts { places, headings, list: texts, .. } = SearchTexts::of(model);
    let room = LEAST.max(8 * texts.len());
    let regions = regions_with_figures(model);
    let mut index = json!({
        "kinds": kinds(model),
        "anchors": model.rows.indices().map(|row| anchor(model, row)).collect::<Vec<_>>(),
        "facts": facts(model),
        "turned": turned.map(numbers).collect::<Vec<_>>(),
        "featured": model.site.featured.iter().map(numbers).collect::<Vec<_>>(),
        "regions": regions.iter().map(|(id, roles)| json!([model.regions.id(*id), model.regions[*id].label, roles])).collect::<Vec<_>>(),
        "asked": model.site.search_words.iter().map(|words| asked(model, &regions, words)).collect::<Vec<_>>(),
        "scale": model.scale.iter().map(|(id, level)| json!([model.scale.id(id), level.label])).collect::<Vec<_>>(),
        "publishers": publishers(model),
        "headings": headings,
        "texts": texts,
    });
    // Measured with gzip on this repository's site: JSON shrinks to three eighths, and a posting, with its share of
    // the words, takes 1.7 bytes.
    let left = SIZE.saturating_sub(index.to_string().len() * 3 / 8);
    let (words, places) = places.write(room.max(left * 10 / 17));
    index["words"] = json!(words);
    index["places"] = json!(places);
    index.to_string()
}

/// A kind of entry: its name, its address, and its entries as id, names and description.
type SearchSection<'m> = (&'static str, &'m str, Vec<(&'m str, Vec<&'m str>, &'m str)>);

fn kinds(model: &Model) -> Vec<Value> {
    fn names<'m>(first: &'m str, others: &'m [String]) -> Vec<&'m str> {
        std::iter::once(first).chain(others.iter().map(String::as_str)).collect()
    }
    let roles = model.roles.iter().map(|(id, role)| {
        let mut names = names(&role.name, &role.also_known_as);
        names.insert(1, &role.short);
        (model.roles.id(id).as_str(), names, role.summary.as_str())
    });
    let tools = model.tools.iter().map(|(id, tool)| {
        (model.tools.id(id).as_str(), names(&tool.name, &tool.also_known_as), tool.line.as_str())
    });
    let terms = model.terms.iter().map(|(id, term)| {
        (model.terms.id(id).as_str(), names(&term.name, &term.also_known_as), term.line.as_str())
    });
    let articles = model.articles.iter().map(|(id, article)| {
        (model.articles.id(id).as_str(), vec![article.title.as_str()], article.summary.as_str())
    });
    let rows = model
        .rows
        .iter()
        .map(|(id, row)| (model.rows.id(id).as_str(), vec![row.label.as_str()], row.question.as_str()));
    let series = model
        .series
        .iter()
        .map(|(id, series)| (model.series.id(id).as_str(), vec![series.title.as_str()], ""));
    let lists = super::lists(model);
    let tags = model.tags.iter().map(|(id, tag)| (format!("tags/{}", model.tags.id(id)), tag));
    let tags: Vec<_> = tags.collect();
    let pages = model
        .pages
        .iter()
        .map(|(id, page)| (model.pages.id(id).as_str(), vec![page.title.as_str()], page.summary.as_str()))
        .chain(lists.iter().map(|(id, title, _)| (id.as_str(), vec![title.as_str()], "")))
        .chain(tags.iter().map(|(id, tag)| (id.as_str(), vec![tag.name.as_str()], "")));
    let families = model.families.iter().map(|(id, family)| {
        (model.families.id(id).as_str(), vec![family.label.as_str()], family.line.as_str())
    });
    let categories = model
        .categories
        .iter()
        .map(|(id, label)| (model.categories.id(id).as_str(), vec![label.as_str()], ""));
    let levels = super::levels::names(model);
    let levels = levels
        .iter()
        .map(|level| (level.address.as_str(), level.names.iter().map(String::as_str).collect(), ""));
    let path = &model.site.entity.path;
    let (role_page, family_anchor) = (format!("{path}/*/"), format!("{path}/#*"));
    let kinds: [SearchSection<'_>; 10] = [
        ("role", &role_page, roles.collect()),
        ("tool", "tools/*/", tools.collect()),
        ("term", "glossary/*/", terms.collect()),
        ("article", "articles/*/", articles.collect()),
        ("row", "compare/#*", rows.collect()),
        ("pay", "salaries/*/", series.collect()),
        ("page", "*/", pages.collect()),
        ("family", &family_anchor, families.collect()),
        ("tools", "tools/#*", categories.collect()),
        ("level", "*", levels.collect()),
    ];
    let mut left = SENTENCES;
    let mut shown = |(id, names, sentence): (&str, Vec<&str>, &str)| {
        left = left.saturating_sub(sentence.len());
        let id = if id == dashed(names[0]) { "" } else { id };
        json!([id, names, if left > 0 { sentence } else { "" }])
    };
    kinds
        .into_iter()
        .map(|(kind, at, things)| json!([kind, at, things.into_iter().map(&mut shown).collect::<Vec<_>>()]))
        .collect()
}

/// Derives the usual form of an id or anchor from a name: ASCII letters and digits in lower case, joined by `-`.
fn dashed(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_ascii_lowercase()
}

/// Returns the anchor of a row on the page of a role.
fn anchor(model: &Model, row: RowId) -> String {
    match model.rows[row].kind {
        RowKind::Tools => "page.tools".to_string(),
        RowKind::Salary => "page.figures".to_string(),
        _ => format!("fact.{}", model.rows.id(row)),
    }
}

fn facts(model: &Model) -> Vec<Vec<Value>> {
    let mut bytes = 0;
    let mut facts: Vec<Vec<Value>> = Vec::new();
    for (id, role) in model.roles.iter() {
        let fact = |row: RowId| match (model.rows[row].kind, role.cell(row)) {
            (RowKind::Tools, _) => json!(i32::from(!role.tools.is_empty())),
            (RowKind::Salary, _) => json!(i32::from(has_figures(model, id))),
            (_, None) => json!(0),
            (_, Some(cell)) => {
                let words = cell_words(model, row, cell);
                bytes += words.len();
                json!(words)
            }
        };
        facts.push(model.rows.indices().map(fact).collect());
    }
    if bytes > FACTS {
        for fact in facts.iter_mut().flatten().filter(|fact| fact.is_string()) {
            *fact = json!(1);
        }
    }
    facts
}

/// Returns the regions with figures, and the numbers of the roles that have them.
fn regions_with_figures(model: &Model) -> BTreeMap<RegionId, BTreeSet<usize>> {
    let mut regions: BTreeMap<RegionId, BTreeSet<usize>> = BTreeMap::new();
    for figure in model.series.values().flat_map(|series| &series.figures) {
        regions.entry(figure.region).or_default().insert(figure.role.index());
    }
    regions
}

/// Encodes words that readers search with. A region without figures is left out: nothing leads there.
fn asked(model: &Model, regions: &BTreeMap<RegionId, BTreeSet<usize>>, words: &SearchWords) -> Value {
    let SearchWords { row, section, role, region, page, words } = words;
    let region = region.and_then(|region| regions.keys().position(|id| *id == region));
    let page = page.map(|page| page.url(model).trim_start_matches('/').to_string());
    let mut asked = json!({ "words": words });
    let places = [
        ("row", row.map(|row| json!(row.index()))),
        ("section", section.as_ref().map(|section| json!(section))),
        ("role", role.map(|role| json!(role.index()))),
        ("region", region.map(|region| json!(region))),
        ("page", page.map(|page| json!(page))),
    ];
    for (key, place) in places {
        if let Some(place) = place {
            asked[key] = place;
        }
    }
    asked
}

/// Returns every name by which readers may mean a framework.
fn publishers(model: &Model) -> BTreeSet<&str> {
    let publishers = model.frameworks.values().map(|framework| framework.publisher.as_str());
    let frameworks = model.frameworks.values();
    let others = frameworks.flat_map(|framework| framework.also_known_as.iter().map(String::as_str));
    publishers.chain(others).collect()
}

fn has_figures(model: &Model, role: RoleId) -> bool {
    model.series.values().any(|series| series.figures.iter().any(|figure| figure.role == role))
}

/// The indexed prose of a site, text after text.
#[derive(Default)]
struct SearchTexts<'m> {
    places: Places,
    headings: Vec<Value>,
    /// Positions in `headings`; for look-ups only.
    heading_numbers: rapidhash::RapidHashMap<(&'m str, Cow<'m, str>), usize>,
    list: Vec<Vec<i32>>,
    sections: usize,
}

impl<'m> SearchTexts<'m> {
    fn of(model: &'m Model) -> SearchTexts<'m> {
        let mut texts = SearchTexts::default();
        let number = |n: usize| i32::try_from(n).expect("invariant: a site has fewer than 2^31 texts");
        for (id, guide) in model.guides.iter() {
            texts.add(model, vec![ROLE, number(id.index())], &guide.prose);
        }
        for (id, term) in model.terms.iter() {
            texts.add(model, vec![TERM, number(id.index())], &term.prose);
        }
        for (id, article) in model.articles.iter() {
            texts.add(model, vec![ARTICLE, number(id.index())], &article.prose);
        }
        for (id, page) in model.pages.iter() {
            texts.add(model, vec![PAGE, number(id.index())], &page.prose);
        }
        for (pair, words) in &model.pairs {
            let (a, b) = pair.roles();
            texts.add(model, vec![-1, number(a.index()), number(b.index())], &words.prose);
        }
        texts
    }

    fn add(&mut self, model: &Model, mut text: Vec<i32>, prose: &'m Prose) {
        if prose.is_empty() {
            return;
        }
        let mut sections = sections(model, prose);
        if self.sections + sections.len() > SECTIONS {
            sections = vec![sections.concat()];
        } else {
            for (number, heading) in prose.headings.iter().enumerate() {
                let heading = (heading.id.as_str(), heading_words(model, prose, number));
                let number = *self.heading_numbers.entry(heading).or_insert_with_key(|(id, words)| {
                    self.headings.push(if *id == dashed(words) { json!(words) } else { json!([id, words]) });
                    self.headings.len() - 1
                });
                text.push(i32::try_from(number).expect("invariant: fewer headings than sections"));
            }
        }
        self.sections += sections.len();
        self.places.add(&sections);
        self.list.push(text);
    }
}

#[cfg(test)]
mod tests {
    use super::{ARTICLE, PAGE, ROLE, TERM, kinds};
    use crate::model::Model;

    #[test]
    fn texts_name_kinds_by_their_numbers() {
        let kinds = kinds(&Model::default());
        let named =
            |kind: i32| kinds[usize::try_from(kind).expect("a number")][0].as_str().map(ToString::to_string);
        assert_eq!(
            [ROLE, TERM, ARTICLE, PAGE].map(named).map(Option::unwrap),
            ["role", "term", "article", "page"]
        );
    }
}
