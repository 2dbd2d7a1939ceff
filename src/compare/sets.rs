//! Lists and tools: what both have, and what only one has.

use std::fmt::Write as _;

use super::{Difference, Verdict, list};
use crate::model::{Model, Role, Row, ToolId};

/// Two sorted sets, taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Sets<T> {
    /// In both.
    pub both: Vec<T>,
    /// In the first only.
    pub left: Vec<T>,
    /// In the second only.
    pub right: Vec<T>,
}

impl<T: Ord + Clone> Sets<T> {
    /// Takes two sorted sets apart.
    pub fn of(left: &[T], right: &[T]) -> Sets<T> {
        let inside = |set: &[T], element: &T| set.binary_search(element).is_ok();
        Sets {
            both: left.iter().filter(|e| inside(right, e)).cloned().collect(),
            left: left.iter().filter(|e| !inside(right, e)).cloned().collect(),
            right: right.iter().filter(|e| !inside(left, e)).cloned().collect(),
        }
    }

    /// The share of all elements that only one has, in thousandths (the Jaccard distance).
    pub fn distance(&self) -> u32 {
        let apart = self.left.len() + self.right.len();
        let all = (apart + self.both.len()).max(1);
        u32::try_from(apart * 1000 / all).unwrap_or(1000)
    }
}

/// How many elements two sorted sets share, without taking them apart.
pub fn shared<T: Ord>(left: &[T], right: &[T]) -> usize {
    let (mut a, mut b, mut count) = (0, 0, 0);
    while let (Some(x), Some(y)) = (left.get(a), right.get(b)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => (a, b, count) = (a + 1, b + 1, count + 1),
        }
    }
    count
}

/// Compares two lists. Case does not count.
pub(super) fn items(row: &Row, a: &Role, b: &Role, x: &[String], y: &[String]) -> Difference {
    let known = |list: &[String], item: &String| list.iter().any(|other| other.eq_ignore_ascii_case(item));
    let both: Vec<&str> = x.iter().filter(|item| known(y, item)).map(String::as_str).collect();
    let left: Vec<&str> = x.iter().filter(|item| !known(y, item)).map(String::as_str).collect();
    let right: Vec<&str> = y.iter().filter(|item| !known(x, item)).map(String::as_str).collect();
    let mut sentence = format!("{}.", row.label);
    for (who, what) in
        [("Both", &both), (&format!("Only {}", a.short), &left), (&format!("Only {}", b.short), &right)]
    {
        if !what.is_empty() {
            let _ = write!(sentence, " {who}: {}.", list(what));
        }
    }
    // Two companies may call one thing by two names: lists in free words count half of what tools do, which have ids.
    let sets = Sets { both, left, right };
    let found = verdict(&sets, sentence);
    Difference { distance: found.distance / 2, ..found }
}

/// Compares the tools of two roles.
pub(super) fn tools(model: &Model, row: &Row, a: &Role, b: &Role) -> Difference {
    let (x, y) = (a.tool_set(), b.tool_set());
    if x.is_empty() || y.is_empty() {
        let who = if x.is_empty() { a } else { b };
        return super::open(row, "no data", &format!("no data for {}", who.short));
    }
    let sets: Sets<ToolId> = Sets::of(&x, &y);
    let names: Vec<&str> = sets.both.iter().take(3).map(|tool| model.tools[*tool].name.as_str()).collect();
    let common = match (sets.both.len(), names.len()) {
        (0, _) => "none in common".to_string(),
        (n, shown) if n == shown => format!("{n} in common ({})", list(&names)),
        (n, _) => format!("{n} in common, among them {}", list(&names)),
    };
    let sentence = format!(
        "{}: {common}; {} only for {}, {} only for {}.",
        row.label,
        sets.left.len(),
        a.short,
        sets.right.len(),
        b.short
    );
    verdict(&sets, sentence)
}

fn verdict<T: Ord + Clone>(sets: &Sets<T>, sentence: String) -> Difference {
    let same = sets.left.is_empty() && sets.right.is_empty();
    let badge = if same { "same".to_string() } else { format!("{} shared", sets.both.len()) };
    let verdict = if same { Verdict::Same } else { Verdict::Differs };
    Difference { verdict, distance: sets.distance(), badge, sentence }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_taken_apart() {
        let sets = Sets::of(&[1, 2, 3], &[2, 3, 4, 5]);
        assert_eq!(
            (sets.both.as_slice(), sets.left.as_slice(), sets.right.as_slice()),
            (&[2, 3][..], &[1][..], &[4, 5][..])
        );
        assert_eq!(sets.distance(), 600);
        assert_eq!(shared(&[1, 2, 3], &[2, 3, 4, 5]), 2);
    }
}
