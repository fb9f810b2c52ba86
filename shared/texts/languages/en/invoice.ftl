# Invoices and credit notes.

invoice-link = Invoice
invoice-credit-link = Credit note
invoice-as-pdf = As a PDF

invoice-title = Invoice { $number }
invoice-credit-title = Credit note { $number }
invoice-day = { $year }-{ $month }-{ $day }
invoice-date = Date
invoice-supplied = Date of supply
invoice-order = Order
invoice-of = For invoice
invoice-tax-id = VAT or tax number: { $id }

invoice-what = Item
invoice-quantity = Quantity
invoice-rate = VAT
invoice-amount = Amount, VAT included
invoice-net-amount = Amount without VAT
invoice-delivery = Delivery
invoice-total = Total
invoice-net = Net
invoice-vat = Tax
invoice-gross = Gross

invoice-paid = Paid online. Offers are taken off the amounts already.
invoice-paid-with-credit = Paid with store credit: { $amount }.
invoice-deposit = Deposits on bottles and cans are in the amounts, at the rate of their goods.
invoice-credit-reason = The reason: { $reason }
