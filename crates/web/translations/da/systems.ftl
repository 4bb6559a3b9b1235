menu-systems = Partneres systemer
systems-title = Partneres systemer
systems-lead = Et system hos en samarbejdspartner kan hente og sende det, som dets enhed selv må se og skrive – aldrig mere. Alt, det læser, bliver logget.
systems-empty = Ingen systemer har adgang. Når en partner vil koble sit system på, laver du et adgangstoken her.
systems-for-partners = Til den, der skal koble et system på
systems-document-text = Beskrivelsen fortæller, hvad der kan hentes og sendes, og hvordan. Den er på engelsk og indeholder ingen personoplysninger.
systems-document = Hent beskrivelsen (OpenAPI)
system-new = Nyt adgangstoken
system-new-lead = Adgangstokenet vises én gang. Giv det til dem, der passer systemet, ad en sikker vej.
system-name = Systemets navn
system-name-hint = For eksempel skolens elevsystem
system-unit-hint = Systemet ser det, som enheden ser
system-scopes = Hvad systemet må
system-scopes-hint = Vælg kun det, der er brug for
system-holds = Hvor længe adgangen gælder
system-days = { $n ->
    [one] 1 dag
   *[other] { $n } dage
}
system-per-minute = Forespørgsler i minuttet
system-per-minute-hint = Højst 6000. Er du i tvivl, så behold tallet
system-per-minute-bad = skriv et helt tal fra 1 til 6000
system-add = Lav adgangstoken
system-added-title = Adgangstokenet er lavet
done-system-added = Adgangstokenet er lavet. Nåede du ikke at gemme det, så luk det og lav et nyt.
done-system-revoked = Adgangen er lukket.
system-token = Adgangstoken
system-token-once = Adgangstokenet vises kun nu. Vi gemmer det ikke i klar tekst.
system-token-pass-on = Giv det videre ad en sikker vej, ikke i en almindelig e-mail. Kommer det i forkerte hænder, så luk det straks her.
system-token-noted = Jeg har gemt det
system-made-by = Lavet af { $it }.
system-ends = Gælder til { $it }.
system-last-used = Sidst brugt { $it }.
system-never-used = Aldrig brugt.
system-pace = { $n ->
    [one] Højst 1 forespørgsel i minuttet.
   *[other] Højst { $n } forespørgsler i minuttet.
}
system-revoke = Luk adgangen
system_scope-families_read = læse, hvad der er delt om familier
system_scope-contacts_write = melde kontakter med familier
system_scope-tasks_write = melde enhedens egne opgaver færdige
system_scope-referrals_read = læse enhedens henvisninger
system_scope-referrals_write = henvise familier
system_scope-requests_read = læse, hvad enheden er spurgt om
system_scope-requests_write = svare på, hvad enheden er spurgt om
system_state-open = Åben
system_state-expired = Udløbet
system_state-revoked = Lukket
