# Changing an order: other goods, another time.

change-title = Change what you ordered
change-until = You can change this order until { $day }, { $time }, as long as nobody is packing it. 0 takes something out.
change-more = Something else?
change-find = Search for a product
change-search = Search
change-found = Found: say how much of it you would like
change-nothing-found = We found nothing for that. Please try another word.
change-basket = Put what is in my basket into this order
change-prices = All of it is priced as of today. You see what it comes to before anything is changed.
change-review = See what it comes to
change-keep = Keep the order as it is

# What it comes to.
change-check = Is this right?
change-was = was: { $count } for { $amount }
change-out = taken out
change-before = Until now the order came to { $before }.
change-pays = That is more than what is set aside on your card. On the next page up to { $amount } is set aside for the whole order; once that is done the change counts, and what was set aside before is released.
change-and-pay = Change the order and pay
change-confirm = Change the order
change-back = Change it some more

# On the order's page.
change-link = Change what you ordered
change-changed = You changed this order.
change-waits = Your change is held until { $time } and counts once it is paid. Until then the order stays as it was.
change-pay = Pay { $amount } and change the order
change-drop = Keep the order as it was

# Refusals: nothing was changed.
change-nothing-changed = Nothing was changed.
change-too-late = The order can no longer be changed
change-too-late-why = Its time is closed, or somebody is already packing it. Nothing was changed. Please call us if something came up.
change-too-often = This order was changed very often
change-too-often-why = Nothing was changed. Please call us, and we change it for you.
change-too-much = Too many changes at once
change-too-much-why = Nothing was changed. Please make half of them first, and then the other half.
change-nothing = Nothing would be left of the order
change-nothing-why = Keep at least one product, or cancel the order on its page.
change-full-why = An order holds at most { $most } different products. Please take something out.
change-look-again = Look at the change again

# The payment was lost.
change-again = Your bank let go of what was set aside for this order. Please pay once more until { $day }, { $time }; nothing was charged so far. What is not paid by then we have to cancel.
change-again-pay = Pay { $amount }
change-not-paid = It was not paid again in time.

# A slot that is far away: the card is saved first.
change-save-card = Your time is more than six days away. Save your card now: nothing is charged or set aside before { $day }, when we set aside up to { $upper } on it.
change-save-card-button = Save my card
change-card-saved = Your card is saved. On { $day } we set aside up to { $upper } on it; should your bank say no, we write to you.
change-card-refused = We could not set aside what this order may come to on the card you saved. Please pay until { $day }, { $time }; nothing was charged so far. What is not paid by then we have to cancel.
change-card-later = Your time is more than six days away, so your card is only saved now. On the day before, what the order may come to is set aside on it.
