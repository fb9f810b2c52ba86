# Zeiten: Express, Frisches, eine andere Zeit für eine Bestellung.

slot-express = Express, { $more } mehr
slot-only-before = { $product } gibt es nur zu Zeiten, die vor { $before } Uhr beginnen.
slot-only-from = { $product } gibt es nur zu Zeiten, die ab { $from } Uhr beginnen.
slot-only-between = { $product } gibt es nur zu Zeiten, die ab { $from } und vor { $before } Uhr beginnen.

# Eine andere Zeit für eine bezahlte Bestellung.
slot-another = Andere Zeit wählen
slot-now = Bisher:
slot-no-dearer = Zeiten, die mehr kosten würden, als auf deiner Karte vorgemerkt ist, stehen hier nicht.
slot-take = Diese Zeit nehmen
slot-too-late = Die Zeit lässt sich nicht mehr ändern
slot-too-late-why = Deine Zeit ist geschlossen, oder es wird schon gepackt. Ruf uns bitte an, wenn etwas dazwischenkommt.
slot-dearer = Das würde mehr kosten
slot-dearer-why = Es würde { $more } mehr kosten, als auf deiner Karte vorgemerkt ist. Bitte nimm eine andere Zeit, oder storniere und bestell neu.
