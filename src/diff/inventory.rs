//! The table of what is compared: every field of the model becomes a field of an item. Each structure of the model is taken
//! apart completely, so a new field of the model does not compile here until it is compared, or left out with a reason.

use super::item::{Entry, Item, ItemKind};
use super::prose::prose_text;
use crate::model::{
    Article, Cell, CellValue, Change, Family, Guide, Idx, LinkTarget, Model, Move, Page, PairWords,
    Provenance, Reference, ReferenceId, Region, Responsibility, Role, RoleId, Route, Row, RowId, Skill,
    SkillId, Table, Term, Tool,
};
use crate::parse::record::{Confidence, ReadExtent};
use crate::parse::scalar::Date;
use crate::source::{Area, Sources};

/// Returns the items of a model and of the other files of its site.
pub(super) fn inventory(model: &Model, sources: &Sources) -> Vec<Item> {
    let Model {
        site: _,        // `inventory_site`
        locale: _,      // a file of `templates/`
        families: _,    // `rows`
        groups: _,      // `rows`
        rows: _,        // `rows`
        choose_rows: _, // `inventory_site`
        hire_rows: _,   // `inventory_site`
        regions: _,     // `rows`
        references: _,  // `lists`
        categories: _,  // `rows`
        tools: _,       // `lists`
        skills: _,      // `lists`
        roles: _,       // `role`
        series: _,      // `inventory_pay`
        articles: _,    // `texts`
        terms: _,       // `texts`
        pages: _,       // `texts`
        guides: _,      // `texts`
        pairs: _,       // `texts`
        scale: _,       // `inventory_levels`
        aspects: _,     // `inventory_levels`
        grades: _,      // `inventory_levels`
        resources: _,   // `inventory_learning`
        interviews: _,  // `inventory_learning`
        frameworks: _,  // `inventory_levels`
        fit: _,         // `inventory_fit`
        moved: _,       // addresses, which are compared on their own
        tags: _,        // `texts`
        statics: _,     // the files of `static/`
    } = model;
    let mut items = vec![super::inventory_site::settings(model)];
    rows(model, &mut items);
    lists(model, &mut items);
    model.roles.indices().for_each(|id| role(model, id, &mut items));
    super::inventory_pay::datasets(model, &mut items);
    texts(model, &mut items);
    super::inventory_levels::frameworks(model, &mut items);
    super::inventory_learning::learning(model, &mut items);
    super::inventory_fit::fit_guide(model, &mut items);
    items.extend(files(sources, Area::Templates, ItemKind::Template));
    items.extend(files(sources, Area::Static, ItemKind::StaticFile));
    items
}

/// Adds the rows, and the names of what rows, roles and figures are listed under.
fn rows(model: &Model, items: &mut Vec<Item>) {
    let Model { families, groups, rows, regions, categories, .. } = model;
    items.extend(families.iter().map(|(id, family)| {
        let Family { label, line } = family;
        Item::new(ItemKind::Family, &[families.id(id).as_str()], label)
            .text("name", label)
            .text("description", line)
    }));
    let labelled = |kind, id: &str, label: &String| Item::new(kind, &[id], label).text("name", label);
    items.extend(groups.iter().map(|(id, label)| labelled(ItemKind::Group, groups.id(id).as_str(), label)));
    items.extend(regions.iter().map(|(id, region)| {
        let Region { label, within, currency } = region;
        labelled(ItemKind::Region, regions.id(id).as_str(), label)
            .optional("wider region", within.map(|wider| regions[wider].label.clone()))
            .optional("currency", currency.map(|currency| currency.code().to_string()))
    }));
    items.extend(
        categories.iter().map(|(id, label)| labelled(ItemKind::Category, categories.id(id).as_str(), label)),
    );
    rows.indices().for_each(|id| row(model, id, items));
}

/// Adds sources, tools and skills.
fn lists(model: &Model, items: &mut Vec<Item>) {
    let Model { references, categories, tools, skills, terms, .. } = model;
    items.extend(references.iter().map(|(id, source)| reference(references.id(id).as_str(), source)));
    items.extend(tools.iter().map(|(id, tool)| {
        let Tool { name, url, category, line, also_known_as } = tool;
        Item::new(ItemKind::Tool, &[tools.id(id).as_str()], name)
            .text("name", name)
            .text("address", url)
            .one("category", Entry::new(categories.id(*category).as_str(), &categories[*category]))
            .text("description", line)
            .list("other names", also_known_as.iter().map(Entry::plain))
    }));
    items.extend(skills.iter().map(|(id, skill)| {
        let Skill { name, line, term } = skill;
        let item = Item::new(ItemKind::Skill, &[skills.id(id).as_str()], name);
        let item = item.text("name", name).text("description", line);
        match term {
            Some(term) => item.one("term", Entry::new(terms.id(*term).as_str(), &terms[*term].name)),
            None => item,
        }
    }));
}

