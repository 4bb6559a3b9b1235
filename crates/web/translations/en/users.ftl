users-title = Users
users-filter = Find a user
users-filter-text = Name or unit
users-any-role = All roles
users-access = Access
users-open = Can sign in
users-disabled = Shut out
users-count = { $n ->
    [one] 1 user
   *[other] { $n } users
}
users-empty = We found no users that fit.
users-empty-all = Show all users
filter-show = Show
pages-previous = Previous
pages-next = Next
user-new = New user
user-new-lead = We make a password for you to pass on. It is shown once.
user-add = Add user
user-added-title = The user is added
done-user-added = The user is added. If you did not note the password, make a new one here.
user-name = Name
user-name-hint = As colleagues see it
user-username = User name
user-username-hint = Small letters, digits, dots or dashes, for example mette.holm
user-username-bad = use 2 to 64 of the letters a-z, digits, dots, dashes or @
user-username-taken = somebody else has that user name
user-role = Role
user-unit = Unit
user-unit-hint = A partner needs a unit
user-no-unit = No unit
user-unit-missing = choose the unit the partner works in
user-unit-gone = the unit is no longer there; choose another
user-own-role = you cannot change your own role; ask somebody else in IT
user-language = Language of the screens
user-is-disabled = shut out
user-families = { $n ->
    [one] The user has 1 family. If you shut the user out or change the role, the team leader must hand it over.
   *[other] The user has { $n } families. If you shut the user out or change the role, the team leader must hand them over.
}
user-own-title = This is you
user-own-text = You change your own password on your account page. Only somebody else in IT can change your role and access.
user-phrase-title = Password
user-phrase-text = If the user has forgotten the password, we make a new one. The user is signed out everywhere.
user-phrase-make = Make a new password
user-phrase-new = New password
user-disable = Shut the user out
user-disable-text = The user is signed out at once and cannot sign in. Everything the user has written stays.
user-enable = Let the user in again
user-enable-text = The user can sign in again with the password they had.
done-user-disabled = The user is shut out and signed out everywhere.
done-user-enabled = The user can sign in again.
phrase-reset-title = The user has a new password
phrase-once = Write the password down now. It is shown only here and only this once.
phrase-pass-on = Pass it on by phone or in person, not by e-mail. The user can change it under My account.
phrase-noted = I have written it down
units-title = Units
units-lead = Parts of the municipality, and partners outside it.
units-empty = The units will stand here. Add the first before you add partners.
unit-new = New unit
unit-add = Add unit
unit-name = Name
unit-kind = What the unit does
unit-working = Users
unit-state = Status
unit-open = Open
unit-closed = Closed
unit-close = Close the unit
unit-close-text = Nobody can choose the unit any more. Its referrals stay.
unit-reopen = Open the unit again
unit-reopen-text = The unit is closed. If you open it, it can be chosen again.
unit-still-working = { $n ->
    [one] 1 user works here. The unit can be closed when the user has been moved or shut out.
   *[other] { $n } users work here. The unit can be closed when they have been moved or shut out.
}
save-changes = Save
done-saved = It is saved.
edited-title = Somebody else has changed this meanwhile
edited-text = Your changes are not saved, but they are still here. Compare, and save again if yours should hold.
edited-now = As it stands now
account-title = My account
account-who = What we have on you
account-who-changes = If something is wrong, ask IT to mend it.
phrase-change = Change password
phrase-old = Current password
phrase-new = New password
phrase-hint = At least 12 characters. A few words in a row are good.
phrase-again = New password again
phrase-too-short = write at least { $n } characters
phrase-not-same = the two are not the same; write the new one again
phrase-wrong = this is not your current password
phrase-unchanged = Your password has not changed.
done-phrase-changed = Your password is changed. You are signed out everywhere else.
