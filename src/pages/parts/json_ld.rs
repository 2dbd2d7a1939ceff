//! JSON-LD (schema.org) for search engines, in the head of pages. It is data: browsers do not run scripts of this
//! type.

use serde_json::{Value, json};

use crate::locale::Locale;
use crate::model::{ArticleId, DataFile, Entity, Model, RoleId, Route, SeriesId, TermId};
use crate::pages::{Html, Views};
use crate::words;

/// Wraps the statements about a page in a `<script>` element.
fn element(locale: &Locale, mut statements: Vec<Value>) -> Html {
    let graph = if statements.len() == 1 { statements.remove(0) } else { json!({ "@graph": statements }) };
    let mut document = json!({ "@context": "https://schema.org" });
    if let (Some(document), Value::Object(graph)) = (document.as_object_mut(), graph) {
        document.extend(graph);
    }
    // Contributed text must not end the element, so `<`, `>` and `&` are written as JSON escapes, as are the two
    // characters that end a line in JavaScript but not in JSON.
    let mut out = String::from("<script type=\"application/ld+json\">");
    for c in locale.without_isolates(document.to_string()).chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out.push_str("</script>");
    Html(out)
}

/// Adds the licence of facts and texts, if it has an address: schema.org has no words for one.
fn licensed(model: &Model, mut work: Value) -> Value {
    if let Some(url) = model.site.licence.as_ref().and_then(|licence| licence.url.as_ref()) {
        work["license"] = json!(url);
    }
    work
}

/// Returns the breadcrumbs of a page in a section.
fn crumbs(model: &Model, section: (&str, Route), page: (&str, Route)) -> Value {
    let item = |position: u32, (name, route): (&str, Route)| json!({ "@type": "ListItem", "position": position, "name": name, "item": model.absolute_url(route) });
    json!({ "@type": "BreadcrumbList", "itemListElement": [item(1, section), item(2, page)] })
}

pub(in crate::pages) fn home(views: &Views<'_>) -> Html {
    let model = views.model();
    element(
        &model.locale,
        vec![json!({
            "@type": "WebSite", "name": model.site.title, "description": model.site.description,
            "url": model.absolute_url(Route::Home), "inLanguage": model.site.language, "publisher": publisher(model),
        })],
    )
}

pub(in crate::pages) fn role(views: &Views<'_>, id: RoleId) -> Html {
    let model = views.model();
    let role = &model.roles[id];
    let schema_type = model.site.entity.schema_type.as_deref().unwrap_or("Thing");
    let mut entity = json!({
        "@type": schema_type, "name": role.name, "description": role.summary,
        "mainEntityOfPage": model.absolute_url(Route::Role(id)),
    });
    if !role.also_known_as.is_empty() {
        entity["alternateName"] = json!(role.also_known_as);
    }
    // Only occupations have these properties.
    if schema_type == Entity::OCCUPATION {
        let skills: Vec<&str> = role.skills.iter().map(|skill| model.skills[*skill].name.as_str()).collect();
        let duties: Vec<&str> = role.responsibilities.iter().map(|duty| duty.text.as_str()).collect();
        if !skills.is_empty() {
            entity["skills"] = json!(skills.join(", "));
        }
        if !duties.is_empty() {
            entity["responsibilities"] = json!(duties.join("; "));
        }
    }
    element(
        &model.locale,
        vec![
            entity,
            crumbs(model, (&words!(model.locale, "roles"), Route::Roles), (&role.name, Route::Role(id))),
        ],
    )
}

pub(in crate::pages) fn pair(views: &Views<'_>, title: &str, route: Route) -> Html {
    let model = views.model();
    let section = (&*words!(model.locale, "compare"), Route::Matrix);
    element(&model.locale, vec![crumbs(model, section, (title, route))])
}

/// Describes all facts as a dataset.
pub(in crate::pages) fn matrix(views: &Views<'_>) -> Html {
    let model = views.model();
    let files = [DataFile::Facts, DataFile::Roles, DataFile::Rows, DataFile::Sources];
    let files = files.into_iter().filter(|file| model.has(file.presence()));
    let dataset = json!({
        "@type": "Dataset",
        "name": words!(model.locale, "data-roles-name", site = &model.site.title),
        "description": words!(
            model.locale,
            "data-roles-description",
            site = crate::locale::Value::Words(model.site.description.clone()),
            roles = model.roles.len(),
            rows = model.rows.len()
        ),
        "url": model.absolute_url(Route::Matrix),
        "isAccessibleForFree": true,
        "inLanguage": model.site.language,
        "creator": publisher(model),
        "distribution": files.map(|file| download(model, file)).collect::<Vec<_>>(),
    });
    element(&model.locale, vec![licensed(model, dataset)])
}

