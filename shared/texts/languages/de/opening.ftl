# Bevor der erste Katalog da ist.

opening-title = Wir öffnen gleich
opening-lead = Wir räumen gerade noch die Regale ein. Schau in einer Minute noch einmal vorbei.
opening-again = Noch einmal schauen
