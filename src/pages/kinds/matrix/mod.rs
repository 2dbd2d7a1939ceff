//! The matrix: every row of every role. The table is complete without scripts; the data for sorting and filtering is
//! in attributes of its cells, and the labels of the controls are in the page, so that nothing is written twice.

mod order;
mod pay;

use serde::Serialize;

use crate::collation::CollationKey;
use crate::compare::{equal_groups, slices};
use crate::model::{CategoryId, DataFile, FamilyId, Model, Role, RoleId, Route, RowId, ToolId};
use crate::pages::kind::{OwnLinks, PageFiles, PageKind, Section};
use crate::pages::parts::card::CardLink;
use crate::pages::parts::chrome::PageChrome;
use crate::pages::parts::families::by_family;
use crate::pages::{Shared, Views};
use crate::parse::FileKind;
use crate::parse::record::RowKind;
use crate::parse::scalar::Date;
use crate::words;
use order::OrderView;
use pay::SeriesSlices;

/// The section of this page and those below it.
pub(in crate::pages) const SECTION: Section = Section { page: Route::Matrix, label: "compare" };

/// `/compare/`
pub(in crate::pages) struct MatrixPage;

impl PageKind for MatrixPage {
    type Subject = ();
    type View = MatrixView;

    const TEMPLATE: &'static str = "pages/matrix.html";
    const SECTION: Option<Section> = Some(SECTION);
    const GROWS: bool = true;
    const SEARCHED_AS: Option<&'static str> = Some("compare-all-roles");

    fn files(_: &Model, (): ()) -> PageFiles {
        PageFiles::one(FileKind::Comparison)
    }

    fn of_file(_: &Model, file: FileKind<'_>) -> Option<()> {
        (file == FileKind::Comparison).then_some(())
    }

    fn name(_: &Model, (): ()) -> Option<String> {
        None
    }

    fn modified(model: &Model, (): ()) -> Option<Date> {
        model.roles_changed()
    }

    fn alternates(_: &Model, (): ()) -> Vec<(&'static str, Route)> {
        vec![("all-facts", Route::Data(DataFile::Facts))]
    }

    fn preview(_: &Views<'_>, (): ()) -> Option<(String, CardLink)> {
        None
    }

    fn own_links(_: &Model, (): ()) -> OwnLinks {
        OwnLinks::Some
    }

    fn view(views: &Views<'_>, (): ()) -> MatrixView {
        view(views)
    }
}

/// The page of the matrix.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct MatrixView {
    frame: PageChrome,
    roles: Vec<Shared>,
    groups: Vec<GroupView>,
    /// Number of columns: the roles, and the labels of the rows.
    columns: usize,
    rows: usize,
    families: Vec<MatrixFamily>,
    /// The rows that can be sorted, filtered and weighted.
    orders: Vec<OrderView>,
    tools: Vec<ToolsOf>,
    /// The ids of the two roles shown first on a narrow screen: the first featured pair.
    first: Option<(String, String)>,
    /// The names of the pairs with a page, separated by spaces; empty if all have one.
    pages: String,
    /// The comparable salary figures, by dataset.
    pay: Vec<SeriesSlices>,
    /// The roles with each of their levels, separated by spaces: `sre@senior sre@staff`.
    levels: String,
}

#[derive(Debug, Hash, Serialize)]
struct GroupView {
    id: String,
    label: String,
    rows: Vec<RowCells>,
}

#[derive(Debug, Hash, Serialize)]
struct RowCells {
    row: Shared,
    cells: Vec<CellOf>,
}

/// A cell, and its data for scripts.
#[derive(Debug, Hash, Serialize)]
struct CellOf {
    cell: Shared,
    /// The sort key within the row: a level counted from 0, or a number.
    place: Option<String>,
    /// A number that is equal for cells of a row with the same content.
    said: Option<String>,
    /// The ids of its tools, separated by spaces.
    tools: Option<String>,
    /// Its figures, separated by spaces: `isecjobs.us.2025=146200`.
    pay: Option<String>,
}

/// A family and its roles, as options.
#[derive(Debug, Hash, Serialize)]
struct MatrixFamily {
    id: String,
    label: String,
    roles: Vec<Shared>,
}

/// The tools of a category that any role uses.
#[derive(Debug, Hash, Serialize)]
struct ToolsOf {
    label: String,
    /// The id and name of each tool.
    tools: Vec<(String, String)>,
}

