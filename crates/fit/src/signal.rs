//! Signals on a series, and what to talk about now.

use crate::course::Zone;
use crate::norm::Norm;
use crate::saw_tooth::direction_changes;
use crate::series::Series;
use helhed_domain::rating::Total;
use jiff::civil::Date;

/// Cut-off of the session total, 36 points.
pub const SESSION_CUTOFF: Total = match Total::from_tenths(360) {
    Some(total) => total,
    None => unreachable!(),
};

/// A fall of the session total that is a signal, points.
const SESSION_FALL: f64 = 1.0;
/// Days without a rating that are a signal in an open episode.
const SILENT_DAYS: i64 = 30;
/// Changes of direction from which validity is doubtful.
const SAW_TOOTH_CHANGES: usize = 4;
/// Sessions after which a course without change is worth a talk.
const SESSIONS_WITHOUT_CHANGE: usize = 5;

/// Something about a series that should be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Signal {
    /// The last rating is below the expected band.
    Red,
    /// The last rating is below the expected score, within the band.
    Yellow,
    /// The last outcome total is below the clinical cut-off.
    BelowCutoff,
    /// The last session total is under 36.
    SessionLow,
    /// The session total fell by a point or more since the one before.
    SessionFell,
    /// No rating for 30 days in an open episode.
    Silent,
    /// Four or more changes of direction of 6 points or more: validity doubtful.
    SawTooth,
    /// Nobody else has rated a child.
    CollateralMissing,
}

impl Signal {
    /// The word used in tables.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Yellow => "yellow",
            Self::BelowCutoff => "below_cutoff",
            Self::SessionLow => "session_low",
            Self::SessionFell => "session_fell",
            Self::Silent => "no_rating_for_30_days",
            Self::SawTooth => "saw_tooth",
            Self::CollateralMissing => "collateral_missing",
        }
    }
}

/// Signals on an outcome series. `today` is given for an open episode and `None` for a closed one.
pub fn signals(norm: &Norm, series: &Series, today: Option<Date>) -> Vec<Signal> {
    let mut found = Vec::new();
    if let (Some(intake), Some(last)) = (series.intake(), series.last()) {
        match norm.zone(series.after_intake(), intake.total, last.total) {
            Zone::Red => found.push(Signal::Red),
            Zone::Yellow => found.push(Signal::Yellow),
            Zone::Green | Zone::Grey => {}
        }
        if last.total.points() < norm.cutoff {
            found.push(Signal::BelowCutoff);
        }
    }
    found.extend(silent(series, today));
    let changes = direction_changes(series.points().iter().map(|p| p.total));
    if changes >= SAW_TOOTH_CHANGES {
        found.push(Signal::SawTooth);
    }
    found
}

/// Signals on a session series.
pub fn session_signals(series: &Series, today: Option<Date>) -> Vec<Signal> {
    let mut found = Vec::new();
    if let Some(last) = series.last() {
        if last.total < SESSION_CUTOFF {
            found.push(Signal::SessionLow);
        }
        if series
            .before_last()
            .is_some_and(|b| last.total.change_from(b.total) <= -SESSION_FALL)
        {
            found.push(Signal::SessionFell);
        }
    }
    found.extend(silent(series, today));
    found
}

fn silent(series: &Series, today: Option<Date>) -> Option<Signal> {
    let since = today? - series.last()?.date;
    (i64::from(since.get_days()) >= SILENT_DAYS).then_some(Signal::Silent)
}

/// What the conversation should come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Talk {
    /// The own rating fell reliably since the last one.
    FellSinceLast,
    /// The contact itself is rated low.
    ContactRatedLow,
    /// The client and somebody who knows them see it very differently.
    RatersFarApart,
    /// Five sessions without reliable change either way.
    NoChange,
    /// The ratings swing to and fro.
    SawTooth,
}

impl Talk {
    /// Its code: the translations hold `talk-CODE`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FellSinceLast => "fell",
            Self::ContactRatedLow => "contact_low",
            Self::RatersFarApart => "far_apart",
            Self::NoChange => "no_change",
            Self::SawTooth => "saw_tooth",
        }
    }
}

