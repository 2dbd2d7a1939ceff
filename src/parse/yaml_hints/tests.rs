//! Texts with one mistake each, the expected message, and the text after the suggested edit.

use crate::parse::scalar::Name;
use crate::parse::yaml::read;
use crate::parse::{Diagnostics, Map};
use crate::record;
use crate::url::Id;

record! {
    /// A pot.
    struct Pot = "a pot" {
        /// The name.
        name: Name,
        /// The contents.
        holds: Vec<Name>,
        /// The location.
        place: Option<Shelf>,
    }
}

record! {
    /// A shelf.
    struct Shelf = "a shelf" {
        /// The room.
        room: Name,
        /// The board.
        board: Option<Name>,
    }
}

/// Compares the message and the repaired text of each case, and reports all failures together.
fn check(cases: &[(&str, &str, &str)]) {
    let mut wrong = Vec::new();
    for (text, message, repaired) in cases {
        // The same text as front matter, which begins after the first line of a file.
        for offset in [0, 4] {
            let mut diagnostics = Diagnostics::new("content/a.yaml".into());
            let _ = read::<Pot>(text, offset, &mut diagnostics);
            let found = diagnostics.into_diagnostics();
            let [only] = found.as_slice() else {
                wrong.push(format!("{text:?}: {} diagnostics: {found:?}", found.len()));
                continue;
            };
            let after = only.edit.as_ref().map(|edit| {
                let at = |byte: u32| byte as usize - offset;
                let (start, end) = (at(edit.place.span.start), at(edit.place.span.end));
                [&text[..start], edit.replacement.as_str(), &text[end..]].concat()
            });
            if only.message != *message || after.as_deref() != Some(repaired) || only.help.is_none() {
                wrong.push(format!("{text:?}: {}\n  → {after:?}", only.message));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn quotes_and_escapes() {
    check(&[
        ("name: \"A pot\nholds: [tea]\n", "unclosed quote `\"`", "name: \"A pot\"\nholds: [tea]\n"),
        ("holds: [tea]\nname: 'A pot\n", "unclosed quote `'`", "holds: [tea]\nname: 'A pot'\n"),
        ("name: 'Bob's pot'\n", "a `'` inside the text ends it too early", "name: 'Bob''s pot'\n"),
        (
            "name: \"a \"big\" pot\"\n",
            "a `\"` inside the text ends it too early",
            "name: \"a \\\"big\\\" pot\"\n",
        ),
        ("name: \"Big\" pot\n", "text after the closing quote of this value", "name: '\"Big\" pot'\n"),
        ("name: 'Bob's big pot\n", "unclosed quote `'`", "name: \"Bob's big pot\"\n"),
        (
            "name: “A pot\"\n",
            "typographic quotes do not quote text in YAML and are printed",
            "name: \"A pot\"\n",
        ),
        ("name: “A pot: big\"\n", "typographic quotes do not quote text in YAML", "name: \"A pot: big\"\n"),
        ("name: \"\\d pot\"\n", "`\\d` is not an escape sequence", "name: \"\\\\d pot\"\n"),
    ]);
}

#[test]
fn values_that_need_quotes() {
    let starts = |mark: &str| format!("a value that starts with `{mark}` needs quotes");
    check(&[
        ("name: Pot: big\n", "a value that contains `: ` needs quotes", "name: \"Pot: big\"\n"),
        ("name: Pot:\n", "a value that contains `: ` needs quotes", "name: \"Pot:\"\n"),
        ("name: @pot\n", &starts("@"), "name: \"@pot\"\n"),
        ("name: `pot\n", "a value that starts with a backtick needs quotes", "name: \"`pot\"\n"),
        ("name: `pot`\n", "a value of YAML cannot have the marks of Markdown", "name: pot\n"),
        ("name: **Big** pot\n", "a value of YAML cannot have the marks of Markdown", "name: Big pot\n"),
        ("name: %pot\n", &starts("%"), "name: \"%pot\"\n"),
        ("name: - pot\n", &starts("-"), "name: \"- pot\"\n"),
        ("name: [big] pot\n", &starts("["), "name: \"[big] pot\"\n"),
        ("name: {big} pot\n", &starts("{"), "name: \"{big} pot\"\n"),
        ("name: #1 pot\n", &starts("#"), "name: \"#1 pot\"\n"),
        ("name: !big pot\n", "tags (`!…`) are not supported", "name: \"!big pot\"\n"),
        ("name: *pot\nholds: []\n", &starts("*"), "name: \"*pot\"\nholds: []\n"),
    ]);
}

#[test]
fn values_that_yaml_reads_as_something_else_than_text() {
    check(&[
        ("name: [pot]\n", "expected a text, found a list", "name: \"[pot]\"\n"),
        ("name: {pot: big}\n", "expected a text, found keys and values", "name: \"{pot: big}\"\n"),
        ("name: ~\n", "`name` has no value", "name: \"~\"\n"),
        ("name: null\n", "`name` has no value", "name: \"null\"\n"),
    ]);
}

#[test]
fn brackets_and_commas() {
    check(&[
        ("name: A\nholds: [tea, milk\n", "unclosed bracket `[`", "name: A\nholds: [tea, milk]\n"),
        ("name: A\nholds: [tea, milk}\n", "`[` is closed by `}`", "name: A\nholds: [tea, milk]\n"),
        ("name: A\nholds: [tea]]\n", "unexpected `]`", "name: A\nholds: [tea]\n"),
        ("name: A\nholds: [tea] too\n", "unexpected `too`", "name: A\nholds: [tea]\n"),
        (
            "name: A\nholds: [tea,, milk]\n",
            "a comma without an entry before it",
            "name: A\nholds: [tea, milk]\n",
        ),
        (
            "name: A\nplace: {room: hall board: top}\n",
            "missing comma between two entries",
            "name: A\nplace: {room: hall, board: top}\n",
        ),
        (
            "name: A\nplace: {room:hall}\n",
            "missing space after the colon of `room`",
            "name: A\nplace: {room: hall}\n",
        ),
        (
            "name: A\nplace: {room: hall, big, board: top}\n",
            "a comma ends a value between brackets",
            "name: A\nplace: {room: \"hall, big\", board: top}\n",
        ),
    ]);
}

#[test]
fn comments_that_cut_a_value() {
    let needed = "a value that contains ` #` needs quotes";
    check(&[
        ("name: Only, #1 of them\n", needed, "name: \"Only, #1 of them\"\n"),
        ("name: A\nholds: [tea, #2 milk, jam]\n", needed, "name: A\nholds: [tea, \"#2 milk\", jam]\n"),
        ("name: A\nholds: [a C #sharp, jam]\n", needed, "name: A\nholds: [\"a C #sharp\", jam]\n"),
        (
            "name: A\nplace: {room: hall #2, board: top}\n",
            needed,
            "name: A\nplace: {room: \"hall #2\", board: top}\n",
        ),
        ("name: Two: , big\n", "a value that contains `: ` needs quotes", "name: \"Two: , big\"\n"),
    ]);
}

#[test]
fn lists_in_another_form() {
    check(&[
        ("name: A\nholds: - tea\n", "a list item on the line of its key", "name: A\nholds: [tea]\n"),
        (
            "name: A\nholds: - tea - milk\n",
            "a list item on the line of its key",
            "name: A\nholds: [tea, milk]\n",
        ),
        (
            "name: A\nholds: (tea, milk)\n",
            "expected a list, found `(tea, milk)`",
            "name: A\nholds: [tea, milk]\n",
        ),
        (
            "name: A\nholds: {tea, milk}\n",
            "expected a list, found keys and values",
            "name: A\nholds: [tea, milk]\n",
        ),
        (
            "name: A\nholds:\n  * tea\n  * milk\n",
            "`*` is not a list marker",
            "name: A\nholds:\n  - tea\n  - milk\n",
        ),
        (
            "name: A\nholds:\n  • tea\n  • milk\n",
            "`•` is not a list marker",
            "name: A\nholds:\n  - tea\n  - milk\n",
        ),
    ]);
}

#[test]
fn marks_and_keys_that_do_not_belong_there() {
    check(&[
        ("name: > A pot\nholds: []\n", "the text after `>` begins on its line", "name: A pot\nholds: []\n"),
        ("name: | A pot\nholds: []\n", "the text after `|` begins on its line", "name: A pot\nholds: []\n"),
        (
            "name: A\nplace: {room hall}\n",
            "missing colon after the key `room`",
            "name: A\nplace: {room: hall}\n",
        ),
    ]);
}

#[test]
fn indentation() {
    check(&[
        (
            "name: A\n holds: [tea]\n",
            "this line is indented by 1 space, unlike its neighbours",
            "name: A\nholds: [tea]\n",
        ),
        (
            "name: A\nplace:\n\troom: hall\n",
            "this line is indented with a tab",
            "name: A\nplace:\n  room: hall\n",
        ),
        (
            "name: A\nplace:\n\u{a0} room: hall\n",
            "this line is indented with a no-break space",
            "name: A\nplace:\n  room: hall\n",
        ),
        (
            "name: A\nplace:\n  room: hall\n   board: top\n",
            "this line is indented by 3 spaces, unlike its neighbours",
            "name: A\nplace:\n  room: hall\n  board: top\n",
        ),
    ]);
}

#[test]
fn colons() {
    check(&[
        ("name:A\nholds: [tea]\n", "missing space after the colon of `name`", "name: A\nholds: [tea]\n"),
        ("name A\nholds: [tea]\n", "missing colon after the key `name`", "name: A\nholds: [tea]\n"),
        (
            "name = A\nholds: [tea]\n",
            "expected a colon after the key `name`, found `=`",
            "name: A\nholds: [tea]\n",
        ),
        (
            "name：A\nholds: [tea]\n",
            "expected a colon after the key `name`, found `：`",
            "name: A\nholds: [tea]\n",
        ),
        ("name:: A\nholds: [tea]\n", "a pot has no key `name:`", "name: A\nholds: [tea]\n"),
    ]);
}

#[test]
fn items_of_lists() {
    check(&[
        (
            "name: A\nholds:\n  -tea\n  - milk\n",
            "missing space after the dash of a list item",
            "name: A\nholds:\n  - tea\n  - milk\n",
        ),
        (
            "name: A\nholds:\n  • tea\n  - milk\n",
            "`•` is not a list marker",
            "name: A\nholds:\n  - tea\n  - milk\n",
        ),
        (
            "name: A\nholds:\n  - tea\n  milk\n  - jam\n",
            "this list item has no `-`",
            "name: A\nholds:\n  - tea\n  - milk\n  - jam\n",
        ),
        (
            "- name: A\nholds: [tea]\n",
            "this `-` begins a list item where a key is expected",
            "name: A\nholds: [tea]\n",
        ),
    ]);
}

#[test]
fn whole_lines() {
    check(&[
        ("name: A\nname: A\n", "duplicate line", "name: A\n"),
        ("name: A\nx\nholds: [tea]\n", "`x` is neither a key nor a list item", "name: A\nholds: [tea]\n"),
        ("name: A\n---\nholds: [tea]\n", "a second document begins here", "name: A\nholds: [tea]\n"),
        ("name: A holds: [tea]\n", "the key `holds` is on the line of another", "name: A\nholds: [tea]\n"),
        (
            "name: A\nplace: x\n  room: hall\n",
            "`place` has both a value and keys below it",
            "name: A\nplace:\n  room: hall\n",
        ),
    ]);
}

/// A text with so many mistakes that no repairs are searched gets its diagnostics unchanged.
#[test]
fn a_file_with_too_many_mistakes_is_not_repaired() {
    let text: String = (0..2_000).map(|n| format!("key{n}: x\n")).collect::<Vec<_>>().concat();
    let mut diagnostics = Diagnostics::new("content/a.yaml".into());
    let _ = read::<Pot>(&text, 0, &mut diagnostics);
    assert!(diagnostics.found().iter().all(|found| found.edit.is_none()));
}

#[test]
fn any_text_is_read_without_a_panic() {
    for text in [
        "*a\u{1f600}name: roles: [a, b]\n- - ",
        "name: \"d'*2M.v/\"8\u{ffd4}PT3\u{28d34}\u{b5}\n",
        "holds: ['a'\u{b5}, \"b\"\u{e9}]\n",
        "holds: [\"a\"\u{1f600}",
        "- - - ",
        "-\n- -",
    ] {
        let mut diagnostics = Diagnostics::new("content/a.yaml".into());
        let _ = read::<Pot>(text, 0, &mut diagnostics);
        assert!(!diagnostics.into_diagnostics().is_empty(), "{text:?}");
    }
}

record! {
    /// A cupboard.
    struct Cupboard = "a cupboard" {
        /// The pots.
        pots: Map<Id, Fact>,
    }
}

record! {
    /// A fact.
    struct Fact = "a fact" {
        /// The value.
        value: Option<Name>,
        /// The sources.
        sources: Vec<Name>,
    }
}

#[test]
fn a_value_above_the_keys_of_its_record_gets_a_line_of_its_own() {
    for value in ["Me", "A pot that holds as much tea as anybody could drink in a day"] {
        let text =
            format!("pots:\n  red:\n    value: A\n    sources: [a]\n  blue: {value}\n    sources: [b]\n");
        let mut diagnostics = Diagnostics::new("content/a.yaml".into());
        let _ = read::<Cupboard>(&text, 0, &mut diagnostics);
        let found = diagnostics.into_diagnostics();
        let [only] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(only.message, "`blue` has both a value and keys below it");
        let edit = only.edit.as_ref().expect("an edit");
        let (start, end) = (edit.place.span.start as usize, edit.place.span.end as usize);
        let after = [&text[..start], edit.replacement.as_str(), &text[end..]].concat();
        assert_eq!(after, text.replace("blue: ", "blue:\n    value: "));
    }
}

#[test]
fn a_citation_in_a_value_is_not_quoted() {
    for name in ["Tea, see [@tea], and milk", "Tea [@tea] in a pot", "Tea, [@tea]"] {
        let mut diagnostics = Diagnostics::new("content/a.yaml".into());
        let _ = read::<Pot>(&format!("name: {name}\n"), 0, &mut diagnostics);
        let found = diagnostics.into_diagnostics();
        let [only] = found.as_slice() else { panic!("{found:?}") };
        assert!(only.message.starts_with("`[@tea]` is Markdown"), "{}", only.message);
        assert!(only.edit.is_none(), "{name}");
        assert!(only.help.as_ref().is_some_and(|help| help.contains("`sources: [tea]`")), "{name}");
    }
}
