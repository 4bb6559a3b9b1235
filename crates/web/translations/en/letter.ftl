# E-mails with one-time links.
letter-on-its-way = The e-mail with the link is on its way to { $it }. The code is not in it.
letter-email = E-mail (optional)
letter-email-hint = Then Helhed sends the link. No names stand in the e-mail. Tell the code another way, by telephone for example.
letter-subject-rate = Four short questions from { $municipality }
letter-asks-rate = Hello. { $municipality } asks you to answer four short questions. It takes less than a minute.
letter-subject-answer = A question from { $municipality }
letter-asks-answer = Hello. { $municipality } asks you to answer a question for an intervention that you know of.
letter-open = Open this link: { $address }
letter-code = Type the code of six digits that you are told another way. It does not stand here.
letter-until = The link works until { $until }, once.
letter-wrong = If this means nothing to you, delete the e-mail. You cannot answer it.
letter-state-waiting = e-mail on its way
letter-state-sent = e-mail sent
letter-state-refused = e-mail refused: there is no such address
letter-state-given_up = e-mail could not be sent
letter-state-not_needed = e-mail not sent: the link was no longer valid
