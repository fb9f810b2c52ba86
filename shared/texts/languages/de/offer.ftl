# Was einen Warenkorb billiger macht: Aktionen und Gutscheine.

offer-voucher = Gutscheincode
offer-voucher-use = Einlösen
offer-voucher-counts = Gutschein { $code }: { $title }
offer-voucher-out = Gutschein herausnehmen
offer-delivery-free = { $title }: Die Lieferung ist kostenlos

# Warum ein Gutschein nichts abzieht.
offer-voucher-unknown = Den Gutschein { $code } gibt es nicht. Schau bitte noch einmal auf die Buchstaben und Ziffern.
offer-voucher-not-yet = Der Gutschein { $code } gilt noch nicht.
offer-voucher-over = Der Gutschein { $code } gilt nicht mehr.
offer-voucher-used-up = Der Gutschein { $code } ist aufgebraucht.
offer-voucher-used-by-you = Den Gutschein { $code } hast du schon eingelöst.
offer-voucher-too-little = Für den Gutschein { $code } fehlt noch etwas: Waren für { $more }.
offer-voucher-nothing = Der Gutschein { $code } gilt für nichts in deinem Warenkorb.
offer-voucher-no-delivery = Der Gutschein { $code } zahlt eine Lieferung: Er zählt, sobald eine zu zahlen ist.
offer-voucher-beaten = Etwas Besseres als der Gutschein { $code } zählt schon. Er bleibt uneingelöst.
offer-voucher-gone = Der Gutschein wurde gerade aufgebraucht oder beendet. Es wurde nichts bestellt; schau auf die neue Summe.
offer-too-many-tries = Zu viele Codes in kurzer Zeit
offer-too-many-tries-why = Bitte warte fünf Minuten, bevor du einen weiteren Code versuchst.