/// Adds everything with a text.
fn texts(model: &Model, items: &mut Vec<Item>) {
    let Model { articles, terms, pages, guides, pairs, roles, .. } = model;
    items.extend(articles.iter().map(|(id, article)| {
        let Article { title, summary, published, reviewed, roles: about, tags, template, prose } = article;
        Item::new(ItemKind::Article, &[articles.id(id).as_str()], title)
            .text("title", title)
            .text("summary", summary)
            .text("published", day(*published))
            .text("reviewed", day(*reviewed))
            .optional("template", template.as_ref())
            .list("roles", about.iter().map(|role| role_entry(model, *role)))
            .list("tags", tags.iter().map(|tag| Entry::plain(&model.tags[*tag].name)))
            .prose(prose_text(model, prose))
    }));
    items.extend(terms.iter().map(|(id, term)| {
        let Term { name, line, also_known_as, see, sources, prose } = term;
        Item::new(ItemKind::Term, &[terms.id(id).as_str()], name)
            .text("name", name)
            .text("definition", line)
            .list("other names", also_known_as.iter().map(Entry::plain))
            .list(
                "related terms",
                see.iter().map(|see| Entry::new(terms.id(*see).as_str(), &terms[*see].name)),
            )
            .list("sources", sources.iter().map(|source| source_entry(model, *source)))
            .measure("fewer sources", sources.len() as u64)
            .prose(prose_text(model, prose))
    }));
    items.extend(pages.iter().map(|(id, page)| {
        let Page { title, summary, template, weight, tags, prose } = page;
        Item::new(ItemKind::Page, &[pages.id(id).as_str()], title)
            .text("title", title)
            .text("summary", summary)
            .optional("template", template.as_ref())
            .optional("weight", weight.map(|weight| weight.to_string()))
            .list("tags", tags.iter().map(|tag| Entry::plain(&model.tags[*tag].name)))
            .prose(prose_text(model, prose))
    }));
    items.extend(guides.iter().map(|(id, guide)| {
        let Guide { reviewed, prose } = &**guide;
        Item::new(ItemKind::Guide, &[roles.id(id).as_str()], &roles[id].short)
            .text("reviewed", day(*reviewed))
            .prose(prose_text(model, prose))
    }));
    items.extend(pairs.iter().map(|(pair, words)| {
        let (a, b) = pair.roles();
        comparison(model, sorted_ids(model, a, b), words)
    }));
}

/// Returns the ids of two roles, sorted: tables of both models may have them in different orders.
fn sorted_ids(model: &Model, a: RoleId, b: RoleId) -> [&str; 2] {
    let mut ids = [a, b].map(|role| model.roles.id(role).as_str());
    ids.sort_unstable();
    ids
}

fn files(sources: &Sources, area: Area, kind: ItemKind) -> impl Iterator<Item = Item> {
    sources.area(area).filter(|file| !file.built_in).map(move |file| {
        let size = format!("{} bytes", file.bytes().len());
        let content = Entry::new(format!("{:032x}", file.hash), size);
        Item::new(kind, &[&file.path], &*file.path).one("content", content)
    })
}

fn row(model: &Model, id: RowId, items: &mut Vec<Item>) {
    let Row { label, group, kind, question, read, unit, decimals, signed, levels } = &model.rows[id];
    let own = model.rows.id(id).as_str();
    let entries = |levels: &[(crate::url::Id, String)]| -> Vec<Entry> {
        levels.iter().map(|(level, label)| Entry::new(level.as_str(), label)).collect()
    };
    items.push(
        Item::new(ItemKind::Row, &[own], label)
            .text("name", label)
            .one("group", Entry::new(model.groups.id(*group).as_str(), &model.groups[*group]))
            .text("kind", kind.word())
            .text("question", question)
            .optional("hint", read.as_ref())
            .text("unit", unit)
            .optional("decimals", decimals.map(|decimals| decimals.to_string()))
            .flag("plus sign", *signed)
            .order("order of levels", entries(levels)),
    );
    for (level, name) in levels {
        items.push(
            Item::new(ItemKind::Level, &[own, level.as_str()], format!("{label}: {name}")).text("name", name),
        );
    }
}

