//! The quiz as open data.

use serde_json::{Value, json};

use crate::compare::fit::{answer_ids, ranking, sums, winning_answers};
use crate::model::{Fit, Model, Provenance, RoleId, Route};

/// Returns the quiz as open data. `examples` gives, for each role that can be ranked first, a set of answers and the
/// resulting ranking, so that other implementations can check their arithmetic.
pub(in crate::pages) fn open_data(model: &Model, fit: &Fit) -> Value {
    let questions = fit.questions.iter().map(|question| {
        let answers = question.answers.iter().map(|answer| {
            let weights = answer
                .weights
                .iter()
                .map(|(role, weight)| (model.roles.id(*role).to_string(), json!(weight)));
            json!({
                "id": answer.id, "text": answer.text, "because": answer.because,
                "weights": Value::Object(weights.collect()),
            })
        });
        json!({
            "id": question.id, "label": question.label, "ask": question.ask, "about": question.about,
            "row": question.row.map(|row| model.rows.id(row)),
            "sources": question.provenance.sources().iter().map(|id| model.references.id(*id)).collect::<Vec<_>>(),
            "judgement": question.provenance == Provenance::Judgement,
            "answers": answers.collect::<Vec<_>>(),
        })
    });
    json!({
        "about": fit.about,
        "url": format!("{}{}", model.site.origin, model.address(Route::Fit)),
        "arithmetic": "A role's score is the sum of the weights that the chosen answers give it; an answer that does not name the role, and an unanswered question, add 0. Roles are ranked by score, highest first; equal scores share a rank.",
        "questions": questions.collect::<Vec<_>>(),
        "examples": model.roles.indices().filter_map(|role| example(model, fit, role)).collect::<Vec<_>>(),
    })
}

fn example(model: &Model, fit: &Fit, role: RoleId) -> Option<Value> {
    let answers = winning_answers(fit, model.roles.len(), role)?;
    let standings = ranking(&sums(fit, model.roles.len(), &answers));
    let ranking: Vec<Value> = standings
        .iter()
        .map(|s| json!({ "role": model.roles.id(s.role), "sum": s.sum, "place": s.rank }))
        .collect();
    Some(json!({ "first": model.roles.id(role), "answers": answer_ids(fit, &answers), "ranking": ranking }))
}
