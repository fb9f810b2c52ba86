# One aisle.

aisle-trail = Aisles
aisle-sections = Parts of this aisle
aisle-all = All
aisle-sort-popular = Most popular
aisle-empty = The shelves here are empty at the moment.
aisle-description =
    { $aisle }: { $count ->
        [one] one product
       *[other] { $count } products
    }, delivered or ready for you to pick up.
