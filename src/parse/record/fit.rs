//! `content/fit.yaml`: the questions of the fit guide, whose answers add to or subtract from the scores of roles.

use crate::parse::scalar::{Name, Paragraph, Sentence, Weight};
use crate::parse::{Map, Spanned};
use crate::record;
use crate::url::Id;

record! {
    /// The fit guide: `content/fit.yaml`. Without this file, the site has no such page.
    pub struct FitFile = "the fit guide" {
        /// The author of the weights and their basis, in a few sentences at the top of the page.
        about: Paragraph,
        /// The page about the limits of the guide, by its id: the name of its file in `content/pages/`.
        limits: Option<Spanned<Id>>,
        /// The questions, in display order.
        questions: Vec<QuestionRecord>,
    }
}

record! {
    /// A question of the fit guide.
    pub struct QuestionRecord = "a question" {
        /// The id of the question, which is also its anchor on the page.
        id: Spanned<Id>,
        /// The name of the question in a word or two, for results and tables.
        label: Name,
        /// The question as a sentence addressed to the reader.
        ask: Sentence,
        /// The row of `comparison.yaml` that the weights are based on, if any: a role's fact in this row is the
        /// reason for its weights.
        row: Option<Spanned<Id>>,
        /// Why the answers differ between roles, in one sentence.
        about: Sentence,
        /// The sources for this, as ids of `sources.yaml`.
        sources: Vec<Spanned<Id>>,
        /// `true` if this is the site's own judgement. Not allowed together with sources.
        judgement: bool,
        /// The possible answers, at least two.
        answers: Vec<AnswerRecord>,
    }
}

record! {
    /// An answer to a question.
    pub struct AnswerRecord = "an answer" {
        /// The id of the answer. Links to results contain these ids, so each must be unique in the file, and changing
        /// one breaks links that readers have saved.
        id: Spanned<Id>,
        /// The answer in the reader's words.
        text: Sentence,
        /// Why the answer adds to some roles and subtracts from others, in one sentence: the reason for weights that
        /// no fact in the question's row explains.
        because: Option<Sentence>,
        /// The weights by role id: 1 to 3 in favour of a role, -1 to -3 against it. Other roles get nothing.
        weights: Map<Id, Spanned<Weight>>,
    }
}
