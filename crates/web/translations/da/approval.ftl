menu-decisions = Fra beslutning til handling
minutes-approval-approves = Sådan var det
minutes-approval-objects = Det var ikke sådan
minutes-state-open = Referatet skrives
minutes-state-for_approval = Referatet venter på, at alle siger, om det var sådan
minutes-state-approved = Alle, der var med, har godkendt referatet
minutes-state-objected = Nogen siger, at det ikke var sådan. Ordene bliver stående, og det, der er sagt imod, står ved siden af
minutes-state-unopposed = Ikke alle har svaret, og ingen har sagt imod inden fristen
aloud-title = Læs referatet højt
aloud-lead = Mødet { $it }. Læs op, ret det, der ikke er rigtigt, og luk så referatet sammen.
aloud-close-title = Luk referatet
aloud-close-lead = Når referatet er lukket, ændres ordene ikke mere. Alle, der var med, kan sige, om det var sådan, og det, der mangler, kan tilføjes ved siden af.
aloud-close = Luk referatet
aloud-only-pen = Den i teamet, der har pennen, lukker referatet.
aloud-is-closed = Referatet er lukket.
aloud-remarks = { $n ->
    [one] Én har sagt noget til referatet, som ikke er klaret.
   *[other] { $n } ting er sagt til referatet og ikke klaret.
}
aloud-settle = Gå til referatet og klar det
aloud-undone = { $n ->
    [one] Én linje er ikke blevet til noget endnu. Ingen bliver mindet om den:
   *[other] { $n } linjer er ikke blevet til noget endnu. Ingen bliver mindet om dem:
}
aloud-make-them = Gå til referatet og sig hvem og hvornår
aloud-changed = der er skrevet noget, siden siden blev læst. Her er det, som det er nu; læs det, og luk så
aloud-remarks-open = noget er sagt til referatet og ikke klaret endnu
aloud-to = Læs højt og luk
approval-title = Godkendelse af referatet
approval-to = Hvem har godkendt
approval-days = { $n ->
    [one] Der ventes en dag.
   *[other] Der ventes { $n } dage.
}
approval-voices = De, der var med
approval-nobody = Ingen er skrevet op som deltagere.
approval-not-yet = Har ikke svaret
approval-say = Sig, om det var sådan
approval-heard = Noter det, de siger
approval-ask = Send et link
approval-pdf = Referatet som PDF
approval-by-link = { $when }, med et link
approval-by-account = { $when }, skrevet af { $name }
approval-ask-title = Spørg med et link
approval-ask-lead = { $it } læser det af referatet, som vedkommende må se, og siger, om det var sådan.
approval-email-hint = Så sender vi linket. Lad feltet stå tomt, hvis du selv giver det videre.
approval-make-link = Lav linket
approval-link-lead = { $name }, du var med til et møde { $when }. Læs, og sig, om det var sådan.
approval-link-nothing = Der er intet i referatet, som du må læse. Du kan stadig sige noget til det.
say-title = Var det sådan?
say-lead = Det sidste, du siger, er det, der gælder.
say-for = Skriv det, som { $it } siger.
say-stance = Var det sådan?
say-word = Hvad var anderledes?
say-word-hint = Skal skrives, hvis det ikke var sådan.
say-word-missing = skriv, hvad der var anderledes
say-save = Send
minutes-addendum-title = Tilføj til referatet
minutes-addendum-lead = Ordene i referatet ændres ikke. Det, du skriver, står ved siden af det afsnit, du vælger, og ses af dem, der må se det.
minutes-addendum-label = Tilføjet efter mødet
minutes-addendum-body = Tilføjelse
minutes-addendum-body-hint = Skriv, hvad der mangler eller var forkert.
minutes-addendum-save = Tilføj
told-who-by = { $name }, senest { $day }
told-first = kommer først
paper-came = Til stede
paper-written-by = Skrevet af
paper-state = Hvor det står
letter-subject-approve = Referatet af et møde venter på dig
letter-asks-approve = Du var med til et møde i { $municipality }. Læs referatet, og sig, om det var sådan.
done-minutes-closed = Referatet er lukket og ligger i sagen.
done-said = Tak. Det er skrevet op.
done-minutes-added = Det er tilføjet.
agreed-title = Aftalt på møderne
agreed-lead = Møde for møde: hvad der blev aftalt, hvem der gør det, og hvordan det går.
agreed-none = Der er ikke aftalt noget på et møde endnu.
agreed-done = { $done } af { $all } er gjort.
agreed-median = { $n ->
    [0] Halvdelen var gjort samme dag.
    [one] Halvdelen var gjort inden for en dag.
   *[other] Halvdelen var gjort inden for { $n } dage.
}
agreed-no-median = Under halvdelen er gjort endnu, så det kan ikke siges, hvor længe det tager.
agreed-by = senest { $it }
agreed-took = { $n ->
    [0] gjort samme dag
    [one] tog en dag
   *[other] tog { $n } dage
}
agreed-to = Aftalt på møderne
decisions-title = Fra beslutning til handling
decisions-lead = Hvor længe det tager, fra noget bliver aftalt på et møde, til det er gjort. De sidste tre år.
decisions-families = { $n ->
    [one] I én familie.
   *[other] I { $n } familier.
}
decisions-too-few = Der er aftalt noget i færre end fem familier. Det vises ikke.
decisions-by-kind = Efter slags møde
decisions-over-time = Over tid
decisions-of = Hvad
decisions-decided = Aftalt
decisions-done = Gjort
decisions-given-up = Opgivet
decisions-median = Halvdelen gjort inden for
decisions-no-median = kan ikke siges endnu
decisions-withheld = Færre end fem familier, eller så få, at det kunne regnes ud
decisions-half = { $half }. halvår { $year }
decisions-not-title = Det siger tallene ikke
decisions-not-waiting = Det, der ikke er gjort endnu, tæller med den tid, det har ventet. Ellers ville det hurtige alene tælle.
decisions-not-effect = At noget går hurtigt, siger ikke, at det hjælper.
decisions-not-few = Færre end fem familier vises ikke.
days = { $n ->
    [0] samme dag
    [one] en dag
   *[other] { $n } dage
}