/// What to talk about, from the client's own outcome series, their session series and the last
/// collateral totals. *Fell* and *no change* are told in the norm's reliable change; raters are far
/// apart at twice that.
pub fn talk_about(norm: &Norm, own: &Series, session: &Series, collateral: &[Total]) -> Vec<Talk> {
    let mut found = Vec::new();
    let last = own.last().map(|p| p.total);
    let change = |from: Option<Total>| last.zip(from).map(|(l, f)| l.change_from(f));
    if change(own.before_last().map(|p| p.total)).is_some_and(|c| c <= -norm.rci) {
        found.push(Talk::FellSinceLast);
    }
    if session_signals(session, None)
        .iter()
        .any(|s| matches!(s, Signal::SessionLow | Signal::SessionFell))
    {
        found.push(Talk::ContactRatedLow);
    }
    if collateral
        .iter()
        .any(|c| change(Some(*c)).is_some_and(|d| d.abs() >= 2.0 * norm.rci))
    {
        found.push(Talk::RatersFarApart);
    }
    let since_intake = change(own.intake().map(|p| p.total));
    if own.after_intake() >= SESSIONS_WITHOUT_CHANGE
        && since_intake.is_some_and(|c| c.abs() < norm.rci)
    {
        found.push(Talk::NoChange);
    }
    if direction_changes(own.points().iter().map(|p| p.total)) >= SAW_TOOTH_CHANGES {
        found.push(Talk::SawTooth);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::norm::{NormSet, Respondent};
    use crate::series::Point;
    use jiff::ToSpan;
    use jiff::civil::date;

    const FIRST: Date = date(2026, 3, 2);

    /// Weekly ratings.
    fn series(points: &[f64]) -> Series {
        let weekly = points.iter().zip(0i64..).map(|(p, week)| Point {
            date: FIRST + week.weeks(),
            total: Total::from_tenths((p * 10.0).round() as u16).expect("in range"),
        });
        Series::new(weekly.collect())
    }

    fn norm() -> Norm {
        NormSet::illustrative()
            .norm(Respondent::Own, 30)
            .expect("adults")
            .clone()
    }

    #[test]
    fn zone_and_cutoff() {
        assert_eq!(
            signals(&norm(), &series(&[24.3, 22.0, 23.1]), None),
            [Signal::Yellow, Signal::BelowCutoff]
        );
        assert_eq!(
            signals(&norm(), &series(&[30.0, 20.0]), None),
            [Signal::Red, Signal::BelowCutoff]
        );
        assert_eq!(signals(&norm(), &series(&[26.0]), None), []);
        assert_eq!(signals(&norm(), &series(&[]), None), []);
    }

    #[test]
    fn thirty_days_without_a_rating() {
        let one = series(&[26.0]);
        assert_eq!(signals(&norm(), &one, Some(FIRST + 29.days())), []);
        assert_eq!(
            signals(&norm(), &one, Some(FIRST + 30.days())),
            [Signal::Silent]
        );
    }

    #[test]
    fn session_totals() {
        assert_eq!(session_signals(&series(&[36.0]), None), []);
        assert_eq!(
            session_signals(&series(&[35.9]), None),
            [Signal::SessionLow]
        );
        assert_eq!(
            session_signals(&series(&[39.0, 38.0]), None),
            [Signal::SessionFell]
        );
        assert_eq!(session_signals(&series(&[39.0, 38.1]), None), []);
    }

    #[test]
    fn swings_make_validity_doubtful() {
        let found = signals(
            &norm(),
            &series(&[20.0, 30.0, 20.0, 30.0, 20.0, 30.0]),
            None,
        );
        assert!(found.contains(&Signal::SawTooth));
    }

    #[test]
    fn what_to_talk_about() {
        let none = series(&[]);
        let low = [Total::from_tenths(120).expect("in range")];
        let falling = series(&[26.0, 32.0, 26.5]);
        assert_eq!(
            talk_about(&norm(), &falling, &none, &low),
            [Talk::FellSinceLast, Talk::RatersFarApart]
        );
        let flat = series(&[20.0, 21.0, 20.0, 22.0, 21.0, 20.5]);
        assert_eq!(
            talk_about(&norm(), &flat, &series(&[30.0]), &[]),
            [Talk::ContactRatedLow, Talk::NoChange]
        );
    }
}
