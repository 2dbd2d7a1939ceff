//! The Git remote of a folder: the code host where a new site will be published.

use std::fs;
use std::path::{Path, PathBuf};

use crate::model::CodeHost;

/// The remote `origin` of the repository that contains a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Remote {
    /// The top folder of the repository.
    pub top: PathBuf,
    host: String,
    /// The path of the repository on the host: `owner/name`.
    path: String,
}

impl Remote {
    /// Finds the remote of the repository that contains `folder`, which need not exist. `None` without one on a host.
    pub(super) fn of(folder: &Path) -> Option<Remote> {
        let folder = std::path::absolute(folder).ok()?;
        let top = folder.ancestors().find(|folder| folder.join(".git").exists())?;
        let config = fs::read_to_string(git_folder(&top.join(".git"))?.join("config")).ok()?;
        let (host, path) = parse(&origin(&config)?)?;
        Some(Remote { top: top.to_path_buf(), host, path })
    }

    /// The software of the host, if its name tells.
    pub(super) fn software(&self) -> Option<CodeHost> {
        CodeHost::of(&self.host)
    }

    /// `true` for a host that runs Forgejo, which has its own folder for workflows.
    pub(super) fn is_forgejo(&self) -> bool {
        ["codeberg", "forgejo"].iter().any(|name| self.host.contains(name))
    }

    /// The value of `repository` for a site in `folder` of the repository, which is empty at the top.
    pub(super) fn repository(&self, folder: &str) -> String {
        let url = format!("https://{}/{}", self.host, self.path);
        if folder.is_empty() {
            return url;
        }
        self.software().unwrap_or(CodeHost::GitHub).folder(&url, folder)
    }

    /// The address at which the host publishes the pages of the repository; `None` for hosts that do not tell by name.
    pub(super) fn pages(&self) -> Option<String> {
        let (owner, name) = self.path.split_once('/')?;
        let lower = owner.to_lowercase();
        let (host, top) = match self.host.as_str() {
            "github.com" => (format!("{lower}.github.io"), format!("{lower}.github.io")),
            "gitlab.com" => (format!("{lower}.gitlab.io"), format!("{lower}.gitlab.io")),
            "codeberg.org" => (format!("{lower}.codeberg.page"), "pages".to_string()),
            // Only the repository of this name has pages.
            "bitbucket.org" if name.to_lowercase() == format!("{lower}.bitbucket.io") => {
                (format!("{lower}.bitbucket.io"), name.to_lowercase())
            }
            _ => return None,
        };
        Some(if name.to_lowercase() == top {
            format!("https://{host}/")
        } else {
            format!("https://{host}/{name}/")
        })
    }
}

/// Returns the folder with the configuration. In a worktree and in a submodule, `.git` is a file that names it.
fn git_folder(git: &Path) -> Option<PathBuf> {
    if git.is_dir() {
        return Some(git.to_path_buf());
    }
    let named = fs::read_to_string(git).ok()?;
    let folder = git.parent()?.join(named.strip_prefix("gitdir:")?.trim());
    match fs::read_to_string(folder.join("commondir")) {
        Ok(common) => Some(folder.join(common.trim())),
        Err(_) => Some(folder),
    }
}

/// Returns the address of `origin` in a configuration of Git.
fn origin(config: &str) -> Option<String> {
    let mut is_origin = false;
    for line in config.lines().map(str::trim) {
        if line.starts_with('[') {
            is_origin = line.starts_with("[remote \"origin\"]");
        } else if is_origin
            && let Some(("url", address)) = line.split_once('=').map(|(key, value)| (key.trim(), value))
        {
            return Some(address.trim().trim_matches('"').to_string());
        }
    }
    None
}

/// Returns the host and the path of an address: `https://…`, `ssh://…` or `git@host:owner/name.git`.
fn parse(address: &str) -> Option<(String, String)> {
    let (host, path) = match address.split_once("://") {
        Some(("http" | "https" | "ssh" | "git", rest)) => rest.split_once('/')?,
        Some(_) => return None,
        None => address.split_once(':')?,
    };
    let host = host.rsplit('@').next()?.split(':').next()?.to_lowercase();
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    let is_valid = host.contains('.')
        && path.contains('/')
        && [host.as_str(), path].iter().all(|part| part.chars().all(is_plain));
    is_valid.then(|| (host, path.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remote(address: &str) -> Option<Remote> {
        let (host, path) = parse(address)?;
        Some(Remote { top: PathBuf::new(), host, path })
    }

    #[test]
    fn an_address_tells_the_host_and_where_it_publishes() {
        for (address, repository, pages) in [
            (
                "git@github.com:Ann/Roles.git",
                "https://github.com/Ann/Roles",
                Some("https://ann.github.io/Roles/"),
            ),
            (
                "https://token@github.com/ann/ann.github.io",
                "https://github.com/ann/ann.github.io",
                Some("https://ann.github.io/"),
            ),
            (
                "https://gitlab.com/team/docs/roles.git",
                "https://gitlab.com/team/docs/roles",
                Some("https://team.gitlab.io/docs/roles/"),
            ),
            (
                "ssh://git@codeberg.org:22/ann/pages.git",
                "https://codeberg.org/ann/pages",
                Some("https://ann.codeberg.page/"),
            ),
            (
                "https://codeberg.org/ann/roles",
                "https://codeberg.org/ann/roles",
                Some("https://ann.codeberg.page/roles/"),
            ),
            ("https://bitbucket.org/ann/roles.git", "https://bitbucket.org/ann/roles", None),
            ("git@git.example.com:team/roles.git", "https://git.example.com/team/roles", None),
        ] {
            let remote = remote(address).expect("a remote");
            assert_eq!(
                (remote.repository("").as_str(), remote.pages().as_deref()),
                (repository, pages),
                "{address}"
            );
        }
        for address in
            ["/srv/git/roles.git", "../roles", "file:///srv/roles", "C:\\roles", "https://host/x y/z"]
        {
            assert_eq!(remote(address), None, "{address}");
        }
    }

    #[test]
    fn a_site_in_a_folder_is_linked_there() {
        let gitlab = remote("https://gitlab.com/team/roles").expect("a remote");
        assert_eq!(gitlab.repository("docs"), "https://gitlab.com/team/roles/-/tree/main/docs");
        let forgejo = remote("https://codeberg.org/ann/roles").expect("a remote");
        assert_eq!(forgejo.repository("docs"), "https://codeberg.org/ann/roles/src/branch/main/docs");
    }

    #[test]
    fn the_remote_is_read_from_the_configuration() {
        let config = "[core]\n\tbare = false\n[remote \"fork\"]\n\turl = https://github.com/b/x\n[remote \"origin\"]\n\turl = https://github.com/a/x\n\tfetch = +refs\n";
        assert_eq!(origin(config).as_deref(), Some("https://github.com/a/x"));
        assert_eq!(origin("[core]\n"), None);
    }
}
