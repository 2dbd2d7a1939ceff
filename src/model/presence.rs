//! The conditions for a site to have a page or file: there is none about what the site has no data about.

use super::Model;

/// The condition for a site to have a page or file with a fixed address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Presence {
    /// Every site has it.
    Always,
    /// Sites with a career move.
    Moves,
    /// Sites with levels of a role.
    Levels,
    /// Sites with a fit guide.
    Fit,
    /// Sites with tools.
    Tools,
    /// Sites with a salary dataset.
    Salaries,
    /// Sites with a published article.
    Articles,
    /// Sites with a tag of a published text.
    Tags,
    /// Sites with a published term.
    Glossary,
    /// Sites with sources.
    Sources,
    /// The site of the program itself.
    Manual,
    /// Sites that search engines may list.
    Indexed,
    /// Sites without a `robots.txt` of their own.
    GeneratedRobots,
}

impl Presence {
    /// Says what a site without the page has to add; `None` if nothing in `content/` brings it.
    pub fn needs(self) -> Option<&'static str> {
        match self {
            Presence::Moves => Some("a role with `moves_to`"),
            Presence::Levels => Some("a framework in `content/frameworks/`"),
            Presence::Fit => Some("a file `content/fit.yaml`"),
            Presence::Tools => Some("a tool in `content/tools.yaml`"),
            Presence::Salaries => Some("a dataset in `content/salaries/`"),
            Presence::Articles => Some("an article in `content/articles/`"),
            Presence::Tags => Some("an article or page with `tags`"),
            Presence::Glossary => Some("a term in `content/glossary/`"),
            Presence::Sources => Some("a source in `content/sources.yaml`"),
            Presence::Always | Presence::Manual | Presence::Indexed | Presence::GeneratedRobots => None,
        }
    }

    /// Returns the start of the paths of the files that bring the page. If one has an error, the page may be missing for
    /// that reason only.
    pub fn brought_by(self) -> Option<&'static str> {
        match self {
            Presence::Manual => Some("content/site.yaml"),
            Presence::Moves => Some("content/roles/"),
            Presence::Levels => Some("content/frameworks/"),
            Presence::Fit => Some("content/fit.yaml"),
            Presence::Tools => Some("content/tools.yaml"),
            Presence::Salaries => Some("content/salaries/"),
            Presence::Articles => Some("content/articles/"),
            Presence::Tags => Some("content/"),
            Presence::Glossary => Some("content/glossary/"),
            Presence::Sources => Some("content/sources.yaml"),
            Presence::Always | Presence::Indexed | Presence::GeneratedRobots => None,
        }
    }
}

impl Model {
    /// Returns `true` if the site meets a condition.
    pub fn has(&self, presence: Presence) -> bool {
        match presence {
            Presence::Always => true,
            Presence::Moves => self.has_moves(),
            Presence::Levels => self.has_levels(),
            Presence::Fit => self.fit.is_some(),
            Presence::Tools => !self.tools.is_empty(),
            Presence::Salaries => !self.series.is_empty(),
            Presence::Articles => !self.articles.is_empty(),
            Presence::Tags => !self.tags.is_empty(),
            Presence::Glossary => !self.terms.is_empty(),
            Presence::Sources => !self.references.is_empty(),
            Presence::Manual => self.site.has_manual,
            Presence::Indexed => !self.site.is_hidden,
            Presence::GeneratedRobots => !self.has_own_robots(),
        }
    }
}
