# Wenn etwas fehlt, beschädigt, falsch oder zu spät ist: Reklamationen, und Geld, das zurückgeht.

claim-open = Stimmt etwas nicht?
claim-what = Was ist passiert?
claim-missing = Fehlt
claim-damaged = Beschädigt oder verdorben
claim-wrong = Falsche Ware
claim-late = Zu spät
claim-which = Worum geht es?
claim-whole-delivery = Um die ganze Bestellung
claim-how-much = Wie viel davon?
claim-how-much-hint = Stück, oder Gramm bei loser Ware. Leer heißt: alles davon.
claim-words = Was sollen wir wissen?
claim-photo = Ein Foto
claim-photo-hint = JPEG, PNG oder WebP, bis 4 MB. Nur unser Team sieht es. Ort und Zeit entfernen wir daraus.
claim-send = Abschicken
claim-law = Dieses Formular ist der schnelle Weg. Deine gesetzlichen Rechte bleiben, wie sie sind.

claim-yours = Das hast du uns gesagt
claim-waits = wir sehen es uns an
claim-refused = nicht angenommen
claim-refund = Geld zurück
claim-replacement = du bekommst es noch einmal

claim-say-what = Bitte wähl aus, was passiert ist.
claim-say-which = Bitte wähl aus, worum es geht.
claim-not-so-much = So viel davon ist nicht mehr da, dass wir es zurücknehmen könnten.
claim-words-too-long = Bitte höchstens 500 Zeichen.
claim-no-photo = Das ist kein Bild in JPEG, PNG oder WebP, oder es ist abgebrochen.
claim-photo-too-large = Ein Foto darf 4 MB haben.
claim-too-late = Für dieses Formular ist es zu spät
claim-too-late-why = Bitte ruf uns an: Wir finden einen Weg.
claim-too-early = Du hast diese Bestellung noch nicht

claim-given-back = Zurückgezahlt
claim-in-the-end = Am Ende bezahlt
claim-refund-owed = unterwegs
claim-refund-paid = ausgezahlt

claim-mail-subject = Geld zurück für deine Bestellung { $order }
claim-mail-refunded = Wir haben dir { $amount } von deiner Bestellung { $order } zurückgezahlt. Der Grund: { $reason }
claim-by-hand = vom Laden erstattet
claim-mail-bank = Das Geld geht dorthin zurück, woher du bezahlt hast. Bis die Bank es zeigt, vergehen bis zu zehn Tage.
claim-mail-made-subject = Deine Nachricht zur Bestellung { $order } ist da
claim-mail-made = Danke, dass du uns Bescheid gibst. Jemand sieht es sich an, und du hörst von uns.
claim-mail-answer-subject = Unsere Antwort zu deiner Bestellung { $order }
claim-mail-refused = Diesmal können wir deine Reklamation nicht annehmen: { $reason }
claim-mail-replacement = Du bekommst es noch einmal, ohne etwas zu zahlen: { $reason }
claim-mail-refund = Du bekommst dein Geld zurück: { $reason }

claim-credit = Guthaben für deinen nächsten Einkauf
claim-refund-refused = die Bank hat es nicht angenommen: Wir melden uns
claim-refund-in-cash = im Laden zurückgegeben
claim-mail-credit = Du bekommst dafür { $amount } Guthaben: { $reason }
claim-mail-till = Du hast es aus unserer Kasse zurückbekommen.
claim-mail-as-credit = { $amount } davon sind wieder auf dem Guthaben, mit dem du bezahlt hast.
