//! The web addresses in a file, each with its span.

use super::record::SiteFile;
use super::scalar::WebAddress;
use super::{Body, Document};
use crate::diagnostic::Span;

/// Returns every web address in a document, in the order of its record's fields.
pub fn web_addresses(document: &Document) -> Vec<(&str, Span)> {
    let yaml: Vec<&WebAddress> = match &document.body {
        Body::Site(site) => of_site(site),
        Body::Sources(list) => list.sources.0.iter().map(|(_, source)| &source.url).collect(),
        Body::Tools(list) => list.tools.0.iter().map(|(_, tool)| &tool.url).collect(),
        Body::Learning(list) => list.resources.0.iter().map(|(_, resource)| &resource.url).collect(),
        Body::Series(_, series) => series.credit_url.iter().collect(),
        Body::Role(_, role) => role.facts.0.iter().filter_map(|(_, fact)| fact.value.link.as_ref()).collect(),
        Body::Comparison(_)
        | Body::Skills(_)
        | Body::Fit(_)
        | Body::Levels(_)
        | Body::Interviews(_)
        | Body::Framework(..) => Vec::new(),
        Body::Guide(.., prose)
        | Body::Pair(.., prose)
        | Body::Article(.., prose)
        | Body::Term(.., prose)
        | Body::Page(.., prose) => {
            return prose.web.iter().map(|link| (link.value.as_str(), link.span)).collect();
        }
    };
    yaml.into_iter().map(|address| (address.0.as_str(), address.1)).collect()
}

/// The site's own address is excluded, because the site may not be published there yet.
fn of_site(site: &SiteFile) -> Vec<&WebAddress> {
    let owned = site.owner.iter().flat_map(|owner| owner.link.iter().chain(&owner.contact));
    site.repository.iter().chain(owned).collect()
}
