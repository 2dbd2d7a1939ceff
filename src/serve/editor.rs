//! The editor that opens file locations, detected from the environment of the terminal.

use std::path::Path;

use crate::url::percent_encode_path;

/// An editor that registers a URL scheme with the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Editor {
    /// Visual Studio Code or one of its forks, with its URL scheme.
    Code(&'static str),
    /// Zed.
    Zed,
    /// A `JetBrains` editor.
    Idea,
}

impl Editor {
    /// Detects the editor from names: `$VISUAL`, `$EDITOR`, or the program that contains the terminal.
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

    /// Returns the URL that opens a file at a line and column, counted from 1.
    pub fn link(self, file: &Path, line: usize, column: usize) -> String {
        let path = percent_encode_path(file.as_os_str().as_encoded_bytes());
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
    fn an_editor_is_detected_by_its_name_and_links_to_a_location() {
        let editor = Editor::named(["", "vim", "/usr/bin/code --wait"]).expect("an editor");
        let link = editor.link(Path::new("/a b/content/x.yaml"), 3, 7);
        assert_eq!(link, "vscode://file/a%20b/content/x.yaml:3:7");
        assert_eq!(Editor::named(["vim", "apple_terminal"]), None);
    }
}
