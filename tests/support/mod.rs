//! A test site in a few lines, built as users build it.

#![allow(dead_code, reason = "each test file uses what it needs of this")]

pub(crate) mod data;
pub(crate) mod dice;
pub(crate) mod html;
pub(crate) mod languages;
pub(crate) mod place;
pub(crate) mod sound;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rolebook::command::{Build, LedgerSource, Outcome, build};
use rolebook::diagnostic::human::emit;
use rolebook::error::Error;
use rolebook::link;
use rolebook::publish::Interrupt;
use tempfile::TempDir;

const SITE: &str = "title: Test
description: A site for tests.
base_url: https://example.org/
language: en-GB
nav: [{label: Compare, to: /compare/}]
";

const COMPARISON: &str = "families: [{id: core, label: Core, line: All roles.}]
groups: [{id: work, label: Work}]
rows:
  - {id: goal, group: work, label: Goal, kind: text, question: What for?}
  - {id: on-call, group: work, label: On-call, kind: scale, question: How much?, levels: [{id: none, label: None}, {id: some, label: Some}, {id: core, label: Core}]}
  - {id: judged-by, group: work, label: Judged by, kind: list, question: By what?}
  - {id: demand, group: work, label: Demand, kind: number, unit: \"%\", question: How many?}
  - {id: tools, group: work, label: Tools, kind: tools, question: Which?}
  - {id: pay, group: work, label: Pay, kind: salary, question: How much?}
regions: [{id: us, label: United States}, {id: ca, label: Canada}]
";

const SOURCES: &str = "sources:
  book: {title: The Book, url: https://example.org/book, publisher: Press, published: 2016, accessed: 2026-11-01, seen: full}
  web: {title: The Page, url: https://example.org/page, publisher: Web, accessed: 2026-11-02, seen: excerpt}
";

const TOOLS: &str = "categories: [{id: monitoring, label: Monitoring}]
tools:
  grafana: {name: Grafana, url: https://grafana.com/, category: monitoring, line: Draws dashboards.}
  prometheus: {name: Prometheus, url: https://prometheus.io/, category: monitoring, line: Collects metrics.}
";

const SKILLS: &str = "skills:
  programming: {name: Programming, line: Writes programs.}
  slo-design: {name: SLO design, line: Chooses objectives.}
";

const SRE: &str = "name: Site Reliability Engineer
short_name: SRE
family: core
summary: Keeps services running.
facts:
  goal: {value: Reliable services, sources: [book], confidence: high}
  on-call: {level: core, sources: [book], confidence: high}
tools: {monitoring: [prometheus]}
skills: [slo-design]
moves_to: [{role: platform-engineer, how: Owns an internal tool., learn: [programming], judgement: true}]
";

const PLATFORM: &str = "name: Platform Engineer
family: core
summary: Builds a platform.
facts:
  goal: {value: Fast teams, sources: [web], confidence: medium}
  on-call: {level: some, judgement: true, confidence: low}
tools: {monitoring: [prometheus, grafana]}
skills: [programming]
";

/// A site that can be modified and built.
#[derive(Clone)]
pub(crate) struct Project {
    files: BTreeMap<String, Vec<u8>>,
    drafts: bool,
    base_url: Option<String>,
}

impl Project {
    /// A project without files.
    pub(crate) fn empty() -> Project {
        Project { files: BTreeMap::new(), drafts: false, base_url: None }
    }

    /// A valid site with two roles.
    pub(crate) fn new() -> Project {
        Project::empty()
            .file("content/site.yaml", SITE)
            .file("content/comparison.yaml", COMPARISON)
            .file("content/sources.yaml", SOURCES)
            .file("content/tools.yaml", TOOLS)
            .file("content/skills.yaml", SKILLS)
            .file("content/roles/sre.yaml", SRE)
            .file("content/roles/platform-engineer.yaml", PLATFORM)
    }

    /// Its files and their bytes.
    pub(crate) fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
    }

    /// Adds or replaces a file.
    pub(crate) fn file(self, path: &str, text: impl AsRef<[u8]>) -> Project {
        let mut project = self;
        project.files.insert(path.to_string(), text.as_ref().to_vec());
        project
    }

    /// Removes a file.
    pub(crate) fn without(mut self, path: &str) -> Project {
        self.files.remove(path).expect("the file was there");
        self
    }

    /// Replaces one text in a file.
    pub(crate) fn edit(self, path: &str, from: &str, to: &str) -> Project {
        let text = String::from_utf8(self.files[path].clone()).expect("the file is text");
        assert!(text.contains(from), "`{path}` has `{from}`");
        self.file(path, text.replacen(from, to, 1))
    }

    /// Transforms the text of a file.
    pub(crate) fn change(self, path: &str, change: impl FnOnce(&str) -> String) -> Project {
        let text = String::from_utf8(self.files[path].clone()).expect("the file is text");
        self.file(path, change(&text))
    }

    /// Publishes at an address that is no example: `rolebook check` reports those.
    pub(crate) fn published(self) -> Project {
        self.edit("content/site.yaml", "https://example.org/", "https://roles.example/")
    }

    /// Features its pair of roles on the home page, so that the pair has a card of its own.
    pub(crate) fn featured(self) -> Project {
        self.change("content/site.yaml", |text| format!("{text}featured: [sre/platform-engineer]\n"))
    }

    /// Includes drafts.
    pub(crate) fn drafts(mut self) -> Project {
        self.drafts = true;
        self
    }

    /// Sets the base URL.
    pub(crate) fn base_url(mut self, url: &str) -> Project {
        self.base_url = Some(url.to_string());
        self
    }

    /// Builds in a temporary folder.
    pub(crate) fn build(&self) -> Built {
        let folder = TempDir::new().expect("a temporary folder");
        self.build_in(folder)
    }

    /// Writes its files into a folder.
    pub(crate) fn write(&self, root: &Path) {
        for (path, bytes) in &self.files {
            let path = root.join(path);
            fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
    }

    /// Builds in a temporary folder, keeping the addresses in a list that an earlier site published.
    pub(crate) fn build_keeping(&self, addresses: &Path) -> Built {
        let folder = TempDir::new().expect("a temporary folder");
        self.build_with(folder, Some(LedgerSource::File(addresses.to_path_buf())))
    }

    /// Builds in a folder, over its content.
    pub(crate) fn build_in(&self, folder: TempDir) -> Built {
        self.build_with(folder, None)
    }

    fn build_with(&self, folder: TempDir, ledger: Option<LedgerSource>) -> Built {
        let root = folder.path().join("site");
        if root.exists() {
            fs::remove_dir_all(&root).expect("the old sources go");
        }
        self.write(&root);
        let output = folder.path().join("out");
        let link = link::Options { base_url: self.base_url.clone(), drafts: self.drafts };
        let wanted = Build { root, output: output.clone(), link, ledger, allow_removals: true };
        let outcome = build(&wanted, &Interrupt::never());
        let base_url = self.base_url.clone();
        Built { folder, output, base_url, outcome: outcome.expect("the machine is sound") }
    }
}

/// The result of a build.
pub(crate) struct Built {
    pub folder: TempDir,
    pub output: PathBuf,
    pub base_url: Option<String>,
    pub outcome: Outcome,
}

impl Built {
    /// The file at an address.
    pub(crate) fn page(&self, address: &str) -> String {
        let inside = address.trim_start_matches('/');
        let path = if inside.is_empty() || inside.ends_with('/') {
            format!("{inside}index.html")
        } else {
            inside.to_string()
        };
        let message = || format!("no `{path}`; {}", self.formatted_report());
        fs::read_to_string(self.output.join(&path)).unwrap_or_else(|_| panic!("{}", message()))
    }

    /// Returns `true` if there is a file at an address.
    pub(crate) fn has(&self, address: &str) -> bool {
        self.output.join(address.trim_start_matches('/')).exists()
    }

    /// The formatted diagnostics, without colours.
    pub(crate) fn formatted_report(&self) -> String {
        let drawn = emit(&self.outcome.report, |path| self.outcome.sources.text(path));
        anstream::adapter::strip_str(&drawn).to_string()
    }

    /// The codes of all diagnostics, in order.
    pub(crate) fn codes(&self) -> Vec<&'static str> {
        self.outcome.report.diagnostics().iter().map(|d| d.code.name()).collect()
    }

    /// The only diagnostic: its code, its line and column, and the source text.
    pub(crate) fn only(&self) -> (&'static str, String, String) {
        let found = self.outcome.report.diagnostics();
        assert_eq!(found.len(), 1, "{}", self.formatted_report());
        let place = found[0].place.as_ref().expect("a place");
        let text = self.outcome.sources.text(&place.file).unwrap_or("");
        let start = (place.span.start as usize).min(text.len());
        let line = text[..start].matches('\n').count() + 1;
        let column = start - text[..start].rfind('\n').map_or(0, |n| n + 1) + 1;
        let end = (place.span.end as usize).min(text.len()).max(start);
        (found[0].code.name(), format!("{}:{line}:{column}", place.file), text[start..end].to_string())
    }

    /// Returns the published text files in which a text occurs, in any case.
    pub(crate) fn mentions(&self, text: &str) -> Vec<String> {
        let text = text.to_lowercase();
        let files =
            self.tree().into_iter().filter_map(|(path, bytes)| Some((path, String::from_utf8(bytes).ok()?)));
        files.filter(|(_, content)| content.to_lowercase().contains(&text)).map(|(path, _)| path).collect()
    }

    /// Every published file and its bytes.
    pub(crate) fn tree(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.output)
    }

    /// The numbers of files that were written, kept and removed.
    pub(crate) fn counts(&self) -> (u64, u64, u64) {
        let summary =
            &self.outcome.published.as_ref().unwrap_or_else(|| panic!("{}", self.formatted_report())).summary;
        (summary.made, summary.kept, summary.removed)
    }
}

/// Every file below a folder and its bytes.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("an entry"));
    files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder).expect("below").to_string_lossy().into_owned();
            (path, fs::read(entry.path()).expect("a file"))
        })
        .collect()
}

