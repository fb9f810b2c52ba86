# Der Eingang.

home-welcome = Gutes Essen von nebenan.
home-description = { $shop }: der Laden in deinem Kiez. Frisch, fair im Preis, geliefert oder zum Abholen.
home-lead = Von Hand gepackt und nach { $zones } an deine Tür gebracht, oder zum Abholen bereitgestellt.
home-and = { $first } und { $last }
home-next = Nächste Lieferung
home-today = heute { $window }
home-tomorrow = morgen { $window }
home-on-day =
    { $day ->
        [1] Montag
        [2] Dienstag
        [3] Mittwoch
        [4] Donnerstag
        [5] Freitag
        [6] Samstag
       *[7] Sonntag
    } { $window }
home-fees = Ab { $fee }, frei ab { $free }
home-missing = Was fehlt, wird nicht berechnet
home-offers = Im Angebot
home-deals = Zusammen günstiger
home-again = Noch einmal kaufen
home-again-note = Was du zuletzt genommen hast. Nur dieser Browser merkt es sich.
home-again-clear = Vergessen
home-aisles = Durch die Gänge
home-fresh = Lose, nach Gewicht
