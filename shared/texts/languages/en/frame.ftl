# The frame around every page, and what all pages have in common.

frame-skip = Skip to content
frame-search = Search
frame-search-label = Search the shop
frame-search-hint = Search apples, bread, coffee …
frame-basket = Basket
# Stands behind the number of things in the basket, for who listens.
frame-items = items
frame-aisles = Aisles
frame-all-aisles = All aisles
frame-back-to-basket = Back to the basket
frame-trail = Breadcrumb
frame-progress = Progress
frame-done = done
frame-optional = optional
frame-open = Open
frame-closed = closed
frame-good-to-know = Good to know
frame-with-vat = All prices include VAT.
frame-promise = Goods by weight are charged as weighed, never more than shown at checkout. Missing items are not charged.
frame-languages = Language
