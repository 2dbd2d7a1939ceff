//! Requests to a small host of our own: what is signed, what is tried again, and what is printed.
//! `tests/deploy_s3.rs` deploys to a server that others wrote.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use super::*;

/// A request as the host received it.
#[derive(Debug, Clone)]
struct Received {
    method: String,
    path: String,
    query: BTreeMap<String, String>,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

/// A response: status, headers, body.
type Answer = (u16, &'static str, &'static str);

/// A host that gives answers in turn, the last one for ever.
struct Host {
    address: String,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Host {
    fn new(answers: &'static [Answer]) -> Host {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let received = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&received);
        thread::spawn(move || {
            for (number, stream) in listener.incoming().enumerate() {
                let (status, headers, body) = answers[number.min(answers.len() - 1)];
                let mut stream = stream.unwrap();
                let Some(request) = receive(&stream) else { continue };
                let is_head = request.method == "HEAD";
                log.lock().unwrap().push(request);
                if status == 0 {
                    continue;
                }
                let length = body.len();
                let body = if is_head { "" } else { body };
                let head = format!(
                    "HTTP/1.1 {status} X\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n"
                );
                let _ = stream.write_all(format!("{head}{body}").as_bytes());
            }
        });
        Host { address, received }
    }

    fn s3(&self) -> S3 {
        let variable = |name: &str| match name {
            "AWS_ACCESS_KEY_ID" => Some("AKIDEXAMPLE".to_string()),
            "AWS_SECRET_ACCESS_KEY" => Some("hush-secret".to_string()),
            "AWS_SESSION_TOKEN" => Some("hush-token".to_string()),
            "AWS_ENDPOINT_URL" => Some(self.address.clone()),
            _ => None,
        };
        S3::new(&Address::parse("site/docs").unwrap(), &variable, &Interrupt::never()).unwrap()
    }

    fn received(&self) -> Vec<Received> {
        std::mem::take(&mut *self.received.lock().unwrap())
    }
}

fn receive(stream: &TcpStream) -> Option<Received> {
    let mut reader = BufReader::new(stream);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split(' ');
    let (method, target) = (words.next()?.to_string(), words.next()?.to_string());
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let mut headers = BTreeMap::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.insert(name.to_ascii_lowercase(), value.to_string());
    }
    let length = headers.get("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let query = query.split('&').filter_map(|pair| pair.split_once('='));
    let query = query.map(|(name, value)| (name.to_string(), value.to_string())).collect();
    Some(Received { method, path: path.to_string(), query, headers, body })
}

fn upload(bytes: &[u8]) -> Upload<'_> {
    Upload {
        path: "a b/index.html",
        bytes,
        stamp: Stamp { content: 1, bytes: 2, headers: 3 },
        headers: vec![("cache-control", "no-cache".to_string()), ("content-type", "text/html".to_string())],
    }
}

#[test]
fn a_put_signs_every_header_that_it_sends() {
    let host = Host::new(&[(200, "", "")]);
    host.s3().put(&upload(b"bytes")).unwrap();
    let request = host.received().remove(0);
    assert_eq!((request.method.as_str(), request.path.as_str()), ("PUT", "/site/docs/a%20b/index.html"));
    assert_eq!(request.body, b"bytes");
    let signed = "cache-control%3Bcontent-type%3Bhost%3Bx-amz-meta-rolebook";
    assert_eq!(request.query["X-Amz-SignedHeaders"], signed);
    assert!(request.query["X-Amz-Credential"].starts_with("AKIDEXAMPLE%2F"));
    assert_eq!(request.query["X-Amz-Security-Token"], "hush-token");
    assert_eq!(request.query["X-Amz-Signature"].len(), 64);
    assert_eq!(request.headers["x-amz-meta-rolebook"], "0000000000000001-2-00000003");
    assert_eq!(request.headers["content-type"], "text/html");
    assert_eq!(request.headers["cache-control"], "no-cache");
}

#[test]
fn an_object_is_ours_only_with_a_stamp() {
    let stamp = Stamp { content: 1, bytes: 2, headers: 3 };
    for (answer, expected) in [
        (&[(200, "x-amz-meta-rolebook: 0000000000000001-2-00000003\r\n", "")][..], Found::File(stamp)),
        (&[(200, "", "")], Found::Foreign),
        (&[(200, "x-amz-meta-rolebook: forged\r\n", "")], Found::Foreign),
        (&[(404, "", "")], Found::Nothing),
    ] {
        let host = Host::new(answer);
        assert_eq!(host.s3().find("a").unwrap(), expected);
        assert_eq!(host.received()[0].method, "HEAD");
    }
}

#[test]
fn a_bucket_is_empty_if_nothing_is_listed_below_the_prefix() {
    let host = Host::new(&[(200, "", "<ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>")]);
    assert!(host.s3().is_empty().unwrap());
    let request = host.received().remove(0);
    assert_eq!((request.path.as_str(), request.query["prefix"].as_str()), ("/site/", "docs%2F"));
    let host = Host::new(&[(
        200,
        "",
        "<ListBucketResult><Contents><Key>docs/a</Key></Contents></ListBucketResult>",
    )]);
    assert!(!host.s3().is_empty().unwrap());
}

#[test]
fn failures_that_may_pass_are_tried_again() {
    let host = Host::new(&[(503, "", "<Error><Code>SlowDown</Code></Error>"), (0, "", ""), (200, "", "")]);
    host.s3().put(&upload(b"bytes")).unwrap();
    let received = host.received();
    assert_eq!(received.len(), 3);
    assert!(received.iter().all(|request| request.body == b"bytes"));
}

#[test]
fn other_failures_end_the_deploy_with_what_the_host_said() {
    for (answer, parts) in [
        (
            &[(
                403,
                "",
                "<Error><Code>SignatureDoesNotMatch</Code><Message>No, AKIDEXAMPLE\n\u{1b}[31m hush-token hush-secret</Message></Error>",
            )][..],
            &["403: SignatureDoesNotMatch: No, …", "s3:PutObject"][..],
        ),
        (
            &[(301, "x-amz-bucket-region: eu-central-1\r\nLocation: http://127.0.0.1:1/\r\n", "")],
            &["301", "AWS_REGION to `eu-central-1`"],
        ),
        (&[(501, "", "<Error><Code>NotImplemented</Code></Error>")], &["501: NotImplemented"]),
        (
            &[(404, "", "<Error><Code>NoSuchBucket</Code></Error>")],
            &["404: NoSuchBucket", "name of the bucket"],
        ),
    ] {
        let host = Host::new(answer);
        let failed = host.s3().put(&upload(b"")).expect_err("it fails");
        assert_eq!(failed.exit_status(), 3);
        let text = failed.to_string();
        assert!(text.contains("writing `s3://site/docs/a b/index.html`"), "{text}");
        assert!(parts.iter().all(|part| text.contains(part)), "{text}");
        for secret in ["AKIDEXAMPLE", "hush", "Signature=", "\u{1b}"] {
            assert!(!text.contains(secret), "{text}");
        }
        assert_eq!(host.received().len(), 1, "it is tried once: {text}");
    }
    let host = Host::new(&[(404, "", "<Error><Code>NoSuchBucket</Code></Error>")]);
    assert!(host.s3().read("a", 10).is_err(), "a missing bucket is not a missing list");
    let host = Host::new(&[(200, "", "more than ten bytes")]);
    assert!(host.s3().read("a", 10).expect_err("it is refused").to_string().contains("too large"));
}

#[test]
fn another_deploy_is_noticed() {
    let host =
        Host::new(&[(404, "", "<Error><Code>NoSuchKey</Code></Error>"), (200, "", ""), (200, "", "another")]);
    let s3 = host.s3();
    assert!(s3.is_claimed(), "before it has begun");
    s3.claim().unwrap();
    assert!(!s3.is_claimed());
    // What cannot be read says nothing.
    let host = Host::new(&[(404, "", ""), (200, "", ""), (500, "", "")]);
    let s3 = host.s3();
    s3.claim().unwrap();
    assert!(s3.is_claimed());
}
