//! Generates the search index, everything that the browser needs to answer a query. `/search/index.json` is fetched when the
//! reader begins to search; `static/assets/search/index.js` reads it. Pairs are not included: the browser combines them, and
//! their addresses, from two roles.
//!
//! | key | content |
//! |---|---|
//! | `kinds` | for each kind of entry, most relevant first: its name, its address with `*` for the id, entries, the number of all its entries, and how many of those here have their description. An entry is id, names (a role's second is its short name), description. The id is empty if it is the first name in the usual form (`dashed`) |
//! | `anchors` | for each row, the anchor of its fact on the page of a role |
//! | `facts` | for each role and row, the text of the cell without its note; `1` for a fact without text here, `0` for none |
//! | `turned` | the pairs of roles, by number, whose page shows the second role first |
//! | `featured` | the featured pairs |
//! | `regions` | the regions with salary figures: id, name, and the numbers of the roles that have figures there |
//! | `asked` | the words that readers search with (`search_words` of `site.yaml`), and where they lead: the number of a row, a role or a region, the name of a section, the address of a page |
//! | `scale`, `publishers` | the levels of the common scale as id and name, and the publishers of frameworks |
//! | `slots`, `pairs` | the number of sections of each text ([`super::texts`]), in the digits of [`super::places`], and the pairs with a text |
//! | `headings`, `titles` | every distinct heading: its text, or its anchor and its text if the anchor is not the text in the usual form; and for each text with headings their numbers |
//! | `words`, `places` | the words of texts, if there are no shards of them |
//! | `shards` | for each kind of shard, where each begins, and its version |
//! | `stamp` | what all parts of an index with the same numbers have in common |
//!
//! This file has at most [`FIRST`] bytes, whatever the size of the site, except for the names of its roles. Names are
//! included first, then descriptions, facts and headings ([`Entries::fit`]). The rest is in shards, which the browser fetches
//! when a query needs them ([`SearchShard`]):
//!
//! | shard | content |
//! |---|---|
//! | `names-*.json` | the words of names that are not in the first file ([`super::places`]), by their first letters |
//! | `texts-*.json` | the same for headings, for descriptions and facts, and for texts |
//! | `entries-*.json` | what is not in the first file, by number: an entry, the facts of a role from its first row on, the headings of a text from its first section on |
//!
//! Shards are divided where words differ in their first letters, so that a changed text changes few of them.

use std::collections::{BTreeMap, BTreeSet};

use rapidhash::RapidHashMap;
use serde_json::{Value, json};

use super::entries::{Entries, number};
use super::places::{EncodedPlaces, HEADING, LINE, NAME, OTHER_NAME, Places};
use super::texts::{IndexedHeading, Texts, heading};
use crate::model::{
    Idx as _, Model, Pair, RegionId, Role, RoleId, RowId, SearchShard, SearchShards, SearchWords,
};
use crate::pages::parts::cell::cell_words;
use crate::parse::record::RowKind;

/// The most bytes of the first file, if there are shards. Compressed by the host, and with the scripts that read it, it is
/// less than 60 KB.
const FIRST: usize = 105_000;

/// The numbers of entries between which shards are divided, so that a longer description moves no boundary.
const STEP: usize = 16;

/// The search index of a site.
#[derive(Debug)]
pub(in crate::pages) struct SearchIndex {
    first: String,
    names: Vec<String>,
    entries: Vec<String>,
    texts: Vec<String>,
}

impl SearchIndex {
    /// Returns `/search/index.json`.
    pub(in crate::pages) fn first(&self) -> &str {
        &self.first
    }

    /// Returns a shard.
    pub(in crate::pages) fn shard(&self, shard: SearchShard) -> &str {
        let (shards, number) = match shard {
            SearchShard::Names(number) => (&self.names, number),
            SearchShard::Entries(number) => (&self.entries, number),
            SearchShard::Texts(number) => (&self.texts, number),
        };
        &shards[number as usize]
    }

