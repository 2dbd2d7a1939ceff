//! Words by number: the same number gives the same words on every machine.

const WORDS: [&str; 96] = [
    "service",
    "cluster",
    "deploy",
    "latency",
    "budget",
    "metric",
    "queue",
    "region",
    "backup",
    "policy",
    "secret",
    "token",
    "release",
    "branch",
    "change",
    "review",
    "failure",
    "repair",
    "customer",
    "developer",
    "platform",
    "pipeline",
    "database",
    "network",
    "storage",
    "volume",
    "kernel",
    "process",
    "thread",
    "memory",
    "request",
    "answer",
    "timeout",
    "retry",
    "error",
    "signal",
    "alert",
    "pager",
    "shift",
    "handover",
    "runbook",
    "incident",
    "report",
    "lesson",
    "target",
    "window",
    "month",
    "quarter",
    "team",
    "group",
    "company",
    "product",
    "feature",
    "limit",
    "quota",
    "cost",
    "invoice",
    "licence",
    "audit",
    "rule",
    "the",
    "a",
    "of",
    "and",
    "to",
    "in",
    "for",
    "with",
    "that",
    "on",
    "is",
    "are",
    "from",
    "by",
    "at",
    "it",
    "when",
    "before",
    "after",
    "while",
    "slow",
    "fast",
    "small",
    "large",
    "open",
    "shared",
    "own",
    "common",
    "rare",
    "steady",
    "keeps",
    "moves",
    "writes",
    "reads",
    "plans",
    "measures",
];

/// A pseudo-random number generator with a seed (`SplitMix64`).
pub(crate) struct Dice(u64);

impl Dice {
    /// Creates the generator.
    pub(crate) fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// A number below `sides`.
    pub(crate) fn below(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let sides = u64::try_from(sides).expect("invariant: 64 bits hold a usize");
        usize::try_from((x ^ (x >> 31)) % sides).expect("invariant: it is below a usize")
    }

    /// Some words, the first one capitalised.
    pub(crate) fn words(&mut self, count: usize) -> String {
        let mut text = String::new();
        for n in 0..count {
            let word = WORDS[self.below(WORDS.len())];
            if n == 0 {
                text.push_str(&word[..1].to_uppercase());
                text.push_str(&word[1..]);
            } else {
                text.push(' ');
                text.push_str(word);
            }
        }
        text
    }

    /// Distinct numbers below `sides`, sorted.
    pub(crate) fn some(&mut self, count: usize, sides: usize) -> Vec<usize> {
        let mut chosen = std::collections::BTreeSet::new();
        while chosen.len() < count.min(sides) {
            chosen.insert(self.below(sides));
        }
        chosen.into_iter().collect()
    }
}
