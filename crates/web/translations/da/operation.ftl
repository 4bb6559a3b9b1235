operation-title = Drift
operation-lead = Hvordan Helhed kører lige nu. Her står kun tal: intet om familier, og ingen navne.
operation-well = Alt kører, som det skal
operation-look = Se på det her
operation-letters-wait = Et brev har ventet i { $n } minutter på at komme af sted: svarer postserveren?
operation-letters-given-up = { $n ->
    [one] 1 brev er opgivet inden for en uge
   *[other] { $n } breve er opgivet inden for en uge
}
operation-version = Version
operation-migration = Tabellernes version
operation-sessions = Har brugt Helhed inden for et kvarter
operation-accounts = Brugere, der kan logge ind
operation-letters = Breve og sms’er, der venter
operation-audit = Poster i loggen
operation-audit-last = Seneste post i loggen
operation-under-way = Forespørgsler, der besvares nu
operation-memory = Hukommelse
operation-megabytes = { $n } MB
operation-files = Åbne filer og forbindelser
operation-metrics = De samme tal, og svartider for hver side, kan et overvågningsprogram hente på sin egen adresse.
menu-operation = Drift
act-operation_page = så, hvordan Helhed kører
