# Der Rahmen jeder Seite, und was alle Seiten gemeinsam haben.

frame-skip = Zum Inhalt springen
frame-search = Suchen
frame-search-label = Im Laden suchen
frame-search-hint = Äpfel, Brot, Kaffee suchen …
frame-basket = Warenkorb
# Steht hinter der Zahl der Dinge im Warenkorb, für alle, die zuhören.
frame-items = Artikel
frame-aisles = Abteilungen
frame-all-aisles = Alle Abteilungen
frame-back-to-basket = Zurück zum Warenkorb
frame-trail = Du bist hier
frame-progress = Fortschritt
frame-done = erledigt
frame-optional = freiwillig
frame-open = Geöffnet
frame-closed = geschlossen
frame-good-to-know = Gut zu wissen
frame-with-vat = Alle Preise enthalten die Mehrwertsteuer.
frame-promise = Lose Ware kostet, was die Waage sagt, und nie mehr als an der Kasse angezeigt. Was fehlt, wird nicht berechnet.
frame-languages = Sprache
