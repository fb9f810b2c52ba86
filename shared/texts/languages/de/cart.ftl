# Der Warenkorb.

cart-title = Dein Warenkorb
cart-empty = Noch nichts drin
cart-empty-hint = Milch, Brot, Äpfel: Alles, was du dazulegst, wartet hier.
cart-goods = Waren
cart-deposit = Pfand
cart-total = Summe
cart-total-hint = Die Lieferung kommt an der Kasse dazu. Lose Ware kostet, was die Waage sagt.
cart-to-checkout = Zur Kasse
cart-sold-out = Gerade ausverkauft. Bitte nimm es heraus.
cart-few-left = Nur noch wenige da
cart-remove = Entfernen
cart-removed = { $product } liegt nicht mehr im Warenkorb.
cart-undo = Zurücklegen
cart-waiting = Aus diesem Warenkorb wurde die Bestellung { $order }. Sie wartet auf deine Zahlung.
cart-pay-or-change = Bezahlen oder Warenkorb ändern

# Absagen.
cart-ordered = Dieser Warenkorb wartet auf die Zahlung
cart-ordered-why = Bezahl die Bestellung, oder geh zurück und ändere den Warenkorb.
cart-to-order = Zur Bestellung
cart-unknown = Dieses Produkt gibt es nicht.
cart-by-piece = { $product } verkaufen wir nach Stück.
cart-too-much = In einer Zeile gehen höchstens { $pieces } Stück oder { $weight }.
cart-full = Der Warenkorb ist voll
cart-full-why = In einen Warenkorb passen höchstens { $most } verschiedene Produkte. Schick diese Bestellung zuerst ab, oder nimm etwas heraus.
cart-back = Zum Warenkorb
