//! Classifies IP addresses as public or special-purpose (RFC 6890 and the IANA registries that it established). This prevents
//! server-side request forgery (SSRF): a link in a pull request must not make the machine that checks it send requests to
//! its own network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Returns `true` for an address of the public internet.
pub fn is_public_ip(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special = match a {
        0 | 10 | 127 | 224..=255 => true,
        100 => (64..128).contains(&b),
        169 => b == 254,
        172 => (16..32).contains(&b),
        192 => b == 168 || (b == 0 && (c == 0 || c == 2)) || (b == 88 && c == 99),
        198 => b == 18 || b == 19 || (b == 51 && c == 100),
        203 => b == 0 && c == 113,
        _ => false,
    };
    !special
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, c, ..] = ip.segments();
    // Only 2000::/3 is allocated. Within it, 2001::/23 is for protocols, 2001:db8::/32 and 3fff::/20 are for
    // documentation, and 2002::/16 (6to4) embeds an IPv4 address.
    match a {
        0x2002 => {
            let ([high, low], [third, fourth]) = (b.to_be_bytes(), c.to_be_bytes());
            is_public_v4(Ipv4Addr::new(high, low, third, fourth))
        }
        0x2001 => b >= 0x0200 && b != 0x0db8,
        0x3fff => b >= 0x1000,
        0x2000..=0x3fff => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_purpose_addresses_are_not_public() {
        for special in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.1",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "ff02::1",
        ] {
            assert!(!is_public_ip(special.parse().expect("an address")), "{special}");
        }
        for public in [
            "93.184.215.14",
            "172.32.0.1",
            "100.128.0.1",
            "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
            "2002:5db8:d70e::",
        ] {
            assert!(is_public_ip(public.parse().expect("an address")), "{public}");
        }
    }
}
