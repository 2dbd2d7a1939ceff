//! The kinds of pages, one file each.

pub(in crate::pages) mod article;
pub(in crate::pages) mod articles;
pub(in crate::pages) mod embed;
pub(in crate::pages) mod fit;
pub(in crate::pages) mod freshness;
pub(in crate::pages) mod glossary;
pub(in crate::pages) mod home;
pub(in crate::pages) mod levels;
pub(in crate::pages) mod matrix;
pub(in crate::pages) mod moves;
pub(in crate::pages) mod not_found;
pub(in crate::pages) mod open_data;
pub(in crate::pages) mod page;
pub(in crate::pages) mod pair;
pub(in crate::pages) mod pay;
pub(in crate::pages) mod reference;
pub(in crate::pages) mod role;
pub(in crate::pages) mod role_levels;
pub(in crate::pages) mod roles;
pub(in crate::pages) mod rule;
pub(in crate::pages) mod search;
pub(in crate::pages) mod series;
pub(in crate::pages) mod sources;
pub(in crate::pages) mod term;
pub(in crate::pages) mod tool;
pub(in crate::pages) mod tools;
