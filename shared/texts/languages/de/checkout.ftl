# Vom Warenkorb zur Zahlung.

checkout-title = Kasse
checkout-step-basket = Warenkorb
checkout-step-details = Angaben
checkout-step-review = Prüfen
checkout-step-payment = Zahlung

# Wie, wer, wann.
checkout-how = Wie hättest du es gern?
checkout-wrong = Bitte schau hier noch einmal hin:
checkout-delivery-or-pickup = Lieferung oder Abholung
checkout-to-my-door = Lieferung an die Tür
checkout-in-the-store = Abholung im Laden
checkout-postcode = Postleitzahl
checkout-postcode-hint = Nur für eine Lieferung nötig
checkout-show-times = Zeiten zeigen
checkout-other-times = Andere Zeiten zeigen
checkout-when = Wann
checkout-no-time = In den nächsten Tagen ist leider nichts mehr frei.
checkout-who = Wer
checkout-name = Name
checkout-email = E-Mail
checkout-email-hint = Für den Beleg und den Link zu deiner Bestellung
checkout-phone = Telefon
checkout-phone-hint = Nur falls bei dieser Bestellung etwas unklar ist
checkout-where = Wohin
checkout-within = Im Bereich { $postcode }. Die Zeiten hängen vom Ort ab: Eine andere Postleitzahl wählst du oben.
checkout-street = Straße und Hausnummer
checkout-city = Ort
checkout-note = Hinweis für den Fahrer
checkout-missing = Falls etwas fehlt
checkout-what-then = Was sollen wir dann tun?
checkout-similar = Etwas Ähnliches, nie teurer
checkout-leave-out = Weglassen und nicht berechnen
checkout-offers = Schickt mir die Wochenangebote per E-Mail (ein Klick, und ich bekomme keine mehr)
checkout-review-order = Bestellung prüfen

# Zeiten.
checkout-times = Zeiten
checkout-free = frei
checkout-times-free =
    { $count ->
        [one] 1 frei
       *[other] { $count } frei
    }
checkout-full = ausgebucht
checkout-nearly-full = fast ausgebucht
checkout-delivery-on = Lieferung am { $day }, { $window }
checkout-pickup-on = Abholung am { $day }, { $window }, { $street }

# Die Prüfung.
checkout-review = Prüf deine Bestellung
checkout-since = Seit du zuletzt hier warst:
checkout-now = { $product } kostet jetzt { $now } statt { $before }.
checkout-change = Ändern
checkout-delivery = Lieferung
checkout-vat = Enthaltene MwSt.: { $parts }
checkout-weighed = Einiges davon wird gewogen. Bis zu { $upper } werden vorgemerkt; du zahlst genau, was die Waage sagt.
checkout-age = Du musst mindestens { $age } Jahre alt sein; wir fragen bei der Übergabe nach dem Ausweis.
checkout-place = Zahlungspflichtig bestellen
checkout-not-charged-yet = Abgebucht wird erst, wenn deine Bestellung gepackt ist.

# Was an den Angaben nicht stimmt.
checkout-name-missing = Bitte sag uns deinen Namen.
checkout-email-wrong = Bitte gib eine E-Mail-Adresse an; dorthin geht der Beleg.
checkout-phone-long = Diese Telefonnummer ist zu lang.
checkout-address-missing = Wohin sollen wir liefern?
checkout-street-missing = Bitte gib Straße und Hausnummer an.
checkout-city-missing = Bitte gib den Ort an.
checkout-note-long = Bitte bleib beim Hinweis unter 300 Zeichen.
checkout-postcode-missing = Sag uns deine Postleitzahl, dann zeigen wir dir die Lieferzeiten.
checkout-no-delivery = Nach „{ $postcode }“ liefern wir noch nicht. Du kannst deine Bestellung im Laden abholen.
checkout-choose-pickup = Abholung wählen
checkout-slot-closed = Diese Zeit lässt sich nicht mehr wählen. Bitte nimm eine andere.
checkout-who-missing = Sag uns, wer du bist.
checkout-when-missing = Sag uns, wie und wann du es haben möchtest.
checkout-to-details = Zu deinen Angaben
checkout-back-to-details = Zurück zu deinen Angaben

# Absagen.
checkout-basket-empty = Der Warenkorb ist leer
checkout-basket-empty-why = Leg zuerst etwas hinein.
checkout-basket-changed = Der Warenkorb hat sich inzwischen geändert
checkout-basket-changed-why = Jemand, vielleicht du in einem anderen Fenster, hat den Warenkorb geändert. Bitte schau ihn dir noch einmal an.
checkout-unavailable = Nicht alles ist zu haben
checkout-gone = Dieses Produkt führen wir nicht mehr.
checkout-sold-out = Ausverkauft: { $product }.
checkout-too-little = Von { $product } sind nur noch { $left } da.
checkout-change-basket = Warenkorb ändern
checkout-price-moved = Der Preis von { $product } hat sich gerade geändert.
checkout-price-changed = Der Preis hat sich geändert
checkout-price-changed-why = Seit du hingeschaut hast, hat sich etwas geändert. Bitte sieh dir die Bestellung noch einmal an.
checkout-look-again = Noch einmal ansehen
checkout-slot-taken = Diese Zeit ist vergeben
checkout-slot-full = Diese Zeit hat gerade ihre letzte Bestellung bekommen. Bitte nimm eine andere.
checkout-another-time = Andere Zeit wählen
checkout-more-please = Noch ein bisschen mehr, bitte
checkout-least = Nach { $zone } liefern wir ab { $least }; es fehlen noch { $more }.
checkout-least-by-card = Mit Karte geht es erst ab { $least }. Bitte leg noch etwas dazu.
checkout-add-something = Etwas dazulegen
