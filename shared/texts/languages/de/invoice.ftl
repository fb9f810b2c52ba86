# Rechnungen und Gutschriften.

invoice-link = Rechnung
invoice-credit-link = Gutschrift
invoice-as-pdf = Als PDF

invoice-title = Rechnung { $number }
invoice-credit-title = Rechnungskorrektur { $number }
invoice-day = { $day }.{ $month }.{ $year }
invoice-date = Rechnungsdatum
invoice-supplied = Lieferdatum
invoice-order = Bestellung
invoice-of = Zur Rechnung
invoice-tax-id = USt-IdNr. oder Steuernummer: { $id }

invoice-what = Artikel
invoice-quantity = Menge
invoice-rate = USt.
invoice-amount = Betrag inkl. USt.
invoice-net-amount = Betrag ohne USt.
invoice-delivery = Lieferung
invoice-total = Summe
invoice-net = Netto
invoice-vat = Steuer
invoice-gross = Brutto

invoice-paid = Online bezahlt. Angebote sind in den Beträgen schon abgezogen.
invoice-paid-with-credit = Mit Guthaben bezahlt: { $amount }.
invoice-deposit = Pfand auf Flaschen und Dosen ist in den Beträgen enthalten, zum Steuersatz der Ware.
invoice-credit-reason = Der Grund: { $reason }
