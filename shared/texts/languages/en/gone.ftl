# At the address of a product that is no longer sold.

gone-title = No longer on our shelves: { $name }
gone-lead = We do not stock it any more. Perhaps one of its neighbors will do.
gone-to-aisle = To { $aisle }
gone-to-search = Search the shop
gone-instead = From the same shelf
gone-no-part = The list of pages has no such part.
