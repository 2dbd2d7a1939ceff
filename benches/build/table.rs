//! Formats runs as a table.

use crate::measure::Cost;

/// The runs of one program at one task.
pub(crate) struct Line {
    pub what: String,
    pub costs: Vec<Cost>,
    pub files: usize,
    pub megabytes: f64,
}

impl Line {
    pub(crate) fn of(what: impl Into<String>) -> Line {
        Line { what: what.into(), costs: Vec::new(), files: 0, megabytes: 0.0 }
    }

    pub(crate) fn wall(&self) -> f64 {
        median(&self.all(|cost| cost.wall))
    }

    pub(crate) fn cpu(&self) -> f64 {
        median(&self.all(|cost| cost.cpu))
    }

    fn all(&self, of: impl Fn(&Cost) -> f64) -> Vec<f64> {
        let mut all: Vec<f64> = self.costs.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all
    }

    fn print(&self) {
        let (wall, cpu, memory) = (self.all(|c| c.wall), self.all(|c| c.cpu), self.all(|c| c.memory));
        let memory =
            if median(&memory) > 0.0 { format!("{:.0}", median(&memory)) } else { "–".to_string() };
        let each = |value: String| if self.files > 0 { value } else { "–".to_string() };
        #[allow(clippy::cast_precision_loss, reason = "far below 2^53")]
        let files = self.files as f64;
        println!(
            "| {} | {:.2} ({:.2}–{:.2}) | {:.2} ({:.2}–{:.2}) | {memory} | {} | {} | {} |",
            self.what,
            median(&wall),
            first(&wall),
            last(&wall),
            median(&cpu),
            first(&cpu),
            last(&cpu),
            each(self.files.to_string()),
            each(format!("{:.0}", self.megabytes)),
            each(format!("{:.0}", self.cpu() * 1e6 / files)),
        );
    }
}

/// Prints a table of tasks, then the ratios of the others to the first.
pub(crate) fn print(title: &str, lines: &[Line]) {
    println!("\n### {title}\n");
    println!(
        "| work | wall, s (min–max) | processor, s (min–max) | peak, MiB | files | MB | processor, µs a file |"
    );
    println!("|---|--:|--:|--:|--:|--:|--:|");
    let lines: Vec<&Line> = lines.iter().filter(|line| !line.costs.is_empty()).collect();
    for line in &lines {
        line.print();
    }
    let Some((first, rest)) = lines.split_first() else { return };
    if !rest.is_empty() {
        println!("\nAgainst “{}” (wall; processor):", first.what);
    }
    for line in rest {
        println!(
            "- {}: × {:.2}; × {:.2}",
            line.what,
            line.wall() / first.wall(),
            line.cpu() / first.cpu().max(0.01)
        );
    }
    let worst = lines.iter().flat_map(|line| &line.costs).map(|cost| cost.others).fold(0.0, f64::max);
    println!("\nOthers took at most {:.0} % of the processors during a run that counts.", worst * 100.0);
}

fn median(sorted: &[f64]) -> f64 {
    match sorted.len() {
        0 => 0.0,
        n if n % 2 == 1 => sorted[n / 2],
        n => f64::midpoint(sorted[n / 2 - 1], sorted[n / 2]),
    }
}

fn first(sorted: &[f64]) -> f64 {
    sorted.first().copied().unwrap_or(0.0)
}

fn last(sorted: &[f64]) -> f64 {
    sorted.last().copied().unwrap_or(0.0)
}
