breadcrumbs = Brødkrumme
choose = Vælg
to-the-family = Til familiens side
to-the-history = Se alt, hvad der er sket i sagen
places-free = { $n ->
    [0] ingen ledige pladser
    [one] 1 ledig plads
   *[other] { $n } ledige pladser
}
families-count = { $n ->
    [one] 1 familie
   *[other] { $n } familier
}
coordinator-with-room = { $name } – { $places }

room-is-left = Der er plads
room-is-not-left = Der er ventetid lige nu
room-free = { $n ->
    [0] Ingen koordinator har en ledig plads.
    [one] Der er 1 ledig plads hos koordinatorerne.
   *[other] Der er { $n } ledige pladser hos koordinatorerne.
}
room-waiting = { $n ->
    [0] Ingen venter.
    [one] 1 familie venter.
   *[other] { $n } familier venter.
}

refer-title = Henvis en familie
refer-lead = Det tager omkring fem minutter. Tal med familien først: de skal vide, hvad du skriver.
refer-household = Familiens navn
refer-household-hint = Som regel »Familien« og efternavnet
refer-people = Hvem er familien?
refer-somebody = Personer
refer-people-hint = Skriv mindst én. Tomme felter gør ikke noget. Uden efternavn bruger vi familiens navn.
refer-person = Person { $n }
refer-given = Fornavn
refer-family = Efternavn
refer-role = Rolle i familien
refer-born = Fødselsdag
refer-more-fields = Termin eller CPR-nummer
refer-expected = Termin
refer-expected-hint = Kun når barnet ikke er født endnu
refer-cpr = CPR-nummer
refer-cpr-hint = Hvis du har det. Ti cifre
refer-add-people = Tilføj flere personer
refer-criteria = Det passer på familien
refer-criteria-hint = Sæt gerne flere krydser
refer-reasons = Begrundelse
refer-reasons-hint = Hvorfor vil én koordinator og én plan hjælpe? Begynd gerne med det, familien er god til.
refer-not-a-notification = En henvisning er ikke en underretning. Er du bekymret for et barn, så brug kommunens vej for underretninger i dag.
refer-send = Send henvisningen
field-nobody-named = skriv mindst én person
field-person-twice = personen står her to gange
field-cpr-digits = et CPR-nummer har ti cifre
field-cpr-day = den fødselsdag findes ikke
field-cpr-other-day = nummeret og fødselsdagen passer ikke sammen
field-cpr-possible = her er alle opdigtede; skriv et nummer, som ingen kan have
field-cpr-impossible = det nummer kan ikke bruges
field-born-future = dagen er ikke kommet endnu
field-born-long-ago = det er mere end 120 år siden
field-not-expected = en termin ligger højst ti måneder frem
field-born-and-expected = skriv enten fødselsdag eller termin
field-not-on-list = et valg står ikke længere på listen
field-no-unit = din bruger hører ikke til en enhed; spørg it
done-referred = Tak. Henvisningen er sendt til teamet.

referrals-title = Henvisninger
referrals-lead = De familier, din enhed har henvist, og hvor langt hver er.
referrals-empty = Din enhed har ikke henvist nogen familie endnu.
referral-sent = Sendt { $it }
referral-of = Henvisning: { $it }
referral-from = { $unit }, { $name }, { $day }
referral-standing = Hvor er den?
referral-declined-because = Grund: { $it }
referral-born = født { $it }
referral-expected = ventes { $it }
referral-family = Familien her:
referral-not-in-family = Ikke i familien endnu
referral-known-family = Familien er i forløb. Henvisningen kan følge det.
referral-no-criteria = Der er ikke sat kryds ved noget.
referral-decisions = Besluttet
standing-undecided = Ikke besluttet
standing-waiting = På venteliste
standing-taken_in = Taget ind
standing-declined = Afvist
standing-text-undecided = Teamet har den og har ikke besluttet endnu. Du behøver ikke gøre noget.
standing-text-waiting = Familien står på ventelisten. Teamet henvender sig, når der er en plads.
standing-text-taken_in = Familien er med i indsatsen og har en koordinator.
standing-text-declined = Teamet kunne ikke tage familien ind. Tal med teamlederen om grunden, eller henvis igen, når noget er ændret.
decided-taken-in = Taget ind
decided-put-on-list = Sat på ventelisten
decided-joined = Fulgte det forløb, der var i gang
decided-declined = Afvist: { $it }
decided-declined-word = Afvist: { $reason } – { $word }
decided-by = { $what }. { $name }, { $day }

