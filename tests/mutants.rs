//! Randomly mutated files, through `check` and `build`: no panic, no undocumented status, no disagreement between the
//! two, and no excessive run time.
//!
//! Seeds are numbers, so that a failure can be reproduced: `MUTANT=137` runs one. Twenty thousand with an optimised
//! program: `CARGO_PROFILE_DEV_OPT_LEVEL=2 MUTANTS=20000 cargo test --test all mutants:: -- --nocapture`; `MUTANTS_FROM`
//! skips some.

use std::fmt::Write as _;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::support::{Project, tree};
use rolebook::command::{Build, Check, Init, build, check, init};
use rolebook::diagnostic::human;
use rolebook::link;
use rolebook::parse::scalar::Date;
use rolebook::publish::Interrupt;
use rustix::time::{ClockId, clock_gettime};
use tempfile::TempDir;

/// The default number of mutants: they take some twenty seconds.
const MANY: u64 = 120;
/// The time limit of one check or build, in processor time of all its threads. An unoptimised program is four times
/// as slow.
fn longest() -> Duration {
    Duration::from_secs(if std::env::var_os("MUTANTS").is_some() { 2 } else { 8 })
}

/// A pseudo-random number generator with a seed (splitmix64).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).expect("it is below a usize")
    }

    fn one<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

/// Fragments that an attacker, or an author by mistake, could put into a file.
const TOKENS: [&str; 72] = [
    "&a ",
    "*a",
    "!!python/object ",
    "<<: *a",
    "? ",
    "- ",
    ": ",
    "|",
    ">-",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "{",
    "}",
    "[",
    "]",
    "'",
    "\"",
    "`",
    "\t",
    "\r",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{200b}",
    "\u{e0041}",
    "\u{2028}",
    "\u{fffd}",
    "\u{301}",
    "é",
    "𝔘",
    "null",
    "~",
    "yes",
    ".inf",
    ".nan",
    "-1",
    "1e400",
    "0x7fffffff",
    "99999999999999999999",
    "2026-02-30",
    "9999-12-31",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "&#x6A;avascript:",
    "[x](javascript:alert(1))",
    "[x](../../../etc/passwd)",
    "![](data:text/html,x)",
    "[@",
    "[@book]",
    "[=sre.goal]",
    "[](term:nope)",
    "```compare\nroles: [sre\n```\n",
    "```\n",
    "| a | b |\n|--|--|\n",
    "> [!NOTE]\n",
    "[^1]: [^1]\n",
    "# ",
    "## \n",
    "{{ nope }}",
    "{% for a in range(end=9999) %}",
    "{% endfor %}",
    "{% include \"pages/role.html\" %}",
    "{% extends \"shared/base.html\" %}",
    "{% set a = a ~ a %}",
    "{# allow",
    "# allow unsourced: x",
    "<!-- allow x: y -->",
    "http://127.0.0.1:22/",
    "https://user:pw@example.org/",
    "../",
    "::error::x\n",
];

