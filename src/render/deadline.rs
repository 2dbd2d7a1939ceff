//! A limit on the processor time of a page. The time is that of the drawing thread, so a busy machine fails no page.
//! It is checked whenever a template writes, and by calls inserted into a site's own templates, since the engine has no
//! limit of its own and a loop need not write anything. The calls also record the position of the drawing thread, for a
//! watchdog on another thread.

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use tera::{Kwargs, State};

use super::edits::{Editor, Edits};
use super::lexer::{TokenKind, lex, word};

/// The most processor time that one page or one component may take. The slowest page of a site of 1,000 roles takes a
/// hundredth of it.
pub const LIMIT: Duration = Duration::from_secs(10);

/// Number of checks for each query of the system clock.
const CHECKS_PER_QUERY: u32 = 512;

thread_local! {
    /// The thread's processor time at which the current page is given up, and the number of checks so far.
    static PROGRESS: Cell<(Option<Duration>, u32)> = const { Cell::new((None, 0)) };
    /// The last call that the current page has reached.
    static POSITION: RefCell<Option<Position>> = const { RefCell::new(None) };
}

/// The number of the last inserted call that a drawing thread has reached; 0 before the first.
pub(super) type Position = Arc<AtomicUsize>;

/// Runs `draw` with a time limit and returns whether it was exceeded. Calls record their numbers in `position`.
pub(super) fn run_with_limit<T>(
    limit: Duration,
    position: Option<Position>,
    draw: impl FnOnce() -> T,
) -> (T, bool) {
    let end = thread_time() + limit;
    PROGRESS.set((Some(end), 0));
    POSITION.set(position);
    let drawn = draw();
    POSITION.set(None);
    PROGRESS.set((None, 0));
    (drawn, thread_time() > end)
}

/// Returns `true` if the page that this thread draws has exceeded its limit. Queries the clock once in
/// [`CHECKS_PER_QUERY`] calls.
pub(super) fn is_over() -> bool {
    let (end, checks) = PROGRESS.get();
    PROGRESS.set((end, checks.wrapping_add(1)));
    checks % CHECKS_PER_QUERY == CHECKS_PER_QUERY - 1 && has_passed()
}

/// Does the same, but always queries the clock.
pub(super) fn has_passed() -> bool {
    PROGRESS.get().0.is_some_and(|end| thread_time() > end)
}

fn thread_time() -> Duration {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(u64::try_from(now.tv_sec).unwrap_or(0), u32::try_from(now.tv_nsec).unwrap_or(0))
}

/// The function that is called. Authors cannot use it: it is registered only for texts with inserted calls.
pub(super) const FUNCTION: &str = "rolebook_within_the_limit";

/// Implements [`FUNCTION`]: prints nothing, and fails once the page has exceeded its limit.
#[allow(clippy::needless_pass_by_value, reason = "the engine passes its arguments by value")]
pub(super) fn within_the_limit(arguments: Kwargs, _: &State) -> tera::TeraResult<tera::Value> {
    let number: usize = arguments.must_get("at")?;
    POSITION.with_borrow(|position| {
        if let Some(position) = position {
            position.store(number, Ordering::Relaxed);
        }
    });
    if is_over() { Err(tera::Error::message("this takes too long")) } else { Ok(tera::Value::from("")) }
}

/// Inserts a call at the beginning of each loop and component, and before each tag that computes a value. The calls are
/// numbered from `first`; the ranges of their tags are returned in this order.
pub(super) fn with_calls(text: &str, first: usize) -> (String, Edits, Vec<Range<usize>>) {
    let (mut editor, mut tags) = (Editor::new(text), Vec::new());
    for (_, code) in lex(text).into_iter().filter(|(kind, _)| *kind == TokenKind::Code) {
        let (begin, end) = (code.start - 2, code.end + 2);
        let is_print = text.get(begin..code.start) == Some("{{");
        if text.get(code.end..end) != Some(if is_print { "}}" } else { "%}" }) {
            continue;
        }
        let code_text = word(&text[code.clone()]);
        let is_one_of = |names: &[&str]| {
            names.iter().any(|name| {
                let rest = code_text.strip_prefix(name);
                rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_whitespace()))
            })
        };
        if is_print || is_one_of(&["set", "if", "for", "include"]) {
            tags.push(code.clone());
            // If the tag trims the space before it, the call has to trim it instead.
            let trim = if text[code.start..].starts_with('-') { "-" } else { "" };
            let call = format!("{{{{{trim} {FUNCTION}(at={}) }}}}", first + tags.len() - 1);
            editor.replace(begin..begin, &call, code.clone());
        }
        if !is_print && is_one_of(&["for", "component"]) {
            tags.push(code.clone());
            let trim = if text[..code.end].ends_with('-') { "-" } else { "" };
            let call = format!("{{{{ {FUNCTION}(at={}) {trim}}}}}", first + tags.len() - 1);
            editor.replace(end..end, &call, code);
        }
    }
    let (text, edits) = editor.finish();
    (text, edits, tags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loops_components_and_values_have_calls() {
        let text = "{% if a %}x {{- c }}{%- for a in b -%} y{% endfor %}{% endif %}{% component forest() %}{% for %}{{ d";
        let (with, calls, tags) = with_calls(text, 7);
        let call = |number: usize, before: &str, after: &str| {
            format!("{{{{{before} {FUNCTION}(at={number}) {after}}}}}")
        };
        assert_eq!(
            with,
            format!(
                "{}{{% if a %}}x {}{{{{- c }}}}{}{{%- for a in b -%}}{} y{{% endfor %}}{{% endif %}}{{% component forest() %}}{}{{% for %}}{{{{ d",
                call(7, "", ""),
                call(8, "-", ""),
                call(9, "-", ""),
                call(10, "", "-"),
                call(11, "", "")
            )
        );
        let tags: Vec<&str> = tags.into_iter().map(|tag| &text[tag]).collect();
        assert_eq!(tags, [" if a ", "- c ", "- for a in b -", "- for a in b -", " component forest() "]);
        // Offsets outside the calls map back exactly; those inside a call map to its tag.
        let mut at = 0;
        for (place, byte) in with.bytes().enumerate() {
            let back = calls.original_range(place..place);
            if back.is_empty() {
                assert_eq!((text.as_bytes()[back.start], back.start), (byte, at));
                at += 1;
            } else {
                assert!(tags.contains(&&text[back]));
            }
        }
        assert_eq!(at, text.len());
    }

    #[test]
    fn only_its_own_time_counts() {
        let ((), is_late) =
            run_with_limit(Duration::from_millis(20), None, || std::thread::sleep(Duration::from_millis(60)));
        assert!(!is_late);
        let (checks, is_late) =
            run_with_limit(Duration::from_millis(20), None, || (0..u64::MAX).find(|_| is_over()));
        assert!(is_late && checks.is_some());
        assert!((0..5000).all(|_| !is_over()), "nothing is drawn");
    }
}
