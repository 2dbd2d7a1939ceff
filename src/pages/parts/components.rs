//! Components that many pages of a model share, each drawn once. A build draws all of them before its first page; the
//! preview draws them on demand, so that it starts at once however many roles there are.

use std::collections::BTreeMap;
use std::hash::Hash;
use std::sync::OnceLock;

use crate::collation::CollationKey;
use crate::diagnostic::Diagnostic;
use crate::model::{Idx as _, Model, NavTarget, ReferenceId, RoleId, Route, RowId, SkillId, ToolId};
use crate::pages::outputs::table;
use crate::pages::parts::prose::CitationView;
use crate::pages::parts::role_side::{RoleSets, RoleSide, drawn_cell};
use crate::pages::parts::{card, cell, chrome, moves, row_index, scales};
use crate::pages::{Component, HashedBytes, Html, Shared, Views};
use crate::parse::FileKind;
use crate::reads::{Recorded, RecordedCell};
use crate::workers;

/// Draws components.
pub trait Draw: Sync {
    /// Draws a component, or reports the template that failed.
    fn part(&self, part: &Component<'_>) -> Result<Html, Box<Diagnostic>>;
}

/// The shared components of a model. It borrows nothing, so that the preview can keep it beside its model.
pub struct Components {
    frame: Frame,
    /// The text direction of the site's language.
    pub(in crate::pages) direction: &'static str,
    rows: Vec<Recorded<Shared>>,
    sides: Vec<RecordedCell<RoleSide>>,
    sets: Vec<RecordedCell<RoleSets>>,
    cards: Vec<RecordedCell<card::CardSide>>,
    card_links: Vec<RecordedCell<card::CardLink>>,
    export_cells: Vec<RecordedCell<Vec<table::ExportCell>>>,
    /// Ranks of tools and skills when sorted by name.
    tool_ranks: Vec<usize>,
    skill_ranks: Vec<usize>,
    tools: RecordedCell<Vec<Html>>,
    skills: RecordedCell<Vec<Html>>,
    references: RecordedCell<Vec<Html>>,
    /// For each row, the scale for every pair of its levels.
    scales: Vec<RecordedCell<Vec<Html>>>,
    /// The first failure to draw a component. Once it is set, no page is returned.
    failure: OnceLock<Box<Diagnostic>>,
}

/// The parts of every page. What they read is not recorded: [`Components::frame_hash`] stands for it.
#[derive(Hash)]
struct Frame {
    site: Shared,
    /// The header for each current section; the empty key is the header without one.
    headers: BTreeMap<String, Shared>,
    footer: Shared,
    /// The index of rows by group.
    index: Shared,
}

impl Frame {
    fn new(model: &Model, draw: &dyn Draw) -> Result<Frame, Box<Diagnostic>> {
        let site = chrome::SiteView::of(model);
        let mut headers = BTreeMap::new();
        let sections = model
            .site
            .nav
            .iter()
            .filter_map(|(_, target)| match target {
                NavTarget::Page(route) => Some(model.address(*route)),
                NavTarget::Web(_) => None,
            })
            .chain([model.address(Route::Search), String::new()]);
        for section in sections {
            let header = draw.part(&Component::SiteHeader { site: &site, section: &section })?;
            headers.insert(section, Shared::new(&header));
        }
        let footer = Shared::new(&draw.part(&Component::SiteFooter { site: &site })?);
        let index = Shared::new(&draw.part(&Component::Index { of: &row_index::groups(model) })?);
        Ok(Frame { site: Shared::new(&site), headers, footer, index })
    }
}

impl Components {
    /// Draws the header, footer and index, and nothing else yet.
    pub fn new(model: &Model, draw: &dyn Draw) -> Result<Components, Box<Diagnostic>> {
        let frame = Frame::new(model, draw)?;
        let row = |row| Recorded::new(|| Shared::new(&cell::RowView::of(model, row)));
        Ok(Components {
            direction: model.locale.direction(),
            frame,
            rows: model.rows.indices().map(row).collect(),
            sides: for_each_role(model),
            sets: for_each_role(model),
            cards: for_each_role(model),
            card_links: for_each_role(model),
            export_cells: for_each_role(model),
            tool_ranks: ranks(model.tools.values().map(|tool| tool.name.as_str())),
            skill_ranks: ranks(model.skills.values().map(|skill| skill.name.as_str())),
            tools: RecordedCell::new(),
            skills: RecordedCell::new(),
            references: RecordedCell::new(),
            scales: model.rows.indices().map(|_| RecordedCell::new()).collect(),
            failure: OnceLock::new(),
        })
    }

