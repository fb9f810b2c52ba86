# Wie Zahlen, Geld, Tage und Gewichte geschrieben werden. Wird einmal gelesen: jeder $Wert darf überall in seinem Muster stehen.
# Monate und Wochentage sind Listen, durch Kommas getrennt; die Woche beginnt am Montag.

# Wie die Sprache sich selbst nennt.
format-language = Deutsch
# In welche Richtung sie geschrieben wird, ltr oder rtl; und wie sie heißt, wo Seiten geteilt werden.
format-direction = ltr
format-locale = de_DE

format-decimal-mark = ,
format-group-mark = .
format-negative = −{ $number }

format-money = { $amount }{"\u00A0"}{ $sign }
# Eine Währung ohne Zeichen steht mit ihrem Kürzel da.
format-money-named = { $amount }{"\u00A0"}{ $code }
# Wo nur einfache Buchstaben sicher ankommen: im Text einer Mail.
format-money-plain = { $amount } { $code }
format-percent = { $number }{"\u00A0"}%

format-kilograms = { $number }{"\u00A0"}kg
format-grams = { $number }{"\u00A0"}g
format-liters = { $number }{"\u00A0"}l
format-milliliters = { $number }{"\u00A0"}ml
format-pieces = { $count }{"\u00A0"}Stück
format-times = { $count }{"\u00A0"}×

format-per-kilogram = { $price }/kg
format-per-liter = { $price }/l
format-per-piece = { $price }/Stück

format-weekdays = Montag, Dienstag, Mittwoch, Donnerstag, Freitag, Samstag, Sonntag
format-weekdays-short = Mo, Di, Mi, Do, Fr, Sa, So
format-months = Januar, Februar, März, April, Mai, Juni, Juli, August, September, Oktober, November, Dezember
format-months-short = Jan., Feb., März, Apr., Mai, Juni, Juli, Aug., Sept., Okt., Nov., Dez.
format-day = { $weekday }, { $day }. { $month }
format-day-short = { $weekday }, { $day }. { $month }
format-time = { $hour }:{ $minute }
# In einer Liste von Zeiten, wo wenig Platz ist.
format-window-short = { $from }–{ $to }
format-window = { $from }–{ $to }{"\u00A0"}Uhr