    /// Makes the index.
    pub(in crate::pages) fn of(model: &Model) -> SearchIndex {
        let shards = SearchShards::of(model);
        let mut entries = Entries::of(model);
        let first_fact = entries.len();
        let first_section = first_fact + number(model.roles.len() * model.rows.len());
        let mut words = Places::<3>::default();
        let texts = Texts::of(model, first_section, &mut words);
        let facts = facts(model);
        let mut index = self::core(model, &texts);
        let (mut has_facts, mut has_headings) = (true, true);
        if shards.entries > 0 {
            let presence = 2 * facts.len() * model.rows.len();
            let mut left = entries.fit(FIRST.saturating_sub(index.to_string().len() + presence));
            let mut fits = |bytes: usize| {
                let rest = left.checked_sub(bytes);
                left = rest.unwrap_or(left);
                rest.is_some()
            };
            has_facts =
                fits(facts.iter().flatten().map(|fact| fact.as_str().map_or(0, |fact| fact.len() + 1)).sum());
            has_headings = fits(texts.bytes_of_headings());
        }
        let mut rest = Rest { names: Places::default(), words, items: Vec::new() };
        for (number, entry, is_named) in entries.rest() {
            rest.items.push(json!([number, entry.json(true)]));
            rest.words.add(LINE, number, &entry.line);
            for (n, name) in entry.names.iter().enumerate().filter(|_| !is_named) {
                rest.names.add_name(if n < 2 { NAME } else { OTHER_NAME }, number, name);
            }
        }
        if has_facts {
            index["facts"] = json!(facts);
        } else {
            index["facts"] = rest.add_facts(&facts, first_fact);
        }
        if has_headings {
            (index["headings"], index["titles"]) = distinct(&texts.headings);
        } else {
            rest.add_headings(&texts.headings);
        }
        index["kinds"] = json!(entries.json());
        let stamp = stamp(&entries, model, &texts);
        index["stamp"] = json!(stamp);
        rest.write(index, shards, &stamp)
    }
}

/// What the first file does not have.
struct Rest {
    names: Places<2>,
    words: Places<3>,
    items: Vec<Value>,
}

impl Rest {
    /// Adds the texts of facts. Returns what the first file has instead.
    fn add_facts(&mut self, facts: &[Vec<Value>], first: u32) -> Value {
        let mut next = first;
        for of_role in facts {
            let is_text = of_role.iter().any(Value::is_string);
            if is_text {
                self.items.push(json!([next, of_role]));
            }
            for fact in of_role {
                if let Some(text) = fact.as_str() {
                    self.words.add(LINE, next, text);
                }
                next += 1;
            }
        }
        let presence = |fact: &Value| if fact.is_string() { json!(1) } else { fact.clone() };
        facts.iter().map(|of_role| of_role.iter().map(presence).collect::<Value>()).collect()
    }

