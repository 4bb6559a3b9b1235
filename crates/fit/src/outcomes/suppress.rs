//! Small numbers in outputs that people read: a count of 1 to 4 is not shown, nor what would reveal
//! it. The machine tables carry full figures.

use super::Line;

/// Which lines an output for people leaves out, with counts from 1 to below `min_cell` suppressed:
///
/// - a line that rests on so few, or a share with so few on either side;
/// - all three age groups where one of them is suppressed, since the rest and the total reveal it.
pub fn suppressed(lines: &[Line], min_cell: usize) -> Vec<bool> {
    let few = |count: usize| count > 0 && count < min_cell;
    let mut hidden = lines
        .iter()
        .map(|line| {
            let share = line
                .interval
                .and(line.value)
                .map(|v| (v * line.n as f64).round() as usize);
            few(line.n) || share.is_some_and(|count| few(count) || few(line.n - count.min(line.n)))
        })
        .collect::<Vec<_>>();
    for i in 0..lines.len() {
        let whole = |j: usize| {
            let part_of = lines[j].measure.strip_prefix(&lines[i].measure);
            lines[j].group == lines[i].group && part_of.is_some_and(|rest| rest.starts_with('_'))
        };
        let parts = (0..lines.len()).filter(|j| whole(*j)).collect::<Vec<_>>();
        if parts.iter().any(|j| hidden[*j]) {
            parts.into_iter().for_each(|j| hidden[j] = true);
        }
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcomes::Group;

    fn line(measure: &str, value: f64, n: usize, share: bool) -> Line {
        Line {
            group: Group::Closed,
            measure: measure.to_owned(),
            value: Some(value),
            n,
            interval: share.then_some((0.0, 1.0)),
        }
    }

    #[test]
    fn few_people_are_not_shown_and_not_revealed() {
        let lines = [
            line("client_intake_ors", 25.0, 40, false),
            line("client_intake_ors_adults", 24.0, 20, false),
            line("client_intake_ors_adolescents", 28.0, 17, false),
            line("client_intake_ors_children", 33.0, 3, false),
            line("client_reaching_target", 0.5, 40, true),
            line("client_deteriorated", 0.05, 40, true),
            line("client_above_cutoff", 0.95, 40, true),
            line("client_reliable_change", 0.0, 40, true),
            line("collateral_raters", 4.0, 4, false),
        ];
        let expected = [false, true, true, true, false, true, true, false, true];
        assert_eq!(suppressed(&lines, 5), expected);
        assert!(suppressed(&lines, 0).iter().all(|hidden| !hidden));
    }
}
