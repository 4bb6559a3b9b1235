goal-no-such-parent = et langt mål fører til et ønske, et kort til et langt, et delmål til et kort
goal-wish-with-parent = et ønske fører ikke til noget andet; vælg Intet
goal-parent-missing = vælg det korte mål, som delmålet er en del af
level-wish = Ønske
level-long = Langt mål
level-short = Skridt
level-sub = Delmål
plan-views = Planen set på tre måder
plan-view-family = Familiens vej
plan-view-coordination = Koordinering
plan-view-versions = Versioner
plan-pdf = Hent planen (PDF)
plan-next-review = Opfølgning
plan-gaps = { $n ->
    [one] Planen mangler 1 ting
   *[other] Planen mangler { $n } ting
}
plan-agreed = Hvem er med på version { $n }?
road-start = Start
road-here = Vi er her
road-finish = Mål
road-towards = Der vil vi hen
road-before = { $n ->
    [one] 1 skridt før
   *[other] { $n } skridt før
}
road-after = { $n ->
    [one] 1 skridt til
   *[other] { $n } skridt til
}
road-desc = { $n ->
    [0] En vej fra start til mål. Der er ingen skridt på den endnu.
    [one] En vej fra start til mål med 1 skridt. Pilen viser, hvor familien er. Det samme står som tekst ved siden af.
   *[other] En vej fra start til mål med { $n } skridt. Pilen viser, hvor familien er. Det samme står som tekst ved siden af.
}
road-table = Skridtene
road-number = Nr.
road-step = Skridt
road-state = Hvor langt
road-owner = Hvem
road-day = Hvornår
ours-title = Vores plan
ours-lead = Det er vejen derhen, hvor I gerne vil.
ours-reached = { $n ->
    [0] Vi er lige begyndt.
    [one] Vi har nået 1 skridt.
   *[other] Vi har nået { $n } skridt.
}
ours-next = Det næste skridt:
word-new = Skriv, hvordan det går
word-title = Hvordan går det?
word-moved = Har det flyttet sig?
moved-forward = Det er gået fremad
moved-still = Det står stille
moved-back = Det er gået tilbage
word-word = Et ord om det
word-word-hint = En linje. Begynd med det, der lykkes.
word-save = Gem ordet
done-word = Ordet er gemt.
review-goals = Målene ét for ét
review-goals-hint = Skriv kun om dem, I talte om. Ordet står ved målet bagefter.
review-said-nothing = Ikke talt om
measure-new = Skriv en indsats
measure-change = Ret indsatsen
measure-annul = Annuller indsatsen
measure-annul-lead = Indsatsen bliver stående i sagen med din begrundelse, men tæller ikke mere.
measure-kind = Hvad er det?
measure-support = Forsørgelse
measure-activation = Aktivering
measure-measure = Indsats til familien eller barnet
measure-case = Sag
measure-day_care = Dagtilbud eller tilbud i skolen
measure-treatment = Behandling
measure-title = Hvad hedder den?
measure-title-hint = For eksempel: Samtaler hos psykolog
measure-concerns = Hvem er den for?
measure-given-by = Hvem giver den? (frivilligt)
measure-law = Efter hvilken lov? (frivilligt)
measure-none = Ikke valgt
measure-from = Fra
measure-until = Til (frivilligt)
measure-asks = Hvad beder den om? (frivilligt)
measure-weekly = Hvor mange gange om ugen?
measure-weekly-hint = Et tal. Så regner vi med, hvad familien kan bære.
measure-goals = Hvilke mål hjælper den? (frivilligt)
measure-save = Gem indsatsen
measure-ends-before = den slutter, før den begynder
measure-before-birth = det er før fødslen; se efter, om dagen passer
measure-too-far = det er over to år ude i fremtiden
measure-too-often = skriv et tal fra 0 til 21
measure-is-annulled = den er annulleret
measure-not-in-force = loven gjaldt hverken den dag eller i dag
measure-no-law = hjemmel mangler
measure-times = { $n ->
    [one] 1 gang om ugen
   *[other] { $n } gange om ugen
}
measure-state-holds = i gang
measure-state-over = slut
done-measure = Indsatsen er gemt.
done-measure-changed = Indsatsen er rettet.
done-measure-annulled = Indsatsen er annulleret.
coordination-title = Planens koordinering
coordination-gaps = Det mangler planen
coordination-covering = Andre planer, som denne erstatter
coordination-covering-none = Planen erstatter ingen andre endnu. Vælg det ved et mål.
coordination-replaces = Erstatter den anden plan
coordination-missing = Mangler:
coordination-agree = { $n ->
    [one] 1 er med
   *[other] { $n } er med
}
coordination-decline = { $n ->
    [0] ingen siger nej
    [one] 1 siger nej
   *[other] { $n } siger nej
}
coordination-goals = { $n ->
    [one] 1 mål
   *[other] { $n } mål
}
coordination-loose = Indsatser uden et mål
gap-no_owner = ingen har ansvaret
gap-owner_left = den ansvarlige er ikke længere i familien
gap-no_day = der er ingen dag
gap-late = dagen er gået
gap-no_steps = intet skridt fører derhen
gap-task_owner_left = den, der skulle gøre det, er ikke længere i familien
plan-need-goal = et åbent mål
plan-need-owner = en ansvarlig for hvert mål
plan-need-day = en dag for hvert mål
plan-need-legal_basis = en indsats med hjemmel
plan-need-review = en opfølgning til tiden
plan-need-person_agrees = at den, planen handler om, er med
plan-need-child_heard = at barnet selv er hørt
plan-need-authority_agrees = at myndigheden er med
cover-title = Erstatter andre planer
cover-plans = Hvilke planer skal målet erstatte?
cover-plans-hint = Én plan kan erstatte flere, når familien siger ja. Koordineringen viser, hvad der mangler.
cover-save = Gem
cover-stands-for = Erstatter: { $it }
done-cover = Det er gemt, hvilke planer målet erstatter.
keep-title = Hold målet fra nogen
keep-lead = Andre ser målet, når det er delt med dem. Her kan du holde det fra én, uanset hvad der er delt.
keep-now = Holdt fra
keep-party = Hvem skal ikke se det?
keep-save = Hold målet fra dem
keep-lift = Lad dem se det igen
keep-from = Holdt fra { $it }
done-kept = Målet bliver holdt fra dem.
done-kept-lifted = Målet bliver ikke holdt fra dem længere.
versions-title = Planens versioner
versions-lead = En version er planen, som den stod den dag. Den ændrer sig aldrig.
versions-empty = Her kommer den første version, når I holder en opfølgning, eller når du gemmer en selv.
version-number = Version { $n }
version-of-review = fra en opfølgning
version-keep = Gem planen, som den står nu
version-why = Hvorfor? (frivilligt)
version-why-hint = For eksempel: Aftalt på netværksmødet
version-save = Gem en version
done-version = Planen er gemt, som den står.
compare-title = To versioner ved siden af hinanden
compare-from = Fra version
compare-to = Til version
compare-do = Sammenlign
compare-same = De to versioner siger det samme.
compare-before = Før
compare-after = Efter
compare-unchanged = { $n ->
    [one] 1 ting står, som den stod.
   *[other] { $n } ting står, som de stod.
}
plan-part-goal = Mål
plan-part-task = Opgave
plan-part-measure = Indsats
plan-change-added = Nyt
plan-change-removed = Væk
plan-change-moved = Flyttet sig
plan-change-changed = Ændret
agree-new = Skriv, hvem der er med
agree-title = Hvem er med på version { $n }?
agree-lead = Skriv, hvad hver enkelt siger til version { $n } af planen, og hvilken dag de sagde det.
agree-party = Hvem?
agree-stance = Hvad siger de?
agreement-agrees = er med
agreement-declines = er ikke med
agree-word = Et ord med (skal skrives ved et nej)
agree-word-hint = For eksempel hvad de gerne vil have anderledes
agree-on = Hvilken dag?
agree-save = Gem svaret
agree-before-version = dagen ligger før versionen
agree-nobody = Ingen har svaret endnu.
done-agreement = Svaret er gemt.
plan-answer-title = Hvad siger du til planen?
plan-answer-lead = Det er jeres plan. Sig ja, hvis du kan stå ved den. Sig nej, hvis noget skal være anderledes.
plan-answer-version = Planen, som den stod { $it }
plan-answer-ask = Planen blev gemt { $it }. Sig, om du er med på den.
plan-answer-do = Svar på planen
plan-answer-again = Svar igen
plan-answer-stance = Er du med på planen?
plan-answer-agrees = Ja, jeg er med
plan-answer-declines = Nej, ikke som den er nu
plan-answered-agrees = Du har sagt ja
plan-answered-declines = Du har sagt nej
plan-answer-word = Et ord med (skriv det, hvis du siger nej)
plan-answer-word-hint = For eksempel hvad der skal være anderledes
plan-answer-word-missing = skriv, hvad der skal være anderledes
plan-answer-newer = planen er gemt på ny, mens du læste; læs den, og svar igen
plan-answer-save = Send svaret
done-answer = Tak. Dit svar er gemt.
