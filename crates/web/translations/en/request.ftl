tab-requests = Statements
menu-asked = Asked of us
requests-title = Requests and statements
requests-lead = Ask once. The answer serves everybody who may see it.
requests-empty = What others were asked, and what they answered, will be here.
requests-open = Waiting for an answer
requests-other = Refused, sent back or taken back
statements-title = Statements
item-statement = Statement
statement-by = { $name } for { $to }
statement-given = { $name }, { $when }
statement-annulled = The statement is annulled
statement-annulled-hint = Its text is shown no more, and it does not count. The same may be asked again.
request-title = Request: { $it }
request-lead = { $to } about { $about }
request-asked-by = { $name } asked { $when }
request-asked-of-us = To your unit
request-standing = Where it stands
request-state = Status
request-state-open = Waiting for an answer
request-state-due_today = To be answered today
request-state-overdue = The day to answer by has passed
request-state-answered = Answered
request-state-refused = Refused
request-state-not_known = The person is not known there
request-state-withdrawn = Taken back
request-due-today = answer today
request-due-in = answer { $it }
request-days-over = { $n ->
    [one] 1 day overdue
   *[other] { $n } days overdue
 }
request-reminded = { $n ->
    [one] reminded once
   *[other] reminded { $n } times
 }
request-link = One-time link
request-reminders = Reminded
request-already-ended = it has been answered or taken back already. What you wrote has not been sent
link-live-until = works until { $it }
link-is-used = has been used
link-is-ended = works no more
link-is-locked = is locked after too many wrong codes. Remind them, and a new one is made
link-is-expired = has expired. Remind them, and a new one is made

ask-title = Ask for a statement
ask-lead = Who knows something we need to know? Write only what it takes.
ask-to = Whom do we ask?
ask-outside = Somebody else, whose name I write
ask-outsider = Name of somebody else
ask-outsider-hint = For example “Doctor Lis Lund”. They answer by a one-time link.
ask-unit-by-link = { $it } (answers by link)
ask-about = Whom is it about?
ask-category = Subject
ask-question = Question
ask-question-hint = Ask one question that can be answered. Write no more about the family than it takes.
ask-purpose = What is the answer for?
ask-purpose-word = Purpose in words (where the list does not say it)
ask-basis = What gives us leave?
ask-basis-hint = A consent must name the person, the subject and whom we ask.
ask-basis-word = Which law, or which consent on paper (for another law, or when we ask somebody outside)
ask-due = Answer by
ask-due-before = has passed
ask-link = Make a one-time link for the unit too
ask-nobody-there = Nobody in the unit can sign in. Tick this, and a link is made
ask-again = Why ask again?
ask-again-hint = Write something here only if the answer above will not do.
ask-met = it has been answered before. Read the answer above first
ask-waiting = it has been asked before and waits for an answer
ask-met-title = We have asked this
ask-met-text = If it will do, we need not ask again.
ask-no-consent = no consent names the person, the subject and whom we ask. Get it first, or choose another basis
ask-send = Ask

remind-title = Remind them
remind-lead = { $it } has not answered yet.
remind-text = Call or write to them. We note that you have reminded them.
remind-text-letter = Call, write, or let Helhed send a new link. We note that you have reminded them.
remind-link = Make a new one-time link. The old one stops working
remind-new-link = They get a new one-time link and a new code. The old link stops working.
remind-send = Note that I remind them

withdraw-title = Take the request back
withdraw-text = It is not to be answered any more, and links to it stop working.
withdraw-send = Take back
annul-statement-title = Annul the statement
annul-statement-text = Use this when the statement is about the wrong child. Its text is shown no more, to us or to others.
annul-statement-send = Annul
statement-already-annulled = is annulled already
end-reason = Why?

made-link-title = Link and code
made-link-lead = They are shown this once only. Send each by its own way.
made-link-address = The link
made-link-send = Send it yourself by secure mail.
made-link-code = The code
made-link-tell = Tell it by phone or in a text message, never together with the link. Without the code the link shows nothing.
made-link-until = The link works until { $it } and can be used once. Five wrong codes lock it.
made-link-done = I have noted them

asked-title = Asked of us
asked-lead = What the families' coordinators have asked your unit.
asked-empty = No questions are waiting for an answer.
asked-open = Waiting for your answer
asked-ended = The last three months
asked-born = { $name }, born { $day }
asked-annulled = The coordinator has annulled the answer because it was about somebody else.
answer-title = Question: { $it }
answer-lead = { $name } asks. Please answer by { $day }.
reply-way = What is your answer?
reply-statement = We answer
reply-refuse = We cannot or may not answer
reply-not_known = This is not a child or a person we know
reply-body = Statement
reply-body-hint = Write what you have seen and know yourselves. Do begin with what goes well.
reply-why = Why not?
reply-why-hint = Only if you do not answer.
reply-why-missing = write in a few words why you cannot answer
reply-who-sees = The statement can be seen by the family's team and by those whom the family or the law has given leave. The family can ask to read it.
reply-no-consent = the consent holds no more, so the answer has not been shared. Tell the coordinator, or answer that you cannot
reply-send = Send the answer

link-title = You have been asked something
link-lead = { $it } needs an answer from you. Type the code you were given.
link-code = Code
link-code-hint = Six digits that you were given by phone or in a text message.
link-code-digits = a code has six digits
link-code-wrong = { $n ->
    [one] the code does not fit. You have one more try
   *[other] the code does not fit. You have { $n } more tries
 }
link-too-many = there have been too many tries. Wait a quarter of an hour and try again
link-open = Show the question
link-why-code = The code looks after the family: whoever got the link by mistake cannot use it.
link-question-title = A question to you
link-question-lead = { $name } asks { $to }. Please answer by { $day }.
link-about-hint = Only given names stand here. If you are not sure who it is, ask whoever gave you the code before you answer.
link-name = Your name and position
link-closed-title = The link is closed
link-state-used = The link has been used, and the answer has been received. Thank you. If you have more to tell, call whoever asked.
link-state-ended = The link works no more: the question has been answered or taken back, or a new link was made. Call whoever sent it if you are in doubt.
link-state-locked = The link is locked because too many wrong codes were typed. Nothing has been shown or shared. Ask whoever sent it for a new one.
link-state-expired = The link has expired. Nothing has been shown or shared. Ask whoever sent it for a new one.
link-written = What you wrote has not been sent. Here it is, so that you can keep it

today-asked = We are waiting for answers
today-came-back = Come back

done-asked = The question has been asked.
done-reminded = The reminder has been noted.
done-request-ended = The question has been answered or taken back in the meantime. Nobody was reminded.
done-withdrawn = The request has been taken back.
done-statement-annulled = The statement has been annulled.
done-answered = Thank you. The answer has been sent.
done-answered-by-link = Thank you. The answer has been received.
