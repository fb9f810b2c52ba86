# Help, delivery, legal pages.

info-shop = Shop
info-offers = Offers
info-help = Help
info-help-about = How ordering, weighing, substitutes, deposit, payment, changes and complaints work here.
info-list = Paste your shopping list
info-delivery = Delivery and pickup
info-delivery-about = Where we deliver, what it costs, and when we are open.
info-imprint = Imprint
info-privacy = Privacy
info-terms = Terms
info-withdrawal = Withdrawal
info-not-written = There is no such page here.

info-ordering = How do I order?
info-ordering-answer = Put what you need into the basket, or paste your shopping list; choose delivery or pickup and a time that suits you, and pay. You need no account. The time is yours as soon as the order is placed, and the link in our mail leads to your order until you have it.
info-weighing = What do I pay for goods by weight?
info-weighing-answer = Loose goods are weighed when we pick them. You pay for what is on the scale, and never more than the upper amount shown at checkout. Order by the piece or by the gram, as you like.
info-substitutes = What if something is missing?
info-substitutes-answer = You choose at checkout, for the whole order or product by product: something similar, exactly one thing you name, or nothing. You can also say whether it may cost up to a fifth more. What you did not agree to we ask about by mail before we pack it, and what is missing is not charged. Nothing we give instead brings an allergen along that you did not order.
info-deposit = How does the deposit work?
info-deposit-answer = Deposit on bottles and cans is shown apart from the price. You get it back in the shop when you bring the empties.
info-age = What about beer, wine and spirits?
info-age-answer = We ask for an identity document when we hand over the order. Without one we have to take these goods back; they are not charged.
info-payment = How and when do I pay?
info-payment-answer = By card: when you order, the amount is only set aside. We charge your card when everything is packed, for exactly what was picked. What was set aside beyond that is released by your bank within a few days.
info-payment-handover = Or when you get it: where the checkout offers that, you pay in cash or by card on our terminal, for exactly what was picked.
info-changes = Can I still change or cancel my order?
info-changes-answer = Yes, on the page of your order, which the link in our mail leads to: until the cut-off of your time you can take things out, put more in, or choose another time. You can cancel until we begin to pick, and nothing is charged.
info-returns = Something is not right. What now?
info-returns-answer = Say so on the page of your order, best on the same day: which product it is about, whether it was missing, damaged, wrong or late, with a photo if you like. What was bad or wrong we replace or pay back. You can also tell us in the shop, by phone or by mail.
info-ask = Still a question?
info-ask-hint = Somebody from the shop answers, during opening hours.

info-postcode-title = Do we deliver to you?
info-postcode = Postcode
info-postcode-check = Check
info-postcode-yes = Yes, we deliver to { $postcode } for { $fee }, free from { $free }. The minimum order is { $least }.
info-postcode-no = We do not deliver to { $postcode } yet. You are welcome to pick your order up in the shop.
info-zones = Where we deliver
info-zone = Area
info-zone-fee = Fee
info-zone-free = Free from
info-zone-least = Minimum
info-pickup = Pick it up yourself
info-pickup-answer = Picking up costs nothing. Choose a time at checkout; it can be chosen until { $minutes ->
    [one] one minute
    [60] one hour
    [120] two hours
   *[other] { $minutes } minutes
} before it begins. Your bags wait for you, what is chilled in the cooler.
info-no-pickup = At the moment we only deliver.

info-next = The next times
info-next-lead = Still open to choose. Which of them have filled up meanwhile, the list of all times says.
info-next-delivery = Delivery
info-next-pickup = Pickup in the shop
info-next-curbside = Pickup from your car
info-next-shipment = Parcel
info-next-none = No time is open at the moment.
info-all-times = All times
info-times-of = All times: { $way }
info-hours = Opening hours
info-closed = closed
info-monday = Monday
info-tuesday = Tuesday
info-wednesday = Wednesday
info-thursday = Thursday
info-friday = Friday
info-saturday = Saturday
info-sunday = Sunday

info-cookies = Cookies of this shop
info-cookies-lead = { $count ->
    [one] This shop sets one cookie, because it does not work without it. There are none for advertising or statistics.
   *[other] This shop sets { $count } cookies, because it does not work without them. There are none for advertising or statistics.
}
info-cookies-again = Beside that, your browser itself remembers what you bought last, for “Buy again” on our first page. It asks us only what these products cost now; “Forget it” there clears it.
info-cookie-name = Name
info-cookie-purpose = What it is for
info-cookie-kept = Kept for
info-cookie-cart = A random number by which we find your basket. Set when you put something into it.
info-cookie-items = How many products are in your basket, for the number on the basket's sign.
info-cookie-lang = The language you chose. Set when you choose one that your browser does not ask for. Nothing secret is in it.
info-cookie-member = That a mail address is yours, if you opened “Members’ prices” from one of our mails
info-cookie-session = Keeps the shop's own staff signed in. Shoppers never get it.
info-cookie-hours = { $hours } hours
info-cookie-days = { $days } days
