//! Builds: what is written, kept and refused.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::PathBuf;

use crate::support::{Project, refused, tree};
use rolebook::command::{Build, LedgerSource, Outcome, build};
use rolebook::error::Error;
use rolebook::publish::Interrupt;
use tempfile::TempDir;

#[test]
fn an_unchanged_site_writes_nothing() {
    let first = Project::new().build();
    let made = first.counts().0;
    let second = Project::new().build_in(first.folder);
    assert_eq!(second.counts(), (0, made, 0));
}

#[test]
fn a_comment_changes_no_page() {
    let first = Project::new().build();
    let second =
        Project::new().edit("content/roles/sre.yaml", "family:", "# a note\nfamily:").build_in(first.folder);
    assert_eq!(second.counts().0, 0);
}

#[test]
fn a_fact_changes_exactly_the_pages_that_show_it() {
    let third = "name: Third\nfamily: core\nsummary: Third.\n";
    let project = Project::new().featured().file("content/roles/third.yaml", third);
    let first = project.build();
    let before = first.tree();
    let second = project
        .edit("content/roles/sre.yaml", "Reliable services", "Dependable services")
        .build_in(first.folder);
    let after = second.tree();
    let changed: Vec<&str> = after
        .iter()
        .filter(|(path, bytes)| before.get(*path) != Some(bytes))
        .map(|(path, _)| path.as_str())
        .collect();
    let pages: Vec<&str> = changed.iter().copied().filter(|path| !path.starts_with('.')).collect();
    assert_eq!(
        pages,
        [
            "api/index.html",
            "api/v1/facts.csv",
            "api/v1/facts.spreadsheet.csv",
            "api/v1/roles.json",
            "api/v1/roles/sre.json",
            "cards/compare/platform-engineer-vs-sre.png",
            "cards/roles/sre.png",
            "compare/index.html",
            "compare/platform-engineer-vs-sre.csv",
            "compare/platform-engineer-vs-sre.md",
            "compare/platform-engineer-vs-sre/index.html",
            "compare/sre-vs-platform-engineer/index.html",
            "compare/sre-vs-third.csv",
            "compare/sre-vs-third.md",
            "compare/sre-vs-third/index.html",
            "compare/third-vs-sre/index.html",
            "embed/platform-engineer-vs-sre/index.html",
            "embed/sre-vs-third/index.html",
            "freshness/index.html",
            "roles/sre.csv",
            "roles/sre.md",
            "roles/sre/index.html",
            "search/index.json",
        ]
    );
    assert_eq!(second.counts().0, pages.len() as u64, "and the summary has the same number");
}

#[test]
fn incremental_output_equals_a_cold_build() {
    let edits: [fn(Project) -> Project; 6] = [
        |p| p.edit("content/roles/sre.yaml", "Reliable services", "Other services"),
        |p| p.file("content/roles/third.yaml", "name: Third\nfamily: core\nsummary: Third.\n"),
        |p| p.edit("content/site.yaml", "title: Test", "title: Renamed"),
        |p| p.without("content/roles/third.yaml"),
        |p| p.file("templates/pages/404.html", "<p>{{ frame.title }}</p>"),
        |p| p.edit("content/tools.yaml", "Draws dashboards.", "Draws charts."),
    ];
    let mut project = Project::new();
    let mut folder = project.build().folder;
    for edit in edits {
        project = edit(project);
        let built = project.build_in(folder);
        assert!(built.tree() == project.build().tree());
        folder = built.folder;
    }
}

#[test]
fn an_unchanged_page_is_hard_linked() {
    let first = Project::new().build();
    let inode = |root: &std::path::Path| fs::metadata(root.join("tools/index.html")).expect("a file").ino();
    let before = inode(&first.output);
    let second = Project::new()
        .edit("content/roles/sre.yaml", "Reliable services", "Other services")
        .build_in(first.folder);
    assert_eq!(inode(&second.output), before);
}

#[test]
fn errors_leave_the_published_site_unchanged() {
    let first = Project::new().build();
    let before = first.tree();
    let second =
        Project::new().edit("content/roles/sre.yaml", "family: core", "family: nope").build_in(first.folder);
    assert!(second.outcome.published.is_none());
    assert!(second.tree() == before);
}

#[test]
fn warnings_are_reported_by_every_build() {
    let project = Project::new().edit("content/roles/sre.yaml", "sources: [book], ", "");
    let first = project.build();
    assert_eq!(first.codes(), ["unsourced"]);
    assert_eq!(project.build_in(first.folder).codes(), ["unsourced"]);
}

#[test]
fn outputs_with_sources_or_foreign_files_are_refused() {
    let built = Project::new().build();
    let root = built.folder.path().join("site");
    let mine = built.folder.path().join("mine");
    fs::create_dir(&mine).expect("a folder");
    fs::write(mine.join("precious.txt"), "x").expect("a file");
    let before = tree(built.folder.path());
    for output in [
        root.clone(),
        root.join("content"),
        root.join("content/out"),
        root.join("static"),
        built.folder.path().to_path_buf(),
        mine,
    ] {
        let error = refused(&root, &output);
        assert!(matches!(error, Error::Refused { .. }), "{}: {error}", output.display());
        assert_eq!(error.exit_status(), 2);
    }
    assert_eq!(tree(built.folder.path()), before);
}

