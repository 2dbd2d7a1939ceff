//! Templates of Markdown files: a term, an article, the text about a pair.

use super::{Draft, ExistingSite, NameAndId, two_roles, yaml};
use crate::error::Error;
use crate::parse::FileKind;
use crate::parse::scalar::Date;

pub(super) fn term(named: &NameAndId) -> Draft {
    let text = format!(
        "---\nterm: {}\nline: \"TODO: one sentence that says exactly what it is.\"\nalso_known_as: []\n# Terms to read next.\nsee: []\n# Ids of sources.yaml that say so.\nsources: []\n---\n\nTODO: a worked example, or the difference that people get wrong.\n",
        yaml(&named.words)
    );
    Draft::new(FileKind::Term(named.id.as_str()).path(), text)
}

pub(super) fn article(named: &NameAndId, today: Date) -> Draft {
    let text = format!(
        "---\ntitle: {}\nsummary: \"TODO: one sentence on what a reader takes from it.\"\npublished: {today}\nreviewed: {today}\n# Ids of the roles that it is about.\nroles: []\n---\n\nTODO\n",
        yaml(&named.words)
    );
    Draft::new(FileKind::Article(named.id.as_str()).path(), text)
}

pub(super) fn comparison(typed: &str, site: &ExistingSite<'_>, today: Date) -> Result<Draft, Error> {
    let (a, b) = two_roles(typed, site)?;
    let other = FileKind::pair_path(b.as_str(), a.as_str());
    if site.root.join(&other).symlink_metadata().is_ok() {
        return Err(crate::command::save::already_exists(&other));
    }
    let text = format!(
        "---\nsummary: \"TODO: how the two differ, in one sentence.\"\nreviewed: {today}\n---\n\nTODO: what the table cannot say, and how to choose.\n"
    );
    Ok(Draft::new(FileKind::pair_path(a.as_str(), b.as_str()), text))
}
