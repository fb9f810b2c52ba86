# Ways: to the car, in a parcel, and what they cost.

way-to-my-car = To my car in front of the store
way-in-a-parcel = In a parcel
way-curbside-on = To your car on { $day }, { $window }, { $street }
way-shipped-on = In a parcel that leaves on { $day }
way-leaves-on = When should it leave?
way-ordered-by = if ordered by { $time }
way-not-offered = We do not offer that at the moment. You can fetch your order in the store.
way-postcode-missing = Please tell us the postcode.

# Fees.
way-fee-small = Small basket
way-fee-express = Express
way-fee-shipment = Shipping

# What does not go with it.
way-unfit = Not everything goes with this time
way-unfit-why = Choose another time, or take these out of your basket.
way-not-by-parcel = { $product } has to stay cool and cannot be sent in a parcel.

# At the curb, and with a code.
way-code = Your code:
way-code-why = We ask for it when we hand over your order. Please tell it to nobody else.
way-are-you-here = Are you here?
way-you-are-here = You are here
way-we-know = We know that you wait in bay { $bay }, since { $time }. Somebody is on the way to you.
way-bay = Bay
way-car = Your car
way-car-hint = Color, make or plate, so that we find you
way-here = I am here
way-other-bay = Change
way-not-here = Nothing can be brought to a car yet: say it on the day, from an hour before your time
way-bay-taken = Somebody else waits in bay { $bay }. Please look at the number on the sign again.
way-no-such-bay =
    { $bays ->
        [one] There is one bay, number 1.
       *[other] The bays have the numbers 1 to { $bays }.
    }
way-car-long = Please keep it under 80 characters.

# The parcel.
way-left-with = It left with { $carrier }, number { $number }.
way-shipped = Your parcel is on its way
way-track = Where is it?

# Letters.
way-mail-curbside = Your order { $order } is placed. We bring it to your car on { $day }, { $window }. When you are there, tell us on the order's page.
way-mail-shipment = Your order { $order } is placed. It leaves on { $day } in a parcel.
way-mail-ready-curbside = Your order { $order } is packed and waits for you on { $day }, { $window }. When you are there, tell us on the order's page.
way-mail-ready-shipment = Your order { $order } is packed and leaves in a parcel today.
way-mail-code = We ask for this code when we hand it over: { $code }
way-mail-shipped = Order { $order } is on its way

# The page about delivery.
way-postcode-yes = Yes, we deliver to { $postcode }: for { $fee }. The least order is { $least }.
way-small-basket = Below { $below } it costs { $more } more.
way-curbside-about = Or stay in your car: we bring the order to your bay in front of the store.
way-parcel-about = What needs no cooling we also send in a parcel, for { $fee }. Ordered by { $time }, it leaves the same day.
way-fees-from = From { $fee }
