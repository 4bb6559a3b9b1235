menu-retention = Deletion
retention-title = Keeping and deleting
retention-lead = A case is deleted when it has been closed long enough, when two people have said yes, and when its archive has been fetched. A hold stops everything.
retention-cases = Cases to be deleted, or held back
retention-none = No case is old enough to be deleted, and none is held back. The house looks four times a day.
retention-case = Case { $it }
retention-closed-on = Closed { $it }.
retention-due-on = May be deleted from { $it }.
retention-held = Held back
retention-due = Old enough, proposed soon
retention-tonight = Deleted within six hours
retention-held-because = Must not be deleted:
retention-held-hidden = the team leader knows why.
retention-approvals = { $n ->
    [0] Nobody has said yes
    [one] One has said yes
   *[other] { $n } have said yes
 }
retention-archived = The archive has been fetched
retention-not-archived = The archive has not been fetched, or the case has changed since
retention-approve = Say yes to deleting
retention-xml = Fetch archive as XML
retention-pdf = Fetch archive as PDF/A
retention-hold = Hold back
retention-lift = Lift the hold
retention-how = How it goes
retention-months = { $n ->
    [one] { $n } month
   *[other] { $n } months
 } after closing
retention-steps = The house proposes. Two different people say yes. The team leader fetches the archive as XML and PDF/A. Within six hours the case is deleted with its documents, minutes, drafts and messages. What is left is one line without names.
retention-gone = Deleted cases
retention-gone-none = No case has been deleted yet.
retention-which = Case
retention-deleted = Deleted
retention-checksum = Checksum of the archive (SHA-256)
retention-reason = Reason
retention-reason-hint = Such as a complaint or a court case that is not over
retention-lift-hint = Such as that the complaint has been decided
retention-hold-title = Hold { $it } back from deletion
retention-hold-lead = The case stays, however old it is, until somebody lifts it. If its deletion has been proposed, the proposal is taken back.
retention-lift-title = Lift the hold on { $it }
retention-lift-lead = Then the ordinary limits hold for the case again.
retention-held-already = The case is held back already.
done-retention-approved = You have said yes. The case is deleted when two have, and the archive has been fetched.
done-retention-approved-before = You have said yes already. The other must be somebody else.
done-retention-own = You proposed it yourself. Two others must say yes.
done-retention-is-held = The case is held back and cannot be deleted.
done-retention-hold-set = The case is held back.
done-retention-lifted = The hold has been lifted.
case-type-course = Family in a course
case-type-declined = Referral without a course
purge-open = The case is open again
purge-not_due = It is not time yet
purge-held = Held back
purge-not_approved = Waits for a yes
purge-not_archived = Waits for the archive
archive-title = The case of { $it }
archive-family = Number of the case
archive-kind = Type of case
archive-opened = Opened
archive-closed = Closed
archive-made = Archive made
archive-lead = Everything that was written in the case, in the order it was written. Files and every single piece of information stand in the XML file that goes with it.
