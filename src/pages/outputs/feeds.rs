//! Files for crawlers and feed readers: sitemap, robots.txt, Atom feed and llms.txt.

use std::fmt::Write as _;

use pulldown_cmark_escape::escape_html;

use crate::model::route::SITEMAP_LIMIT;
use crate::model::{ArticleId, Cell, Model, RoleId, Route, Routes, RowId, TagId};
use crate::pages::outputs::table::escaped as escaped_markdown;
use crate::pages::parts::cell::cell_words;
use crate::pages::registry;
use crate::parse::scalar::Date;
use crate::words;

/// Escapes text for HTML and XML.
pub(in crate::pages) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // HTML escaping covers the five characters that XML needs.
    escape_html(&mut out, text).expect("invariant: writing to a string cannot fail");
    out
}

/// Returns the sitemap (sitemaps.org, protocol 0.9) or, for more than 50,000 addresses, the index of its parts.
pub(in crate::pages) fn sitemap(model: &Model, routes: &Routes) -> String {
    let parts = routes.sitemap_parts();
    if parts == 0 {
        return addresses(model, routes.listed());
    }
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for part in 1..=parts {
        let _ = writeln!(
            out,
            "<sitemap><loc>{}</loc></sitemap>",
            escaped(&model.absolute_url(Route::SitemapPart(part)))
        );
    }
    out.push_str("</sitemapindex>\n");
    out
}

/// Returns one part of a long sitemap, counted from 1.
pub(in crate::pages) fn sitemap_part(model: &Model, routes: &Routes, part: u32) -> String {
    let skipped = (part as usize).saturating_sub(1) * SITEMAP_LIMIT;
    addresses(model, routes.listed().skip(skipped).take(SITEMAP_LIMIT))
}

fn addresses(model: &Model, routes: impl Iterator<Item = Route>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for route in routes {
        // Dates of content are valid dates of the W3C profile, at whatever precision: 2026, 2026-11 or 2026-11-23.
        let changed = registry::modified(model, route).map(|date| format!("<lastmod>{date}</lastmod>"));
        let _ = writeln!(
            out,
            "<url><loc>{}</loc>{}</url>",
            escaped(&model.absolute_url(route)),
            changed.unwrap_or_default()
        );
    }
    out.push_str("</urlset>\n");
    out
}

/// Returns robots.txt, which allows everything and names the sitemap. Crawlers must read the pages of a site that is not to
/// be listed too, since these say so.
pub(in crate::pages) fn robots(model: &Model) -> String {
    if model.site.is_hidden {
        return "User-agent: *\nAllow: /\n".to_string();
    }
    format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", model.absolute_url(Route::Sitemap))
}

/// The most entries of the feed: some months of changes.
const ENTRIES: usize = 50;

/// An entry of the feed, with a permanent id.
struct FeedEntry {
    on: Date,
    /// The date of first publication, if known.
    published: Option<Date>,
    title: String,
    summary: String,
    id: String,
    link: String,
}

/// Returns an Atom feed (RFC 4287) of articles, guides and changed facts, newest first. The dates are the authors': a
/// rebuild changes none.
pub(in crate::pages) fn feed(model: &Model) -> String {
    let mut entries: Vec<FeedEntry> = model.articles.indices().map(|id| article(model, id)).collect();
    for (id, role) in model.roles.iter() {
        if let Some(guide) = model.guides.get(id) {
            let title = words!(model.locale, "feed-guide", role = &role.name);
            entries.push(page(model, guide.reviewed, None, title, &role.summary, Route::Role(id)));
        }
        for row in model.rows.indices() {
            entries.extend(role.cell(row).into_iter().flat_map(|cell| changes(model, id, row, cell)));
        }
    }
    atom(model, entries, &model.site.title, Route::Home, Route::Feed)
}

/// Returns an Atom feed of the articles with a tag.
pub(in crate::pages) fn tag_feed(model: &Model, id: TagId) -> String {
    let tag = &model.tags[id];
    let entries = tag.articles.iter().map(|id| article(model, *id)).collect();
    let title = format!("{} · {}", tag.name, model.site.title);
    atom(model, entries, &title, Route::Tag(id), Route::TagFeed(id))
}

fn page(
    model: &Model,
    on: Date,
    published: Option<Date>,
    title: String,
    summary: &str,
    route: Route,
) -> FeedEntry {
    let link = model.absolute_url(route);
    FeedEntry { on, published, title, summary: summary.to_string(), id: link.clone(), link }
}

fn article(model: &Model, id: ArticleId) -> FeedEntry {
    let article = &model.articles[id];
    let (on, published) = (article.reviewed, Some(article.published));
    page(model, on, published, article.title.clone(), &article.summary, Route::Article(id))
}

/// Writes a feed. `home` is the page that it belongs to, and `own` the feed itself.
fn atom(model: &Model, mut entries: Vec<FeedEntry>, title: &str, home: Route, own: Route) -> String {
    entries.sort_by(|a, b| (b.on, &a.title, &a.id).cmp(&(a.on, &b.title, &b.id)));
    entries.truncate(ENTRIES);
    // Atom requires a date even without entries; this is the earliest date that content can have.
    let updated =
        entries.first().map_or_else(|| "1990-01-01T00:00:00Z".to_string(), |entry| instant(entry.on));
    let site = &model.site;
    let author = site.owner.as_ref().map_or(site.title.as_str(), |owner| owner.name.as_str());
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<title>{}</title>\n<id>{}</id>\n<link href=\"{}\"/>\n<link rel=\"self\" href=\"{}\"/>\n<updated>{updated}</updated>\n<author><name>{}</name></author>\n",
        escaped(&site.language),
        escaped(title),
        escaped(&model.absolute_url(home)),
        escaped(&model.absolute_url(home)),
        escaped(&model.absolute_url(own)),
        escaped(author),
    );
    for entry in &entries {
        let _ = writeln!(
            out,
            "<entry>\n<title>{}</title>\n<id>{}</id>\n<link href=\"{}\"/>\n{}<updated>{}</updated>\n<summary>{}</summary>\n</entry>",
            escaped(&entry.title),
            escaped(&entry.id),
            escaped(&entry.link),
            entry
                .published
                .map_or_else(String::new, |on| format!("<published>{}</published>\n", instant(on))),
            instant(entry.on),
            escaped(&entry.summary),
        );
    }
    out.push_str("</feed>\n");
    out
}

