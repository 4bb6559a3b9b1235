search = Søg
search-title = Søg
search-label = Søg efter familie eller person
search-hint = Skriv begyndelsen af et eller flere navne, eller et helt CPR-nummer.
search-how = Det, du finder, kommer her, mens du skriver.
search-nothing = Vi fandt ingen familier.
search-nothing-hint = Prøv med færre bogstaver eller et andet navn i familien.
search-count = { $n ->
    [one] 1 familie
   *[other] { $n } familier
}
search-many = De første { $n } familier. Skriv mere for at finde færre.
people-baby = under 1
people-expected = ventes
families-filter = Vælg familier
families-all = Alle
families-family = Familie
families-people = Hvem
families-state = Status
families-since = Siden
families-active = Mine familier
families-deputised = Jeg er stedfortræder for
families-ended = Afsluttede
families-none = Her er ingen familier.
families-none-active = Her kommer dine familier, når teamlederen giver dig den første.
