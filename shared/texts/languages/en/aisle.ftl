# One aisle.

aisle-trail = Aisles
aisle-sections = Parts of this aisle
aisle-all = All
aisle-sort-popular = Most popular
aisle-empty = The shelves here are empty at the moment.
aisle-unknown = There is no such aisle.
aisle-unknown-section = There is no such section here.
aisle-description =
    { $aisle }: { $count ->
        [one] one product
       *[other] { $count } products
    }, delivered or ready for you to pick up.
