//! Builds: what is written, kept and refused.

mod support;

use std::fs;
use std::os::unix::fs::MetadataExt as _;

use rolebook::error::Error;
use support::{Project, refused, tree};

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
        link: rolebook::link::Options::default(),
    };
    let outcome = rolebook::command::build(&wanted, &rolebook::publish::Interrupt::never())
        .expect("the machine is sound");
    let codes: Vec<_> = outcome.report.diagnostics().iter().map(|d| d.code.name()).collect();
    assert_eq!(codes, ["file-kind"]);
    assert!(!format!("{:?}", outcome.report).contains("token-1234"));
}
