//! What people do, told once and played on every database that can hold it: SQLite in memory, SQLite in a file (as installed:
//! WAL, readers beside the writer) and PostgreSQL. Each story has two houses on the same data, as two processes would have,
//! and ends with the audit chain walked from its first entry to its last.

mod accounts;
mod approval;
mod around;
mod asking;
mod called;
mod capacity;
mod case;
mod catching_up;
mod clock;
mod collision;
mod coming_in;
mod data_requests;
mod deciding;
mod documents;
mod draft;
mod economy;
mod editing;
mod evaluation;
mod failing;
mod finding;
mod first;
mod following;
mod genogram;
mod keys;
mod map;
mod meeting;
mod members;
mod method;
mod minutes;
mod needs;
mod notices;
mod order;
mod outbox;
mod overlapping;
mod party_access;
mod passkeys;
mod place;
mod plan;
mod rating_import;
mod rating_links;
mod rating_sharing;
mod ratings;
mod replica;
mod retention;
mod sending;
mod sharing;
mod sign_in;
mod timeline;
mod waiting;

use place::Place;

macro_rules! stories {
    ($($area:ident::$story:ident),+ $(,)?) => {
        mod in_memory {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                let place = super::Place::in_memory().await;
                super::$area::$story(&place).await;
                place.chain_holds().await;
            })+
        }
        mod in_a_file {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                let place = super::Place::in_a_file().await;
                super::$area::$story(&place).await;
                place.chain_holds().await;
            })+
        }
        mod in_postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $story() {
                let place = super::Place::in_postgres().await;
                super::$area::$story(&place).await;
                place.chain_holds().await;
            })+
        }
    };
}

stories! {
    coming_in::a_provider_sends_back_once_and_one_account_is_made,
    coming_in::a_code_is_good_once_in_either_house,
    data_requests::a_mother_asks_for_a_correction_and_reads_the_answer,
    data_requests::a_case_that_may_only_be_kept_is_open_for_a_ground_alone,
    data_requests::a_note_that_may_only_be_kept_says_nothing,
    data_requests::what_may_only_be_kept_neither_leaves_nor_counts,
    passkeys::a_passkey_is_shown_once_in_either_house,
    coming_in::the_staff_file_is_taken_whole_or_not_at_all,
    sharing::a_consent_opens_and_a_withdrawal_closes,
    sharing::joint_custody_takes_both,
    sharing::the_law_opens_too_and_is_counted,
    sharing::a_lock_closes_and_an_emergency_opens,
    sharing::what_was_read_is_kept,
    overlapping::of_overlapping_consents_the_narrower_wins,
    sign_in::a_session_is_the_same_in_both_houses,
    sign_in::wrong_tries_count_together,
    case::from_referral_to_closing_and_again,
    waiting::the_list_is_one_list,
    waiting::a_place_that_comes_free_is_offered_to_the_first,
    capacity::the_tenth_place_goes_to_one_of_two,
    capacity::one_family_is_taken_in_once,
    capacity::a_hand_over_and_a_taking_in_do_not_pass_each_other,
    editing::of_two_editors_one_is_told,
    editing::one_ends_a_task_and_the_other_is_told,
    editing::of_two_who_set_custody_one_is_told,
    sending::a_form_sent_twice_counts_once,
    sending::a_form_of_somebody_else_is_no_obstacle,
    draft::a_draft_is_found_from_both_houses_and_goes_with_its_form,
    members::a_number_belongs_to_one_person,
    members::two_who_enter_a_number_at_once_enter_one_person,
    members::relations_and_custody,
    around::everyone_around_and_how_many_there_were_before,
    asking::one_statement_serves_until_it_is_annulled,
    asking::a_link_is_used_once_by_one_of_two,
    asking::wrong_codes_count_in_both_houses,
    asking::taken_back_or_answered_never_both,
    asking::a_statement_is_seen_by_the_lens_alone,
    needs::everybody_says_their_part_and_sees_no_more,
    map::two_at_once_lose_nothing,
    minutes::each_follows_by_their_lens,
    following::followers_share_a_reading,
    following::a_meeting_is_moved_under_the_pen,
    catching_up::what_came_after_is_told_and_nothing_twice,
    minutes::the_pen_is_one_and_nothing_is_lost,
    deciding::anybody_speaks_up,
    deciding::what_is_decided_is_real_at_once,
    needs::nobody_is_asked_twice,
    timeline::each_sees_a_timeline_of_their_own,
    timeline::a_crisis_has_a_sign_of_its_own,
    genogram::kin_and_closeness,
    first::what_stands_in_the_way_comes_first,
    plan::a_goal_is_served_and_kept_from_one,
    plan::versions_are_compared_and_agreed_to,
    plan::the_family_says_yes_or_no_itself,
    plan::whoever_leaves_leaves_their_tasks,
    collision::what_is_set_aside_comes_back_when_it_changes,
    collision::pick_ups_and_loads_change_and_end,
    method::the_checklist_fills_itself,
    method::a_family_is_followed_with_a_status_twice_a_year,
    approval::closed_minutes_stay_and_everybody_says_whether_it_was_like_that,
    approval::what_was_agreed_is_followed_until_it_is_done,
    order::what_has_no_day_comes_last,
    economy::scenarios_and_prices_are_kept_in_versions,
    economy::what_a_family_costs_is_noted_changed_and_annulled,
    evaluation::a_run_is_begun_once_and_read_in_both_houses,
    finding::a_search_finds_the_same_in_both_houses,
    accounts::a_sign_in_name_is_taken_once,
    accounts::who_is_shut_out_is_out_at_once,
    retention::a_case_is_proposed_approved_archived_and_deleted,
    clock::an_hour_that_comes_twice_undoes_nothing,
    clock::both_nights_of_the_year_have_all_their_hours,
    keys::everything_is_sealed_again_while_others_write,
    retention::a_hold_stops_everything_and_a_case_taken_up_again_stays,
    retention::what_a_backup_brings_back_is_deleted_again,
    documents::a_file_is_kept_read_and_annulled,
    documents::of_two_who_annul_one_is_told,
    documents::a_partner_reads_what_is_shared_until_it_is_taken_back,
    party_access::a_mother_asks_for_her_case_and_reads_who_has_read,
    ratings::a_course_from_first_rating_to_closing,
    ratings::what_cannot_be_is_refused,
    ratings::who_sees_and_who_rates,
    ratings::the_aggregate_and_supervision,
    rating_links::a_link_is_used_once_by_whoever_has_its_code,
    rating_links::what_is_wrong_with_a_link_is_told,
    rating_sharing::a_rating_is_seen_by_consent_and_no_longer,
    outbox::a_letter_is_tried_until_it_is_gone,
    meeting::letters_follow_the_meeting,
    meeting::the_mail_server_is_down_for_an_hour,
    meeting::who_has_no_email_is_told_by_text_message,
    meeting::a_time_is_found_that_collides_with_nothing,
    called::each_hears_what_there_is_a_basis_for,
    called::what_is_open_comes_on_the_agenda,
    called::a_calendar_has_a_secret_that_is_renewed,
    outbox::a_letter_ends_refused_given_up_or_unneeded,
    rating_import::another_systems_ratings_come_in_once_or_not_at_all,
    failing::what_fails_leaves_nothing,
    failing::what_is_not_committed_never_was,
}
