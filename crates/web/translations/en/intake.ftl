breadcrumbs = Breadcrumb
choose = Choose
to-the-family = To the family's page
to-the-history = See all that has happened in the case
places-free = { $n ->
    [0] no free places
    [one] 1 free place
   *[other] { $n } free places
}
families-count = { $n ->
    [one] 1 family
   *[other] { $n } families
}
coordinator-with-room = { $name } – { $places }

room-is-left = There is room
room-is-not-left = There is a wait right now
room-free = { $n ->
    [0] No coordinator has a free place.
    [one] The coordinators have 1 free place.
   *[other] The coordinators have { $n } free places.
}
room-waiting = { $n ->
    [0] Nobody waits.
    [one] 1 family waits.
   *[other] { $n } families wait.
}

refer-title = Refer a family
refer-lead = It takes about five minutes. Talk with the family first: they should know what you write.
refer-household = Name of the family
refer-household-hint = Usually “Familien” or “The … family” with the family name
refer-people = Who is the family?
refer-somebody = People
refer-people-hint = Write at least one. Empty fields do no harm. Without a family name we use the family's.
refer-person = Person { $n }
refer-given = Given name
refer-family = Family name
refer-role = Role in the family
refer-born = Birthday
refer-more-fields = Expected birth or CPR number
refer-expected = Expected birth
refer-expected-hint = Only while the child is not born
refer-cpr = CPR number
refer-cpr-hint = If you have it. Ten digits
refer-add-people = Add more people
refer-criteria = This fits the family
refer-criteria-hint = Tick as many as you like
refer-reasons = Reasons
refer-reasons-hint = Why will one coordinator and one plan help? Begin with what the family is good at.
refer-not-a-notification = A referral is not a notification of concern. If you worry about a child, use the municipality's way for notifications today.
refer-send = Send the referral
field-nobody-named = write at least one person
field-person-twice = the person stands here twice
field-cpr-digits = a CPR number has ten digits
field-cpr-day = there is no such birthday
field-cpr-other-day = the number and the birthday do not fit together
field-cpr-possible = everyone here is invented; write a number that nobody can have
field-cpr-impossible = that number cannot be used
field-born-future = that day has not come yet
field-born-long-ago = that is over 120 years ago
field-not-expected = an expected birth is at most ten months ahead
field-born-and-expected = write either a birthday or an expected birth
field-not-on-list = a choice is no longer on the list
field-no-unit = your account belongs to no unit; ask IT
done-referred = Thank you. The referral has been sent to the team.

referrals-title = Referrals
referrals-lead = The families your unit has referred, and how far each has come.
referrals-empty = Your unit has not referred a family yet.
referral-sent = Sent { $it }
referral-of = Referral: { $it }
referral-from = { $unit }, { $name }, { $day }
referral-standing = Where is it?
referral-declined-because = Reason: { $it }
referral-born = born { $it }
referral-expected = expected { $it }
referral-family = The family here:
referral-not-in-family = Not in the family yet
referral-known-family = The family is in an intervention. The referral can join it.
referral-no-criteria = Nothing was ticked.
referral-decisions = Decided
standing-undecided = Not decided
standing-waiting = On the waiting list
standing-taken_in = Taken in
standing-declined = Declined
standing-text-undecided = The team has it and has not decided yet. You need not do anything.
standing-text-waiting = The family is on the waiting list. The team gets in touch when there is a place.
standing-text-taken_in = The family is in the intervention and has a coordinator.
standing-text-declined = The team could not take the family in. Talk with the team leader about the reason, or refer again when something has changed.
decided-taken-in = Taken in
decided-put-on-list = Put on the waiting list
decided-joined = Joined the intervention that was running
decided-declined = Declined: { $it }
decided-declined-word = Declined: { $reason } – { $word }
decided-by = { $what }. { $name }, { $day }

take-in-heading = Take the family in
take-in-coordinator = Coordinator
take-in-start = First day
take-in-start-hint = At most three months ahead
take-in-send = Take in
take-in-no-room = No coordinator has a free place. Put the family on the waiting list.
put-on-list-heading = Put on the waiting list
put-on-list-text = The family will be number { $n }.
put-on-list-send = Put on the list
decline-heading = Decline
decline-reason = Reason
decline-word = In your own words
decline-word-hint = Optional. Whoever referred does not see it
decline-send = Decline the referral
join-heading = The family is in already
join-text = The referral joins the intervention, and the people it names come into the family.
join-send = Let the referral join
field-coordinator-full = there is no free place any more; choose somebody else
field-before-referral = that is before the referral came
field-start-too-far = that is over three months ahead; put the family on the waiting list
problem-decided = It has been decided already, perhaps by somebody else just now. See how it stands.
problem-course-runs = The family is in an intervention already. The referral can join it.
problem-no-course = The family is no longer in an intervention. Decide anew.
problem-full = That coordinator has no free place any more. Nothing has changed.
problem-moved = The order has changed meanwhile. Here it is as it stands now.
done-taken-in = The family has been taken in.
done-put-on-list = The family is now last on the waiting list.
done-declined = The referral has been declined.
done-joined = The referral has joined the intervention.
done-moved = The order has changed.

team-title = Team
team-free = { $n ->
    [0] No free places.
    [one] 1 free place.
   *[other] { $n } free places.
}
team-undecided = Referrals that wait for you
team-undecided-empty = There are no new referrals. They stand here when somebody refers a family.
team-came = came { $it }
team-course-runs = In an intervention already
team-coordinator-for = Coordinator for { $it }
team-wait = Waiting list
team-more = Read and decide
team-places = Places
team-no-coordinators = There are no coordinators yet. IT adds them under Users.
team-gone = Account closed: hand the families over
team-places-of = Places of { $it }
team-count = { $taken } of { $most }
place-free = free
team-waiting = Waiting list
team-waiting-empty = Nobody waits.
team-waits-since = { $unit } · waits since { $day }
team-overdue = Overdue reviews
team-overdue-empty = Every plan has been reviewed on time.
team-overdue-since = was due { $it }
waiting-move-sooner = Up
waiting-move-later = Down
offer-heading = { $coordinator } has a free place: offer it to { $name }
offer-text = The family is first on the waiting list. It will be taken in, starting today.
offer-send = Take { $it } in
offer-read = Read the referral first

hand-over-title = Hand families over
hand-over-lead = Every family in an intervention goes from one coordinator to another. The history stays.
hand-over-from = From
hand-over-to = To
hand-over-to-hint = There must be room for all of them
hand-over-word = Reason
hand-over-word-hint = Optional. Can be read in the history of the case
hand-over-send = Hand over
hand-over-empty = No coordinator has families in an intervention.
field-same-coordinator = choose somebody else than they come from
field-no-families = there are no families to hand over
field-no-room-for-all = there is no room for all of them; none has been moved
done-handed-over = The families have been handed over.
