goal-no-such-parent = a long-term goal leads to a wish, a short one to a long one, a sub-goal to a short one
goal-wish-with-parent = a wish leads to nothing else; choose Nothing
goal-parent-missing = choose the short-term goal that the sub-goal is a part of
level-wish = Wish
level-long = Long-term goal
level-short = Step
level-sub = Sub-goal
plan-views = The plan seen in three ways
plan-view-family = The family’s road
plan-view-coordination = Coordination
plan-view-versions = Versions
plan-pdf = Fetch the plan (PDF)
plan-next-review = Review
plan-gaps = { $n ->
    [one] The plan lacks 1 thing
   *[other] The plan lacks { $n } things
}
plan-agreed = Who agrees to version { $n }?
road-start = Start
road-here = We are here
road-finish = Finish
road-towards = Where we want to be
road-before = { $n ->
    [one] 1 step before
   *[other] { $n } steps before
}
road-after = { $n ->
    [one] 1 more step
   *[other] { $n } more steps
}
road-desc = { $n ->
    [0] A road from start to finish. There are no steps on it yet.
    [one] A road from start to finish with 1 step. The arrow shows where the family is. The same stands as text beside it.
   *[other] A road from start to finish with { $n } steps. The arrow shows where the family is. The same stands as text beside it.
}
road-table = The steps
road-number = No.
road-step = Step
road-state = How far
road-owner = Who
road-day = When
ours-title = Our plan
ours-lead = This is the road to where you want to be.
ours-reached = { $n ->
    [0] We have just begun.
    [one] We have reached 1 step.
   *[other] We have reached { $n } steps.
}
ours-next = The next step:
word-new = Write how it goes
word-title = How does it go?
word-moved = Has it moved?
moved-forward = It has moved forward
moved-still = It stands still
moved-back = It has moved back
word-word = A word on it
word-word-hint = One line. Begin with what goes well.
word-save = Save the word
done-word = The word is saved.
review-goals = The goals one by one
review-goals-hint = Write only of those you talked about. The word then stands beside the goal.
review-said-nothing = Not talked about
measure-new = Write a measure
measure-change = Put the measure right
measure-annul = Annul the measure
measure-annul-lead = The measure stays in the case with your reason, and counts no more.
measure-kind = What is it?
measure-support = Public support
measure-activation = Activation
measure-measure = Help to the family or the child
measure-case = Case
measure-day_care = Day care or an offer at school
measure-treatment = Treatment
measure-title = What is it called?
measure-title-hint = For example: Talks with a psychologist
measure-concerns = Whom is it for?
measure-given-by = Who gives it? (optional)
measure-law = By which law? (optional)
measure-none = Not chosen
measure-from = From
measure-until = Until (optional)
measure-asks = What does it ask? (optional)
measure-weekly = How many times a week?
measure-weekly-hint = A number. It counts towards what the family can carry.
measure-goals = Which goals does it help? (optional)
measure-save = Save the measure
measure-ends-before = it ends before it begins
measure-before-birth = that is before the birth; check the day
measure-too-far = that is over two years ahead
measure-too-often = write a number from 0 to 21
measure-is-annulled = it is annulled
measure-not-in-force = the law held neither on that day nor today
measure-no-law = no legal basis
measure-times = { $n ->
    [one] once a week
   *[other] { $n } times a week
}
measure-state-holds = under way
measure-state-over = over
done-measure = The measure is saved.
done-measure-changed = The measure is put right.
done-measure-annulled = The measure is annulled.
coordination-title = Coordination of the plan
coordination-gaps = What the plan lacks
coordination-covering = Other plans that this one stands for
coordination-covering-none = The plan stands for no others yet. Choose it at a goal.
coordination-replaces = Stands for the other plan
coordination-missing = Missing:
coordination-agree = { $n ->
    [one] 1 agrees
   *[other] { $n } agree
}
coordination-decline = { $n ->
    [0] nobody says no
    [one] 1 says no
   *[other] { $n } say no
}
coordination-goals = { $n ->
    [one] 1 goal
   *[other] { $n } goals
}
coordination-loose = Measures without a goal
gap-no_owner = nobody carries it
gap-owner_left = who carries it is no longer in the family
gap-no_day = there is no day
gap-late = the day has passed
gap-no_steps = no step leads there
gap-task_owner_left = who was to do it is no longer in the family
plan-need-goal = an open goal
plan-need-owner = somebody who carries each goal
plan-need-day = a day for each goal
plan-need-legal_basis = a measure with its legal basis
plan-need-review = a review in time
plan-need-person_agrees = that whom it is about agrees
plan-need-child_heard = that the child itself is heard
plan-need-authority_agrees = that the authority agrees
cover-title = Stands for other plans
cover-plans = Which plans should the goal stand for?
cover-plans-hint = One plan may stand for several when the family says yes. The coordination shows what is missing.
cover-save = Save
cover-stands-for = Stands for: { $it }
done-cover = The plans that the goal stands for are saved.
keep-title = Keep the goal from somebody
keep-lead = Others see the goal when it is shared with them. Here you can keep it from one, whatever is shared.
keep-now = Kept from
keep-party = Who should not see it?
keep-save = Keep the goal from them
keep-lift = Let them see it again
keep-from = Kept from { $it }
done-kept = The goal is kept from them.
done-kept-lifted = The goal is kept from them no more.
versions-title = Versions of the plan
versions-lead = A version is the plan as it stood that day. It never changes.
versions-empty = The first version comes here when you hold a review, or when you keep one yourself.
version-number = Version { $n }
version-of-review = from a review
version-keep = Keep the plan as it stands now
version-why = Why? (optional)
version-why-hint = For example: Agreed at the network meeting
version-save = Keep a version
done-version = The plan is kept as it stands.
compare-title = Two versions side by side
compare-from = From version
compare-to = To version
compare-do = Compare
compare-same = The two versions say the same.
compare-before = Before
compare-after = After
compare-unchanged = { $n ->
    [one] 1 thing stands as it stood.
   *[other] { $n } things stand as they stood.
}
plan-part-goal = Goal
plan-part-task = Task
plan-part-measure = Measure
plan-change-added = New
plan-change-removed = Gone
plan-change-moved = Moved
plan-change-changed = Changed
agree-new = Write who agrees
agree-title = Who agrees to version { $n }?
agree-lead = Write what each says to version { $n } of the plan, and on which day they said it.
agree-party = Who?
agree-stance = What do they say?
agreement-agrees = agrees
agreement-declines = does not agree
agree-word = A word with it (a no needs one)
agree-word-hint = For example what they want to be different
agree-on = Which day?
agree-save = Save the answer
agree-before-version = the day is before the version
agree-nobody = Nobody has answered yet.
done-agreement = The answer is saved.
plan-answer-title = What do you say to the plan?
plan-answer-lead = It is your plan. Say yes if you can stand by it. Say no if something must be different.
plan-answer-version = The plan as it stood { $it }
plan-answer-ask = The plan was saved { $it }. Say whether you are with it.
plan-answer-do = Answer the plan
plan-answer-again = Answer again
plan-answer-stance = Are you with the plan?
plan-answer-agrees = Yes, I am with it
plan-answer-declines = No, not as it is now
plan-answered-agrees = You have said yes
plan-answered-declines = You have said no
plan-answer-word = A word with it (write it if you say no)
plan-answer-word-hint = For example what must be different
plan-answer-word-missing = write what must be different
plan-answer-newer = the plan was saved anew while you read; read it, and answer again
plan-answer-save = Send the answer
done-answer = Thank you. Your answer is saved.
