tab-requests = Udtalelser
menu-asked = Vi er spurgt
requests-title = Anmodninger og udtalelser
requests-lead = Spørg én gang. Svaret gælder for alle, der har lov til at se det.
requests-empty = Her kommer det, som andre er blevet spurgt om, og det, de har svaret.
requests-open = Venter på svar
requests-other = Afvist, sendt tilbage eller trukket tilbage
statements-title = Udtalelser
item-statement = Udtalelse
statement-by = { $name } for { $to }
statement-given = { $name }, { $when }
statement-annulled = Udtalelsen er annulleret
statement-annulled-hint = Teksten vises ikke mere, og den tæller ikke med. Det samme kan spørges igen.
request-title = Anmodning: { $it }
request-lead = { $to } om { $about }
request-asked-by = { $name } spurgte { $when }
request-asked-of-us = Til jeres enhed
request-standing = Hvor den står
request-state = Status
request-state-open = Venter på svar
request-state-due_today = Skal besvares i dag
request-state-overdue = Svarfristen er gået
request-state-answered = Besvaret
request-state-refused = Afvist
request-state-not_known = Kender ikke personen
request-state-withdrawn = Trukket tilbage
request-due-today = svar i dag
request-due-in = svar { $it }
request-days-over = { $n ->
    [one] 1 dag over fristen
   *[other] { $n } dage over fristen
 }
request-reminded = { $n ->
    [one] rykket én gang
   *[other] rykket { $n } gange
 }
request-link = Engangslink
request-reminders = Rykket
request-already-ended = er allerede besvaret eller trukket tilbage. Det, I har skrevet, er ikke sendt
link-live-until = virker til { $it }
link-is-used = er brugt
link-is-ended = virker ikke mere
link-is-locked = er låst efter for mange forkerte koder. Ryk for svar, så laver vi et nyt
link-is-expired = er udløbet. Ryk for svar, så laver vi et nyt

ask-title = Bed om en udtalelse
ask-lead = Hvem ved noget, vi har brug for at vide? Skriv kun det, der skal til.
ask-to = Hvem spørger vi?
ask-outside = En anden, som jeg skriver navnet på
ask-outsider = Navn på en anden
ask-outsider-hint = For eksempel »Læge Lis Lund«. De svarer med et engangslink.
ask-unit-by-link = { $it } (svarer med link)
ask-about = Hvem handler det om?
ask-category = Emne
ask-question = Spørgsmål
ask-question-hint = Stil ét spørgsmål, der kan svares på. Skriv ikke mere om familien end nødvendigt.
ask-purpose = Hvad skal vi bruge svaret til?
ask-purpose-word = Formål med ord (hvis listen ikke siger det)
ask-basis = Hvad giver os lov?
ask-basis-hint = Et samtykke skal nævne personen, emnet og dem, vi spørger.
ask-basis-word = Hvilken lov, eller hvilket samtykke på papir (når loven er en anden, eller vi spørger en udenfor)
ask-due = Svar senest
ask-due-before = er gået
ask-link = Lav også et engangslink til enheden
ask-nobody-there = Ingen i enheden kan logge ind. Sæt kryds her, så laver vi et link
ask-again = Hvorfor spørge igen?
ask-again-hint = Skriv kun noget her, hvis svaret ovenfor ikke kan bruges.
ask-met = det er besvaret før. Læs svaret ovenfor først
ask-waiting = det er spurgt om før og venter på svar
ask-met-title = Det har vi spurgt om
ask-met-text = Kan I bruge det, behøver vi ikke at spørge igen.
ask-no-consent = der er intet samtykke, der nævner personen, emnet og dem, vi spørger. Få det først, eller vælg et andet grundlag
ask-send = Spørg

remind-title = Ryk for svar
remind-lead = { $it } har ikke svaret endnu.
remind-text = Ring eller skriv til dem. Vi noterer, at du har rykket.
remind-text-letter = Ring, skriv selv, eller lad Helhed sende et nyt link. Vi noterer, at du har rykket.
remind-link = Lav et nyt engangslink. Det gamle virker ikke mere
remind-new-link = De får et nyt engangslink og en ny kode. Det gamle link virker ikke mere.
remind-send = Noter, at jeg rykker

