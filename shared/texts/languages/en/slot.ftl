# Times: express, fresh goods, another time for an order.

slot-express = express, { $more } more
slot-only-before = { $product } is only there for times that begin before { $before }.
slot-only-from = { $product } is only there for times that begin at { $from } or later.
slot-only-between = { $product } is only there for times that begin from { $from } and before { $before }.
slot-none-fits = There is no time that everything in it goes with. Please take these out, or choose another way:

# Another time for an order.
slot-another = Choose another time
slot-now = Until now:
slot-take = Take this time
slot-dearer = That would cost more
slot-no-dearer-at-handover = Times with which it would come to more than may be paid when you get it are not listed.
slot-dearer-at-handover = It would come to { $more } more than may be paid when you get it. Please choose another time, or cancel and pay by card.
slot-pay-more = Times that cost more are paid before they are yours; until then you keep the time you have.
