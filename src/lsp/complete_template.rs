//! Completion in templates: the variables of the view that a page is drawn from, as they are for one page of the site.

use serde_json::Value;

use super::complete::{Choice, ChoiceKind, Choices, word_span};
use super::site::FileContext;
use crate::model::{Route, Routes};
use crate::pages::{Components, View, Views, template};

/// The deepest chain of loops whose variables are known.
pub(super) const MAX_LOOPS: usize = 8;

/// The number of pages whose views are read.
const MAX_PAGES: usize = 8;

/// Returns the variables at a cursor in an expression or a statement.
pub(super) fn choices(cx: &FileContext<'_>, cursor: usize) -> Option<Choices> {
    let before = &cx.text[..cursor];
    let opened = ["{{", "{%"].into_iter().filter_map(|mark| before.rfind(mark)).max()?;
    let code = &before[opened..];
    if code.contains("}}") || code.contains("%}") || code.matches('"').count() % 2 == 1 {
        return None;
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    let start = before.rfind(|c| !is_part(c))? + 1;
    let path = &before[start..];
    let view = view(cx, cx.file.strip_prefix("templates/")?)?;
    let (parent, name) = path.rsplit_once('.').map_or((None, path), |(parent, name)| (Some(parent), name));
    let mut list = Vec::new();
    if let Some(parent) = parent {
        add_keys(find(&view, parent, before, MAX_LOOPS)?, &mut list);
    } else {
        add_keys(&view, &mut list);
        for (variable, source) in loops(before) {
            let item = find(&view, source, before, MAX_LOOPS).and_then(first);
            if list.iter().all(|choice: &Choice| choice.label != variable) {
                list.push(choice(variable, item.unwrap_or(&Value::Null)));
            }
        }
    }
    Some(Choices { span: word_span(cx.text, cursor - name.len(), cursor), list })
}

/// Returns the view of a page that is drawn with a template, or for a shared one that of the first page. What that page lacks is taken
/// from the next ones.
pub(super) fn view(cx: &FileContext<'_>, name: &str) -> Option<Value> {
    let (model, renderer) = cx.site.compiled.last_drawable()?;
    let parts = Components::new(model, renderer).ok()?;
    let views = Views::new(model, &parts, renderer);
    let routes = Routes::new(model);
    let single = routes.iter_single().count();
    let of_pair = (single..routes.len()).take(routes.for_each_pair()).map(|number| routes.get(number));
    let is_drawn = |route: &Route| template(*route) == Some(name);
    let mut drawn: Vec<Route> =
        routes.iter_single().chain(of_pair).filter(is_drawn).take(MAX_PAGES).collect();
    if drawn.is_empty() {
        drawn.extend(routes.iter_single().next());
    }
    let of = |route| match views.of(route).ok()? {
        View::Page(view) => serde_json::to_value(view).ok(),
        View::Card(view) => serde_json::to_value(view).ok(),
        View::Text(_) | View::Static(_) => None,
    };
    drawn.into_iter().filter_map(of).reduce(|mut first, next| {
        fill(&mut first, next);
        first
    })
}

/// Replaces what is missing or empty in a value.
fn fill(value: &mut Value, other: Value) {
    match (value, other) {
        (Value::Object(own), Value::Object(other)) => {
            for (key, other) in other {
                fill(own.entry(key).or_insert(Value::Null), other);
            }
        }
        (value @ Value::Null, other) => *value = other,
        (Value::Array(own), Value::Array(other)) if own.is_empty() => *own = other,
        _ => {}
    }
}

/// Returns the loops before a cursor: the variable and what it goes through.
fn loops(before: &str) -> impl Iterator<Item = (&str, &str)> {
    before.split("{%").skip(1).filter_map(|statement| {
        let words = statement.trim_start_matches('-').trim_start().strip_prefix("for ")?;
        let (variables, rest) = words.split_once(" in ")?;
        let source = rest.split(|c: char| c.is_whitespace() || matches!(c, '%' | '|')).next()?;
        Some((variables.rsplit(',').next()?.trim(), source))
    })
}

/// Returns the value at a path, through the variables of loops.
pub(super) fn find<'v>(view: &'v Value, path: &str, before: &str, left: usize) -> Option<&'v Value> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let value = if let Some(value) = view.get(name) {
        value
    } else {
        let (_, source) = loops(before).filter(|(variable, _)| *variable == name).last()?;
        first(find(view, source, before, left.checked_sub(1)?)?)?
    };
    rest.into_iter().flat_map(|rest| rest.split('.')).try_fold(value, |value, name| value.get(name))
}

/// Returns the first item of a list.
fn first(value: &Value) -> Option<&Value> {
    value.as_array()?.first()
}

fn add_keys(value: &Value, list: &mut Vec<Choice>) {
    list.extend(value.as_object().into_iter().flatten().map(|(key, value)| choice(key, value)));
}

fn choice(key: &str, value: &Value) -> Choice {
    let detail = match value {
        Value::Null => "none on this page".to_string(),
        Value::Bool(value) => value.to_string(),
        Value::Number(value) => value.to_string(),
        Value::String(text) => text.chars().take(60).collect(),
        Value::Array(items) => format!("a list of {}", items.len()),
        Value::Object(_) => "an object".to_string(),
    };
    Choice { label: key.to_string(), detail, kind: ChoiceKind::Key, ..Choice::default() }
}
