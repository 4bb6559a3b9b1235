error-prefix = Fejl:
error-summary = { $n ->
    [one] Der er 1 ting at rette
   *[other] Der er { $n } ting at rette
}
error-nothing-lost = Det, du skrev, står her endnu.
draft-restored = Du begyndte her { $it }. Vi har gemt det, du skrev.
draft-forget = Begynd forfra
draft-saved = Kladden er gemt
field-missing = skriv noget her
field-choose = vælg én
field-too-long = der er plads til { $n } tegn
field-control = der er et usynligt tegn i teksten; skriv den igen
field-day-impossible = den dag findes ikke
field-day-too-far = dagen er for langt væk
field-future = det kan ikke ligge i fremtiden
