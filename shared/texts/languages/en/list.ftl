# A shopping list, pasted.

list-shop = Shop
list-title = Paste your shopping list
list-lead = Type or paste what you need. We find it on our shelves, you look it over, and it goes into your basket in one go.
list-label = Your list
list-hint = One thing per line or between commas: “milk, 6 eggs, 500 g carrots, 2 x spaghetti”.
list-find = Find it all
list-empty = There is nothing on this list yet.
list-too-long = This list is very long. Please send at most { $most } characters at a time.
list-too-many = Please send at most { $most } things at a time: a basket holds no more.
list-found-title = Here is what we found
list-found = { $found ->
    [0] Nothing of { $all } found
   *[other] { $found } of { $all } found
}
list-line = “{ $line }”
list-nothing = We found nothing like this.
list-look = Look for it
list-leave-out = Leave it out
list-others = { $count ->
    [one] One other choice
   *[other] { $count } other choices
}
list-put = Put it all into the basket
list-put-hint = What is already in your basket stays. If there is less of something than your list asks for, we add the rest.
list-change = Change the list
list-none-chosen = Nothing is chosen yet.
list-amount-wrong = Please check how much of “{ $name }” you want.
list-amount-label = How much of { $name }
list-sold-out = sold out
list-unknown = We do not sell this product any more. Please choose another.
