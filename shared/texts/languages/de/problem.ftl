# Wenn etwas nicht geht: Seiten für Menschen, Dokumente für Programme.

problem-malformed = Das war nicht zu lesen
problem-unreadable = Die Anfrage war nicht zu lesen: { $why }
problem-broke-off = Die Anfrage brach mittendrin ab.
problem-not-found = Nicht gefunden
problem-nothing-here = Unter dieser Adresse gibt es nichts. Vielleicht ist es umgezogen, oder der Link ist unvollständig.
problem-forbidden = Nicht erlaubt
problem-invalid = Bitte schau noch einmal hin
problem-invalid-why = Bitte berichtige, was markiert ist, und schick es noch einmal ab.
problem-fault = Unser Fehler
problem-fault-why = Bei uns ist etwas schiefgegangen. Berechnet wurde dabei nichts. Bitte versuch es gleich noch einmal.
problem-reference = Wenn es wieder passiert, nenn uns dieses Zeichen:
problem-not-possible = Das geht hier nicht
problem-cross-site = Das kam von einer anderen Seite
problem-cross-site-why = Zu deiner Sicherheit nimmt der Laden nur Formulare von seinen eigenen Seiten an. Es wurde nichts geändert.
problem-unknown-content = Unbekannte Art von Inhalt
problem-unknown-content-why = Bitte application/json oder application/x-www-form-urlencoded senden.
problem-too-large = Zu viel auf einmal
problem-too-large-why = Die Anfrage ist größer als erlaubt.
problem-language = Diese Sprache sprechen wir nicht
problem-elsewhere = Dieser Link führt aus dem Laden hinaus, deshalb folgen wir ihm nicht.
problem-to-shop = Zum Laden
problem-to-basket = Zum Warenkorb
