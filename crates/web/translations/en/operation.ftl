operation-title = Operation
operation-lead = How Helhed runs right now. There are only numbers here: nothing about families, and no names.
operation-well = Everything runs as it should
operation-look = Look at this
operation-letters-wait = A letter has waited { $n } minutes to leave: does the mail server answer?
operation-letters-given-up = { $n ->
    [one] 1 letter was given up within a week
   *[other] { $n } letters were given up within a week
}
operation-version = Version
operation-migration = Version of the tables
operation-sessions = Have used Helhed within 15 minutes
operation-accounts = Users who can sign in
operation-letters = Letters and text messages that wait
operation-audit = Entries in the log
operation-audit-last = Last entry in the log
operation-under-way = Requests being answered
operation-memory = Memory
operation-megabytes = { $n } MB
operation-files = Open files and connections
operation-metrics = The same numbers, and times of every page, can be fetched by a program that watches, on an address of its own.
menu-operation = Operation
act-operation_page = saw how Helhed runs
