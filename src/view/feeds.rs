//! Files for machines that find pages: sitemap, robots, feed, llms.txt.

use std::fmt::Write as _;

use pulldown_cmark_escape::escape_html;

use crate::model::route::SITEMAP_LIMIT;
use crate::model::{Model, Route, Routes};

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // XML's five characters are among HTML's.
    escape_html(&mut out, text).expect("invariant: writing to a string cannot fail");
    out
}

/// The sitemap (sitemaps.org, protocol 0.9): the addresses, or past 50,000 of them the list of its parts.
pub(super) fn sitemap(model: &Model, routes: &Routes) -> String {
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
            escaped(&model.whole(Route::SitemapPart(part)))
        );
    }
    out.push_str("</sitemapindex>\n");
    out
}

/// One part of a long sitemap, counted from 1.
pub(super) fn sitemap_part(model: &Model, routes: &Routes, part: u32) -> String {
    let skipped = (part as usize).saturating_sub(1) * SITEMAP_LIMIT;
    addresses(model, routes.listed().skip(skipped).take(SITEMAP_LIMIT))
}

fn addresses(model: &Model, routes: impl Iterator<Item = Route>) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for route in routes {
        let _ = writeln!(out, "<url><loc>{}</loc></url>", escaped(&model.whole(route)));
    }
    out.push_str("</urlset>\n");
    out
}

/// Everything may be read by robots; the sitemap says what there is.
pub(super) fn robots(model: &Model) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", model.whole(Route::Sitemap))
}

/// An Atom feed (RFC 4287) of articles and guides, newest first. Dates are those that authors wrote: a rebuild is no news.
pub(super) fn feed(model: &Model) -> String {
    let mut entries: Vec<(String, String, String, Route)> = Vec::new();
    for (id, article) in model.articles.iter() {
        entries.push((
            article.reviewed.to_string(),
            article.title.clone(),
            article.summary.clone(),
            Route::Article(id),
        ));
    }
    for (id, guide) in &model.guides {
        let role = &model.roles[*id];
        entries.push((
            guide.reviewed.to_string(),
            format!("Guide: {}", role.name),
            role.summary.clone(),
            Route::Role(*id),
        ));
    }
    entries.sort_by(|a, b| (&b.0, &a.1).cmp(&(&a.0, &b.1)));
    entries.truncate(50);
    let updated =
        entries.first().map_or_else(|| "1990-01-01T00:00:00Z".to_string(), |entry| instant(&entry.0));
    let site = &model.site;
    let author = site.owner.as_ref().map_or(site.title.as_str(), |owner| owner.name.as_str());
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n<title>{}</title>\n<id>{}</id>\n<link href=\"{}\"/>\n<link rel=\"self\" href=\"{}\"/>\n<updated>{updated}</updated>\n<author><name>{}</name></author>\n",
        escaped(&site.language),
        escaped(&site.title),
        escaped(&model.whole(Route::Home)),
        escaped(&model.whole(Route::Home)),
        escaped(&model.whole(Route::Feed)),
        escaped(author),
    );
    for (date, title, summary, route) in &entries {
        let url = escaped(&model.whole(*route));
        let _ = writeln!(
            out,
            "<entry>\n<title>{}</title>\n<id>{url}</id>\n<link href=\"{url}\"/>\n<updated>{}</updated>\n<summary>{}</summary>\n</entry>",
            escaped(title),
            instant(date),
            escaped(summary),
        );
    }
    out.push_str("</feed>\n");
    out
}

/// A date as the instant that RFC 3339 wants: the start of its first day.
fn instant(date: &str) -> String {
    let missing = match date.len() {
        4 => "-01-01",
        7 => "-01",
        _ => "",
    };
    format!("{date}{missing}T00:00:00Z")
}

/// What the site holds, for language models (llmstxt.org): a Markdown list of addresses.
pub(super) fn llms(model: &Model) -> String {
    let site = &model.site;
    let mut out = format!("# {}\n\n> {}\n", site.title, site.description);
    let mut section = |heading: &str, links: Vec<(String, Route, String)>| {
        if links.is_empty() {
            return;
        }
        let _ = write!(out, "\n## {heading}\n\n");
        for (text, route, line) in links {
            let _ = writeln!(out, "- [{text}]({}): {line}", model.whole(route));
        }
    };
    section(
        "Data",
        vec![(
            "Open data".to_string(),
            Route::Data(crate::model::DataFile::Index),
            "every fact and figure with its source, as JSON and CSV".to_string(),
        )],
    );
    let mut choosing = vec![(
        "Compare all roles".to_string(),
        Route::Matrix,
        "every row of every role in one table".to_string(),
    )];
    if model.has_ways() {
        let line = "where people move to, how, and what they learn on the way";
        choosing.push(("Ways between roles".to_string(), Route::Ways, line.to_string()));
    }
    if model.fit.is_some() {
        let line = "questions, and what each answer speaks for, with reasons";
        choosing.push(("Fit guide".to_string(), Route::Fit, line.to_string()));
    }
    section("Choosing", choosing);
    section(
        "Roles",
        model
            .roles
            .iter()
            .map(|(id, role)| (role.name.clone(), Route::Role(id), role.summary.clone()))
            .collect(),
    );
    section(
        "Articles",
        model
            .articles
            .iter()
            .map(|(id, a)| (a.title.clone(), Route::Article(id), a.summary.clone()))
            .collect(),
    );
    section(
        "Pages",
        model.pages.iter().map(|(id, p)| (p.title.clone(), Route::Page(id), p.summary.clone())).collect(),
    );
    out
}
