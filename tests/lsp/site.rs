//! The site that most tests open.

use crate::support::Project;

pub(crate) const ARTICLE: &str = "content/articles/a.md";
pub(crate) const SRE: &str = "content/roles/sre.yaml";
pub(crate) const GUIDE: &str = "content/roles/sre.md";
pub(crate) const COMPARISON: &str = "content/comparison.yaml";
pub(crate) const SOURCES: &str = "content/sources.yaml";
pub(crate) const PAIR: &str = "content/comparisons/sre-vs-platform-engineer.md";

/// Front matter of an article.
pub(crate) const MATTER: &str =
    "---\ntitle: T\nsummary: S.\npublished: 2026\nreviewed: 2026\nroles: [sre]\n---\n";

/// A site with a text of every kind.
pub(crate) fn project() -> Project {
    Project::new()
        .published()
        .file(
            ARTICLE,
            format!(
                "{MATTER}## First part\n\nA [tool](tool:grafana), a [](term:slo), [y](../roles/sre.md#on-call) and\n\
                 [z](#first-part). A fact [=sre.goal] and a figure [=sre.salary.pay.us.median] [@book].\n\
                 [p](compare:sre/platform-engineer#goal)\n"
            ),
        )
        .file("content/articles/b.md", format!("{}## Only\n\n[](a.md) [](term:slo)\n", MATTER.replace("T\n", "U\n")))
        .file("content/glossary/slo.md", "---\nterm: SLO\nline: A goal for reliability.\nsources: [book]\n---\n## Use\n")
        .file(GUIDE, "---\nreviewed: 2026\n---\n## On call\n\nWords [@web].\n")
        .file(PAIR, "---\nreviewed: 2026\nchoose: {sre: Choose it., platform-engineer: Choose the other.}\n---\nWords.\n")
        .file(
            "content/salaries/pay.yaml",
            "title: Pay survey\nsource: book\npopulation: survey\nbasis: gross\nperiod: year\ncurrency: USD\nlicence: L\nmethod: M.\n\
             figures:\n  - {role: sre, region: us, year: 2025, n: 40, median: 120000}\n",
        )
}
