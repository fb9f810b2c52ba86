# Die Seite einer Bestellung.

order-title = Bestellung { $order }
order-order = Bestellung
order-step-payment = Zahlung
order-step-placed = Bestellt
order-step-picking = Packen
order-step-ready = Fertig
order-step-with-you = Bei dir

order-waits-for-bank = Danke! Wir warten auf deine Bank
order-pay-now = Nur noch bezahlen
order-placed = Danke! Wir haben deine Bestellung
order-picking = Wir packen deine Bestellung
order-ready = Deine Bestellung ist fertig
order-on-its-way = Deine Bestellung ist unterwegs
order-handed-over = Lass es dir schmecken
order-canceled = Diese Bestellung wurde storniert
order-expired = Diese Bestellung wurde nicht rechtzeitig bezahlt

order-waiting = Wir warten auf Nachricht über deine Zahlung. Meist dauert das nur ein paar Sekunden; diese Seite schaut von selbst wieder nach.
order-look-again = Noch einmal nachsehen
order-back-to-payment = Zurück zur Zahlungsseite
order-held = Deine Einkäufe und deine Zeit sind bis { $time } Uhr reserviert.
order-weighed = Einiges davon wird gewogen, deshalb wird etwas mehr vorgemerkt. Du zahlst, was die Waage sagt.
order-pay = { $amount } bezahlen
order-nothing-charged = Es wurde nichts abgebucht. Was vorgemerkt war, wird von selbst wieder frei.
order-you-canceled = Du hast sie storniert.
order-nothing-there = Wir mussten sie stornieren: Nichts davon war noch im Regal.
order-canceled-for = Storniert: { $reason }.
order-basket-there = Dein Warenkorb ist noch da.
order-receipt = Der Beleg ist unterwegs an { $email }.
order-cancel = Bestellung stornieren

order-listen = Auf diesem Gerät Bescheid sagen
order-listens = Du bekommst hier eine Nachricht, wenn es etwas Neues gibt.
order-listen-no = Dein Browser erlaubt keine Nachrichten von uns. Du bekommst eine Mail.
order-listen-odd = Diesem Browser lässt sich nicht Bescheid sagen. Du bekommst eine Mail.
order-listen-enough = Fünf Geräte bekommen zu dieser Bestellung schon Bescheid. Du bekommst eine Mail.

order-offers = Angebote
order-picked = Eingepackt
order-charged = Abgebucht
order-not-there = nicht da, nicht berechnet

# Absagen.
order-not-found = Diese Bestellung gibt es nicht, oder der Link ist unvollständig. Der ganze Link steht in deiner E-Mail.
order-too-late = Zum Stornieren ist es zu spät
order-too-late-why = Jemand packt sie schon, oder sie ist abgeschlossen. Wenn etwas nicht stimmt, ruf uns an.
order-cannot-pay = Bezahlen geht gerade nicht
order-cannot-pay-why = Deine Bestellung und deine Zeit sind reserviert. Bitte versuch es gleich noch einmal.
order-back = Zurück zur Bestellung

order-not-collected = Sie wurde nicht abgeholt, oder es war niemand an der Tür.
order-money-back = Was abgebucht war, ist auf dem Weg zurück zu dir.
