//! `content/fit.yaml`: questions whose answers speak for and against roles.

use crate::parse::scalar::{Name, Paragraph, Sentence, Weight};
use crate::parse::{Map, Spanned};
use crate::record;
use crate::url::Id;

record! {
    /// The fit guide: `content/fit.yaml`. A site without it has no such page.
    pub struct FitFile = "the fit guide" {
        /// Whose judgement the weights are and what they rest on, in a few sentences at the head of the page.
        about: Paragraph,
        /// The page that says what the guide cannot know, by its id, the name of its file in `content/pages/`.
        limits: Option<Spanned<Id>>,
        /// The questions, in order.
        questions: Vec<QuestionRecord>,
    }
}

record! {
    /// A question to the reader.
    pub struct QuestionRecord = "a question" {
        /// Its id, which is also its anchor on the page.
        id: Spanned<Id>,
        /// Its name, a word or two, for sums and tables.
        label: Name,
        /// The question, as a sentence to the reader.
        ask: Sentence,
        /// The row of `comparison.yaml` that the weights go by, if there is one: a role's fact in it is the reason of each
        /// of its weights.
        row: Option<Spanned<Id>>,
        /// Why the answer tells roles apart, in one sentence.
        about: Sentence,
        /// The sources that say so, as ids of `sources.yaml`.
        sources: Vec<Spanned<Id>>,
        /// `true` when this is the site's own judgement. Never together with sources.
        judgement: bool,
        /// The answers to choose from, at least two.
        answers: Vec<AnswerRecord>,
    }
}

record! {
    /// An answer to a question.
    pub struct AnswerRecord = "an answer" {
        /// Its id. Addresses of results are made of these ids, so no two answers of the file share one, and one that
        /// is changed breaks links that people kept.
        id: Spanned<Id>,
        /// The answer, as the reader would say it.
        text: Sentence,
        /// Why the answer speaks for its roles and against others, in one sentence: the reason of those weights that no
        /// fact in the question's row explains.
        because: Option<Sentence>,
        /// The roles that it speaks for (1 to 3) or against (-1 to -3), by their ids. A role that is not named gets nothing.
        weights: Map<Id, Spanned<Weight>>,
    }
}
