# Produkte finden: die Suche, und die Filter, die sie mit den Regalen teilt.

search-title = Suche
search-title-of = { $words } – Suche
search-trail-shop = Laden
search-what = Was suchst du?
search-heading = „{ $words }“
search-start = Gib oben ein Produkt, eine Marke oder einen Strichcode ein, oder geh durch die Regale.
search-count =
    { $count ->
        [one] { $count } Produkt
       *[other] { $count } Produkte
    }
search-products = Produkte
search-respelled = „{ $words }“ haben wir nicht. Das haben wir zu „{ $spelling }“.
search-partly = Alles zusammen passt auf kein Produkt. Das hier kommt am nächsten.
search-nothing = So heißt bei uns nichts. Versuch es mit weniger oder anderen Wörtern, oder geh durch die Regale.
search-did-you-mean = Meintest du

# Filter und Reihenfolge
search-filters = Filtern und sortieren
search-chosen = Gewählte Filter
search-remove = Filter entfernen: { $name }
search-clear = Alle Filter entfernen
search-nothing-left = Mit diesen Filtern bleibt nichts übrig.
search-show = Anzeigen
search-more = Mehr anzeigen
search-sort = Sortieren nach
search-sort-relevance = Beste Treffer
search-sort-price = Niedrigster Preis
search-sort-unit-price = Niedrigster Preis pro kg oder l
search-flags = Angebote und Verfügbarkeit
search-offer = Im Angebot
search-stock = Vorrätig
search-diets = Ernährung
search-diet-vegan = Vegan
search-diet-vegetarian = Vegetarisch
search-diet-gluten-free = Glutenfrei
search-diet-lactose-free = Laktosefrei
search-diet-organic = Bio
search-diet-halal = Halal
search-diet-kosher = Koscher
search-diet-no-added-sugar = Ohne Zuckerzusatz
search-aisles = Regal
search-brands = Marke

# Seiten einer langen Liste
search-pages = Seiten
search-previous = Zurück
search-next = Weiter
search-no-page = Diese Liste hat { $pages ->
    [one] eine Seite
   *[other] { $pages } Seiten
}.
search-page = Seite { $page } von { $pages }
