//! The command line of `rolebook eject`.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

use rolebook::command::{built_in, eject, find_built_in};
use rolebook::error::Error;

use super::{Context, SiteFolder, fail, print};

#[derive(clap::Args)]
#[command(
    after_help = "A file or component of the site replaces the built-in one from then on: a later version of the program does not change it. After an update, compare the two: rolebook eject --print FILE | diff - FILE. The fewer lines you own, the less there is to compare: colours, fonts and logo are keys of `theme` in content/site.yaml, static/assets/custom.css is loaded after all other styles, one component is overridden alone, and a page changes single blocks of a built-in one with {% extends \"built-in/pages/role.html\" %}."
)]
pub(super) struct EjectArgs {
    /// Path of a built-in file such as `templates/shared/base.html`, or the name of a component such as `site_footer`
    #[arg(value_name = "FILE", required_unless_present = "list")]
    name: Option<String>,
    /// List the built-in files and their components, and mark those that the site overrides
    #[arg(long, conflicts_with_all = ["name", "print"])]
    list: bool,
    /// Print the file instead of writing it
    #[arg(long)]
    print: bool,
    #[command(flatten)]
    pub(super) site: SiteFolder,
}

/// Writes, prints or lists built-in files.
pub(super) fn run(args: EjectArgs, context: &Context) -> ExitCode {
    let Some(name) = args.name.filter(|_| !args.list) else { return list(context) };
    if args.print {
        return match find_built_in(&name) {
            Ok(file) => match std::io::stdout().write_all(&file.bytes) {
                Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => fail(&Error::Output(error)),
                _ => ExitCode::SUCCESS,
            },
            Err(error) => fail(&error),
        };
    }
    match context.site().and_then(|root| eject(&root, &name)) {
        Ok(_) if context.is_quiet() => ExitCode::SUCCESS,
        Ok(file) => {
            let text = format!(
                "created {}\n  it replaces the built-in one; after an update of the program, compare:  rolebook eject --print {name} | diff - {}\n",
                file.path, file.path,
            );
            print(&text, ExitCode::SUCCESS)
        }
        Err(error) => fail(&error),
    }
}

fn list(context: &Context) -> ExitCode {
    // The list is useful without a site, too.
    let root = context.site().ok();
    let mut out = String::new();
    for file in built_in() {
        let is_own = root.as_ref().is_some_and(|root| root.join(&file.path).symlink_metadata().is_ok());
        let _ = writeln!(out, "{}{}", file.path, if is_own { "  (overridden)" } else { "" });
        let _ = writeln!(out, "    {}", file.about);
        for component in &file.components {
            let _ = writeln!(out, "    {}({})", component.name, component.arguments);
        }
    }
    print(&out, ExitCode::SUCCESS)
}
