# How numbers, money, days and weights are written. Read once: each $value may stand anywhere in its pattern.
# Months and weekdays are lists, separated by commas; weeks begin on Monday.

# What the language calls itself.
format-language = English
# Which way it is written, ltr or rtl; and what it is called where pages are shared.
format-direction = ltr
format-locale = en_US

format-decimal-mark = .
format-group-mark = ,
format-negative = −{ $number }

format-money = { $sign }{ $amount }
# A currency that has no sign is named by its code.
format-money-named = { $code }{"\u00A0"}{ $amount }
# Where only plain letters are sure to arrive: in the text of a mail.
format-money-plain = { $amount } { $code }
format-percent = { $number }%

format-kilograms = { $number }{"\u00A0"}kg
format-grams = { $number }{"\u00A0"}g
format-liters = { $number }{"\u00A0"}l
format-milliliters = { $number }{"\u00A0"}ml
format-pieces =
    { $count ->
        [one] { $count } piece
       *[other] { $count } pieces
    }
format-times = { $count }{"\u00A0"}×

format-per-kilogram = { $price }/kg
format-per-liter = { $price }/l
format-per-piece = { $price } each

format-weekdays = Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday
format-weekdays-short = Mon, Tue, Wed, Thu, Fri, Sat, Sun
format-months = January, February, March, April, May, June, July, August, September, October, November, December
format-months-short = Jan, Feb, Mar, Apr, May, Jun, Jul, Aug, Sep, Oct, Nov, Dec
format-day = { $weekday }, { $day } { $month }
format-day-short = { $weekday } { $day } { $month }
format-time = { $hour }:{ $minute }
# In a list of times, where there is little room.
format-window-short = { $from }–{ $to }
format-window = { $from }–{ $to }
