# A product on a shelf, and what the script says about the basket.
# Where the script fills in a value, it is handed over as {name}, {quantity}, {price} or {count}.

tile-add = Add to basket
tile-add-one = Add to basket: { $name }
tile-add-grams = Add 500 grams: { $name }
tile-how-many = How many
tile-grams = grams
tile-pieces = pieces
tile-by = By weight or by the piece
tile-sold-out = Sold out
tile-few-left = only a few left
tile-each = about { $grams } g each
tile-per-kilogram = /kg
tile-gram-sign = g
tile-deposit = + { $amount } deposit
tile-instead-of = instead of
tile-flag-multi = { $take } for { $pay }
tile-flag-offer = Offer

# The basket's own line.
tile-less = Less: { $name }
tile-more = More: { $name }
tile-remove = Remove: { $name }
tile-quantity = Quantity of { $name }
tile-set = Set the quantity

# Said or shown by the script.
tile-about = about { $price }
tile-count-grams = { $count } g
tile-count-pieces = { $count } pc.
tile-to-pieces = { $quantity }, { $price }. Count in pieces: { $name }
tile-to-grams = { $quantity }, { $price }. Weigh in grams: { $name }
tile-said-added = { $name } is in your basket
tile-said-now = { $name }: now { $quantity }
tile-said-gone = { $name } was taken out
tile-said-offline = You are offline. Nothing was changed.
tile-said-failed = That did not work, so nothing was changed. Please try again.
tile-panel-title = Your basket
tile-panel-close = Close the basket
tile-suggestions = Suggestions
tile-suggestions-count = Suggestions: { $count }
tile-suggestions-all = Show all { $count } results
tile-lowest = Lowest price in the last 30 days: { $price }