    /// Draws all components, in parallel. If several fail, returns the first failure in order.
    pub fn all(model: &Model, draw: &dyn Draw) -> Result<Components, Box<Diagnostic>> {
        let mut parts = Components::new(model, draw)?;
        parts.tools = Recorded::new(|| tools(model, draw)).transpose()?.into();
        parts.skills = Recorded::new(|| skills(model, draw)).transpose()?.into();
        parts.references = Recorded::new(|| references(model, draw)).transpose()?.into();
        let lines = |row| Recorded::new(|| scales::lines(model, row, |part| draw.part(part))).transpose();
        parts.scales =
            model.rows.indices().map(|row| lines(row).map(RecordedCell::from)).collect::<Result<_, _>>()?;
        let side = |n| {
            let role = RoleId::new(n);
            let side = || RoleSide::of(model, role, |part| draw_of(model, role, draw, part));
            Recorded::new(side).transpose().map(RecordedCell::from)
        };
        parts.sides = workers::map(model.roles.len(), 4, side).into_iter().collect::<Result<_, _>>()?;
        Ok(parts)
    }

    /// Returns the hash of the parts that every page has. Each page depends on it, whatever it reads itself.
    pub fn frame_hash(&self) -> u128 {
        let mut bytes = HashedBytes::default();
        self.frame.hash(&mut bytes);
        bytes.digest()
    }

    /// Returns the failure to draw a component, if there was one.
    pub(in crate::pages) fn failure(&self) -> Option<&Diagnostic> {
        self.failure.get().map(|diagnostic| &**diagnostic)
    }

    /// Returns what was drawn. On failure, records the failure and returns an empty value.
    fn or_record_failure<T: Default>(&self, drawn: Result<T, Box<Diagnostic>>) -> T {
        drawn.unwrap_or_else(|diagnostic| {
            let _ = self.failure.set(diagnostic);
            T::default()
        })
    }
}

impl Views<'_> {
    pub(in crate::pages) fn site(&self) -> Shared {
        self.parts.frame.site.clone()
    }

    pub(in crate::pages) fn header(&self, section: &str) -> Shared {
        let headers = &self.parts.frame.headers;
        let marked = headers.get(section).or_else(|| headers.get(""));
        marked.expect("invariant: there is a header that marks no section").clone()
    }

    pub(in crate::pages) fn footer(&self) -> Shared {
        self.parts.frame.footer.clone()
    }

    pub(in crate::pages) fn index(&self) -> Shared {
        self.parts.frame.index.clone()
    }

    pub(in crate::pages) fn row(&self, row: RowId) -> Shared {
        self.parts.rows[row.index()].get().clone()
    }

