//! A text with edits, and the way back: positions in the new text are mapped to the text that its author wrote.

use std::ops::Range;

/// The edits of a text, in order.
#[derive(Debug, Default, Clone)]
pub(super) struct Edits {
    edits: Vec<Edit>,
}

#[derive(Debug, Clone)]
struct Edit {
    /// Offset in the new text.
    start: usize,
    /// Length in the new text.
    length: usize,
    /// Length of the replaced text.
    replaced: usize,
    /// The range in the original text that stands for the new text in diagnostics.
    stands_for: Range<usize>,
}

/// Builds the new text.
pub(super) struct Editor<'t> {
    text: &'t str,
    out: String,
    done: usize,
    edits: Edits,
}

impl<'t> Editor<'t> {
    /// Starts with a text without edits.
    pub(super) fn new(text: &'t str) -> Editor<'t> {
        Editor { text, out: String::with_capacity(text.len() * 2), done: 0, edits: Edits::default() }
    }

    /// Replaces a range after all earlier ones. `stands_for` is the range that diagnostics of the new text point at.
    pub(super) fn replace(&mut self, range: Range<usize>, new: &str, stands_for: Range<usize>) {
        self.out.push_str(&self.text[self.done..range.start]);
        self.edits.edits.push(Edit {
            start: self.out.len(),
            length: new.len(),
            replaced: range.len(),
            stands_for,
        });
        self.out.push_str(new);
        self.done = range.end;
    }

    /// Returns the new text and its edits.
    pub(super) fn finish(mut self) -> (String, Edits) {
        self.out.push_str(&self.text[self.done..]);
        (self.out, self.edits)
    }
}

impl Edits {
    /// Maps a range of the new text to the original text.
    pub(super) fn original_range(&self, range: Range<usize>) -> Range<usize> {
        let back = |at: usize| {
            let before = self.edits.iter().take_while(|edit| edit.start <= at);
            let (mut added, mut removed, mut inside) = (0, 0, None);
            for edit in before {
                if at < edit.start + edit.length {
                    inside = Some(edit.stands_for.clone());
                } else {
                    added += edit.length;
                    removed += edit.replaced;
                }
            }
            inside.ok_or(at + removed - added)
        };
        match (back(range.start), back(range.end)) {
            (Ok(edit), _) => edit,
            (Err(start), Err(end)) => start..end.max(start),
            (Err(start), Ok(edit)) => start..edit.end.max(start),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_lead_back_to_the_original_text() {
        let mut editor = Editor::new("abcdef");
        editor.replace(1..3, "XYZW", 1..3);
        editor.replace(5..5, "!", 4..5);
        let (text, edits) = editor.finish();
        assert_eq!(text, "aXYZWde!f");
        assert_eq!(edits.original_range(0..1), 0..3, "the end is inside the edit");
        assert_eq!(edits.original_range(2..4), 1..3);
        assert_eq!(edits.original_range(5..6), 3..4);
        assert_eq!(edits.original_range(7..8), 4..5);
        assert_eq!(edits.original_range(8..9), 5..6);
    }
}
