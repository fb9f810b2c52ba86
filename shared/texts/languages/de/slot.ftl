# Zeiten: Express, Frisches, eine andere Zeit für eine Bestellung.

slot-express = Express, { $more } mehr
slot-only-before = { $product } gibt es nur zu Zeiten, die vor { $before } Uhr beginnen.
slot-only-from = { $product } gibt es nur zu Zeiten, die ab { $from } Uhr beginnen.
slot-only-between = { $product } gibt es nur zu Zeiten, die ab { $from } und vor { $before } Uhr beginnen.
slot-none-fits = Es gibt keine Zeit, zu der alles passt. Bitte nimm diese Produkte heraus oder wähl einen anderen Weg:

# Eine andere Zeit für eine Bestellung.
slot-another = Andere Zeit wählen
slot-now = Bisher:
slot-no-dearer = Zeiten, die mehr kosten würden, als auf deiner Karte vorgemerkt ist, stehen hier nicht.
slot-take = Diese Zeit nehmen
slot-too-late = Die Zeit lässt sich nicht mehr ändern
slot-too-late-why = Deine Zeit ist geschlossen, oder es wird schon gepackt. Ruf uns bitte an, wenn etwas dazwischenkommt.
slot-dearer = Das würde mehr kosten
slot-dearer-why = Es würde { $more } mehr kosten, als auf deiner Karte vorgemerkt ist. Bitte nimm eine andere Zeit, oder storniere und bestell neu.
slot-no-dearer-at-handover = Zeiten, mit denen es mehr würde, als du bei der Übergabe bezahlen kannst, stehen hier nicht.
slot-dearer-at-handover = Es würde { $more } mehr kosten, als bei der Übergabe bezahlt werden kann. Bitte nimm eine andere Zeit, oder storniere und bezahl mit Karte.
slot-too-often = Diese Bestellung wurde schon sehr oft geändert
slot-too-often-why = Ruf uns bitte an, dann ändern wir sie für dich.
