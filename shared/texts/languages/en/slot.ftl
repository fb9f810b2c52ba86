# Times: express, fresh goods, another time for an order.

slot-express = express, { $more } more
slot-only-before = { $product } is only there for times that begin before { $before }.
slot-only-from = { $product } is only there for times that begin at { $from } or later.
slot-only-between = { $product } is only there for times that begin from { $from } and before { $before }.
slot-none-fits = There is no time that everything in it goes with. Please take these out, or choose another way:

# Another time for an order.
slot-another = Choose another time
slot-now = Until now:
slot-no-dearer = Times that would cost more than what is set aside on your card are not listed.
slot-take = Take this time
slot-too-late = The time can no longer be changed
slot-too-late-why = Your time is closed, or somebody is already picking. Please call us if something came up.
slot-dearer = That would cost more
slot-dearer-why = It would cost { $more } more than what is set aside on your card. Please choose another time, or cancel and order again.
slot-no-dearer-at-handover = Times with which it would come to more than may be paid when you get it are not listed.
slot-dearer-at-handover = It would come to { $more } more than may be paid when you get it. Please choose another time, or cancel and pay by card.
slot-too-often = This order was changed very often
slot-too-often-why = Please call us, and we change it for you.
