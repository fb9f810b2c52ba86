# Letters to shoppers. Those to the owner are in English.

mail-hello = Hello { $name },
mail-total = Total
mail-see-order = See your order

mail-receipt = Your order { $order }
mail-receipt-delivery = Thank you! We have your order { $order } and will deliver it on { $day }, { $window }.
mail-receipt-pickup = Thank you! We have your order { $order } and will have it ready for you on { $day }, { $window }.
mail-weighed = Some of it is sold by weight. We have set aside up to { $upper } and charge exactly what the scale says.

mail-changed = Your order { $order }, changed
mail-changed-delivery = You changed your order { $order }. We deliver it on { $day }, { $window }. This is what it is now.
mail-changed-pickup = You changed your order { $order }. We have it ready for you on { $day }, { $window }. This is what it is now.
mail-changed-curbside = You changed your order { $order }. We bring it to your car on { $day }, { $window }. When you are there, tell us on the order's page.
mail-changed-shipment = You changed your order { $order }. It leaves on { $day } in a parcel. This is what it is now.

mail-ready = Your order { $order } is ready
mail-ready-delivery = Your order { $order } is packed for delivery on { $day }, { $window }. This is exactly what we picked and charged.
mail-ready-pickup = Your order { $order } is packed for pickup on { $day }, { $window }. This is exactly what we picked and charged.
mail-not-there = { $line } (not available, not charged)
mail-charged = Charged

mail-on-its-way = Your order { $order } is on its way
mail-on-its-way-text = Your order { $order } left the store and will be at your door on { $day }, { $window }.

mail-handed-over = Your order { $order } is with you
mail-handed-over-text = Enjoy your groceries! If anything is missing, damaged or not what you hoped for, tell us from your order's page.

mail-again = Please pay for your order { $order } again
mail-again-text = Your bank let go of what was set aside for your order { $order }, so we cannot charge it. Please pay for it once more on its page; nothing was charged so far.
mail-refused = Please pay for your order { $order }
mail-refused-text = We could not set aside what your order { $order } may come to on the card you saved for it. Please pay for it on its page; nothing was charged so far.
mail-card-later = Your card is saved. On { $day } we set aside up to { $upper } on it, and charge exactly what we pick. Should your bank say no, we write to you at once.
mail-again-until = We keep your order and your time until { $day }, { $time }. What is not paid by then we have to cancel.
mail-again-amount = To be set aside
mail-again-pay = Pay again
mail-not-paid = We had to cancel your order { $order }, because it was not paid again in time.

mail-canceled = Your order { $order } was canceled
mail-you-canceled = You canceled your order { $order }.
mail-nothing-there = We had to cancel your order { $order }: nothing of it was on the shelf.
mail-we-canceled = We had to cancel your order { $order }: { $reason }.
mail-was-canceled = Your order { $order } was canceled.
mail-nothing-charged = Nothing was charged. What was set aside is released; banks take a few days to show it.

# The weekly offers, and the page that ends them.
mail-offers = This week's offers at { $shop }
mail-offers-text = This week at { $shop }:
mail-until = until { $day }, { $time }
mail-price-now = { $product }: { $now } instead of { $was }
mail-for = { $count } for { $price }
mail-per-kilogram = { $price } per kg
mail-you-asked = You get this because you asked for our offers.
mail-no-more = No more of them
mail-weekly = Weekly offers
mail-shall-we-stop = Shall we stop sending the weekly offers to { $email }?
mail-stop = Stop the offers
mail-stopped = Done. { $email } gets no more offers from us.
mail-stop-broken = This link is not complete. Please use the one in the mail.
mail-member = Members’ prices
mail-member-link = Members’ prices in this browser
mail-member-ask = Shall this browser show members’ prices for orders with { $email }?
mail-member-remember = Yes, in this browser
mail-member-here = Orders with { $email } have members’ prices in this browser from now on.
mail-money-back = Money of your order { $order } went back to you. This is all that went back so far.
mail-too-late = Your payment for order { $order } came too late
mail-too-late-text = Your order { $order } had ended when its payment came, so we do not take it. What you wanted is still in the shop: please order it again.

mail-not-collected = Your order { $order } came back to us: nobody fetched it, or nobody was at the door. So we have ended it.
mail-charged-back = What was charged goes back to the card you paid with. Banks take up to ten days to show it.
