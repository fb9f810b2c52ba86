# Wie eine Bestellung bezahlt wird.

paying-how = Bezahlen
paying-how-question = Wie möchtest du bezahlen?
paying-online = Jetzt mit Karte
paying-online-hint = Abgebucht wird erst, wenn deine Bestellung gepackt ist.
paying-paypal = Jetzt mit PayPal
paying-paypal-hint = Du stimmst dem Betrag bei PayPal zu. Abgebucht wird erst, wenn deine Bestellung gepackt ist.
paying-no-paypal = PayPal bieten wir gerade nicht an.
paying-at-handover = Bar oder mit Karte bei der Übergabe
paying-at-handover-hint = Bis { $most }. Du zahlst genau das, was im Korb liegt.
paying-place = Bestellen
paying-later = Du zahlst bar oder mit Karte, wenn du deine Bestellung bekommst: genau das, was im Korb liegt.
paying-due = Bei der Übergabe zu zahlen
paying-paid = Bei der Übergabe bezahlt
paying-ready-delivery = Deine Bestellung { $order } ist gepackt und wird am { $day }, { $window }, geliefert. Genau das haben wir eingepackt; du zahlst an der Tür.
paying-ready-pickup = Deine Bestellung { $order } ist gepackt und liegt am { $day }, { $window }, für dich bereit. Genau das haben wir eingepackt; du zahlst beim Abholen.
paying-by-card-please = Diese Bestellung bezahlst du bitte mit Karte
paying-too-much = Bei der Übergabe gehen bis zu { $most }. Diese Bestellung kann bis zu { $upper } kosten.
paying-not-trusted = Bei der Übergabe zahlen kann, wer schon bei uns bestellt hat, und immer nur eine offene Bestellung. Bitte wähle die Zahlung mit Karte.
paying-not-offered = Bei uns wird jede Bestellung vorab mit Karte bezahlt.
paying-not-shipped = Was verschickt wird, bezahlst du vorab mit Karte.
paying-choose = Anders bezahlen
