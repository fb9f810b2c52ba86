# Times: express, fresh goods, another time for an order.

slot-express = express, { $more } more
slot-only-before = { $product } is only there for times that begin before { $before }.
slot-only-from = { $product } is only there for times that begin at { $from } or later.
slot-only-between = { $product } is only there for times that begin from { $from } and before { $before }.

# Another time for an order that is paid.
slot-another = Choose another time
slot-now = Until now:
slot-no-dearer = Times that would cost more than what is set aside on your card are not listed.
slot-take = Take this time
slot-too-late = The time can no longer be changed
slot-too-late-why = Your time is closed, or somebody is already picking. Please call us if something came up.
slot-dearer = That would cost more
slot-dearer-why = It would cost { $more } more than what is set aside on your card. Please choose another time, or cancel and order again.
