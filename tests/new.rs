//! `rolebook init` and `rolebook new` create files that pass `check`, apart from the parts marked TODO.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

fn rolebook(root: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rolebook"))
        .args(arguments)
        .current_dir(root)
        .env("SOURCE_DATE_EPOCH", "1795478400")
        .output()
        .expect("the program starts")
}

fn utf8(output: &Output) -> String {
    String::from_utf8_lossy(&[&output.stdout[..], &output.stderr[..]].concat()).into_owned()
}

/// Creates a new site in its own folder.
fn site() -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a folder");
    let made = rolebook(folder.path(), &["init", "our-roles"]);
    assert_eq!(made.status.code(), Some(0), "{}", utf8(&made));
    let root = folder.path().join("our-roles");
    (folder, root)
}

/// Sets the address of a new site, as its author has to without a remote.
fn set_address(root: &Path) {
    let file = root.join("content/site.yaml");
    let text = fs::read_to_string(&file).expect("a file");
    fs::write(&file, text.replace("https://example.org/", "https://roles.ann.example/")).expect("a file");
}

/// Creates a repository with this remote, and a site in one of its folders. Returns the output of `init`.
fn site_of(remote: &str, below: &str, arguments: &[&str]) -> (TempDir, String) {
    let folder = TempDir::new().expect("a folder");
    fs::create_dir_all(folder.path().join(".git")).expect("a folder");
    let config = format!("[core]\n\tbare = false\n[remote \"origin\"]\n\turl = {remote}\n");
    fs::write(folder.path().join(".git/config"), config).expect("a file");
    let made = rolebook(folder.path(), &[&["init", below], arguments].concat());
    assert_eq!(made.status.code(), Some(0), "{}", utf8(&made));
    let root = folder.path().join(below);
    assert_eq!(codes(&root), Vec::<String>::new().as_slice(), "{}", utf8(&rolebook(&root, &["check"])));
    (folder, utf8(&made))
}

/// The codes that `check` reports, without duplicates, sorted.
fn codes(root: &Path) -> Vec<String> {
    let checked = rolebook(root, &["check", "--format", "json"]);
    assert!(matches!(checked.status.code(), Some(0 | 1)), "{}", utf8(&checked));
    let code = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("a line is JSON");
        value["code"].as_str().expect("a code").to_string()
    };
    let mut codes: Vec<String> = String::from_utf8_lossy(&checked.stdout).lines().map(code).collect();
    codes.sort();
    codes.dedup();
    codes
}

#[test]
fn a_new_site_builds_without_diagnostics() {
    let (_folder, root) = site();
    let checked = rolebook(&root, &["check"]);
    assert!(utf8(&checked).contains("`https://example.org/` is an example address"), "{}", utf8(&checked));
    assert_eq!(codes(&root), ["leftover-todo"]);
    set_address(&root);
    let checked = rolebook(&root, &["check", "--deny", "warnings"]);
    assert_eq!(checked.status.code(), Some(0), "{}", utf8(&checked));
    let built = rolebook(&root, &["build"]);
    assert_eq!(built.status.code(), Some(0), "{}", utf8(&built));
    let home = fs::read_to_string(root.join("dist/index.html")).expect("a home page");
    assert!(home.contains("Our roles"), "the title is the folder's name in words");
    assert!(root.join(".github/workflows/site.yml").is_file() && root.join(".gitignore").is_file());
}

#[test]
fn init_does_not_overwrite_anything() {
    let (folder, root) = site();
    let before = fs::read(root.join("content/site.yaml")).expect("a file");
    let again = rolebook(folder.path(), &["init", "our-roles"]);
    assert_eq!(again.status.code(), Some(2), "{}", utf8(&again));
    assert_eq!(fs::read(root.join("content/site.yaml")).expect("a file"), before);
    let other = TempDir::new().expect("a folder");
    fs::write(other.path().join("README.md"), "mine").expect("a file");
    assert_eq!(rolebook(other.path(), &["init", "."]).status.code(), Some(2));
    assert!(!other.path().join("content").exists(), "no partial site is left");
}

