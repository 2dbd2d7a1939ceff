//! The fit guide as items; see [`super::inventory`].

use super::inventory::with_provenance;
use super::item::{Entry, Item, ItemKind};
use crate::model::{Answer, Fit, Model, Question};

/// Adds the fit guide of a model: its questions, answers and weights.
pub(super) fn fit_guide(model: &Model, items: &mut Vec<Item>) {
    let Some(fit) = &model.fit else { return };
    let Fit { about, limits, questions } = &**fit;
    let item = Item::new(ItemKind::FitGuide, &[], "Fit guide").text("explanation", about);
    let item = match limits {
        Some(page) => item
            .one("page about limits", Entry::new(model.pages.id(*page).as_str(), &model.pages[*page].title)),
        None => item,
    };
    let labelled = |question: &Question| Entry::new(question.id.as_str(), &question.label);
    items.push(item.order("order of questions", questions.iter().map(labelled)));
    for Question { id, label, ask, row, about, provenance, answers } in questions {
        let item = Item::new(ItemKind::Question, &[id.as_str()], label)
            .text("name", label)
            .text("question", ask)
            .text("explanation", about)
            .order(
                "order of answers",
                answers.iter().map(|answer| Entry::new(answer.id.as_str(), &answer.text)),
            );
        let item = match row {
            Some(row) => item.one("row", Entry::new(model.rows.id(*row).as_str(), &model.rows[*row].label)),
            None => item,
        };
        items.push(with_provenance(model, item, provenance, None));
        for Answer { id: answer, text, because, weights } in answers {
            items.push(
                Item::new(ItemKind::Answer, &[answer.as_str()], format!("{label}: {text}"))
                    .one("question", Entry::new(id.as_str(), label))
                    .text("answer", text)
                    .optional("reason", because.as_ref()),
            );
            for (role, weight) in weights {
                let short = &model.roles[*role].short;
                let key = [answer.as_str(), model.roles.id(*role).as_str()];
                let name = format!("{label}: {text}, {short}");
                items.push(Item::new(ItemKind::Weight, &key, name).text("weight", format!("{weight:+}")));
            }
        }
    }
}