/// Expects a build that is refused or fails.
pub(crate) fn refused(root: &Path, output: &Path) -> Error {
    let wanted = Build { root: root.to_path_buf(), output: output.to_path_buf(), ..Build::default() };
    build(&wanted, &Interrupt::never()).expect_err("the build is refused")
}

/// Asserts that every link of every page has a target file, every anchor an id on its page, and that ids are unique.
pub(crate) fn assert_links(tree: &BTreeMap<String, Vec<u8>>) {
    let text = |path: &str| String::from_utf8_lossy(&tree[path]).into_owned();
    let attributes = |html: &str, name: &str| -> Vec<String> {
        html.split(&format!(" {name}=\""))
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .map(ToString::to_string)
            .collect()
    };
    let pages: Vec<&String> = tree.keys().filter(|path| path.ends_with(".html")).collect();
    let mut ids: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for page in &pages {
        let mut own = attributes(&text(page), "id");
        own.sort();
        let count = own.len();
        own.dedup();
        assert_eq!(own.len(), count, "{page} has a duplicate id");
        ids.insert(page, own);
    }
    for page in &pages {
        let html = text(page);
        for link in attributes(&html, "href").iter().chain(&attributes(&html, "src")) {
            if link.starts_with("https://") || link.starts_with("http://") || link.starts_with("mailto:") {
                continue;
            }
            let (address, anchor) = link.split_once('#').unwrap_or((link, ""));
            let address = address.split('?').next().unwrap_or(address);
            let target = match address {
                "" => (*page).clone(),
                a if a.ends_with('/') => format!("{}index.html", &a[1..]),
                a => a[1..].to_string(),
            };
            assert!(tree.contains_key(&target), "{page}: `{link}` has no target");
            if !anchor.is_empty() && target.ends_with(".html") {
                assert!(
                    ids[target.as_str()].iter().any(|id| id == anchor),
                    "{page}: `{link}` has no such anchor"
                );
            }
        }
    }
}