#[test]
fn every_template_passes_check_except_for_its_todo_marks() {
    for (arguments, files) in [
        (
            &["role", "Sales Engineer"][..],
            &["content/roles/sales-engineer.yaml", "content/roles/sales-engineer.md"][..],
        ),
        (&["tool", "gh-cli"], &[]),
        (&["source", "The support handbook"], &[]),
        (&["series", "Pay survey 2026"], &["content/salaries/pay-survey-2026.yaml"]),
        (&["framework", "Acme ladder"], &["content/frameworks/acme-ladder.yaml", "content/levels.yaml"]),
        (&["term", "Escalation", "policy"], &["content/glossary/escalation-policy.md"]),
        (&["article", "Why we hire: \"twice\""], &["content/articles/why-we-hire-twice.md"]),
        (
            &["comparison", "solutions-engineer/support-engineer"],
            &["content/comparisons/solutions-engineer-vs-support-engineer.md"],
        ),
    ] {
        let (_folder, root) = site();
        let made = rolebook(&root, &[&["new"], arguments].concat());
        assert_eq!(made.status.code(), Some(0), "{arguments:?}: {}", utf8(&made));
        for file in files {
            assert!(root.join(file).is_file(), "{file}: {}", utf8(&made));
        }
        let codes = codes(&root);
        // That the new content is not referenced and has no quiz weights yet is correct, and for its author to fix.
        assert!(codes.contains(&"leftover-todo".to_string()), "{arguments:?}: {codes:?}");
        let known = ["leftover-todo", "unused", "unreachable-result"];
        assert!(codes.iter().all(|code| known.contains(&code.as_str())), "{arguments:?}: {codes:?}");
        let again = rolebook(&root, &[&["new"], arguments].concat());
        assert_eq!(again.status.code(), Some(2), "{arguments:?} twice: {}", utf8(&again));
    }
}

#[test]
fn a_new_site_may_begin_the_levels_of_its_organisation() {
    let folder = TempDir::new().expect("a folder");
    let made = rolebook(folder.path(), &["init", "ladder", "--framework"]);
    assert_eq!(made.status.code(), Some(0), "{}", utf8(&made));
    let root = folder.path().join("ladder");
    set_address(&root);
    assert_eq!(codes(&root), Vec::<String>::new(), "{}", utf8(&rolebook(&root, &["check"])));
    let built = rolebook(&root, &["build"]);
    assert_eq!(built.status.code(), Some(0), "{}", utf8(&built));
    assert!(root.join("dist/roles/support-engineer/levels/ladder.svg").is_file());
    let both = rolebook(folder.path(), &["init", "other", "--framework", "--entity", "city/cities"]);
    assert_eq!(both.status.code(), Some(2), "{}", utf8(&both));
}

