# All running offers.

offers-shop = Shop
offers-title = Offers
offers-about = Everything that costs less right now, and until when.
offers-none = Nothing is on offer today
offers-none-hint = Our prices are fair on every other day, too.
offers-to-aisles = Walk the aisles
offers-until-today = until today{ $time }
offers-until-tomorrow = until tomorrow{ $time }
offers-until-weekday = until { $day ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}{ $time }
offers-until-date = until { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}{ $time }
