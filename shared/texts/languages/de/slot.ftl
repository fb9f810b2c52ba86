# Zeiten: Express, Frisches, eine andere Zeit für eine Bestellung.

slot-express = Express, { $more } mehr
slot-only-before = { $product } gibt es nur zu Zeiten, die vor { $before } Uhr beginnen.
slot-only-from = { $product } gibt es nur zu Zeiten, die ab { $from } Uhr beginnen.
slot-only-between = { $product } gibt es nur zu Zeiten, die ab { $from } und vor { $before } Uhr beginnen.
slot-none-fits = Es gibt keine Zeit, zu der alles passt. Bitte nimm diese Produkte heraus oder wähl einen anderen Weg:

# Eine andere Zeit für eine Bestellung.
slot-another = Andere Zeit wählen
slot-now = Bisher:
slot-take = Diese Zeit nehmen
slot-dearer = Das würde mehr kosten
slot-no-dearer-at-handover = Zeiten, mit denen es mehr würde, als du bei der Übergabe bezahlen kannst, stehen hier nicht.
slot-dearer-at-handover = Es würde { $more } mehr kosten, als bei der Übergabe bezahlt werden kann. Bitte nimm eine andere Zeit, oder storniere und bezahl mit Karte.
slot-pay-more = Zeiten, die mehr kosten, werden erst bezahlt; bis dahin behältst du deine bisherige.
