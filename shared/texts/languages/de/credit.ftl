# Guthaben: Geschenkkarten, Kulanz, und Geld, das als Guthaben zurückgegeben wurde.

credit-title = Geschenkkarte oder Guthaben
credit-code = Code der Geschenkkarte oder des Guthabens
credit-code-hint = Es wird zuerst verbraucht. Was nicht gebraucht wird, bleibt darauf.
credit-use = Einlösen
credit-out = Nicht einlösen
credit-in-use = Der Code mit der Endung { $ends } zahlt bis zu { $pays }; { $left } bleiben darauf.
credit-pays-all = Dein Guthaben zahlt alles. Was nicht gebraucht wird, kommt wieder darauf.
credit-paid = Mit Guthaben bezahlt
credit-left-to-pay = Noch zu zahlen
credit-given-back = { $amount } davon sind wieder auf deinem Guthaben
credit-is-back = { $amount } sind wieder auf deiner Geschenkkarte oder deinem Guthaben und können neu eingelöst werden.

credit-unknown = Diesen Code kennen wir nicht. Er hat 32 Zeichen: Ziffern und Buchstaben von a bis f.
credit-empty = Auf diesem Code ist nichts mehr.
credit-enough-codes = Für eine Bestellung gehen drei Codes.
credit-changed = Dein Guthaben hat sich geändert
credit-gone = Auf einem deiner Codes ist jetzt weniger. Bitte sieh dir die Bestellung noch einmal an.

credit-mail = { $amount } für deinen nächsten Einkauf
credit-mail-hello = Hallo,
credit-mail-text = du hast { $amount } Guthaben in unserem Laden.
credit-mail-code = Dein Code: { $code }
credit-mail-how = Gib ihn beim Bestellen ein, auf der Seite, auf der du deine Bestellung prüfst. Er wird zuerst verbraucht, und was nicht gebraucht wird, bleibt darauf. Wer den Code hat, kann ihn einlösen: Bitte bewahre ihn auf wie Geld.
credit-mail-shop = Zum Laden
