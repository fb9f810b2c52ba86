# Wenn etwas fehlt, beschädigt, falsch oder zu spät ist: Reklamationen, und Geld, das zurückgeht.

claim-given-back = Zurückgezahlt
claim-refund-owed = unterwegs
claim-refund-paid = zurückgezahlt

claim-mail-subject = Geld zurück für deine Bestellung { $order }
claim-mail-refunded = Wir haben dir { $amount } von deiner Bestellung { $order } zurückgezahlt. Der Grund: { $reason }
claim-mail-bank = Das Geld geht dorthin zurück, woher du bezahlt hast. Bis die Bank es zeigt, vergehen bis zu zehn Tage.
