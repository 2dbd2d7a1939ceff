//! Redirects as metadata of objects, for hosts that send one in place of the page
//! (`x-amz-website-redirect-location` of S3's websites).

/// The beginning of the redirect in the pages that `pages::outputs` writes for redirects. No content can write a `refresh`.
const BEFORE: &str = "<noscript><meta http-equiv=\"refresh\" content=\"0; url=";

/// The longest page of a redirect, and of a location in S3.
const LONGEST: (usize, usize) = (16 * 1024, 2048);

/// Returns the address that a page redirects to; `None` if it is another page.
pub(super) fn location(page: &[u8]) -> Option<String> {
    let text = str::from_utf8(page).ok().filter(|text| text.len() <= LONGEST.0)?;
    let (_, rest) = text.split_once(BEFORE)?;
    let (escaped, _) = rest.split_once('"')?;
    let address = escaped
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    let is_address = address.starts_with('/')
        && !address.starts_with("//")
        && address.len() <= LONGEST.1
        && address.bytes().all(|byte| byte.is_ascii_graphic());
    is_address.then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_redirect_to_an_address_of_the_same_host_has_a_location() {
        let page = |url: &str| format!("<!doctype html><html>{BEFORE}{url}\"></noscript></html>");
        assert_eq!(location(page("/compare/a-vs-b/").as_bytes()).as_deref(), Some("/compare/a-vs-b/"));
        assert_eq!(location(page("/a/?x=1&amp;y=2").as_bytes()).as_deref(), Some("/a/?x=1&y=2"));
        for url in ["//evil.example/", "https://evil.example/", "a/", "", "/a b", "/a\r\nX: y", "/\u{e9}"] {
            assert_eq!(location(page(url).as_bytes()), None, "{url}");
        }
        assert_eq!(location(b"<!doctype html><html><title>A page</title></html>"), None);
        assert_eq!(location(b"\xff"), None);
        assert_eq!(location(page(&"/a".repeat(20_000)).as_bytes()), None);
    }
}
