# When something cannot be done: pages for people, documents for programs.

problem-malformed = That could not be read
problem-unreadable = The request could not be read: { $why }
problem-broke-off = The request’s body broke off.
problem-not-found = Not found
problem-nothing-here = There is nothing at this address. It may have moved, or the link was cut short.
problem-forbidden = Not allowed
problem-invalid = Some entries need a second look
problem-invalid-why = Please correct what is marked and send it again.
problem-fault = Our mistake
problem-fault-why = Something went wrong on our side. Nothing was charged by this step. Please try again in a moment.
problem-reference = If it happens again, tell us this reference:
problem-not-possible = Not possible here
problem-cross-site = This came from another site
problem-cross-site-why = For your safety the shop only accepts forms from its own pages. Nothing was changed.
problem-unknown-content = Unknown kind of content
problem-unknown-content-why = Send application/json or application/x-www-form-urlencoded.
problem-too-large = Too much at once
problem-too-large-why = The request’s body is larger than allowed.
problem-language = We do not speak that language
problem-elsewhere = This link leads away from the shop, so it was not followed.
problem-to-shop = To the shop
problem-to-basket = To the basket
