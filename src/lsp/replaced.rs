//! The part of a text that changed since its last analysis. Positions outside it are known without a new one.

/// A replaced part of a text, with the names that it touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Replaced {
    start: usize,
    old_end: usize,
    new_end: usize,
}

impl Replaced {
    /// Returns the smallest part that differs, extended to whole names; `None` if the texts are equal.
    pub(super) fn between(old: &str, new: &str) -> Option<Replaced> {
        if old == new {
            return None;
        }
        let (old, new) = (old.as_bytes(), new.as_bytes());
        let same = |(a, b): &(&u8, &u8)| a == b;
        let mut start = old.iter().zip(new).take_while(same).count();
        let most = old.len().min(new.len()) - start;
        let mut after = old.iter().rev().zip(new.iter().rev()).take(most).take_while(same).count();
        // A byte of a longer character is part of a name, so the ends are also those of characters.
        while start > 0 && is_name(new[start - 1]) {
            start -= 1;
        }
        while after > 0 && is_name(new[new.len() - after]) {
            after -= 1;
        }
        Some(Replaced { start, old_end: old.len() - after, new_end: new.len() - after })
    }

    /// Returns `true` if an offset of the new text is in the part or at its ends.
    pub(super) fn touches(self, new: usize) -> bool {
        (self.start..=self.new_end).contains(&new)
    }

    /// Returns the offset in the old text for one in the new text.
    pub(super) fn old_offset(self, new: usize) -> usize {
        match new {
            _ if new <= self.start => new,
            _ if new >= self.new_end => new - self.new_end + self.old_end,
            _ => new.min(self.old_end),
        }
    }

    /// Returns the offset in the new text for one in the old text.
    pub(super) fn new_offset(self, old: usize) -> usize {
        match old {
            _ if old <= self.start => old,
            _ if old >= self.old_end => old - self.old_end + self.new_end,
            _ => old.min(self.new_end),
        }
    }
}

/// Returns `true` for a byte that may be in a name or an address.
fn is_name(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && !b"[](){}<>,\"'`|%".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_outside_the_replaced_part_are_mapped_both_ways() {
        let (old, new) = ("a [@book] b [=sre.goal] c", "a [@bo XYZ ok] b [=sre.goal] c");
        let replaced = Replaced::between(old, new).expect("they differ");
        let at = |text: &str, what: &str| text.find(what).expect("it is there");
        assert!(!replaced.touches(at(new, "a [")) && !replaced.touches(at(new, "goal")));
        // The whole name counts as changed.
        for part in ["@bo", "XYZ", "ok]"] {
            assert!(replaced.touches(at(new, part)), "{part}");
        }
        assert_eq!(replaced.old_offset(at(new, "goal")), at(old, "goal"));
        assert_eq!(replaced.new_offset(at(old, "goal")), at(new, "goal"));
        assert_eq!((replaced.old_offset(1), replaced.new_offset(1)), (1, 1));
        assert_eq!(Replaced::between(old, old), None);
    }

    #[test]
    fn ends_are_between_characters() {
        for (old, new) in [("é", "è"), ("aé", "aéé"), ("", "é"), ("😀 x", "😁 x"), ("x", ""), ("aa", "a")]
        {
            let replaced = Replaced::between(old, new).expect("they differ");
            assert!(old.is_char_boundary(replaced.start) && new.is_char_boundary(replaced.start), "{new}");
            assert!(
                old.is_char_boundary(replaced.old_end) && new.is_char_boundary(replaced.new_end),
                "{new}"
            );
            assert_eq!(&old[..replaced.start], &new[..replaced.start]);
            assert_eq!(&old[replaced.old_end..], &new[replaced.new_end..]);
        }
    }
}
