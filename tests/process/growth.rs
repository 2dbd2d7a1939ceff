//! Templates that exceed a limit within one operation of the template engine: the command ends with the diagnostic of
//! that template, and the preview shows it.

use std::fmt::Write as _;
use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::signals::{ended, preview, send, soon, wait_for_handler};
use crate::support::Project;
use crate::support::place::get;
use crate::{Place, rolebook, utf8};

/// A template that doubles a value sixty times, and ends with `last`.
fn doubling(first: &str, step: &str, last: &str) -> String {
    let mut text = format!("<p>\n{{% set a0 = {first} %}}");
    for n in 0..60 {
        let value = step.replace('a', &format!("a{n}"));
        let _ = write!(text, "{{% set a{} = {value} %}}", n + 1);
    }
    text + last
}

/// A template whose values need more and more memory.
fn growing() -> String {
    doubling("'x'", "a ~ a", "{{ a60 }}")
}

/// A template that compares two values of 2^60 parts, in little memory.
fn slow() -> String {
    let twin = doubling("['x']", "[a, a]", "{% if a60 == b60 %}x{% endif %}");
    doubling("['x']", "[a, a]", "").replace("set a", "set b").replace("[a", "[b").replace(", a", ", b")
        + &twin
}

fn project(template: &str) -> Project {
    Project::new()
        .file("templates/pages/term.html", template)
        .file("content/glossary/slo.md", "---\nterm: SLO\nline: A target.\n---\nA target for a service.\n")
}

#[test]
fn a_value_that_doubles_is_an_error_of_its_template() {
    let place = Place::with(&project(&growing()));
    let site = place.path("site");
    for (arguments, stream) in
        [(&["build"][..], "stderr"), (&["check"], "stderr"), (&["check", "--format", "json"], "stdout")]
    {
        let done = rolebook().args(arguments).arg("--root").arg(&site).output().expect("it starts");
        assert_eq!(done.status.code(), Some(1), "{arguments:?}: {}", utf8(&done));
        let printed = if stream == "stdout" { &done.stdout } else { &done.stderr };
        let printed = String::from_utf8_lossy(printed);
        assert!(printed.contains("takes more than 512 MiB of memory"), "{arguments:?}: {printed}");
        // The tag that grows, the page, and the file that it is drawn from.
        let line = if stream == "stdout" { "\"line\":2," } else { "templates/pages/term.html:2:" };
        for part in ["templates/pages/term.html", line, "glossary/slo/", "content/glossary/slo.md"] {
            assert!(printed.contains(part), "{part}: {printed}");
        }
    }
    assert!(!site.join("dist").exists());
}

#[test]
fn a_value_that_takes_long_to_compare_is_an_error_of_its_template() {
    let place = Place::with(&project(&slow()));
    let mut child = rolebook();
    child.args(["check", "--root"]).arg(place.path("site")).stdout(Stdio::null()).stderr(Stdio::piped());
    let started = child.spawn().expect("it starts");
    // Meanwhile: the first signal ends such a page too.
    let mut child = rolebook();
    child.args(["build", "--root"]).arg(place.path("site")).stdout(Stdio::null()).stderr(Stdio::null());
    let mut interrupted = child.spawn().expect("it starts");
    wait_for_handler(&interrupted, Signal::TERM);
    std::thread::sleep(Duration::from_secs(1));
    send(&interrupted, Signal::TERM);
    let (code, time) = ended(&mut interrupted, Duration::from_mins(1));
    assert!(code == 143 && time < soon(), "{code} {time:?}");
    let done = started.wait_with_output().expect("it ends");
    assert_eq!(done.status.code(), Some(1), "{}", utf8(&done));
    assert!(utf8(&done).contains("takes longer than 10 s of processor time"), "{}", utf8(&done));
    for part in ["templates/pages/term.html:3:", "content/glossary/slo.md"] {
        assert!(utf8(&done).contains(part), "{part}: {}", utf8(&done));
    }
}

#[test]
fn the_preview_shows_the_error_of_a_value_that_doubles_and_continues() {
    let place = Place::with(&project(&growing()));
    let template = place.path("site/templates/pages/term.html");
    let (mut child, address) = preview(&place);
    assert!(get(&address, "/").is_some_and(|page| page.starts_with("HTTP/1.1 200")));
    // The request that draws the page is cut off.
    let _ = get(&address, "/glossary/slo/");
    let shown = |path: &str, text: &str| {
        let until = Instant::now() + Duration::from_mins(1);
        let mut last = None;
        while Instant::now() < until {
            last = get(&address, path);
            if last.as_ref().is_some_and(|page| page.contains(text)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("{path} does not show `{text}`: {last:?}");
    };
    shown("/glossary/slo/", "takes more than 512 MiB of memory");
    shown("/glossary/slo/", "templates/pages/term.html:2:");
    shown("/glossary/slo/", "content/glossary/slo.md");
    shown("/", "HTTP/1.1 200");
    fs::write(&template, "<p>all is well").expect("a template");
    shown("/glossary/slo/", "all is well");
    send(&child, Signal::INT);
    let (code, _) = ended(&mut child, Duration::from_mins(1));
    assert_eq!(code, 130);
}
