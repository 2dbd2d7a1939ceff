//! The things of a site that content can name.

use std::sync::Arc;

use super::{
    ArticleId, AspectId, CategoryId, FamilyId, FrameworkId, GradeId, GroupId, PageId, ReferenceId, RegionId,
    RoleId, Route, RowId, ScaleLevelId, SeriesId, SkillId, TermId, ToolId,
};
use crate::url::Id;

/// A thing that content defines or refers to. Indices are those of the model with which it was resolved.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Symbol {
    /// A role.
    Role(RoleId),
    /// A family of roles.
    Family(FamilyId),
    /// A group of rows.
    Group(GroupId),
    /// A row of the matrix.
    Row(RowId),
    /// A level of a row, counted from 0.
    Level(RowId, usize),
    /// A region of salary figures.
    Region(RegionId),
    /// A source.
    Source(ReferenceId),
    /// A tool.
    Tool(ToolId),
    /// A category of tools.
    Category(CategoryId),
    /// A skill.
    Skill(SkillId),
    /// A salary dataset.
    Series(SeriesId),
    /// A level of the common scale.
    ScaleLevel(ScaleLevelId),
    /// An aspect in which levels are compared.
    Aspect(AspectId),
    /// A grade of proficiency.
    Grade(GradeId),
    /// A career framework.
    Framework(FrameworkId),
    /// A framework's own name of a skill.
    FrameworkSkill(FrameworkId, Id),
    /// A level of the ladder of a role in a framework.
    LadderLevel(FrameworkId, RoleId, Id),
    /// A glossary term.
    Term(TermId),
    /// An article.
    Article(ArticleId),
    /// A page of the site's own.
    Page(PageId),
    /// A question of the fit guide.
    Question(Id),
    /// An answer of the fit guide.
    Answer(Id),
    /// A heading of the text in a file, by its anchor.
    Heading(Arc<str>, Arc<str>),
    /// A file of `static/`, by its path on the site.
    Static(Arc<str>),
    /// A page or file that no single entity makes: a comparison of two roles, or a page with a fixed address.
    Address(Route),
}

macro_rules! from_indices {
    ($($kind:ident($index:ident),)+) => {
        $(
            impl From<$index> for Symbol {
                fn from(index: $index) -> Symbol {
                    Symbol::$kind(index)
                }
            }
        )+
    };
}

from_indices! {
    Role(RoleId), Family(FamilyId), Group(GroupId), Row(RowId), Region(RegionId), Source(ReferenceId), Tool(ToolId),
    Category(CategoryId), Skill(SkillId), Series(SeriesId), ScaleLevel(ScaleLevelId), Aspect(AspectId),
    Grade(GradeId), Framework(FrameworkId), Term(TermId), Article(ArticleId), Page(PageId),
}