withdraw-title = Træk anmodningen tilbage
withdraw-text = Den skal ikke besvares mere, og links til den virker ikke mere.
withdraw-send = Træk tilbage
annul-statement-title = Annuller udtalelsen
annul-statement-text = Brug det, når udtalelsen handler om et forkert barn. Teksten vises ikke mere, hverken for os eller andre.
annul-statement-send = Annuller
statement-already-annulled = er allerede annulleret
end-reason = Hvorfor?

made-link-title = Link og kode
made-link-lead = De vises kun denne ene gang. Send dem hver sin vej.
made-link-address = Linket
made-link-send = Send det selv med sikker post.
made-link-code = Koden
made-link-tell = Fortæl den i telefonen eller i en sms, aldrig sammen med linket. Uden koden viser linket ingenting.
made-link-until = Linket virker til { $it } og kan bruges én gang. Efter fem forkerte koder låses det.
made-link-done = Jeg har noteret dem

asked-title = Vi er spurgt
asked-lead = Det, som familiernes koordinatorer har bedt jeres enhed om.
asked-empty = Der er ingen spørgsmål, der venter på svar.
asked-open = Venter på jeres svar
asked-ended = De seneste tre måneder
asked-born = { $name }, født { $day }
asked-annulled = Koordinatoren har annulleret svaret, fordi det handlede om en anden.
answer-title = Spørgsmål: { $it }
answer-lead = { $name } spørger. Svar senest { $day }.
reply-way = Hvad er jeres svar?
reply-statement = Vi svarer
reply-refuse = Vi kan eller må ikke svare
reply-not_known = Det er ikke et barn eller en person, vi kender
reply-body = Udtalelse
reply-body-hint = Skriv det, I selv har set og ved. Begynd gerne med det, der går godt.
reply-why = Hvorfor ikke?
reply-why-hint = Kun hvis I ikke svarer.
reply-why-missing = skriv kort, hvorfor I ikke kan svare
reply-who-sees = Udtalelsen kan ses af familiens team og af dem, som familien eller loven har givet lov. Familien kan bede om at læse den.
reply-no-consent = samtykket gælder ikke mere, så svaret er ikke delt. Sig til koordinatoren, eller svar, at I ikke kan
reply-send = Send svaret

link-title = Du er blevet spurgt om noget
link-lead = { $it } har brug for et svar fra dig. Skriv koden, du har fået.
link-code = Kode
link-code-hint = Seks tal, som du har fået i telefonen eller i en sms.
link-code-digits = en kode er seks tal
link-code-wrong = { $n ->
    [one] koden passer ikke. Du har ét forsøg mere
   *[other] koden passer ikke. Du har { $n } forsøg mere
 }
link-too-many = der er prøvet for mange gange. Vent et kvarter, og prøv igen
link-open = Vis spørgsmålet
link-why-code = Koden passer på familien: har andre fået linket ved en fejl, kan de ikke bruge det.
link-question-title = Spørgsmål til dig
link-question-lead = { $name } spørger { $to }. Svar senest { $day }.
link-about-hint = Her står kun fornavne. Er du i tvivl om, hvem det er, så spørg den, der gav dig koden, før du svarer.
link-name = Dit navn og din stilling
link-closed-title = Linket er lukket
link-state-used = Linket er brugt, og svaret er modtaget. Tak. Har du mere at fortælle, så ring til den, der spurgte.
link-state-ended = Linket virker ikke mere: spørgsmålet er besvaret eller trukket tilbage, eller der er lavet et nyt link. Ring til den, der sendte det, hvis du er i tvivl.
link-state-locked = Linket er låst, fordi der er skrevet for mange forkerte koder. Intet er vist eller delt. Bed den, der sendte det, om et nyt.
link-state-expired = Linket er udløbet. Intet er vist eller delt. Bed den, der sendte det, om et nyt.
link-written = Det, du skrev, er ikke sendt. Her er det, så du kan gemme det

today-asked = Vi venter på svar
today-came-back = Kommet tilbage

done-asked = Spørgsmålet er stillet.
done-reminded = Rykkeren er noteret.
done-request-ended = Spørgsmålet er besvaret eller trukket tilbage i mellemtiden. Der er ikke rykket.
done-withdrawn = Anmodningen er trukket tilbage.
done-statement-annulled = Udtalelsen er annulleret.
done-answered = Tak. Svaret er sendt.
done-answered-by-link = Tak. Svaret er modtaget.
