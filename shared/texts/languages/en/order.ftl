# An order's own page.

order-title = Order { $order }
order-order = Order
order-step-payment = Payment
order-step-placed = Placed
order-step-picking = Picking
order-step-ready = Ready
order-step-with-you = With you

order-waits-for-bank = Thank you! We wait for your bank
order-pay-now = One step left: pay
order-placed = Thank you! We have your order
order-picking = We are picking your order
order-ready = Your order is ready
order-on-its-way = Your order is on its way
order-handed-over = Enjoy your groceries
order-canceled = This order was canceled
order-expired = This order was not paid in time

order-waiting = We are waiting for word of your payment. It usually takes a few seconds; this page looks again by itself.
order-look-again = Look again
order-back-to-payment = Back to the payment page
order-held = Your groceries and your time are held until { $time }.
order-weighed = Some of it is weighed, so a little more is set aside. You pay what the scale says.
order-pay = Pay { $amount }
order-nothing-charged = Nothing was charged. What was set aside is released by itself.
order-you-canceled = You canceled it.
order-nothing-there = We had to cancel it: nothing of it was on the shelf.
order-canceled-for = Canceled: { $reason }.
order-basket-there = Your basket is still there.
order-receipt = A receipt is on its way to { $email }.
order-cancel = Cancel the order

order-listen = Tell me on this device
order-listens = You will get a notice here when there is news.
order-listen-no = Your browser does not allow notices from us. You will get a mail.
order-listen-odd = This browser cannot be told. You will get a mail.
order-listen-enough = Five devices are told about this order already. You will get a mail.

order-offers = Offers
order-picked = Picked
order-charged = Charged
order-not-there = not available, not charged

# Refusals.
order-not-found = There is no such order, or the link is not complete. The full link is in your mail.
order-too-late = It is too late to cancel
order-too-late-why = Somebody is packing it already, or it is done with. If something is wrong, give us a call.
order-cannot-pay = Payment is not available just now
order-cannot-pay-why = Your order and your time are held. Please try again in a moment.
order-back = Back to the order

order-not-collected = Nobody fetched it, or nobody was at the door.
order-money-back = What was charged is on its way back to you.
