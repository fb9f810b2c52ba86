# From the basket to the payment.

checkout-title = Checkout
checkout-step-basket = Basket
checkout-step-details = Details
checkout-step-review = Review
checkout-step-payment = Payment

# How, who, when.
checkout-how = How would you like it?
checkout-wrong = Please look at these once more:
checkout-delivery-or-pickup = Delivery or pickup
checkout-to-my-door = Delivery to my door
checkout-in-the-store = Pickup in the store
checkout-postcode = Postcode
checkout-postcode-hint = Needed for a delivery
checkout-show-times = Show times
checkout-other-times = Show other times
checkout-when = When
checkout-no-time = There is no free time in the next days.
checkout-who = Who
checkout-name = Name
checkout-email = E-mail
checkout-email-hint = For your receipt and the link to your order
checkout-phone = Phone
checkout-phone-hint = Only used if something about this order is unclear
checkout-where = Where
checkout-within = Within { $postcode }. Times differ from place to place: another postcode is chosen above.
checkout-street = Street and number
checkout-city = City
checkout-note = Note for the driver
checkout-missing = If something is missing
checkout-what-then = What shall we do?
checkout-similar = Something similar, never dearer
checkout-leave-out = Leave it out, and do not charge it
checkout-offers = Send me the weekly offers by mail (you can stop that with one click)
checkout-review-order = Review the order

# Times.
checkout-times = Times
checkout-free = free
checkout-times-free =
    { $count ->
        [one] 1 free
       *[other] { $count } free
    }
checkout-full = full
checkout-nearly-full = nearly full
checkout-delivery-on = Delivery on { $day }, { $window }
checkout-pickup-on = Pickup at { $street } on { $day }, { $window }

# The review.
checkout-review = Review your order
checkout-since = Since your last look:
checkout-now = { $product } is now { $now } instead of { $before }.
checkout-change = Change
checkout-delivery = Delivery
checkout-vat = Including VAT: { $parts }
checkout-weighed = Some of it is weighed. Up to { $upper } is set aside; you pay exactly what the scale says.
checkout-age = You must be { $age } or older; we check at the door.
checkout-place = Place order and pay
checkout-not-charged-yet = Nothing is charged before your order is picked.

# What is wrong with the details.
checkout-name-missing = Please tell us your name.
checkout-email-wrong = Please enter an e-mail address; your receipt goes there.
checkout-phone-long = That phone number is too long.
checkout-address-missing = Where shall we deliver to?
checkout-street-missing = Please enter street and number.
checkout-city-missing = Please enter your city.
checkout-note-long = Please keep the note under 300 characters.
checkout-postcode-missing = Tell us your postcode to see delivery times.
checkout-no-delivery = We do not deliver to “{ $postcode }” yet. You can pick your order up in the store.
checkout-choose-pickup = Choose pickup
checkout-slot-closed = This time can no longer be chosen. Please pick another.
checkout-who-missing = Tell us who you are.
checkout-when-missing = Tell us how and when you want it.
checkout-to-details = To your details
checkout-back-to-details = Back to your details

# Refusals.
checkout-basket-empty = The basket is empty
checkout-basket-empty-why = Put something into it first.
checkout-basket-changed = The basket changed meanwhile
checkout-basket-changed-why = Somebody, perhaps you in another window, changed the basket. Please look at it again.
checkout-unavailable = Not everything is available
checkout-gone = This product is no longer sold.
checkout-sold-out = Sold out: { $product }.
checkout-too-little = Only { $left } of { $product } left.
checkout-change-basket = Change the basket
checkout-price-moved = The price of { $product } just changed.
checkout-price-changed = The price changed
checkout-price-changed-why = Something changed since you looked. Please look at the order again.
checkout-look-again = Look again
checkout-slot-taken = This time is taken
checkout-slot-full = This time just took its last order. Please choose another.
checkout-another-time = Choose another time
checkout-more-please = A little more, please
checkout-least = Delivery to { $zone } starts at { $least }; { $more } are missing.
checkout-least-by-card = Cards can be charged from { $least } on. Please add something.
checkout-add-something = Add something
