//! Pages of referral and intake: referring, one's own referrals, the team's table, the decision.

mod hand_over;
mod refer;
mod refer_people;
mod referral;
mod referrals;
mod team;

pub(crate) use referral::decision_words;

use helhed_casework::domain::account::Role;

use crate::routes::{RouteSpec, Who};

/// Whoever works around families may refer one.
const REFERRERS: Who = Who::Roles(&[Role::Partner, Role::Coordinator, Role::TeamLeader]);
const LEADER: Who = Who::Roles(&[Role::TeamLeader]);

/// The routes of this area.
pub(crate) fn routes() -> Vec<RouteSpec> {
    vec![
        RouteSpec::page("/refer", REFERRERS, refer::page),
        RouteSpec::form("/refer", REFERRERS, refer::take),
        RouteSpec::page("/referrals", REFERRERS, referrals::page),
        RouteSpec::page("/referrals/{id}", REFERRERS, referral::page),
        RouteSpec::form("/referrals/{id}", LEADER, referral::take),
        RouteSpec::page("/team", LEADER, team::page),
        RouteSpec::form("/team", LEADER, team::take),
        RouteSpec::page("/team/hand-over", LEADER, hand_over::page),
        RouteSpec::form("/team/hand-over", LEADER, hand_over::take),
    ]
}
