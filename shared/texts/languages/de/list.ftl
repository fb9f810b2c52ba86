# Ein Einkaufszettel zum Einfügen.

list-shop = Laden
list-title = Einkaufszettel einfügen
list-lead = Schreib auf, was du brauchst, oder füge deinen Zettel ein. Wir suchen alles heraus, du schaust drüber, und es landet auf einmal im Warenkorb.
list-label = Dein Zettel
list-hint = Eine Sache pro Zeile oder mit Komma: „Milch, 6 Eier, 500 g Möhren, 2 x Spaghetti“.
list-find = Alles heraussuchen
list-empty = Auf diesem Zettel steht noch nichts.
list-too-long = Dieser Zettel ist sehr lang. Bitte schick höchstens { $most } Zeichen auf einmal.
list-too-many = Bitte schick höchstens { $most } Dinge auf einmal: Mehr passt nicht in einen Warenkorb.
list-found-title = Das haben wir gefunden
list-found = { $found ->
    [0] Nichts von { $all } gefunden
   *[other] { $found } von { $all } gefunden
}
list-line = „{ $line }“
list-nothing = So etwas haben wir nicht gefunden.
list-look = Danach suchen
list-leave-out = Weglassen
list-others = { $count ->
    [one] Eine andere Möglichkeit
   *[other] { $count } andere Möglichkeiten
}
list-put = Alles in den Warenkorb
list-put-hint = Was schon im Warenkorb liegt, bleibt. Ist von etwas weniger drin, als auf dem Zettel steht, legen wir den Rest dazu.
list-change = Zettel ändern
list-none-chosen = Noch ist nichts ausgewählt.
list-amount-wrong = Schau bitte noch einmal, wie viel du von „{ $name }“ möchtest.
list-amount-label = Wie viel von { $name }
list-sold-out = ausverkauft
list-unknown = Das gibt es bei uns nicht mehr. Bitte nimm etwas anderes.
