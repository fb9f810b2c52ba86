# Finding products: the search page, and the filters it shares with the aisles.

search-title = Search
search-title-of = { $words } – search
search-trail-shop = Shop
search-what = What are you looking for?
search-heading = “{ $words }”
search-start = Type a product, a brand or a barcode above, or walk the aisles.
search-count =
    { $count ->
        [one] { $count } product
       *[other] { $count } products
    }
search-products = Products
search-respelled = Nothing is called “{ $words }”. This is what we have for “{ $spelling }”.
search-partly = Nothing has all of these words. These come closest.
search-nothing = Nothing here goes by that name. Try fewer or other words, or walk the aisles.
search-did-you-mean = Did you mean

# Filters and order
search-filters = Filter and sort
search-chosen = Filters in use
search-remove = Remove filter: { $name }
search-clear = Remove all filters
search-nothing-left = Nothing is left with these filters.
search-show = Show
search-more = Show more
search-sort = Sort by
search-sort-relevance = Best match
search-sort-price = Lowest price
search-sort-unit-price = Lowest price per kg or l
search-flags = Offers and availability
search-offer = On offer
search-stock = In stock
search-diets = Diet
search-diet-vegan = Vegan
search-diet-vegetarian = Vegetarian
search-diet-gluten-free = Gluten-free
search-diet-lactose-free = Lactose-free
search-diet-organic = Organic
search-diet-halal = Halal
search-diet-kosher = Kosher
search-diet-no-added-sugar = No added sugar
search-aisles = Aisle
search-brands = Brand

# Pages of a long list
search-pages = Pages
search-previous = Previous
search-next = Next
search-no-page = This list has { $pages ->
    [one] one page
   *[other] { $pages } pages
}.
search-page = Page { $page } of { $pages }
