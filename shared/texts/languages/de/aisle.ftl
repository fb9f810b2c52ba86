# Ein Regal.

aisle-trail = Regale
aisle-sections = Teile dieses Regals
aisle-all = Alles
aisle-sort-popular = Beliebt
aisle-empty = Hier ist das Regal gerade leer.
aisle-unknown = Dieses Regal gibt es nicht.
aisle-unknown-section = Diesen Teil gibt es hier nicht.
aisle-description =
    { $aisle }: { $count ->
        [one] ein Produkt
       *[other] { $count } Produkte
    }, geliefert oder zum Abholen bereit.
