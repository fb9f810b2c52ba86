# Briefe an Kundinnen und Kunden. Die an den Inhaber sind auf Englisch.

mail-hello = Hallo { $name },
mail-total = Summe
mail-see-order = Zu deiner Bestellung

mail-receipt = Deine Bestellung { $order }
mail-receipt-delivery = Danke! Wir haben deine Bestellung { $order } und liefern sie am { $day }, { $window }.
mail-receipt-pickup = Danke! Wir haben deine Bestellung { $order }. Sie liegt am { $day }, { $window }, für dich bereit.
mail-weighed = Einiges davon wird nach Gewicht verkauft. Bis zu { $upper } haben wir vorgemerkt; abgebucht wird genau, was die Waage sagt.

mail-changed = Deine Bestellung { $order }, geändert
mail-changed-delivery = Du hast deine Bestellung { $order } geändert. Wir liefern sie am { $day }, { $window }. So sieht sie jetzt aus.
mail-changed-pickup = Du hast deine Bestellung { $order } geändert. Sie liegt am { $day }, { $window }, für dich bereit. So sieht sie jetzt aus.
mail-changed-curbside = Du hast deine Bestellung { $order } geändert. Wir bringen sie dir am { $day }, { $window }, ans Auto. Sag uns auf der Seite der Bestellung, wenn du da bist.
mail-changed-shipment = Du hast deine Bestellung { $order } geändert. Sie geht am { $day } im Paket raus. So sieht sie jetzt aus.

mail-ready = Deine Bestellung { $order } ist fertig
mail-ready-delivery = Deine Bestellung { $order } ist gepackt und wird am { $day }, { $window }, geliefert. Genau das haben wir eingepackt und abgebucht.
mail-ready-pickup = Deine Bestellung { $order } ist gepackt und liegt am { $day }, { $window }, für dich bereit. Genau das haben wir eingepackt und abgebucht.
mail-not-there = { $line } (nicht da, nicht berechnet)
mail-charged = Abgebucht

mail-on-its-way = Deine Bestellung { $order } ist unterwegs
mail-on-its-way-text = Deine Bestellung { $order } hat den Laden verlassen und ist am { $day }, { $window }, bei dir.

mail-handed-over = Deine Bestellung { $order } ist bei dir
mail-handed-over-text = Lass es dir schmecken! Wenn etwas fehlt, beschädigt oder nicht so ist, wie du es wolltest, sag es uns auf der Seite deiner Bestellung.

mail-again = Bitte bezahl deine Bestellung { $order } noch einmal
mail-again-text = Deine Bank hat freigegeben, was für deine Bestellung { $order } vorgemerkt war; so können wir nichts abbuchen. Bitte bezahl sie auf ihrer Seite noch einmal. Bisher wurde nichts abgebucht.
mail-refused = Bitte bezahl deine Bestellung { $order }
mail-refused-text = Auf der Karte, die du für deine Bestellung { $order } gespeichert hast, konnten wir nichts vormerken. Bitte bezahl sie auf ihrer Seite. Bisher wurde nichts abgebucht.
mail-card-later = Deine Karte ist gespeichert. Am { $day } merken wir bis zu { $upper } darauf vor und buchen ab, was wir einpacken. Sollte deine Bank ablehnen, schreiben wir dir sofort.
mail-again-until = Deine Bestellung und deine Zeit bleiben bis { $day }, { $time } Uhr, reserviert. Was bis dahin nicht bezahlt ist, müssen wir stornieren.
mail-again-amount = Vorzumerken
mail-again-pay = Noch einmal bezahlen
mail-not-paid = Wir mussten deine Bestellung { $order } stornieren, weil sie nicht rechtzeitig noch einmal bezahlt wurde.

mail-canceled = Deine Bestellung { $order } wurde storniert
mail-you-canceled = Du hast deine Bestellung { $order } storniert.
mail-nothing-there = Wir mussten deine Bestellung { $order } stornieren: Nichts davon war noch im Regal.
mail-we-canceled = Wir mussten deine Bestellung { $order } stornieren: { $reason }.
mail-was-canceled = Deine Bestellung { $order } wurde storniert.
mail-nothing-charged = Es wurde nichts abgebucht. Was vorgemerkt war, ist wieder frei; bis die Bank das zeigt, vergehen ein paar Tage.

# Die Wochenangebote, und die Seite, die sie beendet.
mail-offers = Die Angebote der Woche bei { $shop }
mail-offers-text = Diese Woche bei { $shop }:
mail-until = bis { $day }, { $time } Uhr
mail-price-now = { $product }: { $now } statt { $was }
mail-for = { $count } für { $price }
mail-per-kilogram = { $price } pro kg
mail-you-asked = Du bekommst diese Mail, weil du unsere Angebote bestellt hast.
mail-no-more = Keine mehr davon
mail-weekly = Wochenangebote
mail-shall-we-stop = Sollen wir { $email } keine Wochenangebote mehr schicken?
mail-stop = Angebote abbestellen
mail-stopped = Erledigt. { $email } bekommt keine Angebote mehr von uns.
mail-stop-broken = Dieser Link ist unvollständig. Bitte nimm den aus der E-Mail.
mail-member = Preise für Mitglieder
mail-member-link = Mitgliederpreise in diesem Browser
mail-member-ask = Soll dieser Browser bei Bestellungen mit { $email } die Preise für Mitglieder zeigen?
mail-member-remember = Ja, in diesem Browser
mail-member-here = Bestellungen mit { $email } haben in diesem Browser ab jetzt die Preise für Mitglieder.
mail-money-back = Geld aus deiner Bestellung { $order } ist an dich zurückgegangen. So viel ist bisher insgesamt zurückgegangen.
mail-too-late = Deine Zahlung für Bestellung { $order } kam zu spät
mail-too-late-text = Deine Bestellung { $order } war schon zu Ende, als ihre Zahlung kam. Wir nehmen sie deshalb nicht an. Bestell bitte noch einmal, wenn du die Sachen noch möchtest.

mail-not-collected = Deine Bestellung { $order } ist zu uns zurückgekommen: Sie wurde nicht abgeholt, oder es war niemand an der Tür. Deshalb haben wir sie beendet.
mail-charged-back = Was abgebucht war, geht zurück auf deine Karte. Bis die Bank es zeigt, vergehen bis zu zehn Tage.
