//! The address of a destination.

use std::path::{Path, PathBuf};

use url::Url;

use super::Deploy;
use super::destination::Destination;
use super::folder::Folder;
use super::s3::{Address, S3};
use crate::diagnostic::printable;
use crate::error::Error;
use crate::publish::Interrupt;

/// A parsed address.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    Folder(PathBuf),
    Bucket(Address),
}

impl Target {
    /// # Errors
    /// [`Error::Refused`] for any other address.
    pub(super) fn parse(url: &str) -> Result<Target, Error> {
        let forms = "write `file:///folder` or `s3://bucket/prefix`";
        let refuse = |what: String| Err(Error::Refused { what, help: forms.to_string() });
        if printable(url) != url {
            return refuse("the address of the destination has invisible characters".to_string());
        }
        if let Some(rest) = url.strip_prefix("s3://") {
            return match Address::parse(rest) {
                Ok(address) => Ok(Target::Bucket(address)),
                // The address is not repeated: it may contain a key by mistake.
                Err(why) => refuse(format!("the address of the bucket {why}")),
            };
        }
        if url.starts_with("file:") {
            let parsed = Url::parse(url).ok().filter(|parsed| {
                url.starts_with("file:///") && parsed.query().is_none() && parsed.fragment().is_none()
            });
            return match parsed.and_then(|parsed| parsed.to_file_path().ok()) {
                Some(folder) => Ok(Target::Folder(folder)),
                None => refuse(format!("`{}` is not the address of a folder", printable(url))),
            };
        }
        match url.split_once("://") {
            // The rest may contain a password.
            Some((scheme, _)) => refuse(format!("a site cannot be deployed to `{}:`", printable(scheme))),
            None => refuse(format!("`{}` is not the address of a destination", printable(url))),
        }
    }

    /// Opens the destination. `output` is the folder of the build.
    ///
    /// # Errors
    /// [`Error::Refused`] for a folder that holds sources, or missing credentials; errors of the destination.
    pub(super) fn open(
        &self,
        options: &Deploy,
        output: &Path,
        interrupt: &Interrupt,
    ) -> Result<Box<dyn Destination>, Error> {
        match self {
            Target::Folder(folder) => {
                keep_clear(folder, &options.root, output)?;
                Ok(Box::new(Folder::open(folder, options.is_dry_run)?))
            }
            Target::Bucket(address) => {
                Ok(Box::new(S3::new(address, &|name| std::env::var(name).ok(), interrupt)?))
            }
        }
    }
}

/// Refuses a folder in which a deploy could mix with something else.
fn keep_clear(folder: &Path, root: &Path, output: &Path) -> Result<(), Error> {
    let refuse = |what: &str| {
        Err(Error::Refused {
            what: format!("the folder `{}` {what}", folder.display()),
            help: "choose a folder of its own".to_string(),
        })
    };
    let (folder, root, output) = (real(folder), real(root), real(output));
    if folder.parent().is_none() {
        return refuse("is the root of the file system");
    }
    if std::env::home_dir().is_some_and(|home| real(&home) == folder) {
        return refuse("is the home directory");
    }
    if folder.starts_with(&output) || output.starts_with(&folder) {
        return refuse("is, holds or lies in the output of the build");
    }
    let sources = ["content", "templates", "static", "src", ".git"].map(|name| root.join(name));
    if root.starts_with(&folder) || sources.iter().any(|source| folder.starts_with(real(source))) {
        return refuse("holds the site, or lies in its sources");
    }
    Ok(())
}

/// Resolves all links of a path whose last components need not exist.
fn real(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for folder in absolute.ancestors() {
        if let (Ok(real), Ok(rest)) = (folder.canonicalize(), absolute.strip_prefix(folder)) {
            return real.components().chain(rest.components()).collect();
        }
    }
    absolute
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_folder_or_a_bucket() {
        let folder = |path: &str| Target::Folder(PathBuf::from(path));
        assert_eq!(Target::parse("file:///srv/www").expect("a folder"), folder("/srv/www"));
        assert_eq!(Target::parse("file:///srv/a%20b/").expect("a folder"), folder("/srv/a b/"));
        assert!(matches!(Target::parse("s3://site/docs"), Ok(Target::Bucket(_))));
        for text in [
            "",
            "file:///a\tb",
            "file:///a\u{202e}b",
            "dist",
            "/srv/www",
            "file:",
            "file://",
            "file://host/srv",
            "file:srv",
            "file:///a?b",
            "s3://",
        ] {
            assert!(matches!(Target::parse(text), Err(Error::Refused { .. })), "{text}");
        }
    }

    #[test]
    fn a_refused_address_does_not_repeat_a_password() {
        for text in ["s3://KEY:hush@site", "https://user:hush@example.org/", "sftp://user:hush@example.org"] {
            assert!(!Target::parse(text).expect_err("it is refused").to_string().contains("hush"), "{text}");
        }
    }
}
