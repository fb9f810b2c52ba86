# Store credit: gift cards, goodwill, money that was given back as credit.

credit-title = Gift card or credit
credit-code = Gift card or credit code
credit-code-hint = It is used before anything else. What is not needed stays on it.
credit-use = Use it
credit-out = Do not use it
credit-in-use = The code ending in { $ends } pays up to { $pays }; { $left } stay on it.
credit-pays-all = Your credit pays for all of it. What is not needed goes back onto it.
credit-paid = Paid with credit
credit-left-to-pay = Left to pay
credit-given-back = { $amount } of it is back on your credit
credit-is-back = { $amount } is back on your gift card or credit code, which you can use again.

credit-unknown = We do not know this code. It has 32 digits and letters from a to f.
credit-empty = There is nothing left on this code.
credit-enough-codes = Three codes can be used for one order.
credit-changed = Your credit changed
credit-gone = One of your codes has less on it now. Please look at the order again.

credit-mail = { $amount } for your next shopping
credit-mail-hello = Hello,
credit-mail-text = you have { $amount } to spend in our shop.
credit-mail-code = Your code: { $code }
credit-mail-how = Enter it at checkout, on the page where you review your order. It is used before anything else, and what is not needed stays on it. Whoever has this code can spend it: please keep it like money.
credit-mail-shop = To the shop
