//! A site of many roles with levels: each role has a ladder of eight levels, with facts on five aspects and 40 graded
//! skills on each.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::pairs::{self, Role};

pub(crate) const LEVELS: usize = 8;
const ASPECTS: [&str; 5] = ["scope", "autonomy", "expertise", "delivery", "influence"];
const GRADES: usize = 4;
const GRADED: usize = 40;
/// The roles of one framework: its file has a limited size.
const OF_FRAMEWORK: usize = 10;

/// Writes the site of these roles with their ladders, and with no page for a pair.
pub(crate) fn write(root: &Path, roles: &[Role]) -> std::io::Result<()> {
    pairs::write(root, roles, pairs::ROWS.len())?;
    let content = root.join("content");
    let site = content.join("site.yaml");
    let text = fs::read_to_string(&site)?;
    fs::write(&site, format!("{text}pairs: written\n"))?;
    fs::write(content.join("levels.yaml"), scale())?;
    fs::create_dir_all(content.join("frameworks"))?;
    for (number, roles) in roles.chunks(OF_FRAMEWORK).enumerate() {
        fs::write(content.join(format!("frameworks/framework-{number:02}.yaml")), framework(number, roles))?;
    }
    Ok(())
}

fn scale() -> String {
    let mut out = "scale:\n".to_string();
    for level in 1..=LEVELS {
        let _ = writeln!(out, "  - {{id: l{level}, label: L{level}, line: Does what level {level} does.}}");
    }
    out.push_str("aspects:\n");
    for aspect in ASPECTS {
        let _ = writeln!(out, "  - {{id: {aspect}, label: {aspect} of work, question: What is it?}}");
    }
    out.push_str("grades:\n");
    for grade in 0..GRADES {
        let _ = writeln!(out, "  - {{id: g{grade}, label: Grade {grade}, line: Does it at grade {grade}.}}");
    }
    out
}

fn framework(number: usize, roles: &[Role]) -> String {
    let mut out = format!(
        "name: Framework {number}\npublisher: Company {number}\nown: true\nas_of: 2026-11-30\nroles:\n"
    );
    for role in roles {
        let _ = write!(out, "  {}:\n    title: {}\n    levels:\n", role.id, role.name);
        for level in 1..=LEVELS {
            let _ = write!(out, "      - id: l{level}\n        label: {} {level}\n", role.short);
            let _ = write!(out, "        at: l{level}\n        facts:\n");
            for aspect in ASPECTS {
                let _ = writeln!(
                    out,
                    "          {aspect}: {{value: The {aspect} of level {level} of {}}}",
                    role.short
                );
            }
            out.push_str("        skills:\n");
            for skill in 0..GRADED {
                // No grade falls from one level to the next.
                let grade = ((skill % 3) + level) * GRADES / (LEVELS + 3);
                let _ = writeln!(out, "          skill-{skill:03}: g{grade}");
            }
        }
    }
    out
}
