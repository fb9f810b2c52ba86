# Wege: ans Auto, im Paket, und was sie kosten.

way-to-my-car = An mein Auto vor dem Laden
way-in-a-parcel = Im Paket
way-curbside-on = Ans Auto am { $day }, { $window }, { $street }
way-shipped-on = Im Paket, das am { $day } rausgeht
way-leaves-on = Wann soll es rausgehen?
way-ordered-by = wenn bis { $time } bestellt
way-not-offered = Das bieten wir im Moment nicht an. Du kannst deine Bestellung im Laden abholen.
way-postcode-missing = Bitte gib die Postleitzahl an.

# Gebühren.
way-fee-small = Kleiner Einkauf
way-fee-express = Express
way-fee-shipment = Versand

# Was nicht dazu passt.
way-unfit = Nicht alles passt zu dieser Zeit
way-unfit-why = Wähl eine andere Zeit, oder nimm diese Produkte aus dem Warenkorb.
way-not-by-parcel = { $product } muss gekühlt bleiben und kann nicht ins Paket.

# Vor dem Laden, und mit Code.
way-code = Dein Code:
way-code-why = Wir fragen danach, wenn wir dir die Bestellung übergeben. Sag ihn bitte niemandem sonst.
way-are-you-here = Bist du da?
way-you-are-here = Du bist da
way-we-know = Wir wissen, dass du auf Parkplatz { $bay } wartest, seit { $time }. Gleich kommt jemand zu dir.
way-bay = Parkplatz
way-car = Dein Auto
way-car-hint = Farbe, Marke oder Kennzeichen, damit wir dich finden
way-here = Ich bin da
way-other-bay = Ändern
way-not-here = Noch können wir nichts ans Auto bringen: Sag es am Tag selbst, ab einer Stunde vor deiner Zeit
way-bay-taken = Auf Parkplatz { $bay } wartet schon jemand. Bitte sieh noch einmal auf das Schild.
way-no-such-bay =
    { $bays ->
        [one] Es gibt einen Parkplatz, die Nummer 1.
       *[other] Die Parkplätze haben die Nummern 1 bis { $bays }.
    }
way-car-long = Bitte bleib unter 80 Zeichen.

# Das Paket.
way-left-with = Es ist mit { $carrier } unterwegs, Nummer { $number }.
way-shipped = Dein Paket ist unterwegs
way-track = Wo ist es?

# Briefe.
way-mail-curbside = Deine Bestellung { $order } ist da. Wir bringen sie dir am { $day }, { $window }, ans Auto. Sag uns auf der Seite der Bestellung, wenn du da bist.
way-mail-shipment = Deine Bestellung { $order } ist da. Sie geht am { $day } im Paket raus.
way-mail-ready-curbside = Deine Bestellung { $order } ist gepackt und wartet am { $day }, { $window }, auf dich. Sag uns auf der Seite der Bestellung, wenn du da bist.
way-mail-ready-shipment = Deine Bestellung { $order } ist gepackt und geht heute im Paket raus.
way-mail-code = Nach diesem Code fragen wir bei der Übergabe: { $code }
way-mail-shipped = Bestellung { $order } ist unterwegs

# Die Seite zur Lieferung.
way-postcode-yes = Ja, wir liefern nach { $postcode }: für { $fee }. Der Mindestbestellwert ist { $least }.
way-small-basket = Unter { $below } kostet es { $more } mehr.
way-curbside-about = Oder bleib im Auto: Wir bringen dir die Bestellung auf deinen Parkplatz vor dem Laden.
way-parcel-about = Was keine Kühlung braucht, schicken wir auch im Paket, für { $fee }. Bis { $time } bestellt, geht es am selben Tag raus.
way-fees-from = Ab { $fee }
