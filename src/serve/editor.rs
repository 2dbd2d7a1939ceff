//! The editor that a place in a file is opened in, known from the environment of the terminal.

use std::fmt::Write as _;
use std::path::Path;

/// An editor that registers a kind of address with the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Editor {
    /// Visual Studio Code and what is made from it: the scheme of its addresses.
    Code(&'static str),
    /// Zed.
    Zed,
    /// The editors of `JetBrains`.
    Idea,
}

impl Editor {
    /// The editor that one of these names: `$VISUAL`, `$EDITOR`, or the program that the terminal is a part of.
    pub fn named<'n>(names: impl IntoIterator<Item = &'n str>) -> Option<Editor> {
        names.into_iter().find_map(|name| {
            let program = name.split_whitespace().next().unwrap_or("");
            match program.rsplit('/').next().unwrap_or(program) {
                "code" | "vscode" => Some(Editor::Code("vscode")),
                "code-insiders" => Some(Editor::Code("vscode-insiders")),
                "codium" | "vscodium" => Some(Editor::Code("vscodium")),
                "cursor" => Some(Editor::Code("cursor")),
                "windsurf" => Some(Editor::Code("windsurf")),
                "zed" => Some(Editor::Zed),
                "idea" | "rustrover" | "webstorm" | "pycharm" | "JetBrains-JediTerm" => Some(Editor::Idea),
                _ => None,
            }
        })
    }

    /// The address that opens a file at a line and column, counted from 1.
    pub fn link(self, file: &Path, line: usize, column: usize) -> String {
        let mut path = String::new();
        for byte in file.to_string_lossy().bytes() {
            if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
                path.push(char::from(byte));
            } else {
                let _ = write!(path, "%{byte:02X}");
            }
        }
        match self {
            Editor::Code(scheme) => format!("{scheme}://file{path}:{line}:{column}"),
            Editor::Zed => format!("zed://file{path}:{line}:{column}"),
            Editor::Idea => format!("idea://open?file={path}&line={line}&column={column}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_is_known_by_its_name_and_opens_at_the_place() {
        let editor = Editor::named(["", "vim", "/usr/bin/code --wait"]).expect("an editor");
        let link = editor.link(Path::new("/a b/content/x.yaml"), 3, 7);
        assert_eq!(link, "vscode://file/a%20b/content/x.yaml:3:7");
        assert_eq!(Editor::named(["vim", "apple_terminal"]), None);
    }
}
