//! Feedback ratings (FIT): episodes, raters, ratings, courses, links for those outside, and what they come to.

mod add_rater;
mod alert;
mod annul_rating;
mod answer_invitation;
mod close_episode;
mod course;
mod course_page;
mod files;
mod import_ratings;
mod invite;
mod open_episode;
mod outcomes_page;
mod rate;
mod ratings_page;
mod rows;
mod settings;
mod supervision_page;

pub use add_rater::{AddRater, AddRaterError, add_rater};
pub use alert::RatingAlert;
pub(crate) use alert::alerts_in;
pub use annul_rating::{AnnulRating, AnnulRatingError, annul_rating};
pub use answer_invitation::{
    InvitationError, Key, answer_invitation, open_invitation, return_invitation,
};
pub use close_episode::{CloseEpisode, CloseEpisodeError, close_episode};
pub use course::{OtherCourse, PersonCourse};
pub use course_page::{CourseEvent, CoursePage, CourseTold, course_page};
pub use files::{RatingFiles, files_of_house, rating_files};
pub use helhed_store::invitation::{Invitation, InvitationLine, Invited};
pub use import_ratings::{ImportFault, ImportProblem, Imported, import_ratings};
pub use invite::{Invite, InviteError, invite, take_back_invitation};
pub use open_episode::{OpenEpisode, OpenEpisodeError, open_episode};
pub use outcomes_page::{OutcomesPage, outcomes_page};
pub use rate::{Rate, RateError, Rater, rate};
pub(crate) use ratings_page::latest_rating;
pub use ratings_page::{RatedPerson, RatingsPage, our_ratings, rating_form, ratings_page};
pub(crate) use rows::{Renamed, rating_rows};
pub use settings::{RatingSettings, SettingsFault};
pub use supervision_page::{SupervisionPage, supervision_page};
