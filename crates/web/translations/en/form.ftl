error-prefix = Error:
error-summary = { $n ->
    [one] There is 1 thing to mend
   *[other] There are { $n } things to mend
}
error-nothing-lost = What you wrote is still here.
draft-restored = You began here { $it }. We have kept what you wrote.
draft-forget = Start over
draft-saved = The draft is saved
field-missing = write something here
field-choose = choose one
field-too-long = there is room for { $n } characters
field-control = there is an invisible character in the text; write it again
field-day-impossible = there is no such day
field-day-too-far = the day is too far away
field-future = this cannot be in the future
