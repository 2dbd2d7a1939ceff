//! JSON-LD (schema.org) in the head of pages: what search engines read of them. Data, never a program: a browser does
//! not run a script of this type.

use serde_json::{Value, json};

use super::{Html, Views};
use crate::model::{ArticleId, Model, RoleId, Route, SeriesId};

/// The statements about one page, as the element that holds them.
fn element(mut statements: Vec<Value>) -> Html {
    let graph = if statements.len() == 1 { statements.remove(0) } else { json!({ "@graph": statements }) };
    let mut document = json!({ "@context": "https://schema.org" });
    if let (Some(document), Value::Object(graph)) = (document.as_object_mut(), graph) {
        document.extend(graph);
    }
    // A text of a contributor's must not end the element: `<`, `>` and `&` are written as escapes of JSON, and so are
    // the two line separators that JavaScript knows and JSON does not.
    let mut out = String::from("<script type=\"application/ld+json\">");
    for c in document.to_string().chars() {
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

/// The way from the section to the page.
fn crumbs(model: &Model, section: (&str, Route), page: (&str, Route)) -> Value {
    let item = |position: u32, (name, route): (&str, Route)| json!({ "@type": "ListItem", "position": position, "name": name, "item": model.whole(route) });
    json!({ "@type": "BreadcrumbList", "itemListElement": [item(1, section), item(2, page)] })
}

pub(super) fn home(views: &Views<'_>) -> Html {
    let model = views.model();
    element(vec![json!({
        "@type": "WebSite", "name": model.site.title, "description": model.site.description, "url": model.whole(Route::Home),
    })])
}

pub(super) fn role(views: &Views<'_>, id: RoleId) -> Html {
    let model = views.model();
    let role = &model.roles[id];
    let skills: Vec<&str> = role.skills.iter().map(|skill| model.skills[*skill].name.as_str()).collect();
    let duties: Vec<&str> = role.responsibilities.iter().map(|duty| duty.text.as_str()).collect();
    element(vec![
        json!({
            "@type": "Occupation", "name": role.name, "alternateName": role.also_known_as, "description": role.summary,
            "skills": skills.join(", "), "responsibilities": duties.join(" "), "mainEntityOfPage": model.whole(Route::Role(id)),
        }),
        crumbs(model, ("Roles", Route::Roles), (&role.name, Route::Role(id))),
    ])
}

pub(super) fn pair(views: &Views<'_>, title: &str, route: Route) -> Html {
    element(vec![crumbs(views.model(), ("Compare", Route::Matrix), (title, route))])
}

pub(super) fn article(views: &Views<'_>, id: ArticleId) -> Html {
    let model = views.model();
    let article = &model.articles[id];
    let author = model.site.owner.as_ref().map_or(&model.site.title, |owner| &owner.name);
    element(vec![
        json!({
            "@type": "Article", "headline": article.title, "description": article.summary,
            "datePublished": article.published, "dateModified": article.reviewed,
            "author": { "@type": "Organization", "name": author }, "mainEntityOfPage": model.whole(Route::Article(id)),
        }),
        crumbs(model, ("Articles", Route::Articles), (&article.title, Route::Article(id))),
    ])
}

pub(super) fn series(views: &Views<'_>, id: SeriesId) -> Html {
    let model = views.model();
    let series = &model.series[id];
    let source = &model.references[series.source];
    element(vec![
        json!({
            "@type": "Dataset", "name": series.title, "description": series.method, "license": series.licence,
            "isBasedOn": source.url, "url": model.whole(Route::Series(id)),
            "distribution": {
                "@type": "DataDownload", "encodingFormat": "text/csv",
                "contentUrl": model.whole(Route::Data(crate::model::DataFile::Figures)),
            },
        }),
        crumbs(model, ("Pay", Route::Pay), (&series.title, Route::Series(id))),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_the_element() {
        let Html(html) = element(vec![json!({ "name": "</script><script>x</script>\u{2028}&" })]);
        assert_eq!(html.matches("</script").count(), 1, "{html}");
        let json = html.split('>').nth(1).and_then(|rest| rest.split('<').next()).expect("the data");
        let read: Value = serde_json::from_str(json).expect("JSON");
        assert_eq!(read["name"], "</script><script>x</script>\u{2028}&");
    }
}
