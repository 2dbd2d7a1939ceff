//! Choices that are the same in every run.

/// A pseudo-random number generator with a fixed seed (xorshift, Marsaglia 2003).
pub(crate) struct Dice(pub u64);

impl Dice {
    /// Returns a number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits fit") % limit
    }
}
