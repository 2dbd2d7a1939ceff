//! mdBook with the same articles. Its search index and its print page have no counterpart here and are disabled; its
//! highlighting happens in the browser and costs nothing.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

use crate::guides::{self, Links};

/// The version, if it is installed.
pub(crate) fn find() -> Option<String> {
    let output =
        Command::new("mdbook").arg("--version").output().ok().filter(|output| output.status.success())?;
    let printed = String::from_utf8_lossy(&output.stdout).trim().to_string();
    Some(printed.trim_start_matches("mdbook").trim().trim_start_matches('v').to_string())
}

/// The build command.
pub(crate) fn command(site: &Path, output: &Path) -> Command {
    let mut command = Command::new("mdbook");
    command.arg("build").arg(site).arg("--dest-dir").arg(output);
    command
}

/// Writes the articles and the terms as chapters.
pub(crate) fn write(root: &Path, count: usize) -> io::Result<()> {
    fs::create_dir_all(root.join("src/articles"))?;
    fs::create_dir_all(root.join("src/glossary"))?;
    fs::write(
        root.join("book.toml"),
        "[book]\ntitle = \"Bench\"\n[output.html.search]\nenable = false\n[output.html.print]\nenable = false\n",
    )?;
    let mut summary = "# Summary\n\n".to_string();
    for n in 0..count {
        let (id, title) = (guides::article_id(n), guides::title(n));
        let _ = writeln!(summary, "- [{title}](articles/{id}.md)");
        let text = format!("# {title}\n\n{}", guides::body(n, count, Links::Files, ""));
        fs::write(root.join(format!("src/articles/{id}.md")), text)?;
    }
    for n in 0..guides::TERMS {
        let id = guides::term_id(n);
        let _ = writeln!(summary, "- [Term {n}](glossary/{id}.md)");
        fs::write(
            root.join(format!("src/glossary/{id}.md")),
            format!("# Term {n}\n\n{}\n", guides::term_line(n)),
        )?;
    }
    fs::write(root.join("src/SUMMARY.md"), summary)
}
