# One product's page.

product-shop = Shop
product-family = Sizes and flavors
product-sold-out = sold out
product-vat = incl. { $rate } VAT
product-plus-vat = plus { $rate } VAT: { $price }
product-per-100-g = { $price } per 100 g
product-about-each = one costs about { $price }
product-weighed = Weighed when we pick it: you pay what the scale says, and never more than the amount shown at checkout.

product-content = Content
product-drained = Drained weight
product-origin = Origin
product-storage = Storage
product-chilled = Keep chilled
product-frozen = Keep frozen
product-freshness = Freshness
product-keeps =
    { $days ->
        [one] Keeps at least one day from delivery
       *[other] Keeps at least { $days } days from delivery
    }
product-times = Delivery and pickup
product-times-before = Only at times that begin before { $before }
product-times-from = Only at times that begin at { $from } or later
product-times-between = Only at times that begin from { $from } and before { $before }
product-alcohol = Alcohol
product-age = Age
product-from-age = Only from { $age } years; we check at the door.
product-producer = Producer
product-barcode = Barcode
product-plu = PLU

product-ingredients = Ingredients
product-contains = Contains
product-may-contain = May contain traces of
product-nutrition = Nutrition
product-per-hundred = Per 100 g or 100 ml
product-energy = Energy
product-fat = Fat
product-saturates = of which saturates
product-carbohydrate = Carbohydrate
product-sugars = of which sugars
product-fiber = Fiber
product-protein = Protein
product-salt = Salt
product-grams = { $whole }.{ $part } g

product-diet-vegan = Vegan
product-diet-vegetarian = Vegetarian
product-diet-gluten-free = Gluten-free
product-diet-lactose-free = Lactose-free
product-diet-organic = Organic
product-diet-halal = Halal
product-diet-kosher = Kosher
product-diet-no-added-sugar = No added sugar

product-allergen-gluten = Gluten
product-allergen-crustaceans = Crustaceans
product-allergen-eggs = Eggs
product-allergen-fish = Fish
product-allergen-peanuts = Peanuts
product-allergen-soybeans = Soybeans
product-allergen-milk = Milk
product-allergen-nuts = Nuts
product-allergen-celery = Celery
product-allergen-mustard = Mustard
product-allergen-sesame = Sesame
product-allergen-sulphites = Sulfites
product-allergen-lupin = Lupin
product-allergen-molluscs = Mollusks
