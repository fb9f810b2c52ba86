# How an order is paid.

paying-how = Payment
paying-how-question = How would you like to pay?
paying-online = By card, now
paying-online-hint = Nothing is charged before your order is picked.
paying-paypal = With PayPal, now
paying-paypal-hint = You agree to the amount at PayPal. Nothing is charged before your order is picked.
paying-no-paypal = PayPal is not offered here at the moment.
paying-at-handover = In cash or by card when you get it
paying-at-handover-hint = For orders up to { $most }. You pay exactly what was picked.
paying-place = Place order
paying-later = You pay in cash or by card when you get your order, exactly what was picked.
paying-due = To pay when you get it
paying-paid = Paid when you got it
paying-ready-delivery = Your order { $order } is packed for delivery on { $day }, { $window }. This is exactly what we picked; you pay it at the door.
paying-ready-pickup = Your order { $order } is packed for pickup on { $day }, { $window }. This is exactly what we picked; you pay it when you come.
paying-by-card-please = This order has to be paid by card
paying-too-much = Up to { $most } can be paid when you get it. This order may come to { $upper }.
paying-not-trusted = Paying when you get it is for shoppers who have had orders from us before, one unpaid order at a time. Please choose payment by card.
paying-not-offered = Every order here is paid by card beforehand.
paying-not-shipped = What is sent by a carrier is paid by card beforehand.
paying-choose = Choose another way to pay
