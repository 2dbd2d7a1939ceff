//! Sentences with and without figures.

use super::find;

fn figures(text: &str) -> Vec<&str> {
    find(text).into_iter().map(|figures| &text[figures.range]).collect()
}

#[test]
fn quantities_are_figures() {
    assert_eq!(figures("75% of 1,200 people, $120k, €3.5 million."), ["75", "1,200", "120", "3.5"]);
    assert_eq!(figures("between 10 and 20 (30 at most)"), ["10", "20", "30"]);
    assert_eq!(figures("10–20 hours; at 99.9 %."), ["10", "20", "99.9"]);
}

#[test]
fn years_are_not_figures() {
    assert_eq!(figures("(2016) in the 2010s, 2019–2021, 2024-12-01 and 2021/22"), [""; 0]);
    assert_eq!(figures("$2016"), ["2016"]);
}

#[test]
fn names_with_digits_are_not_figures() {
    assert_eq!(
        figures("S3, SEV1, IPv6, p95, HTTP/2, GPT-4, Level 5, version 2, Python 3.12, 24/7, the 99th"),
        [""; 0]
    );
    assert_eq!(figures("2. Second things"), [""; 0]);
    assert_eq!(
        figures(
            "CVSS 7.5, RFC 10008, port 65535, :9090, 1.2.3 and 10.0.0.1; a 404 at 9:30; issue #12; $12/mo; 1 of them"
        ),
        [""; 0]
    );
    assert_eq!(figures("A 12 % share, 1 in 4, $1,200, and 404 of them"), ["12", "4", "1,200", "404"]);
    assert_eq!(figures("Of 100, few. At 30, more. Level 5 is none."), ["100", "30"]);
}

/// Sentences with a number that a reader may want to verify.
const CLAIMS: &[&str] = &[
    "At most 25% of the time goes into operations.",
    "The survey covered 1,200 people in 14 countries.",
    "SREs earn a median of $193,000.",
    "Toil fell from 60% to 35% in two years.",
    "The team handled 42 incidents last quarter.",
    "A third of the adverts, 312 of 930, ask for Kubernetes.",
    "Latency dropped by 120 ms after the change.",
    "Google caps on-call at 2 incidents per shift.",
    "Netflix runs more than 1,000 services.",
    "It took 18 months to migrate.",
    "Engineers are paged 3 times a week on average.",
    "The outage lasted 5 hours and cost £1.2 million.",
    "Only 7 of 50 teams had an error budget.",
    "Pay rose by 8.5% between 2023 and 2024.",
    "About 40 people work on the platform team.",
    "Median pay in Berlin is €85k.",
    "99.95% of requests succeeded.",
    "The book sold 30,000 copies.",
    "Over 70 percent of respondents use Linux.",
    "The company has 5,000 engineers.",
    "Respondents had 11 years of experience on average.",
    "Deploys happen 200 times a day.",
    "In 2024, 64 teams took part.",
    "The median age of a service is 6.3 years.",
    "They closed 85 of the tickets within a day.",
    "Contractors charge $60 an hour in that survey.",
    "One outage in 4 was caused by configuration.",
    "The store holds 2.5 PB of logs.",
    "Roughly 3 in 5 incidents start with a deploy.",
    "Salaries there start at $120k.",
    "Costs fell by $2 million a year.",
    "Firefox had 180 million users.",
    "The course takes 40 hours.",
    "4,800 jobs were advertised in March 2025.",
    "Staff engineers make 1.4 times as much.",
    "The repository has 12,345 stars.",
    "Half of the 90 on-call engineers sleep badly.",
    "Kubernetes was used by 96% of organisations in 2021.",
    "Response time was 250ms at the 99th percentile.",
    "A 45-minute outage cost them a customer.",
    "Teams with Python 3 services had 12 outages.",
    "They pay $4,000 a month in Lisbon.",
    "Windows 11 and 10 are on 94% of the machines.",
    "The score went from 3.1 to 4.5.",
    "An SRE looks after 300 hosts.",
    "Every team of 8 has one.",
];

