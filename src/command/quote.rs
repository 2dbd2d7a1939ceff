//! Shell quoting for commands that the user can copy.

use std::ffi::OsStr;
use std::fmt::Write as _;
use std::path::Path;

/// Quotes a word for a POSIX shell. Invalid UTF-8 and control characters are written in the `$'…'` of bash and zsh.
fn shell_quoted(word: &(impl AsRef<OsStr> + ?Sized)) -> String {
    let bytes = word.as_ref().as_encoded_bytes();
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/._-,:@%+=".contains(byte);
    match std::str::from_utf8(bytes) {
        Ok(text) if !text.is_empty() && bytes.iter().all(is_plain) => text.to_string(),
        Ok(text) if crate::diagnostic::printable(text) == text => {
            format!("'{}'", text.replace('\'', r"'\''"))
        }
        _ => {
            let mut out = String::from("$'");
            for chunk in bytes.utf8_chunks() {
                for c in chunk.valid().chars() {
                    let mut buffer = [0; 4];
                    let encoded = c.encode_utf8(&mut buffer);
                    match c {
                        '\'' | '\\' => out.extend(['\\', c]),
                        _ if crate::diagnostic::printable(encoded) == *encoded => out.push(c),
                        _ => escape(encoded.as_bytes(), &mut out),
                    }
                }
                escape(chunk.invalid(), &mut out);
            }
            out.push('\'');
            out
        }
    }
}

/// Quotes a path as the value of an option; a leading `-` is prefixed with `./`.
pub fn quoted_path(path: &Path) -> String {
    match path.as_os_str().as_encoded_bytes().first() {
        Some(b'-') => shell_quoted(&Path::new(".").join(path)),
        _ => shell_quoted(path),
    }
}

fn escape(bytes: &[u8], out: &mut String) {
    for byte in bytes {
        // Always three digits, so that a following digit is not read as part of the escape.
        let _ = write!(out, "\\{byte:03o}");
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::ffi::OsStrExt as _;
    use std::process::Command;

    use super::*;

    #[test]
    fn quoted_words_have_the_expected_form() {
        for (word, quoted) in [
            ("our-roles", "our-roles"),
            ("/a/b.c", "/a/b.c"),
            ("ini 3 #é", "'ini 3 #é'"),
            ("", "''"),
            ("~/x", "'~/x'"),
            ("O'Neil", r"'O'\''Neil'"),
            ("$(reboot)`x`\"!\\", "'$(reboot)`x`\"!\\'"),
            ("a\nb'\u{1b}1", r"$'a\012b\'\0331'"),
        ] {
            assert_eq!(shell_quoted(word), quoted, "{word}");
        }
    }

    #[test]
    fn a_quoted_path_never_looks_like_an_option() {
        assert_eq!(quoted_path(Path::new("-x y")), "'./-x y'");
        assert_eq!(quoted_path(Path::new("x-y")), "x-y");
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(40))]
        #[test]
        fn any_word_survives_a_shell(bytes in proptest::collection::vec(1u8.., 0..20)) {
            let word = OsStr::from_bytes(&bytes);
            let script = format!("printf %s {}", shell_quoted(word));
            let printed = Command::new("bash").args(["-c", &script]).output().expect("bash starts");
            proptest::prop_assert_eq!(printed.stdout, bytes, "{}", script);
        }
    }
}
