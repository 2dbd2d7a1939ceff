//! The command line of `rolebook init`.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use rolebook::command::{Init, init, quoted_path, today};
use rolebook::diagnostic::printable;

use super::{Context, fail, print};

#[derive(clap::Args)]
pub(super) struct InitArgs {
    /// Folder of the new site, created if missing
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The noun for the things that the site compares, in the singular and the plural, such as `language/languages`
    #[arg(long, value_name = "ONE/MANY", value_parser = nouns)]
    entity: Option<(String, String)>,
    /// Begin your organisation's own levels too: a scale, aspects, grades and a framework to replace
    #[arg(long)]
    framework: bool,
}

fn nouns(text: &str) -> Result<(String, String), String> {
    let (one, many) = text.split_once('/').ok_or("write the singular and the plural: language/languages")?;
    Ok((one.trim().to_string(), many.trim().to_string()))
}

/// Creates the site and prints the next steps.
pub(super) fn run(args: &InitArgs, context: &Context) -> ExitCode {
    let wanted =
        Init { folder: args.folder.clone(), entity: args.entity.clone(), has_framework: args.framework };
    let made = match today().and_then(|today| init(&wanted, today)) {
        Ok(made) => made,
        Err(error) => return fail(&error),
    };
    if context.is_quiet() {
        return ExitCode::SUCCESS;
    }
    let mut out = String::new();
    let shown = args.folder.display().to_string();
    let (one, many) = args.entity.as_ref().map_or(("role", "roles"), |(one, many)| (one, many));
    let _ =
        writeln!(out, "{}: created a site with two {many} ({} files)", printable(&shown), made.files.len());
    for file in made.files.iter().filter(|_| context.is_verbose()) {
        let _ = writeln!(out, "  created {file}");
    }
    if let Some(kept) = &made.kept {
        let _ = writeln!(out, "  the repository has {kept} already; it was not changed");
    }
    let root = quoted_path(&args.folder);
    let _ = writeln!(out, "  preview it:  rolebook serve --root {root}");
    let name = if args.entity.is_some() { "Third" } else { "'Account Manager'" };
    let label = if args.entity.is_some() { format!("add another {one}:") } else { "add a role:".to_string() };
    let _ = writeln!(out, "  {label}  rolebook new {} {name} --root {root}", made.kind);
    match &made.base_url {
        Some(address) => drop(writeln!(out, "  its address, by the remote of the repository:  {address}")),
        None => drop(writeln!(out, "  set its address:  base_url in content/site.yaml")),
    }
    print(&out, ExitCode::SUCCESS)
}
