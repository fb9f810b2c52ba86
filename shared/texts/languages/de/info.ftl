# Hilfe, Lieferung, Rechtliches.

info-shop = Laden
info-offers = Angebote
info-help = Hilfe
info-help-about = Wie Bestellen, Wiegen, Ersatz, Pfand, Bezahlen, Ändern und Reklamieren hier funktionieren.
info-list = Einkaufszettel einfügen
info-delivery = Lieferung und Abholung
info-delivery-about = Wohin wir liefern, was es kostet und wann wir geöffnet haben.
info-imprint = Impressum
info-privacy = Datenschutz
info-terms = AGB
info-withdrawal = Widerruf
info-not-written = Diese Seite gibt es hier nicht.

info-ordering = Wie bestelle ich?
info-ordering-answer = Leg in den Warenkorb, was du brauchst, oder füg deine Einkaufsliste ein; wähle Lieferung oder Abholung und eine passende Zeit, und bezahl. Ein Konto brauchst du nicht. Der Termin gehört dir, sobald die Bestellung aufgegeben ist, und der Link in unserer E-Mail führt dich zu deiner Bestellung, bis du sie hast.
info-weighing = Was zahle ich für lose Ware?
info-weighing-answer = Lose Ware wiegen wir, wenn wir sie für dich aussuchen. Du zahlst, was auf der Waage liegt, und nie mehr als den Höchstbetrag, der an der Kasse steht. Bestell nach Stück oder nach Gramm, wie du magst.
info-substitutes = Und wenn etwas fehlt?
info-substitutes-answer = Das entscheidest du an der Kasse, für die ganze Bestellung oder für jedes Produkt: etwas Ähnliches, genau das eine, das du nennst, oder nichts. Du kannst auch sagen, ob es bis zu einem Fünftel mehr kosten darf. Was nicht abgemacht ist, fragen wir dich per E-Mail, bevor wir es einpacken, und was fehlt, wird nicht berechnet. Kein Ersatz bringt ein Allergen mit, das du nicht bestellt hast.
info-deposit = Wie ist das mit dem Pfand?
info-deposit-answer = Pfand auf Flaschen und Dosen steht getrennt vom Preis. Du bekommst es im Laden zurück, wenn du das Leergut bringst.
info-age = Was ist mit Bier, Wein und Spirituosen?
info-age-answer = Bei der Übergabe lassen wir uns einen Ausweis zeigen. Ohne Ausweis müssen wir diese Ware wieder mitnehmen; sie wird nicht berechnet.
info-payment = Wie und wann bezahle ich?
info-payment-answer = Mit Karte: Bei der Bestellung wird der Betrag nur vorgemerkt. Belastet wird deine Karte, wenn alles gepackt ist, und zwar genau mit dem, was im Korb liegt. Was darüber hinaus vorgemerkt war, gibt deine Bank in wenigen Tagen frei.
info-payment-handover = Oder bei der Übergabe: Wo die Kasse es anbietet, zahlst du bar oder mit Karte an unserem Gerät, genau das, was im Korb liegt.
info-changes = Kann ich noch etwas ändern oder stornieren?
info-changes-answer = Ja, auf der Seite deiner Bestellung, zu der der Link in unserer E-Mail führt: Bis zum Bestellschluss deiner Zeit kannst du etwas herausnehmen, dazulegen oder eine andere Zeit wählen. Stornieren kannst du, bis wir mit dem Packen anfangen; dann wird nichts berechnet.
info-returns = Etwas stimmt nicht. Was nun?
info-returns-answer = Sag es uns auf der Seite deiner Bestellung, am besten noch am selben Tag: um welches Produkt es geht und ob es gefehlt hat, beschädigt, falsch oder zu spät war, gern mit einem Foto. Was schlecht oder falsch war, ersetzen oder erstatten wir. Du kannst uns auch im Laden, am Telefon oder per E-Mail Bescheid sagen.
info-ask = Noch eine Frage?
info-ask-hint = Während der Öffnungszeiten antwortet dir jemand aus dem Laden.

info-postcode-title = Liefern wir zu dir?
info-postcode = Postleitzahl
info-postcode-check = Prüfen
info-postcode-yes = Ja, wir liefern nach { $postcode }: für { $fee }, frei ab { $free }. Der Mindestbestellwert ist { $least }.
info-postcode-no = Nach { $postcode } liefern wir noch nicht. Du kannst deine Bestellung gern im Laden abholen.
info-zones = Wohin wir liefern
info-zone = Gebiet
info-zone-fee = Gebühr
info-zone-free = Frei ab
info-zone-least = Mindestens
info-pickup = Selbst abholen
info-pickup-answer = Abholen kostet nichts. Die Zeit wählst du an der Kasse, bis { $minutes ->
    [one] eine Minute
    [60] eine Stunde
    [120] zwei Stunden
   *[other] { $minutes } Minuten
} vorher. Deine Tüten warten auf dich, Gekühltes im Kühlschrank.
info-no-pickup = Im Moment liefern wir nur.

info-next = Die nächsten Zeiten
info-next-lead = Noch zu haben. Welche davon inzwischen voll sind, sagt die Liste aller Zeiten.
info-next-delivery = Lieferung
info-next-pickup = Abholung im Laden
info-next-curbside = Abholung am Auto
info-next-shipment = Paket
info-next-none = Im Moment ist keine Zeit offen.
info-all-times = Alle Zeiten
info-times-of = Alle Zeiten: { $way }
info-hours = Öffnungszeiten
info-closed = geschlossen
info-monday = Montag
info-tuesday = Dienstag
info-wednesday = Mittwoch
info-thursday = Donnerstag
info-friday = Freitag
info-saturday = Samstag
info-sunday = Sonntag

info-cookies = Cookies dieses Ladens
info-cookies-lead = { $count ->
    [one] Dieser Laden setzt ein Cookie, weil er ohne nicht funktioniert. Für Werbung oder Statistik gibt es keine.
   *[other] Dieser Laden setzt { $count } Cookies, weil er ohne sie nicht funktioniert. Für Werbung oder Statistik gibt es keine.
}
info-cookies-again = Außerdem merkt sich dein Browser selbst, was du zuletzt gekauft hast, für „Noch einmal kaufen“ auf unserer ersten Seite. Uns fragt er nur, was das heute kostet; „Vergessen“ löscht es dort.
info-cookie-name = Name
info-cookie-purpose = Wozu
info-cookie-kept = Wie lange
info-cookie-cart = Eine zufällige Nummer, unter der wir deinen Warenkorb finden. Gesetzt, sobald du etwas hineinlegst.
info-cookie-items = Wie viele Produkte im Warenkorb liegen, für die Zahl am Korb.
info-cookie-lang = Die Sprache, die du gewählt hast. Gesetzt, wenn du eine andere wählst als die deines Browsers. Nichts Geheimes steht darin.
info-cookie-member = Dass eine Mailadresse deine ist, wenn du „Mitgliederpreise“ aus einer unserer Mails geöffnet hast
info-cookie-session = Hält die Leute aus dem Laden angemeldet. Wer einkauft, bekommt es nie.
info-cookie-hours = { $hours } Stunden
info-cookie-days = { $days } Tage
