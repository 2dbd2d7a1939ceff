//! `rolebook init`: creates a small site without errors or warnings, with a workflow that checks and builds every
//! change.

use std::path::Path;

use super::save;
use crate::error::Error;
use crate::parse::scalar::Date;

/// The files of a new site. `THE_TITLE` and `THE_DATE` are replaced in them.
const FILES: &[(&str, &str)] = &[
    ("content/site.yaml", include_str!("starter/content/site.yaml")),
    ("content/comparison.yaml", include_str!("starter/content/comparison.yaml")),
    ("content/sources.yaml", include_str!("starter/content/sources.yaml")),
    ("content/tools.yaml", include_str!("starter/content/tools.yaml")),
    ("content/skills.yaml", include_str!("starter/content/skills.yaml")),
    ("content/fit.yaml", include_str!("starter/content/fit.yaml")),
    ("content/roles/solutions-engineer.yaml", include_str!("starter/content/roles/solutions-engineer.yaml")),
    ("content/roles/solutions-engineer.md", include_str!("starter/content/roles/solutions-engineer.md")),
    ("content/roles/support-engineer.yaml", include_str!("starter/content/roles/support-engineer.yaml")),
    ("content/roles/support-engineer.md", include_str!("starter/content/roles/support-engineer.md")),
    ("content/glossary/ticket.md", include_str!("starter/content/glossary/ticket.md")),
    ("content/pages/about.md", include_str!("starter/content/pages/about.md")),
    (".github/workflows/site.yml", include_str!("starter/site.yml")),
    (".gitignore", include_str!("starter/gitignore")),
    ("README.md", include_str!("starter/README.md")),
];

/// Creates a new site in `folder`, which may exist but must have none of these files. Returns their paths.
pub fn init(folder: &Path, today: Date) -> Result<Vec<&'static str>, Error> {
    for (path, _) in FILES {
        // Checked before anything is written, so that no partial site is left behind.
        if folder.join(path).symlink_metadata().is_ok() {
            return Err(save::already_exists(&folder.join(path).display().to_string()));
        }
    }
    if folder.join("content").symlink_metadata().is_ok() {
        return Err(save::already_exists(&folder.join("content").display().to_string()));
    }
    let title = title(folder);
    for (path, text) in FILES {
        let text = text.replace("THE_TITLE", &title).replace("THE_DATE", &today.to_string());
        save::create(folder, path, text.as_bytes())?;
    }
    Ok(FILES.iter().map(|(path, _)| *path).collect())
}

/// Derives a title from the folder's name: `our-roles` → `Our roles`.
fn title(folder: &Path) -> String {
    let name = std::path::absolute(folder).ok().and_then(|path| path.file_name().map(ToOwned::to_owned));
    let name = name.unwrap_or_default().to_string_lossy().into_owned();
    // The title must be valid in YAML and Markdown without quotes, whatever the folder's name.
    let words: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).take(60).collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) if first.is_alphabetic() => first.to_uppercase().chain(letters).collect(),
        _ => "Our roles".to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_folder_name_gives_a_title() {
        assert_eq!(title(Path::new("/sites/our-roles")), "Our roles");
        assert_eq!(title(Path::new("/sites/: [x]")), "X");
        assert_eq!(title(Path::new("/")), "Our roles");
    }
}
