//! The template of a career framework with its source, and of the common scale if the site has none.

use std::fmt::Write as _;
use std::path::Path;

use super::{Draft, ExistingSite, NameAndId, entry, ladder_table, yaml};
use crate::error::Error;
use crate::parse::FileKind;
use crate::parse::scalar::Date;
use crate::url::Id;

/// The common scale of a site that has none.
const LEVELS: &str = include_str!("../starter/levels.yaml");

pub(super) fn drafts(
    named: &NameAndId,
    table: Option<&Path>,
    site: &ExistingSite<'_>,
    today: Date,
) -> Result<Vec<Draft>, Error> {
    let Some(role) = site.roles().next() else {
        return Err(Error::Refused {
            what: "a framework has levels of roles, and the site has no role".to_string(),
            help: "add one first: rolebook new role NAME".to_string(),
        });
    };
    if let Some(table) = table {
        let text = ladder_table::framework(named, table, site, today)?;
        return Ok(vec![Draft::new(FileKind::Framework(named.id.as_str()).path(), text)]);
    }
    let model = site.content.model();
    let mut scale: Vec<&str> = model.scale.ids().iter().map(Id::as_str).collect();
    let mut aspects: Vec<&str> = model.aspects.ids().iter().map(Id::as_str).collect();
    let mut grades: Vec<&str> = model.grades.ids().iter().map(Id::as_str).collect();
    let has_levels = site.content.sources().text(&FileKind::Levels.path()).is_some();
    if !has_levels {
        scale = vec![
            "entry",
            "intermediate",
            "senior",
            "staff",
            "principal",
            "manager",
            "senior-manager",
            "director",
        ];
        aspects = vec!["scope", "autonomy", "influence", "delivery", "people"];
        grades = vec!["awareness", "working", "practitioner", "expert"];
    }
    let mut text = format!("name: {}\n", yaml(&named.words));
    text.push_str("publisher: \"TODO: who publishes it\"\n");
    text.push_str("# For the framework of your own organisation, write `own: true` instead.\n");
    let _ = writeln!(text, "source: {}", named.id);
    text.push_str("licence: \"TODO: the licence, as its publisher states it\"\n");
    text.push_str(
        "# The framework's own names: `capacity: {name: Capacity management, skill: capacity-planning}`.\n",
    );
    let _ = writeln!(text, "skills: {{}}\nroles:\n  {role}:");
    text.push_str("    title: \"TODO: the title of the role in the framework\"\n");
    let _ = writeln!(
        text,
        "    # In ascending order. `at` is one of: {}; or a range of two: `[from, to]`.",
        scale.join(", ")
    );
    let at = scale.first().copied().unwrap_or("TODO");
    let _ = writeln!(text, "    levels:\n      - id: l1\n        label: L1\n        at: {at}");
    text.push_str("        # The reason or the doubt of the mapping, which readers see: `why: \"…\"`.\n");
    let _ = writeln!(text, "        # One fact for each of: {}.", aspects.join(", "));
    match aspects.first() {
        Some(aspect) => {
            let _ = writeln!(
                text,
                "        facts:\n          {aspect}: {{value: \"TODO: in your own words\", section: \"TODO: where it says so\"}}"
            );
        }
        None => text.push_str("        facts: {}\n"),
    }
    let _ = writeln!(text, "        # `skill: grade`, the grade being one of: {}.", grades.join(", "));
    text.push_str("        skills: {}\n");
    let mut drafts = vec![Draft::new(FileKind::Framework(named.id.as_str()).path(), text)];
    if !has_levels {
        drafts.push(Draft::new(FileKind::Levels.path(), LEVELS.to_string()));
    }
    if !site.references()?.sources.0.iter().any(|(id, _)| id.value == named.id) {
        drafts.push(entry::reference(named, site, today)?);
    }
    Ok(drafts)
}
