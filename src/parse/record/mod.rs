//! The content files as authors write them, one record per file. References are unresolved ids; the link stage
//! resolves them.

mod comparison;
mod fit;
mod front_matter;
mod import;
mod learning;
mod levels;
mod lists;
mod role;
mod salary;
mod site;

pub use comparison::{
    ComparisonFile, FamilyRecord, GroupRecord, LevelRecord, RegionRecord, RowKind, RowRecord,
};
pub use fit::{AnswerRecord, FitFile, QuestionRecord};
pub use front_matter::{ArticleMatter, GuideMatter, PageMatter, PairMatter, TermMatter};
pub use import::{
    Column, ColumnRecord, ConditionRecord, DataFormatRecord, DataMapFile, DefaultsRecord, FactMap,
    FactMapRecord, LongRecord, LookupRecord, NewFamilyRecord, NewRowRecord, PayMapRecord, RoleMapRecord,
    TableFormat, TextPart,
};
pub use learning::{HoursRecord, InterviewRecord, InterviewsFile, LearningFile, ResourceRecord};
pub use levels::{
    AspectRecord, FrameworkFile, FrameworkSkillRecord, GradeRecord, LadderLevelRecord, LadderRecord,
    LevelFactRecord, LevelsFile, LoweredRecord, ScaleLevelRecord, ScaleRange, Track,
};
pub use lists::{
    ReadExtent, ReferenceRecord, SkillRecord, SkillsFile, SourcesFile, ToolCategoryRecord, ToolRecord,
    ToolsFile,
};
pub use role::{ChangeRecord, Confidence, FactRecord, MoveRecord, ResponsibilityRecord, RoleFile};
pub use salary::{FigureRecord, PayBasis, PayLevel, PayLevelRecord, PayPeriod, Population, SeriesFile};
pub use site::{
    EntityRecord, Fallback, FontRecord, LogoRecord, NavRecord, OwnerRecord, PairPages, Robots,
    SearchWordsRecord, SiteFile, ThemeRecord,
};
