# E-mails med engangslinks.
letter-on-its-way = E-mailen med linket er på vej til { $it }. Koden står ikke i den.
letter-email = E-mail (frivilligt)
letter-email-hint = Så sender Helhed linket. Der står ingen navne i e-mailen. Fortæl koden på anden vis, for eksempel i telefon.
letter-subject-rate = Fire korte spørgsmål fra { $municipality }
letter-asks-rate = Hej. { $municipality } beder dig svare på fire korte spørgsmål. Det tager under et minut.
letter-subject-answer = Et spørgsmål fra { $municipality }
letter-asks-answer = Hej. { $municipality } beder dig svare på et spørgsmål til brug for en indsats, som du kender til.
letter-open = Åbn dette link: { $address }
letter-code = Skriv den kode på seks tal, som du får at vide på anden vis. Den står ikke her.
letter-until = Linket virker til { $until }, én gang.
letter-wrong = Kender du ikke til det, så slet e-mailen. Du kan ikke svare på den.
letter-state-waiting = e-mail på vej
letter-state-sent = e-mail sendt
letter-state-refused = e-mail afvist: adressen findes ikke
letter-state-given_up = e-mail kunne ikke sendes
letter-state-not_needed = e-mail ikke sendt: linket gjaldt ikke mere
