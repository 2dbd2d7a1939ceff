//! Compares lists and tools as sets: shared elements, and elements of one side only.

use super::{Detail, Difference, Side, Verdict};
use crate::model::{Role, ToolId};

/// The intersection and the differences of two sorted sets.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Sets<T> {
    /// Elements of both sets.
    pub both: Vec<T>,
    /// Elements of the first set only.
    pub left: Vec<T>,
    /// Elements of the second set only.
    pub right: Vec<T>,
}

impl<T: Ord + Clone> Sets<T> {
    /// Computes the intersection and the differences of two sorted sets.
    pub fn new(left: &[T], right: &[T]) -> Sets<T> {
        let inside = |set: &[T], element: &T| set.binary_search(element).is_ok();
        Sets {
            both: left.iter().filter(|e| inside(right, e)).cloned().collect(),
            left: left.iter().filter(|e| !inside(right, e)).cloned().collect(),
            right: right.iter().filter(|e| !inside(left, e)).cloned().collect(),
        }
    }

    /// The Jaccard distance in thousandths: the share of elements that only one set has.
    pub fn distance(&self) -> u32 {
        let apart = self.left.len() + self.right.len();
        let all = (apart + self.both.len()).max(1);
        u32::try_from(apart * 1000 / all).unwrap_or(1000)
    }
}

/// Counts the shared elements of two sorted sets, without allocating the sets.
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

/// The Jaccard index of two sets in thousandths, by the number of shared elements and the sizes of both.
pub fn share(common: usize, left: usize, right: usize) -> usize {
    common * 1000 / (left + right - common).max(1)
}

/// Compares two lists, ignoring case.
pub(super) fn items(x: &[String], y: &[String]) -> Difference {
    let known = |list: &[String], item: &String| list.iter().any(|other| other.eq_ignore_ascii_case(item));
    let both: Vec<&String> = x.iter().filter(|item| known(y, item)).collect();
    let left: Vec<&String> = x.iter().filter(|item| !known(y, item)).collect();
    let right: Vec<&String> = y.iter().filter(|item| !known(x, item)).collect();
    let sets = Sets { both, left, right };
    let detail = match sets.both.len() {
        // Free text can say the same in different words, so "none in common" would claim too much.
        0 => Detail::None,
        n => Detail::Items(n),
    };
    let found = difference(&sets, detail);
    // Two companies may use different names for one thing, so lists in free text count half as much as tools, which
    // have ids.
    Difference { distance: found.distance / 2, ..found }
}

/// Compares the tools of two roles.
pub(super) fn tools(a: &Role, b: &Role) -> Difference {
    let (x, y) = (a.tool_set(), b.tool_set());
    if x.is_empty() || y.is_empty() {
        return super::open(Detail::NoDataFor(if x.is_empty() { Side::Left } else { Side::Right }));
    }
    let sets: Sets<ToolId> = Sets::new(&x, &y);
    let all = sets.both.len() + sets.left.len() + sets.right.len();
    difference(&sets, Detail::Tools(sets.both.len(), all))
}

fn difference<T: Ord + Clone>(sets: &Sets<T>, detail: Detail) -> Difference {
    if sets.left.is_empty() && sets.right.is_empty() {
        return super::same();
    }
    Difference { verdict: Verdict::Differs, distance: sets.distance(), more: None, detail }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_comparison_has_shared_and_exclusive_elements() {
        let sets = Sets::new(&[1, 2, 3], &[2, 3, 4, 5]);
        assert_eq!(
            (sets.both.as_slice(), sets.left.as_slice(), sets.right.as_slice()),
            (&[2, 3][..], &[1][..], &[4, 5][..])
        );
        assert_eq!(sets.distance(), 600);
        assert_eq!(shared(&[1, 2, 3], &[2, 3, 4, 5]), 2);
    }
}