/// Sentences with numbers of which none is a claim.
const OTHERS: &[&str] = &[
    // Versions.
    "Python 3.12 is required.",
    "Upgrade to v2.4.1 first.",
    "It requires Node 18 or later.",
    "It works with PostgreSQL 12 to 16.",
    "Terraform >= 1.5 is needed in this version.",
    "Since 1.29 the feature is stable.",
    "Use Java 8, 11 or 17.",
    "Tested on Ubuntu 22.04 and Debian 12.",
    "This was fixed in release 4.2.",
    "Windows 11 works too.",
    "Go 1.21+ is required.",
    "As of version 0.9.3, the flag is gone.",
    "Kubernetes 1.30 and 1.31 are supported.",
    "Version 2.0 and above.",
    "Upgrade from 3.1 to 3.2.",
    "It is compatible with Django 4.x.",
    "The API was deprecated in 1.22.",
    "Python 2 and 3 are both installed.",
    // Prices.
    "The plan costs $12 per user.",
    "It is $5/month.",
    "Storage is $0.10 per GB.",
    "The book costs $39.99.",
    "Tickets cost €20 each.",
    "A licence is $99 a year.",
    // Names.
    "Microsoft 365 includes it.",
    "Use an S3 bucket and an EC2 instance.",
    "Buy a Raspberry Pi 4.",
    "Office 2019 and Windows 10.",
    "Install 1Password first.",
    "Unpack it with 7-Zip.",
    "Web 2.0 changed it.",
    "Use Vue 3 with Bootstrap 5.",
    "HTTP/3 uses QUIC.",
    "A 12-factor app on a 64-bit system.",
    "Two roles, one 1:1 a week.",
    "Follow the 3-2-1 rule and the 80/20 rule.",
    "Draw it in 3D.",
    // Ports and addresses.
    "The server listens on port 8080.",
    "Open ports 80 and 443.",
    "It runs at localhost:3000.",
    "Use TCP 22 for SSH.",
    "Allow 9090/tcp in the firewall.",
    "The network is 10.0.0.0/8, the host 192.168.0.1.",
    "Map 8080:80 in the file.",
    // CVE, RFC and other standards.
    "CVE-2021-44228 affects it.",
    "See RFC 9110.",
    "RFC 2119 and 8174 define the words.",
    "We have ISO 27001 and SOC 2 audits.",
    "IEEE 802.11 networks are common.",
    "NIST SP 800-53 lists controls.",
    "ISO/IEC 27001:2022 applies.",
    "PEP 8 says so.",
    // Dates.
    "On 5 March 2024 it was released.",
    "Updated on March 5, 2024.",
    "The meeting is on 12 May.",
    "The conference is on 12–14 May.",
    "Released 2024-03-05.",
    "On 03/05/2024 it ended.",
    "It begins on the 3rd of June.",
    "Send it by 31 December, or 15 Jan at the latest.",
    "Q3 2024 was busy.",
    "Copyright 2015-2024 by the authors.",
    // List markers and labels.
    "1. Install the tool.",
    "2) Run it.",
    "(3) Close it.",
    "Step 3: Open the page.",
    "Question 12: What is DNS?",
    "Chapter 4 explains it.",
    "See section 4.2 on page 12.",
    "See issue #123 and PR 456.",
    "Deploy 2: Remove the field.",
    "\\[4\\]: It is not supported on ARM64.",
    "On p. 49 the word is broken, as in footnote 2.",
    "The compiler has to support C++ version >= 14.",
    "Route 53 Multi Value is a policy.",
    "The SAML 20XX certificate is at 37signals.",
    "Level 3 support, P1 incidents and SEV-2.",
    // Times.
    "The stand-up is at 9:30.",
    "At 9am we meet.",
    "The call is at 14:00 UTC.",
    "Office hours are 10-11 am.",
    "It is open from 9 am to 5 p.m.",
    "10:00–11:30 on Fridays.",
    "Support is there 24/7, 24 hours a day.",
    // Status codes.
    "It returns a 404.",
    "A 503 means overload.",
    "The API responds with 200 OK.",
    "Return HTTP 429 on overload.",
    "5xx errors are counted.",
    "Handle 401 and 403 responses.",
    "It ends with exit code 137.",
    "Look for 404s in the log.",
    // Numbers in code.
    "Set `rate: 50%` in the file.",
    "Run `sleep 30` and `head -n 100`.",
];

/// Text without code spans, as the visitor passes it on.
fn has_claim(sentence: &str) -> bool {
    sentence.split('`').step_by(2).any(|run| !find(run).is_empty())
}

#[test]
fn claims_are_told_from_other_numbers() {
    let missed = CLAIMS.iter().filter(|sentence| !has_claim(sentence));
    let false_alarms = OTHERS.iter().filter(|sentence| has_claim(sentence));
    let wrong: Vec<&str> = missed.chain(false_alarms).copied().collect();
    let all = CLAIMS.len() + OTHERS.len();
    assert!(all >= 80);
    assert!(wrong.len() * 20 <= all, "{} of {all} are wrong:\n{}", wrong.len(), wrong.join("\n"));
}
