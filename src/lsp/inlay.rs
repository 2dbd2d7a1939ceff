//! Hints beside references to facts and figures: the words that a text prints in their place.

use lsp_types::{InlayHint, Label, Range};

use super::site::FileContext;
use crate::model::{SeriesId, Statistic};
use crate::pages::{fact_words, figure_words};
use crate::parse::markdown::{ParsedPlaceholder, PayName};

/// The most characters of a hint.
const MAX: usize = 60;

/// Returns the hints in a range.
pub(super) fn hints(cx: &FileContext<'_>, range: Range) -> Vec<InlayHint> {
    let Some(prose) = cx.document().and_then(|document| document.body.prose()) else { return Vec::new() };
    let model = cx.snapshot().model();
    let wanted = cx.lines.span(range);
    let hint = |placeholder: &crate::parse::Spanned<ParsedPlaceholder>| {
        let span = placeholder.span;
        if span.start > wanted.end || span.end < wanted.start {
            return None;
        }
        let words = match &placeholder.value {
            ParsedPlaceholder::Fact(role, row) => {
                fact_words(model, model.roles.get(role.value.as_str())?, model.rows.get(row.value.as_str())?)?
            }
            ParsedPlaceholder::Pay(name) => {
                let (series, figure, statistic) = figure(cx, name)?;
                figure_words(model, series, figure, statistic)
            }
            _ => return None,
        };
        let is_long = words.chars().count() > MAX;
        let label =
            if is_long { format!("{}…", words.chars().take(MAX).collect::<String>()) } else { words };
        Some(InlayHint {
            position: cx.lines.position(span.end as usize),
            label: Label::String(label),
            kind: None,
            text_edits: None,
            tooltip: None,
            padding_left: Some(true),
            padding_right: None,
            data: None,
        })
    };
    prose.placeholders().filter_map(hint).collect()
}

/// Returns the salary figure that a reference names: its dataset, its index and the statistic.
pub(super) fn figure(cx: &FileContext<'_>, name: &PayName) -> Option<(SeriesId, usize, Statistic)> {
    let model = cx.snapshot().model();
    let role = model.roles.get(name.role.value.as_str())?;
    let region = model.regions.get(name.region.value.as_str())?;
    let statistic = Statistic::from_name(&name.statistic)?;
    let only = name.series.as_ref().map(|series| model.series.get(series.value.as_str()));
    let fits = |id: &SeriesId| only.is_none_or(|only| only == Some(*id));
    let mut found = model
        .series
        .indices()
        .filter(fits)
        .filter_map(|id| Some((id, model.series[id].newest(role, region, statistic)?, statistic)));
    // Several datasets have the figure: that is reported.
    found.next().filter(|_| found.next().is_none())
}
