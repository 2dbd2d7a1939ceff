//! Ways between roles as a drawing: roles stand under each other in the order of their families, ways down go by the right
//! and ways up by the left. Geometry only, in units of the drawing (a pixel where it is not scaled); the template makes
//! the SVG.
//!
//! Ways leave and arrive at ports of their own, so an arrowhead stands only where ways arrive, and all that come from one
//! side share it. There is deliberately no layout by forces: the same roles always stand in the same place, and a new
//! one moves nothing but what is below it.

use std::collections::BTreeSet;

use serde::Serialize;

use super::super::matrix::by_family;
use crate::compare::ways::arrivals;
use crate::model::{Model, Number as _, RoleId};

/// A drawing.
#[derive(Debug, Hash, Serialize)]
pub struct Drawing {
    width: u32,
    height: u32,
    /// Where the boxes of roles begin, and how large they are.
    left: u32,
    box_width: u32,
    box_height: u32,
    /// The middle of the boxes.
    middle: u32,
    families: Vec<Heading>,
    nodes: Vec<Node>,
    /// The paths of the ways.
    curves: Vec<String>,
    /// The paths of the arrowheads.
    heads: Vec<String>,
}

/// The name of a family, above its roles.
#[derive(Debug, Hash, Serialize)]
struct Heading {
    label: String,
    y: u32,
}

/// A role.
#[derive(Debug, Hash, Serialize)]
struct Node {
    short: String,
    /// Where it leads.
    url: String,
    /// The middle of its box, and the top.
    y: u32,
    top: u32,
    /// Whether the drawing is about this role.
    own: bool,
    /// The ways that are drawn to it and from it, by their places in `curves`.
    to_here: Vec<usize>,
    from_here: Vec<usize>,
}

/// What is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// Every role and every way.
    All,
    /// One role, and the ways that lead to it and from it.
    Around(RoleId),
}

/// How wide a drawing is.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    width: u32,
    box_width: u32,
}

impl Form {
    /// For a tablet and a desktop.
    pub const WIDE: Form = Form { width: 1000, box_width: 260 };
    /// For a phone, and for a column: the words are as large as those around it.
    pub const NARROW: Form = Form { width: 358, box_width: 196 };
}

/// The height of a role's box, the space below it, and the height of a family's name. A finger needs 24 pixels (WCAG 2.2,
/// 2.5.8).
const BOX: u32 = 28;
const GAP: u32 = 6;
const HEADING: u32 = 34;
/// How far a port lies from the middle of its box, and how long an arrowhead is.
const PORT: u32 = 6;
const HEAD: u32 = 7;

/// Draws the ways of a site. `url` is where a role in it leads.
pub fn drawing(model: &Model, extent: Extent, form: Form, url: impl Fn(RoleId) -> String) -> Drawing {
    let arrivals = arrivals(model);
    let is_drawn = |from: RoleId, to: RoleId| match extent {
        Extent::All => true,
        Extent::Around(role) => from == role || to == role,
    };
    let is_shown = |role: RoleId| match extent {
        Extent::All => true,
        Extent::Around(own) => {
            role == own
                || arrivals[own.index()].contains(&role)
                || model.roles[own].moves.iter().any(|known| known.to == role)
        }
    };
    let roles: Vec<RoleId> = by_family(model).into_iter().filter(|role| is_shown(*role)).collect();
    let (mut families, mut nodes, mut y) = (Vec::new(), Vec::new(), 0);
    for (index, id) in roles.iter().enumerate() {
        let role = &model.roles[*id];
        if extent == Extent::All && (index == 0 || model.roles[roles[index - 1]].family != role.family) {
            let family = model.families.values().nth(role.family.index());
            y += HEADING;
            families.push(Heading { label: family.map(|f| f.label.clone()).unwrap_or_default(), y: y - 10 });
        }
        nodes.push(Node {
            short: role.short.clone(),
            url: url(*id),
            y: y + BOX / 2,
            top: y,
            own: extent == Extent::Around(*id),
            to_here: Vec::new(),
            from_here: Vec::new(),
        });
        y += BOX + GAP;
    }
    let sides = Sides { left: (form.width - form.box_width) / 2, form, height: y };
    let (mut curves, mut heads) = (Vec::new(), BTreeSet::new());
    for (at, from) in roles.iter().enumerate() {
        for known in &model.roles[*from].moves {
            let Some(to) = roles.iter().position(|role| *role == known.to) else { continue };
            if is_drawn(*from, known.to) {
                nodes[at].from_here.push(curves.len());
                nodes[to].to_here.push(curves.len());
                curves.push(sides.curve(nodes[at].y, nodes[to].y));
                heads.insert((to, to > at));
            }
        }
    }
    Drawing {
        width: form.width,
        height: y,
        left: sides.left,
        box_width: form.box_width,
        box_height: BOX,
        middle: sides.left + form.box_width / 2,
        heads: heads.into_iter().map(|(role, is_down)| sides.head(nodes[role].y, is_down)).collect(),
        families,
        nodes,
        curves,
    }
}

/// The space to the left and to the right of the boxes.
struct Sides {
    left: u32,
    form: Form,
    height: u32,
}

impl Sides {
    /// A curve from one role to another: the further apart they are, the further out it goes.
    fn curve(&self, from: u32, to: u32) -> String {
        let right = self.left + self.form.box_width;
        // The curve comes three quarters as far out as its two middle points.
        let room = (self.left - HEAD) * 4 / 3;
        let out = room / 8 + room * 7 / 8 * from.abs_diff(to) / self.height.max(1);
        if to > from {
            let (start, end) = (from + PORT, to - PORT);
            let far = right + HEAD + out;
            format!("M{right} {start}C{far} {start} {far} {end} {} {end}", right + HEAD)
        } else {
            let (start, end) = (from - PORT, to + PORT);
            // Middle points may lie outside of the drawing, where the curve never comes.
            let far = i64::from(self.left) - i64::from(HEAD) - i64::from(out);
            format!("M{} {start}C{far} {start} {far} {end} {} {end}", self.left, self.left - HEAD)
        }
    }

    /// An arrowhead that points at a role's box, from the side on which ways down or up arrive.
    fn head(&self, y: u32, is_down: bool) -> String {
        if is_down {
            let right = self.left + self.form.box_width;
            format!("M{right} {}l{HEAD}-4v8z", y - PORT)
        } else {
            format!("M{} {}l-{HEAD}-4v8z", self.left, y + PORT)
        }
    }
}
