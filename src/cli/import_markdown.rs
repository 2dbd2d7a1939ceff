//! The command line of `rolebook import markdown`.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use rolebook::command::{Dialect, MarkdownImport, MarkdownImported, import_markdown};
use rolebook::diagnostic::printable;

use super::{Context, SiteFolder, fail, print};

#[derive(clap::Args)]
pub(super) struct MarkdownArgs {
    /// Folder of Markdown files
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Program that the files were written for
    #[arg(long, value_name = "GENERATOR", value_parser = PossibleValuesParser::new(Dialect::WORDS).map(|word| dialect(&word)))]
    from: Dialect,
    /// Folder below `content/pages/` and `content/articles/` for the texts
    #[arg(long, value_name = "NAME", default_value = "")]
    into: String,
    /// Address of the site that the texts are from, for links to what is not imported
    #[arg(long, value_name = "URL")]
    site_url: Option<String>,
    /// Print the plan, and write nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    pub(super) site: SiteFolder,
}

fn dialect(word: &str) -> Dialect {
    let all = [
        Dialect::Hugo,
        Dialect::Zola,
        Dialect::Docusaurus,
        Dialect::Jekyll,
        Dialect::Mkdocs,
        Dialect::Mdbook,
        Dialect::Plain,
    ];
    all.into_iter().find(|dialect| dialect.word() == word).unwrap_or(Dialect::Plain)
}

/// Imports, and prints what happened.
pub(super) fn run(args: MarkdownArgs, context: &Context) -> ExitCode {
    let root = match context.site() {
        Ok(root) => root,
        Err(error) => return fail(&error),
    };
    let options = MarkdownImport {
        root,
        folder: args.folder,
        dialect: args.from,
        into: args.into,
        site: args.site_url,
        is_dry_run: args.dry_run,
    };
    match import_markdown(&options) {
        Ok(done) => report(&done, &options, context),
        Err(error) => fail(&error),
    }
}

fn report(done: &MarkdownImported, options: &MarkdownImport, context: &Context) -> ExitCode {
    let status = if done.refused.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) };
    let mut out = String::new();
    if !context.is_quiet() || options.is_dry_run {
        for text in &done.texts {
            let _ = writeln!(out, "{} → {}", printable(&text.from), text.to);
            for note in &text.notes {
                let _ = writeln!(out, "    {}", printable(note));
            }
        }
        for (from, to) in &done.images {
            let _ = writeln!(out, "{} → {to}", printable(from));
        }
    }
    for (file, why) in &done.refused {
        let _ = writeln!(out, "not imported: {}: {}", printable(file), printable(why));
    }
    if !context.is_quiet() {
        let verb = if options.is_dry_run { "would import" } else { "imported" };
        let todo =
            done.texts.iter().filter(|text| text.notes.iter().any(|note| note.starts_with("TODO"))).count();
        let _ = writeln!(
            out,
            "{verb} {} texts and {} images; {} files refused; {todo} texts have a TODO",
            done.texts.len(),
            done.images.len(),
            done.refused.len(),
        );
        if !options.is_dry_run {
            let _ = writeln!(out, "next: rolebook check{}", context.root_option());
        }
    }
    print(&out, status)
}