#[test]
fn a_folder_without_a_site_is_an_error() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let error = refused(&folder.path().join("nope"), &folder.path().join("out"));
    assert!(error.to_string().contains("there is no folder"), "{error}");
}

#[test]
fn a_symbolic_link_in_the_content_is_refused_and_its_target_not_read() {
    let built = Project::new().build();
    let root = built.folder.path().join("site");
    fs::write(built.folder.path().join("secret"), "token-1234").expect("a file");
    std::os::unix::fs::symlink(built.folder.path().join("secret"), root.join("content/articles.md"))
        .expect("a link");
    let wanted = rolebook::command::Build {
        root,
        output: built.folder.path().join("out2"),
        ..rolebook::command::Build::default()
    };
    let outcome = rolebook::command::build(&wanted, &rolebook::publish::Interrupt::never())
        .expect("the machine is sound");
    let codes: Vec<_> = outcome.report.diagnostics().iter().map(|d| d.code.name()).collect();
    assert_eq!(codes, ["file-kind"]);
    assert!(!format!("{:?}", outcome.report).contains("token-1234"));
}

/// Builds a project in a folder as the command does, which refuses to lose addresses.
fn attempt(
    project: &Project,
    folder: &TempDir,
    output: &str,
    change: impl FnOnce(&mut Build),
) -> Result<Outcome, Error> {
    let root = folder.path().join("site");
    if root.exists() {
        fs::remove_dir_all(&root).expect("the old sources go");
    }
    project.write(&root);
    let mut wanted = Build { root, output: folder.path().join(output), ..Build::default() };
    change(&mut wanted);
    build(&wanted, &Interrupt::never())
}

fn lost(before: &BTreeMap<String, Vec<u8>>, after: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    before.keys().filter(|path| !after.contains_key(*path)).cloned().collect()
}

#[test]
fn a_build_that_loses_addresses_is_refused_unless_that_is_wanted() {
    let folder = TempDir::new().expect("a folder");
    let third = "name: Third\nfamily: core\nsummary: Third.\n";
    let larger = Project::new().file("content/roles/third.yaml", third);
    attempt(&larger, &folder, "out", |_| {}).expect("a first build");
    let output = folder.path().join("out");
    let before = tree(&output);
    let error = attempt(&Project::new(), &folder, "out", |_| {}).expect_err("it is refused");
    assert_eq!(error.exit_status(), 2);
    let message = error.to_string();
    assert!(
        message.starts_with("this build would remove 19 published addresses: `/api/oembed/"),
        "{message}"
    );
    assert!(
        message.contains("and 14 more") && message.contains("`was:`") && message.contains("--allow-removals")
    );
    assert_eq!(tree(&output), before);
    let outcome =
        attempt(&Project::new(), &folder, "out", |wanted| wanted.allow_removals = true).expect("allowed");
    assert_eq!(outcome.published.expect("a site").dropped.len(), 19);
    assert_eq!(tree(&output), Project::new().build().tree(), "nothing of it is left, in no list either");
    // A few addresses need no permission, and are named.
    let page = Project::new().file("content/pages/terms.md", "---\ntitle: Terms\nsummary: S.\n---\nText\n");
    attempt(&page, &folder, "out", |_| {}).expect("a page more");
    let outcome = attempt(&Project::new(), &folder, "out", |_| {}).expect("a page less");
    assert_eq!(outcome.published.expect("a site").dropped, ["/terms/"]);
}

#[test]
fn every_address_of_a_renamed_role_stays_also_on_a_machine_without_the_last_build() {
    let folder = TempDir::new().expect("a folder");
    let first = Project::new().featured();
    attempt(&first, &folder, "out", |_| {}).expect("a first build");
    let (output, published) = (folder.path().join("out"), folder.path().join("addresses.txt"));
    let before = tree(&output);
    fs::copy(output.join("addresses.txt"), &published).expect("a list");
    let role = String::from_utf8(first.files()["content/roles/sre.yaml"].clone()).expect("text");
    let renamed = first
        .without("content/roles/sre.yaml")
        .file("content/roles/reliability.yaml", format!("was: [sre]\n{role}"))
        .edit("content/site.yaml", "featured: [sre/platform-engineer]", "featured: []");
    attempt(&renamed, &folder, "out", |_| {}).expect("nothing is lost");
    let after = tree(&output);
    assert_eq!(lost(&before, &after), Vec::<String>::new());
    let same = |old: &str, new: &str| assert_eq!(after[old], after[new], "{old}");
    same("compare/platform-engineer-vs-sre.csv", "compare/platform-engineer-vs-reliability.csv");
    same("api/oembed/platform-engineer-vs-sre.json", "api/oembed/platform-engineer-vs-reliability.json");
    same("api/v1/roles/sre.json", "api/v1/roles/reliability.json");
    same("cards/roles/sre.png", "cards/roles/reliability.png");
    same("cards/compare/platform-engineer-vs-sre.png", "cards/roles/platform-engineer.png");
    // On another machine the published list takes the place of the last build, now and later.
    let ledger = |path: PathBuf| move |wanted: &mut Build| wanted.ledger = Some(LedgerSource::File(path));
    attempt(&renamed, &folder, "fresh", ledger(published)).expect("nothing is lost");
    assert_eq!(tree(&folder.path().join("fresh")), after);
    attempt(&renamed, &folder, "later", ledger(output.join("addresses.txt"))).expect("nothing is lost");
    assert_eq!(tree(&folder.path().join("later")), after);
    let without = renamed.edit("content/roles/reliability.yaml", "was: [sre]\n", "");
    let error = attempt(&without, &folder, "other", ledger(output.join("addresses.txt"))).expect_err("lost");
    assert!(error.to_string().contains("`/roles/sre.csv`") || error.to_string().contains("more"), "{error}");
    assert!(!folder.path().join("other").exists());
}

