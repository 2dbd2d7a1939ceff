//! Random edits of a site whose content is known, in files of random layout.

use std::collections::{BTreeMap, BTreeSet};

use rolebook::diff::{ChangeKind, ItemKind, SiteDiff, compare_content};

use super::{PLATFORM, SRE, snapshot};
use crate::support::Project;
use crate::support::dice::Dice;

/// A site as its items with their fields, from which its files are written.
#[derive(Clone, Default)]
struct Truth {
    items: BTreeMap<(ItemKind, Vec<String>), BTreeMap<&'static str, String>>,
}

/// Words of a sentence that nothing else has.
fn sentence(dice: &mut Dice) -> String {
    let word = |dice: &mut Dice| -> String {
        (0..8).map(|_| char::from(b'a' + u8::try_from(dice.below(26)).expect("a letter"))).collect()
    };
    format!("Keeps {} {} {}", word(dice), word(dice), word(dice))
}

impl Truth {
    fn set(&mut self, kind: ItemKind, key: &[&str], field: &'static str, value: impl Into<String>) {
        let key = key.iter().map(ToString::to_string).collect();
        self.items.entry((kind, key)).or_default().insert(field, value.into());
    }

    fn new(dice: &mut Dice) -> Truth {
        let mut truth = Truth::default();
        for source in ["book", "page", "talk"] {
            truth.set(ItemKind::Source, &[source], "title", sentence(dice));
            truth.set(ItemKind::Source, &[source], "note", sentence(dice));
        }
        for tool in ["git", "grafana", "prometheus", "terraform"] {
            truth.set(ItemKind::Tool, &[tool], "name", sentence(dice));
            truth.set(ItemKind::Tool, &[tool], "description", sentence(dice));
        }
        for skill in ["linux", "networks", "programming"] {
            truth.set(ItemKind::Skill, &[skill], "name", sentence(dice));
            truth.set(ItemKind::Skill, &[skill], "description", sentence(dice));
        }
        for term in ["error-budget", "toil"] {
            truth.set(ItemKind::Term, &[term], "definition", sentence(dice));
            truth.set(ItemKind::Term, &[term], "text", format!("{}. {}", sentence(dice), sentence(dice)));
        }
        for level in ["none", "some", "core"] {
            truth.set(ItemKind::Level, &["on-call", level], "name", sentence(dice));
        }
        for role in ["dbre", "platform-engineer", "sre"] {
            truth.set(ItemKind::Role, &[role], "name", sentence(dice));
            truth.set(ItemKind::Role, &[role], "summary", sentence(dice));
            truth.set(ItemKind::Role, &[role], "skills", "linux|networks");
            for row in ["goal", "on-call", "judged-by", "demand"] {
                truth.fact(dice, role, row);
            }
            truth.set(ItemKind::RoleTools, &[role, "monitoring"], "tools", "grafana|prometheus");
            for _ in 0..2 {
                let text = sentence(dice);
                truth.set(ItemKind::Responsibility, &[role, &text], "provenance", "own judgement");
            }
            let other = if role == "sre" { "dbre" } else { "sre" };
            truth.set(ItemKind::Move, &[role, other], "how", sentence(dice));
            truth.set(ItemKind::Move, &[role, other], "provenance", "own judgement");
            truth.figure(dice, role, "2025");
        }
        truth
    }

    fn fact(&mut self, dice: &mut Dice, role: &str, row: &str) {
        let value = match row {
            "on-call" => ["none", "some", "core"][dice.below(3)].to_string(),
            "judged-by" => format!("{}|{}", sentence(dice), sentence(dice)),
            "demand" => (1 + dice.below(90)).to_string(),
            _ => sentence(dice),
        };
        self.items.remove(&(ItemKind::Fact, vec![role.to_string(), row.to_string()]));
        self.set(ItemKind::Fact, &[role, row], "value", value);
        self.set(ItemKind::Fact, &[role, row], "sources", "book");
        self.set(ItemKind::Fact, &[role, row], "confidence", "medium");
    }

