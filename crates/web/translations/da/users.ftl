users-title = Brugere
users-filter = Find en bruger
users-filter-text = Navn eller enhed
users-any-role = Alle roller
users-access = Adgang
users-open = Kan logge ind
users-disabled = Lukket ude
users-count = { $n ->
    [one] 1 bruger
   *[other] { $n } brugere
}
users-empty = Vi fandt ingen brugere, der passer.
users-empty-all = Vis alle brugere
filter-show = Vis
pages-previous = Forrige
pages-next = Næste
user-new = Ny bruger
user-new-lead = Vi laver en adgangskode, som du giver videre. Den vises én gang.
user-add = Opret bruger
user-added-title = Brugeren er oprettet
done-user-added = Brugeren er oprettet. Nåede du ikke at skrive adgangskoden ned, så lav en ny her.
user-name = Navn
user-name-hint = Sådan som kolleger ser det
user-username = Brugernavn
user-username-hint = Små bogstaver, tal, punktum eller bindestreg, for eksempel mette.holm
user-username-bad = brug 2 til 64 af bogstaverne a-z, tal, punktum, bindestreg eller @
user-username-taken = en anden har det brugernavn
user-role = Rolle
user-unit = Enhed
user-unit-hint = En samarbejdspartner skal have en enhed
user-no-unit = Ingen enhed
user-unit-missing = vælg den enhed, samarbejdspartneren arbejder i
user-unit-gone = enheden findes ikke længere; vælg en anden
user-own-role = du kan ikke ændre din egen rolle; bed en anden i IT om det
user-language = Sprog på skærmen
user-is-disabled = lukket ude
user-families = { $n ->
    [one] Brugeren har 1 familie. Lukker du brugeren ude eller skifter rolle, skal teamlederen overdrage den.
   *[other] Brugeren har { $n } familier. Lukker du brugeren ude eller skifter rolle, skal teamlederen overdrage dem.
}
user-own-title = Det er dig
user-own-text = Din egen adgangskode skifter du på siden med din konto. Din rolle og adgang kan kun en anden i IT ændre.
user-phrase-title = Adgangskode
user-phrase-text = Har brugeren glemt sin adgangskode, laver vi en ny. Brugeren bliver logget ud alle steder.
user-phrase-make = Lav ny adgangskode
user-phrase-new = Ny adgangskode
user-disable = Luk brugeren ude
user-disable-text = Brugeren bliver logget ud med det samme og kan ikke logge ind. Alt, hvad brugeren har skrevet, bliver.
user-enable = Luk brugeren ind igen
user-enable-text = Brugeren kan logge ind igen med den adgangskode, brugeren havde.
done-user-disabled = Brugeren er lukket ude og logget ud alle steder.
done-user-enabled = Brugeren kan logge ind igen.
phrase-reset-title = Brugeren har en ny adgangskode
phrase-once = Skriv adgangskoden ned nu. Den vises kun her og kun denne ene gang.
phrase-pass-on = Giv den videre i telefonen eller ansigt til ansigt, ikke i en mail. Brugeren kan selv skifte den under Min konto.
phrase-noted = Jeg har skrevet den ned
units-title = Enheder
units-lead = Dele af kommunen og samarbejdspartnere uden for den.
units-empty = Her kommer enhederne. Opret den første, før du opretter samarbejdspartnere.
unit-new = Ny enhed
unit-add = Opret enhed
unit-name = Navn
unit-kind = Hvad enheden gør
unit-working = Brugere
unit-state = Status
unit-open = Åben
unit-closed = Lukket
unit-close = Luk enheden
unit-close-text = Ingen kan længere vælge enheden. Dens henvisninger bliver.
unit-reopen = Åbn enheden igen
unit-reopen-text = Enheden er lukket. Åbner du den, kan den vælges igen.
unit-still-working = { $n ->
    [one] 1 bruger arbejder her. Enheden kan lukkes, når brugeren er flyttet eller lukket ude.
   *[other] { $n } brugere arbejder her. Enheden kan lukkes, når de er flyttet eller lukket ude.
}
save-changes = Gem
done-saved = Det er gemt.
edited-title = En anden har rettet imens
edited-text = Dine rettelser er ikke gemt, men står her endnu. Sammenlign, og gem igen, hvis dine skal gælde.
edited-now = Sådan står det nu
account-title = Min konto
account-who = Det står der om dig
account-who-changes = Er noget forkert, så bed IT om at rette det.
phrase-change = Skift adgangskode
phrase-old = Nuværende adgangskode
phrase-new = Ny adgangskode
phrase-hint = Mindst 12 tegn. Nogle få ord efter hinanden er gode.
phrase-again = Ny adgangskode igen
phrase-too-short = skriv mindst { $n } tegn
phrase-not-same = de to er ikke ens; skriv den nye igen
phrase-wrong = det er ikke din nuværende adgangskode
phrase-unchanged = Din adgangskode er ikke ændret.
done-phrase-changed = Din adgangskode er skiftet. Du er logget ud alle andre steder.
