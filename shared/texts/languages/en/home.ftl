# The entrance.

home-welcome = Good food from around the corner.
home-description = { $shop }: your neighborhood grocer. Fresh, fairly priced, delivered or ready to pick up.
home-lead = Packed by hand and brought to your door in { $zones }, or ready for you to pick up.
home-and = { $first } and { $last }
home-next = Next delivery
home-today = today { $window }
home-tomorrow = tomorrow { $window }
home-on-day =
    { $day ->
        [1] Monday
        [2] Tuesday
        [3] Wednesday
        [4] Thursday
        [5] Friday
        [6] Saturday
       *[7] Sunday
    } { $window }
home-fees = From { $fee }, free from { $free }
home-missing = What is missing is not charged
home-offers = On offer
home-deals = Cheaper together
home-again = Buy again
home-again-note = What you took last. Only this browser remembers it.
home-again-clear = Forget it
home-aisles = Walk the aisles
home-fresh = Loose, by weight
