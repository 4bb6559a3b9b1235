//! Pages of marks and the tree of what they mean, before they are written.

use krilla::tagging::TagKind;

use super::shape::Set;
use crate::figure::{Drawing, Ink};

/// A4 in points.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);
/// Left and right margin.
pub(super) const SIDE: f32 = 62.0;
/// First base line and last line of the type area.
pub(super) const TOP: f32 = 68.0;
/// Where the type area ends.
pub(super) const BOTTOM: f32 = 772.0;
/// Width of the type area.
pub(super) const WIDE: f32 = PAGE.0 - 2.0 * SIDE;

/// A mark on a page.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// A line of words from its base line.
    Words { at: (f32, f32), set: Set, ink: Ink },
    /// A rule.
    Rule {
        from: (f32, f32),
        to: (f32, f32),
        width: f32,
        ink: Ink,
    },
    /// A surface.
    Surface {
        at: (f32, f32),
        size: (f32, f32),
        rgb: [u8; 3],
    },
    /// A picture from its upper left corner.
    Picture {
        at: (f32, f32),
        scale: f32,
        drawing: Drawing,
    },
}

/// A mark and the leaf of the tree it belongs to; without one it is furniture.
#[derive(Clone, Debug)]
pub(super) struct Put {
    pub(super) leaf: Option<usize>,
    pub(super) what: What,
}

/// A node of the tree.
#[derive(Debug)]
pub(super) struct Branch {
    pub(super) tag: TagKind,
    pub(super) children: Vec<Child>,
}

/// What a branch holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Child {
    Branch(usize),
    Leaf(usize),
}

/// An entry of the outline.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) title: String,
    pub(super) level: usize,
    pub(super) page: usize,
    pub(super) y: f32,
}

/// Everything that is to be written.
#[derive(Debug, Default)]
pub(super) struct Sheets {
    pub(super) pages: Vec<Vec<Put>>,
    pub(super) branches: Vec<Branch>,
    pub(super) roots: Vec<usize>,
    pub(super) leaves: usize,
    pub(super) outline: Vec<Entry>,
}

impl Sheets {
    /// A new branch under another, or at the root.
    pub(super) fn branch(&mut self, above: Option<usize>, tag: impl Into<TagKind>) -> usize {
        let at = self.branches.len();
        self.branches.push(Branch {
            tag: tag.into(),
            children: Vec::new(),
        });
        match above {
            Some(above) => self.branches[above].children.push(Child::Branch(at)),
            None => self.roots.push(at),
        }
        at
    }

    /// A new leaf under a branch.
    pub(super) fn leaf(&mut self, above: usize) -> usize {
        let at = self.leaves;
        self.leaves += 1;
        self.branches[above].children.push(Child::Leaf(at));
        at
    }

    /// A branch with one leaf.
    pub(super) fn tagged(&mut self, above: usize, tag: impl Into<TagKind>) -> usize {
        let branch = self.branch(Some(above), tag);
        self.leaf(branch)
    }
}
