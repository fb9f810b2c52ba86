# Alle laufenden Angebote.

offers-shop = Laden
offers-title = Angebote
offers-about = Alles, was gerade weniger kostet, und bis wann.
offers-none = Heute ist nichts im Angebot
offers-none-hint = Unsere Preise sind auch an allen anderen Tagen fair.
offers-to-aisles = Zu den Regalen
offers-until-today = bis heute{ $time }
offers-until-tomorrow = bis morgen{ $time }
offers-until-weekday = bis { $day ->
    [1] Montag
    [2] Dienstag
    [3] Mittwoch
    [4] Donnerstag
    [5] Freitag
    [6] Samstag
   *[7] Sonntag
}{ $time }
offers-until-date = bis { $day }. { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
}{ $time }
