//! An arc diagram of career moves: roles are listed from top to bottom by family; moves down the list run on the
//! right, moves up on the left.
//!
//! Names are HTML in rows of equal height, so that any font works. The arcs on either side are SVG stretched to the
//! space beside the names, so one drawing serves every width and every text size. This module computes only the
//! geometry of the arcs: a side is `WIDTH` wide, a row `ROW` high.
//!
//! Moves leave and arrive at separate ports, so an arrowhead is drawn only where moves arrive, and all moves from one
//! side share it. A force-directed layout is deliberately not used: a role always has the same position, and a new
//! role moves only the roles below it.

use serde::Serialize;

use crate::compare::moves::incoming_moves;
use crate::model::{Idx as _, Model, RoleId};
use crate::pages::parts::families::by_family;

/// An arc diagram.
#[derive(Debug, Hash, Serialize)]
pub(crate) struct Drawing {
    width: i64,
    height: i64,
    rows: Vec<DrawingRow>,
    /// The arcs of all moves.
    arcs: Sides<Arc>,
    /// `true` if the roles are grouped under the names of their families.
    has_families: bool,
}

/// A value for the left side, with moves up the list, and one for the right side, with moves down.
#[derive(Debug, Hash, Serialize)]
struct Sides<T> {
    up: Vec<T>,
    down: Vec<T>,
}

impl<T> Sides<T> {
    fn new() -> Sides<T> {
        Sides { up: Vec::new(), down: Vec::new() }
    }

    fn side(&mut self, is_down: bool) -> &mut Vec<T> {
        if is_down { &mut self.down } else { &mut self.up }
    }

    fn len(&self) -> usize {
        self.up.len() + self.down.len()
    }
}

/// The arc of a move.
#[derive(Debug, Hash, Serialize)]
struct Arc {
    number: usize,
    path: String,
}

/// A row of the diagram.
#[derive(Debug, Hash, Serialize)]
#[serde(untagged)]
enum DrawingRow {
    Family { family: String },
    Role(DrawnRole),
}

/// A role of the diagram.
#[derive(Debug, Hash, Serialize)]
struct DrawnRole {
    short: String,
    /// The link of the role.
    url: String,
    /// `true` if the diagram is about this role.
    own: bool,
    /// The numbers of the arcs to and from the role, by side, and their counts.
    to_here: Sides<usize>,
    from_here: Sides<usize>,
    arriving: usize,
    leaving: usize,
}

/// The extent of a diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DrawingScope {
    /// All roles and all moves.
    All,
    /// One role, and the moves to and from it.
    Around(RoleId),
}

/// The width of one side, and the height of a row.
const WIDTH: i64 = 100;
const ROW: i64 = 40;
/// Distance of a port from the middle of its row. `drawing.css` places the arrowheads there.
const PORT: i64 = 7;

/// Draws the moves of a site. `url` returns the link of a role.
pub(crate) fn drawing(model: &Model, extent: DrawingScope, url: impl Fn(RoleId) -> String) -> Drawing {
    let arrivals = incoming_moves(model);
    let is_drawn = |from: RoleId, to: RoleId| match extent {
        DrawingScope::All => true,
        DrawingScope::Around(role) => from == role || to == role,
    };
    let is_shown = |role: RoleId| match extent {
        DrawingScope::All => true,
        DrawingScope::Around(own) => {
            role == own
                || arrivals[own.index()].contains(&role)
                || model.roles[own].moves.iter().any(|career_move| career_move.to == role)
        }
    };
    let roles: Vec<RoleId> = by_family(model).into_iter().filter(|role| is_shown(*role)).collect();
    let (mut families, mut nodes, mut row) = (Vec::new(), Vec::new(), 0);
    for (index, id) in roles.iter().enumerate() {
        let role = &model.roles[*id];
        if extent == DrawingScope::All && (index == 0 || model.roles[roles[index - 1]].family != role.family)
        {
            let family = model.families.values().nth(role.family.index());
            families.push((index, family.map(|f| f.label.clone()).unwrap_or_default()));
            row += 1;
        }
        let node = DrawnRole {
            short: role.short.clone(),
            url: url(*id),
            own: extent == DrawingScope::Around(*id),
            to_here: Sides::new(),
            from_here: Sides::new(),
            arriving: 0,
            leaving: 0,
        };
        nodes.push((row * ROW + ROW / 2, node));
        row += 1;
    }
    let height = row * ROW;
    let mut arcs = Sides::new();
    for (at, from) in roles.iter().enumerate() {
        for career_move in &model.roles[*from].moves {
            let Some(to) = roles.iter().position(|role| *role == career_move.to) else { continue };
            if is_drawn(*from, career_move.to) {
                let (is_down, number) = (to > at, arcs.len());
                arcs.side(is_down).push(Arc { number, path: path(nodes[at].0, nodes[to].0, height) });
                nodes[at].1.from_here.side(is_down).push(number);
                nodes[to].1.to_here.side(is_down).push(number);
            }
        }
    }
    let has_families = !families.is_empty();
    let mut families = families.into_iter().peekable();
    let mut rows = Vec::new();
    for (index, (_, mut node)) in nodes.into_iter().enumerate() {
        if let Some((_, family)) = families.next_if(|(first, _)| *first == index) {
            rows.push(DrawingRow::Family { family });
        }
        (node.arriving, node.leaving) = (node.to_here.len(), node.from_here.len());
        rows.push(DrawingRow::Role(node));
    }
    Drawing { width: WIDTH, height, rows, arcs, has_families }
}

/// Returns the path between two roles, given by the middles of their rows: the longer, the further out it curves.
fn path(from: i64, to: i64, height: i64) -> String {
    // A Bézier curve reaches three quarters of the distance to its two control points, which may lie outside the
    // drawing.
    let room = WIDTH * 4 / 3;
    let out = room / 8 + room * 7 / 8 * (from - to).abs() / height.max(1);
    let (edge, far, port) = if to > from { (0, out, PORT) } else { (WIDTH, WIDTH - out, -PORT) };
    let (start, end) = (from + port, to - port);
    format!("M{edge} {start}C{far} {start} {far} {end} {edge} {end}")
}
