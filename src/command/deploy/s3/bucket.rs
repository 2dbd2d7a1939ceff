//! The address of a bucket, and the environment variables that say how to reach it: those of the AWS command line.

use rusty_s3::{Bucket, Credentials, UrlStyle};
use url::{Host, Url};

use crate::error::Error;

/// The parts of `s3://bucket/prefix`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Address {
    pub bucket: String,
    /// Without slashes at its ends; empty for the whole bucket.
    pub prefix: String,
}

impl Address {
    /// Parses what follows `s3://`.
    ///
    /// # Errors
    /// The reason why it names no bucket. It does not repeat the text, which may contain a key by mistake.
    pub(crate) fn parse(text: &str) -> Result<Address, &'static str> {
        let (bucket, prefix) = text.split_once('/').unwrap_or((text, ""));
        if bucket.contains(['@', ':']) {
            return Err(
                "has credentials or a port; credentials belong in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, the address of the host in AWS_ENDPOINT_URL",
            );
        }
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        if !(3..=63).contains(&bucket.len()) || !bucket.chars().all(is_name) || bucket.contains("..") {
            return Err("has no valid name of a bucket");
        }
        let prefix = prefix.trim_end_matches('/');
        let is_part = |part: &str| {
            let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.!~'()+=@,$&".contains(c);
            !matches!(part, "" | "." | "..") && part.chars().all(is_plain)
        };
        if !prefix.is_empty() && !prefix.split('/').all(is_part) || prefix.len() > 512 {
            return Err("has a prefix that is not a plain path such as `docs/roles`");
        }
        Ok(Address { bucket: bucket.to_string(), prefix: prefix.to_string() })
    }
}

