# Public holidays.

holiday-new-year = New Year’s Day
holiday-epiphany = Epiphany
holiday-womens-day = Women’s Day
holiday-good-friday = Good Friday
holiday-easter-sunday = Easter Sunday
holiday-easter-monday = Easter Monday
holiday-labor-day = Labor Day
holiday-ascension = Ascension Day
holiday-whit-sunday = Whit Sunday
holiday-whit-monday = Whit Monday
holiday-corpus-christi = Corpus Christi
holiday-assumption = Assumption Day
holiday-childrens-day = Children’s Day
holiday-german-unity = German Unity Day
holiday-reformation = Reformation Day
holiday-all-saints = All Saints’ Day
holiday-repentance = Day of Repentance
holiday-christmas = Christmas Day
holiday-second-christmas = Second Day of Christmas
