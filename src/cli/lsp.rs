//! The command line of `rolebook lsp`.

use std::io::Write as _;
use std::process::ExitCode;

use lsp_server::Connection;
use rolebook::lsp::{Ended, run as serve};

#[derive(clap::Args)]
pub(super) struct LspArgs {
    /// Use standard input and output, which is the default; for editors that pass it to every server
    #[arg(long)]
    stdio: bool,
}

/// Runs the language server until the client ends it. Standard output is only for messages to the client.
pub(super) fn run(args: &LspArgs) -> ExitCode {
    let LspArgs { stdio: _ } = args;
    let (connection, threads) = Connection::stdio();
    let ended = serve(&connection);
    // The writing thread ends when nothing more can be sent.
    drop(connection);
    match (ended, threads.join()) {
        (Ended::Orderly, Ok(())) => ExitCode::SUCCESS,
        (Ended::Orderly | Ended::Abrupt, Err(error)) => {
            let _ = writeln!(anstream::stderr(), "error: the connection to the editor failed: {error}");
            ExitCode::from(1)
        }
        (Ended::Abrupt, Ok(())) => ExitCode::from(1),
    }
}
