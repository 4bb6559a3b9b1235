menu-decisions = From decision to action
minutes-approval-approves = It was like that
minutes-approval-objects = It was not like that
minutes-state-open = The minutes are being written
minutes-state-for_approval = The minutes wait for everybody to say whether it was like that
minutes-state-approved = Everybody who was there has approved the minutes
minutes-state-objected = Somebody says it was not like that. The words stay, and what was said against them stands beside them
minutes-state-unopposed = Not everybody has answered, and nobody objected in time
aloud-title = Read the minutes aloud
aloud-lead = The meeting { $it }. Read it out, put right what is not right, and then close the minutes together.
aloud-close-title = Close the minutes
aloud-close-lead = Once the minutes are closed, their words do not change any more. Everybody who was there can say whether it was like that, and what is missing can be added beside them.
aloud-close = Close the minutes
aloud-only-pen = Whoever of the team holds the pen closes the minutes.
aloud-is-closed = The minutes are closed.
aloud-remarks = { $n ->
    [one] One thing was said to the minutes that is not settled.
   *[other] { $n } things were said to the minutes that are not settled.
}
aloud-settle = Go to the minutes and settle it
aloud-undone = { $n ->
    [one] One line has not become anything yet. Nobody will be reminded of it:
   *[other] { $n } lines have not become anything yet. Nobody will be reminded of them:
}
aloud-make-them = Go to the minutes and say who and when
aloud-changed = something was written since this page was read. Here it is as it is now; read it, and then close
aloud-remarks-open = something was said to the minutes that is not settled yet
aloud-to = Read aloud and close
approval-title = Approval of the minutes
approval-to = Who has approved
approval-days = { $n ->
    [one] One day is waited.
   *[other] { $n } days are waited.
}
approval-voices = Who was there
approval-nobody = Nobody is written down as taking part.
approval-not-yet = Has not answered
approval-say = Say whether it was like that
approval-heard = Note down what they say
approval-ask = Send a link
approval-pdf = The minutes as PDF
approval-by-link = { $when }, by a link
approval-by-account = { $when }, written by { $name }
approval-ask-title = Ask by a link
approval-ask-lead = { $it } reads what they may see of the minutes and says whether it was like that.
approval-email-hint = Then we send the link. Leave it empty if you pass it on yourself.
approval-make-link = Make the link
approval-link-lead = { $name }, you were at a meeting { $when }. Read, and say whether it was like that.
approval-link-nothing = There is nothing in the minutes that you may read. You can still say something to them.
say-title = Was it like that?
say-lead = The last thing you say is what counts.
say-for = Write down what { $it } says.
say-stance = Was it like that?
say-word = What was different?
say-word-hint = To be written if it was not like that.
say-word-missing = write what was different
say-save = Send
minutes-addendum-title = Add to the minutes
minutes-addendum-lead = The words of the minutes do not change. What you write stands beside the section that you choose and is seen by those who may see it.
minutes-addendum-label = Added after the meeting
minutes-addendum-body = Addition
minutes-addendum-body-hint = Write what is missing or was wrong.
minutes-addendum-save = Add
told-who-by = { $name }, by { $day }
told-first = comes first
paper-came = Present
paper-written-by = Written by
paper-state = Where it stands
letter-subject-approve = The minutes of a meeting wait for you
letter-asks-approve = You were at a meeting in { $municipality }. Read the minutes, and say whether it was like that.
done-minutes-closed = The minutes are closed and lie in the case.
done-said = Thank you. It is written down.
done-minutes-added = It is added.
agreed-title = Agreed at the meetings
agreed-lead = Meeting by meeting: what was agreed, who does it, and how it goes.
agreed-none = Nothing has been agreed at a meeting yet.
agreed-done = { $done } of { $all } are done.
agreed-median = { $n ->
    [0] Half were done the same day.
    [one] Half were done within a day.
   *[other] Half were done within { $n } days.
}
agreed-no-median = Fewer than half are done yet, so it cannot be said how long it takes.
agreed-by = by { $it }
agreed-took = { $n ->
    [0] done the same day
    [one] took a day
   *[other] took { $n } days
}
agreed-to = Agreed at the meetings
decisions-title = From decision to action
decisions-lead = How long it takes from when something is agreed at a meeting until it is done. The last three years.
decisions-families = { $n ->
    [one] In one family.
   *[other] In { $n } families.
}
decisions-too-few = Something was agreed in fewer than five families. It is not shown.
decisions-by-kind = By kind of meeting
decisions-over-time = Over time
decisions-of = What
decisions-decided = Agreed
decisions-done = Done
decisions-given-up = Given up
decisions-median = Half done within
decisions-no-median = cannot be said yet
decisions-withheld = Fewer than five families, or so few that it could be worked out
decisions-half = { $half ->
    [1] First half of { $year }
   *[2] Second half of { $year }
}
decisions-not-title = What the figures do not say
decisions-not-waiting = What is not done yet counts with the time it has waited. Otherwise only what is quick would count.
decisions-not-effect = That something goes fast does not say that it helps.
decisions-not-few = Fewer than five families are not shown.
days = { $n ->
    [0] the same day
    [one] a day
   *[other] { $n } days
}