fn reference(id: &str, source: &Reference) -> Item {
    let Reference { title, url, publisher, published, accessed, seen, licence, note } = source;
    let extent = match seen {
        ReadExtent::Full => 3,
        ReadExtent::Section => 2,
        ReadExtent::Excerpt => 1,
        ReadExtent::Secondary => 0,
    };
    Item::new(ItemKind::Source, &[id], title)
        .text("title", title)
        .text("address", url)
        .text("publisher", publisher)
        .optional("published", published.map(day))
        .text("accessed", day(*accessed))
        .text("extent read", seen.word())
        .optional("licence", licence.as_ref())
        .optional("note", note.as_ref())
        .measure("less of the source was read", extent)
}

fn role(model: &Model, id: RoleId, items: &mut Vec<Item>) {
    let role = &model.roles[id];
    let Role { name, short, family, also_known_as, summary, cells, responsibilities, tools, skills, moves } =
        role;
    let own = model.roles.id(id).as_str();
    let families = &model.families;
    items.push(
        Item::new(ItemKind::Role, &[own], short)
            .text("name", name)
            .optional("short name", (short != name).then_some(short))
            .one("family", Entry::new(families.id(*family).as_str(), &families[*family].label))
            .list("other titles", also_known_as.iter().map(Entry::plain))
            .text("summary", summary)
            .list("skills", skills.iter().map(|skill| skill_entry(model, *skill)))
            .order("order of responsibilities", responsibilities.iter().map(|it| Entry::plain(&it.text)))
            .order("order of moves", moves.iter().map(|it| role_entry(model, it.to))),
    );
    for (row, cell) in model.rows.indices().zip(cells) {
        if let Some(cell) = cell {
            items.push(fact(model, id, row, cell));
        }
    }
    for Responsibility { text, provenance } in responsibilities {
        let item = Item::new(ItemKind::Responsibility, &[own, text], format!("{short}: {text}"));
        items.push(with_provenance(model, item.text("text", text), provenance, None));
    }
    for (category, tools) in tools {
        let categories = &model.categories;
        let name = format!("{short}: {}", categories[*category]);
        let tools =
            tools.iter().map(|tool| Entry::new(model.tools.id(*tool).as_str(), &model.tools[*tool].name));
        let key = [own, categories.id(*category).as_str()];
        items.push(Item::new(ItemKind::RoleTools, &key, name).list("tools", tools));
    }
    for Move { to, how, learn, provenance } in moves {
        let target = role_entry(model, *to);
        let item = Item::new(ItemKind::Move, &[own, &target.key], format!("{short} to {}", target.shown))
            .text("how", how)
            .list("skills to learn", learn.iter().map(|skill| skill_entry(model, *skill)));
        items.push(with_provenance(model, item, provenance, None));
    }
}

fn fact(model: &Model, role: RoleId, row: RowId, cell: &Cell) -> Item {
    let Cell { value, note, provenance, confidence, as_of, changes } = cell;
    let key = [model.roles.id(role).as_str(), model.rows.id(row).as_str()];
    let item =
        Item::new(ItemKind::Fact, &key, format!("{}: {}", model.roles[role].short, model.rows[row].label));
    let item = match value {
        CellValue::Text(text) => item.text("value", text),
        CellValue::Level(level) => match model.rows[row].levels.get(*level) {
            Some((id, label)) => item.one("value", Entry::new(id.as_str(), label)),
            None => item,
        },
        CellValue::Items(list) => item.list("value", list.iter().map(Entry::plain)),
        CellValue::Amount(amount) => {
            let shown = model.locale.quantity(model.rows[row].unit(), *amount);
            item.one("value", Entry::new(amount.to_string(), model.locale.without_isolates(shown)))
        }
        CellValue::Answer(answer) => item.text("value", if *answer { "yes" } else { "no" }),
        CellValue::Date(date) => item.text("value", day(*date)),
        CellValue::Link { text, url } => item.text("value", text).text("address", url),
        CellValue::Range(range) => {
            let shown = model.locale.range(model.rows[row].unit(), range.from, range.to);
            let key = format!("{} {}", range.from, range.to);
            item.one("value", Entry::new(key, model.locale.without_isolates(shown)))
        }
    };
    let item = item.optional("note", note.as_ref()).optional("as of", as_of.map(day)).list(
        "recorded changes",
        changes
            .iter()
            .map(|Change { on, was, why }| Entry::plain(format!("{}: was {was}, because {why}", day(*on)))),
    );
    with_provenance(model, item, provenance, Some(*confidence))
}

