//! The conventions of other site generators: addresses, names, and the places of images.

use crate::parse::scalar::leading_day;
use crate::string_enum;

string_enum! {
    /// The site generator that a folder was written for.
    pub enum Dialect {
        /// Hugo: the folder `content`.
        Hugo = "hugo",
        /// Zola: the folder `content`.
        Zola = "zola",
        /// Docusaurus: the folder `docs` or `blog`.
        Docusaurus = "docusaurus",
        /// Jekyll: the folder of the site, with `_posts`.
        Jekyll = "jekyll",
        /// `MkDocs`: the folder `docs`.
        Mkdocs = "mkdocs",
        /// `mdBook`: the folder `src`.
        Mdbook = "mdbook",
        /// Plain Markdown, as a code host shows it.
        Plain = "plain",
    }
}

/// The name that a file has here, from its path in the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// The path without extension. Files that stand for their folder have its path, which is empty at the top.
    pub(super) path: String,
    /// The date in the name of a post.
    pub(super) date: Option<String>,
}

impl Dialect {
    /// Returns the name of the generator for readers.
    pub fn name(self) -> &'static str {
        match self {
            Dialect::Hugo => "Hugo",
            Dialect::Zola => "Zola",
            Dialect::Docusaurus => "Docusaurus",
            Dialect::Jekyll => "Jekyll",
            Dialect::Mkdocs => "MkDocs",
            Dialect::Mdbook => "mdBook",
            Dialect::Plain => "plain Markdown",
        }
    }

    /// Takes the path of a file apart.
    pub(super) fn named(self, path: &str) -> Named {
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        let mut parts: Vec<String> = stem.split('/').map(ToString::to_string).collect();
        let last = parts.pop().unwrap_or_default();
        let is_folder = matches!(last.to_ascii_lowercase().as_str(), "index" | "_index" | "readme");
        let mut date = None;
        if !is_folder {
            let mut name = last.as_str();
            if matches!(self, Dialect::Jekyll | Dialect::Docusaurus | Dialect::Zola | Dialect::Plain)
                && let Some(day) = leading_day(name)
                && let Some(rest) = name[10..].strip_prefix(['-', '_']).filter(|rest| !rest.is_empty())
            {
                date = Some(day.to_string());
                name = rest;
            }
            parts.push(name.to_string());
        }
        if self == Dialect::Jekyll {
            parts.retain(|part| part != "_posts");
        }
        if self == Dialect::Docusaurus {
            for part in &mut parts {
                *part = without_number(part).to_string();
            }
        }
        Named { path: parts.join("/"), date }
    }

    /// Returns the address that the generator gave to a file, from its name here and the `slug` of its front matter.
    pub(super) fn address(self, named: &Named, slug: Option<&str>) -> Option<String> {
        let mut path = named.path.clone();
        if let Some(slug) = slug {
            if slug.starts_with('/') && self != Dialect::Hugo {
                path = slug.to_string();
            } else {
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                path = format!("{folder}/{slug}");
            }
        }
        let path = path.trim_matches('/');
        let path = match self {
            Dialect::Hugo => path.to_lowercase().replace(' ', "-"),
            Dialect::Zola => path
                .split('/')
                .map(|part| crate::url::Id::slugify(part).unwrap_or_default())
                .collect::<Vec<_>>()
                .join("/"),
            _ => path.to_string(),
        };
        match (self, &named.date) {
            (Dialect::Plain, _) => None,
            _ if path.is_empty() => Some("/".to_string()),
            (Dialect::Jekyll, Some(date)) => Some(format!("/{}/{path}.html", date.replace('-', "/"))),
            (Dialect::Jekyll | Dialect::Mdbook, _) => Some(format!("/{path}.html")),
            (Dialect::Docusaurus, _) => Some(format!("/docs/{path}/")),
            _ => Some(format!("/{path}/")),
        }
    }

    /// The folders, relative to that of the texts, whose files have addresses from the root of the site.
    pub(super) fn static_folders(self) -> &'static [&'static str] {
        match self {
            Dialect::Hugo => &["../static", "../assets", "../../static", "../../assets"],
            Dialect::Zola | Dialect::Docusaurus => &["../static"],
            Dialect::Jekyll | Dialect::Mkdocs | Dialect::Mdbook | Dialect::Plain => &[],
        }
    }
}

/// Removes the number that orders a file: `01-intro`.
fn without_number(name: &str) -> &str {
    let digits = name.len() - name.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &name[digits..];
    match rest.trim_start_matches(['-', '_', '.', ' ']) {
        bare if (1..=3).contains(&digits) && bare.len() < rest.len() && !bare.is_empty() => bare,
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_of_the_generator() {
        for (dialect, path, slug, address) in [
            (Dialect::Hugo, "posts/My Trip.md", None, "/posts/my-trip/"),
            (Dialect::Hugo, "posts/_index.md", None, "/posts/"),
            (Dialect::Hugo, "posts/a/index.md", Some("b"), "/posts/b/"),
            (Dialect::Zola, "docs/2026-01-02-Getting Started.md", None, "/docs/getting-started/"),
            (Dialect::Docusaurus, "01-guides/02-intro.mdx", None, "/docs/guides/intro/"),
            (Dialect::Docusaurus, "a.md", Some("/x"), "/docs/x/"),
            (Dialect::Jekyll, "_posts/2026-01-02-trip.md", None, "/2026/01/02/trip.html"),
            (Dialect::Mkdocs, "user-guide/index.md", None, "/user-guide/"),
            (Dialect::Mdbook, "a/b.md", None, "/a/b.html"),
        ] {
            assert_eq!(dialect.address(&dialect.named(path), slug).as_deref(), Some(address), "{path}");
        }
        assert_eq!(Dialect::Plain.named("2026-01-02-a.md").date.as_deref(), Some("2026-01-02"));
        assert_eq!(Dialect::Docusaurus.named("404.md").path, "404");
    }
}