    fn figure(&mut self, dice: &mut Dice, role: &str, year: &str) {
        let key = [role, "survey", "us", "all", year, "USD", ""];
        self.set(ItemKind::Figure, &key, "median", (100_000 + dice.below(9000)).to_string());
        self.set(ItemKind::Figure, &key, "sample", (100 + dice.below(900)).to_string());
    }

    /// The files, with the keys, entries and comments in an order that `layout` chooses.
    #[expect(clippy::too_many_lines, reason = "one part for each kind of item")]
    fn project(&self, layout: &mut Dice) -> Project {
        let of = |kind: ItemKind| self.items.iter().filter(move |((known, _), _)| *known == kind);
        let mut mixed = |mut lines: Vec<String>| -> String {
            for n in (1..lines.len()).rev() {
                lines.swap(n, layout.below(n + 1));
            }
            if layout.below(2) == 0 {
                lines.insert(0, "# A comment.\n".to_string());
            }
            lines.concat()
        };
        let list = |text: &str| text.split('|').collect::<Vec<_>>().join(", ");
        let provenance = |fields: &BTreeMap<&str, String>| match fields.get("sources") {
            Some(sources) => format!("sources: [{}]", list(sources)),
            None => "judgement: true".to_string(),
        };
        let sources: Vec<String> = of(ItemKind::Source).map(|((_, key), f)| {
            format!("  {0}: {{title: {1}, url: 'https://example.org/{0}', publisher: Press, accessed: 2026-11-01, seen: full, note: {2}}}\n", key[0], f["title"], f["note"])
        }).collect();
        let tools: Vec<String> = of(ItemKind::Tool).map(|((_, key), f)| {
            format!("  {0}:\n    line: {1}\n    name: {2}\n    category: monitoring\n    url: https://example.org/{0}\n", key[0], f["description"], f["name"])
        }).collect();
        let skills: Vec<String> = of(ItemKind::Skill)
            .map(|((_, key), f)| {
                format!("  {}: {{line: {}, name: {}}}\n", key[0], f["description"], f["name"])
            })
            .collect();
        let levels: Vec<String> = ["none", "some", "core"]
            .map(|level| {
                let key = (ItemKind::Level, vec!["on-call".to_string(), level.to_string()]);
                format!("{{id: {level}, label: {}}}", self.items[&key]["name"])
            })
            .to_vec();
        let figures: Vec<String> = of(ItemKind::Figure)
            .map(|((_, key), f)| {
                format!(
                    "  - {{role: {}, region: us, year: {}, n: {}, median: {}}}\n",
                    key[0], key[4], f["sample"], f["median"]
                )
            })
            .collect();
        let mut project = Project::new()
            .without(SRE)
            .without(PLATFORM)
            .file("content/sources.yaml", format!("sources:\n{}", mixed(sources)))
            .file("content/tools.yaml", format!("categories: [{{id: monitoring, label: Monitoring}}]\ntools:\n{}", mixed(tools)))
            .file("content/skills.yaml", format!("skills:\n{}", mixed(skills)))
            .file("content/salaries/survey.yaml", format!("title: Survey\nsource: book\npopulation: survey\nbasis: gross\nperiod: year\ncurrency: USD\nlicence: CC0\nmethod: Asked.\nfigures:\n{}", mixed(figures)))
            .edit("content/comparison.yaml", "levels: [{id: none, label: None}, {id: some, label: Some}, {id: core, label: Core}]", &format!("levels: [{}]", levels.join(", ")));
        for ((_, key), f) in of(ItemKind::Term) {
            let text = f["text"].replace(' ', if layout.below(2) == 0 { "\n" } else { " " });
            project = project.file(
                &format!("content/glossary/{}.md", key[0]),
                format!("---\nterm: {}\nline: {}\nsources: [book]\n---\n\n{text}\n", key[0], f["definition"]),
            );
        }
        for ((_, key), f) in of(ItemKind::Role) {
            let own = |kind| of(kind).filter(|((_, other), _)| other[0] == key[0]);
            let facts: Vec<String> = own(ItemKind::Fact)
                .map(|((_, key), f)| {
                    let value = match key[1].as_str() {
                        "on-call" => format!("level: {}", f["value"]),
                        "judged-by" => format!("items: [{}]", list(&f["value"])),
                        "demand" => format!("amount: {}", f["value"]),
                        _ => format!("value: {}", f["value"]),
                    };
                    let parts = [value, provenance(f), format!("confidence: {}", f["confidence"])];
                    if layout.below(2) == 0 {
                        format!("  {}: {{{}, {}, {}}}\n", key[1], parts[2], parts[0], parts[1])
                    } else {
                        format!(
                            "  {}:\n    {}\n    # A comment.\n    {}\n    {}\n",
                            key[1], parts[1], parts[0], parts[2]
                        )
                    }
                })
                .collect();
            let mut text = vec![
                format!("name: {}\n", f["name"]),
                "family: core\n".to_string(),
                format!("summary: {}\n", f["summary"]),
                format!("skills: [{}]\n", list(&f["skills"])),
            ];
            let mut shuffled = facts;
            for n in (1..shuffled.len()).rev() {
                shuffled.swap(n, layout.below(n + 1));
            }
            let block = |head: &str, lines: String| {
                if lines.is_empty() { String::new() } else { format!("{head}:\n{lines}") }
            };
            text.push(block("facts", shuffled.concat()));
            let tools = own(ItemKind::RoleTools)
                .map(|((_, key), f)| format!("  {}: [{}]\n", key[1], list(&f["tools"])));
            text.push(block("tools", tools.collect()));
            let tasks = own(ItemKind::Responsibility)
                .map(|((_, key), f)| format!("  - {{text: {}, {}}}\n", key[1], provenance(f)));
            text.push(block("responsibilities", tasks.collect()));
            let moves = own(ItemKind::Move).map(|((_, key), f)| {
                format!("  - {{role: {}, how: {}, {}}}\n", key[1], f["how"], provenance(f))
            });
            text.push(block("moves_to", moves.collect()));
            for n in (1..text.len()).rev() {
                text.swap(n, layout.below(n + 1));
            }
            project = project.file(&format!("content/roles/{}.yaml", key[0]), text.concat());
        }
        project
    }

