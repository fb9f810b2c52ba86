# Preise ohne MwSt., für einen Laden, der sie so zeigt.

tax-plus = zzgl. MwSt.
tax-net = Summe ohne MwSt.
tax-rate = MwSt. { $rate }
tax-gross = Summe mit MwSt.
tax-note = Preise sind ohne MwSt. Was bezahlt, vorgemerkt oder zurückgegeben wird, ist mit MwSt.
tax-fees = Gebühren und Grenzen hier sind mit MwSt.
