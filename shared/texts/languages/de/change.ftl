# Eine Bestellung ändern: andere Waren, eine andere Zeit.

change-title = Bestellung ändern
change-until = Du kannst diese Bestellung bis { $day }, { $time } Uhr, ändern, solange sie niemand packt. 0 nimmt etwas heraus.
change-more = Noch etwas?
change-find = Produkt suchen
change-search = Suchen
change-found = Gefunden: Trag ein, wie viel du davon möchtest
change-nothing-found = Dazu haben wir nichts gefunden. Bitte versuch es mit einem anderen Wort.
change-basket = Meinen Warenkorb in diese Bestellung legen
change-prices = Alles kostet, was es heute kostet. Du siehst die neue Summe, bevor sich etwas ändert.
change-review = Neue Summe ansehen
change-keep = Bestellung lassen, wie sie ist

# Was es ausmacht.
change-check = Stimmt das so?
change-was = bisher: { $count } für { $amount }
change-out = kommt heraus
change-before = Bisher machte die Bestellung { $before }.
change-pays = Das ist mehr, als auf deiner Karte vorgemerkt ist. Auf der nächsten Seite werden bis zu { $amount } für die ganze Bestellung vorgemerkt; danach gilt die Änderung, und was vorher vorgemerkt war, wird frei.
change-and-pay = Bestellung zahlungspflichtig ändern
change-confirm = Bestellung ändern
change-back = Noch etwas ändern

# Auf der Seite der Bestellung.
change-link = Bestellung ändern
change-changed = Du hast diese Bestellung geändert.
change-waits = Deine Änderung ist bis { $time } Uhr reserviert und gilt, sobald sie bezahlt ist. Bis dahin bleibt die Bestellung, wie sie war.
change-pay = { $amount } bezahlen und die Bestellung ändern
change-drop = Bestellung lassen, wie sie war

# Absagen: Es hat sich nichts geändert.
change-nothing-changed = Es hat sich nichts geändert.
change-too-late = Die Bestellung lässt sich nicht mehr ändern
change-too-late-why = Ihre Zeit ist geschlossen, oder sie wird schon gepackt. Es hat sich nichts geändert. Ruf uns bitte an, wenn etwas dazwischenkommt.
change-too-often = Diese Bestellung wurde schon sehr oft geändert
change-too-often-why = Es hat sich nichts geändert. Ruf uns bitte an, dann ändern wir sie für dich.
change-too-much = Zu viele Änderungen auf einmal
change-too-much-why = Es hat sich nichts geändert. Bitte mach erst die eine Hälfte, dann die andere.
change-nothing = Von der Bestellung bliebe nichts übrig
change-nothing-why = Behalte mindestens ein Produkt, oder storniere die Bestellung auf ihrer Seite.
change-full-why = Eine Bestellung fasst höchstens { $most } verschiedene Produkte. Bitte nimm etwas heraus.
change-look-again = Änderung noch einmal ansehen

# Die Zahlung ging verloren.
change-again = Deine Bank hat freigegeben, was für diese Bestellung vorgemerkt war. Bitte bezahl bis { $day }, { $time } Uhr, noch einmal; bisher wurde nichts abgebucht. Was bis dahin nicht bezahlt ist, müssen wir stornieren.
change-again-pay = { $amount } bezahlen
change-not-paid = Sie wurde nicht rechtzeitig noch einmal bezahlt.

# Eine Zeit, die weit weg ist: Die Karte wird erst gespeichert.
change-save-card = Bis zu deiner Zeit sind es mehr als sechs Tage. Speicher jetzt deine Karte: Vor dem { $day } wird nichts abgebucht oder vorgemerkt; dann merken wir bis zu { $upper } darauf vor.
change-save-card-button = Karte speichern
change-card-saved = Deine Karte ist gespeichert. Am { $day } merken wir bis zu { $upper } darauf vor; sollte deine Bank ablehnen, schreiben wir dir.
change-card-refused = Auf der Karte, die du gespeichert hast, konnten wir für diese Bestellung nichts vormerken. Bitte bezahl bis { $day }, { $time } Uhr; bisher wurde nichts abgebucht. Was bis dahin nicht bezahlt ist, müssen wir stornieren.
change-card-later = Bis zu deiner Zeit sind es mehr als sechs Tage, deshalb wird deine Karte jetzt nur gespeichert. Am Tag davor wird darauf vorgemerkt, was die Bestellung höchstens kostet.