    pub(in crate::pages) fn side(&self, role: RoleId) -> &RoleSide {
        self.parts.sides[role.index()].get_or_init(|| {
            let draw = |part: &Component<'_>| {
                let drawn = draw_of(self.model, role, self.draw, part);
                Ok::<Html, std::convert::Infallible>(self.parts.or_record_failure(drawn))
            };
            let Ok(side) = RoleSide::of(self.model, role, draw);
            side
        })
    }

    /// Returns the tools and skills of a role. Nothing is drawn, because a page may ask for those of all roles.
    pub(in crate::pages) fn sets(&self, role: RoleId) -> &RoleSets {
        self.parts.sets[role.index()].get_or_init(|| RoleSets::of(self.model, role))
    }

    /// Returns what the cards of a role need. Nothing is drawn.
    pub(in crate::pages) fn card_side(&self, role: RoleId) -> &card::CardSide {
        self.parts.cards[role.index()].get_or_init(|| card::CardSide::of(self.model, role))
    }

    /// Returns the URL and alternative text of a role's card.
    pub(in crate::pages) fn role_card_link(&self, role: RoleId) -> &card::CardLink {
        self.parts.card_links[role.index()].get_or_init(|| card::role::link(self, role))
    }

    /// Returns the cells of a role as tables to download show them, by row.
    pub(in crate::pages) fn export_cells(&self, role: RoleId) -> &[table::ExportCell] {
        self.parts.export_cells[role.index()].get_or_init(|| table::ExportCell::of_role(self.model, role))
    }

    /// Returns the rank of a tool when sorted by name.
    pub(in crate::pages) fn tool_rank(&self, tool: ToolId) -> usize {
        self.parts.tool_ranks[tool.index()]
    }

    /// Returns the rank of a skill when sorted by name.
    pub(in crate::pages) fn skill_rank(&self, skill: SkillId) -> usize {
        self.parts.skill_ranks[skill.index()]
    }

    /// Returns the link to a tool.
    pub(in crate::pages) fn tool(&self, tool: ToolId) -> &Html {
        let drawn = || self.parts.or_record_failure(tools(self.model, self.draw));
        // After a failure the list is empty, but then the page is not returned.
        self.parts.tools.get_or_init(drawn).get(tool.index()).unwrap_or(&EMPTY)
    }

    /// Returns the link to the explanation of a skill.
    pub(in crate::pages) fn skill(&self, skill: SkillId) -> &Html {
        let drawn = || self.parts.or_record_failure(skills(self.model, self.draw));
        self.parts.skills.get_or_init(drawn).get(skill.index()).unwrap_or(&EMPTY)
    }

    /// Returns a source as cited at the foot of a page.
    pub(in crate::pages) fn reference(&self, id: ReferenceId) -> &Html {
        let drawn = || self.parts.or_record_failure(references(self.model, self.draw));
        self.parts.references.get_or_init(drawn).get(id.index()).unwrap_or(&EMPTY)
    }

    /// Returns the scale of a row with one role on level `left` and the other on level `right`, both counted from 0.
    pub(in crate::pages) fn scale(&self, row: RowId, left: usize, right: usize) -> &Html {
        let lines = self.parts.scales[row.index()].get_or_init(|| {
            let draw = |part: &Component<'_>| Ok::<Html, std::convert::Infallible>(self.drawn(part));
            let Ok(lines) = scales::lines(self.model, row, draw);
            lines
        });
        lines.get(left * self.model.rows[row].levels.len() + right).unwrap_or(&EMPTY)
    }

    /// Draws a cell that is not of a single role.
    pub(in crate::pages) fn cell(&self, cell: &cell::CellView) -> Shared {
        let draw = |part: &Component<'_>| Ok::<Html, std::convert::Infallible>(self.drawn(part));
        let Ok(drawn) = drawn_cell(cell, draw);
        drawn
    }

    fn drawn(&self, part: &Component<'_>) -> Html {
        self.parts.or_record_failure(self.draw.part(part))
    }
}

fn for_each_role<T>(model: &Model) -> Vec<RecordedCell<T>> {
    model.roles.indices().map(|_| RecordedCell::new()).collect()
}

/// Returns the rank of each name in sorted order.
fn ranks<'n>(names: impl Iterator<Item = &'n str>) -> Vec<usize> {
    let names: Vec<&str> = names.collect();
    let mut order: Vec<usize> = (0..names.len()).collect();
    order.sort_by_cached_key(|at| CollationKey::new(names[*at]));
    let mut ranks = vec![0; names.len()];
    for (rank, at) in order.into_iter().enumerate() {
        ranks[at] = rank;
    }
    ranks
}

static EMPTY: Html = Html(String::new());

/// Draws a component of a role; a failure names the role's file.
fn draw_of(
    model: &Model,
    role: RoleId,
    draw: &dyn Draw,
    part: &Component<'_>,
) -> Result<Html, Box<Diagnostic>> {
    draw.part(part).map_err(|diagnostic| {
        let of =
            format!("while drawing a cell of `{}`", FileKind::Role(model.roles.id(role).as_str()).path());
        Box::new(diagnostic.here(of))
    })
}

fn tools(model: &Model, draw: &dyn Draw) -> Result<Vec<Html>, Box<Diagnostic>> {
    let link = |(id, tool): (ToolId, &crate::model::Tool)| {
        draw.part(&Component::Link {
            of: &chrome::Link { text: tool.name.clone(), url: model.address(Route::Tool(id)) },
        })
    };
    model.tools.iter().map(link).collect()
}

fn skills(model: &Model, draw: &dyn Draw) -> Result<Vec<Html>, Box<Diagnostic>> {
    let link = |skill| draw.part(&Component::Link { of: &moves::skill_link(model, skill) });
    model.skills.indices().map(link).collect()
}

fn references(model: &Model, draw: &dyn Draw) -> Result<Vec<Html>, Box<Diagnostic>> {
    let reference = |id| draw.part(&Component::Reference { of: &CitationView::of(model, id) });
    model.references.indices().map(reference).collect()
}
