# What was agreed when something is missing, the questions asked while picking, and the receipt.

promise-by-product = Decide product by product
promise-safe = We never give you an allergen, a diet or an age limit you did not choose.
promise-if-missing = If { $product } is missing
promise-as-wished = As chosen above
promise-similar = Something similar
promise-leave-out = Leave it out
promise-this = Only { $product }, { $price }
promise-dearer = What you get instead may cost up to { $more } more
promise-unfit = That cannot stand in for { $product }. Please choose something else.
promise-said-as-wished = If missing: as chosen for the order.
promise-said-similar = If missing: something similar.
promise-said-leave-out = If missing: leave it out.
promise-said-this = If missing: { $product }.
promise-said-dearer = For up to { $most }.

promise-questions = A question from your picker
promise-question = { $missing } is missing. May we give you { $quantity } { $product } for { $price } instead? Promised was { $promised }.
promise-silence-give = Please answer by { $time }. If we hear nothing, we give it to you for { $price }.
promise-silence-leave = Please answer by { $time }. If we hear nothing, we leave it out, and you do not pay for it.
promise-yes = Yes, please
promise-no = No, leave it out
promise-no-agreed = No, only for { $price } as agreed
promise-you-said-yes = You said yes.
promise-you-said-no = You said no.
promise-time-over = There was no answer in time, so we followed your wish.
promise-withdrawn = No longer needed: we found another way.
promise-not-open = This question is not open any more
promise-not-open-why = It was answered, its time is over, or your picker found another way. Your order shows what counts.

promise-receipt = What was ordered, picked and charged
promise-product = Product
promise-ordered = Ordered
promise-picked = Picked
promise-charged = Charged
promise-instead = Instead: { $product }
promise-asking = We are asking you about this.
promise-by-weight = { $weight } at { $price } per kg
promise-off = Offer: { $amount } off
promise-deposit = Deposit: { $amount }

promise-row-instead = { $line } (instead of { $ordered } { $product })
promise-row-weighed = { $line } (ordered: { $ordered }; { $price } per kg)
promise-row-short = { $line } (ordered: { $ordered })
promise-mail = A question about your order { $order }
promise-mail-text = We are picking your order, and something is missing. May we give you this instead? Please answer by { $time }.
promise-mail-silence = If we hear nothing until then, we follow the wish you chose at checkout.
promise-mail-row = { $line }, instead of { $missing }
promise-mail-answer = Answer now

promise-of-age = I am { $age } or older, and so is whoever receives it.
promise-confirm-age = Please confirm that you are { $age } or older, and whoever receives it as well.
promise-age-refund = It has an age limit, and the age could not be checked when it was handed over.
promise-upper = Up to { $upper } is set aside, because what you get instead may cost a little more. You pay for what you get.
