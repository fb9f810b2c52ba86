# Hilfe, Lieferung, Rechtliches.

info-shop = Laden
info-offers = Angebote
info-help = Hilfe
info-help-about = So laufen hier Bestellung, Wiegen, Ersatz, Pfand, Bezahlung und Reklamation.
info-list = Einkaufszettel einfügen
info-delivery = Lieferung und Abholung
info-delivery-about = Wohin wir liefern, was es kostet und wann wir geöffnet haben.
info-imprint = Impressum
info-privacy = Datenschutz
info-terms = AGB
info-withdrawal = Widerruf
info-not-written = Diese Seite gibt es hier nicht.

info-ordering = Wie bestelle ich?
info-ordering-answer = Leg in den Warenkorb, was du brauchst, wähle Lieferung oder Abholung und eine passende Zeit, und bezahl mit Karte. Ein Konto brauchst du nicht. Der Termin gehört dir, sobald du zum Bezahlen gehst, und der Link in unserer E-Mail führt dich jederzeit zu deiner Bestellung.
info-weighing = Was zahle ich für lose Ware?
info-weighing-answer = Lose Ware wiegen wir, wenn wir sie für dich aussuchen. Du zahlst, was auf der Waage liegt, und nie mehr als den Höchstbetrag, der an der Kasse steht. Bestell nach Stück oder nach Gramm, wie du magst.
info-substitutes = Und wenn etwas fehlt?
info-substitutes-answer = Das entscheidest du an der Kasse: Wir bringen, was wir selbst stattdessen mitnehmen würden, oder lassen es weg. Was fehlt, wird nicht berechnet.
info-deposit = Wie ist das mit dem Pfand?
info-deposit-answer = Pfand auf Flaschen und Dosen steht getrennt vom Preis. Du bekommst es im Laden zurück, wenn du das Leergut bringst.
info-age = Was ist mit Bier, Wein und Spirituosen?
info-age-answer = Bei der Übergabe lassen wir uns einen Ausweis zeigen. Ohne Ausweis müssen wir diese Ware wieder mitnehmen; sie wird nicht berechnet.
info-payment = Wann wird meine Karte belastet?
info-payment-answer = Bei der Bestellung wird der Betrag nur vorgemerkt. Belastet wird deine Karte, wenn alles gepackt ist, und zwar genau mit dem, was im Korb liegt. Was darüber hinaus vorgemerkt war, gibt deine Bank in wenigen Tagen frei.
info-changes = Kann ich noch etwas ändern oder stornieren?
info-changes-answer = Bis wir mit dem Packen anfangen, kannst du auf der Seite deiner Bestellung stornieren, und es wird nichts berechnet. Willst du etwas ändern, storniere, geh zurück zum Warenkorb und bestell neu.
info-returns = Etwas stimmt nicht. Was nun?
info-returns-answer = Sag uns Bescheid, im Laden, am Telefon oder per E-Mail, am besten noch am selben Tag. Was schlecht oder falsch war, ersetzen oder erstatten wir.
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
info-cookies-again = Außerdem merkt sich dein Browser selbst, was du zuletzt genommen hast, für „Noch einmal kaufen“ auf unserer ersten Seite. Uns fragt er nur, was das heute kostet; „Vergessen“ löscht es dort.
info-cookie-name = Name
info-cookie-purpose = Wozu
info-cookie-kept = Wie lange
info-cookie-cart = Eine zufällige Nummer, unter der wir deinen Warenkorb finden. Gesetzt, sobald du etwas hineinlegst.
info-cookie-items = Wie viele Produkte im Warenkorb liegen, für die Zahl am Korb.
info-cookie-lang = Die Sprache, die du gewählt hast. Gesetzt, wenn du eine andere wählst als die deines Browsers. Nichts Geheimes steht darin.
info-cookie-session = Hält die Leute aus dem Laden angemeldet. Wer einkauft, bekommt es nie.
info-cookie-hours = { $hours } Stunden
info-cookie-days = { $days } Tage
