# The basket.

cart-title = Your basket
cart-empty = Nothing in it yet
cart-empty-hint = Milk, bread, apples: everything you add waits here.
cart-goods = Goods
cart-deposit = Deposit
cart-total = Total
cart-total-hint = Delivery is added at checkout. Loose goods are charged by what the scale says.
cart-to-checkout = To checkout
cart-sold-out = Sold out just now. Please take it out.
cart-few-left = Only a few left
cart-remove = Remove
cart-removed = { $product } was taken out.
cart-undo = Put it back
cart-waiting = This basket became order { $order } and waits for your payment.
cart-pay-or-change = Pay, or change the basket

# Refusals.
cart-ordered = This basket waits for its payment
cart-ordered-why = Pay the order, or go back to change the basket.
cart-to-order = To the order
cart-unknown = There is no such product.
cart-by-piece = { $product } is sold by the piece.
cart-too-much = One line holds at most { $pieces } pieces or { $weight }.
cart-full = The basket is full
cart-full-why = A basket holds at most { $most } different products. Place this order first, or take something out.
cart-back = To the basket
