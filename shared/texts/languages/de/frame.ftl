# Der Rahmen jeder Seite.

skip-to-content = Zum Inhalt springen
