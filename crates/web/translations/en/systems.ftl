menu-systems = Partners' systems
systems-title = Partners' systems
systems-lead = A partner's system may fetch and send what its unit may see and write itself, and never more. Everything it reads is logged.
systems-empty = No system has access. When a partner wants to connect its system, make a token here.
systems-for-partners = For whoever connects a system
systems-document-text = The description tells what can be fetched and sent, and how. It holds nothing about anybody.
systems-document = Get the description (OpenAPI)
system-new = New token
system-new-lead = The token is shown once. Pass it on safely to those who run the system.
system-name = Name of the system
system-name-hint = For example the school's pupil system
system-unit-hint = The system sees what the unit sees
system-scopes = What the system may do
system-scopes-hint = Choose only what is needed
system-holds = How long the access lasts
system-days = { $n ->
    [one] 1 day
   *[other] { $n } days
}
system-per-minute = Requests a minute
system-per-minute-hint = At most 6000. If in doubt, keep the number
system-per-minute-bad = write a whole number from 1 to 6000
system-add = Make the token
system-added-title = The token is made
done-system-added = The token is made. If you did not get to keep it, close it and make a new one.
done-system-revoked = The access is closed.
system-token = Token
system-token-once = The token is shown now and never again. We do not keep it in the clear.
system-token-pass-on = Pass it on safely, not in a plain e-mail. If it gets into the wrong hands, close it here at once.
system-token-noted = I have kept it
system-made-by = Made by { $it }.
system-ends = Lasts until { $it }.
system-last-used = Last used { $it }.
system-never-used = Never used.
system-pace = { $n ->
    [one] At most 1 request a minute.
   *[other] At most { $n } requests a minute.
}
system-revoke = Close the access
system_scope-families_read = read what is shared about families
system_scope-contacts_write = report contacts with families
system_scope-tasks_write = end the unit's own tasks
system_scope-referrals_read = read the unit's referrals
system_scope-referrals_write = refer families
system_scope-requests_read = read what the unit is asked
system_scope-requests_write = answer what the unit is asked
system_state-open = Open
system_state-expired = Over
system_state-revoked = Closed