/// Finds the host of a bucket, and the credentials for it.
///
/// # Errors
/// [`Error::Refused`] if a variable is missing or invalid. No message contains the value of one.
pub(super) fn locate(
    address: &Address,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<(Bucket, Credentials), Error> {
    let read = |names: &[&str]| {
        let values = names.iter().filter_map(|name| variable(name));
        values.map(|value| value.trim().to_string()).find(|value| !value.is_empty())
    };
    let refuse =
        |what: &str, help: &str| Err(Error::Refused { what: what.to_string(), help: help.to_string() });
    let (Some(key), Some(secret)) = (read(&["AWS_ACCESS_KEY_ID"]), read(&["AWS_SECRET_ACCESS_KEY"])) else {
        return refuse(
            "there are no credentials for the bucket",
            "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and AWS_SESSION_TOKEN for temporary credentials",
        );
    };
    if [&key, &secret].iter().any(|text| text.contains(|c: char| c.is_control() || c.is_whitespace())) {
        return refuse(
            "AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY has a space or a line break in it",
            "set each of them to one key",
        );
    }
    let credentials = match read(&["AWS_SESSION_TOKEN"]) {
        Some(token) => Credentials::new_with_token(key, secret, token),
        None => Credentials::new(key, secret),
    };
    let region = read(&["AWS_REGION", "AWS_DEFAULT_REGION"]).unwrap_or_else(|| "us-east-1".to_string());
    if !region.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')) {
        return refuse("AWS_REGION is not the name of a region", "set it to a name such as `eu-central-1`");
    }
    let endpoint = read(&["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"]);
    let is_label = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    // A bucket whose name has a dot has no certificate, and another host may not have a name for each bucket.
    let style = match &endpoint {
        None if address.bucket.chars().all(is_label) => UrlStyle::VirtualHost,
        _ => UrlStyle::Path,
    };
    let country = if region.starts_with("cn-") { ".cn" } else { "" };
    let endpoint = endpoint.unwrap_or_else(|| format!("https://s3.{region}.amazonaws.com{country}"));
    let is_plain = |url: &Url| {
        let has_host = matches!(url.host(), Some(Host::Domain(_) | Host::Ipv4(_) | Host::Ipv6(_)));
        let is_bare = url.username().is_empty() && url.password().is_none();
        matches!(url.scheme(), "http" | "https") && has_host && is_bare && url.query().is_none()
    };
    let bucket = Url::parse(&endpoint)
        .ok()
        .filter(is_plain)
        .and_then(|url| Bucket::new(url, style, address.bucket.clone(), region).ok());
    match bucket {
        Some(bucket) => Ok((bucket, credentials)),
        None => refuse(
            "AWS_ENDPOINT_URL is not the address of a host",
            "set it to an address such as `https://s3.example.org`, without a user name",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(bucket: &str, variables: &[(&str, &str)]) -> Result<String, String> {
        let address = Address::parse(bucket).map_err(ToString::to_string)?;
        let keys = [("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "sEcReT")];
        let read = |name: &str| {
            let found = variables.iter().chain(&keys).find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_string())
        };
        locate(&address, &read).map(|(bucket, _)| bucket.base_url().to_string()).map_err(|e| e.to_string())
    }

    #[test]
    fn the_host_comes_from_the_environment() {
        for (bucket, variables, expected) in [
            ("site", &[][..], "https://site.s3.us-east-1.amazonaws.com/"),
            ("site", &[("AWS_REGION", "eu-central-1")], "https://site.s3.eu-central-1.amazonaws.com/"),
            ("site", &[("AWS_DEFAULT_REGION", "cn-north-1")], "https://site.s3.cn-north-1.amazonaws.com.cn/"),
            ("www.example.org", &[], "https://s3.us-east-1.amazonaws.com/www.example.org/"),
            ("site", &[("AWS_ENDPOINT_URL", "http://127.0.0.1:9000")], "http://127.0.0.1:9000/site/"),
            (
                "site",
                &[("AWS_ENDPOINT_URL", "http://a.example"), ("AWS_ENDPOINT_URL_S3", "https://b.example/s3")],
                "https://b.example/s3/site/",
            ),
        ] {
            assert_eq!(url(bucket, variables).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn missing_and_invalid_variables_are_refused_without_their_values() {
        for variables in [
            &[("AWS_ACCESS_KEY_ID", "")][..],
            &[("AWS_SECRET_ACCESS_KEY", " ")],
            &[("AWS_SECRET_ACCESS_KEY", "hush hush")],
            &[("AWS_REGION", "hush/../")],
            &[("AWS_ENDPOINT_URL", "hush")],
            &[("AWS_ENDPOINT_URL", "https://hush:hush@example.org")],
            &[("AWS_ENDPOINT_URL", "ftp://hush.example")],
            &[("AWS_ENDPOINT_URL", "https://example.org/?hush")],
        ] {
            let refused = url("site", variables).expect_err("it is refused");
            assert!(!refused.contains("hush") && !refused.contains("sEcReT"), "{refused}");
        }
    }

    #[test]
    fn an_address_has_a_bucket_and_a_plain_prefix() {
        let parsed = |text: &str| Address::parse(text).map(|it| (it.bucket, it.prefix));
        let pair = |bucket: &str, prefix: &str| Ok((bucket.to_string(), prefix.to_string()));
        assert_eq!(parsed("site"), pair("site", ""));
        assert_eq!(parsed("site/"), pair("site", ""));
        assert_eq!(parsed("site/docs/roles/"), pair("site", "docs/roles"));
        for text in [
            "",
            "ab",
            "a/b",
            "a..b",
            "KEY:SECRET@site",
            "site:80",
            "site//a",
            "site/../a",
            "site/a/./b",
            "site/a b",
            "site/a?b",
            "site/a#b",
            "site/a%2Fb",
            "site/\u{e9}",
            "s\u{ef}te",
        ] {
            assert!(parsed(text).is_err(), "{text}");
        }
        assert!(!Address::parse("KEY:hush@site").expect_err("it is refused").contains("hush"));
    }
}