#[test]
fn drafts_are_in_no_list_of_addresses_and_vanish_without_permission() {
    let folder = TempDir::new().expect("a folder");
    let mut project = Project::new();
    for n in 0..12 {
        let text = format!(
            "---\ntitle: Secret {n}\nsummary: S.\npublished: 2026-11-05\nreviewed: 2026-11-20\ndraft: true\n---\nText\n"
        );
        project = project.file(&format!("content/articles/secret-{n}.md"), text);
    }
    let drafts = |wanted: &mut Build| wanted.link.drafts = true;
    for _ in 0..2 {
        attempt(&project, &folder, "out", drafts).expect("a preview");
        let preview = tree(&folder.path().join("out"));
        assert!(preview.contains_key("articles/secret-3/index.html"));
        assert!(!String::from_utf8_lossy(&preview["addresses.txt"]).contains("secret"));
        attempt(&project, &folder, "out", |_| {}).expect("drafts are no addresses");
        assert_eq!(tree(&folder.path().join("out")), project.build().tree());
    }
}

#[test]
fn a_list_of_addresses_that_is_cut_or_foreign_changes_nothing() {
    let folder = TempDir::new().expect("a folder");
    attempt(&Project::new(), &folder, "out", |_| {}).expect("a first build");
    let before = tree(&folder.path().join("out"));
    let text = fs::read_to_string(folder.path().join("out/addresses.txt")).expect("a list");
    let cut = &text[..text.len() / 2];
    for (content, reason) in [
        (cut, "it is incomplete"),
        ("<!doctype html>", "it is not the `addresses.txt` of a site"),
        (&text.replace("/404.html", "/../../etc/passwd"), "line 2 is not an address"),
    ] {
        let file = folder.path().join("list");
        fs::write(&file, content).expect("a file");
        let ledger = |wanted: &mut Build| wanted.ledger = Some(LedgerSource::File(file.clone()));
        let error = attempt(&Project::new().featured(), &folder, "out", ledger).expect_err("refused");
        assert_eq!(error.exit_status(), 2);
        assert!(error.to_string().contains(reason), "{error}");
        assert_eq!(tree(&folder.path().join("out")), before);
    }
    let ledger = |wanted: &mut Build| wanted.ledger = Some(LedgerSource::File(folder.path().join("none")));
    let error = attempt(&Project::new(), &folder, "out", ledger).expect_err("there is none");
    assert_eq!(error.exit_status(), 3);
}

#[test]
fn pages_of_pairs_that_a_site_gives_up_redirect_to_the_matrix() {
    let folder = TempDir::new().expect("a folder");
    attempt(&Project::new(), &folder, "out", |_| {}).expect("a first build");
    let before = tree(&folder.path().join("out"));
    let fewer = Project::new().change("content/site.yaml", |text| format!("{text}pairs: written\n"));
    let outcome = attempt(&fewer, &folder, "out", |_| {}).expect("few are lost");
    let files = ["/api/oembed/", "/compare/", "/compare/"].iter().zip([".json", ".csv", ".md"]);
    let files: Vec<String> =
        files.map(|(folder, end)| format!("{folder}platform-engineer-vs-sre{end}")).collect();
    assert_eq!(outcome.published.expect("a site").dropped, files);
    let after = tree(&folder.path().join("out"));
    assert_eq!(lost(&before, &after), files.iter().map(|file| file[1..].to_string()).collect::<Vec<_>>());
    for page in [
        "compare/platform-engineer-vs-sre",
        "compare/sre-vs-platform-engineer",
        "embed/sre-vs-platform-engineer",
    ] {
        let html = String::from_utf8_lossy(&after[&format!("{page}/index.html")]).into_owned();
        assert!(html.contains("url=/compare/?roles=platform-engineer,sre\""), "{html}");
    }
    let again = attempt(&fewer.edit("content/roles/sre.yaml", "Reliable", "Good"), &folder, "out", |_| {});
    assert!(again.expect("a later build").published.expect("a site").dropped.is_empty());
    assert_eq!(lost(&after, &tree(&folder.path().join("out"))), Vec::<String>::new());
}