/// Mutates a text. `other` is another file, to take a fragment from.
fn mutate(text: &str, other: &str, random: &mut Random) -> Vec<u8> {
    let place = |text: &str, random: &mut Random| text.floor_char_boundary(random.below(text.len() + 1));
    let range = |text: &str, longest: usize, random: &mut Random| {
        let start = place(text, random);
        let end = text.floor_char_boundary((start + random.below(longest)).min(text.len()));
        start..end.max(start)
    };
    let lines = |text: &str| -> Vec<String> { text.split_inclusive('\n').map(String::from).collect() };
    let mut text = text.to_string();
    for _ in 0..=random.below(3) {
        match random.below(16) {
            0 => {
                let mut bytes = text.clone().into_bytes();
                if !bytes.is_empty() {
                    let at = random.below(bytes.len());
                    bytes[at] ^= 1 << random.below(8);
                }
                match String::from_utf8(bytes) {
                    Ok(changed) => text = changed,
                    // Text that is not valid UTF-8 is not changed further.
                    Err(broken) => return broken.into_bytes(),
                }
            }
            1 => text.replace_range(range(&text, 4, random), ""),
            2 => text.replace_range(range(&text, 200, random), ""),
            3 => text.truncate(place(&text, random)),
            4..=6 => {
                let at = place(&text, random);
                let token = random.one(&TOKENS);
                text.insert_str(at, token);
            }
            7 => {
                let mut all = lines(&text);
                if all.len() > 1 {
                    let (one, two) = (random.below(all.len()), random.below(all.len()));
                    all.swap(one, two);
                }
                text = all.concat();
            }
            8 => {
                let mut all = lines(&text);
                if !all.is_empty() {
                    let (from, to) = (random.below(all.len()), random.below(all.len()));
                    all.insert(to, all[from].clone());
                }
                text = all.concat();
            }
            9 => {
                let mut all = lines(&text);
                if !all.is_empty() {
                    all.remove(random.below(all.len()));
                }
                text = all.concat();
            }
            10 => {
                let mut all = lines(&text);
                if !all.is_empty() {
                    let at = random.below(all.len());
                    let spaces = " ".repeat(random.below(9));
                    all[at] = format!("{spaces}{}", all[at].trim_start_matches(' '));
                }
                text = all.concat();
            }
            11 => {
                let part = other[range(other, 400, random)].to_string();
                let at = place(&text, random);
                text.insert_str(at, &part);
            }
            12 => {
                // The beginning of one and the end of the other.
                let (at, from) = (place(&text, random), place(other, random));
                text = format!("{}{}", &text[..at], &other[from..]);
            }
            13 => {
                let token = random.one(&TOKENS);
                let at = place(&text, random);
                text.insert_str(at, &token.repeat(1 + random.below(400)));
            }
            14 => {
                // A word or a number is replaced by another.
                let words: Vec<(usize, &str)> = text.match_indices(|c: char| c.is_ascii_digit()).collect();
                if let Some((at, _)) = (!words.is_empty()).then(|| *random.one(&words)) {
                    let token = random.one(&TOKENS);
                    text.replace_range(at..=at, token);
                }
            }
            _ => {
                let ends: [&str; 4] = ["\r\n", "\n\n", " ", "\r"];
                let end = *random.one(&ends);
                text = text.replace('\n', end);
            }
        }
    }
    text.into_bytes()
}

/// A site whose files are mutated one at a time.
struct Base {
    folder: TempDir,
    /// The files that are mutated, by path.
    texts: Vec<(String, String)>,
}

impl Base {
    fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn output(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    /// Creates a site, and adds a file of each optional kind: templates and images.
    fn new(fill: impl FnOnce(&Path)) -> Base {
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| TempDir::new()).expect("a folder");
        let site = folder.path().join("site");
        fill(&site);
        let mut texts: Vec<(String, String)> = tree(&site.join("content"))
            .into_iter()
            .filter_map(|(path, bytes)| Some((format!("content/{path}"), String::from_utf8(bytes).ok()?)))
            .collect();
        let own = Path::new(env!("CARGO_MANIFEST_DIR"));
        for (path, bytes) in tree(&own.join("templates")) {
            texts.extend(String::from_utf8(bytes).ok().map(|text| (format!("templates/{path}"), text)));
        }
        let drawing = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\">\n<path d=\"M0 0h9v9z\"/>\n</svg>\n";
        texts.push(("static/drawing.svg".to_string(), drawing.to_string()));
        Base { folder, texts }
    }
}

fn bases() -> Vec<Base> {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let day = Date::parse("2026-11-29").expect("a date");
    vec![
        Base::new(|site| Project::new().write(site)),
        Base::new(|site| {
            drop(
                init(&Init { folder: site.to_path_buf(), entity: None, has_framework: false }, day)
                    .expect("it is new"),
            );
        }),
        Base::new(|site| {
            for (path, bytes) in tree(&own.join("content")) {
                let path = site.join("content").join(path);
                fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
                fs::write(path, bytes).expect("a file");
            }
        }),
    ]
}

/// The outcome of one command: its status, and its report.
type Done = Result<(u8, String), String>;

fn guarded(run: impl FnOnce() -> (u8, String)) -> (Done, Duration) {
    let began = spent();
    let done = catch_unwind(AssertUnwindSafe(run));
    let done = done.map_err(|panic| {
        let text = panic.downcast_ref::<String>().cloned();
        text.or_else(|| panic.downcast_ref::<&str>().map(ToString::to_string)).unwrap_or_default()
    });
    (done, spent().saturating_sub(began))
}

/// The processor time of this process, which other load on the machine does not affect.
fn spent() -> Duration {
    let now = clock_gettime(ClockId::ProcessCPUTime);
    Duration::new(u64::try_from(now.tv_sec).unwrap_or(0), u32::try_from(now.tv_nsec).unwrap_or(0))
}