fn view(views: &Views<'_>) -> MatrixView {
    let model = views.model();
    let roles = by_family(model);
    let slices = slices(model);
    let (pay, figures) = pay::view(model, &slices);
    let groups = model.groups.iter().map(|(group, label)| GroupView {
        id: model.groups.id(group).to_string(),
        label: label.clone(),
        rows: model
            .rows
            .iter()
            .filter(|(_, row)| row.group == group)
            .map(|(row, _)| RowCells { row: views.row(row), cells: cells(views, row, &roles, &figures) })
            .collect(),
    });
    let locale = &model.locale;
    let description = words!(locale, "matrix-description", roles = roles.len(), rows = model.rows.len());
    MatrixView {
        frame: PageChrome::new(views, Route::Matrix, &words!(locale, "compare-all-roles"), &description)
            .json_ld(crate::pages::parts::json_ld::matrix(views)),
        columns: roles.len() + 1,
        rows: model.rows.len(),
        groups: groups.filter(|group| !group.rows.is_empty()).collect(),
        families: families(views, &roles),
        orders: order::rows(model, !pay.is_empty()),
        tools: tools(model),
        first: model.site.featured.first().map(|pair| {
            let (left, right) = model.display_order(*pair);
            (model.roles.id(left).to_string(), model.roles.id(right).to_string())
        }),
        pages: pages(model),
        levels: levels(model),
        pay,
        roles: roles.iter().map(|role| views.side(*role).head()).collect(),
    }
}

fn levels(model: &Model) -> String {
    let of_role = |role: RoleId| {
        let levels = model.scale.indices().filter(move |level| model.has_role_level(role, *level));
        levels.map(move |level| format!("{}@{}", model.roles.id(role), model.scale.id(level)))
    };
    model.roles_with_ladder().into_iter().flat_map(of_role).collect::<Vec<_>>().join(" ")
}

fn pages(model: &Model) -> String {
    if model.has_all_pairs() {
        return String::new();
    }
    let name = |pair| {
        let (left, right) = model.display_order(pair);
        format!("{}-vs-{}", model.roles.id(left), model.roles.id(right))
    };
    let pairs = model.notable_pairs().into_iter().filter(|pair| model.has_page(*pair));
    pairs.map(name).collect::<Vec<_>>().join(" ")
}

fn families(views: &Views<'_>, roles: &[RoleId]) -> Vec<MatrixFamily> {
    let model = views.model();
    let of = |family: FamilyId| roles.iter().filter(move |role| model.roles[**role].family == family);
    let family = |(id, family): (FamilyId, &crate::model::Family)| MatrixFamily {
        id: model.families.id(id).to_string(),
        label: family.label.clone(),
        roles: of(id).map(|role| views.side(*role).head()).collect(),
    };
    model.families.iter().map(family).filter(|family| !family.roles.is_empty()).collect()
}

fn cells(views: &Views<'_>, row: RowId, roles: &[RoleId], figures: &pay::Figures) -> Vec<CellOf> {
    let model = views.model();
    let kind = model.rows[row].kind;
    let said = equal_groups(model, row, roles);
    let cell = |(role, said): (&RoleId, Option<usize>)| {
        let place = order::place(model, *role, row);
        CellOf {
            cell: views.side(*role).cell(row),
            // Cells with a sort key are equal if their keys are, except that two ranges may have one middle.
            said: said.filter(|_| place.is_none() || kind == RowKind::Range).map(|said| said.to_string()),
            place,
            tools: (kind == RowKind::Tools && said.is_some()).then(|| tool_ids(model, *role)),
            pay: figures.get(role).filter(|_| kind == RowKind::Salary).cloned(),
        }
    };
    roles.iter().zip(said).map(cell).collect()
}

fn tool_ids(model: &Model, role: RoleId) -> String {
    let ids: Vec<&str> =
        model.roles[role].tool_set().iter().map(|tool| model.tools.id(*tool).as_str()).collect();
    ids.join(" ")
}

fn tools(model: &Model) -> Vec<ToolsOf> {
    let mut used: Vec<ToolId> = model.roles.values().flat_map(Role::tool_set).collect();
    used.sort_unstable();
    let of = |category: CategoryId| {
        let mut tools: Vec<(String, String)> = model
            .tools
            .iter()
            .filter(|(id, tool)| tool.category == category && used.binary_search(id).is_ok())
            .map(|(id, tool)| (model.tools.id(id).to_string(), tool.name.clone()))
            .collect();
        tools.sort_by_cached_key(|(_, name)| CollationKey::new(name));
        tools
    };
    let all = model.categories.iter().map(|(id, label)| ToolsOf { label: label.clone(), tools: of(id) });
    all.filter(|category| !category.tools.is_empty()).collect()
}
