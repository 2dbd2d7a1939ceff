//! Texts with one mistake each, the message about it, and the text after the edit that the message offers.

use crate::parse::Diagnostics;
use crate::parse::scalar::Name;
use crate::parse::yaml::read;
use crate::record;

record! {
    /// A pot.
    pub struct Pot = "a pot" {
        /// What it is called.
        name: Name,
        /// What is in it.
        holds: Vec<Name>,
        /// Where it is.
        place: Option<Shelf>,
    }
}

record! {
    /// A shelf.
    pub struct Shelf = "a shelf" {
        /// Its room.
        room: Name,
        /// Its board.
        board: Option<Name>,
    }
}

/// Holds each text to its message and to its repaired text, and says all at once what is otherwise.
fn hold(cases: &[(&str, &str, &str)]) {
    let mut wrong = Vec::new();
    for (text, message, repaired) in cases {
        // The same in front matter, which begins after the first line of a file.
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
    hold(&[
        (
            "name: \"A pot\nholds: [tea]\n",
            "this quote `\"` is never closed",
            "name: \"A pot\"\nholds: [tea]\n",
        ),
        ("holds: [tea]\nname: 'A pot\n", "this quote `'` is never closed", "holds: [tea]\nname: 'A pot'\n"),
        ("name: 'Bob's pot'\n", "a `'` inside the text ends it too early", "name: 'Bob''s pot'\n"),
        (
            "name: \"a \"big\" pot\"\n",
            "a `\"` inside the text ends it too early",
            "name: \"a \\\"big\\\" pot\"\n",
        ),
        ("name: \"Big\" pot\n", "more text follows the closing quote of this value", "name: '\"Big\" pot'\n"),
        ("name: \"\\d pot\"\n", "`\\d` means nothing between double quotes", "name: \"\\\\d pot\"\n"),
    ]);
}

#[test]
fn values_that_need_quotes() {
    let starts = |mark: &str| format!("a value that starts with `{mark}` needs quotes around it");
    hold(&[
        ("name: Pot: big\n", "a value that contains `: ` needs quotes around it", "name: \"Pot: big\"\n"),
        ("name: Pot:\n", "a value that contains `: ` needs quotes around it", "name: \"Pot:\"\n"),
        ("name: @pot\n", &starts("@"), "name: \"@pot\"\n"),
        ("name: `pot`\n", &starts("`"), "name: \"`pot`\"\n"),
        ("name: %pot\n", &starts("%"), "name: \"%pot\"\n"),
        ("name: - pot\n", &starts("-"), "name: \"- pot\"\n"),
        ("name: [big] pot\n", &starts("["), "name: \"[big] pot\"\n"),
        ("name: {big} pot\n", &starts("{"), "name: \"{big} pot\"\n"),
        ("name: #1 pot\n", &starts("#"), "name: \"#1 pot\"\n"),
        ("name: !big pot\n", "tags (`!…`) are not used here", "name: \"!big pot\"\n"),
        ("name: *pot\nholds: []\n", &starts("*"), "name: \"*pot\"\nholds: []\n"),
    ]);
}

#[test]
fn values_that_yaml_reads_as_something_else_than_text() {
    hold(&[
        ("name: [pot]\n", "expected a text, found a list", "name: \"[pot]\"\n"),
        ("name: {pot: big}\n", "expected a text, found keys and values", "name: \"{pot: big}\"\n"),
        ("name: ~\n", "`name` has no value", "name: \"~\"\n"),
        ("name: null\n", "`name` has no value", "name: \"null\"\n"),
    ]);
}

#[test]
fn brackets_and_commas() {
    hold(&[
        ("name: A\nholds: [tea, milk\n", "this bracket `[` is never closed", "name: A\nholds: [tea, milk]\n"),
        ("name: A\nholds: [tea, milk}\n", "`[` is closed by `}`", "name: A\nholds: [tea, milk]\n"),
        ("name: A\nholds: [tea]]\n", "`]` does not belong here", "name: A\nholds: [tea]\n"),
        ("name: A\nholds: [tea] too\n", "`too` does not belong here", "name: A\nholds: [tea]\n"),
        (
            "name: A\nholds: [tea,, milk]\n",
            "a comma with nothing in front of it",
            "name: A\nholds: [tea, milk]\n",
        ),
        (
            "name: A\nplace: {room: hall board: top}\n",
            "no comma between two entries",
            "name: A\nplace: {room: hall, board: top}\n",
        ),
        (
            "name: A\nplace: {room:hall}\n",
            "no space after the colon of `room`",
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
fn indentation() {
    hold(&[
        (
            "name: A\n holds: [tea]\n",
            "this line is indented by 1 space, unlike those around it",
            "name: A\nholds: [tea]\n",
        ),
        ("name: A\nplace:\n\troom: hall\n", "a tab indents this line", "name: A\nplace:\n  room: hall\n"),
        (
            "name: A\nplace:\n\u{a0} room: hall\n",
            "a no-break space indents this line",
            "name: A\nplace:\n  room: hall\n",
        ),
        (
            "name: A\nplace:\n  room: hall\n   board: top\n",
            "this line is indented by 3 spaces, unlike those around it",
            "name: A\nplace:\n  room: hall\n  board: top\n",
        ),
    ]);
}

#[test]
fn colons() {
    hold(&[
        ("name:A\nholds: [tea]\n", "no space after the colon of `name`", "name: A\nholds: [tea]\n"),
        ("name A\nholds: [tea]\n", "no colon after the key `name`", "name: A\nholds: [tea]\n"),
        (
            "name = A\nholds: [tea]\n",
            "`=` after the key `name`, where a colon belongs",
            "name: A\nholds: [tea]\n",
        ),
        (
            "name：A\nholds: [tea]\n",
            "`：` after the key `name`, where a colon belongs",
            "name: A\nholds: [tea]\n",
        ),
        ("name:: A\nholds: [tea]\n", "a pot has no key `name:`", "name: A\nholds: [tea]\n"),
    ]);
}

#[test]
fn items_of_lists() {
    hold(&[
        (
            "name: A\nholds:\n  -tea\n  - milk\n",
            "no space after the dash of a list item",
            "name: A\nholds:\n  - tea\n  - milk\n",
        ),
        (
            "name: A\nholds:\n  • tea\n  - milk\n",
            "`•` begins no item: a list has `-`",
            "name: A\nholds:\n  - tea\n  - milk\n",
        ),
        (
            "name: A\nholds:\n  - tea\n  milk\n  - jam\n",
            "this item of a list has no `-` in front of it",
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
    hold(&[
        ("name: A\nname: A\n", "this line stands twice", "name: A\n"),
        (
            "name: A\nx\nholds: [tea]\n",
            "`x` is neither a key nor an item of a list",
            "name: A\nholds: [tea]\n",
        ),
        ("name: A\n---\nholds: [tea]\n", "a second document begins here", "name: A\nholds: [tea]\n"),
        (
            "name: A holds: [tea]\n",
            "the key `holds` stands on the line of another",
            "name: A\nholds: [tea]\n",
        ),
        (
            "name: A\nplace: x\n  room: hall\n",
            "`place` has a value, and keys below it as well",
            "name: A\nplace:\n  room: hall\n",
        ),
    ]);
}

/// A text with so many mistakes that repairs are not tried is reported as it is read.
#[test]
fn a_file_of_nothing_but_mistakes_is_not_repaired() {
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
