//! The parts that several kinds of pages share.

pub(in crate::pages) mod card;
pub(in crate::pages) mod cell;
pub(in crate::pages) mod chart;
pub(in crate::pages) mod chrome;
pub(in crate::pages) mod compared_pair;
pub(in crate::pages) mod component;
pub(in crate::pages) mod components;
pub(in crate::pages) mod datasets;
pub(in crate::pages) mod difference;
pub(in crate::pages) mod families;
pub(in crate::pages) mod frameworks;
pub(in crate::pages) mod glance;
pub(in crate::pages) mod html;
pub(in crate::pages) mod json_ld;
pub(in crate::pages) mod ladder;
pub(in crate::pages) mod learning;
pub(in crate::pages) mod moves;
pub(in crate::pages) mod own_text;
pub(in crate::pages) mod pair_row;
pub(in crate::pages) mod pay_answers;
pub(in crate::pages) mod prose;
pub(in crate::pages) mod role_side;
pub(in crate::pages) mod row_index;
pub(in crate::pages) mod scales;
pub(in crate::pages) mod similar;
