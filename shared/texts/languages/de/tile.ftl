# Ein Produkt im Regal, und was das Skript über den Warenkorb sagt.
# Wo das Skript einen Wert einsetzt, bekommt es ihn als {name}, {quantity}, {price} oder {count}.

tile-add = In den Warenkorb
tile-add-one = In den Warenkorb: { $name }
tile-add-grams = 500 Gramm dazu: { $name }
tile-how-many = Wie viele
tile-grams = Gramm
tile-pieces = Stück
tile-by = Nach Gewicht oder nach Stück
tile-sold-out = Ausverkauft
tile-few-left = nur noch wenige da
tile-each = je etwa { $grams } g
tile-per-kilogram = /kg
tile-gram-sign = g
tile-deposit = + { $amount } Pfand
tile-instead-of = statt
tile-flag-multi = { $take } für { $pay }
tile-flag-offer = Angebot

# Eine Zeile im Warenkorb.
tile-less = Weniger: { $name }
tile-more = Mehr: { $name }
tile-remove = Entfernen: { $name }
tile-quantity = Menge von { $name }
tile-set = Menge übernehmen

# Vom Skript gesagt oder gezeigt.
tile-about = etwa { $price }
tile-count-grams = { $count } g
tile-count-pieces = { $count } Stk.
tile-to-pieces = { $quantity }, { $price }. In Stück zählen: { $name }
tile-to-grams = { $quantity }, { $price }. In Gramm wiegen: { $name }
tile-said-added = { $name } liegt im Warenkorb
tile-said-now = { $name }: jetzt { $quantity }
tile-said-gone = { $name } ist wieder draußen
tile-said-offline = Du bist offline. Es hat sich nichts geändert.
tile-said-failed = Das hat nicht geklappt, es hat sich nichts geändert. Versuch es bitte noch einmal.
tile-panel-title = Dein Warenkorb
tile-panel-close = Warenkorb schließen
tile-suggestions = Vorschläge
tile-suggestions-count = Vorschläge: { $count }
tile-suggestions-all = Alle { $count } Treffer zeigen
tile-lowest = Niedrigster Preis der letzten 30 Tage: { $price }
