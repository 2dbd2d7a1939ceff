//! Two facts for the program that only its build knows: which built-in files there are, and a number that changes
//! whenever the code does, so that no page of an older build of the program is ever kept.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let mut files = BTreeSet::from([PathBuf::from("Cargo.lock"), PathBuf::from("build.rs")]);
    for folder in ["src", "templates", "static"] {
        println!("cargo:rerun-if-changed={folder}");
        collect(Path::new(folder), &mut files);
    }
    println!("cargo:rerun-if-changed=Cargo.lock");
    let mut hasher = DefaultHasher::new();
    for file in files {
        hasher.write(file.to_string_lossy().as_bytes());
        hasher.write(&fs::read(&file).unwrap_or_default());
    }
    let version = env::var("CARGO_PKG_VERSION").expect("cargo gives the version to build scripts");
    println!("cargo:rustc-env=ROLEBOOK_GENERATOR=rolebook {version} ({:016x})", hasher.finish());
}

fn collect(folder: &Path, files: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.insert(path);
        }
    }
}
