//! A collection of bad inputs that a pull request could contain, with their diagnostics to the column.
//!
//! Cases are numbered by family: Y is YAML and data, N names of files and paths, F the front matter of Markdown
//! files, M Markdown, T templates and settings, P the machine. A case, or a test, begins with its number.
//! [`ELSEWHERE`] lists the numbers that are tested elsewhere or do not apply; a test checks that no number is
//! missing.

mod case;
mod front_matter;
mod heavy;
mod machine;
mod markdown;
mod names;
mod surfaces;
mod templates;
mod yaml;

use case::Case;

/// Numbers without a case here, and the reason.
const ELSEWHERE: &[(&str, &str)] = &[
    ("Y26", "what is old is a matter of the rules that know the age of a row"),
    ("M8", "a fence that is never closed is a matter of the rules of prose"),
    ("M14", "footnotes without a definition are a matter of the rules of prose; their number is in `heavy`"),
    ("M19", "a number in prose that contradicts the data is a matter of the rules"),
    ("P4", "tests may run as root, who can read everything"),
    (
        "P5",
        "nothing in a test can grow a file between two calls to the system; `source::file` counts the bytes",
    ),
    ("P7", "src/publish/tests/killed.rs, a folder that cannot be written to"),
    ("P8", "needs a file system of its own; a write that fails is tested in src/publish/tests/whole.rs"),
    ("P10", "src/publish/tests/guards.rs"),
    ("P11", "src/publish/tests/guards.rs"),
    ("P13", "src/publish/tests/killed.rs, two runs at once"),
    ("P14", "src/publish/tests/killed.rs, a signal"),
    ("P15", "src/publish/tests/killed.rs"),
    ("P21", "the command that makes files has tests of its own"),
    ("P22", "the server has tests of its own"),
];

/// The number of cases in each family.
const FAMILIES: &[(char, usize)] = &[('Y', 35), ('N', 12), ('F', 8), ('M', 20), ('T', 9), ('P', 22)];

fn all() -> Vec<Case> {
    [yaml::cases(), names::cases(), front_matter::cases(), markdown::cases(), templates::cases()]
        .into_iter()
        .flatten()
        .collect()
}

/// Parses the numbers at the beginning of a name: `Y20, Y21 an absurd amount`.
fn numbers(name: &str) -> impl Iterator<Item = String> {
    let is_number = |word: &&str| word.len() > 1 && word[1..].bytes().all(|byte| byte.is_ascii_digit());
    let words = name.split([' ', '_']).map(|word| word.trim_end_matches(','));
    words.take_while(is_number).map(str::to_uppercase)
}

#[test]
fn every_number_has_a_case_or_a_reason() {
    let mut covered: Vec<String> = all().iter().flat_map(|case| numbers(case.name)).collect();
    let files = [
        include_str!("yaml.rs"),
        include_str!("names.rs"),
        include_str!("front_matter.rs"),
        include_str!("markdown.rs"),
        include_str!("templates.rs"),
        include_str!("machine.rs"),
        include_str!("heavy.rs"),
    ];
    for text in files {
        covered.extend(text.split("\nfn ").skip(1).flat_map(numbers));
    }
    covered.extend(ELSEWHERE.iter().map(|(number, _)| (*number).to_string()));
    let wanted =
        FAMILIES.iter().flat_map(|(family, count)| (1..=*count).map(move |n| format!("{family}{n}")));
    let missing: Vec<String> = wanted.filter(|number| !covered.contains(number)).collect();
    assert_eq!(missing, [""; 0]);
}
