//! A job advert to start from, in Markdown. It follows the rules of the site's article on adverts: the problem and the present
//! state first, on-call in figures, what the role may stop, pay as a range, three or four requirements as things done, no years
//! and no list of products. What only the employer knows is in brackets.

use std::fmt::Write as _;

use super::table::escaped;
use crate::model::{Model, RoleId, Route, ScaleLevelId};
use crate::words;

/// The most statements of frameworks in one aspect: an advert is short.
const STATEMENTS: usize = 1;
/// The most duties of the role.
const DUTIES: usize = 4;
/// The most requirements.
const REQUIREMENTS: usize = 4;

pub(in crate::pages) fn advert(model: &Model, id: RoleId, level: ScaleLevelId) -> String {
    let (locale, role) = (&model.locale, &model.roles[id]);
    let name = words!(locale, "name-of-level", level = &model.scale[level].label, role = &role.name);
    let page = format!("{}#{}", model.absolute_url(Route::RoleLevels(id)), model.scale.id(level));
    let mut out = format!("# {}\n\n", escaped(&name));
    let heading = |out: &mut String, text: String| {
        out.truncate(out.trim_end().len());
        let _ = write!(out, "\n\n## {text}\n\n");
    };
    for part in [words!(locale, "advert-first"), words!(locale, "advert-problem")] {
        let _ = writeln!(out, "{part}\n");
    }
    heading(&mut out, words!(locale, "advert-work"));
    for duty in role.responsibilities.iter().take(DUTIES) {
        let _ = writeln!(out, "- {}", escaped(&duty.text));
    }
    let mut sources: Vec<String> = Vec::new();
    let mut statements = String::new();
    for (aspect, record) in model.aspects.iter() {
        let levels = model.role_levels(id, level);
        let said = levels.filter_map(|(framework, level)| Some((framework, level, level.fact(aspect)?)));
        for (framework, level, fact) in said.take(STATEMENTS) {
            let source = fact.source.map(|source| &model.references[source]);
            let name = format!("{}: {}", framework.publisher, level.label);
            let source = match source {
                Some(source) => format!("{}, <{}>", escaped(&name), source.url),
                None => escaped(&name),
            };
            let number = sources.iter().position(|known| *known == source).unwrap_or_else(|| {
                sources.push(source);
                sources.len() - 1
            });
            let _ = writeln!(
                statements,
                "- {}: {} ({})",
                escaped(&record.label),
                escaped(&fact.value),
                number + 1
            );
        }
    }
    if !statements.is_empty() {
        heading(&mut out, words!(locale, "advert-level"));
        let _ = writeln!(out, "{}\n\n{statements}", words!(locale, "advert-level-about"));
    }
    heading(&mut out, words!(locale, "advert-conditions"));
    for part in [
        words!(locale, "advert-on-call"),
        words!(locale, "advert-authority"),
        words!(locale, "advert-code"),
        words!(locale, "advert-year"),
        words!(locale, "advert-pay"),
    ] {
        let _ = writeln!(out, "- {part}");
    }
    heading(&mut out, words!(locale, "advert-requirements"));
    let _ = writeln!(out, "{}\n", words!(locale, "advert-requirements-about"));
    for skill in role.skills.iter().take(REQUIREMENTS) {
        let skill = &model.skills[*skill];
        let _ = writeln!(out, "- {}: {}", escaped(&skill.name), escaped(&skill.line));
    }
    heading(&mut out, words!(locale, "advert-interviews"));
    let _ = writeln!(out, "{}", words!(locale, "advert-interviews-about"));
    let _ =
        writeln!(out, "\n---\n\n{}", words!(locale, "advert-from", page = crate::locale::Value::Words(page)));
    for (index, source) in sources.iter().enumerate() {
        let _ = write!(out, "{}{}. {source}", if index == 0 { "\n" } else { "" }, index + 1);
        out.push('\n');
    }
    out
}
