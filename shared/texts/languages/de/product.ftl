# Die Seite eines Produkts.

product-shop = Laden
product-family = Größen und Sorten
product-sold-out = ausverkauft
product-vat = inkl. { $rate } MwSt.
product-plus-vat = zzgl. { $rate } MwSt.: { $price }
product-per-100-g = { $price } je 100 g
product-about-each = ein Stück kostet etwa { $price }
product-weighed = Wir wiegen beim Packen: Du zahlst, was die Waage sagt, und nie mehr als den Betrag, der an der Kasse steht.

product-content = Inhalt
product-drained = Abtropfgewicht
product-origin = Herkunft
product-storage = Aufbewahrung
product-chilled = Gekühlt aufbewahren
product-frozen = Tiefgekühlt aufbewahren
product-freshness = Haltbarkeit
product-keeps =
    { $days ->
        [one] Ab Lieferung mindestens einen Tag haltbar
       *[other] Ab Lieferung mindestens { $days } Tage haltbar
    }
product-times = Lieferung und Abholung
product-times-before = Nur zu Zeiten, die vor { $before } Uhr beginnen
product-times-from = Nur zu Zeiten, die ab { $from } Uhr beginnen
product-times-between = Nur zu Zeiten, die ab { $from } und vor { $before } Uhr beginnen
product-alcohol = Alkohol
product-age = Alter
product-from-age = Erst ab { $age } Jahren; wir prüfen es an der Tür.
product-producer = Hersteller
product-barcode = Strichcode
product-plu = PLU

product-ingredients = Zutaten
product-contains = Enthält
product-may-contain = Kann Spuren enthalten von
product-nutrition = Nährwerte
product-per-hundred = Je 100 g oder 100 ml
product-energy = Brennwert
product-fat = Fett
product-saturates = davon gesättigte Fettsäuren
product-carbohydrate = Kohlenhydrate
product-sugars = davon Zucker
product-fiber = Ballaststoffe
product-protein = Eiweiß
product-salt = Salz
product-grams = { $whole },{ $part } g

product-diet-vegan = Vegan
product-diet-vegetarian = Vegetarisch
product-diet-gluten-free = Glutenfrei
product-diet-lactose-free = Laktosefrei
product-diet-organic = Bio
product-diet-halal = Halal
product-diet-kosher = Koscher
product-diet-no-added-sugar = Ohne Zuckerzusatz

product-allergen-gluten = Gluten
product-allergen-crustaceans = Krebstiere
product-allergen-eggs = Eier
product-allergen-fish = Fisch
product-allergen-peanuts = Erdnüsse
product-allergen-soybeans = Soja
product-allergen-milk = Milch
product-allergen-nuts = Schalenfrüchte
product-allergen-celery = Sellerie
product-allergen-mustard = Senf
product-allergen-sesame = Sesam
product-allergen-sulphites = Schwefeldioxid und Sulfite
product-allergen-lupin = Lupinen
product-allergen-molluscs = Weichtiere
