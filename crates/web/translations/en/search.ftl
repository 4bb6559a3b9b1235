search = Search
search-title = Search
search-label = Search for a family or a person
search-hint = Write the beginning of one or more names, or a whole CPR number.
search-how = What you find comes here as you type.
search-nothing = We found no families.
search-nothing-hint = Try fewer letters, or another name in the family.
search-count = { $n ->
    [one] 1 family
   *[other] { $n } families
}
search-many = The first { $n } families. Write more to find fewer.
people-baby = under 1
people-expected = expected
families-filter = Choose families
families-all = All
families-family = Family
families-people = Who
families-state = Status
families-since = Since
families-active = My families
families-deputised = I stand in for
families-ended = Ended
families-none = There are no families here.
families-none-active = Your families will stand here when the team leader gives you the first.