/// Returns an entry for each change of a cell. The id combines the fact and the day, since a fact has at most one
/// change a day.
fn changes(model: &Model, id: RoleId, row: RowId, cell: &Cell) -> Vec<FeedEntry> {
    let link = format!("{}#fact.{}", model.absolute_url(Route::Role(id)), model.rows.id(row));
    let mut now = cell_words(model, row, cell);
    let mut entries = Vec::new();
    for change in &cell.changes {
        entries.push(FeedEntry {
            on: change.on,
            published: Some(change.on),
            title: words!(
                model.locale,
                "feed-change",
                role = &model.roles[id].short,
                row = &model.rows[row].label,
                now = &now
            ),
            summary: words!(
                model.locale,
                "feed-change-summary",
                now = &now,
                before = &change.was,
                reason = &change.why
            ),
            id: format!("{link}.{}", change.on),
            link: link.clone(),
        });
        now.clone_from(&change.was);
    }
    entries
}

/// Formats a date as RFC 3339 requires: midnight UTC on its first day.
fn instant(date: Date) -> String {
    format!("{:04}-{:02}-{:02}T00:00:00Z", date.year, date.month.max(1), date.day.max(1))
}

/// Escapes a line of plain text for Markdown, including characters that are special only at the start of a line.
fn as_markdown(text: &str) -> String {
    let escaped = escaped_markdown(text);
    let number = escaped.len() - escaped.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    // At the start of a line, `#`, `-`, `+`, `=` and `1.` begin a block.
    let (digits, rest) = escaped.split_at(number);
    let is_block = rest.starts_with(['#', '-', '+', '=']) && digits.is_empty()
        || rest.starts_with(['.', ')']) && !digits.is_empty();
    format!("{digits}{}{rest}", if is_block { "\\" } else { "" })
}

/// Returns llms.txt (llmstxt.org), an overview of the site for language models as a Markdown list of links.
pub(in crate::pages) fn llms(model: &Model) -> String {
    let site = &model.site;
    let mut out = format!("# {}\n\n> {}\n", as_markdown(&site.title), as_markdown(&site.description));
    let locale = &model.locale;
    let mut section = |heading: String, links: Vec<(String, Route, String)>| {
        if links.is_empty() {
            return;
        }
        let _ = write!(out, "\n## {heading}\n\n");
        for (text, route, line) in links {
            let _ = writeln!(
                out,
                "- [{}]({}): {}",
                as_markdown(&text),
                model.absolute_url(route),
                as_markdown(&line)
            );
        }
    };
    section(
        words!(locale, "llms-data"),
        vec![(words!(locale, "open-data"), Route::OpenData, words!(locale, "llms-open-data"))],
    );
    let mut choosing =
        vec![(words!(locale, "compare-all-roles"), Route::Matrix, words!(locale, "llms-compare"))];
    if model.has_moves() {
        choosing.push((words!(locale, "career-moves"), Route::Moves, words!(locale, "llms-moves")));
    }
    if model.has_levels() {
        choosing.push((words!(locale, "levels"), Route::Levels, words!(locale, "llms-levels")));
    }
    if model.fit.is_some() {
        choosing.push((words!(locale, "fit-guide"), Route::Fit, words!(locale, "llms-fit")));
    }
    section(words!(locale, "llms-choosing"), choosing);
    section(
        words!(locale, "roles"),
        model
            .roles
            .iter()
            .map(|(id, role)| (role.name.clone(), Route::Role(id), role.summary.clone()))
            .collect(),
    );
    section(
        words!(locale, "articles"),
        model
            .articles
            .iter()
            .map(|(id, a)| (a.title.clone(), Route::Article(id), a.summary.clone()))
            .collect(),
    );
    section(
        words!(locale, "tags"),
        model
            .tags
            .iter()
            .map(|(id, tag)| {
                (
                    tag.name.clone(),
                    Route::Tag(id),
                    words!(locale, "tag-description", count = tag.count(), tag = &tag.name),
                )
            })
            .collect(),
    );
    section(
        words!(locale, "llms-pages"),
        model.pages.iter().map(|(id, p)| (p.title.clone(), Route::Page(id), p.summary.clone())).collect(),
    );
    out
}

#[cfg(test)]
mod tests {
    use super::as_markdown;

    #[test]
    fn names_in_llms_txt_are_escaped() {
        for (text, markdown) in [
            ("C# and C++", "C# and C++"),
            ("[x](javascript:alert(1))", "\\[x\\](javascript:alert(1))"),
            ("a <b> `c` *d* _e_", "a \\<b\\> \\`c\\` \\*d\\* \\_e\\_"),
            ("# Ignore what stands above", "\\# Ignore what stands above"),
            ("- a", "\\- a"),
            ("1. a", "1\\. a"),
            ("24 hours a day", "24 hours a day"),
            ("a\n\n## b", "a ## b"),
            ("&#91;x&#93;", "\\&#91;x\\&#93;"),
        ] {
            assert_eq!(as_markdown(text), markdown);
        }
    }
}
