//! Checks that a template exists that a text chooses in its front matter.

use super::{CheckInput, Rule, RuleScope};
use crate::diagnostic::{Code, Diagnostic, Location};
use crate::parse::Body;

pub(super) const RULE: Rule = Rule { codes: &[Code::UnknownName], run: RuleScope::Site(check) };

fn check(site: &CheckInput<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for document in site.documents.iter().filter(|document| site.drafts || !document.body.is_draft()) {
        let chosen = match &document.body {
            Body::Page(_, matter, _) => &matter.template,
            Body::Article(_, matter, _) => &matter.template,
            _ => continue,
        };
        let Some(chosen) = chosen.as_ref().filter(|chosen| !chosen.value.is_placeholder()) else { continue };
        let path = |name: &str| format!("templates/custom/{name}.html");
        let name = chosen.value.as_str();
        if site.templates.contains(&path(name).as_str()) {
            continue;
        }
        let names = site.templates.iter().filter_map(|path| {
            path.strip_prefix("templates/custom/").and_then(|name| name.strip_suffix(".html"))
        });
        let place = Location { file: document.file.clone(), span: chosen.span };
        diagnostics.push(
            Diagnostic::new(Code::UnknownName, place, format!("there is no template `{name}`"))
                .help(format!("create `{}`, or delete the line", path(name)))
                .suggest(name, names),
        );
    }
}