fn checked(base: &Base) -> (Done, Duration) {
    guarded(|| {
        let wanted = Check { root: base.site(), link: link::Options::default(), max_age: None };
        match check(&wanted, &Interrupt::never()) {
            Ok((report, sources)) => {
                (u8::from(report.errors() > 0), human::emit(&report, |path| sources.text(path)))
            }
            Err(error) => (error.exit_status(), error.to_string()),
        }
    })
}

fn built(base: &Base) -> (Done, Duration) {
    guarded(|| {
        let wanted = Build { root: base.site(), output: base.output(), ..Build::default() };
        match build(&wanted, &Interrupt::never()) {
            Ok(outcome) => (
                u8::from(outcome.published.is_none()),
                human::emit(&outcome.report, |path| outcome.sources.text(path)),
            ),
            Err(error) => (error.exit_status(), error.to_string()),
        }
    })
}

/// Returns a description of the failure of a mutant, if it fails.
fn try_one(base: &Base, seed: u64, is_sample: bool, slowest: &mut Duration) -> Option<String> {
    let mut random = Random(seed);
    let (path, text) = random.one(&base.texts).clone();
    let other = random.one(&base.texts).1.clone();
    let bytes = mutate(&text, &other, &mut random);
    let file = base.site().join(&path);
    let before = fs::read(&file).ok();
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(&file, &bytes).expect("a file");
    let mut wrong = String::new();
    let (check, check_time) = checked(base);
    let (build, build_time) = built(base);
    *slowest = (*slowest).max(check_time).max(build_time);
    if check_time.max(build_time) > longest() {
        let _ = write!(wrong, "check took {check_time:?}, build {build_time:?}; ");
    }
    match (&check, &build) {
        (Ok(check), Ok(build)) if check == build => {
            if check.0 > 1 {
                let _ = write!(wrong, "status {}: {}; ", check.0, check.1);
            }
            if is_sample {
                for (command, output) in [("check", None), ("build", Some(base.output()))] {
                    let mut started = Command::new(env!("CARGO_BIN_EXE_rolebook"));
                    started.arg(command).arg("--root").arg(base.site());
                    started.args(output.iter().flat_map(|output| [Path::new("--output"), output]));
                    let done = started.output().expect("it starts");
                    if done.status.code() != Some(i32::from(check.0)) {
                        let _ = write!(wrong, "`{command}` ended with {:?}; ", done.status);
                    }
                }
            }
        }
        (check, build) => {
            let _ = write!(wrong, "check: {check:?}\nbuild: {build:?}");
        }
    }
    if let Some(before) = before {
        fs::write(&file, before).expect("a file");
    } else {
        fs::remove_file(&file).expect("it is there");
        for folder in Path::new(&path).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty()) {
            let _ = fs::remove_dir(base.site().join(folder));
        }
    }
    (!wrong.is_empty()).then(|| format!("MUTANT={seed} {path}: {wrong}"))
}

#[test]
fn check_and_build_agree_on_mutated_files() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seeds: Vec<u64> = match number("MUTANT") {
        Some(seed) => vec![seed],
        None => (number("MUTANTS_FROM").unwrap_or(0)..number("MUTANTS").unwrap_or(MANY)).collect(),
    };
    let quiet = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let mut found: Vec<String> = Vec::new();
    let mut slowest = Duration::ZERO;
    let bases = bases();
    for base in &bases {
        // The first build draws every card, which is measured elsewhere.
        assert!(built(base).0.is_ok_and(|(status, _)| status == 0), "a valid site is built");
    }
    for seed in &seeds {
        // The real site is twenty times as large: it gets one of forty mutants.
        let base = match seed % 40 {
            0 => &bases[2],
            number => &bases[usize::from(number % 2 == 0)],
        };
        found.extend(try_one(base, *seed, seed % 60 == 7, &mut slowest));
        if seed % 1000 == 999 {
            println!("{} tried, {} wrong, {slowest:?}", seed + 1, found.len());
        }
    }
    for base in &bases[..2] {
        // After all mutants, the output equals that of a first build.
        if built(base).0.is_ok_and(|(status, _)| status == 0) {
            let now = tree(&base.output());
            fs::remove_dir_all(base.output()).expect("it is there");
            assert!(built(base).0.is_ok_and(|(status, _)| status == 0));
            if now != tree(&base.output()) {
                found.push("the published tree is not that of a first build".to_string());
            }
        }
    }
    std::panic::set_hook(quiet);
    println!(
        "{} mutants, {} wrong, the slowest took {slowest:?} of processor time",
        seeds.len(),
        found.len()
    );
    assert!(found.is_empty(), "{} of {}:\n{}", found.len(), seeds.len(), found.join("\n\n"));
}
