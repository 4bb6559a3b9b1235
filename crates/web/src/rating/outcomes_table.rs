//! The lines of the aggregate as people read them: few suppressed, shares with their intervals.

use helhed_casework::fit::{Group, Line, suppressed};
use helhed_reports::{Format, Numbers};

use crate::words::Words;

/// Fewer than this are not shown, nor what would reveal them.
pub(crate) const LEAST: usize = 5;

/// One measure, of active and of closed episodes.
pub(super) struct Measure {
    pub name: String,
    pub active: Cell,
    pub closed: Cell,
}

/// What stands of one group.
#[derive(Default)]
pub(super) struct Cell {
    pub value: String,
    pub n: String,
}

fn cell(w: Words, line: &Line, hidden: bool) -> Cell {
    let numbers = Numbers(w.0);
    if hidden {
        return Cell {
            value: w.t("outcomes-few"),
            n: String::new(),
        };
    }
    let Some(value) = line.value else {
        return Cell {
            value: "–".to_owned(),
            n: String::new(),
        };
    };
    let is_count = value.fract() == 0.0 && value == line.n as f64;
    let value = match line.interval {
        Some((low, high)) => {
            let per_cent = |share| numbers.format(share, Format::Percent(0));
            let values = [
                ("share", per_cent(value)),
                ("low", per_cent(low)),
                ("high", per_cent(high)),
            ];
            let values: Vec<_> = values.iter().map(|(k, v)| (*k, v.as_str())).collect();
            w.args("outcomes-share", &values)
        }
        None if is_count => numbers.fixed(value, 0),
        None => numbers.fixed(value, 2),
    };
    Cell {
        value,
        n: if is_count {
            String::new()
        } else {
            w.n("outcomes-n", line.n)
        },
    }
}

/// The measures in the order of the table.
pub(super) fn measures(w: Words, lines: &[Line]) -> Vec<Measure> {
    let hidden = suppressed(lines, LEAST);
    let mut found: Vec<(&str, Measure)> = Vec::new();
    for (line, hidden) in lines.iter().zip(hidden) {
        let at = found.iter().position(|(name, _)| *name == line.measure);
        let at = at.unwrap_or_else(|| {
            let measure = Measure {
                name: w.t(&format!("outcomes-{}", line.measure)),
                active: Cell::default(),
                closed: Cell::default(),
            };
            found.push((&line.measure, measure));
            found.len() - 1
        });
        let shown = cell(w, line, hidden);
        match line.group {
            Group::Active => found[at].1.active = shown,
            Group::Closed => found[at].1.closed = shown,
        }
    }
    found.into_iter().map(|(_, measure)| measure).collect()
}