take-in-heading = Tag familien ind
take-in-coordinator = Koordinator
take-in-start = Første dag
take-in-start-hint = Højst tre måneder frem
take-in-send = Tag ind
take-in-no-room = Ingen koordinator har en ledig plads. Sæt familien på ventelisten.
put-on-list-heading = Sæt på venteliste
put-on-list-text = Familien bliver nummer { $n }.
put-on-list-send = Sæt på ventelisten
decline-heading = Afvis
decline-reason = Grund
decline-word = Med jeres egne ord
decline-word-hint = Frivilligt. Den, der henviste, ser det ikke
decline-send = Afvis henvisningen
join-heading = Familien er allerede i forløb
join-text = Henvisningen følger forløbet, og de personer, den nævner, kommer med i familien.
join-send = Lad henvisningen følge forløbet
field-coordinator-full = der er ikke en ledig plads længere; vælg en anden
field-before-referral = det er før henvisningen kom
field-start-too-far = det er mere end tre måneder frem; sæt familien på venteliste
problem-decided = Det er allerede besluttet, måske af en anden lige nu. Se, hvordan det står.
problem-course-runs = Familien er allerede i forløb. Henvisningen kan følge det.
problem-no-course = Familien er ikke i forløb længere. Beslut det på ny.
problem-full = Der er ikke en ledig plads hos den koordinator længere. Intet er ændret.
problem-moved = Rækkefølgen er ændret i mellemtiden. Her er den, som den står nu.
done-taken-in = Familien er taget ind.
done-put-on-list = Familien står nu sidst på ventelisten.
done-declined = Henvisningen er afvist.
done-joined = Henvisningen følger nu forløbet.
done-moved = Rækkefølgen er ændret.

team-title = Team
team-free = { $n ->
    [0] Ingen ledige pladser.
    [one] 1 ledig plads.
   *[other] { $n } ledige pladser.
}
team-undecided = Henvisninger, der venter på jer
team-undecided-empty = Der er ingen nye henvisninger. De står her, når nogen henviser en familie.
team-came = kom { $it }
team-course-runs = Er allerede i forløb
team-coordinator-for = Koordinator for { $it }
team-wait = På venteliste
team-more = Læs og beslut
team-places = Pladser
team-no-coordinators = Der er ingen koordinatorer endnu. It opretter dem under Brugere.
team-gone = Bruger lukket: overdrag familierne
team-places-of = Pladser hos { $it }
team-count = { $taken } af { $most }
place-free = ledig
team-waiting = Venteliste
team-waiting-empty = Ingen venter.
team-waits-since = { $unit } · venter siden { $day }
team-overdue = Opfølgninger over tid
team-overdue-empty = Alle planer er fulgt op til tiden.
team-overdue-since = skulle være holdt { $it }
waiting-move-sooner = Op
waiting-move-later = Ned
offer-heading = Der er en ledig plads hos { $coordinator }: tilbyd den til { $name }
offer-text = Familien står forrest på ventelisten. Den bliver taget ind med start i dag.
offer-send = Tag { $it } ind
offer-read = Læs henvisningen først

hand-over-title = Overdrag familier
hand-over-lead = Alle familier i forløb går fra den ene koordinator til den anden. Historikken bliver.
hand-over-from = Fra
hand-over-to = Til
hand-over-to-hint = Der skal være plads til dem alle
hand-over-word = Grund
hand-over-word-hint = Frivilligt. Kan læses i sagens historik
hand-over-send = Overdrag
hand-over-empty = Ingen koordinator har familier i forløb.
field-same-coordinator = vælg en anden end den, de kommer fra
field-no-families = der er ingen familier at overdrage
field-no-room-for-all = der er ikke plads til dem alle; ingen er flyttet
done-handed-over = Familierne er overdraget.
