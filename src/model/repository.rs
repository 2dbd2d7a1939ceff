//! The repository of a site on its code host: the addresses at which a file is read and edited there.

/// The software of a code host, which determines the form of its addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CodeHost {
    /// github.com and GitHub Enterprise. Also the guess for an unknown host.
    GitHub,
    /// gitlab.com and own instances.
    GitLab,
    /// Codeberg, Gitea, Forgejo.
    Gitea,
    /// bitbucket.org
    Bitbucket,
}

impl CodeHost {
    /// Guesses the software from the name of the host: `gitlab.example.org` is GitLab.
    pub fn of(host: &str) -> Option<CodeHost> {
        let host = host.to_ascii_lowercase();
        let has = |name: &str| host.split(['.', '-']).any(|part| part == name);
        [
            ("github", CodeHost::GitHub),
            ("gitlab", CodeHost::GitLab),
            ("codeberg", CodeHost::Gitea),
            ("forgejo", CodeHost::Gitea),
            ("gitea", CodeHost::Gitea),
            ("bitbucket", CodeHost::Bitbucket),
        ]
        .into_iter()
        .find_map(|(name, software)| has(name).then_some(software))
    }

    /// The text between the address of a repository and a branch, in the address of a folder.
    fn before_branch(self) -> &'static str {
        match self {
            CodeHost::GitHub => "/tree/",
            CodeHost::GitLab => "/-/tree/",
            CodeHost::Gitea => "/src/branch/",
            CodeHost::Bitbucket => "/src/",
        }
    }

    /// Returns the address of a folder on the default branch of a repository.
    pub fn folder(self, url: &str, folder: &str) -> String {
        format!("{url}{}{DEFAULT_BRANCH}/{folder}", self.before_branch())
    }
}

/// A repository on its code host.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Repository {
    /// The address of its first page, without a final `/`.
    pub url: String,
    host: CodeHost,
    branch: String,
    /// The folder of the site in the repository: empty, or with a final `/`.
    folder: String,
}

/// The branch of an address that names none.
const DEFAULT_BRANCH: &str = "main";

impl Repository {
    /// Reads an address: that of the repository, or that of the site's folder on a branch as the host shows it, such as
    /// `https://github.com/owner/name/tree/main/docs`. Such an address also tells the software of an unknown host.
    pub fn parse(address: &str) -> Repository {
        let address = address.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        // A form that contains another one comes before it.
        let forms = [CodeHost::GitLab, CodeHost::Gitea, CodeHost::GitHub, CodeHost::Bitbucket];
        let host = address.split('/').nth(2).unwrap_or_default();
        let known = CodeHost::of(host);
        let found = forms
            .into_iter()
            .find_map(|software| Some((address.split_once(software.before_branch())?, software)));
        let ((url, place), software) = found.unwrap_or(((address, DEFAULT_BRANCH), CodeHost::GitHub));
        let (branch, folder) = place.split_once('/').unwrap_or((place, ""));
        Repository {
            url: url.strip_suffix(".git").unwrap_or(url).to_string(),
            host: known.unwrap_or(software),
            branch: branch.to_string(),
            folder: if folder.is_empty() { String::new() } else { format!("{folder}/") },
        }
    }

    /// Returns the address at which a file of the site is edited.
    pub fn edit(&self, path: &str) -> String {
        let Repository { url, branch, folder, .. } = self;
        match self.host {
            CodeHost::GitHub => format!("{url}/edit/{branch}/{folder}{path}"),
            CodeHost::GitLab => format!("{url}/-/edit/{branch}/{folder}{path}"),
            CodeHost::Gitea => format!("{url}/_edit/{branch}/{folder}{path}"),
            CodeHost::Bitbucket => format!("{url}/src/{branch}/{folder}{path}?mode=edit&at={branch}"),
        }
    }

    /// Returns the address at which a file of the site is read.
    pub fn view(&self, path: &str) -> String {
        let Repository { url, branch, folder, .. } = self;
        match self.host {
            CodeHost::GitHub => format!("{url}/blob/{branch}/{folder}{path}"),
            CodeHost::GitLab => format!("{url}/-/blob/{branch}/{folder}{path}"),
            CodeHost::Gitea => format!("{url}/src/branch/{branch}/{folder}{path}"),
            CodeHost::Bitbucket => format!("{url}/src/{branch}/{folder}{path}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Repository;

    #[test]
    fn each_host_has_its_own_addresses() {
        for (address, edit, view) in [
            (
                "https://github.com/o/n/",
                "https://github.com/o/n/edit/main/a.md",
                "https://github.com/o/n/blob/main/a.md",
            ),
            (
                "https://github.com/o/n.git",
                "https://github.com/o/n/edit/main/a.md",
                "https://github.com/o/n/blob/main/a.md",
            ),
            (
                "https://github.com/o/n/tree/dev/docs",
                "https://github.com/o/n/edit/dev/docs/a.md",
                "https://github.com/o/n/blob/dev/docs/a.md",
            ),
            (
                "https://gitlab.com/g/sub/n",
                "https://gitlab.com/g/sub/n/-/edit/main/a.md",
                "https://gitlab.com/g/sub/n/-/blob/main/a.md",
            ),
            (
                "https://code.example.com/g/n/-/tree/master/a/b/",
                "https://code.example.com/g/n/-/edit/master/a/b/a.md",
                "https://code.example.com/g/n/-/blob/master/a/b/a.md",
            ),
            (
                "https://codeberg.org/o/n",
                "https://codeberg.org/o/n/_edit/main/a.md",
                "https://codeberg.org/o/n/src/branch/main/a.md",
            ),
            (
                "https://git.example.com/o/n/src/branch/main/site",
                "https://git.example.com/o/n/_edit/main/site/a.md",
                "https://git.example.com/o/n/src/branch/main/site/a.md",
            ),
            (
                "https://bitbucket.org/w/n/src/main/site/",
                "https://bitbucket.org/w/n/src/main/site/a.md?mode=edit&at=main",
                "https://bitbucket.org/w/n/src/main/site/a.md",
            ),
            (
                "https://example.com/n",
                "https://example.com/n/edit/main/a.md",
                "https://example.com/n/blob/main/a.md",
            ),
        ] {
            let repository = Repository::parse(address);
            assert_eq!((repository.edit("a.md").as_str(), repository.view("a.md").as_str()), (edit, view));
        }
    }
}