pub(in crate::pages) fn article(views: &Views<'_>, id: ArticleId) -> Html {
    let model = views.model();
    let article = &model.articles[id];
    element(
        &model.locale,
        vec![
            licensed(
                model,
                json!({
                    "@type": "Article", "headline": article.title, "description": article.summary,
                    "datePublished": article.published, "dateModified": article.reviewed,
                    "author": publisher(model), "publisher": publisher(model), "inLanguage": model.site.language,
                    "mainEntityOfPage": model.absolute_url(Route::Article(id)),
                }),
            ),
            crumbs(
                model,
                (&words!(model.locale, "articles"), Route::Articles),
                (&article.title, Route::Article(id)),
            ),
        ],
    )
}

pub(in crate::pages) fn term(views: &Views<'_>, id: TermId) -> Html {
    let model = views.model();
    let term = &model.terms[id];
    element(
        &model.locale,
        vec![
            json!({
                "@type": "DefinedTerm", "name": term.name, "description": term.line, "url": model.absolute_url(Route::Term(id)),
                "inDefinedTermSet": model.absolute_url(Route::Glossary),
            }),
            crumbs(
                model,
                (&words!(model.locale, "glossary"), Route::Glossary),
                (&term.name, Route::Term(id)),
            ),
        ],
    )
}

pub(in crate::pages) fn series(views: &Views<'_>, id: SeriesId) -> Html {
    let model = views.model();
    let series = &model.series[id];
    let source = &model.references[series.source];
    let mut dataset = json!({
        "@type": "Dataset",
        "name": series.title,
        "description": words!(
            model.locale,
            "data-figures-description",
            method = crate::locale::Value::Words(series.method.clone()),
            count = series.figures.len()
        ),
        "url": model.absolute_url(Route::Series(id)),
        "isAccessibleForFree": true,
        "isBasedOn": source.url,
        "creator": { "@type": "Organization", "name": source.publisher },
        "publisher": publisher(model),
        "distribution": [
            {
                "@type": "DataDownload", "name": format!("{}.csv", model.series.id(id)), "encodingFormat": "text/csv",
                "contentUrl": model.absolute_url(Route::SeriesTable(id)),
            },
            download(model, DataFile::Salaries),
        ],
    });
    // A licence given in words is omitted, since schema.org expects a URL; the page has the words.
    if let Some(url) = licence(&series.licence) {
        dataset["license"] = json!(url);
    }
    element(
        &model.locale,
        vec![
            dataset,
            crumbs(model, (&words!(model.locale, "pay"), Route::Pay), (&series.title, Route::Series(id))),
        ],
    )
}

fn publisher(model: &Model) -> Value {
    let owner = model.site.owner.as_ref();
    let name = owner.map_or(&model.site.title, |owner| &owner.name);
    let url = owner.and_then(|owner| owner.link.clone()).unwrap_or_else(|| model.absolute_url(Route::Home));
    json!({ "@type": "Organization", "name": name, "url": url })
}

fn download(model: &Model, file: DataFile) -> Value {
    json!({
        "@type": "DataDownload", "name": file.file(), "encodingFormat": file.media_type(),
        "contentUrl": model.absolute_url(Route::Data(file)),
    })
}

/// Returns the URL of a licence given by its SPDX identifier: a word with a version, such as `CC0-1.0` or `ODbL-1.0`,
/// or one of the few without a version.
fn licence(name: &str) -> Option<String> {
    if ["MIT", "ISC", "Unlicense"].contains(&name) {
        return Some(format!("https://spdx.org/licenses/{name}"));
    }
    let is_version =
        |last: &str| last.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    let (_, version) = name.rsplit_once('-')?;
    let known =
        is_version(version) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'.');
    known.then(|| format!("https://spdx.org/licenses/{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::SharedLocale;

    #[test]
    fn spdx_licences_have_a_url() {
        assert_eq!(licence("CC0-1.0").as_deref(), Some("https://spdx.org/licenses/CC0-1.0"));
        assert_eq!(licence("CC-BY-NC-ND-4.0").as_deref(), Some("https://spdx.org/licenses/CC-BY-NC-ND-4.0"));
        assert_eq!(licence("Free research use; credit DOU with an active link"), None);
        assert_eq!(licence("US public domain"), None);
    }

    #[test]
    fn text_cannot_end_the_element() {
        let Html(html) = element(
            &SharedLocale::default(),
            vec![json!({ "name": "</script><script>x</script>\u{2028}&" })],
        );
        assert_eq!(html.matches("</script").count(), 1, "{html}");
        let json = html.split('>').nth(1).and_then(|rest| rest.split('<').next()).expect("the data");
        let read: Value = serde_json::from_str(json).expect("JSON");
        assert_eq!(read["name"], "</script><script>x</script>\u{2028}&");
    }
}
