//! Hugo with the same pages. Where a choice was to be made it is the one that is faster for Hugo: cells come prepared as
//! Rolebook prepares them, rows are not sorted by their difference, there is no page for the reverse of a pair, no
//! page for a role or tool and no feed; highlighting writes classes, links are finished addresses.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use crate::guides::{self, Links};
use crate::pairs::{self, DATE, LEVELS, ROWS, Role, Said};

/// The program itself and its version. What `pip` installs on the path is a script that starts it, which would be
/// counted; it says where the program is.
pub fn find() -> Option<(PathBuf, String)> {
    let output =
        Command::new("hugo").arg("version").output().ok().filter(|output| output.status.success())?;
    let said =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let begin = said.find("hugo v")?;
    let version = said[begin..].split(['-', ' ', '+']).nth(1).unwrap_or("v?").to_string();
    let program = said.split_once("hugo-python-distributions at ").and_then(|(_, rest)| {
        let line = rest.lines().next()?;
        Some(PathBuf::from(line.split('\u{1b}').next()?.trim()))
    });
    let program = program.filter(|path| path.is_file()).unwrap_or_else(|| PathBuf::from("hugo"));
    Some((program, version.trim_start_matches('v').to_string()))
}

/// The command that builds.
pub fn command(program: &Path, site: &Path, output: &Path) -> Command {
    let mut command = Command::new(program);
    command.arg("--source").arg(site).arg("--destination").arg(output);
    command.env("HUGO_CACHEDIR", site.join("cache"));
    command
}

fn frame(root: &Path) -> io::Result<()> {
    for folder in ["content/articles", "content/glossary", "data", "layouts/_partials", "layouts/compare"] {
        fs::create_dir_all(root.join(folder))?;
    }
    fs::write(root.join("layouts/baseof.html"), include_str!("hugo/baseof.html"))?;
    fs::write(root.join("layouts/list.html"), include_str!("hugo/list.html"))?;
    fs::write(root.join("layouts/page.html"), include_str!("hugo/page.html"))?;
    fs::write(
        root.join("hugo.toml"),
        "baseURL = 'https://bench.example/'\nlocale = 'en-GB'\ntitle = 'Bench'\ndisableKinds = ['taxonomy', 'term', 'rss']\n[markup.highlight]\nnoClasses = false\n",
    )
}

/// The pairs, made by a content adapter. `cached`: each cell is drawn once, as an expert would have it.
pub fn write_pairs(root: &Path, roles: &[Role], cached: bool) -> io::Result<()> {
    frame(root)?;
    fs::create_dir_all(root.join("content/compare"))?;
    fs::write(root.join("content/compare/_content.gotmpl"), include_str!("hugo/adapter.gotmpl"))?;
    for (name, text) in [
        ("cell.html", include_str!("hugo/cell.html")),
        ("bar.html", include_str!("hugo/bar.html")),
        ("sets.html", include_str!("hugo/sets.html")),
    ] {
        fs::write(root.join("layouts/_partials").join(name), text)?;
    }
    let call = |cell: &str, role: &str| {
        if cached {
            format!("partialCached \"cell.html\" {cell} {role}.id $n")
        } else {
            format!("partial \"cell.html\" {cell}")
        }
    };
    let page = include_str!("hugo/pair.html");
    let page = page.replace("CELL_LEFT", &call("$x", "$a")).replace("CELL_RIGHT", &call("$y", "$b"));
    fs::write(root.join("layouts/compare/page.html"), page)?;
    let rows: Vec<Value> = ROWS
        .iter()
        .enumerate()
        .map(|(n, (label, kind))| json!({"id": pairs::row_id(n), "label": label, "kind": kind}))
        .collect();
    fs::write(root.join("data/rows.json"), Value::from(rows).to_string())?;
    let tools: serde_json::Map<String, Value> =
        (0..pairs::TOOLS).map(|n| (pairs::tool(n), format!("/tools/tool-{n:03}/").into())).collect();
    fs::write(root.join("data/tools.json"), Value::from(tools).to_string())?;
    let all: Vec<Value> = roles.iter().map(role).collect();
    fs::write(root.join("data/roles.json"), Value::from(all).to_string())
}

fn role(role: &Role) -> Value {
    let names =
        |of: &[usize], name: fn(usize) -> String| -> Vec<String> { of.iter().map(|n| name(*n)).collect() };
    let cells: Vec<Value> = (0..ROWS.len()).map(|row| cell(role, row)).collect();
    let [p10, p25, median, p75, p90] = role.pay.map(|amount| amount * 1000 / 300_000);
    json!({
        "id": role.id, "name": role.name, "short": role.short, "summary": role.summary, "url": format!("/roles/{}/", role.id),
        "cells": cells,
        "tools": names(&role.tools, pairs::tool),
        "skills": names(&role.skills, pairs::skill),
        "pay": {
            "p10": p10, "p25": p25, "median": median, "p75": p75, "p90": p90, "amount": money(role.pay[2]),
            "range": format!("{} to {}", money(role.pay[1]), money(role.pay[3])), "n": format!("n {}", role.n),
        },
    })
}

fn cell(role: &Role, row: usize) -> Value {
    let fact = &role.facts[row];
    let mut cell = match &fact.said {
        Said::Text(text) => json!({"text": text}),
        Said::Level(level, text) => json!({
            "text": LEVELS[*level], "note": text, "level": level,
            "dots": "●".repeat(level + 1) + &"○".repeat(4 - level), "meter": format!("{} of 5", level + 1),
        }),
        Said::Items(items) => json!({"items": items}),
        Said::Amount(amount, text) => json!({"text": format!("+{amount} %"), "note": text, "amount": amount}),
        Said::Drawn if ROWS[row].1 == "tools" => {
            json!({"items": role.tools.iter().map(|n| pairs::tool(*n)).collect::<Vec<_>>()})
        }
        Said::Drawn => {
            json!({"items": [format!("{} a year (median 2025, Worldwide, n {})", money(role.pay[2]), role.n)]})
        }
    };
    cell["kind"] = ROWS[row].1.into();
    if !matches!(fact.said, Said::Drawn) {
        let sources = fact
            .sources
            .iter()
            .map(|n| json!({"text": pairs::source(*n), "url": format!("/sources/#source-{n:02}")}));
        cell["sources"] = sources.collect();
        if fact.unsure {
            cell["unsure"] = "medium".into();
        }
        if let Some(year) = fact.as_of {
            cell["as_of"] = year.into();
        }
    }
    cell
}

fn money(units: usize) -> String {
    format!("USD {},{:03}", units / 1000, units % 1000)
}

/// The articles and the terms.
pub fn write_guides(root: &Path, count: usize) -> io::Result<()> {
    frame(root)?;
    for n in 0..count {
        let text = format!(
            "---\ntitle: \"{}\"\ndescription: {}\ndate: {DATE}\n---\n\n{}",
            guides::title(n),
            guides::summary(n),
            guides::body(n, count, Links::Addresses, "")
        );
        fs::write(root.join(format!("content/articles/{}.md", guides::article_id(n))), text)?;
    }
    for n in 0..guides::TERMS {
        let text =
            format!("---\ntitle: Term {n}\ndescription: {}\ndate: {DATE}\n---\n", guides::term_line(n));
        fs::write(root.join(format!("content/glossary/{}.md", guides::term_id(n))), text)?;
    }
    Ok(())
}
