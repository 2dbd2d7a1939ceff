//! The quiz: its questions, and every weight with its reason. The page is complete without scripts;
//! `static/assets/fit.js` adds up the same weights that the page shows.

use serde::Serialize;

use crate::compare::fit::{answer_ids, max_sum, winning_answers};
use crate::model::{Answer, Fit, Model, Provenance, Question, RoleId, Route, RowId};
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::parts::card::CardLink;
use crate::pages::parts::cell::{cell_words, source_links};
use crate::pages::parts::chrome::{Link, PageChrome};
use crate::pages::parts::families::by_family;
use crate::pages::{Shared, Views};
use crate::parse::FileKind;
use crate::parse::scalar::Date;
use crate::words;

/// `/fit/`
pub(in crate::pages) struct FitPage;

impl PageKind for FitPage {
    type Subject = ();
    type View = FitView;

    const TEMPLATE: &'static str = "pages/fit.html";
    const SECTION: Option<Section> = None;
    const GROWS: bool = true;
    const SEARCHED_AS: Option<&'static str> = Some("fit-guide");

    fn files(_: &Model, (): ()) -> PageFiles {
        PageFiles::one(FileKind::Fit)
    }

    fn of_file(model: &Model, file: FileKind<'_>) -> Option<()> {
        (file == FileKind::Fit && model.fit.is_some()).then_some(())
    }

    fn name(_: &Model, (): ()) -> Option<String> {
        None
    }

    fn modified(_: &Model, (): ()) -> Option<Date> {
        None
    }

    fn alternates(_: &Model, (): ()) -> Vec<(&'static str, Route)> {
        Vec::new()
    }

    fn preview(_: &Views<'_>, (): ()) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, (): ()) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, (): ()) -> FitView {
        view(views)
    }
}

/// The page of the quiz.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct FitView {
    frame: PageChrome,
    about: String,
    limits: Option<Link>,
    questions: Vec<QuestionView>,
    /// The roles, in the order of the table's columns.
    roles: Vec<FitRoleView>,
    /// Number of columns of the table.
    columns: usize,
    /// Number of weights in all answers.
    weights: usize,
    data: String,
}

#[derive(Debug, Hash, Serialize)]
struct QuestionView {
    id: String,
    label: String,
    ask: String,
    about: String,
    sources: Vec<Link>,
    judgement: bool,
    /// The row whose facts explain the weights.
    row: Option<Shared>,
    answers: Vec<AnswerView>,
}

#[derive(Debug, Hash, Serialize)]
struct AnswerView {
    id: String,
    text: String,
    because: Option<String>,
    /// The weights, highest first.
    weights: Vec<WeightView>,
    /// The weights in short: each value once, with its roles.
    groups: Vec<WeightGroup>,
    /// Its weights as a row of the table, one for each role; empty if the weight is 0.
    line: Vec<String>,
}

#[derive(Debug, Hash, Serialize)]
struct WeightGroup {
    weight: String,
    roles: Vec<String>,
}

#[derive(Debug, Hash, Serialize)]
struct WeightView {
    role: Link,
    weight: String,
    /// The role's fact in the question's row, as the reason for the weight.
    fact: Option<ReasonView>,
}

#[derive(Debug, Hash, Serialize)]
struct ReasonView {
    text: String,
    note: Option<String>,
    url: String,
}

/// A role and its possible scores.
#[derive(Debug, Hash, Serialize)]
struct FitRoleView {
    id: String,
    name: String,
    short: String,
    url: String,
    /// The highest possible score.
    most: i32,
    /// The address of a result that ranks it first, if there is one.
    first: Option<String>,
}

fn view(views: &Views<'_>) -> FitView {
    let model = views.model();
    let fit = model.fit.as_ref().expect("invariant: a site without a fit guide has no page for it");
    let roles = by_family(model);
    let questions: Vec<QuestionView> =
        fit.questions.iter().map(|question| question_view(views, question, &roles)).collect();
    let description =
        words!(model.locale, "fit-description", questions = fit.questions.len(), roles = roles.len());
    FitView {
        frame: PageChrome::new(views, Route::Fit, &words!(model.locale, "fit-guide"), &description),
        about: fit.about.clone(),
        limits: fit
            .limits
            .map(|page| Link { text: model.pages[page].title.clone(), url: views.url(Route::Page(page)) }),
        weights: fit.questions.iter().flat_map(|q| &q.answers).map(|answer| answer.weights.len()).sum(),
        columns: roles.len() + 1,
        roles: roles.iter().map(|id| role_view(views, fit, *id)).collect(),
        questions,
        data: views.url(Route::Data(crate::model::DataFile::Fit)),
    }
}

fn question_view(views: &Views<'_>, question: &Question, roles: &[RoleId]) -> QuestionView {
    QuestionView {
        id: question.id.to_string(),
        label: question.label.clone(),
        ask: question.ask.clone(),
        about: question.about.clone(),
        sources: source_links(views.model(), &question.provenance),
        judgement: question.provenance == Provenance::Judgement,
        row: question.row.map(|row| views.row(row)),
        answers: question.answers.iter().map(|answer| answer_view(views, question, answer, roles)).collect(),
    }
}

fn answer_view(views: &Views<'_>, question: &Question, answer: &Answer, roles: &[RoleId]) -> AnswerView {
    let model = views.model();
    let view = |(role, weight): (RoleId, i8)| WeightView {
        role: Link { text: model.roles[role].short.clone(), url: views.url(Route::Role(role)) },
        weight: signed(weight.into()),
        fact: question.row.and_then(|row| fact(views, role, row)),
    };
    let mut weights = answer.weights.clone();
    weights.sort_by_key(|(role, weight)| (std::cmp::Reverse(*weight), *role));
    let groups = weights.chunk_by(|a, b| a.1 == b.1).map(|same| WeightGroup {
        weight: signed(same[0].1.into()),
        roles: same.iter().map(|(role, _)| model.roles[*role].short.clone()).collect(),
    });
    AnswerView {
        id: answer.id.to_string(),
        text: answer.text.clone(),
        because: answer.because.clone(),
        groups: groups.collect(),
        weights: weights.iter().copied().map(view).collect(),
        line: roles
            .iter()
            .map(|role| match answer.weight(*role) {
                0 => String::new(),
                weight => signed(weight.into()),
            })
            .collect(),
    }
}

fn fact(views: &Views<'_>, role: RoleId, row: RowId) -> Option<ReasonView> {
    let model = views.model();
    let cell = model.roles[role].cell(row)?;
    Some(ReasonView {
        text: cell_words(model, row, cell),
        note: cell.note.clone(),
        url: format!("{}#fact.{}", views.url(Route::Role(role)), model.rows.id(row)),
    })
}

fn role_view(views: &Views<'_>, fit: &Fit, id: RoleId) -> FitRoleView {
    let model = views.model();
    let role = &model.roles[id];
    FitRoleView {
        id: model.roles.id(id).to_string(),
        name: role.name.clone(),
        short: role.short.clone(),
        url: views.url(Route::Role(id)),
        most: max_sum(fit, id),
        first: winning_answers(fit, model.roles.len(), id)
            .map(|answers| format!("{}?a={}", views.url(Route::Fit), answer_ids(fit, &answers).join(","))),
    }
}

/// Formats a weight as `+3` or `−1`: always with a sign, and with a minus sign as wide as a digit.
fn signed(weight: i32) -> String {
    let sign = if weight < 0 { '\u{2212}' } else { '+' };
    format!("{sign}{}", weight.abs())
}
