# Prices without VAT, for a shop that shows them so.

tax-plus = plus VAT
tax-net = Sum without VAT
tax-rate = VAT { $rate }
tax-gross = Total with VAT
tax-note = Prices are without VAT. What is paid, set aside or given back is with VAT.
tax-fees = Fees and limits here are with VAT.