    /// Changes, adds or removes something at random.
    fn edit(&mut self, dice: &mut Dice) {
        let keys: Vec<(ItemKind, Vec<String>)> = self.items.keys().cloned().collect();
        let (kind, key) = keys[dice.below(keys.len())].clone();
        let at: Vec<&str> = key.iter().map(String::as_str).collect();
        let is_removed = dice.below(4) == 0;
        match kind {
            ItemKind::Fact
            | ItemKind::Figure
            | ItemKind::Move
            | ItemKind::RoleTools
            | ItemKind::Responsibility
                if is_removed =>
            {
                self.items.remove(&(kind, key));
            }
            ItemKind::Fact => match dice.below(3) {
                0 => self.fact(dice, at[0], at[1]),
                1 => self.set(kind, &at, "confidence", ["high", "medium", "low"][dice.below(3)]),
                _ => self.cite(dice, kind, &at),
            },
            ItemKind::Figure if dice.below(3) == 0 => {
                let year = ["2022", "2023", "2024"][dice.below(3)];
                self.figure(dice, at[0], year);
            }
            ItemKind::Figure => self.figure(dice, at[0], at[4]),
            ItemKind::Responsibility => self.cite(dice, kind, &at),
            ItemKind::RoleTools => {
                self.set(
                    kind,
                    &at,
                    "tools",
                    ["git|grafana", "prometheus", "git|prometheus|terraform"][dice.below(3)],
                );
            }
            ItemKind::Move if dice.below(2) == 0 => self.cite(dice, kind, &at),
            ItemKind::Move => self.set(kind, &at, "how", sentence(dice)),
            ItemKind::Role => match dice.below(4) {
                0 => self.set(
                    kind,
                    &at,
                    "skills",
                    ["linux", "linux|networks|programming", "programming"][dice.below(3)],
                ),
                1 => self.set(kind, &at, "name", sentence(dice)),
                2 => {
                    let text = sentence(dice);
                    self.set(ItemKind::Responsibility, &[at[0], &text], "provenance", "own judgement");
                }
                _ => self.set(kind, &at, "summary", sentence(dice)),
            },
            _ => {
                let fields: Vec<&'static str> = self.items[&(kind, key.clone())].keys().copied().collect();
                let field = fields[dice.below(fields.len())];
                self.set(kind, &at, field, sentence(dice));
            }
        }
    }

