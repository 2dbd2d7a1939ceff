//! A limit on the processor time of a page. The time is that of the drawing thread, so a busy machine fails no page.
//! It is checked whenever a template writes, and by a call inserted into each loop and component of a site's own
//! templates, since the engine has no limit of its own and a loop need not write anything.

use std::cell::Cell;
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
}

/// Runs `draw` with a time limit and returns whether it was exceeded.
pub(super) fn run_with_limit<T>(limit: Duration, draw: impl FnOnce() -> T) -> (T, bool) {
    let end = thread_time() + limit;
    PROGRESS.set((Some(end), 0));
    let drawn = draw();
    PROGRESS.set((None, 0));
    (drawn, thread_time() > end)
}

/// Returns `true` if the page that this thread draws has exceeded its limit. Queries the clock once in
/// [`CHECKS_PER_QUERY`] calls.
pub(super) fn is_over() -> bool {
    let (end, checks) = PROGRESS.get();
    PROGRESS.set((end, checks.wrapping_add(1)));
    checks % CHECKS_PER_QUERY == CHECKS_PER_QUERY - 1 && end.is_some_and(|end| thread_time() > end)
}

fn thread_time() -> Duration {
    let now = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(u64::try_from(now.tv_sec).unwrap_or(0), u32::try_from(now.tv_nsec).unwrap_or(0))
}

/// The function called from loops. Authors cannot use it: it is registered only for texts with inserted calls.
pub(super) const FUNCTION: &str = "rolebook_within_the_limit";

/// Implements [`FUNCTION`]: prints nothing, and fails once the page has exceeded its limit.
pub(super) fn within_the_limit(_: Kwargs, _: &State) -> tera::TeraResult<tera::Value> {
    if is_over() { Err(tera::Error::message("this takes too long")) } else { Ok(tera::Value::from("")) }
}

/// Inserts a call at the beginning of each loop and component.
pub(super) fn with_calls(text: &str) -> (String, Edits) {
    let mut editor = Editor::new(text);
    for (_, code) in lex(text).into_iter().filter(|(kind, _)| *kind == TokenKind::Code) {
        let code_text = word(&text[code.clone()]);
        let repeats = ["for", "component"].iter().any(|name| {
            code_text
                .strip_prefix(name)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_whitespace()))
        });
        let end = code.end + 2;
        if !repeats || text.get(code.end..end) != Some("%}") {
            continue;
        }
        // If the tag trims the space behind it, the call has to trim it instead.
        let trim = if text[..code.end].ends_with('-') { "-" } else { "" };
        editor.replace(end..end, &format!("{{{{ {FUNCTION}() {trim}}}}}"), code);
    }
    editor.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_loop_and_component_begins_with_a_call() {
        let text = "{% if a %}x{%- for a in b -%} y{% endfor %}{% endif %}{% component forest() %}{% for %}";
        let (with, calls) = with_calls(text);
        let call = |trim: &str| format!("{{{{ {FUNCTION}() {trim}}}}}");
        assert_eq!(
            with,
            format!(
                "{{% if a %}}x{{%- for a in b -%}}{} y{{% endfor %}}{{% endif %}}{{% component forest() %}}{}{{% for %}}",
                call("-"),
                call("")
            )
        );
        // Offsets outside the calls map back exactly; those inside a call map to its tag.
        let (mut at, mut tags) = (0, 0);
        for (place, byte) in with.bytes().enumerate() {
            let back = calls.original_range(place..place);
            if back.is_empty() {
                assert_eq!((text.as_bytes()[back.start], back.start), (byte, at));
                at += 1;
            } else {
                assert!(["- for a in b -", " component forest() "].contains(&&text[back]));
                tags += 1;
            }
        }
        assert_eq!((at, tags), (text.len(), call("-").len() + call("").len()));
    }

    #[test]
    fn only_its_own_time_counts() {
        let ((), is_late) =
            run_with_limit(Duration::from_millis(20), || std::thread::sleep(Duration::from_millis(60)));
        assert!(!is_late);
        let (checks, is_late) =
            run_with_limit(Duration::from_millis(20), || (0..u64::MAX).find(|_| is_over()));
        assert!(is_late && checks.is_some());
        assert!((0..5000).all(|_| !is_over()), "nothing is drawn");
    }
}
