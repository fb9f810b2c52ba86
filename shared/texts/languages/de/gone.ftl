# Unter der Adresse eines Produkts, das es nicht mehr gibt.

gone-title = { $name } führen wir nicht mehr
gone-lead = Das haben wir aus dem Sortiment genommen. Vielleicht tut es ein Nachbar aus dem Regal.
gone-to-aisle = Zu { $aisle }
gone-to-search = Im Laden suchen
gone-instead = Aus demselben Regal
gone-no-part = So viele Teile hat die Liste der Seiten nicht.