    /// Gives an item other sources, or none.
    fn cite(&mut self, dice: &mut Dice, kind: ItemKind, at: &[&str]) {
        let key = (kind, at.iter().map(ToString::to_string).collect::<Vec<_>>());
        let fields = self.items.get_mut(&key).expect("it is there");
        fields.remove("sources");
        fields.remove("provenance");
        match ["book", "page|talk", "book|page", ""][dice.below(4)] {
            "" => self.set(kind, at, "provenance", "own judgement"),
            sources => self.set(kind, at, "sources", sources),
        }
    }

    /// Everything that differs, as `kind key field`, or `kind key added`.
    fn differences(&self, after: &Truth) -> BTreeSet<String> {
        let mut all = BTreeSet::new();
        for (item, fields) in &self.items {
            let name = format!("{:?} {}", item.0, item.1.join("."));
            let Some(new) = after.items.get(item) else {
                all.insert(format!("{name} removed"));
                continue;
            };
            let names: BTreeSet<&&str> = fields.keys().chain(new.keys()).collect();
            let differing = names.into_iter().filter(|field| fields.get(*field) != new.get(*field));
            all.extend(differing.map(|field| format!("{name} {field}")));
        }
        let added = after.items.keys().filter(|item| !self.items.contains_key(*item));
        all.extend(added.map(|item| format!("{:?} {} added", item.0, item.1.join("."))));
        all
    }
}

/// Everything that a diff says, in the form of [`Truth::differences`].
fn said(diff: &SiteDiff) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for item in &diff.items {
        let name = format!("{:?} {}", item.kind, item.key.join("."));
        match item.change {
            ChangeKind::Changed => {
                all.extend(item.fields.iter().map(|field| format!("{name} {}", field.field)));
            }
            other => drop(all.insert(format!("{name} {}", other.word()))),
        }
    }
    all.extend(diff.renames.iter().map(|rename| format!("{rename:?}")));
    all
}

/// Every edit is reported, and nothing else, whatever the layout of the files. `DIFF_EDITS=300` runs more.
#[test]
fn random_edits_are_reported_exactly() {
    let rounds = std::env::var("DIFF_EDITS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(12);
    let mut dice = Dice(0x0D1F_F0D1_FF0D_1FF1);
    let mut edits = 0;
    for round in 0..rounds {
        let truth = Truth::new(&mut dice);
        let mut edited = truth.clone();
        for _ in 0..=round % 9 {
            edited.edit(&mut dice);
        }
        let (before, after) = (snapshot(&truth.project(&mut dice)), snapshot(&edited.project(&mut dice)));
        for side in [&before, &after] {
            let report = side.diagnostics();
            assert_eq!(report.errors(), 0, "{:?}", report.diagnostics());
        }
        let expected = truth.differences(&edited);
        edits += expected.len();
        assert_eq!(said(&compare_content(&before, &after)), expected, "round {round}");
        assert_eq!(said(&compare_content(&after, &after)), BTreeSet::new());
    }
    assert!(edits > rounds, "only {edits} differences");
}
