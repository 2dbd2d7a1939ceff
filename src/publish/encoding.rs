//! The parts of a manifest as bytes, little-endian, with numbers as LEB128.

use super::Digests;
use super::listing::ListedReads;

pub(super) fn put_digests(bytes: &mut Vec<u8>, Digests { rest, elements }: &Digests) {
    bytes.extend_from_slice(&rest.to_le_bytes());
    put_number(bytes, elements.len() as u64);
    for table in elements {
        put_number(bytes, table.len() as u64);
        for digest in table {
            bytes.extend_from_slice(&digest.to_le_bytes());
        }
    }
}

pub(super) fn take_digests(rest: &mut &[u8]) -> Option<Digests> {
    let mut digests = Digests { rest: take_u128(rest)?, elements: Vec::new() };
    for _ in 0..take_number(rest)? {
        let count = take_number(rest)?;
        let table: Option<Vec<u128>> = (0..count).map(|_| take_u128(rest)).collect();
        digests.elements.push(table?);
    }
    Some(digests)
}

pub(super) fn put_reads(bytes: &mut Vec<u8>, reads: ListedReads<'_>, before: ListedReads<'_>) {
    let Some(elements) = reads else { return put_number(bytes, 0) };
    if reads == before {
        return put_number(bytes, 1);
    }
    put_number(bytes, elements.len() as u64 + 2);
    let mut last = 0;
    for element in elements {
        put_number(bytes, u64::from(element - last));
        last = *element;
    }
}

/// Replaces what the file before reads by what the next one reads.
pub(super) fn take_reads(rest: &mut &[u8], reads: &mut Option<Vec<u32>>) -> Option<()> {
    let count = match take_number(rest)? {
        0 => {
            *reads = None;
            return Some(());
        }
        1 => return reads.is_some().then_some(()),
        more => more - 2,
    };
    let elements = reads.insert(Vec::new());
    let mut last = 0_u32;
    for number in 0..count {
        let since = u32::try_from(take_number(rest)?).ok()?;
        if since == 0 && number > 0 {
            return None;
        }
        last = last.checked_add(since)?;
        elements.push(last);
    }
    Some(())
}

pub(super) fn put_slice(bytes: &mut Vec<u8>, slice: &[u8]) {
    put_number(bytes, slice.len() as u64);
    bytes.extend_from_slice(slice);
}

pub(super) fn put_number(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

pub(super) fn take<'b>(rest: &mut &'b [u8], length: usize) -> Option<&'b [u8]> {
    let (taken, left) = rest.split_at_checked(length)?;
    *rest = left;
    Some(taken)
}

pub(super) fn take_slice<'b>(rest: &mut &'b [u8]) -> Option<&'b [u8]> {
    let length = usize::try_from(take_number(rest)?).ok()?;
    take(rest, length)
}

pub(super) fn take_u128(rest: &mut &[u8]) -> Option<u128> {
    let (bytes, left) = rest.split_first_chunk()?;
    *rest = left;
    Some(u128::from_le_bytes(*bytes))
}

pub(super) fn take_u64(rest: &mut &[u8]) -> Option<u64> {
    let (bytes, left) = rest.split_first_chunk()?;
    *rest = left;
    Some(u64::from_le_bytes(*bytes))
}

pub(super) fn take_number(rest: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, left) = rest.split_first()?;
        *rest = left;
        let part = u64::from(byte & 0x7f);
        // The tenth byte has room for one bit only.
        if shift == 63 && part > 1 {
            return None;
        }
        number |= part << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}