/// Adds the confidence and the sources of an item.
pub(super) fn with_provenance(
    model: &Model,
    item: Item,
    provenance: &Provenance,
    confidence: Option<Confidence>,
) -> Item {
    let (shown, rank, worse) = match provenance {
        Provenance::Sources(sources) => {
            let named: Vec<String> =
                sources.iter().map(|source| model.references[*source].title.clone()).collect();
            (named.join("; "), 2, "")
        }
        Provenance::Judgement => ("own judgement".to_string(), 1, "own judgement instead of a source"),
        Provenance::Nothing => ("no source".to_string(), 0, "no source any more"),
    };
    let sources = provenance.sources();
    let mut item = item
        .optional("provenance", (rank < 2).then_some(shown.as_str()))
        .list("sources", sources.iter().map(|source| source_entry(model, *source)))
        .measure(worse, rank)
        // Without any source, the line above says so.
        .measure("fewer sources", if sources.is_empty() { u64::MAX } else { sources.len() as u64 });
    item.evidence = shown;
    if let Some(confidence) = confidence {
        let rank = match confidence {
            Confidence::High => 2,
            Confidence::Medium => 1,
            Confidence::Low => 0,
        };
        item.evidence = format!("{} confidence, {}", confidence.word(), item.evidence);
        item = item.text("confidence", confidence.word()).measure("lower confidence", rank);
    }
    item
}

fn comparison(model: &Model, key: [&str; 2], words: &PairWords) -> Item {
    let PairWords { first, summary, choose, hire, reviewed, prose } = words;
    let short =
        |id: &str| model.roles.get(id).map_or_else(String::new, |role| model.roles[role].short.clone());
    let is_first = model.roles.id(*first).as_str() == key[0];
    // The sentences are in the order of display, the key is sorted.
    let by_key = |two: &Option<[String; 2]>, n: usize| {
        two.as_ref().map(|two| two[if is_first { n } else { 1 - n }].clone())
    };
    Item::new(ItemKind::Comparison, &key, format!("{} and {}", short(key[0]), short(key[1])))
        .one("first role", role_entry(model, *first))
        .optional("summary", summary.as_ref())
        .optional("when to choose the first", by_key(choose, 0))
        .optional("when to choose the second", by_key(choose, 1))
        .optional("when to hire the first", by_key(hire, 0))
        .optional("when to hire the second", by_key(hire, 1))
        .text("reviewed", day(*reviewed))
        .prose(prose_text(model, prose))
}

/// A date as authors write it: reports are read beside the files.
pub(super) fn day(date: Date) -> String {
    date.to_string()
}

pub(super) fn role_entry(model: &Model, role: RoleId) -> Entry {
    Entry::new(model.roles.id(role).as_str(), &model.roles[role].short)
}

pub(super) fn skill_entry(model: &Model, skill: SkillId) -> Entry {
    Entry::new(model.skills.id(skill).as_str(), &model.skills[skill].name)
}

pub(super) fn source_entry(model: &Model, source: ReferenceId) -> Entry {
    Entry::new(model.references.id(source).as_str(), &model.references[source].title)
}

/// The entries of a table, named by their labels.
pub(super) fn entries<K: Idx, V>(table: &Table<K, V>, name: impl Fn(&V) -> &str) -> Vec<Entry> {
    table.iter().map(|(id, value)| Entry::new(table.id(id).as_str(), name(value))).collect()
}

/// The address of a page, with the roles of a pair in the order of their ids: the order of display is a field of its own.
pub(super) fn page_address(model: &Model, route: Route) -> String {
    match route.pair_page() {
        Some(pair) => {
            let (a, b) = pair.roles();
            format!("/compare/{}/", sorted_ids(model, a, b).join("-vs-"))
        }
        None => route.url(model),
    }
}

/// The address that a link leads to.
pub(super) fn link_address(model: &Model, target: &LinkTarget) -> String {
    let anchored = |address: String, anchor: &Option<String>| match anchor {
        Some(anchor) => format!("{address}#{anchor}"),
        None => address,
    };
    match target {
        LinkTarget::Page(route, anchor) => anchored(page_address(model, *route), anchor),
        LinkTarget::Static(path) => format!("/{path}"),
        LinkTarget::Repository(path) => format!("repository: {path}"),
        LinkTarget::SamePage(anchor) => format!("#{anchor}"),
    }
}