#[test]
fn a_framework_is_made_of_a_table() {
    let folder = TempDir::new().expect("a folder");
    assert_eq!(rolebook(folder.path(), &["init", "ladder", "--framework"]).status.code(), Some(0));
    let root = folder.path().join("ladder");
    set_address(&root);
    fs::remove_file(root.join("content/frameworks/own.yaml")).expect("a file");
    let table = "Role,Level,Label,At,Scope,People,Debugging,Writing\n\
        Support Engineer,S1,Support Engineer,Entry,\"Tickets, one at a time\",,awareness,\n\
        support-engineer,S2,Senior,senior,Hard tickets,Reviews answers,Expert,working\n\
        Solutions,X1,Solutions Engineer,intermediate,One customer,,working,\n";
    fs::write(root.join("levels.csv"), table).expect("a file");
    let made = rolebook(&root, &["new", "framework", "Our ladder", "--table", "levels.csv"]);
    assert_eq!(made.status.code(), Some(0), "{}", utf8(&made));
    let text = fs::read_to_string(root.join("content/frameworks/our-ladder.yaml")).expect("a file");
    for words in
        ["own: true", "writing:\n    name: Writing", "value: \"Tickets, one at a time\"", "debugging: expert"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    // The ladder jumps from entry to senior, which its author has to explain.
    assert_eq!(codes(&root), ["level-gap"], "{}", utf8(&rolebook(&root, &["check"])));
    for (from, to, message) in [
        ("senior,Hard", "seniro,Hard", "line 3: `seniro` in the column `at` is unknown"),
        ("Expert", "Guru", "line 3: `Guru` in the column `Debugging` is unknown"),
        ("Role,", "Job,", "the table has no column `role`"),
        ("Support Engineer,S1", ",S1", "line 2: the cell of `role` is empty"),
    ] {
        fs::write(root.join("levels.csv"), table.replace(from, to)).expect("a file");
        let refused = rolebook(&root, &["new", "framework", "Another", "--table", "levels.csv"]);
        assert_eq!(refused.status.code(), Some(2), "{to}");
        assert!(utf8(&refused).contains(message), "{message}: {}", utf8(&refused));
    }
    let wrong = rolebook(&root, &["new", "tool", "Git", "--table", "levels.csv"]);
    assert_eq!(wrong.status.code(), Some(2), "{}", utf8(&wrong));
}

#[test]
fn an_entry_is_inserted_in_the_order_of_ids() {
    let (_folder, root) = site();
    assert_eq!(rolebook(&root, &["new", "tool", "Git"]).status.code(), Some(0));
    let tools = fs::read_to_string(root.join("content/tools.yaml")).expect("a file");
    let at = |id: &str| tools.find(&format!("\n  {id}:\n")).unwrap_or_else(|| panic!("{id} in {tools}"));
    assert!(at("curl") < at("git") && at("git") < at("zammad"), "{tools}");
}

#[test]
fn a_salary_dataset_adds_its_source() {
    let (_folder, root) = site();
    let made = rolebook(&root, &["new", "series", "Pay survey 2026"]);
    assert_eq!(made.status.code(), Some(0), "{}", utf8(&made));
    let codes = codes(&root);
    assert!(codes.iter().all(|code| code == "leftover-todo" || code == "unused"), "{codes:?}");
    assert!(
        fs::read_to_string(root.join("content/sources.yaml"))
            .expect("a file")
            .contains("accessed: 2026-11-24")
    );
}

#[test]
fn names_that_are_paths_are_refused() {
    let (_folder, root) = site();
    for arguments in [
        &["role", "../x"][..],
        &["role", "CON"],
        &["role", "a\u{1b}[31m"],
        &["role", "***"],
        &["comparison", "support-engineer"],
        &["comparison", "support-enginer/solutions-engineer"],
        &["comparison", "support-engineer/support-engineer"],
        &["recipe", "x"],
        &["role", "Nurse", "--id", "Not An Id"],
        &["comparison", "support-engineer/solutions-engineer", "--id", "x"],
    ] {
        let made = rolebook(&root, &[&["new"], arguments].concat());
        assert_eq!(made.status.code(), Some(2), "{arguments:?}: {}", utf8(&made));
        assert!(!utf8(&made).contains('\u{1b}'), "{arguments:?}");
    }
    let misspelt = rolebook(&root, &["new", "comparison", "support-enginer/solutions-engineer"]);
    assert!(utf8(&misspelt).contains("did you mean `support-engineer`?"), "{}", utf8(&misspelt));
}

#[test]
fn names_in_any_script_give_ids_and_collisions_are_reported() {
    let (_folder, root) = site();
    for (arguments, file) in [
        (&["role", "Émigré Ingénieur"][..], "content/roles/emigre-ingenieur.yaml"),
        (&["role", "O'Neil's Role"], "content/roles/oneils-role.yaml"),
        (&["role", ".NET Developer"], "content/roles/net-developer.yaml"),
        (&["role", "C++ Developer"], "content/roles/c-plus-plus-developer.yaml"),
        (&["role", "C# Developer"], "content/roles/c-sharp-developer.yaml"),
        (&["term", "Naïve Bayes"], "content/glossary/naive-bayes.md"),
        (&["term", "Инженер"], "content/glossary/inzhener.md"),
        (&["role", "SRE vs DevOps", "--id", "sre-devops"], "content/roles/sre-devops.yaml"),
    ] {
        let made = rolebook(&root, &[&["new"], arguments].concat());
        assert_eq!(made.status.code(), Some(0), "{arguments:?}: {}", utf8(&made));
        assert!(root.join(file).is_file(), "{file}: {}", utf8(&made));
    }
    let kept = fs::read_to_string(root.join("content/roles/sre-devops.yaml")).expect("a file");
    assert!(kept.starts_with("name: SRE vs DevOps\n"), "{kept}");
    for (kind, name) in [("role", "Emigre ingenieur!"), ("tool", "curl")] {
        let again = rolebook(&root, &["new", kind, name]);
        assert_eq!(again.status.code(), Some(2), "{}", utf8(&again));
        let id = utf8(&again).split("--id ").nth(1).expect("another id").trim().to_string();
        assert_eq!(rolebook(&root, &["new", kind, name, "--id", &id]).status.code(), Some(0), "{id}");
        assert!(utf8(&rolebook(&root, &["new", kind, name])).contains("-3"), "one that is free");
    }
}

#[test]
fn the_first_entry_of_a_list_is_inserted_below_its_key() {
    for (list, expected) in [
        ("# Comment.\nsources: {}\n", "# Comment.\nsources:\n  a-book:\n    title: A book\n"),
        ("sources: { } # none yet\n# The end.", "sources: # none yet\n  a-book:\n    title: A book\n"),
        ("sources: {}", "sources:\n  a-book:\n    title: A book\n"),
        ("sources: {}\r\n", "sources:\r\n  a-book:\r\n    title: A book\r\n"),
    ] {
        let (_folder, root) = site();
        fs::write(root.join("content/sources.yaml"), list).expect("a file");
        let made = rolebook(&root, &["new", "source", "A book"]);
        assert_eq!(made.status.code(), Some(0), "{list}: {}", utf8(&made));
        let written = fs::read_to_string(root.join("content/sources.yaml")).expect("a file");
        assert!(written.starts_with(expected), "{written}");
        assert!(!list.contains("The end") || written.ends_with("# The end."), "{written}");
        let codes = codes(&root);
        assert!(codes.iter().all(|code| code == "leftover-todo" || code == "unused"), "{codes:?}");
    }
}

#[test]
fn the_workflow_builds_for_the_address_of_pages_until_base_url_is_set() {
    let (folder, root) = site();
    let workflow = fs::read_to_string(root.join(".github/workflows/site.yml")).expect("a workflow");
    let workflow: serde_json::Value = serde_yaml::from_str(&workflow).expect("YAML");
    let steps = workflow["jobs"]["check"]["steps"].as_array().expect("steps");
    let key = steps.iter().find_map(|step| step["with"]["key"].as_str()).expect("a cache");
    assert!(key.contains("env.VERSION"), "another version of the program is installed: {key}");
    assert_eq!(workflow["jobs"]["check"]["env"]["VERSION"], env!("CARGO_PKG_VERSION"));
    let build = steps.iter().find(|step| step["name"] == "Check and build").expect("a step");
    let home = folder.path().join("home/rolebook/bin");
    fs::create_dir_all(&home).expect("a folder");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_rolebook"), home.join("rolebook")).expect("a link");
    let built_for = |owner: &str, name: &str| {
        let done = Command::new("bash")
            .args(["-ec", build["run"].as_str().expect("a script")])
            .current_dir(&root)
            .env("HOME", folder.path().join("home"))
            .envs([("OWNER", owner), ("NAME", name)])
            .output()
            .expect("bash starts");
        assert_eq!(done.status.code(), Some(0), "{}", utf8(&done));
        let home = fs::read_to_string(root.join("dist/index.html")).expect("a home page");
        let canonical = home.split("rel=\"canonical\" href=\"").nth(1).expect("a canonical address");
        canonical.split('"').next().expect("an address").to_string()
    };
    assert_eq!(built_for("Ann", "Roles"), "https://ann.github.io/Roles/");
    assert_eq!(built_for("Ann", "ann.github.io"), "https://ann.github.io/");
    let file = root.join("content/site.yaml");
    let text = fs::read_to_string(&file).expect("a file");
    fs::write(&file, text.replace("https://example.org/", "https://roles.ann.example/")).expect("a file");
    assert_eq!(built_for("Ann", "Roles"), "https://roles.ann.example/");
}

#[test]
fn a_new_site_is_for_the_host_of_its_repository() {
    for (remote, below, address, repository, workflow) in [
        (
            "git@github.com:Ann/Roles.git",
            ".",
            "https://ann.github.io/Roles/",
            "https://github.com/Ann/Roles",
            ".github/workflows/site.yml",
        ),
        (
            "https://gitlab.com/team/roles.git",
            "docs",
            "https://team.gitlab.io/roles/",
            "https://gitlab.com/team/roles/-/tree/main/docs",
            ".gitlab-ci.yml",
        ),
        (
            "https://codeberg.org/ann/roles",
            "docs",
            "https://ann.codeberg.page/roles/",
            "https://codeberg.org/ann/roles/src/branch/main/docs",
            ".forgejo/workflows/site.yml",
        ),
        (
            "https://bitbucket.org/ann/ann.bitbucket.io",
            ".",
            "https://ann.bitbucket.io/",
            "https://bitbucket.org/ann/ann.bitbucket.io",
            "bitbucket-pipelines.yml",
        ),
    ] {
        let (folder, printed) = site_of(remote, below, &[]);
        assert!(printed.contains(address), "{printed}");
        let site = fs::read_to_string(folder.path().join(below).join("content/site.yaml")).expect("a file");
        assert!(site.contains(&format!("base_url: {address}\nrepository: {repository}\n")), "{site}");
        let written = fs::read_to_string(folder.path().join(workflow)).expect("a workflow at the top");
        serde_yaml::from_str::<serde_json::Value>(&written).expect("YAML");
        assert!(!written.contains("THE_") && (below == "." || written.contains("docs")), "{written}");
        let script = match workflow {
            ".github/workflows/site.yml" => Some(".github/rolebook-comment.py"),
            ".gitlab-ci.yml" => Some(".gitlab/rolebook-comment.py"),
            _ => None,
        };
        assert!(script.is_none_or(|script| written_and_named(folder.path(), script)), "{script:?}");
        let readme = fs::read_to_string(folder.path().join(below).join("README.md")).expect("a file");
        let name = workflow.rsplit('/').next().expect("a name");
        assert!(readme.contains(name) && !readme.contains("THE_"), "{readme}");
    }
}

/// Returns `true` if a script is at the top of a repository and a workflow runs it.
fn written_and_named(top: &Path, script: &str) -> bool {
    let workflow =
        [".github/workflows/comment.yml", ".gitlab-ci.yml"].map(|name| fs::read_to_string(top.join(name)));
    top.join(script).is_file() && workflow.into_iter().flatten().any(|text| text.contains(script))
}

#[test]
fn a_workflow_of_the_repository_is_kept() {
    let folder = TempDir::new().expect("a folder");
    fs::create_dir_all(folder.path().join(".git")).expect("a folder");
    fs::write(folder.path().join(".git/config"), "[remote \"origin\"]\nurl = https://gitlab.com/a/b\n")
        .expect("a file");
    fs::write(folder.path().join(".gitlab-ci.yml"), "mine: {}\n").expect("a file");
    let made = rolebook(folder.path(), &["init", "docs"]);
    assert_eq!(made.status.code(), Some(0), "{}", utf8(&made));
    assert!(utf8(&made).contains("the repository has .gitlab-ci.yml already"), "{}", utf8(&made));
    assert_eq!(fs::read_to_string(folder.path().join(".gitlab-ci.yml")).expect("a file"), "mine: {}\n");
    assert!(!folder.path().join(".gitlab").exists(), "nothing runs the script");
}

#[test]
fn a_new_site_compares_anything() {
    let (folder, printed) =
        site_of("https://github.com/ann/langs", "langs", &["--entity", "language/languages"]);
    let root = folder.path().join("langs");
    assert!(
        printed.contains("a site with two languages") && printed.contains("add another language:"),
        "{printed}"
    );
    for name in ["Rust", "Go", "Lua"] {
        let kind = if name == "Go" { "role" } else { "language" };
        assert_eq!(rolebook(&root, &["new", kind, name]).status.code(), Some(0));
    }
    assert!(printed.contains("rolebook new language Third"), "{printed}");
    for (kind, advice) in [("langage", "did you mean `language`?"), ("word", "write language, tool, term")] {
        let refused = rolebook(&root, &["new", kind, "Zig"]);
        assert_eq!(refused.status.code(), Some(2));
        assert!(utf8(&refused).contains(advice), "{}", utf8(&refused));
    }
    assert_eq!(codes(&root), ["leftover-todo"], "only what the author has to write");
    assert_eq!(rolebook(&root, &["build"]).status.code(), Some(0));
    let file = |path: &str| fs::read_to_string(root.join("dist").join(path)).expect("a file");
    assert!(file("languages/index.html").contains("5 languages"));
    assert!(
        file("languages/rust/index.html")
            .contains("https://github.com/ann/langs/edit/main/langs/content/roles/rust.md")
    );
    // Nothing speaks of the program, its makers or their site.
    let mut read = 0;
    for (path, bytes) in crate::support::tree(&root.join("dist")) {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        read += 1;
        for trace in ["engineering", "cc by", "creativecommons", "rolebook"] {
            // The manifest is for the next build; hosts do not serve it.
            assert!(path == ".rolebook-manifest" || !text.contains(trace), "{path} contains {trace}");
        }
    }
    assert!(read > 50, "{read}");
    for wrong in ["language", "tool/tools", "a:b/c:d", "/"] {
        let made = rolebook(folder.path(), &["init", "other", "--entity", wrong]);
        assert_eq!(made.status.code(), Some(2), "{wrong}: {}", utf8(&made));
    }
    assert!(!folder.path().join("other").exists());
}

#[test]
fn a_third_role_leaves_the_checks_green() {
    let (_folder, root) = site();
    set_address(&root);
    let role = "name: Sales Engineer\nfamily: customers\nsummary: Sells.\nfacts:\n  on-call: {level: none, judgement: true, confidence: low}\nresponsibilities:\n  - {text: Sells what exists, judgement: true}\ntools:\n  demos: [curl]\n";
    fs::write(root.join("content/roles/sales-engineer.yaml"), role).expect("a file");
    assert_eq!(codes(&root), Vec::<String>::new().as_slice());
    let file = root.join("content/site.yaml");
    let text = fs::read_to_string(&file).expect("a file");
    let without = text
        .lines()
        .filter(|line| !line.starts_with("  - unreachable-result"))
        .collect::<Vec<_>>()
        .join("\n");
    fs::write(&file, without).expect("a file");
    assert_eq!(codes(&root), ["unreachable-result"], "one line turns a lint on");
}
