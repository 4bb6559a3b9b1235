menu-retention = Sletning
retention-title = Opbevaring og sletning
retention-lead = En sag slettes, når den har været lukket længe nok, når to personer har sagt ja, og når arkivet er hentet. Et sletteforbud stopper alt.
retention-cases = Sager, der skal slettes, eller som er holdt tilbage
retention-none = Ingen sager er gamle nok til at blive slettet, og ingen er holdt tilbage. Huset ser efter fire gange i døgnet.
retention-case = Sag { $it }
retention-closed-on = Lukket { $it }.
retention-due-on = Kan slettes fra { $it }.
retention-held = Holdt tilbage
retention-due = Gammel nok, foreslås snart
retention-tonight = Slettes inden seks timer
retention-held-because = Må ikke slettes:
retention-held-hidden = teamlederen kender grunden.
retention-approvals = { $n ->
    [0] Ingen har sagt ja
    [one] Én har sagt ja
   *[other] { $n } har sagt ja
 }
retention-archived = Arkivet er hentet
retention-not-archived = Arkivet mangler at blive hentet, eller sagen er ændret siden
retention-approve = Sig ja til at slette
retention-xml = Hent arkiv som XML
retention-pdf = Hent arkiv som PDF/A
retention-hold = Hold tilbage
retention-lift = Ophæv sletteforbud
retention-how = Sådan går det til
retention-months = { $n ->
    [one] { $n } måned
   *[other] { $n } måneder
 } efter lukningen
retention-steps = Huset foreslår. To forskellige personer siger ja. Teamlederen henter arkivet som XML og PDF/A. Inden seks timer slettes sagen med dokumenter, referater, kladder og beskeder. Det, der er tilbage, er en linje uden navne.
retention-gone = Slettede sager
retention-gone-none = Ingen sager er slettet endnu.
retention-which = Sag
retention-deleted = Slettet
retention-checksum = Arkivets kontrolsum (SHA-256)
retention-reason = Begrundelse
retention-reason-hint = Fx en klage eller en retssag, der ikke er afsluttet
retention-lift-hint = Fx at klagen er afgjort
retention-hold-title = Hold { $it } tilbage fra sletning
retention-hold-lead = Sagen bliver, uanset hvor gammel den er, til nogen ophæver det. Er den allerede foreslået slettet, tages forslaget tilbage.
retention-lift-title = Ophæv sletteforbuddet for { $it }
retention-lift-lead = Derefter følger sagen de almindelige frister igen.
retention-held-already = Sagen er allerede holdt tilbage.
done-retention-approved = Du har sagt ja. Sagen slettes, når to har sagt ja og arkivet er hentet.
done-retention-approved-before = Du har allerede sagt ja. Den anden skal være en anden person.
done-retention-own = Du har selv foreslået det. To andre skal sige ja.
done-retention-is-held = Sagen er holdt tilbage og kan ikke slettes.
done-retention-hold-set = Sagen er holdt tilbage.
done-retention-lifted = Sletteforbuddet er ophævet.
case-type-course = Familie i forløb
case-type-declined = Henvisning uden forløb
purge-open = Sagen er åben igen
purge-not_due = Det er ikke tid endnu
purge-held = Holdt tilbage
purge-not_approved = Venter på ja
purge-not_archived = Venter på arkivet
archive-title = Sagen om { $it }
archive-family = Sagens nummer
archive-kind = Sagstype
archive-opened = Åbnet
archive-closed = Lukket
archive-made = Arkivet er lavet
archive-lead = Alt, der er skrevet i sagen, i den rækkefølge det er skrevet. Filer og alle enkeltoplysninger står i XML-filen, der hører til.
