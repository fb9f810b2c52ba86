# Was gilt, wenn etwas fehlt, die Rückfragen beim Packen, und der Bon.

promise-by-product = Für einzelne Produkte entscheiden
promise-safe = Allergene, Ernährungsweise und Altersgrenze bleiben immer so, wie du gewählt hast.
promise-if-missing = Wenn { $product } fehlt
promise-as-wished = Wie oben gewählt
promise-similar = Etwas Ähnliches
promise-leave-out = Weglassen
promise-this = Nur { $product }, { $price }
promise-dearer = Der Ersatz darf bis zu { $more } mehr kosten
promise-unfit = Das kann { $product } nicht ersetzen. Bitte wähl etwas anderes.
promise-said-as-wished = Wenn es fehlt: wie für die ganze Bestellung.
promise-said-similar = Wenn es fehlt: etwas Ähnliches.
promise-said-leave-out = Wenn es fehlt: weglassen.
promise-said-this = Wenn es fehlt: { $product }.
promise-said-dearer = Für bis zu { $most }.

promise-questions = Eine Rückfrage beim Packen
promise-question = { $missing } fehlt. Dürfen wir dir stattdessen { $quantity } { $product } für { $price } geben? Versprochen waren { $promised }.
promise-silence-give = Bitte antworte bis { $time } Uhr. Hören wir nichts, bekommst du es für { $price }.
promise-silence-leave = Bitte antworte bis { $time } Uhr. Hören wir nichts, lassen wir es weg, und du bezahlst es nicht.
promise-yes = Ja, gern
promise-no = Nein, weglassen
promise-no-agreed = Nein, nur für { $price } wie vereinbart
promise-you-said-yes = Du hast Ja gesagt.
promise-you-said-no = Du hast Nein gesagt.
promise-time-over = Es kam keine Antwort, also gilt dein Wunsch.
promise-withdrawn = Hat sich erledigt: wir haben etwas anderes gefunden.
promise-not-open = Diese Rückfrage ist nicht mehr offen
promise-not-open-why = Sie ist beantwortet, die Zeit ist um, oder es hat sich beim Packen etwas anderes gefunden. Was gilt, steht bei deiner Bestellung.

promise-receipt = Bestellt, gepackt und berechnet
promise-product = Produkt
promise-ordered = Bestellt
promise-picked = Gepackt
promise-charged = Berechnet
promise-instead = Stattdessen: { $product }
promise-asking = Dazu fragen wir dich gerade.
promise-by-weight = { $weight } zu { $price } pro kg
promise-off = Angebot: { $amount } weniger
promise-deposit = Pfand: { $amount }

promise-row-instead = { $line } (statt { $ordered } { $product })
promise-row-weighed = { $line } (bestellt: { $ordered }; { $price } pro kg)
promise-row-short = { $line } (bestellt: { $ordered })
promise-mail = Eine Rückfrage zu deiner Bestellung { $order }
promise-mail-text = Wir packen gerade deine Bestellung, und etwas fehlt. Dürfen wir dir das hier stattdessen geben? Bitte antworte bis { $time } Uhr.
promise-mail-silence = Hören wir bis dahin nichts, gilt der Wunsch, den du beim Bestellen gewählt hast.
promise-mail-row = { $line }, statt { $missing }
promise-mail-answer = Jetzt antworten

promise-of-age = Ich bin mindestens { $age }, und wer die Ware annimmt, auch.
promise-confirm-age = Bitte bestätige, dass du mindestens { $age } bist, und wer die Ware annimmt, auch.
promise-age-refund = Dafür gilt eine Altersgrenze, und das Alter ließ sich bei der Übergabe nicht prüfen.
promise-upper = Bis zu { $upper } merken wir vor, weil ein Ersatz etwas mehr kosten darf. Du bezahlst, was du bekommst.