    fn add_headings(&mut self, headings: &[(u32, Vec<IndexedHeading<'_>>)]) {
        for (first, headings) in headings {
            self.items.push(json!([first, headings.iter().map(heading).collect::<Value>()]));
            for (section, (_, words)) in (first + 1..).zip(headings) {
                self.words.add_name(HEADING, section, words);
            }
        }
    }

    fn write(self, mut index: Value, shards: SearchShards, stamp: &str) -> SearchIndex {
        let part = |(start, EncodedPlaces { words, places, .. }): (String, EncodedPlaces)| {
            (json!(start), json!({ "stamp": stamp, "words": words, "places": places }))
        };
        let mut starts = json!({});
        let mut divided_into = |name: &str, parts: Vec<(Value, Value)>| -> Vec<String> {
            let parts: Vec<(Value, String)> =
                parts.into_iter().map(|(start, part)| (start, part.to_string())).collect();
            starts[name] = parts.iter().map(|(start, part)| json!([start, version(part)])).collect();
            parts.into_iter().map(|(_, part)| part).collect()
        };
        let (mut names, mut texts) = (Vec::new(), Vec::new());
        if shards.names > 0 {
            names = divided_into("names", self.names.write(shards.names).into_iter().map(part).collect());
        }
        let entries = divided_into("entries", divided(self.items, shards.entries, stamp));
        if shards.texts > 0 {
            texts = divided_into("texts", self.words.write(shards.texts).into_iter().map(part).collect());
        } else if let Some((_, all)) = self.words.write(1).pop() {
            index["words"] = json!(all.words);
            index["places"] = json!(all.places);
        }
        if shards.texts > 0 {
            index["shards"] = starts;
        }
        SearchIndex { first: index.to_string(), names, entries, texts }
    }
}

/// Divides items into `count` shards of about the same size.
fn divided(items: Vec<Value>, count: u32, stamp: &str) -> Vec<(Value, Value)> {
    let sizes: Vec<usize> = items.iter().map(|item| item.to_string().len()).collect();
    let all: usize = sizes.iter().sum();
    let mut parts: Vec<(Value, Vec<Value>)> = Vec::new();
    let mut sum = 0;
    for ((n, item), size) in items.into_iter().enumerate().zip(sizes) {
        let is_full = sum * count as usize >= all * parts.len();
        if parts.is_empty() || (is_full && n % STEP == 0 && parts.len() < count as usize) {
            parts.push((item[0].clone(), Vec::new()));
        }
        sum += size;
        if let Some((_, part)) = parts.last_mut() {
            part.push(item);
        }
    }
    // The number of shards is an estimate.
    parts.resize_with(count as usize, || (json!(u32::MAX), Vec::new()));
    parts.into_iter().map(|(start, items)| (start, json!({ "stamp": stamp, "items": items }))).collect()
}

/// Returns the distinct headings, and the headings of each text by number.
fn distinct(texts: &[(u32, Vec<IndexedHeading<'_>>)]) -> (Value, Value) {
    let mut distinct: Vec<Value> = Vec::new();
    let mut numbers: RapidHashMap<&IndexedHeading<'_>, usize> = RapidHashMap::default();
    let mut number = |one| {
        *numbers.entry(one).or_insert_with(|| {
            distinct.push(heading(one));
            distinct.len() - 1
        })
    };
    let of_texts: Vec<Vec<usize>> =
        texts.iter().map(|(_, headings)| headings.iter().map(&mut number).collect()).collect();
    (json!(distinct), json!(of_texts))
}

fn hash(bytes: &[u8]) -> String {
    format!("{:08x}", crate::source::hash(bytes) & 0xffff_ffff)
}

/// Returns the version of a shard, which is part of the address that the browser fetches.
fn version(shard: &str) -> String {
    hash(shard.as_bytes())
}

/// Returns what changes if a thing gets another number, so that the browser never mixes parts of two indexes.
fn stamp(entries: &Entries, model: &Model, texts: &Texts<'_>) -> String {
    let mut numbered = String::new();
    for kind in &entries.0 {
        kind.write_ids(&mut numbered);
    }
    for row in model.rows.indices() {
        numbered.push_str(model.rows.id(row).as_str());
        numbered.push('\n');
    }
    numbered.push_str(&texts.slots);
    numbered.push_str(&json!(texts.pairs).to_string());
    hash(numbered.as_bytes())
}

/// Returns what the first file always has.
fn core(model: &Model, texts: &Texts<'_>) -> Value {
    let numbers = |pair: &Pair| {
        let (a, b) = pair.roles();
        json!([a.index(), b.index()])
    };
    let turned = model.pairs.keys().filter(|pair| model.display_order(**pair) != pair.roles());
    let regions = regions_with_figures(model);
    json!({
        "anchors": model.rows.indices().map(|row| anchor(model, row)).collect::<Vec<_>>(),
        "turned": turned.map(numbers).collect::<Vec<_>>(),
        "featured": model.site.featured.iter().map(numbers).collect::<Vec<_>>(),
        "regions": regions.iter().map(|(id, roles)| json!([model.regions.id(*id), model.regions[*id].label, roles])).collect::<Vec<_>>(),
        "asked": model.site.search_words.iter().map(|words| asked(model, &regions, words)).collect::<Vec<_>>(),
        "scale": model.scale.iter().map(|(id, level)| json!([model.scale.id(id), level.label])).collect::<Vec<_>>(),
        "publishers": publishers(model),
        "slots": texts.slots,
        "pairs": texts.pairs,
    })
}

/// Returns the anchor of a row on the page of a role.
fn anchor(model: &Model, row: RowId) -> String {
    match model.rows[row].kind {
        RowKind::Tools => "page.tools".to_string(),
        RowKind::Salary => "page.figures".to_string(),
        _ => format!("fact.{}", model.rows.id(row)),
    }
}

/// Returns the fact of each role in each row.
fn facts(model: &Model) -> Vec<Vec<Value>> {
    let of_role = |(id, role): (RoleId, &Role)| {
        let fact = |row: RowId| match (model.rows[row].kind, role.cell(row)) {
            (RowKind::Tools, _) => json!(i32::from(!role.tools.is_empty())),
            (RowKind::Salary, _) => json!(i32::from(has_figures(model, id))),
            (_, None) => json!(0),
            (_, Some(cell)) => json!(cell_words(model, row, cell)),
        };
        model.rows.indices().map(fact).collect()
    };
    model.roles.iter().map(of_role).collect()
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
